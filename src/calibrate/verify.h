/* verify.h - does the first step of `baseline` reproduce the base year? */
#ifndef LODE_CALIBRATE_VERIFY_H
#define LODE_CALIBRATE_VERIFY_H

#include "calibrate/wedge.h"

/* Differences are relative to the amount, or to a thousandth of the market's turnover if that
 * is more; of prices to the price or a thousandth of the reference price, in markets where
 * something moves. */
typedef struct Verification {
    double quantity, price;          /* the worst */
    int32_t worst_col, worst_market; /* of the net */
    double balance, complementarity; /* of the step, by the judge */
} Verification;

/* Runs the first step with the fit put in. */
Status verify_fit(const Base *base, const double *z, const double *price, const Fit *fit,
                  Diag *diag, Verification *out);

#endif
