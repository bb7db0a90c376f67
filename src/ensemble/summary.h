/* summary.h - what the runs of an ensemble have in common: quantiles and means of every series,
 * over the runs that have a number. */
#ifndef LODE_ENSEMBLE_SUMMARY_H
#define LODE_ENSEMBLE_SUMMARY_H

#include "ensemble/ensemble.h"

enum { SUMMARY_QUANTILES = 5 };
extern const double summary_shares[SUMMARY_QUANTILES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

/* Of one number over the runs. All NAN when no run has it. */
typedef struct Band {
    double quantile[SUMMARY_QUANTILES];
    double mean;
    int64_t n; /* runs that have a number */
} Band;

typedef struct Summary {
    Arena *arena;
    int64_t n, failed;     /* runs, and those of them that found no equilibrium */
    const Band *monthly;   /* variables x steps */
    const Band *yearly;    /* variables x years */
    const OddsCount *odds; /* of each of the ensemble's odds */
} Summary;

/* Reads the first n runs of the journal a few times over; memory is bounded whatever n is, but
 * for one column of n numbers. */
Status summary_make(const Ensemble *ensemble, int64_t n, Summary **out);
void summary_free(Summary *summary); /* NULL is fine */

/* The band of n numbers, which are sorted in place; NANs are left out. Quantiles lie on the
 * line between the two nearest (type 7 of Hyndman and Fan). */
Band summary_band(double *values, int64_t n);

#endif
