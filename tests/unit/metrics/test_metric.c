/* Metrics on the small world of world.h, with answers worked out by hand. */
#include "support/test.h"

#include "metrics/metric.h"
#include "metrics/split.h"
#include "unit/metrics/world.h"

static const Steps all = {0, WORLD_STEPS}, in_2026 = {2, 4}, first_month = {0, 1};

static double ask(const char *metric, MetricFilter filter, Steps steps)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    double value;
    const Status st = metric_value(r, metric_find(metric), &filter, steps, diag, &value);
    if (st) print_error("%s\n", diag_message(diag, 0)->text);
    CHECK_OK(st);
    diag_free(diag);
    record_free(r);
    return value;
}

/* The message a wrong question earns. */
static void check_refused(const char *metric, MetricFilter filter, const char *words)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    double value;
    CHECK_INT(metric_value(r, metric_find(metric), &filter, all, diag, &value), LODE_BAD_INPUT);
    CHECK(isnan(value));
    CHECK(diag_errors(diag) > 0);
    if (!strstr(diag_message(diag, 0)->text, words))
        fail_msg("'%s' does not say '%s'", diag_message(diag, 0)->text, words);
    diag_free(diag);
    record_free(r);
}

/* china makes 100, 100, 80, 80; germany 20 each month */
TEST(flows_add_up_over_months_and_regions)
{
    CHECK_NEAR(ask("production", (MetricFilter){.commodity = "ndpr-oxide"}, all), 440, 1e-12);
    CHECK_NEAR(ask("production", (MetricFilter){.region = "china", .commodity = "ndpr-oxide"},
                   in_2026),
               160, 1e-12);
    CHECK_NEAR(
        ask("production", (MetricFilter){.stage = "oxide-stage", .region = "eu"}, first_month),
        20, 1e-12);
    CHECK_NEAR(ask("use", (MetricFilter){.commodity = "oxide-stage", .region = "japan,china"},
                   first_month),
               106, 1e-12);
}

/* 2025-11: 40 at 50000, 66 at 60000, 10 at 60000, 4 at 61000, over 120 t
 *   = (2.0e6 + 3.96e6 + 0.6e6 + 0.244e6) / 120 = 56700
 * japan, all months: (2 x 66 x 60000 + 2 x 46 x 90000) / 224 = 72321.43 */
TEST(prices_are_weighted_by_use)
{
    CHECK_NEAR(ask("price", (MetricFilter){.commodity = "ndpr-oxide"}, first_month), 56700,
               1e-12);
    CHECK_NEAR(ask("price", (MetricFilter){.commodity = "ndpr-oxide", .region = "japan"}, all),
               16200000.0 / 224, 1e-12);
    CHECK(isnan(ask("price", (MetricFilter){.commodity = "power"}, all)));
}

/* value = 100 x 50000 + 20 x 60000 + 200 x 80000 in 2025-11: money adds up over all commodities
 */
TEST(money_adds_up_over_commodities)
{
    CHECK_NEAR(ask("value", (MetricFilter){0}, first_month), 5e6 + 1.2e6 + 16e6, 1e-12);
    CHECK_NEAR(ask("duty_revenue", (MetricFilter){.region = "japan"}, all), 200e3, 1e-12);
}

TEST(trade_has_two_ends)
{
    const MetricFilter japan = {.region = "japan", .commodity = "ndpr-oxide"};
    const MetricFilter eu = {.region = "eu", .commodity = "ndpr-oxide"};
    CHECK_NEAR(ask("imports", japan, all), 224, 1e-12);
    CHECK_NEAR(ask("imports", (MetricFilter){.region = "japan", .partner = "china"}, all), 200,
               1e-12);
    CHECK_NEAR(ask("exports", (MetricFilter){.region = "germany", .partner = "japan"}, all), 24,
               1e-12);
    /* trade within a group is no import of the group, but it is trade */
    CHECK_NEAR(ask("imports", eu, all), 0, 1e-12);
    CHECK_NEAR(ask("exports", eu, all), 24, 1e-12);
    CHECK_NEAR(ask("trade", eu, all), 16, 1e-12);
    CHECK_NEAR(ask("net_imports", eu, all), -24, 1e-12);
    CHECK_NEAR(ask("imports", (MetricFilter){.commodity = "ndpr-oxide"}, all), 240, 1e-12);
    CHECK_NEAR(ask("import_share", (MetricFilter){.region = "japan", .partner = "china"}, all),
               200.0 / 224, 1e-12);
    CHECK_NEAR(ask("import_dependence",
                   (MetricFilter){.region = "france", .commodity = "ndpr-oxide"}, all),
               1, 1e-12);
}

TEST(stocks_are_taken_at_the_end_and_cover_is_in_months)
{
    const MetricFilter japan = {.region = "japan", .commodity = "ndpr-oxide"};
    CHECK_NEAR(ask("stock", japan, all), 33, 1e-12);
    CHECK_NEAR(ask("cover", japan, first_month), 33.0 / 66, 1e-12);
    CHECK_NEAR(ask("cover", japan, all), 33.0 * 4 / 224, 1e-12);
}

TEST(shares_are_ratios_of_sums)
{
    const MetricFilter china = {.region = "china", .commodity = "ndpr-oxide"};
    const MetricFilter oxide = {.commodity = "ndpr-oxide"};
    CHECK_NEAR(ask("share", china, all), 360.0 / 440, 1e-12);
    CHECK_NEAR(ask("self_sufficiency", china, all), 360.0 / 160, 1e-12);
    CHECK(isnan(ask("self_sufficiency", (MetricFilter){.commodity = "power"}, all)));
    /* 10000 ((100/120)^2 + (20/120)^2) */
    CHECK_NEAR(ask("hhi", oxide, first_month), 1e4 * 26.0 / 36, 1e-12);
    CHECK_NEAR(ask("top3_share", oxide, all), 1, 1e-12);
}

/* Japan presses 66 t of oxide into 200 t of magnets in the first month; wind takes 50 t. */
TEST(uses_share_the_demand)
{
    const MetricFilter wind = {.use = "wind", .commodity = "magnet"};
    CHECK_NEAR(ask("use_share", wind, first_month), 0.25, 1e-12);
    CHECK_NEAR(ask("use_share", (MetricFilter){.use = "ev,wind"}, all), 1, 1e-12);
    CHECK_NEAR(ask("use_share", (MetricFilter){0}, all), 1, 1e-12);
    CHECK(isnan(ask("use_share", (MetricFilter){.region = "china"}, all)));
}

/* 50 t of the 200 t at 80,000 USD. */
TEST(users_pay_the_price_where_they_are)
{
    CHECK_NEAR(ask("demand_value", (MetricFilter){.use = "wind"}, first_month), 4e6, 1e-12);
    CHECK_NEAR(ask("demand_value", (MetricFilter){0}, first_month), 16e6, 1e-12);
}

/* With magnets and oxide in one stage: 200 t of magnets beside 120 t of oxide in the first
 * month; germany makes no magnets. */
TEST(grades_share_their_stage)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    const Metric *metric = metric_find("stage_share");
    const MetricFilter magnet = {.commodity = "magnet"};
    const MetricFilter german = {.commodity = "magnet", .region = "germany"};
    double world, germany;
    record_commodity_room(r)[MAGNET].stage = record_commodity_room(r)[OXIDE].stage;
    CHECK_OK(metric_value(r, metric, &magnet, first_month, diag, &world));
    CHECK_OK(metric_value(r, metric, &german, first_month, diag, &germany));
    CHECK_NEAR(world, 200.0 / 320, 1e-12);
    CHECK_NEAR(germany, 0, 0);
    diag_free(diag);
    record_free(r);
    CHECK_NEAR(ask("stage_share", magnet, all), 1, 1e-12); /* alone in its own */
}

/* A press takes 0.33 t of oxide for a tonne; separation takes none, and makes 120 t in the
 * first month, so that of oxide per tonne of all three is 66 / (120 + 200). */
TEST(what_goes_in_is_measured_with_what_comes_out)
{
    const MetricFilter oxide = {.commodity = "ndpr-oxide"};
    const MetricFilter press = {.commodity = "ndpr-oxide", .process = "press"};
    CHECK_NEAR(ask("intake", oxide, first_month), 66, 1e-12);
    CHECK_NEAR(ask("intake_per_output", press, all), 0.33, 1e-12);
    CHECK_NEAR(ask("intake_per_output", oxide, first_month), 66.0 / 320, 1e-12);
    CHECK_NEAR(ask("intake", (MetricFilter){.commodity = "magnet"}, all), 0, 0);
    /* both in REO: 1 t in a t of oxide, 0.4 t in a t of magnet */
    CHECK_NEAR(ask("intake_per_output",
                   (MetricFilter){.commodity = "ndpr-oxide", .process = "press", .reo = true},
                   all),
               0.33 / 0.4, 1e-12);
}

TEST(facilities_are_measured_in_their_main_commodity)
{
    CHECK_NEAR(ask("output", (MetricFilter){.facility = "cn-sep"}, first_month), 100, 1e-12);
    CHECK_NEAR(ask("output", (MetricFilter){.process = "separate"}, first_month), 120, 1e-12);
    /* the german one has no limit and is left out */
    CHECK_NEAR(ask("capacity", (MetricFilter){.process = "separate"}, first_month), 125, 1e-12);
    CHECK_NEAR(ask("utilisation", (MetricFilter){.process = "separate"}, all), 360.0 / 500,
               1e-12);
    /* 20 of activity under construction in each of four months, half a tonne each */
    CHECK_NEAR(ask("under_construction", (MetricFilter){.facility = "cn-sep"}, all), 40, 1e-12);
    CHECK_NEAR(ask("mothballed", (MetricFilter){.process = "separate"}, first_month), 5, 1e-12);
    CHECK_NEAR(ask("investment", (MetricFilter){.region = "china"}, all), 4e6, 1e-6);
    /* 500 per activity is 1000 per t */
    CHECK_NEAR(ask("margin", (MetricFilter){.facility = "cn-sep"}, all), 1000, 1e-12);
    CHECK(isnan(ask("utilisation", (MetricFilter){.facility = "de-sep"}, all)));
}

TEST(shortage_is_told_in_tonnes_and_devices)
{
    CHECK_NEAR(ask("shortage", (MetricFilter){.use = "ev"}, all), 120, 1e-12);
    CHECK_NEAR(ask("shortage", (MetricFilter){.use = "wind"}, all), 0, 1e-12);
    CHECK_NEAR(ask("devices_not_built", (MetricFilter){0}, all), 60000, 1e-12);
    CHECK_NEAR(ask("wanted", (MetricFilter){.region = "japan"}, all), 800, 1e-12);
    CHECK_NEAR(ask("demand", (MetricFilter){.use = "wind"}, all), 200, 1e-12);
    /* magnets of 66 t of oxide in two months and of 46 t in the others, 0.33 t each */
    CHECK_NEAR(ask("demand_met", (MetricFilter){0}, all), 224 / 0.33 / 800, 1e-12);
}

TEST(limits_count_only_where_they_are_in_force)
{
    CHECK_NEAR(ask("limit_use", (MetricFilter){.limit = "china-quota"}, all), 0.8, 1e-12);
    CHECK_NEAR(ask("rent", (MetricFilter){0}, all), 30000, 1e-12);
    CHECK_NEAR(ask("quota_rent", (MetricFilter){0}, all), 2.4e6, 1e-12);
    CHECK(isnan(ask("limit_use", (MetricFilter){0}, first_month)));
}

TEST(a_run_has_metrics_of_its_own)
{
    CHECK_NEAR(ask("objective", (MetricFilter){0}, all), -4e6, 1e-12);
    CHECK_NEAR(ask("iterations", (MetricFilter){0}, all), 80, 1e-12);
    CHECK_NEAR(ask("residual", (MetricFilter){0}, all) * 1e12, 4, 1e-9);
}

/* 440 t of oxide, and 0.4 t REO in each of 679 t of magnets */
TEST(the_basis_reo_adds_what_units_cannot)
{
    const double magnets = (66 + 66 + 46 + 46) / 0.33;
    CHECK_NEAR(ask("production",
                   (MetricFilter){.stage = "oxide-stage,magnet-stage", .reo = true}, all),
               440 + 0.4 * magnets, 1e-12);
    CHECK_NEAR(ask("price", (MetricFilter){.commodity = "magnet", .reo = true}, all),
               80000 / 0.4, 1e-12);
}

TEST(wrong_questions_are_refused_in_words)
{
    check_refused("production", (MetricFilter){0},
                  "'ndpr-oxide' is measured in t and 'power' in MWh");
    check_refused("production", (MetricFilter){.reo = true}, "'power' has no content_reo");
    check_refused("production", (MetricFilter){.commodity = "ndpr-oxid"},
                  "no commodity 'ndpr-oxid' in this run; did you mean 'ndpr-oxide'?");
    check_refused("production", (MetricFilter){.region = "atlantis"}, "no region 'atlantis'");
    check_refused("production", (MetricFilter){.partner = "japan", .commodity = "magnet"},
                  "'production' is not measured by partner");
    check_refused("hhi", (MetricFilter){.region = "japan", .commodity = "magnet"},
                  "it takes: commodity, stage");
    check_refused("share", (MetricFilter){.region = "japan"}, "cannot be added");
}

TEST(the_calendar_finds_years_and_months)
{
    Record *r = world_baseline();
    Steps steps;
    CHECK_OK(metric_steps(r, 2026 * 12, 12, NULL, &steps));
    CHECK_INT(steps.first, 2);
    CHECK_INT(steps.end, 4);
    CHECK_OK(metric_steps(r, 2025 * 12 + 11, 1, NULL, &steps));
    CHECK_INT(steps.first, 1);
    CHECK_INT(metric_steps(r, 2027 * 12, 12, NULL, &steps), LODE_BAD_INPUT);
    r->months_per_step = 3; /* 2025-11, 2026-02, 2026-05, 2026-08 */
    CHECK_OK(metric_steps(r, 2026 * 12 + 2, 1, NULL, &steps)); /* 2026-03 lies in the second */
    CHECK_INT(steps.first, 1);
    CHECK_INT(steps.end, 2);
    CHECK_INT(record_year(r, 2026).first, 1);
    CHECK_INT(record_year(r, 2026).end, 4);
    CHECK_INT(record_year(r, 2024).end, 0);
    record_free(r);
}

TEST(a_series_has_one_value_a_step)
{
    Record *r = world_baseline();
    MetricQuery *query;
    double series[WORLD_STEPS];
    const MetricFilter filter = {.region = "china", .commodity = "ndpr-oxide"};
    CHECK_OK(metric_open(r, metric_find("exports"), &filter, NULL, &query));
    metric_series(query, series);
    CHECK_NEAR(series[1], 60, 0);
    CHECK_NEAR(series[2], 40, 0);
    CHECK_TEXT(metric_query_unit(query), "t");
    metric_close(query);
    CHECK_OK(metric_open(r, metric_find("price"), &filter, NULL, &query));
    CHECK_TEXT(metric_query_unit(query), "USD/t");
    metric_close(query);
    record_free(r);
}

TEST(every_metric_is_described)
{
    int32_t n;
    const Metric *list = metric_list(&n);
    CHECK(n >= 30);
    for (int32_t i = 0; i < n; i++) {
        CHECK(metric_find(list[i].id) == &list[i]);
        CHECK(strlen(list[i].definition) > 10);
        CHECK(list[i].definition[strlen(list[i].definition) - 1] == '.');
    }
    CHECK(metric_find("prise") == NULL);
    CHECK_TEXT(metric_nearest("prise"), "price");
}

static void check_split(const char *metric, MetricFilter filter, const QueryField *by, int n_by,
                        const char *expected)
{
    Record *r = world_baseline();
    Split *split;
    char text[256] = "";
    CHECK_OK(metric_split(r, metric_find(metric), &filter, by, n_by, NULL, &split));
    for (int32_t i = 0; i < split->n; i++)
        for (int f = 0; f < n_by; f++) {
            strcat(text, split_id(&split->parts[i], by[f]));
            strcat(text, f == n_by - 1 ? " " : ":");
        }
    CHECK_TEXT(text, expected);
    split_free(split);
    record_free(r);
}

TEST(a_question_is_split_into_what_the_run_has)
{
    const QueryField region[] = {QUERY_REGION}, partner[] = {QUERY_PARTNER};
    const QueryField both[] = {QUERY_REGION, QUERY_USE}, stage[] = {QUERY_STAGE};
    const QueryField facility[] = {QUERY_FACILITY};
    check_split("production", (MetricFilter){.commodity = "ndpr-oxide"}, region, 1,
                "china japan germany france ");
    check_split("production", (MetricFilter){.region = "eu", .commodity = "ndpr-oxide"}, region,
                1, "germany france ");
    check_split("imports", (MetricFilter){.region = "japan"}, partner, 1, "china germany ");
    check_split("exports", (MetricFilter){.region = "germany"}, partner, 1, "japan france ");
    check_split("shortage", (MetricFilter){0}, both, 2, "japan:ev japan:wind ");
    check_split("output", (MetricFilter){0}, stage, 1, "oxide-stage magnet-stage ");
    check_split("intake", (MetricFilter){0}, facility, 1, "jp-magnet ");
    check_split("intake", (MetricFilter){.commodity = "magnet"}, facility, 1, "");
    Record *r = world_baseline();
    Split *split;
    CHECK_INT(metric_split(r, metric_find("hhi"), &(MetricFilter){0}, region, 1, NULL, &split),
              LODE_BAD_INPUT);
    record_free(r);
}
