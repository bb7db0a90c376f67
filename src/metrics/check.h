/* check.h - the author's own assertions (checks.yaml), held against records.
 *     - {metric: price, region: japan, commodity: magnet, period: 2030, between: [50, 80]}
 * docs/tables.md describes the keys. */
#ifndef LODE_METRICS_CHECK_H
#define LODE_METRICS_CHECK_H

#include "metrics/metric.h"
#include "model/model.h"

typedef struct Check {
    const Metric *metric;
    MetricFilter filter;
    Month from; /* MONTH_NONE = the whole run */
    int32_t months;
    double low, high;     /* what the value may be */
    const char *scenario; /* "" = baseline; several joined by ',' stack */
    const char *why;      /* "" if none */
    Place place;
} Check;

typedef struct CheckResult {
    double value;
    double miss; /* how far outside low .. high; 0 when it passed, NAN without a value */
    bool passed;
} CheckResult;

/* Reads all assertions of the model into arena; mistakes go to diag (LODE_BAD_INPUT). */
Status check_read(const Model *model, Arena *arena, Diag *diag, Check **checks, int32_t *n);

/* Measures one of them on the record of its scenario. Names that the run does not have are
 * mistakes of checks.yaml, told in diag. */
Status check_measure(const Check *check, const Record *record, Diag *diag, CheckResult *out);

#endif
