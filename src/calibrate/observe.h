/* observe.h - what an observation is about, as a sum over the columns of the net:
 *     output   sum over facilities of what they put out
 *     flow     sum over routes
 *     use      sum over demands, and over what facilities take in unless a use is named
 *     share    output of a region over that of the world
 * Amounts are per step. */
#ifndef LODE_CALIBRATE_OBSERVE_H
#define LODE_CALIBRATE_OBSERVE_H

#include "calibrate/base.h"

typedef struct ObserveSum {
    int32_t n;
    int32_t *column;
    double *coef;
} ObserveSum;

/* An observation of the base year. */
typedef struct Fact {
    const Observation *observation;
    double value, sigma;    /* amount per step, or fraction; sigma is absolute */
    ObserveSum part, whole; /* whole is empty unless it is a share */
} Fact;

/* The observations of the base year, prices left out. n_other counts those of other times.
 * An observation of something that the model does not have is a mistake: it goes to diag. */
Status observe_facts(const Base *base, Diag *diag, Fact **facts, int32_t *n_facts,
                     int32_t *n_other);

double observe_sum(const ObserveSum *sum, const double *z);

/* What the fact says of these quantities: an amount, or a share. NAN: of nothing. */
double observe_value(const Fact *fact, const double *z);

/* True when the observation's date is in the base year. */
bool observe_is_current(const Model *model, const Observation *observation);

/* Its standard error, relative: as given, or by its status (docs/calibration.md). */
double observe_sigma(const Observation *observation);

#endif
