/* trail.h - snapshots of a run at every step, and how another run goes on from one. */
#ifndef LODE_SIM_TRAIL_H
#define LODE_SIM_TRAIL_H

#include "base/pool.h"
#include "kinds/plan.h"
#include "sim/record.h"
#include "sim/sim.h"
#include "sim/state.h"

struct SimTrail {
    Arena *arena;
    Pool *pool;           /* where the block is from */
    double *block;        /* of all states */
    Plan *plan;           /* owned, once the run is over */
    const Record *record; /* borrowed */
    Month start;
    int32_t n_steps, months_per_step, n_routes;
    int32_t first;      /* the first step whose state is kept */
    int32_t look_ahead; /* months by which investors see a policy before it begins or ends */
    State *states;      /* n_steps + 1: before each step from the first on, and at the end */
    double *usual_flow;
};

/* For the states of a run on this net, each like that one in size, from step `first` to the
 * end: what came before is another trail's. Their block is the pool's (NULL: the system's). */
Status trail_new(const Net *net, const State *like, Month start, int32_t first, int32_t n_steps,
                 Pool *pool, SimTrail **out);

/* Keeps the state before `step`. */
void trail_keep(SimTrail *trail, int32_t step, const State *state, const double *usual_flow);

/* How many steps a run with these policies has in common with the trail's; 0: none, or the
 * trail begins later. */
int32_t trail_shared(const SimTrail *trail, const Plan *plan, Month start, int32_t n_steps);

/* The state before `step`, for a run on `net` and `plan` (the same model, perhaps other
 * policies). */
void trail_restore(const SimTrail *trail, int32_t step, const Net *net, const Plan *plan,
                   State *state, double *usual_flow);

#endif
