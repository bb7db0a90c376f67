/* status.h - what a function of Lodestone returns that can fail.
 * LODE_OK is zero, so `if (status)` reads "if it failed". Numbers never change their meaning.
 */
#ifndef LODE_STATUS_H
#define LODE_STATUS_H

enum lode_status {
    LODE_OK = 0,
    LODE_NEGATIVE = 1,  /* the answer is no: nothing of that name, nothing found */
    LODE_USAGE = 2,     /* the question is wrong: an unknown scenario, metric, region, option */
    LODE_BAD_INPUT = 3, /* the data is wrong: its mistakes are listed */
    LODE_DIVERGED = 4,  /* no equilibrium was found */
    LODE_INFEASIBLE = 5,  /* the limits cannot all be met */
    LODE_UNBOUNDED = 6,   /* something pays without limit */
    LODE_IO = 7,          /* reading or writing failed */
    LODE_NO_MEMORY = 8,   /* out of memory */
    LODE_INTERRUPTED = 9, /* the caller's progress function stopped it */
};

#endif
