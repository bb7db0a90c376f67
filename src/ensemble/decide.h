/* decide.h - which inputs decide an answer: the tornado of an ensemble.
 *
 * An answer is a variable in a year (or over the whole run). How it is found depends on the
 * design of the ensemble:
 *     plain    first-order share by given data: runs are sorted by the input into ten parts of
 *              equal size; the variance between the means of the parts, over all variance,
 *              less what chance alone gives:  1 - (1 - between / all) (n - 1) / (n - 10)
 *              [Plischke13]. Inputs that are correlated share what they explain.
 *     sobol    first and total indices with intervals (sensitivity.h)
 *     morris   mean size of elementary effects, as a share of their sum over the inputs
 * What an answer is when the input is low and when it is high are its means over the runs with
 * the lowest and the highest fifth of the input's values (of Sobol's design: of A and B). */
#ifndef LODE_ENSEMBLE_DECIDE_H
#define LODE_ENSEMBLE_DECIDE_H

#include "ensemble/summary.h"

enum { DECIDE_PARTS = 10, DECIDE_BOOTS = 100 };

typedef struct Answer {
    int32_t variable, period; /* index into variables, and its years */
} Answer;

/* What one input does to one answer. NAN = not known by this design. */
typedef struct Influence {
    double share, share_low, share_high; /* estimate, 5th and 95th percentile */
    double total, total_low, total_high; /* with what it does together with others */
    double at_low, at_high;              /* the answer's mean in the outer fifths */
} Influence;

typedef struct Decisions {
    Arena *arena;
    const Answer *answers;
    int32_t n_answers;
    const Influence *influence; /* answers x dimensions */
    const int32_t *order;       /* dimensions by their weight, the heaviest first */
    const double *weight; /* of each dimension: mean of its shares (of totals where known) */
} Decisions;

/* Answers that people ask for: every variable in the last year of the headline, shortages over
 * the whole run, and what odds are asked of; those that never change are left out. `n` runs are
 * kept. */
Status decide_make(const Ensemble *ensemble, const Summary *summary, int64_t n,
                   Decisions **out);
void decide_free(Decisions *decisions); /* NULL is fine */

/* The answer in which the input matters most. */
int32_t decide_foremost(const Decisions *decisions, const Ensemble *ensemble, int32_t input);

/* Shares by given data of one answer f for k inputs (x: k columns of n). Runs without a number
 * are left out; fewer than 100 of them, or no variance: NAN. out: k. */
Status decide_by_data(const double *x, const double *f, int64_t n, int32_t k, uint64_t seed,
                      Influence *out);

#endif
