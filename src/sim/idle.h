/* idle.h - facilities that do not pay are mothballed, and then closed.
 *
 * A month is one of loss if even the first unit of activity costs more than its outputs less
 * inputs are worth (what support adds counts as worth). After `idle_after` months of loss in a
 * row a facility is mothballed: it has no capacity, whatever the price. It works again after
 * `reopen` months in a row in which it would be expected to gain; after `close_after` months
 * without that it is closed for good, and of an expansion option all that stands is scrapped
 * (it may be built again). A facility without
 * capacity, by date or by a policy, does not count, nor does one without a limit: that is a way
 * of doing things rather than a plant. */
#ifndef LODE_SIM_IDLE_H
#define LODE_SIM_IDLE_H

#include "market/market.h"
#include "net/effects.h"
#include "sim/state.h"

/* What State's `standing` holds. */
typedef enum Standing { STANDING_OPEN, STANDING_MOTHBALLED, STANDING_CLOSED } Standing;

/* Takes the capacity of what is mothballed or closed; what lies still is written into
 * `still` (facilities, activity per step). */
void idle_offer(const Net *net, const State *state, Effects *effects, double *still);

/* The same for a month to come: what is mothballed may work again by then. */
void idle_offer_future(const Net *net, const State *state, Effects *effects);

/* After a step with this program and solution. */
void idle_decide(const Net *net, const Effects *effects, const Program *program,
                 const MarketSolution *sol, State *state);

#endif
