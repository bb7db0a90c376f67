/* assemble.h - all steps of a horizon as one Program.
 *
 *     min   sum_t d_t [ cost of step t ]  +  capital, fixed cost  -  value of what is left
 *     s.t.  every market of every step balances; the stock at the end of a step is there at the
 *           start of the next; ramp limits; constraints.csv
 *
 * d_t is the step's weight (path.h), so the multiplier of a market is d_t times its price.
 * Equality rows: the markets of step 0, of step 1, ..., then equalities of constraints.csv. */
#ifndef LODE_HORIZON_ASSEMBLE_H
#define LODE_HORIZON_ASSEMBLE_H

#include "horizon/path.h"
#include "horizon/stack.h"

typedef struct Horizon {
    const Path *path;
    Stack stack;
    Program program;            /* packed */
    int32_t n_plain;            /* columns of a step that are no demand curves */
    int32_t limit0;             /* first limit row of the net, in the stack: step t's are at
                                   limit0 + t n_limits */
    const struct Build *builds; /* what each option may start (build.h) */
    int32_t constraint0;        /* first equality row of constraints.csv */
} Horizon;

Status horizon_assemble(const Path *path, Arena *arena, Horizon *out);

/* Column of the stack that column j of the net is in step t, and the row of its market m. */
int32_t horizon_col(const Horizon *horizon, int32_t t, int32_t j);
int32_t horizon_row(const Horizon *horizon, int32_t t, int32_t i);

#endif
