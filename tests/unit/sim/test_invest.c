/* Building, worked out by hand. Every town of the ovens has an oven of 100 t a month at 10 $/t
 * and eats 200 - 2 p, so p = 50 and a tonne earns 40 $ as long as nothing new bakes.
 *
 * An oven of 300 $ per t/year that lasts 10 years costs 30 $/t without interest; what exceeds
 * it, 10 $, is u = 2/3 of the response 0.5 x 30 $, so 2/3 x 2/3 x (3 - 4/3) = 20/27 of the full
 * rate of 1 t/month a month is started. Permits take 3 months and construction 6: what is
 * decided at the end of step 0 bakes in step 10. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/invest.h"
#include "sim/project.h"
#include "sim/sim.h"
#include "support/test.h"

#define FIRST (20.0 / 27.0) /* t/month that are started of an oven of 300 $ */

static Model *open_ovens(void)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/sim/data/ovens", test_folder());
    Model *model = NULL;
    CHECK_OK(model_read(folder, NULL, &model));
    return model;
}

static Record *run_ovens(const char *scenario)
{
    Model *model = open_ovens();
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario ? 1 : 0,
                                .start = MONTH_NONE,
                                .end = MONTH_NONE};
    Record *record = NULL;
    CHECK_OK(sim_run(model, &options, NULL, &record));
    model_free(model);
    return record;
}

static size_t at(const Record *r, int32_t step, const char *facility)
{
    for (int32_t k = 0; k < r->n_facilities; k++)
        if (strcmp(r->facilities[k].id, facility) == 0)
            return (size_t)step * (size_t)r->n_facilities + (size_t)k;
    CHECK(false);
    return 0;
}

TEST(a_margin_above_the_cost_of_capital_builds_and_one_at_it_does_not)
{
    Record *r = run_ovens(NULL);
    CHECK_NEAR(r->started[at(r, 0, "plain-new")], FIRST, 1e-9);
    CHECK_NEAR(r->invested[at(r, 0, "plain-new")], FIRST * 300 * 12, 1e-5);
    CHECK_NEAR(r->under_way[at(r, 4, "plain-new")], 5 * FIRST, 1e-8);
    /* 400 $ cost all the 40 $ that a tonne earns; the solver's last digits earn nothing */
    for (int32_t t = 0; t < r->n_steps; t++)
        CHECK(r->started[at(r, t, "dear-new")] < 1e-15);
    record_free(r);
}

/* At 10 % over 10 years 1 $ costs 0.1 / (1 - 1.1^-10) = 0.162745 $ a year: of 200 $, 32.549. */
TEST(capital_costs_the_recovery_factor_at_the_hurdle_rate)
{
    Record *r = run_ovens(NULL);
    const double charge = 200 * 0.1627453949, u = (40 - charge) / (0.5 * charge);
    CHECK_NEAR(r->started[at(r, 0, "priced-new")], u * u * (3 - 2 * u), 1e-8);
    record_free(r);
}

TEST(nothing_works_before_permits_and_construction_are_over)
{
    Record *r = run_ovens(NULL);
    for (int32_t t = 0; t < 10; t++)
        CHECK(r->capacity[at(r, t, "plain-new")] == 0.0);
    CHECK_NEAR(r->capacity[at(r, 10, "plain-new")], FIRST, 1e-9);
    CHECK_NEAR(r->capacity[at(r, 11, "plain-new")], 2 * FIRST, 1e-9);
    /* first in July: decided at its end, at work nine months later */
    CHECK(r->started[at(r, 5, "later-new")] == 0.0);
    CHECK_NEAR(r->started[at(r, 6, "later-new")], FIRST, 1e-9);
    CHECK(r->capacity[at(r, 15, "later-new")] == 0.0);
    CHECK_NEAR(r->capacity[at(r, 16, "later-new")], FIRST, 1e-9);
    record_free(r);
}

/* Two months of construction, then four of ramp: of what step 0 began, 1/8, 3/8, 5/8, 7/8 and
 * all bakes in steps 3 to 7. Step 1 began as much. */
TEST(capacity_ramps_up_with_the_mean_of_each_month)
{
    Record *r = run_ovens(NULL);
    CHECK(r->capacity[at(r, 2, "ramped-new")] == 0.0);
    CHECK_NEAR(r->capacity[at(r, 3, "ramped-new")], FIRST / 8, 1e-9);
    CHECK_NEAR(r->capacity[at(r, 4, "ramped-new")], FIRST * 4 / 8, 1e-8);
    record_free(r);
}

TEST(no_more_is_built_than_the_maximum)
{
    Record *r = run_ovens(NULL);
    CHECK_NEAR(r->under_way[at(r, 1, "capped-new")], 2 * FIRST, 1e-9);
    CHECK_NEAR(r->under_way[at(r, 2, "capped-new")], 2.0, 1e-9);
    CHECK(r->started[at(r, 3, "capped-new")] < 1e-12);
    CHECK_NEAR(r->capacity[at(r, r->n_steps - 1, "capped-new")], 2.0, 1e-9);
    record_free(r);
}

/* 10 masons, 4 of them busy; 3 for each t/month under construction, 1 when it works. So 2
 * t/month may be under way: the third month builds the rest. In step 10 the first month's work
 * is done and frees 2 of 3 masons of each t/month, and with them 2/3 of it is begun again. */
TEST(the_pool_of_workers_limits_what_is_begun)
{
    Record *r = run_ovens(NULL);
    CHECK_NEAR(r->started[at(r, 1, "crew-new")], FIRST, 1e-9);
    CHECK_NEAR(r->started[at(r, 2, "crew-new")], 2.0 - 2 * FIRST, 1e-9);
    CHECK(r->started[at(r, 3, "crew-new")] < 1e-12);
    CHECK_NEAR(r->started[at(r, 10, "crew-new")], FIRST * 2 / 3, 1e-9);
    const int32_t crew = 3;
    CHECK_TEXT(r->regions[crew].id, "crew");
    for (int32_t t = 0; t < r->n_steps; t++) {
        const size_t i = (size_t)t * (size_t)r->n_regions + (size_t)crew;
        CHECK_NEAR(r->workers[i], 10.0, 1e-12);
        CHECK(r->workers_busy[i] <= r->workers[i] + 1e-9);
    }
    /* during step 5: what was decided by step 1 is on the site (permits take three months) */
    CHECK_NEAR(r->workers_busy[5 * r->n_regions + crew], 4 + 3 * 2 * FIRST, 1e-8);
    record_free(r);
}

/* In June an annex doubles what the world has of ovens by the book: a fifth less per t/year. */
TEST(cost_falls_with_every_doubling_of_what_is_erected)
{
    Record *r = run_ovens(NULL);
    const size_t may = at(r, 4, "school-new"), june = at(r, 5, "school-new");
    CHECK_NEAR(r->invested[may] / r->started[may], 3600.0, 1e-6);
    CHECK_NEAR(r->invested[june] / r->started[june], 2880.0, 1e-6);
    const size_t later = at(r, 12, "school-new");
    const double erected = 200.0 + r->capacity[later];
    CHECK_NEAR(r->invested[later] / r->started[later], 3600.0 * pow(erected / 100.0, log2(0.8)),
               1e-6);
    record_free(r);
}

/* A kiln at 60 $/t loses at 50. After three months it is mothballed; six months later it is
 * gone. The hopeful town's boom makes p = 200/3 in June: two months of hope open the kiln again
 * in August. */
TEST(what_does_not_pay_is_mothballed_and_closed_and_hope_opens_it)
{
    Record *r = run_ovens("boom");
    CHECK_NEAR(r->capacity[at(r, 2, "worn-kiln")], 20.0, 0.0);
    CHECK_NEAR(r->still[at(r, 2, "worn-kiln")], 0.0, 0.0);
    for (int32_t t = 3; t < r->n_steps; t++) {
        CHECK(r->capacity[at(r, t, "worn-kiln")] == 0.0);
        CHECK_NEAR(r->still[at(r, t, "worn-kiln")], 20.0, 0.0);
    }
    CHECK_NEAR(r->still[at(r, 6, "hopeful-kiln")], 20.0, 0.0);
    CHECK_NEAR(r->capacity[at(r, 7, "hopeful-kiln")], 20.0, 0.0);
    CHECK(r->activity[at(r, 7, "hopeful-kiln")] > 1.0);
    CHECK(record_worst_imbalance(r, NULL) < 1e-9);
    record_free(r);
}

/* ---- one decision, with policies ---- */

typedef struct Bench {
    Model *model;
    Net *net;
    Arena *arena;
    Effects effects;
    State state;
    Invest invest;
    Record *record;
} Bench;

enum { N_PAYERS = 2 };

static Bench bench_open(void)
{
    Bench b = {.model = open_ovens(), .arena = arena_new(0)};
    CHECK_OK(net_build(b.model, NULL, &b.net));
    CHECK_OK(effects_new(b.net, (Payers){N_PAYERS, 8}, b.arena, &b.effects));
    CHECK_OK(state_new(b.net, N_PAYERS, 0, b.arena, &b.state));
    CHECK_OK(invest_new(b.net, b.model->start, (Payers){N_PAYERS, 8}, b.arena, &b.invest));
    const RecordSize size = {.n_steps = 1,
                             .n_regions = b.model->n_regions,
                             .n_facilities = b.model->n_facilities,
                             .n_policies = N_PAYERS};
    CHECK_OK(record_new(&size, NULL, &b.record));
    for (int32_t m = 0; m < b.net->n_markets; m++)
        b.state.expected[m] = 50.0;
    invest_start(&b.invest, b.model->start, &b.state);
    effects_open(b.net, b.model->start, &b.effects);
    return b;
}

static void bench_close(Bench *b)
{
    record_free(b->record);
    arena_free(b->arena);
    net_free(b->net);
    model_free(b->model);
}

static double started(Bench *b, const char *id)
{
    return b->record->started[model_find_facility(b->model, id)];
}

static void decide(Bench *b)
{
    effects_keep_budgets(&b->effects);
    invest_decide(&b->invest, &b->effects, 0, &b->state, b->record);
}

/* A quarter of 400 $ leaves 30 $/t: the excess of 10 $ is half the response of 0.5 x 40 $, so S
 * = 1/2 and half a t/month is begun. Its capital is 2400 $, of which the grant bears 600. With
 * 300 $ left it bears its share of half of that, and the other half is not begun. */
TEST(a_grant_builds_and_never_pays_more_than_is_left)
{
    const double left[] = {INFINITY, 600.0, 300.0, 0.0};
    const double paid[] = {600.0, 600.0, 300.0, 0.0};
    for (int i = 0; i < 4; i++) {
        Bench b = bench_open();
        const int32_t option = model_find_facility(b.model, "dear-new");
        effects_budget(&b.effects, 1, left[i]);
        effects_grant(&b.effects, 1, option, 0.25);
        decide(&b);
        CHECK_NEAR(b.record->payment[1], paid[i], 1e-9);
        CHECK_NEAR(b.record->payment[0], 0.0, 0.0);
        CHECK_NEAR(started(&b, "dear-new"), paid[i] / 1200.0, 1e-12);
        bench_close(&b);
    }
}

/* Whatever else is offered and however little is left, a grant never lowers what is begun; two
 * do not bear more than all, and none pays more than it has. */
TEST(a_grant_never_lowers_what_is_begun)
{
    for (int i = 0; i <= 24; i++) {
        Bench without = bench_open(), with = bench_open();
        const int32_t option = model_find_facility(with.model, "plain-new");
        effects_grant(&without.effects, 1, option, 0.3);
        decide(&without);
        effects_budget(&with.effects, 0, 100.0 * (i % 5));
        effects_grant(&with.effects, 0, option, 0.05 * i);
        effects_grant(&with.effects, 1, option, 0.3);
        decide(&with);
        const double paid = with.record->payment[0], other = with.record->payment[1];
        CHECK(started(&with, "plain-new") >= started(&without, "plain-new") - 1e-12);
        CHECK(paid <= 100.0 * (i % 5) + 1e-9);
        CHECK(paid + other <= with.record->invested[option] + 1e-9);
        bench_close(&without);
        bench_close(&with);
    }
}

/* Support of 20 $/t makes the dear oven earn 60; an order begins what it says; permits that
 * take no time bring capacity in step 7; trained masons begin their work in the step after. */
TEST(support_orders_permits_and_training_do_what_they_say)
{
    Bench b = bench_open();
    const int32_t dear = model_find_facility(b.model, "dear-new");
    const int32_t crew = model_find_region(b.model, "crew");
    effects_support(&b.effects, 0, dear, 20.0);
    effects_order_capacity(&b.effects, model_find_facility(b.model, "later-new"), 2.5);
    effects_scale_permits(&b.effects, dear, 0.0);
    effects_train(&b.effects, crew, 5.0);
    decide(&b);
    CHECK_NEAR(started(&b, "dear-new"), 1.0, 1e-12); /* excess 20 = 0.5 x 40 */
    CHECK_NEAR(started(&b, "later-new"), 2.5, 1e-12);
    CHECK_NEAR(b.record->workers[crew], 10.0, 0.0);
    CHECK_NEAR(b.state.workers[crew], 15.0, 1e-12);
    CHECK_NEAR(b.record->payment[0], 0.0, 0.0); /* nothing was baked on this bench */
    for (int32_t t = 1; t < 7; t++)
        project_advance(b.net, t, &b.state);
    CHECK_NEAR(b.state.built[1], 0.0, 0.0);
    project_advance(b.net, 7, &b.state);
    CHECK_NEAR(b.state.built[1], 1.0, 1e-12);
    bench_close(&b);
}

TEST(building_and_capital_scale_and_a_lifetime_ends)
{
    Bench b = bench_open();
    const int32_t plain = model_find_facility(b.model, "plain-new");
    effects_scale_building(&b.effects, plain, 0.5);
    effects_scale_capital(&b.effects, plain, 2.0 / 3.0); /* 20 $/t: the full rate */
    decide(&b);
    CHECK_NEAR(started(&b, "plain-new"), 0.5, 1e-12);
    CHECK_NEAR(b.record->invested[plain], 0.5 * 200 * 12, 1e-9);
    for (int32_t t = 1; t < 144 - 12; t++)
        project_advance(b.net, t, &b.state);
    CHECK_NEAR(b.state.built[0], 0.5, 1e-12); /* opened in the first year: ten more */
    project_advance(b.net, 144 - 12, &b.state);
    CHECK_NEAR(b.state.built[0], 0.0, 0.0);
    bench_close(&b);
}
