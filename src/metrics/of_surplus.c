/* Metrics of welfare: what users and producers gain from trading at the price there is. Levels;
 * what a policy costs whom is the difference to a run without it (`lode compare`).
 *
 * A user gains the area under its demand curve above the price, up to where the curve ends: the
 * choke price and the line above it that ends at 1.2 times the choke (docs/model.md, "Demand");
 * without a choke, 100 times the reference price. The curve is the one the month had: it goes
 * through the price and what was bought. */
#include <math.h>

#include "metrics/query.h"

#define CHOKE_RISE 0.2   /* of docs/model.md */
#define CHEAPEST 0.02    /* below this share of the reference price nobody takes more */
#define NO_CHOKE_TOP 100 /* reference prices */

/*     integral from p to c of q (p / t)^e dt      q: what is bought at p */
static double area(double q, double e, double p, double c)
{
    if (!(c > p) || !(q > 0)) return 0;
    if (e == 0) return q * (c - p);
    if (fabs(e - 1) < 1e-9) return q * p * log(c / p);
    return q * p * (pow(c / p, 1 - e) - 1) / (1 - e);
}

static double curve_surplus(const RecordDemand *d, double q, double p)
{
    const bool choked = isfinite(d->choke);
    const double choke = choked ? d->choke : NO_CHOKE_TOP * d->price;
    const double end = choke * (1 + CHOKE_RISE);
    if (choked && p >= choke) return 0.5 * q * fmax(0, end - p);
    const double floor = d->elasticity > 0 ? CHEAPEST * d->price : 0;
    const double below = p < floor ? q * (floor - p) : 0;
    const double from = fmax(p, floor);
    const double cut = d->elasticity > 0 ? q * pow(from / choke, d->elasticity) : q;
    const double tail = choked ? 0.5 * cut * (end - choke) : 0;
    return below + area(q, d->elasticity, from, choke) + tail;
}

static double demand_surplus(const RecordDemand *d, double q, double p)
{
    if (isnan(p) || !(q > 0)) return 0;
    return isnan(d->elasticity) ? 0.5 * q * fmax(0, d->choke - p) : curve_surplus(d, q, p);
}

double measure_consumer_surplus(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t i = 0; i < q->demands.n; i++) {
        const int32_t d = q->demands.index[i];
        const int32_t m = record_market(r, r->demands[d].region, r->demands[d].commodity);
        for (int32_t t = steps.first; t < steps.end && m != RECORD_NONE; t++) {
            const double money = record_money(r, t); /* choke and reference price have none */
            const double price = r->price[(size_t)t * (size_t)r->n_markets + (size_t)m];
            sum += money *
                   demand_surplus(&r->demands[d],
                                  r->quantity[(size_t)t * (size_t)r->n_demands + (size_t)d],
                                  price / money);
        }
    }
    return sum;
}

/*     sum of (value of outputs - value of inputs) - what was spent beside them */
double measure_producer_surplus(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t i = 0; i < q->facilities.n; i++) {
        const int32_t k = q->facilities.index[i];
        int32_t n;
        const RecordRecipe *lines = record_recipe_of(r, k, &n);
        for (int32_t j = 0; j < n; j++) {
            const int32_t m = record_market(r, r->facilities[k].region, lines[j].commodity);
            for (int32_t t = steps.first; t < steps.end && m != RECORD_NONE; t++) {
                const double price = r->price[(size_t)t * (size_t)r->n_markets + (size_t)m];
                const double x = r->activity[(size_t)t * (size_t)r->n_facilities + (size_t)k];
                if (x > 0 && !isnan(price)) sum += lines[j].coefficient * price * x;
            }
        }
        for (int32_t t = steps.first; t < steps.end; t++)
            sum -= r->spent[(size_t)t * (size_t)r->n_facilities + (size_t)k];
    }
    return sum;
}
