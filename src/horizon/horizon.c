#include "horizon/horizon.h"

#include <math.h>
#include <stdio.h>

#include "base/clock.h"
#include "horizon/unfold.h"
#include "sim/fault.h"
#include "sim/fill.h"
#include "sim/run.h"

/* ---- a horizon that has no solution is explained ---- */

static Month name_row(const Horizon *h, int32_t i, char *name, size_t size)
{
    const Net *net = h->path->net;
    const Stack *stack = &h->stack;
    const StackRow *row =
        i < stack->n_equal ? &stack->equal[i] : &stack->limits[i - stack->n_equal];
    if (row->label.what) {
        snprintf(name, size, "%s '%s'", row->label.what, row->label.id);
        return MONTH_NONE;
    }
    const bool is_market = i < h->constraint0;
    const int32_t n = is_market ? net->n_markets : net->n_limits;
    const int32_t at = is_market ? i : i - h->limit0;
    net_row_name(net, is_market ? at % n : net->n_markets + at % n, name, size);
    return h->path->steps[at / n].month;
}

static Month name_col(const Horizon *h, int32_t j, char *name, size_t size)
{
    const Net *net = h->path->net;
    const int32_t d = j - h->program.demand0;
    if (d >= 0) {
        net_col_name(net, net->curve0 + d % net->n_curves, name, size);
        return h->path->steps[d / net->n_curves].month;
    }
    const StackColumn *column = &h->stack.columns[j];
    if (column->label.what)
        snprintf(name, size, "%s '%s'", column->label.what, column->label.id);
    else
        net_col_name(net, j % h->n_plain, name, size);
    return h->path->steps[column->step].month;
}

static Status explain(const Horizon *h, Diag *diag)
{
    enum { FAULTS = 12 };
    MarketFault faults[FAULTS];
    int n = 0;
    const Status st = market_diagnose(&h->program, faults, FAULTS, &n);
    for (int i = 0; i < n; i++) {
        char name[192], when[16] = "";
        const Month month = fault_is_row(&faults[i])
                                ? name_row(h, faults[i].item, name, sizeof name)
                                : name_col(h, faults[i].item, name, sizeof name);
        if (month != MONTH_NONE) month_format(month, when, sizeof when);
        fault_say(diag, when, name, &faults[i]);
    }
    if (st) return st;
    diag_error(diag, "", 0, 0, "",
               "a solution exists but was not reached to the required "
               "accuracy");
    return LODE_DIVERGED;
}

/* ---- solving ---- */

/* The whole was solved at once, so every step has the same residuals; what it took stands in
 * the first. */
static void note_quality(const Program *program, const MarketSolution *sol,
                         const MarketInfo *info, double seconds, Record *record)
{
    const MarketCheck check = market_check(program, sol);
    for (int32_t t = 0; t < record->n_steps; t++) {
        record->balance_residual[t] = check.balance;
        record->complementarity_residual[t] = fmax(check.complementarity, check.limit);
    }
    record->iterations[0] = info->iterations;
    record->restarts[0] = info->restarts;
    record->solve_seconds[0] = seconds;
}

/* The prices of the recursive run are the first guess, if there is one: a fifth fewer
 * iterations on the reference model than from the usual prices. */
static bool guess_prices(const Horizon *h, MarketSolution *sol)
{
    const Path *path = h->path;
    if (!path->recursive) return false;
    for (int32_t t = 0; t < path->n_steps; t++) {
        const PathStep *step = &path->steps[t];
        const double *price =
            path->recursive->price + (size_t)step->first * (size_t)path->net->n_markets;
        for (int32_t m = 0; m < path->net->n_markets; m++)
            sol->price[horizon_row(h, t, m)] = step->weight * price[m];
    }
    return true;
}

static Status solve(const Horizon *horizon, Diag *diag, Record *record)
{
    MarketWork *work = NULL;
    MarketSolution sol;
    MarketInfo info;
    const double begin = clock_now();
    Status st = market_solution_new(&horizon->program, horizon->stack.arena, &sol);
    const bool guessed = !st && guess_prices(horizon, &sol);
    if (!st) st = market_work_new(&horizon->program, &work);
    if (!st) st = market_solve(&horizon->program, work, guessed, &sol, &info);
    const double seconds = clock_now() - begin;
    if (st && st != LODE_NO_MEMORY) st = explain(horizon, diag);
    if (!st) market_quote(&horizon->program, work, &sol);
    if (!st) st = unfold(horizon, &sol, record);
    if (!st) note_quality(&horizon->program, &sol, &info, seconds, record);
    market_work_free(work);
    return st;
}

Status horizon_run(const Model *model, const RunOptions *given, Diag *diag, Record **out)
{
    *out = NULL;
    const RunOptions completed = run_with_baseline(model, given), *options = &completed;
    Path path;
    Status st = path_new(model, options, diag, &path);
    if (st) return st;
    char name[256];
    Record *record = NULL;
    Horizon horizon;
    Arena *arena = arena_new((size_t)1 << 20);
    st = arena ? horizon_assemble(&path, arena, &horizon) : LODE_NO_MEMORY;
    if (!st)
        st = fill_new(path.net, path.plan, run_name(options, name, sizeof name),
                      run_title(model, options), path.start, path.n_parts, NULL, &record);
    if (!st) st = solve(&horizon, diag, record);
    arena_free(arena);
    path_free(&path);
    if (st)
        record_free(record);
    else
        *out = record;
    return st;
}

Status foresight_run(const Model *model, const RunOptions *options, Diag *diag, Record **out)
{
    const bool perfect = options->foresight == FORESIGHT_PERFECT ||
                         (options->foresight == FORESIGHT_OF_MODEL && model->foresees);
    if (perfect) return horizon_run(model, options, diag, out);
    if (model->n_period_groups) {
        diag_error(diag, model->period_line ? "model.yaml" : "", model->period_line, 0, "step",
                   "a list of periods needs --foresight perfect (or 'foresight: perfect' in "
                   "model.yaml); without it all steps have one length");
        return LODE_BAD_INPUT;
    }
    if (model->n_constraints)
        diag_warn(diag, "tables/constraints.csv", 0, 0, "",
                  "only runs with --foresight perfect keep constraints; this one does not");
    return sim_run(model, options, diag, out);
}
