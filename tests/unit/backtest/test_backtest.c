/* A run of the strait (north mines at 10 + 0.1 x, freight 5, the south needs 200 - 2 p) against
 * observations made up for it. By hand p = 290/12 in the north and 350/12 in the south, and
 * 1700/12 t move in a month, in each of the 24 months from 2024-01 on.
 *
 * In 2025-01 twice the model's price was observed, in 2025-02 half of it: right on average, and
 * off by a factor of two. 2024 is the base year and does not count; 2026 lies outside the run.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "backtest/backtest.h"
#include "sim/sim.h"
#include "support/test.h"

typedef struct World {
    Model *model;
    Record *record;
    Backtest *backtest;
} World;

static World world_open(void)
{
    World w = {0};
    char folder[512];
    Diag *diag = diag_new();
    const RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    snprintf(folder, sizeof folder, "%s/unit/backtest/data/strait", test_folder());
    CHECK_OK(model_read(folder, diag, &w.model));
    CHECK_OK(sim_run(w.model, &options, diag, &w.record));
    CHECK_OK(backtest_new(w.model, w.record, diag, &w.backtest));
    diag_free(diag);
    return w;
}

static void world_close(World *w)
{
    backtest_free(w->backtest);
    record_free(w->record);
    model_free(w->model);
}

static const BacktestSeries *find(const World *w, const char *name)
{
    for (int32_t i = 0; i < w->backtest->n; i++)
        if (strcmp(w->backtest->series[i].name, name) == 0) return &w->backtest->series[i];
    fail_msg("no series '%s'", name);
    return NULL;
}

TEST(a_factor_up_and_the_same_down_is_an_error_without_bias)
{
    World w = world_open();
    const BacktestSeries *prices = find(&w, "price of ore, south");
    CHECK_INT(prices->n, 3);
    CHECK_INT(prices->n_counted, 2);
    CHECK_NEAR(prices->bias, 0.0, 1e-7);
    CHECK_NEAR(prices->error, log(2.0), 1e-7);
    assert_string_equal(prices->unit, "USD/t");
    world_close(&w);
}

TEST(the_base_year_is_shown_but_does_not_count)
{
    World w = world_open();
    const BacktestSeries *prices = find(&w, "price of ore, south");
    CHECK(prices->points[0].fitted);
    CHECK_NEAR(prices->points[0].model, 350.0 / 12.0, 1e-7);
    CHECK(!prices->points[1].fitted);
    CHECK_INT(find(&w, "ore from north to south")->n_counted, 0);
    CHECK(isnan(find(&w, "ore from north to south")->error));
    world_close(&w);
}

TEST(what_lies_outside_the_run_is_counted_and_left_out)
{
    World w = world_open();
    CHECK_INT(w.backtest->n_points, 5);
    CHECK_INT(w.backtest->n_outside, 1);
    world_close(&w);
}

TEST(amounts_are_summed_over_what_the_observation_covers)
{
    World w = world_open();
    const BacktestSeries *flow = find(&w, "ore from north to world");
    CHECK_NEAR(flow->points[0].model, 1700.0, 1e-7);
    CHECK_NEAR(flow->bias, 0.0, 1e-7);
    CHECK_NEAR(flow->months[23], 1700.0 / 12.0, 1e-7);
    world_close(&w);
}

TEST(a_price_that_stands_still_does_not_move_the_right_way)
{
    World w = world_open();
    const BacktestSeries *prices = find(&w, "price of ore, south");
    CHECK_INT(prices->n_moves, 1);
    CHECK_INT(prices->n_right, 0);
    world_close(&w);
}

TEST(the_peak_is_the_highest_point_and_its_month)
{
    World w = world_open();
    const BacktestPeak *peak = &find(&w, "price of ore, south")->observed_peak;
    CHECK_NEAR(peak->value, 700.0 / 12.0, 1e-9);
    CHECK_INT(peak->month, 2025 * 12);
    CHECK(isnan(peak->later)); /* nothing is observed 18 to 30 months later */
    world_close(&w);
}

TEST(a_run_of_another_model_is_refused)
{
    World w = world_open();
    Diag *diag = diag_new();
    Backtest *none;
    w.record->model_name = "another";
    CHECK_INT(backtest_new(w.model, w.record, diag, &none), LODE_BAD_INPUT);
    CHECK(none == NULL);
    CHECK_INT(diag_errors(diag), 1);
    diag_free(diag);
    world_close(&w);
}
