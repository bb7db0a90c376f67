/* adapt.h - what people learn from prices between one step and the next.
 *
 * Users adapt. A demand answers a price within the month with a small elasticity e, and with a
 * larger one, E, once designs, recipes and machines have been changed. What users need at the
 * reference price p0, as a share of what they needed before, moves by part of the way:
 *     q     = wanted x need x (p / p0)^-e
 *     need' = need^(1 - w) x ((p / p0)^-(E - e))^w        w = 1 - 2^(-months / half_life)
 * At a constant price q goes from wanted (p / p0)^-e to wanted (p / p0)^-E, half of the way (in
 * logarithms) in `half_life` months; at p0 it stays. This is partial adjustment [Nerlove58] of
 * the state of those who use a good [HouthakkerTaylor70].
 *
 * Holders of stocks expect prices. They smooth them, and carry the trend of the smoothed price
 * on for `extrapolation` months, h (none: adaptive expectations [Nerlove58]; some: the trend is
 * trusted, so that stocks are built while prices rise and sold while they fall [Metzler41]):
 *     level'   = level + v (p - level)                    v = 1 - (1 - expectation)^months
 *     expected = level' (level' / level)^(h / months) */
#ifndef LODE_SIM_ADAPT_H
#define LODE_SIM_ADAPT_H

#include "sim/state.h"

/* Weight of what is new for something that halves its distance in `half_life` months. */
double adapt_weight(double months, double half_life);

/* Before the first month: the usual prices (money per unit, by market) are what is expected. */
void adapt_start(const Net *net, const double *price, State *state);

/* After a step with these prices. */
void adapt_expectations(const Net *net, const double *price, State *state);
void adapt_needs(const Net *net, const double *price, State *state);

#endif
