/* unfold.h - the solution of a whole horizon, step by step, as a Record like any other. Prices
 * are multipliers over the weight of their step: in money of the step, not discounted. The
 * objective of a step is in money of the start, so that the sum over the run is what was
 * minimised. A period that takes several steps of the model is shown in these steps: its
 * amounts evenly spread, its prices in each. */
#ifndef LODE_HORIZON_UNFOLD_H
#define LODE_HORIZON_UNFOLD_H

#include "horizon/assemble.h"
#include "sim/record.h"

/* Takes circles of goods out of the solution, then writes every step of the record. */
Status unfold(const Horizon *horizon, MarketSolution *sol, Record *record);

#endif
