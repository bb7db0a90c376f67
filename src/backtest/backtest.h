/* backtest.h - a run held against what was observed.
 *
 * The observations of a model (obs_*.csv) that fall into a run are gathered into series: all
 * prices of one good in one place, all exports from here to there. Each is measured on the run
 * by the metrics module, over the very months that the observation covers. With x = ln(model /
 * observed) of the points where both are above zero:
 *     bias   = mean of x           0: right on average; ln 2: twice too high
 *     error  = sqrt(mean of x^2)   ln 2: off by a factor of two, up or down
 * Points within the base year do not count: a calibrated model was fitted to them.
 * docs/backtest.md reads the figures. */
#ifndef LODE_BACKTEST_BACKTEST_H
#define LODE_BACKTEST_BACKTEST_H

#include "metrics/metric.h"
#include "model/model.h"

/* Levels after a peak are compared with those so many months later, or as near as observed. */
enum { BACKTEST_LATER = 24, BACKTEST_LATER_SLACK = 6 };

typedef struct BacktestPoint {
    const Observation *observation; /* borrowed from the model */
    double observed, model; /* in the series' unit; model is NAN where nothing answers */
    bool fitted;            /* within the base year */
} BacktestPoint;

/* The highest value, when, and the level BACKTEST_LATER months on (NAN if that is not known).
 */
typedef struct BacktestPeak {
    double value, later;
    Month month; /* MONTH_NONE: no value at all */
} BacktestPeak;

typedef struct BacktestSeries {
    const char *name; /* "price of la-oxide, rest" */
    const char *unit; /* "USD/t", "t" (in the observation's period), "1" */
    ObservationKind kind;
    BacktestPoint *points; /* by date */
    int32_t n;
    double *months; /* of the model, for each step of the run; amounts are per step */

    int32_t n_counted;  /* points that bias and error are about */
    double bias, error; /* NAN when there are none */
    int32_t n_moves;    /* from one counted point to the next that covers as many months */
    int32_t n_right;    /* of them: the model moved the same way */
    BacktestPeak observed_peak; /* of its points */
    BacktestPeak model_peak;    /* of the run's steps; of the points where all cover more */
} BacktestSeries;

typedef struct Backtest {
    Arena *arena;
    const Record *record;
    BacktestSeries *series; /* in the order in which the tables first name them */
    int32_t n;
    int32_t n_points;  /* observations that fall into the run */
    int32_t n_outside; /* observations that do not */
} Backtest;

/* Record and model are borrowed. LODE_BAD_INPUT with words in diag when the run is not one of
 * this model. Free with backtest_free. */
Status backtest_new(const Model *model, const Record *record, Diag *diag, Backtest **out);
void backtest_free(Backtest *backtest); /* NULL is fine */

#endif
