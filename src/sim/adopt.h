/* adopt.h - technologies spread: who has not learnt one yet learns it from those who use it.
 *
 * K is the share of a family's output that could be made with a technology, c the share it can
 * reach, A the share that is made with it. A step with adopters A leaves of those who do not
 * know it (c - K') / (c - K) = (p + q) E / (p + q F + q (1 - F) E) E = exp(-(p + q) dt),   F =
 * A / c                                           [Bass69] with imitation q and innovation p:
 * what is left on the curve dF/dt = (p + q F)(1 - F). If all that is known is used (A = K) the
 * share follows that curve exactly, whatever the length of the steps; with p = 0 it is the
 * logistic curve [Griliches57]. Where nobody uses it nobody learns (p = 0), and what is known
 * is not forgotten.
 *
 * A step's market may use it up to
 *     sum over adopters of output <= K x (output of the family)                    rent >= 0
 * where the output is that of the last step (or half its mean of past months, if that is more),
 * so that in a step in which the family's output falls the share may be above K. The rent is
 * what faster spreading would be worth. Below the limit the market chooses by cost. */
#ifndef LODE_SIM_ADOPT_H
#define LODE_SIM_ADOPT_H

#include "net/effects.h"
#include "sim/record.h"
#include "sim/state.h"

/* Of those who had not learnt it at the start of `months`, the share that still has not at
 * their end; used is F, rates are per month. */
double adopt_left(double imitation, double innovation, double used, double months);

/* In the usual step: limits for technologies whose start is given, by what would be made
 * without them. False: there are none. */
bool adopt_limit_usual(const Net *net, const double *activity, Effects *effects);

/* Before the first step: activities of a usual step, which is a step of spreading, too. */
void adopt_begin(const Net *net, const double *activity, State *state);

/* Limits of a step that is `ahead` steps from now, for the effects; what is known then supposes
 * that all of it is used. */
void adopt_offer(const Net *net, const State *state, int32_t ahead, Effects *effects);

/* At the end of a step with these activities. */
void adopt_close(const Net *net, const Effects *effects, const double *activity, State *state);

#endif
