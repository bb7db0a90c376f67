/* Metrics of regions and commodities. */
#include <math.h>
#include <string.h>

#include "metrics/query.h"

#define RECOVERED 0.05 /* back again is within this share */

static double market_sum(const MetricQuery *q, const double *array, Steps steps)
{
    return items_sum(&q->markets, array, q->record->n_markets, steps);
}

double measure_production(const MetricQuery *q, Steps steps)
{
    return market_sum(q, q->record->production, steps);
}

double measure_use(const MetricQuery *q, Steps steps)
{
    return market_sum(q, q->record->process_use, steps) +
           market_sum(q, q->record->demand, steps);
}

static double price_plain_mean(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    int32_t n = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->markets.n; i++) {
            const double price =
                r->price[(size_t)t * (size_t)r->n_markets + (size_t)q->markets.index[i]];
            if (isnan(price) || !(q->markets.factor[i] > 0)) continue;
            sum += price / q->markets.factor[i];
            n++;
        }
    return n ? sum / n : NAN;
}

/*     sum of price x use  /  sum of use          over markets and steps */
double measure_price(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    const double use = measure_use(q, steps);
    if (!(use > 0)) return price_plain_mean(q, steps);
    const double paid =
        items_product(&q->markets, r->price, r->process_use, r->n_markets, steps) +
        items_product(&q->markets, r->price, r->demand, r->n_markets, steps);
    return paid / use;
}

double measure_value(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    return items_product(&q->markets, r->production, r->price, r->n_markets, steps);
}

double measure_stock(const MetricQuery *q, Steps steps)
{
    if (steps.end <= steps.first) return NAN;
    return market_sum(q, q->record->stock, (Steps){steps.end - 1, steps.end});
}

double measure_cover(const MetricQuery *q, Steps steps)
{
    const double months = record_months(q->record, steps);
    return metric_ratio(measure_stock(q, steps) * months, measure_use(q, steps));
}

double measure_disposal(const MetricQuery *q, Steps steps)
{
    return market_sum(q, q->record->disposal, steps);
}

double measure_self_sufficiency(const MetricQuery *q, Steps steps)
{
    return metric_ratio(measure_production(q, steps), measure_use(q, steps));
}

static double world_production(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->world, q->record->production, q->record->n_markets, steps);
}

double measure_share(const MetricQuery *q, Steps steps)
{
    return metric_ratio(measure_production(q, steps), world_production(q, steps));
}

/* Use in one step. */
static double use_in(const MetricQuery *q, int32_t step)
{
    return measure_use(q, (Steps){step, step + 1});
}

double measure_months_to_recover(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    if (steps.first < 1 || steps.first >= r->n_steps) return NAN;
    const double least = (1 - RECOVERED) * use_in(q, steps.first - 1);
    int32_t low = r->n_steps; /* behind the last step that is too low */
    while (low > steps.first && use_in(q, low - 1) >= least)
        low--;
    if (low == r->n_steps || !(least > 0)) return NAN;
    return (low - steps.first) * (double)r->months_per_step;
}

double measure_months_to_stop(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    if (steps.end <= steps.first) return NAN;
    const double opening = market_sum(q, r->opening, (Steps){steps.first, steps.first + 1});
    const double left = measure_stock(q, steps);
    return metric_ratio(left * record_months(r, steps), opening - left);
}

double measure_stage_share(const MetricQuery *q, Steps steps)
{
    const double all = items_sum(&q->peers, q->record->production, q->record->n_markets, steps);
    return metric_ratio(measure_production(q, steps), all);
}
