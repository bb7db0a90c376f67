/* status.h - what a function that can fail returns.
 * LODE_OK is zero, so `if (st)` reads "if it failed". The list is that of the public API. */
#ifndef LODE_BASE_STATUS_H
#define LODE_BASE_STATUS_H

#include "lode/status.h"

typedef enum lode_status Status;

/* One line in words; never NULL. */
const char *status_text(Status status);

/* The exit code of DESIGN 5: 0 done, 1 negative answer, 2 usage, 3 input, 4 no equilibrium,
 * 5 reading or writing (and memory), 130 interrupted. */
int status_exit_code(Status status);

#endif
