/* spread.h - from a share of probability to a value: the distributions of `dist` columns and of
 * sliders.
 *
 * `low` and `high` are what an author writes. For uniform, triangular and loguniform they are
 * the ends; for normal and lognormal the 5th and 95th percentile, which people can judge better
 * than a standard deviation. `mode` is the value that stands in the table. */
#ifndef LODE_ENSEMBLE_SPREAD_H
#define LODE_ENSEMBLE_SPREAD_H

#include "base/status.h"

typedef enum SpreadKind {
    SPREAD_UNIFORM,
    SPREAD_TRIANGULAR,
    SPREAD_LOGUNIFORM,
    SPREAD_NORMAL,
    SPREAD_LOGNORMAL
} SpreadKind;

/* "uniform|triangular|loguniform|normal|lognormal", in the order of the kinds */
#define SPREAD_CHOICES "uniform|triangular|loguniform|normal|lognormal"

typedef struct Spread {
    SpreadKind kind;
    double low, mode, high;
} Spread;

/* Why the numbers make no distribution ("low is above high"); NULL when they do. */
const char *spread_fault(const Spread *spread);

/* The value below which a share p (0 < p < 1) of the probability lies. */
double spread_quantile(const Spread *spread, double p);

/* Standard normal: quantile (AS 241, accurate to 1e-15 [Wichura88]) and distribution. */
double spread_normal_quantile(double p);
double spread_normal_share(double x);

/* Makes n independent uniform numbers u depend on each other like a normal sample of the given
 * correlations (a Gaussian copula), in place. `root` is the lower Cholesky factor, row-major n
 * x n; scratch: n numbers. */
void spread_correlate(const double *root, int n, double *u, double *scratch);

/* The lower Cholesky factor of a correlation matrix, in place (row-major n x n; the upper part
 * is set to zero). LODE_BAD_INPUT: no correlation matrix (not positive definite, or the
 * diagonal is not 1). */
Status spread_cholesky(double *matrix, int n);

#endif
