/* Metrics of final demand. */
#include <math.h>

#include "metrics/query.h"

static double demand_sum(const MetricQuery *q, const double *array, Steps steps)
{
    return items_sum(&q->demands, array, q->record->n_demands, steps);
}

double measure_demand(const MetricQuery *q, Steps steps)
{
    return demand_sum(q, q->record->quantity, steps);
}

double measure_wanted(const MetricQuery *q, Steps steps)
{
    return demand_sum(q, q->record->wanted, steps);
}

double measure_demand_met(const MetricQuery *q, Steps steps)
{
    return metric_ratio(measure_demand(q, steps), measure_wanted(q, steps));
}

double measure_shortage(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    const double final = demand_sum(q, r->shortage, steps);
    if (!q->any_use) return final;
    return final + items_sum(&q->markets, r->backstop, r->n_markets, steps);
}

double measure_devices_not_built(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double devices = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->demands.n; i++) {
            const int32_t d = q->demands.index[i];
            if (!(r->demands[d].per_device > 0)) continue;
            devices += r->shortage[(size_t)t * (size_t)r->n_demands + (size_t)d] /
                       r->demands[d].per_device;
        }
    return devices;
}

double measure_in_use(const MetricQuery *q, Steps steps)
{
    if (steps.end <= steps.first) return NAN;
    return demand_sum(q, q->record->in_use, (Steps){steps.end - 1, steps.end});
}

double measure_left_use(const MetricQuery *q, Steps steps)
{
    return demand_sum(q, q->record->left_use, steps);
}

double measure_scrap_available(const MetricQuery *q, Steps steps)
{
    return demand_sum(q, q->record->scrap, steps);
}

/* The market a demand buys in. */
static int32_t market_of(const Record *r, const RecordDemand *demand)
{
    int32_t m = 0;
    while (m < r->n_markets && (r->markets[m].region != demand->region ||
                                r->markets[m].commodity != demand->commodity))
        m++;
    return m;
}

/*     sum of quantity x price          over demands and steps */
double measure_demand_value(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t i = 0; i < q->demands.n; i++) {
        const int32_t d = q->demands.index[i], m = market_of(r, &r->demands[d]);
        for (int32_t t = steps.first; t < steps.end && m < r->n_markets; t++) {
            const double bought = r->quantity[(size_t)t * (size_t)r->n_demands + (size_t)d];
            const double price = r->price[(size_t)t * (size_t)r->n_markets + (size_t)m];
            if (bought > 0 && !isnan(price)) sum += bought * price;
        }
    }
    return sum;
}

double measure_use_share(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    return metric_ratio(measure_demand(q, steps),
                        items_sum(&q->all_uses, r->quantity, r->n_demands, steps));
}
