/* fill.h - what a run did, written into its Record. */
#ifndef LODE_SIM_FILL_H
#define LODE_SIM_FILL_H

#include "kinds/plan.h"
#include "market/market.h"
#include "net/effects.h"
#include "sim/record.h"
#include "sim/state.h"

/* A record with all names of the net and the plan, for n_steps from `start` on; from a pool
 * (NULL: none) its steps are anything until record_open_step. */
Status fill_new(const Net *net, const Plan *plan, const char *run_name, const char *title,
                Month start, int32_t n_steps, Pool *pool, Record **out);

/* Takes over the first `steps` steps from another record of the same model. A limit that the
 * other run had not was not in force in them. */
void fill_adopt(const Net *net, const Record *from, int32_t steps, Record *record);

/* Writes step t: `program` and `sol` are what was solved, `opening` the state it opened with.
 */
void fill_step(const Net *net, const Effects *effects, const Program *program,
               const MarketSolution *sol, const State *opening, int32_t t, Record *record);

/* Notes which policies are in force in step t. */
void fill_active(const Plan *plan, const double *memory, int32_t t, Record *record);

#endif
