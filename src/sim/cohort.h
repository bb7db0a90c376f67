/* cohort.h - products in use: what is sold enters use, lasts as its lifetime says, and leaves.
 *
 * With q_t the sales of step t and S(a) the share of a cohort that is in use a steps later,
 *     in use at the end of t        sum over a >= 0 of S(a) q_t-a
 *     leaves use in t               sum over a >= 1 of (S(a-1) - S(a)) q_t-a  +  (1 - S(0)) q_t
 *     can be collected in t         what was sold before t and leaves use in t, and what left
 * in t - 1 that had been sold in t - 1 so that in use + left = sold, to rounding. The
 * collecting facility has `collection` of that as its capacity. Stock-driven, q_t is what
 * brings use to the stock that is given: S(0) q_t = stock_t - sum over a >= 1 of S(a) q_t-a, at
 * least 0 */
#ifndef LODE_SIM_COHORT_H
#define LODE_SIM_COHORT_H

#include "net/effects.h"
#include "sim/record.h"
#include "sim/state.h"

/* Share of the sales of a cohort that can be collected a steps (>= 1) later. */
double cohort_collectable(const Net *net, int32_t cohort, int32_t a);

/* What can be collected in step t of sales before step 0, to which the state belongs. */
double cohort_past_scrap(const Net *net, int32_t cohort, int32_t t, const State *state);

/* Activity of the collecting facility per unit that leaves use. */
double cohort_activity(const Model *model, const Cohort *cohort);

/* Before the first step: the sales of the past. `usual` are the
 * quantities of a usual step, in the order of the net's columns. */
void cohort_begin(const Net *net, Month start, const double *usual, State *state);

/* At the start of step t, behind effects_open: what can be collected, and what is needed to
 * hold the stock. */
void cohort_offer(const Net *net, int32_t t, const State *state, Effects *effects);

/* At the end of step t, whose quantities stand in the record: what is in use, what has left. */
void cohort_close(const Net *net, int32_t t, State *state, Record *record);

#endif
