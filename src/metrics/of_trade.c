/* Metrics of routes. Of the routes of the chosen commodities
 *     between:   from a partner to a region;
 *     arriving:  the same, but without a partner only from outside the regions;
 *     leaving:   from a region to a partner; without a partner only to outside the regions;
 *     from_all:  to a region from everywhere outside the regions.
 * When neither is named, all four hold every route: the trade of the world. */
#include "metrics/query.h"

static double flow_sum(const MetricQuery *q, const Items *items, Steps steps)
{
    return items_sum(items, q->record->flow, q->record->n_routes, steps);
}

double measure_imports(const MetricQuery *q, Steps steps)
{
    return flow_sum(q, &q->arriving, steps);
}

double measure_exports(const MetricQuery *q, Steps steps)
{
    return flow_sum(q, &q->leaving, steps);
}

double measure_net_imports(const MetricQuery *q, Steps steps)
{
    return measure_imports(q, steps) - measure_exports(q, steps);
}

double measure_trade(const MetricQuery *q, Steps steps)
{
    return flow_sum(q, &q->between, steps);
}

double measure_import_share(const MetricQuery *q, Steps steps)
{
    return metric_ratio(measure_imports(q, steps), flow_sum(q, &q->from_all, steps));
}

double measure_import_dependence(const MetricQuery *q, Steps steps)
{
    return metric_ratio(measure_imports(q, steps), measure_use(q, steps));
}

double measure_duty_revenue(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    return items_product(&q->between, r->flow, r->duty_paid, r->n_routes, steps);
}
