/* Many runs of one model, whose answers are worked out by hand (fixture.h). */
#include <math.h>
#include <string.h>

#include "fixture.h"

enum { RUNS = 4 };

static const char *const tariff = "tariff";
static const char *const halved[] = {"facilities[the-mine].capacity=*0.5"};
static const lode_value unknown = {"severity", 0.5};

/* The baseline; the tariff; half the capacity, with which 200 - 0.1 p = 75; and one that fails.
 */
static const lode_variation runs[RUNS] = {
    {.size = sizeof(lode_variation)},
    {.size = sizeof(lode_variation), .scenarios = &tariff, .n_scenarios = 1},
    {.size = sizeof(lode_variation), .changes = halved, .n_changes = 1},
    {.size = sizeof(lode_variation), .varies = &unknown, .n_varies = 1},
};
static const double expected[RUNS] = {767.5, 777.5, 1250, NAN};
static const lode_variation *const all[RUNS] = {&runs[0], &runs[1], &runs[2], &runs[3]};
static const lode_query price = {
    .size = sizeof(lode_query), .metric = "price", .region = "mill", .commodity = "ore"};
static const lode_query *const queries[] = {&price};

typedef struct Taken {
    double price[RUNS];
    int status[RUNS], n, most;
    char why[256];
} Taken;

static int take(void *context, int64_t run, int status, const char *why,
                const lode_answer *const *answers)
{
    Taken *taken = context;
    CHECK_INT(run, taken->n);
    taken->status[run] = status;
    taken->price[run] = answers[0] ? lode_answer_values(answers[0])[11] : NAN;
    if (status) strncpy(taken->why, why, sizeof taken->why - 1);
    return ++taken->n == taken->most;
}

static lode_ensemble_options of_all(int threads, Taken *taken)
{
    return (lode_ensemble_options){.size = sizeof(lode_ensemble_options),
                                   .variations = all,
                                   .n_variations = RUNS,
                                   .queries = queries,
                                   .n_queries = 1,
                                   .threads = threads,
                                   .deliver = take,
                                   .context = taken};
}

TEST(every_run_gives_the_price_worked_out_by_hand_on_any_number_of_threads)
{
    lode_model *model = two_hops();
    double first[RUNS];
    for (int threads = 1; threads <= 3; threads++) {
        Taken taken = {.n = 0};
        const lode_ensemble_options options = of_all(threads, &taken);
        CHECK_INT(lode_model_ensemble(model, &options, NULL), LODE_OK);
        CHECK_INT(taken.n, RUNS);
        for (int i = 0; i < 3; i++) {
            CHECK_INT(taken.status[i], LODE_OK);
            CHECK_NEAR(taken.price[i], expected[i], 1e-6);
            if (threads > 1) CHECK(taken.price[i] == first[i]);
            first[i] = taken.price[i];
        }
    }
    lode_model_free(model);
}

TEST(a_run_that_fails_says_why_and_the_others_go_on)
{
    lode_model *model = two_hops();
    Taken taken = {.n = 0};
    const lode_ensemble_options options = of_all(2, &taken);
    CHECK_INT(lode_model_ensemble(model, &options, NULL), LODE_OK);
    CHECK_INT(taken.status[3], LODE_BAD_INPUT);
    CHECK(isnan(taken.price[3]));
    CHECK(strstr(taken.why, "severity") != NULL);
    lode_model_free(model);
}

TEST(whoever_takes_the_answers_may_stop)
{
    lode_model *model = two_hops();
    Taken taken = {.most = 2};
    const lode_ensemble_options options = of_all(2, &taken);
    CHECK_INT(lode_model_ensemble(model, &options, NULL), LODE_INTERRUPTED);
    CHECK_INT(taken.n, 2);
    lode_model_free(model);
}

static void check_refused(const lode_ensemble_options *options, const char *words)
{
    lode_model *model = two_hops();
    lode_words *said = NULL;
    CHECK_INT(lode_model_ensemble(model, options, &said), LODE_USAGE);
    CHECK(strstr(lode_messages_text(lode_words_messages(said)), words) != NULL);
    lode_words_free(said);
    lode_model_free(model);
}

TEST(what_no_run_could_know_is_told_before_the_first)
{
    static const char *const misspelt = "tarif", *const column[] = {
                                                     "facilities[the-mine].capacty=1"};
    const lode_variation scenario = {
        .size = sizeof scenario, .scenarios = &misspelt, .n_scenarios = 1};
    const lode_variation cell = {.size = sizeof cell, .changes = column, .n_changes = 1};
    const lode_variation *const bad[] = {&scenario, &cell};
    Taken taken = {.n = 0};
    lode_ensemble_options options = of_all(1, &taken);
    options.n_variations = 1;
    options.variations = &bad[0];
    check_refused(&options, "did you mean 'tariff'?");
    options.variations = &bad[1];
    check_refused(&options, "capacty");
    options.deliver = NULL;
    check_refused(&options, "nobody");
    CHECK_INT(taken.n, 0);
}

TEST(a_wrong_question_is_every_runs_failure)
{
    static const lode_query wrong = {.size = sizeof wrong, .metric = "prise"};
    static const lode_query *const asked[] = {&wrong};
    lode_model *model = two_hops();
    Taken taken = {.n = 0};
    lode_ensemble_options options = of_all(1, &taken);
    options.queries = asked;
    CHECK_INT(lode_model_ensemble(model, &options, NULL), LODE_OK);
    CHECK_INT(taken.status[0], LODE_USAGE);
    lode_model_free(model);
}
