/* world.h - small programs written down column by column, for tests.
 *
 *     World *w = world_open(2, 0);                      two markets, no limit rows
 *     const int mine = world_column(w, 0, 100, 5, 0.1, 1, AT(0, +1));
 *     const int sold = world_demand(w, 1, 200, 0.5, INFINITY);
 *     world_solve(w, false);                            w->sol, w->info
 *
 * Demands are added last, for they are neighbours in a program. Scales are 1 unless set. */
#ifndef LODE_TESTS_MARKET_WORLD_H
#define LODE_TESTS_MARKET_WORLD_H

#include <math.h>
#include <stdlib.h>

#include "market/market.h"
#include "support/test.h"

enum { WORLD_ROWS = 64, WORLD_COLS = 256, WORLD_ENTRIES = 2048 };

typedef struct World {
    Program program;
    MarketSolution sol;
    MarketInfo info;
    int32_t col_start[WORLD_COLS + 1], row[WORLD_ENTRIES], duty_row[WORLD_COLS];
    double coef[WORLD_ENTRIES];
    double lower[WORLD_COLS], upper[WORLD_COLS], cost[WORLD_COLS], slope[WORLD_COLS];
    double duty[WORLD_COLS], rhs[WORLD_ROWS], row_price[WORLD_ROWS], row_quantity[WORLD_ROWS];
    double scale[WORLD_COLS], elasticity[WORLD_COLS], choke[WORLD_COLS];
    double z[WORLD_COLS], price[WORLD_ROWS];
} World;

typedef struct WorldEntry {
    int32_t row;
    double coef;
} WorldEntry;

static inline World *world_open(int32_t n_markets, int32_t n_limits)
{
    World *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->program = (Program){.n_markets = n_markets,
                           .n_rows = n_markets + n_limits,
                           .col_start = w->col_start,
                           .row = w->row,
                           .coef = w->coef,
                           .lower = w->lower,
                           .upper = w->upper,
                           .cost = w->cost,
                           .slope = w->slope,
                           .duty = w->duty,
                           .duty_row = w->duty_row,
                           .demand_scale = w->scale,
                           .demand_elasticity = w->elasticity,
                           .demand_choke = w->choke,
                           .rhs = w->rhs,
                           .row_price = w->row_price,
                           .row_quantity = w->row_quantity};
    w->sol = (MarketSolution){.z = w->z, .price = w->price};
    for (int32_t i = 0; i < n_markets + n_limits; i++)
        w->row_price[i] = w->row_quantity[i] = 1.0;
    return w;
}

static inline void world_close(World *w)
{
    free(w);
}

static inline int32_t world_column_of(World *w, double lower, double upper, double cost,
                                      double slope, int32_t n, const WorldEntry *entry)
{
    const int32_t j = w->program.n_cols++;
    int32_t at = w->col_start[j];
    assert_true(j < WORLD_COLS && at + n <= WORLD_ENTRIES);
    for (int32_t k = 0; k < n; k++, at++) {
        w->row[at] = entry[k].row;
        w->coef[at] = entry[k].coef;
    }
    w->col_start[j + 1] = at;
    w->lower[j] = lower;
    w->upper[j] = upper;
    w->cost[j] = cost;
    w->slope[j] = slope;
    w->duty_row[j] = PROGRAM_NONE;
    w->program.demand0 = w->program.n_cols;
    return j;
}

#define AT_ROW(row, coef)                                                                      \
    {                                                                                          \
        (row), (coef)                                                                          \
    }
#define world_column(w, lower, upper, cost, slope, ...)                                        \
    world_column_of((w), (lower), (upper), (cost), (slope),                                    \
                    (int32_t)(sizeof((WorldEntry[]){__VA_ARGS__}) / sizeof(WorldEntry)),       \
                    (WorldEntry[]){__VA_ARGS__})

/* Demand on a row, from 0 to `upper`; its elasticity may be 0 and its choke INFINITY. */
static inline int32_t world_demand(World *w, int32_t row, double scale, double elasticity,
                                   double choke, double upper)
{
    const int32_t first = w->program.n_demands ? w->program.demand0 : w->program.n_cols;
    const int32_t j = world_column(w, 0.0, upper, 0.0, 0.0, AT_ROW(row, -1.0));
    const int32_t d = w->program.n_demands++;
    w->program.demand0 = first;
    w->scale[d] = scale;
    w->elasticity[d] = elasticity;
    w->choke[d] = choke;
    return j;
}

static inline void world_scales(World *w, double price, double quantity)
{
    for (int32_t i = 0; i < w->program.n_rows; i++) {
        w->row_price[i] = price;
        w->row_quantity[i] = quantity;
    }
}

static inline Status world_solve(World *w, bool warm)
{
    MarketWork *work;
    CHECK_OK(market_work_new(&w->program, &work));
    const Status st = market_solve(&w->program, work, warm, &w->sol, &w->info);
    market_work_free(work);
    return st;
}

/* Solves, and lets the judge look. */
static inline void world_clear(World *w)
{
    CHECK_OK(world_solve(w, false));
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK(check.balance < 1e-9);
    CHECK(market_check_worst(&check) < 1e-8);
}

#endif
