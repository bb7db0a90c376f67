/* fit.h - the fitted coefficients of data/magnets, from the published rows they come from. */
#ifndef LODE_TESTS_MAGNET_FIT_H
#define LODE_TESTS_MAGNET_FIT_H

#include "magnet/design.h"

/* A published number and what the module gives for it. */
typedef struct Residual {
    const char *law, *what, *unit;
    double published, model;
    double within; /* what the source allows */
    bool fitted;   /* used to fit; else only compared */
} Residual;

enum { RESIDUALS_MAX = 64 };

/* Fills out[RESIDUALS_MAX] and returns how many there are. */
int32_t fit_residuals(const MagnetData *data, Residual *out);

/* Neff from the seven coefficients beta; alpha and the boundary term of dy-conventional from
 * the grain-size rows, the alloying coefficients and the conventional ladder, all by least
 * squares. */
typedef struct Fit {
    double neff, alpha, boundary;
} Fit;
Fit fit_coefficients(const MagnetData *data);

#endif
