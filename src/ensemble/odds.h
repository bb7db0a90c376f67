/* odds.h - how often something comes true: in which share of the futures a metric of a year is
 * above or below a number, and how sure that share is.
 *     "self_sufficiency region=united-states stage=magnet 2030 > 20 %" */
#ifndef LODE_ENSEMBLE_ODDS_H
#define LODE_ENSEMBLE_ODDS_H

#include "ensemble/variables.h"

typedef struct Odds {
    const char *text; /* as it was asked for */
    const char *what; /* the metric and its filters, as variables_read takes them */
    int32_t year;     /* 0 = the whole run */
    bool above;
    double bound;
    int32_t variable, period; /* places in the variables and in their years: odds_place */
} Odds;

/* Of the futures that have a number. */
typedef struct OddsCount {
    int64_t n, hits;
    double share, low, high; /* NAN without any */
} OddsCount;

/* Texts as above: METRIC FIELD=ID ... [YEAR] > NUMBER, or <; "20 %" is 0.2. out: n of them, in
 * arena. Mistakes go to diag: LODE_USAGE. */
Status odds_read(const char *const *texts, int n, Arena *arena, Diag *diag, Odds **out);

/* Finds where the variables, which were read with these odds' `what`, have their numbers.
 * LODE_USAGE: a text names several series, or a year that the run has not. */
Status odds_place(Odds *odds, int n, const Record *record, const Variables *variables,
                  Arena *arena, Diag *diag);

/* Whether it is so in a run with these values of years (variables->n x n_years): 1 or 0; -1
 * when the run has no number. */
int odds_hold(const Odds *odds, const Variables *variables, const double *yearly);

/* Share, and the 5th and 95th percentile of what it might be by Wilson's score [Wilson27]. The
 * interval is that of independent draws; points that fill the cube evenly do better. */
void odds_measure(OddsCount *count);

#endif
