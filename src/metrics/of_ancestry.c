/* Metrics that trace goods back along the chain (ancestry.h). */
#include <math.h>
#include <string.h>

#include "metrics/ancestry.h"

enum { PASSES_MAX = 10000 };
#define PASSES_SETTLED 1e-13 /* no share moves by more */

/* ---- who is meant ---- */

/* The partners named; without one, every region outside those asked for. */
static bool is_partner(const MetricQuery *q, int32_t region)
{
    return q->any_partner ? !q->regions[region] : q->partners[region];
}

static int32_t *route_ends(MetricQuery *q, bool origin)
{
    const Record *r = q->record;
    int32_t *ends = ARENA_ARRAY(q->arena, int32_t, r->n_routes);
    for (int32_t f = 0; f < r->n_routes && ends; f++)
        ends[f] = record_market(r, origin ? r->routes[f].from : r->routes[f].to,
                                r->routes[f].commodity);
    return ends;
}

Status ancestry_prepare(MetricQuery *q, const Chosen *chosen, Ancestry **out)
{
    const Record *r = q->record;
    Ancestry *c = ARENA_ARRAY(q->arena, Ancestry, 1);
    bool *there = ARENA_ARRAY(q->arena, bool, r->n_facilities);
    int32_t *at = ARENA_ARRAY(q->arena, int32_t, r->n_recipe);
    *out = c;
    if (!c || !there || !at) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < r->n_facilities; k++) {
        const RecordFacility *facility = &r->facilities[k];
        there[k] = is_partner(q, facility->region) &&
                   (facility->stage < 0 || chosen->of[QUERY_STAGE][facility->stage]);
    }
    for (int32_t i = 0; i < r->n_recipe; i++)
        at[i] = record_market(r, r->facilities[r->recipe[i].facility].region,
                              r->recipe[i].commodity);
    *c = (Ancestry){.there = there,
                    .from = route_ends(q, true),
                    .to = route_ends(q, false),
                    .at = at,
                    .share = ARENA_ARRAY(q->arena, double, r->n_markets),
                    .through = ARENA_ARRAY(q->arena, double, r->n_facilities),
                    .supply = ARENA_ARRAY(q->arena, double, r->n_markets),
                    .worth = ARENA_ARRAY(q->arena, double, r->n_facilities),
                    .next = ARENA_ARRAY(q->arena, double, r->n_markets)};
    const bool ok =
        c->from && c->to && c->share && c->through && c->supply && c->worth && c->next;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

/* ---- one step ---- */

/* What an input of one unit of activity is worth; free inputs say nothing of where it is from.
 */
static double input_worth(const Record *r, const Ancestry *c, int32_t line, int32_t step)
{
    const double coefficient = r->recipe[line].coefficient;
    const double price = r->price[(size_t)step * (size_t)r->n_markets + (size_t)c->at[line]];
    return coefficient < 0 && price > 0 ? -coefficient * price : 0;
}

/* Supply of the markets and worth of the inputs, which no pass changes. */
static void weigh(const Record *r, const Ancestry *c, int32_t step)
{
    const size_t n = (size_t)r->n_markets;
    const double *activity = r->activity + (size_t)step * (size_t)r->n_facilities;
    const double *flow = r->flow + (size_t)step * (size_t)r->n_routes;
    memcpy(c->supply, r->backstop + (size_t)step * n, n * sizeof *c->supply);
    memset(c->worth, 0, (size_t)r->n_facilities * sizeof *c->worth);
    for (int32_t i = 0; i < r->n_recipe; i++) {
        const RecordRecipe *line = &r->recipe[i];
        if (line->coefficient > 0)
            c->supply[c->at[i]] += line->coefficient * activity[line->facility];
        c->worth[line->facility] += input_worth(r, c, i, step);
    }
    for (int32_t f = 0; f < r->n_routes; f++)
        c->supply[c->to[f]] += flow[f];
}

/* delta of every facility at the present shares. */
static void pass_facilities(const Record *r, const Ancestry *c, int32_t step)
{
    for (int32_t k = 0; k < r->n_facilities; k++)
        c->through[k] = c->there[k] ? 1 : 0;
    for (int32_t i = 0; i < r->n_recipe; i++) {
        const int32_t k = r->recipe[i].facility;
        const double worth = c->there[k] ? 0 : input_worth(r, c, i, step);
        if (worth > 0) c->through[k] += worth / c->worth[k] * c->share[c->at[i]];
    }
}

/* d of every market; returns the largest move. */
static double pass_markets(const Record *r, const Ancestry *c, int32_t step, double *next)
{
    const double *activity = r->activity + (size_t)step * (size_t)r->n_facilities;
    const double *flow = r->flow + (size_t)step * (size_t)r->n_routes;
    double moved = 0;
    memset(next, 0, (size_t)r->n_markets * sizeof *next);
    for (int32_t i = 0; i < r->n_recipe; i++) {
        const RecordRecipe *line = &r->recipe[i];
        if (line->coefficient > 0)
            next[c->at[i]] +=
                line->coefficient * activity[line->facility] * c->through[line->facility];
    }
    for (int32_t f = 0; f < r->n_routes; f++)
        next[c->to[f]] += flow[f] * c->share[c->from[f]];
    for (int32_t m = 0; m < r->n_markets; m++) {
        next[m] = c->supply[m] > 0 ? next[m] / c->supply[m] : 0;
        moved = fmax(moved, fabs(next[m] - c->share[m]));
    }
    memcpy(c->share, next, (size_t)r->n_markets * sizeof *next);
    return moved;
}

void ancestry_solve(const Record *r, const Ancestry *c, int32_t step)
{
    weigh(r, c, step);
    memset(c->share, 0, (size_t)r->n_markets * sizeof *c->share);
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        pass_facilities(r, c, step);
        if (pass_markets(r, c, step, c->next) <= PASSES_SETTLED) break;
    }
    for (int32_t m = 0; m < r->n_markets; m++)
        if (!(c->supply[m] > 0)) c->share[m] = NAN;
}

/* ---- the metrics ---- */

/*     sum of use x d  /  sum of use          over markets and steps */
double measure_dependence(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    double all = 0, through = 0;
    if (q->any_region && q->any_partner) return NAN; /* nobody is outside the world */
    for (int32_t t = steps.first; t < steps.end; t++) {
        ancestry_solve(r, q->ancestry, t);
        for (int32_t i = 0; i < q->markets.n; i++) {
            const int32_t m = q->markets.index[i];
            const size_t at = (size_t)t * (size_t)r->n_markets + (size_t)m;
            const double use = (r->process_use[at] + r->demand[at]) * q->markets.factor[i];
            if (isnan(q->ancestry->share[m])) continue;
            all += use;
            through += use * q->ancestry->share[m];
        }
    }
    return metric_ratio(through, all);
}

double measure_chain_self_sufficiency(const MetricQuery *q, Steps steps)
{
    return 1 - measure_dependence(q, steps);
}
