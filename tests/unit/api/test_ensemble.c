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

/* ---- futures: the world of tests/unit/ensemble, whose answers stand there ---- */

enum { FUTURES = 40, NEED = 0, FREIGHT = 1 };

static lode_model *uncertain(void)
{
    char folder[512];
    lode_model *model = NULL;
    snprintf(folder, sizeof folder, "%s/unit/ensemble/data/futures", test_folder());
    CHECK_INT(lode_model_load(folder, &model), LODE_OK);
    return model;
}

typedef struct Fates {
    const lode_futures *futures;
    int n, undisturbed;
} Fates;

/* Without an outage the price is what the future's inputs make it; with one there are 75 t. */
static int take_fate(void *context, int64_t run, int status, const char *why,
                     const lode_answer *const *answers)
{
    Fates *fates = context;
    double values[2];
    (void)why;
    CHECK_INT(status, LODE_OK);
    CHECK_INT(run, fates->n++);
    CHECK_INT(lode_futures_values(fates->futures, run, values), LODE_OK);
    const double freight = 35 * values[FREIGHT];
    const double wanted = (values[NEED] - 50 - 0.1 * freight) / 0.2 + freight;
    const double *prices = lode_answer_values(answers[0]);
    const double *mined = lode_answer_values(answers[1]);
    for (int m = 0; m < 12; m++) {
        if (mined[m] < 75 + 1e-6) continue;
        CHECK_NEAR(prices[m], wanted, 1e-6);
        fates->undisturbed++;
    }
    return 0;
}

TEST(futures_are_what_their_inputs_make_them)
{
    static const lode_query mined = {
        .size = sizeof(lode_query), .metric = "production", .region = "mine"};
    const lode_query *const both[] = {&price, &mined};
    lode_model *model = uncertain();
    lode_futures *futures = NULL;
    const lode_futures_options drawn = {.size = sizeof drawn, .n = FUTURES, .seed = 7};
    CHECK_INT(lode_model_futures(model, &drawn, &futures), LODE_OK);
    CHECK_INT(lode_futures_count(futures), FUTURES);
    CHECK_INT(lode_futures_inputs(futures), 2);
    CHECK_TEXT(lode_futures_input(futures, FREIGHT)->id, "freight");
    CHECK_NEAR(lode_futures_input(futures, FREIGHT)->high, 2, 0);
    CHECK(lode_futures_input(futures, 2) == NULL);
    Fates fates = {.futures = futures};
    const lode_ensemble_options options = {.size = sizeof options,
                                           .queries = both,
                                           .n_queries = 2,
                                           .threads = 2,
                                           .deliver = take_fate,
                                           .context = &fates,
                                           .futures = futures};
    CHECK_INT(lode_model_ensemble(model, &options, NULL), LODE_OK);
    CHECK_INT(fates.n, FUTURES);
    CHECK(fates.undisturbed > FUTURES * 12 / 2 && fates.undisturbed < FUTURES * 12);
    lode_futures_free(futures);
    lode_model_free(model);
}

TEST(futures_that_cannot_be_are_refused)
{
    lode_model *model = uncertain(), *other = two_hops();
    lode_futures *futures = NULL, *none = NULL;
    lode_futures_options drawn = {.size = sizeof drawn};
    CHECK_INT(lode_model_futures(model, &drawn, &none), LODE_USAGE);
    CHECK(strstr(lode_messages_text(lode_futures_messages(none)), "at least one") != NULL);
    CHECK_INT(lode_futures_count(none), 0);
    lode_futures_free(none);
    drawn.n = 3;
    CHECK_INT(lode_model_futures(other, &drawn, &none), LODE_BAD_INPUT);
    CHECK(strstr(lode_messages_text(lode_futures_messages(none)), "nothing varies") != NULL);
    lode_futures_free(none);
    CHECK_INT(lode_model_futures(model, &drawn, &futures), LODE_OK);
    Taken taken = {.n = 0};
    lode_ensemble_options options = of_all(1, &taken);
    options.futures = futures;
    lode_words *said = NULL;
    CHECK_INT(lode_model_ensemble(model, &options, &said), LODE_USAGE);
    CHECK(strstr(lode_messages_text(lode_words_messages(said)), "not both") != NULL);
    lode_words_free(said);
    options.n_variations = 0;
    check_refused(&options, "of another model"); /* two_hops() once more */
    lode_futures_free(futures);
    lode_model_free(model);
    lode_model_free(other);
}
