/* slots.h - what an iteration does to slots begin .. end - 1 (multiples of LANES), four at a
 * time, compiled for each kind of processor (lanes.h). The formulas are at the loops. */
#ifndef LODE_MARKET_SLOTS_H
#define LODE_MARKET_SLOTS_H

#include "market/work.h"

/* How long a step may be before a distance or a multiplier reaches zero, as reciprocals, and
 * the terms of the complementarity that a step would leave: sum (low + a dz)(mult_low + b dlow)
 * = S + a S1 + b (-S - S1) + a b S3,    up likewise */
typedef struct Reach {
    double primal, dual, s1, s3;
} Reach;

/* Complementarity over its weights, summed and at worst, and the worst dual residual over the
 * price scale. */
typedef struct Found {
    double sum, most, off;
} Found;

/* Reciprocals, gap and theta, and the push of a step that aims at complementarity zero. */
Found slots_measure(const Slots *s, int32_t begin, int32_t end);

/* The affine step, for gains of the prices' step. */
Reach slots_predict(const Slots *s, int32_t begin, int32_t end);

/* Targets at mu, with this share of the second order term, and what they push into the rows. */
void slots_correct(const Slots *s, int32_t begin, int32_t end, double mu, double second);

/* The step itself, for gains of the prices' step. */
Reach slots_step(const Slots *s, int32_t begin, int32_t end);

/* Takes it, so much of it; of demands' margins only what is linear. */
void slots_move(const Slots *s, int32_t begin, int32_t end, double primal, double dual);

#endif
