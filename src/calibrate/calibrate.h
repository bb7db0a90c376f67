/* calibrate.h - from observations that contradict each other to a base year that balances and
 * that the engine reproduces: reconcile, find prices, fit wedges, verify. docs/calibration.md
 * has the equations. */
#ifndef LODE_CALIBRATE_CALIBRATE_H
#define LODE_CALIBRATE_CALIBRATE_H

#include "calibrate/reconcile.h"
#include "calibrate/verify.h"

/* A market that moves something and of which nothing was observed. */
typedef struct Unseen {
    int32_t market;
    double value; /* turnover x price, money per step */
} Unseen;

typedef struct Calibration {
    Arena *arena;
    Base *base;
    Fact *facts; /* observations of the base year, prices left out */
    int32_t n_facts, n_other;
    Reconciled year;
    double *price; /* markets, money per unit */
    Fit fit;
    Verification verification;
    Unseen *unseen; /* most valuable first */
    int32_t n_unseen;
    double unseen_share; /* of the value that all markets move */
    int32_t n_loose;
} Calibration;

/* `model` is as written: read without the tables of an earlier calibration. Mistakes and what
 * cannot be go to diag. */
Status calibrate_model(const Model *model, Diag *diag, Calibration **out);
void calibration_free(Calibration *calibration); /* NULL is fine */

/* Writes tables/fit_*.csv of the folder, each under a temporary name, then all renamed. */
Status calibration_write(const Calibration *calibration, const char *folder, Diag *diag);

#endif
