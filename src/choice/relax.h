/* relax.h - a search between the grid's points: COBYLA, linear approximations in a trust region
 * without derivatives and with a constraint [Powell94], from NLopt. Private to choice/. */
#ifndef LODE_CHOICE_RELAX_H
#define LODE_CHOICE_RELAX_H

#include "choice/search.h"

typedef struct Relax {
    int32_t n;
    const int32_t *most;
    int32_t questions;
    SearchRule rule;
    double goal_scale, cost_scale; /* of differences that matter; above 0 */
    Status (*ask)(void *context, const double *point, SearchAnswer *out);
    void *context;
} Relax;

/* From `point` (steps), whose answer is `at`, to the best one found that keeps the rule: the
 * start if none is better. */
Status relax_run(const Relax *relax, const SearchAnswer *at, double *point);

#endif
