/* optimise.h - a plan on paper: what is bought with it, and what limits it. Private to cli/. */
#ifndef LODE_CLI_OPTIMISE_H
#define LODE_CLI_OPTIMISE_H

#include "choice/optimise.h"
#include "cli/screen.h"

/* For people. Runs the plan once more, whole, to say what it changes and why no more. */
Status optimise_print(const Screen *screen, const Optimised *o, const OptimiseOptions *how,
                      Diag *diag);

/* A lode.optimise/1 value; the frontier as lines. */
Status optimise_print_json(const Screen *screen, const Optimised *o,
                           const OptimiseOptions *how);
Status optimise_print_csv(const Screen *screen, const Optimised *o, const OptimiseOptions *how);

/* "self_sufficiency of united-states magnet in 2030". */
void optimise_goal_words(const Goal *goal, char *buffer, size_t size);

/* The first sentences of what a plan does beside the world without it, and what holds it back.
 */
Status optimise_tell(const Screen *screen, const Optimised *o, const OptimiseOptions *how,
                     Diag *diag);

#endif
