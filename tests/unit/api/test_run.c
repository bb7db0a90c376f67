/* Runs and questions through the public API, on a world worked out by hand (fixture.h). */
#include <math.h>
#include <string.h>

#include "fixture.h"

static lode_answer *ask(const lode_run *run, const lode_query *query)
{
    lode_answer *answer = NULL;
    CHECK_INT(lode_run_query(run, query, &answer), LODE_OK);
    return answer;
}

TEST(a_run_gives_the_prices_worked_out_by_hand)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, NULL);
    lode_model_free(model); /* a run does not need its model any more */
    CHECK_TEXT(lode_run_about(run, "name"), "baseline");
    CHECK_TEXT(lode_run_about(run, "end"), "2025-12");
    CHECK_NEAR(price_at(run, "mine"), 732.5, 1e-6);
    CHECK_NEAR(price_at(run, "mill"), 767.5, 1e-6);
    const lode_quality *quality = lode_run_quality(run);
    CHECK(quality->worst_residual < 1e-8 && quality->worst_imbalance < 1e-12);
    lode_run_free(run);
}

/* January 2025 is month 12 * 55 = 660 from January 1970 on. */
TEST(an_answer_has_a_series_for_each_thing_and_outlives_its_run)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, NULL);
    char by[] = "region", commodity[] = "ore";
    lode_answer *a = ask(run, &(lode_query){.size = sizeof(lode_query),
                                            .metric = "price",
                                            .commodity = commodity,
                                            .by = by});
    lode_run_free(run);
    lode_model_free(model);
    memset(by, 'x', sizeof by - 1), memset(commodity, 'x', sizeof commodity - 1);
    CHECK_INT(lode_answer_series(a), 3);
    CHECK_INT(lode_answer_periods(a), 12);
    CHECK_INT(lode_answer_months(a)[0], 660);
    CHECK_INT(lode_answer_months(a)[11], 671);
    CHECK_INT(lode_answer_lengths(a)[11], 1);
    const double expected[] = {732.5, 742.5, 767.5};
    const char *const regions[] = {"mine", "port", "mill"};
    for (int32_t s = 0; s < 3; s++) {
        int at = 0;
        while (at < 2 && strcmp(lode_answer_id(a, s, "region"), regions[at]) != 0)
            at++;
        CHECK_TEXT(lode_answer_id(a, s, "region"), regions[at]);
        CHECK_TEXT(lode_answer_id(a, s, "commodity"), "");
        CHECK(lode_answer_id(a, s, "colour") == NULL);
        CHECK_TEXT(lode_answer_unit(a, s), "USD/t");
        for (int p = 0; p < 12; p++)
            CHECK_NEAR(lode_answer_values(a)[s * 12 + p], expected[at], 1e-6);
    }
    lode_answer_free(a);
}

TEST(periods_add_up_as_the_metric_says)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, "tariff");
    lode_query query = {.size = sizeof query,
                        .metric = "duty_revenue",
                        .region = "mill",
                        .period = LODE_BY_YEAR};
    lode_answer *a = ask(run, &query); /* six months of 20 x 122.25 */
    CHECK_INT(lode_answer_periods(a), 1);
    CHECK_INT(lode_answer_lengths(a)[0], 12);
    CHECK_NEAR(lode_answer_values(a)[0], 14670, 1e-5);
    lode_answer_free(a);
    query = (lode_query){.size = sizeof query,
                         .metric = "production",
                         .by = "*",
                         .period = LODE_WHOLE_RUN,
                         .drop_zero = 1};
    a = ask(run,
            &query); /* half a year of 123.25, half of 122.25; port and mill make nothing */
    CHECK_INT(lode_answer_series(a), 1);
    CHECK_TEXT(lode_answer_id(a, 0, "region"), "mine");
    CHECK_NEAR(lode_answer_values(a)[0], 6 * 123.25 + 6 * 122.25, 1e-6);
    lode_answer_free(a);
    lode_run_free(run);
    lode_model_free(model);
}

/* With half the capacity of 150 t, 75 t are left: 200 - 0.1 p = 75, p = 1250. */
TEST(a_changed_cell_changes_the_run_and_not_the_model)
{
    lode_model *model = two_hops();
    const char *const change = "facilities[the-mine].capacity=*0.5";
    lode_run *run;
    const lode_run_options options = {.size = sizeof options,
                                      .changes = &change,
                                      .n_changes = 1,
                                      .name = "half",
                                      .start = "2025-03",
                                      .end = "2025-04"};
    CHECK_INT(lode_model_run(model, &options, &run), LODE_OK);
    CHECK_NEAR(price_at(run, "mill"), 1250, 1e-6);
    CHECK_TEXT(lode_run_about(run, "name"), "half");
    CHECK_TEXT(lode_run_about(run, "start"), "2025-03");
    CHECK_TEXT(lode_run_about(run, "end"), "2025-04");
    lode_run_free(run);
    run = run_of(model, NULL);
    CHECK_NEAR(price_at(run, "mill"), 767.5, 1e-6);
    lode_run_free(run);
    lode_model_free(model);
}

static void check_refused(const lode_model *model, const lode_run_options *options, int status,
                          const char *words)
{
    lode_run *run = NULL;
    CHECK_INT(lode_model_run(model, options, &run), status);
    CHECK(run != NULL && strstr(lode_messages_text(lode_run_messages(run)), words) != NULL);
    CHECK(lode_run_about(run, "name") == NULL);
    lode_answer *answer = NULL;
    CHECK_INT(lode_run_query(run, &(lode_query){.size = sizeof(lode_query)}, &answer),
              LODE_USAGE);
    lode_answer_free(answer);
    lode_run_free(run);
}

TEST(wrong_options_are_told)
{
    lode_model *model = two_hops();
    const char *scenario = "tarif", *change = "facilities[the-mine].capacty=1";
    const size_t size = sizeof(lode_run_options);
    check_refused(model,
                  &(lode_run_options){.size = size, .scenarios = &scenario, .n_scenarios = 1},
                  LODE_USAGE, "did you mean 'tariff'?");
    check_refused(model, &(lode_run_options){.size = size, .changes = &change, .n_changes = 1},
                  LODE_USAGE, "capacty");
    check_refused(model, &(lode_run_options){.size = size, .start = "March"}, LODE_USAGE,
                  "'March'");
    check_refused(model, &(lode_run_options){.size = size, .step = "fortnight"}, LODE_USAGE,
                  "fortnight");
    check_refused(model, &(lode_run_options){.size = size, .foresight = 7}, LODE_USAGE, "7");
    check_refused(model, &(lode_run_options){.size = 0}, LODE_USAGE, "size");
    const lode_value vary = {"severity", 1};
    check_refused(model, &(lode_run_options){.size = size, .varies = &vary, .n_varies = 1},
                  LODE_BAD_INPUT, "severity");
    lode_model_free(model);
}

/* A program of an earlier version knows fewer options, one of a later version more. */
TEST(options_of_other_versions_are_understood)
{
    lode_model *model = two_hops();
    lode_run *run;
    const struct {
        size_t size;
        const char *name;
    } earlier = {sizeof earlier, "early"};
    CHECK_INT(lode_model_run(model, (const void *)&earlier, &run), LODE_OK);
    CHECK_TEXT(lode_run_about(run, "name"), "early");
    lode_run_free(run);
    struct {
        lode_run_options options;
        int more;
    } later = {{.size = sizeof later}, 0};
    CHECK_INT(lode_model_run(model, &later.options, &run), LODE_OK);
    lode_run_free(run);
    later.more = 1;
    CHECK_INT(lode_model_run(model, &later.options, &run), LODE_USAGE);
    lode_run_free(run);
    lode_model_free(model);
}

static int stop_at_three(void *context, int32_t step, int32_t n_steps)
{
    int *calls = context;
    CHECK_INT(n_steps, 12);
    CHECK(step >= *calls);
    return ++*calls == 3;
}

TEST(a_callers_function_may_stop_a_run)
{
    lode_model *model = two_hops();
    lode_run *run = NULL;
    int calls = 0;
    const lode_run_options options = {
        .size = sizeof options, .progress = stop_at_three, .context = &calls};
    CHECK_INT(lode_model_run(model, &options, &run), LODE_INTERRUPTED);
    CHECK_INT(calls, 3);
    lode_run_free(run);
    lode_model_free(model);
}

static void check_question(const lode_run *run, const lode_query *query, const char *words)
{
    lode_answer *answer = NULL;
    CHECK_INT(lode_run_query(run, query, &answer), LODE_USAGE);
    CHECK(strstr(lode_messages_text(lode_answer_messages(answer)), words) != NULL);
    CHECK_INT(lode_answer_series(answer), 0);
    lode_answer_free(answer);
}

TEST(wrong_questions_are_told)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, NULL);
    const size_t size = sizeof(lode_query);
    check_question(run, &(lode_query){.size = size, .metric = "prise"},
                   "did you mean 'price'?");
    check_question(run, &(lode_query){.size = size, .metric = "price", .region = "mil"},
                   "'mill'");
    check_question(run, &(lode_query){.size = size, .metric = "price", .by = "colour"},
                   "colour");
    check_question(run, &(lode_query){.size = size, .metric = "price", .partner = "mill"},
                   "partner");
    check_question(run, &(lode_query){.size = size, .metric = "price", .period = 9}, "9");
    check_question(run, &(lode_query){.size = size}, "metric");
    lode_run_free(run);
    lode_model_free(model);
}

TEST(the_headline_is_the_models)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, NULL);
    double price = NAN;
    for (int32_t i = 0; i < lode_run_headline_count(run); i++) {
        const lode_headline *line = lode_run_headline(run, i);
        if (strcmp(line->metric, "price") == 0 && line->year == 2025) price = line->value;
    }
    CHECK_NEAR(price, 767.5, 1e-6);
    CHECK(lode_run_headline(run, -1) == NULL);
    lode_run_free(run);
    lode_model_free(model);
}
