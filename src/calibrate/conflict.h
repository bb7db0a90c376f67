/* conflict.h - facts that cannot be true together. */
#ifndef LODE_CALIBRATE_CONFLICT_H
#define LODE_CALIBRATE_CONFLICT_H

#include "calibrate/reconcile.h"

/* Fills the group of each fact and n_groups. A group is what hangs together by markets under
 * pressure: two facts off by CONFLICT_OFF sigma or more belong to one group when a chain of
 * columns, inside their bounds, and of markets whose multiplier is large leads from one to the
 * other. A fact that is off by itself, against capacities or expectations, has no group. */
Status conflict_find(const Base *base, const Fact *facts, int32_t n_facts, Arena *arena,
                     Reconciled *reconciled);

#define CONFLICT_OFF 2.0      /* sigma */
#define CONFLICT_PRESSURE 1.0 /* sigma^2 for the market's turnover */

#endif
