/* sensitivity.h - which inputs decide: variance-based indices and a cheap screening.
 *
 * The variance of an answer f(x), x uniform in the unit cube of k inputs, falls apart into what
 * each input does alone and together with others [Sobol93]:
 *     first order   S_i = V(E(f | x_i)) / V(f)              alone
 *     total         T_i = E(V(f | x_not_i)) / V(f)          with everything it takes part in
 * Both are estimated from the runs A, B (n each) and A with column i of B (n for each input):
 *     S_i = mean_j f_B (f_ABi - f_A) / V          [Saltelli10]
 *     T_i = mean_j (f_A - f_ABi)^2 / 2 V          [Jansen99]
 * n (k + 2) runs in all. The mean is taken off f before, which makes S_i steadier. */
#ifndef LODE_ENSEMBLE_SENSITIVITY_H
#define LODE_ENSEMBLE_SENSITIVITY_H

#include <stdint.h>

#include "base/status.h"
#include "ensemble/sequence.h"

typedef struct Sensitivity {
    double first, first_low, first_high; /* estimate, 5th and 95th percentile */
    double total, total_low, total_high;
} Sensitivity;

/* The runs of such a design, numbered from 0: n of A, n of B, then n for each input. */
static inline uint64_t sensitivity_runs(uint64_t n, int32_t k)
{
    return n * ((uint64_t)k + 2);
}

/* The point of run r (k numbers). `base` is a sequence of 2 k dimensions with n points: the
 * first k are A's, the others B's. scratch: 2 k numbers. */
void sensitivity_point(const Sequence *base, uint64_t n, int32_t k, uint64_t r, double *scratch,
                       double *point);

/* The indices of one answer: f holds sensitivity_runs values in the order of the runs; rows j
 * in which any run has no number are left out. The intervals come from `boots` resamples of
 * rows with numbers of `seed`. out: k. LODE_BAD_INPUT: fewer than two rows, or an answer that
 * never changes. */
Status sensitivity_measure(const double *f, uint64_t n, int32_t k, int32_t boots, uint64_t seed,
                           Sensitivity *out);

/* ---- screening by elementary effects [Morris91, Campolongo07] ---- */

typedef struct Screening {
    double mean;      /* of the effects: direction */
    double magnitude; /* mean of their sizes (mu*): importance */
    double deviation; /* of the effects: curvature and interaction */
} Screening;

/* r trajectories of k + 1 points on a grid of `levels` (even) levels; each next point moves one
 * input by half the grid or so, in a random order. r (k + 1) runs. */
static inline uint64_t screening_runs(uint64_t r, int32_t k)
{
    return r * ((uint64_t)k + 1);
}

/* Point of run `run`: k numbers in [0, 1]. */
void screening_point(uint64_t run, int32_t k, int32_t levels, uint64_t seed, double *point);

/* Effects of one answer per unit of each input; trajectories without a number are left out.
 * out: k. */
Status screening_measure(const double *f, uint64_t r, int32_t k, int32_t levels, uint64_t seed,
                         Screening *out);

#endif
