#include "horizon/unfold.h"

#include <string.h>

#include "horizon/build.h"
#include "sim/circle.h"
#include "sim/cohort.h"
#include "sim/fill.h"
#include "sim/state.h"

typedef struct Unfolding {
    const Horizon *horizon;
    MarketSolution step; /* in the order of the net */
    State opening;       /* of the step: stocks and products in use */
    Circles circles;
} Unfolding;

static Status unfolding_new(const Horizon *horizon, Arena *arena, Unfolding *out)
{
    const Path *path = horizon->path;
    *out = (Unfolding){.horizon = horizon};
    Status st = market_solution_new(&path->net->program, arena, &out->step);
    if (!st)
        st = state_new(path->net, path->plan->n_policies, path->plan->n_memory, arena,
                       &out->opening);
    if (!st) st = circles_new(path->net, arena, &out->circles);
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

/* Discounted: curves by the step's own numbers, so that their areas begin where they should. */
static void add_objectives(const Horizon *h, const MarketSolution *sol, Record *record)
{
    for (int32_t j = 0; j < h->stack.n_columns; j++)
        record->objective[h->stack.columns[j].step] += program_cost(&h->program, j, sol->z[j]);
    for (int32_t t = 0; t < h->path->n_steps; t++) {
        const PathStep *step = &h->path->steps[t];
        const Program *p = &step->program;
        for (int32_t j = p->demand0; j < p->n_cols; j++)
            record->objective[t] +=
                step->weight *
                program_cost(p, j, sol->z[stack_place(&h->stack, horizon_col(h, t, j))]);
    }
}

Status unfold(const Horizon *horizon, MarketSolution *sol, Record *record)
{
    const Path *path = horizon->path;
    const Net *net = path->net;
    Unfolding u;
    const Status st = unfolding_new(horizon, horizon->stack.arena, &u);
    if (st) return st;
    state_copy(&path->before, &u.opening);
    for (int32_t t = 0; t < path->n_steps; t++) {
        const PathStep *step = &path->steps[t];
        take_step(&u, t, sol);
        fill_step(net, &step->effects, &step->program, &u.step, &u.opening, t, record);
        cohort_close(net, t, &u.opening, record);
        for (int32_t s = 0; s < path->model->n_stocks; s++)
            u.opening.stock[s] = u.step.z[net->stock0 + s];
    }
    if (path->recursive) /* policies act as they did there */
        memcpy(record->active, path->recursive->active,
               (size_t)path->n_steps * (size_t)record->n_policies * sizeof *record->active);
    build_fill(horizon, sol, record);
    add_objectives(horizon, sol, record);
    return LODE_OK;
}
