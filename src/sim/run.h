/* run.h - what a run is called and when it takes place: the same for every way to see the
 * future. */
#ifndef LODE_SIM_RUN_H
#define LODE_SIM_RUN_H

#include "kinds/plan.h"
#include "sim/sim.h"

/* The first month and the number of whole steps. LODE_BAD_INPUT after a message when there is
 * none. */
Status run_period(const Model *model, const RunOptions *options, Diag *diag, Month *start,
                  int32_t *n_steps);

/* The name given, or scenario ids joined by '+', or "baseline". */
const char *run_name(const RunOptions *options, char *buffer, size_t size);

/* Of the one scenario, or of the model. */
const char *run_title(const Model *model, const RunOptions *options);

/* The scenarios of the options, found in the model, and its own one behind them, bound. */
Status run_plan(const Model *model, const RunOptions *options, Diag *diag, Plan **out);

/* No scenario means the one called baseline, if the model has one. */
RunOptions run_with_baseline(const Model *model, const RunOptions *options);

#endif
