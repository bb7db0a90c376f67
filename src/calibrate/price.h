/* price.h - one price for every market at which the base year can stand: near to what was
 * observed, such that what has to be explained by wedges is small.
 *
 *     used route       p_to - p_from (1 + duty) - freight - wedge as written  = u - v
 *     used facility    outputs - inputs - marginal cost as written            = u - v
 *
 * u (a cost that nobody wrote down) is pulled to 0 by a tenth of the price, v (a subsidy) twice
 * as hard; both are free where nothing has to be explained: u at a capacity or a limit (a
 * rent), v at a least activity and where nothing is done (a loss that keeps it idle). */
#ifndef LODE_CALIBRATE_PRICE_H
#define LODE_CALIBRATE_PRICE_H

#include "calibrate/base.h"

/* Writes price (markets, money per unit). z is the base year. waste_slope is by how much the
 * cost of throwing away rises per unit, in each market: where something is thrown away, it is
 * the price. */
Status price_system(const Base *base, const double *z, const double *waste_slope, Arena *arena,
                    Diag *diag, double *price);

#endif
