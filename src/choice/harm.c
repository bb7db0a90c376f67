#include "choice/harm.h"

#include <math.h>
#include <stdlib.h>

#include "metrics/compare.h"
#include "metrics/losses.h"

enum { STOP_MONTHS = 3 };

struct HarmBase {
    Arena *arena;
    const Record *record;
    Month start;
    Steps steps;      /* from the shock to the end */
    double *purchase; /* steps x markets: what final users buy there */
    bool *counts;     /* markets: by HARM_SHARE_BOUGHT */
    bool *uses;       /* markets: by HARM_SHARE_USED */
};

/* ---- the base ---- */

static void add_purchases(const Record *r, Steps steps, double *out)
{
    for (int32_t d = 0; d < r->n_demands; d++) {
        const int32_t m = record_market(r, r->demands[d].region, r->demands[d].commodity);
        if (m == RECORD_NONE) continue;
        for (int32_t t = steps.first; t < steps.end; t++)
            out[(size_t)(t - steps.first) * (size_t)r->n_markets + (size_t)m] +=
                r->quantity[(size_t)t * (size_t)r->n_demands + (size_t)d];
    }
}

/* What final users buy in each market, at reference prices. */
static void mark_bought(HarmBase *base)
{
    const Record *r = base->record;
    const int32_t n = base->steps.end - base->steps.first;
    double all = 0;
    for (int turn = 0; turn < 2; turn++)
        for (int32_t m = 0; m < r->n_markets; m++) {
            const double price = r->commodities[r->markets[m].commodity].price;
            double value = 0;
            for (int32_t t = 0; t < n; t++)
                value += base->purchase[(size_t)t * (size_t)r->n_markets + (size_t)m];
            value *= isnan(price) ? 1 : price;
            if (turn == 0) all += value;
            base->counts[m] = value > 0 && value >= HARM_SHARE_BOUGHT * all;
        }
}

static double used(const HarmBase *base, int32_t m)
{
    const Record *r = base->record;
    double sum = 0;
    for (int32_t t = base->steps.first; t < base->steps.end; t++) {
        const size_t at = (size_t)t * (size_t)r->n_markets + (size_t)m;
        sum += r->process_use[at] + r->demand[at];
    }
    return sum;
}

static Status mark_used(HarmBase *base)
{
    const Record *r = base->record;
    double *world = calloc((size_t)r->n_commodities + 1, sizeof *world);
    if (!world) return LODE_NO_MEMORY;
    for (int32_t m = 0; m < r->n_markets; m++)
        world[r->markets[m].commodity] += used(base, m);
    for (int32_t m = 0; m < r->n_markets; m++) {
        const double here = used(base, m);
        base->uses[m] = here > 0 && here >= HARM_SHARE_USED * world[r->markets[m].commodity];
    }
    free(world);
    return LODE_OK;
}

Status harm_base_new(const Record *record, Month start, HarmBase **out)
{
    Arena *arena = arena_new(0);
    HarmBase *base = ARENA_ARRAY(arena, HarmBase, 1);
    *out = NULL;
    if (!base) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *base = (HarmBase){.arena = arena, .record = record, .start = start};
    Status st = metric_steps(record, start, record_month(record, record->n_steps) - start, NULL,
                             &base->steps);
    const int64_t n = (int64_t)(base->steps.end - base->steps.first) * record->n_markets;
    base->purchase = ARENA_ARRAY(arena, double, n);
    base->counts = ARENA_ARRAY(arena, bool, record->n_markets);
    base->uses = ARENA_ARRAY(arena, bool, record->n_markets);
    if (!st && (!base->purchase || !base->counts || !base->uses)) st = LODE_NO_MEMORY;
    if (!st) {
        add_purchases(record, base->steps, base->purchase);
        mark_bought(base);
        st = mark_used(base);
    }
    if (st)
        arena_free(arena);
    else
        *out = base;
    return st;
}

void harm_base_free(HarmBase *base)
{
    if (base) arena_free(base->arena);
}

/* ---- money ---- */

static Status measure_money(const HarmBase *base, const Record *run, Harm *out)
{
    const Record *a = base->record;
    const Comparison pair = {
        .a = a, .b = run, .start = base->start, .end = record_month(a, a->n_steps) - 1};
    Loss *losses = calloc((size_t)a->n_regions + 1, sizeof *losses);
    if (!losses) return LODE_NO_MEMORY;
    const int32_t n = losses_between(&pair, losses);
    out->worst = RECORD_NONE;
    for (int32_t i = 0; i < n; i++) {
        out->users -= losses[i].consumers;
        out->makers -= losses[i].producers;
        if (-losses[i].together <= out->worst_loss) continue;
        out->worst_loss = -losses[i].together;
        out->worst = losses[i].region;
    }
    out->loss = out->users + out->makers;
    free(losses);
    return LODE_OK;
}

/* ---- amounts ---- */

static double total(const Record *r, const char *metric, Steps steps)
{
    const MetricFilter all = {0};
    double value;
    if (metric_value(r, metric_find(metric), &all, steps, NULL, &value)) return NAN;
    return value;
}

static double more(const HarmBase *base, const Record *run, const char *metric)
{
    return total(run, metric, base->steps) - total(base->record, metric, base->steps);
}

/* ---- time ---- */

static double recovery(const HarmBase *base, const double *bought, int32_t m)
{
    const Record *r = base->record;
    const int32_t n = base->steps.end - base->steps.first;
    int32_t last = -1;
    for (int32_t t = 0; t < n; t++) {
        const size_t at = (size_t)t * (size_t)r->n_markets + (size_t)m;
        if (bought[at] < (1 - COMPARE_BACK) * base->purchase[at]) last = t;
    }
    return last + 1 == n ? INFINITY : (double)(last + 1) * r->months_per_step;
}

static Status measure_recovery(const HarmBase *base, const Record *run, Harm *out)
{
    const Record *r = base->record;
    const size_t n = (size_t)(base->steps.end - base->steps.first) * (size_t)r->n_markets;
    double *bought = calloc(n + 1, sizeof *bought);
    if (!bought) return LODE_NO_MEMORY;
    add_purchases(run, base->steps, bought);
    out->slowest = RECORD_NONE;
    for (int32_t m = 0; m < r->n_markets; m++) {
        if (!base->counts[m]) continue;
        const double months = recovery(base, bought, m);
        if (months <= out->recover) continue;
        out->recover = months;
        out->slowest = m;
    }
    free(bought);
    return LODE_OK;
}

static double stop_in(const HarmBase *base, const Record *run, int32_t market)
{
    const Record *r = base->record;
    const MetricFilter where = {.region = r->regions[r->markets[market].region].id,
                                .commodity = r->commodities[r->markets[market].commodity].id};
    Steps steps;
    double value;
    if (metric_steps(r, base->start, STOP_MONTHS, NULL, &steps)) return NAN;
    if (metric_value(run, metric_find("months_to_stop"), &where, steps, NULL, &value))
        return NAN;
    return value;
}

static void measure_stop(const HarmBase *base, const Record *run, const int32_t *goods,
                         int32_t n, int32_t source, Harm *out)
{
    const Record *r = base->record;
    out->stop = NAN;
    for (int32_t i = 0; i < n; i++)
        for (int32_t m = 0; m < r->n_markets; m++) {
            if (r->markets[m].commodity != goods[i] || r->markets[m].region == source) continue;
            if (base->uses[m]) out->stop = fmin(out->stop, stop_in(base, run, m));
        }
}

Status harm_measure(const HarmBase *base, const Record *run, const int32_t *goods, int32_t n,
                    int32_t source, Harm *out)
{
    *out = (Harm){0};
    Status st = measure_money(base, run, out);
    if (st) return st;
    out->unbought = -more(base, run, "demand");
    out->shortage = more(base, run, "shortage");
    out->devices = more(base, run, "devices_not_built");
    measure_stop(base, run, goods, n, source, out);
    return measure_recovery(base, run, out);
}
