/* Runs of two small worlds whose answers are worked out by hand.
 *
 * The strait:   north: a pit with marginal cost 10 + 0.1 x          [USD/t, t/month]
 *               strait: freight 5
 *               south: demand q = 200 - 2 p
 * x = 10 p_n - 100 and q = 200 - 2 (p_n + 5), so p_n = 290/12, p_s = p_n + 5, x = q = 1700/12.
 *
 * The granary:  a field gives 100 t a month, the town takes 200 - 2 p, so p = 50; the granary
 * aims at one month of use, and holds it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/sim.h"
#include "support/test.h"

static Model *open_model(const char *name)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/sim/data/%s", test_folder(), name);
    Diag *diag = diag_new();
    Model *model = NULL;
    const Status st = model_read(folder, diag, &model);
    for (int32_t i = 0; i < diag_count(diag); i++)
        print_message("%s:%d: %s\n", diag_message(diag, i)->file,
                      (int)diag_message(diag, i)->line, diag_message(diag, i)->text);
    diag_free(diag);
    CHECK_OK(st);
    return model;
}

static Record *run(const char *name, const char *scenario, Month end)
{
    Model *model = open_model(name);
    Diag *diag = diag_new();
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario ? 1 : 0,
                                .start = MONTH_NONE,
                                .end = end};
    Record *record = NULL;
    const Status st = sim_run(model, &options, diag, &record);
    for (int32_t i = 0; i < diag_count(diag); i++)
        print_message("%s\n", diag_message(diag, i)->text);
    CHECK_OK(st);
    diag_free(diag);
    model_free(model);
    return record;
}

static int32_t step_of(int year, int month)
{
    return (year - 2024) * 12 + month - 1;
}

/* Markets stand by commodity, then region: 0 = north, 1 = south. */
static double price(const Record *r, int32_t step, int32_t market)
{
    return r->price[step * r->n_markets + market];
}

static double flow(const Record *r, int32_t step)
{
    return r->flow[step * r->n_routes];
}

TEST(freight_separates_prices_along_a_used_route)
{
    Record *r = run("strait", NULL, MONTH_NONE);
    CHECK_INT(r->n_steps, 24);
    for (int32_t t = 0; t < r->n_steps; t++) {
        CHECK_NEAR(price(r, t, 0), 290.0 / 12.0, 1e-8);
        CHECK_NEAR(price(r, t, 1), 290.0 / 12.0 + 5.0, 1e-8);
        CHECK_NEAR(flow(r, t), 1700.0 / 12.0, 1e-8);
    }
    record_free(r);
}

TEST(a_ban_stops_the_flow_in_its_months_and_only_then)
{
    Record *r = run("strait", "ban", MONTH_NONE);
    CHECK_NEAR(flow(r, step_of(2024, 6)), 1700.0 / 12.0, 1e-8);
    for (int month = 7; month <= 12; month++)
        CHECK_NEAR(flow(r, step_of(2024, month)), 0.0, 1e-9);
    CHECK_NEAR(flow(r, step_of(2025, 1)), 1700.0 / 12.0, 1e-8);
    record_free(r);
}

TEST(what_leaks_through_a_ban_is_a_share_of_the_usual_flow)
{
    Record *r = run("strait", "leak", MONTH_NONE);
    CHECK_NEAR(flow(r, step_of(2024, 7)), 0.2 * 1700.0 / 12.0, 1e-8);
    CHECK_NEAR(flow(r, step_of(2025, 12)), 0.2 * 1700.0 / 12.0, 1e-8);
    record_free(r);
}

/* 60 t: p_n = 10 + 6, p_s = (200 - 60) / 2, and the rent is what is left of the gap: 70 - 16
 * - 5. */
TEST(the_rent_of_a_quota_is_the_price_gap_beyond_freight)
{
    Record *r = run("strait", "quota", MONTH_NONE);
    const int32_t t = step_of(2024, 8);
    CHECK_NEAR(flow(r, t), 60.0, 1e-8);
    CHECK_NEAR(price(r, t, 0), 16.0, 1e-7);
    CHECK_NEAR(price(r, t, 1), 70.0, 1e-7);
    CHECK_NEAR(r->rent[t], 49.0, 1e-7);
    CHECK_NEAR(r->used[t], 60.0, 1e-8);
    CHECK_NEAR(r->rent[step_of(2024, 6)], 0.0, 1e-8);
    record_free(r);
}

/* p_s = 1.2 p_n + 5: 10 p_n - 100 = 200 - 2 (1.2 p_n + 5), so p_n = 290 / 12.4. */
TEST(an_ad_valorem_duty_is_on_this_months_price)
{
    static const char *const kinds[] = {"tariff", "export-duty"};
    for (int i = 0; i < 2; i++) { /* who collects it does not matter to the market */
        Record *r = run("strait", kinds[i], MONTH_NONE);
        const double north = 290.0 / 12.4;
        CHECK_NEAR(price(r, 0, 0), north, 1e-8);
        CHECK_NEAR(price(r, 23, 1), 1.2 * north + 5.0, 1e-8);
        CHECK_NEAR(r->duty_paid[0], 0.2 * north, 1e-8);
        record_free(r);
    }
}

/* 12 p_n = 300 - 2 (5 + 6): p_n = 278 / 12 */
TEST(a_specific_duty_works_like_freight)
{
    Record *r = run("strait", "specific", MONTH_NONE);
    CHECK_NEAR(price(r, 0, 0), 278.0 / 12.0, 1e-8);
    CHECK_NEAR(price(r, 0, 1), 278.0 / 12.0 + 11.0, 1e-8);
    record_free(r);
}

/* 100 t are left: p_s = 50, and the pit earns 50 - 5 - (10 + 0.1 x 100) = 25 a tonne. */
TEST(an_outage_leaves_its_share_and_the_rest_earns_the_rent)
{
    Record *r = run("strait", "outage", MONTH_NONE);
    const int32_t t = step_of(2024, 7);
    CHECK_NEAR(r->activity[t * r->n_facilities], 100.0, 1e-8);
    CHECK_NEAR(r->capacity[t * r->n_facilities], 100.0, 1e-12);
    CHECK_NEAR(price(r, t, 1), 50.0, 1e-7);
    CHECK_NEAR(r->margin[t * r->n_facilities], 25.0, 1e-7);
    CHECK_NEAR(flow(r, step_of(2024, 10)), 1700.0 / 12.0, 1e-8);
    record_free(r);
}

/* q = g (200 - 2 p): 10 p_n - 100 = g (190 - 2 p_n), so p_n = (100 + 190 g) / (10 + 2 g). */
TEST(demand_shifts_in_equal_steps_over_its_ramp)
{
    Record *r = run("strait", "boom", MONTH_NONE);
    static const double g[] = {1.0, 1.0, 1.25, 1.5, 1.75, 2.0, 2.0};
    for (int32_t t = 0; t < 7; t++)
        CHECK_NEAR(price(r, t, 0), (100.0 + 190.0 * g[t]) / (10.0 + 2.0 * g[t]), 1e-8);
    record_free(r);
}

/* 120 t in twelve months from January: a month counts with the capacity at its middle. */
TEST(a_new_facility_ramps_up_from_its_first_month)
{
    Record *r = run("strait", NULL, MONTH_NONE);
    const int32_t annex = 1, n = r->n_facilities;
    CHECK_NEAR(r->capacity[step_of(2024, 12) * n + annex], 0.0, 1e-12);
    for (int month = 1; month <= 12; month++)
        CHECK_NEAR(r->capacity[step_of(2025, month) * n + annex], 10.0 * month - 5.0, 1e-9);
    record_free(r);
}

TEST(a_granary_at_its_target_stays_there)
{
    Record *r = run("granary", NULL, MONTH_NONE);
    for (int32_t t = 0; t < r->n_steps; t++) {
        CHECK_NEAR(price(r, t, 0), 50.0, 1e-8);
        CHECK_NEAR(r->stock[t], 100.0, 1e-7);
    }
    record_free(r);
}

/* March: the value of stored grain is 50 + (50/100) (100 - s), demand is 200 - 2 p = s, and
 * 100 = q + s, so s = q = 50, p = 75.
 * April: expected 50 + 0.2 x 25 = 55; use remembered U = 100 - 50 (1 - 2^(-1/12)); the value is
 * 55 + (50/U) (U - s) and 150 = q + s with q = 200 - 2 p, so s = 160 / (1 + 100/U). */
TEST(a_granary_feeds_the_town_through_a_drought_and_refills)
{
    Record *r = run("granary", "drought", MONTH_NONE);
    CHECK_NEAR(price(r, 1, 0), 50.0, 1e-8);
    CHECK_NEAR(r->stock[2], 50.0, 1e-7);
    CHECK_NEAR(price(r, 2, 0), 75.0, 1e-7);
    const double use = 100.0 - 50.0 * (1.0 - exp2(-1.0 / 12.0));
    const double stock = 160.0 / (1.0 + 100.0 / use);
    CHECK_NEAR(r->stock[3], stock, 1e-7);
    CHECK_NEAR(price(r, 3, 0), 105.0 - 50.0 * stock / use, 1e-7);
    CHECK(r->stock[11] > r->stock[4]);
    record_free(r);
}

TEST(nothing_is_lost_between_the_first_month_and_the_last)
{
    static const char *const runs[][2] = {
        {"strait", "ban"}, {"strait", "quota"}, {"granary", "drought"}};
    for (int i = 0; i < 3; i++) {
        Record *r = run(runs[i][0], runs[i][1], MONTH_NONE);
        CHECK(record_worst_imbalance(r, NULL) < 1e-9);
        for (int32_t t = 0; t < r->n_steps; t++) {
            CHECK(r->balance_residual[t] < 1e-9);
            CHECK(r->complementarity_residual[t] < 1e-8);
        }
        record_free(r);
    }
}

TEST(a_shorter_run_is_the_beginning_of_a_longer_one_bit_for_bit)
{
    Record *whole = run("granary", "drought", MONTH_NONE);
    Record *part = run("granary", "drought", 2024 * 12 + 5);
    CHECK_INT(part->n_steps, 6);
    CHECK_INT(memcmp(whole->price, part->price, 6 * sizeof *part->price), 0);
    CHECK_INT(memcmp(whole->stock, part->stock, 6 * sizeof *part->stock), 0);
    record_free(whole);
    record_free(part);
}

/* Three towns, free roads: 60 + 20 + 10 t are grown and 3 (40 - p) asked for, so p = 10 and
 * each town takes 30. A has 30 too many, B lacks 10 and C 20. Wheat could go round for ever at
 * no cost; it does not: following any flow never leads back. */
TEST(goods_do_not_travel_in_circles)
{
    Record *r = run("triangle", NULL, MONTH_NONE);
    double net_export[3] = {0};
    bool leads[3][3] = {{false}};
    for (int32_t f = 0; f < r->n_routes; f++) {
        const RecordRoute *route = &r->routes[f];
        net_export[route->from] += r->flow[f];
        net_export[route->to] -= r->flow[f];
        leads[route->from][route->to] = r->flow[f] > 0;
    }
    for (int via = 0; via < 3; via++)
        for (int from = 0; from < 3; from++)
            for (int to = 0; to < 3; to++)
                leads[from][to] = leads[from][to] || (leads[from][via] && leads[via][to]);
    for (int i = 0; i < 3; i++) {
        CHECK(!leads[i][i]);
        CHECK_NEAR(price(r, 0, i), 10.0, 1e-8);
    }
    CHECK_NEAR(net_export[0], 30.0, 1e-8);
    CHECK_NEAR(net_export[1], -10.0, 1e-8);
    CHECK_NEAR(net_export[2], -20.0, 1e-8);
    record_free(r);
}

static int stop_at_three(void *context, int32_t step, int32_t n_steps)
{
    (void)context;
    (void)n_steps;
    return step == 2;
}

TEST(a_run_stops_when_asked)
{
    Model *model = open_model("strait");
    Diag *diag = diag_new();
    const RunOptions options = {
        .start = MONTH_NONE, .end = MONTH_NONE, .progress = stop_at_three};
    Record *record = NULL;
    CHECK_INT(sim_run(model, &options, diag, &record), LODE_INTERRUPTED);
    CHECK(record == NULL);
    diag_free(diag);
    model_free(model);
}
