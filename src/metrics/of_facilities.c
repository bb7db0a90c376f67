/* Metrics of facilities. Amounts are in units of the facility's main commodity. */
#include <math.h>

#include "metrics/query.h"

double measure_output(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->activity, q->record->n_facilities, steps);
}

typedef struct Load {
    double output, capacity; /* of facilities and steps that have a limit */
} Load;

static Load limited_load(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    Load load = {0, 0};
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->facilities.n; i++) {
            const size_t at =
                (size_t)t * (size_t)r->n_facilities + (size_t)q->facilities.index[i];
            if (isinf(r->capacity[at])) continue;
            load.output += r->activity[at] * q->facilities.factor[i];
            load.capacity += r->capacity[at] * q->facilities.factor[i];
        }
    return load;
}

double measure_capacity(const MetricQuery *q, Steps steps)
{
    return limited_load(q, steps).capacity;
}

double measure_utilisation(const MetricQuery *q, Steps steps)
{
    const Load load = limited_load(q, steps);
    return metric_ratio(load.output, load.capacity);
}

double measure_under_construction(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->under_way, q->record->n_facilities, steps);
}

double measure_mothballed(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->still, q->record->n_facilities, steps);
}

double measure_investment(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->facilities.n; i++)
            sum += r->invested[(size_t)t * (size_t)r->n_facilities +
                               (size_t)q->facilities.index[i]];
    return sum;
}

static double margin_plain_mean(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    int32_t n = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->facilities.n; i++) {
            if (!(q->facilities.factor[i] > 0)) continue;
            const size_t at =
                (size_t)t * (size_t)r->n_facilities + (size_t)q->facilities.index[i];
            sum += r->margin[at] / q->facilities.factor[i];
            n++;
        }
    return n ? sum / n : NAN;
}

/*     sum of margin x activity  /  sum of output          over facilities and steps */
double measure_margin(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    const double output = measure_output(q, steps);
    if (!(output > 0)) return margin_plain_mean(q, steps);
    return items_product(&q->facilities, r->activity, r->margin, r->n_facilities, steps) /
           output;
}

double measure_intake(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->takers, q->record->activity, q->record->n_facilities, steps);
}

/*     sum of intake  /  sum of main output          over facilities and steps */
double measure_intake_per_output(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double output = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->takers.n; i++) {
            const int32_t k = q->takers.index[i], c = r->facilities[k].main_commodity;
            const double content = c == RECORD_NONE ? 1.0 : q->content[c];
            output += r->activity[(size_t)t * (size_t)r->n_facilities + (size_t)k] *
                      r->facilities[k].main_per_activity * content;
        }
    return metric_ratio(measure_intake(q, steps), output);
}
