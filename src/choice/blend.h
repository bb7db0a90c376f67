/* blend.h - the best mix if measures did not touch each other: goals and costs of single
 * measures added up, which is a knapsack. Where a search starts, not where it ends. Private to
 * choice/. */
#ifndef LODE_CHOICE_BLEND_H
#define LODE_CHOICE_BLEND_H

#include "choice/search.h"

/* What one measure does alone: goal[s] and cost[s] beyond doing nothing, at step s of 0 to
 * most.
 */
typedef struct BlendPart {
    const double *goal, *cost;
    int32_t most;
} BlendPart;

/* Writes n whole steps. `nothing` is what nothing at all is worth. Of mixes that cost the same
 * the best is kept, the cheapest BLEND_MIXES ones at every turn if there are more, so the
 * answer is exact below that. LODE_NO_MEMORY. */
enum { BLEND_MIXES = 4096 };
Status blend_best(const BlendPart *parts, int32_t n, const SearchRule *rule,
                  const SearchAnswer *nothing, double *steps);

#endif
