/* status.h - what a function that can fail returns.
 * LODE_OK is zero, so `if (st)` reads "if it failed". The list below is the only one. */
#ifndef LODE_BASE_STATUS_H
#define LODE_BASE_STATUS_H

#define LODE_STATUS_LIST(X)                                                                    \
    X(LODE_OK, "done")                                                                         \
    X(LODE_NEGATIVE, "the answer is no")                                                       \
    X(LODE_USAGE, "the command line is wrong")                                                 \
    X(LODE_BAD_INPUT, "the input data is wrong")                                               \
    X(LODE_DIVERGED, "no equilibrium was found")                                               \
    X(LODE_INFEASIBLE, "the limits cannot all be met")                                         \
    X(LODE_UNBOUNDED, "something pays without limit")                                          \
    X(LODE_IO, "reading or writing failed")                                                    \
    X(LODE_NO_MEMORY, "out of memory")                                                         \
    X(LODE_INTERRUPTED, "interrupted")

#define LODE_STATUS_ENUM(name, text) name,
typedef enum Status { LODE_STATUS_LIST(LODE_STATUS_ENUM) } Status;
#undef LODE_STATUS_ENUM

/* One line in words; never NULL. */
const char *status_text(Status status);

/* The exit code of DESIGN 5: 0 done, 1 negative answer, 2 usage, 3 input, 4 no equilibrium,
 * 5 reading or writing (and memory), 130 interrupted. */
int status_exit_code(Status status);

#endif
