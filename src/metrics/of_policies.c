/* What waits for a policy. */
#include <string.h>

#include "metrics/query.h"

/* What moved under the limits of the chosen policies; a policy and its limit share an id. */
static double let_through(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t i = 0; i < q->policies.n; i++)
        for (int32_t l = 0; l < r->n_limits; l++) {
            if (strcmp(r->limits[l].id, r->policies[q->policies.index[i]].id) != 0) continue;
            for (int32_t t = steps.first; t < steps.end; t++)
                sum += r->used[(size_t)t * (size_t)r->n_limits + (size_t)l];
        }
    return sum;
}

double measure_lead_time(const MetricQuery *q, Steps steps)
{
    const double months = record_months(q->record, steps);
    return metric_ratio(measure_policy_held(q, steps) * months, let_through(q, steps));
}
