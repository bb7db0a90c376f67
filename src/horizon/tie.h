/* tie.h - what ties the steps of a horizon together. Each adds to a stack that holds the steps;
 * the formulae are those of docs/model.md, "Perfect foresight". */
#ifndef LODE_HORIZON_TIE_H
#define LODE_HORIZON_TIE_H

#include "horizon/assemble.h"

/* The stock at the end of a step is there at the start of the next. */
void tie_stocks(Horizon *horizon);

/* The largest change of an activity from step to step. */
void tie_ramps(Horizon *horizon);

/* What can be collected of products that leave use. */
void tie_collectors(Horizon *horizon);

/* The sums of constraints.csv. */
void tie_constraints(Horizon *horizon);

/* What stands by date and costs to be kept (keep.c). */
void tie_keeping(Horizon *horizon);

/* How fast activities may grow, by growth.csv (grow.c). */
void tie_growth(Horizon *horizon);

#endif
