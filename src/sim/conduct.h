/* conduct.h - exporters who know that what they sell lowers its price.
 *
 * A seller on route f to market m who conjectures that the price there falls by b for each unit
 * more, and theta of it comes back to him, sells until
 *     p_m - theta b y_f = cost of one unit more there
 * so that his marginal cost is theta b y_f higher: the gradient of (theta b / 2) y_f^2, which
 * keeps the month a convex program [Hashimoto85]. Where use is linear in the price b is exact
 * and theta = 1 is Cournot's equilibrium; elsewhere b is taken at the reference price, a
 * conjectured price response [Day02]:
 *     1 / b = sum over final demands at m of |dq/dp|,   or elasticity x use / reference price
 * with the use smoothed over the months before. */
#ifndef LODE_SIM_CONDUCT_H
#define LODE_SIM_CONDUCT_H

#include "net/effects.h"
#include "sim/state.h"

/* Adds it to the slopes of the routes; demand curves and route costs stand in p already. */
void conduct_offer(const Net *net, const Effects *effects, const State *state, Program *p);

#endif
