/* sim.h - month after month: the market clears, stocks and habits move on, the month is
 * recorded.
 *
 * The order of a month (docs/model.md, "From month to month"):
 *   1. the effects of the month: capacities by date, demands by driver, policies in force;
 *   2. the market clears (market/), and the judge checks it;
 *   3. stocks carry over, expected prices and habitual flows adapt, the month is recorded. */
#ifndef LODE_SIM_SIM_H
#define LODE_SIM_SIM_H

#include "base/diag.h"
#include "market/market.h"
#include "model/model.h"
#include "sim/record.h"

/* How a run differs from the model as written. */
typedef struct RunOptions {
    const char *name; /* of the run; NULL = scenario ids joined by '+', or "baseline" */
    const char *const
        *scenarios; /* ids, stacked in order; none = the one called baseline, if any */
    int n_scenarios;
    Month start, end; /* MONTH_NONE = the model's */
    /* Called after each step; nonzero stops the run with LODE_INTERRUPTED. May be NULL. */
    int (*progress)(void *context, int32_t step, int32_t n_steps);
    void *progress_context;
    /* Sees every step's program and its solution, both borrowed for the call. May be NULL. */
    void (*inspect)(void *context, int32_t step, const Program *program,
                    const MarketSolution *sol);
    void *inspect_context;
} RunOptions;

/* Runs the model. Mistakes in scenarios, and what has no equilibrium, are explained in diag.
 * On LODE_OK *out is the whole record, else NULL. Free it with record_free. */
Status sim_run(const Model *model, const RunOptions *options, Diag *diag, Record **out);

/* Reads all scenarios of the model (or one, by id) against the kinds of policy, only to check
 * them: mistakes go to diag. */
Status sim_check_scenarios(const Model *model, Diag *diag);

#endif
