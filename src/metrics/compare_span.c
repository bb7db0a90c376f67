#include "metrics/compare_span.h"

#include <math.h>

static bool measure_side(Span *span, const Record *record, Steps steps, const char *metric,
                         const MetricFilter *filter, double *out)
{
    MetricQuery *query;
    const Status st = metric_open(record, metric_find(metric), filter, NULL, &query);
    if (st == LODE_NO_MEMORY) span->status = st;
    if (st) return false;
    for (int32_t t = 0; t < span->n; t++)
        out[t] = metric_over(query, (Steps){steps.first + t, steps.first + t + 1});
    metric_close(query);
    return true;
}

bool span_measure(Span *span, const char *metric, const MetricFilter *filter)
{
    if (!measure_side(span, span->a, span->in_a, metric, filter, span->before)) return false;
    if (measure_side(span, span->b, span->in_b, metric, filter, span->after)) return true;
    span->out->unmatched++;
    return false;
}

static double mean_of(const double *series, int32_t first, int32_t last)
{
    double sum = 0;
    int32_t n = 0;
    for (int32_t t = first; t <= last; t++) {
        if (isnan(series[t])) continue;
        sum += series[t];
        n++;
    }
    return n ? sum / n : NAN;
}

double span_size(const Span *span)
{
    const double a = mean_of(span->before, 0, span->n - 1);
    const double b = mean_of(span->after, 0, span->n - 1);
    return fmax(isnan(a) ? 0 : fabs(a), isnan(b) ? 0 : fabs(b));
}

/* A price that falls to next to nothing would make any move endless, so it counts as no less
 * than this share of its mean. */
#define COMPARE_PRICE_FLOOR 0.1

/* What a difference in step t is relative to: its own price, or a fixed size. */
static double size_at(const Span *span, double size, int32_t t)
{
    return isnan(size) ? fmax(fabs(span->before[t]), span->price_floor) : size;
}

static double move_at(const Span *span, double size, int32_t t)
{
    const double at = size_at(span, size, t);
    const double difference = span->after[t] - span->before[t];
    return at > 0 && isfinite(difference) ? difference / at : 0;
}

static void find_ends(const Span *span, double size, double noise, int32_t *first,
                      int32_t *last)
{
    *first = *last = -1;
    for (int32_t t = 0; t < span->n; t++) {
        if (fabs(move_at(span, size, t)) <= noise) continue;
        if (*first < 0) *first = t;
        *last = t;
    }
}

static void find_peak(const Span *span, double size, Change *change)
{
    const int32_t step = span->a->months_per_step;
    int32_t peak = 0, away = -1;
    for (int32_t t = 0; t < span->n; t++) {
        if (fabs(move_at(span, size, t)) >
            (1 + COMPARE_NOISE) * fabs(move_at(span, size, peak)))
            peak = t; /* of equal months the first */
        if (fabs(move_at(span, size, t)) > COMPARE_BACK) away = t;
    }
    change->peak = move_at(span, size, peak);
    change->peak_month = span->out->start + peak * step;
    if (away == span->n - 1)
        change->months_back = -1;
    else
        change->months_back = away < peak ? 0 : (away + 1 - peak) * step;
}

bool span_describe(Span *span, double size, double noise, Change *change)
{
    int32_t first, last;
    span->price_floor = COMPARE_PRICE_FLOOR * mean_of(span->before, 0, span->n - 1);
    find_ends(span, size, noise, &first, &last);
    if (first < 0) return false;
    const int32_t step = span->a->months_per_step;
    const double months = isnan(size) ? 1 : step; /* amounts are told per month */
    change->first = span->out->start + first * step;
    change->last = span->out->start + (last + 1) * step - 1;
    change->lasting = last == span->n - 1;
    change->before = mean_of(span->before, first, last) / months;
    change->after = mean_of(span->after, first, last) / months;
    const double difference = change->after - change->before;
    change->relative = change->before > 0 ? difference / change->before : INFINITY;
    change->share = isnan(size) ? change->relative : difference * months / size;
    change->total = isnan(size) ? NAN : difference * months * (last - first + 1);
    find_peak(span, size, change);
    return true;
}
