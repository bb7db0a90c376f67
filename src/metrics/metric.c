#include "metrics/metric.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "metrics/query.h"

static const Metric metrics[] = {
#define METRIC(id, unit, time, detail, definition)                                             \
    {#id, unit, time, detail, definition, measure_##id},
#include "metrics/metrics.def"
#undef METRIC
};

enum { N_METRICS = sizeof metrics / sizeof metrics[0] };

const Metric *metric_list(int32_t *n)
{
    *n = N_METRICS;
    return metrics;
}

const Metric *metric_find(const char *id)
{
    for (int32_t i = 0; i < N_METRICS; i++)
        if (strcmp(metrics[i].id, id) == 0) return &metrics[i];
    return NULL;
}

const char *metric_nearest(const char *id)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, id);
    for (int32_t i = 0; i < N_METRICS; i++)
        text_nearest_try(&nearest, metrics[i].id);
    return nearest.best;
}

const char *metric_unit_text(MetricUnit unit)
{
    static const char *const texts[] = {
        [METRIC_AMOUNT] = "unit of the commodity",
        [METRIC_PRICE] = "money per unit",
        [METRIC_MONEY] = "money",
        [METRIC_FRACTION] = "fraction",
        [METRIC_MONTHS] = "months",
        [METRIC_DEVICES] = "devices",
        [METRIC_POINTS] = "0 to 10000",
        [METRIC_COUNT] = "count",
        [METRIC_RELATIVE] = "relative",
    };
    return texts[unit];
}

const char *metric_time_text(MetricTime time)
{
    static const char *const texts[] = {
        [METRIC_SUM] = "sum",
        [METRIC_MEAN] = "weighted mean",
        [METRIC_END] = "value at the end",
        [METRIC_RATIO] = "ratio of sums",
        [METRIC_WORST] = "largest",
    };
    return texts[time];
}

const char *metric_filters_text(MetricDetail detail)
{
    static const char *const texts[] = {
        [METRIC_OF_MARKET] = "region, commodity, stage",
        [METRIC_OF_TRADE] = "region, partner, commodity, stage",
        [METRIC_OF_FACILITY] = "region, commodity, stage, facility, process",
        [METRIC_OF_INTAKE] = "region, commodity, stage, facility, process",
        [METRIC_OF_DEMAND] = "region, commodity, stage, use",
        [METRIC_OF_WORLD] = "commodity, stage",
        [METRIC_OF_LIMIT] = "limit",
        [METRIC_OF_POLICY] = "policy",
        [METRIC_OF_CHAIN] = "region, commodity, partner and stage passed on the way",
        [METRIC_OF_REGION] = "region",
        [METRIC_OF_RUN] = "none",
    };
    return texts[detail];
}

double metric_over(const MetricQuery *query, Steps steps)
{
    return query->metric->over(query, steps);
}

void metric_series(const MetricQuery *query, double *out)
{
    for (int32_t t = 0; t < query->record->n_steps; t++)
        out[t] = metric_over(query, (Steps){t, t + 1});
}

Status metric_value(const Record *record, const Metric *metric, const MetricFilter *filter,
                    Steps steps, Diag *diag, double *out)
{
    MetricQuery *query;
    *out = NAN;
    const Status st = metric_open(record, metric, filter, diag, &query);
    if (st) return st;
    *out = metric_over(query, steps);
    metric_close(query);
    return LODE_OK;
}

double items_sum(const Items *items, const double *array, int32_t n, Steps steps)
{
    double sum = 0;
    for (int32_t t = steps.first; t < steps.end; t++) {
        const double *now = array + (size_t)t * (size_t)n;
        for (int32_t i = 0; i < items->n; i++)
            sum += now[items->index[i]] * items->factor[i];
    }
    return sum;
}

double items_product(const Items *items, const double *a, const double *b, int32_t n,
                     Steps steps)
{
    double sum = 0;
    for (int32_t t = steps.first; t < steps.end; t++) {
        const size_t now = (size_t)t * (size_t)n;
        for (int32_t i = 0; i < items->n; i++) {
            const size_t at = now + (size_t)items->index[i];
            if (b[at] != 0 && a[at] != 0) sum += a[at] * b[at];
        }
    }
    return sum;
}

double metric_ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool metric_filter_same(const MetricFilter *a, const MetricFilter *b)
{
    return same_text(a->region, b->region) && same_text(a->partner, b->partner) &&
           same_text(a->commodity, b->commodity) && same_text(a->stage, b->stage) &&
           same_text(a->facility, b->facility) && same_text(a->process, b->process) &&
           same_text(a->use, b->use) && same_text(a->limit, b->limit) &&
           same_text(a->policy, b->policy);
}
