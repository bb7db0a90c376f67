/* project.h - capacity on its way: from a decision through permits and construction to work,
 * and out again at the end of its life.
 *
 *     decided in step t   nothing is there yet
 *     t + 1 + P           work on the site begins      P, P + L: permits, and permits and
 *     t + 1 + P + L       the first output             construction, in whole steps, rounded up
 *     ... + ramp          full capacity; in between linearly, each step with its mean
 *     ... + lifetime      gone. Age is counted by the year in which capacity opened, from the
 *                         year's end: it lasts its lifetime and up to a year more
 *
 * All is capacity in activity per month, availability not applied. */
#ifndef LODE_SIM_PROJECT_H
#define LODE_SIM_PROJECT_H

#include "net/effects.h"
#include "sim/state.h"

/* What is due at the start of step t happens. */
void project_advance(const Net *net, int32_t t, State *state);

/* `amount` of option i is decided at the end of step t; permits take `permit` months. */
void project_start(const Net *net, int32_t i, int32_t t, double permit, double amount,
                   State *state);

/* All that works of option i is scrapped. */
void project_scrap(const Net *net, int32_t i, State *state);

/* Gives options their capacity in step `then`: what works in step `now`, to which the state has
 * advanced, and what of that which is under way will work by then. */
void project_offer(const Net *net, const State *state, int32_t now, int32_t then,
                   Effects *effects);

#endif
