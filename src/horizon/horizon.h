/* horizon.h - perfect foresight: all steps of a run as one convex program.
 *
 * Where sim/ lets people act on expectations, step after step, here one planner who knows the
 * future (or, which is the same, markets that foresee it) chooses everything at once: stocks
 * carry goods, and new capacity carries money, from the steps where they are cheap to those
 * where they are dear. The same net, the same solver, the same judge, and a Record of the same
 * form (docs/model.md, "Perfect foresight"). */
#ifndef LODE_HORIZON_HORIZON_H
#define LODE_HORIZON_HORIZON_H

#include "sim/sim.h"

/* As sim_run, with perfect foresight. progress and watch are called for the recursive run that
 * habits are taken from; inspect is not called. */
Status horizon_run(const Model *model, const RunOptions *options, Diag *diag, Record **out);

/* sim_run or horizon_run: as options->foresight says, or else the model. */
Status foresight_run(const Model *model, const RunOptions *options, Diag *diag, Record **out);

#endif
