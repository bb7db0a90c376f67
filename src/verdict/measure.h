/* measure.h - the model's side of a tie: the metric, transformed, in the claim's unit. Private
 * to verdict/. */
#ifndef LODE_VERDICT_MEASURE_H
#define LODE_VERDICT_MEASURE_H

#include "verdict/verdict.h"

/* A value, or the sentence that says why there is none. */
typedef struct Measured {
    double value;     /* NAN: see why */
    const char *why;  /* in arena */
    bool same_in_reo; /* the basis makes no difference to this metric */
} Measured;

/* The run of that name; NULL if it is not there. */
const Record *verdict_run_find(const VerdictRuns *runs, const char *name);

/* The tie's quantity in one record, amounts counted in contained oxide when reo is set. */
Measured measure_tie(const Tie *tie, const Record *record, const VerdictRuns *runs, bool reo,
                     Arena *arena);

/* The 5 and 95 % quantiles of that quantity in the futures of the run (gross, in the claim's
 * unit); false where runs->futures does not have them. */
bool measure_range(const Tie *tie, const Record *record, const VerdictRuns *runs, Arena *arena,
                   double *low, double *high);

/* The change of the tie's metric from one record to another, or from its base period to its
 * period, relative to what it was before. */
Measured measure_change(const Tie *tie, const Record *before, const Record *after,
                        const VerdictRuns *runs, Arena *arena);

/* Replaces the fields that the tie's `over` names ("use=*;region=china") in the filter; '*'
 * means everything. NULL, or why it cannot. */
const char *over_apply(const Tie *tie, WordLanguage language, Arena *arena,
                       MetricFilter *filter);

/* A sentence in arena. */
const char *measure_say(Arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
