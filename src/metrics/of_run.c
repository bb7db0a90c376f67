/* Metrics of the world as a whole, of limits, of regions, and of the run itself. */
#include <math.h>

#include "metrics/query.h"

/* Production of one region in all chosen commodities. */
static double region_production(const MetricQuery *q, int32_t region, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t i = 0; i < q->world.n; i++) {
        const int32_t m = q->world.index[i];
        if (r->markets[m].region != region) continue;
        for (int32_t t = steps.first; t < steps.end; t++)
            sum += r->production[(size_t)t * (size_t)r->n_markets + (size_t)m] *
                   q->world.factor[i];
    }
    return sum;
}

/*     sum over regions of (100 x production / world production)^2 */
double measure_hhi(const MetricQuery *q, Steps steps)
{
    double total = 0, squares = 0;
    for (int32_t r = 0; r < q->record->n_regions; r++) {
        const double made = region_production(q, r, steps);
        total += made;
        squares += made * made;
    }
    return total > 0 ? 1e4 * squares / (total * total) : NAN;
}

double measure_top3_share(const MetricQuery *q, Steps steps)
{
    double total = 0, first = 0, second = 0, third = 0;
    for (int32_t r = 0; r < q->record->n_regions; r++) {
        const double made = region_production(q, r, steps);
        total += made;
        if (made > first) {
            third = second, second = first, first = made;
        } else if (made > second) {
            third = second, second = made;
        } else if (made > third) {
            third = made;
        }
    }
    return metric_ratio(first + second + third, total);
}

/* Totals over limits and steps in force. */
typedef struct LimitTotals {
    double used, limit, rent; /* rent: money */
} LimitTotals;

static LimitTotals limit_totals(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    LimitTotals totals = {0, 0, 0};
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < q->limits.n; i++) {
            const size_t at = (size_t)t * (size_t)r->n_limits + (size_t)q->limits.index[i];
            if (isinf(r->limit[at])) continue;
            totals.used += r->used[at];
            totals.limit += r->limit[at];
            totals.rent += r->rent[at] * r->used[at];
        }
    return totals;
}

double measure_limit_use(const MetricQuery *q, Steps steps)
{
    const LimitTotals totals = limit_totals(q, steps);
    return metric_ratio(totals.used, totals.limit);
}

/* What is made of the families of the chosen technologies, of that with them, and what could
 * be; quotas and the like have no family. */
typedef struct Spread {
    double made, with, could;
} Spread;

static double made_under(const Record *r, const RecordLimitFacility *it, int32_t t)
{
    return it->output * r->activity[(size_t)t * (size_t)r->n_facilities + (size_t)it->facility];
}

static Spread spread_of(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    Spread spread = {0, 0, 0};
    for (int32_t i = 0; i < r->n_limit_facilities; i++) {
        const RecordLimitFacility *it = &r->limit_facilities[i];
        bool chosen = false;
        for (int32_t j = 0; j < q->limits.n; j++)
            chosen = chosen || q->limits.index[j] == it->limit;
        for (int32_t t = steps.first; chosen && t < steps.end; t++) {
            const double made = made_under(r, it, t);
            spread.made += made;
            if (it->under) spread.with += made;
            spread.could +=
                made * r->known[(size_t)t * (size_t)r->n_limits + (size_t)it->limit];
        }
    }
    return spread;
}

double measure_adoption(const MetricQuery *q, Steps steps)
{
    const Spread spread = spread_of(q, steps);
    return metric_ratio(spread.with, spread.made);
}

double measure_known(const MetricQuery *q, Steps steps)
{
    const Spread spread = spread_of(q, (Steps){steps.end - 1, steps.end});
    return metric_ratio(spread.could, spread.made);
}

double measure_rent(const MetricQuery *q, Steps steps)
{
    const LimitTotals totals = limit_totals(q, steps);
    return metric_ratio(totals.rent, totals.used);
}

double measure_quota_rent(const MetricQuery *q, Steps steps)
{
    return limit_totals(q, steps).rent;
}

double measure_policy_cost(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->policies, q->record->payment, q->record->n_policies, steps);
}

double measure_policy_held(const MetricQuery *q, Steps steps)
{
    const Steps last = {steps.end - 1, steps.end};
    return items_sum(&q->policies, q->record->held, q->record->n_policies, last);
}

/* Skilled workers over steps and regions that have a limit, or (`all`) over all regions. */
typedef struct LabourTotals {
    double pool, busy;
    bool any;
} LabourTotals;

static LabourTotals labour_totals(const MetricQuery *q, Steps steps, bool all)
{
    const Record *r = q->record;
    LabourTotals totals = {0, 0, false};
    for (int32_t t = steps.first; t < steps.end; t++)
        for (int32_t i = 0; i < r->n_regions; i++) {
            const size_t at = (size_t)t * (size_t)r->n_regions + (size_t)i;
            const bool limited = isfinite(r->workers[at]);
            if (!q->regions[i] || !(limited || all)) continue;
            totals.busy += r->workers_busy[at];
            totals.pool += limited ? r->workers[at] : 0;
            totals.any = true;
        }
    return totals;
}

static Steps last_of(Steps steps)
{
    return (Steps){steps.end - 1, steps.end};
}

double measure_workers(const MetricQuery *q, Steps steps)
{
    const LabourTotals totals = labour_totals(q, last_of(steps), false);
    return totals.any ? totals.pool : NAN;
}

double measure_workers_busy(const MetricQuery *q, Steps steps)
{
    return labour_totals(q, last_of(steps), true).busy;
}

double measure_labour_use(const MetricQuery *q, Steps steps)
{
    const LabourTotals totals = labour_totals(q, steps, false);
    return metric_ratio(totals.busy, totals.pool);
}

double measure_objective(const MetricQuery *q, Steps steps)
{
    double sum = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        sum += q->record->objective[t];
    return sum;
}

double measure_iterations(const MetricQuery *q, Steps steps)
{
    double sum = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        sum += q->record->iterations[t];
    return sum;
}

double measure_residual(const MetricQuery *q, Steps steps)
{
    double worst = 0;
    for (int32_t t = steps.first; t < steps.end; t++) {
        worst = fmax(worst, q->record->balance_residual[t]);
        worst = fmax(worst, q->record->complementarity_residual[t]);
    }
    return worst;
}
