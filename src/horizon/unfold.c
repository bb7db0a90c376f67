#include "horizon/unfold.h"

#include <string.h>

#include "horizon/build.h"
#include "sim/circle.h"
#include "sim/cohort.h"
#include "sim/fill.h"
#include "sim/state.h"

typedef struct Unfolding {
    const Horizon *horizon;
    MarketSolution step; /* of a period, in the order of the net */
    MarketSolution part; /* of a step of the model within it */
    State opening;       /* of the step: stocks and products in use */
    double *stock;       /* what the period opened with */
    Circles circles;
} Unfolding;

static Status unfolding_new(const Horizon *horizon, Arena *arena, Unfolding *out)
{
    const Path *path = horizon->path;
    *out = (Unfolding){.horizon = horizon};
    Status st = market_solution_new(&path->net->program, arena, &out->step);
    if (!st) st = market_solution_new(&path->net->program, arena, &out->part);
    if (!st)
        st = state_new(path->net, path->plan->n_policies, path->plan->n_memory, arena,
                       &out->opening);
    if (!st) st = circles_new(path->net, arena, &out->circles);
    out->stock = ARENA_ARRAY(arena, double, path->model->n_stocks);
    if (!out->stock) st = LODE_NO_MEMORY;
    return st;
}

/* The step's part of the solution; what circles leave goes back into the whole. */
static void take_step(Unfolding *u, int32_t t, MarketSolution *sol)
{
    const Horizon *h = u->horizon;
    const PathStep *step = &h->path->steps[t];
    const Program *p = &step->program;
    for (int32_t j = 0; j < p->n_cols; j++)
        u->step.z[j] = sol->z[stack_place(&h->stack, horizon_col(h, t, j))];
    for (int32_t i = 0; i < p->n_rows; i++)
        u->step.price[i] = sol->price[horizon_row(h, t, i)] / step->weight;
    circles_remove(&u->circles, p, u->step.z);
    for (int32_t j = 0; j < p->n_cols; j++)
        sol->z[stack_place(&h->stack, horizon_col(h, t, j))] = u->step.z[j];
}

/* Step i (0, 1, ...) of a period that takes n: amounts are spread evenly, so stocks go evenly
 * from what the period opened with to what it leaves, and all balances hold in each step. */
static void take_part(Unfolding *u, const double *opening, int32_t i, int32_t n)
{
    const Net *net = u->horizon->path->net;
    const double share = 1.0 / n, passed = (double)(i + 1) / n;
    for (int32_t j = 0; j < net->program.n_cols; j++)
        u->part.z[j] = share * u->step.z[j];
    for (int32_t s = 0; s < net->model->n_stocks; s++) {
        const double end = u->step.z[net->stock0 + s];
        u->part.z[net->stock0 + s] = n > 1 ? opening[s] + passed * (end - opening[s]) : end;
    }
    for (int32_t r = 0; r < net->program.n_rows; r++)
        u->part.price[r] = u->step.price[r];
}

static void unfold_period(Unfolding *u, const PathStep *period, Record *record)
{
    const Path *path = u->horizon->path;
    const Net *net = path->net;
    for (int32_t s = 0; s < path->model->n_stocks; s++)
        u->stock[s] = u->opening.stock[s];
    for (int32_t i = 0; i < period->n; i++) {
        const int32_t t = period->first + i;
        const PathStep *part = &path->parts[t];
        take_part(u, u->stock, i, period->n);
        fill_step(net, &part->effects, &part->program, &u->part, &u->opening, t, record);
        cohort_close(net, t, &u->opening, record);
        for (int32_t s = 0; s < path->model->n_stocks; s++)
            u->opening.stock[s] = u->part.z[net->stock0 + s];
    }
}

static void add_to_period(const PathStep *period, double cost, Record *record)
{
    for (int32_t t = period->first; t < period->first + period->n; t++)
        record->objective[t] += cost / period->n;
}

/* Discounted: curves by the step's own numbers, so that their areas begin where they should. */
static void add_objectives(const Horizon *h, const MarketSolution *sol, Record *record)
{
    for (int32_t j = 0; j < h->stack.n_columns; j++)
        add_to_period(&h->path->steps[h->stack.columns[j].step],
                      program_cost(&h->program, j, sol->z[j]), record);
    for (int32_t t = 0; t < h->path->n_steps; t++) {
        const PathStep *step = &h->path->steps[t];
        const Program *p = &step->program;
        for (int32_t j = p->demand0; j < p->n_cols; j++)
            add_to_period(
                step,
                step->weight *
                    program_cost(p, j, sol->z[stack_place(&h->stack, horizon_col(h, t, j))]),
                record);
    }
}

Status unfold(const Horizon *horizon, MarketSolution *sol, Record *record)
{
    const Path *path = horizon->path;
    Unfolding u;
    const Status st = unfolding_new(horizon, horizon->stack.arena, &u);
    if (st) return st;
    state_copy(&path->before, &u.opening);
    for (int32_t t = 0; t < path->n_steps; t++) {
        take_step(&u, t, sol);
        unfold_period(&u, &path->steps[t], record);
    }
    if (path->recursive) /* policies act as they did there */
        memcpy(record->active, path->recursive->active,
               (size_t)path->n_parts * (size_t)record->n_policies * sizeof *record->active);
    build_fill(horizon, sol, record);
    add_objectives(horizon, sol, record);
    return LODE_OK;
}
