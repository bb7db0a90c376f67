/* row.h - limit rows that are about one facility, with the scales of its markets. */
#ifndef LODE_HORIZON_ROW_H
#define LODE_HORIZON_ROW_H

#include "horizon/assemble.h"

/* What a unit of its activity is worth in step t (discounted), and how many are usual: by its
 * dearest commodity, and by the market that leaves it most room. */
double row_price(const Path *path, int32_t t, int32_t k);
double row_quantity(const Path *path, int32_t t, int32_t k);

/* A new limit row `sum >= rhs` of these scales; messages call it `what` and the facility's id.
 */
int32_t row_add(Horizon *h, int32_t t, int32_t k, double rhs, const char *what);

#endif
