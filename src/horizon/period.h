/* period.h - several steps of the model taken together as one period of the horizon.
 *
 * The period has one price, so each of its steps answers the same one: capacities, needs and
 * limits add up, and so do the quantities of supply and demand curves at every price,
 *     cost + slope x  with  1/slope = sum_i 1/slope_i,  cost = slope sum_i cost_i / slope_i
 * (the mean where a curve is flat); duties are means. A limit that is not in force in one of
 * its steps is none for the period. What an amount is in each of the steps is not known: it is
 * shown evenly spread (unfold.h). */
#ifndef LODE_HORIZON_PERIOD_H
#define LODE_HORIZON_PERIOD_H

#include "horizon/path.h"

/* Fills path->steps from path->parts. */
Status periods_gather(Path *path);

#endif
