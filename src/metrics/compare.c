#include "metrics/compare_span.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Below this share of the world's use of a commodity, or this share of the largest use of
 * anything in the same unit, an amount is dust, whatever it is relative to itself; prices are
 * told where at least a thousandth of the world's use is used or made. */
#define COMPARE_DUST 1e-5
#define COMPARE_DUST_OF_LARGEST 1e-9
#define COMPARE_TELLING 1e-3
/* ... and what that is worth is at least this share of the weightiest commodity. */
#define COMPARE_TELLING_VALUE 1e-4

static void add_change(Span *span, const Change *change)
{
    ChangeList *list = &span->out->of[change->kind];
    list->changes[list->n++] = *change;
}

static double worth_of(const Span *span, const Change *change)
{
    const double price = span->mean_price[change->commodity];
    return fabs(change->total) * (isnan(price) ? 1.0 : fabs(price));
}

/* An amount: its size is its own mean or `least`, whichever is larger; dust is left out. */
static void compare_amount(Span *span, Change change, double least)
{
    const double size = fmax(span_size(span), least);
    if (!(size > 0)) return;
    const double noise = fmax(COMPARE_NOISE, span->dust[change.commodity] / size);
    if (!span_describe(span, size, noise, &change)) return;
    change.unit = span->a->commodities[change.commodity].unit;
    change.worth = worth_of(span, &change);
    add_change(span, &change);
}

/* ---- kinds of things ---- */

static Change change_of(ChangeKind kind, int32_t region, int32_t commodity)
{
    return (Change){.kind = kind,
                    .region = region,
                    .partner = RECORD_NONE,
                    .commodity = commodity,
                    .facility = RECORD_NONE,
                    .use = ""};
}

static void compare_price(Span *span, const MetricFilter *filter, Change change,
                          double turnover)
{
    const int32_t c = change.commodity;
    if (turnover < fmax(COMPARE_TELLING * span->world_use[c], span->dust[c])) return;
    if (turnover * span->mean_price[c] < COMPARE_TELLING_VALUE * span->largest_value) return;
    if (!span_measure(span, "price", filter)) return;
    if (!span_describe(span, NAN, COMPARE_NOISE, &change)) return;
    MetricQuery *query;
    if (metric_open(span->a, metric_find("price"), filter, NULL, &query)) return;
    const char *unit = metric_query_unit(query);
    change.unit = arena_text(span->out->arena, unit, strlen(unit));
    metric_close(query);
    if (!change.unit) change.unit = "";
    change.worth = change.peak * change.peak * fabs(change.before) * turnover;
    add_change(span, &change);
}

static void compare_market(Span *span, int32_t m)
{
    const RecordMarket *market = &span->a->markets[m];
    const int32_t r = market->region, c = market->commodity;
    const MetricFilter filter = {.region = span->a->regions[r].id,
                                 .commodity = span->a->commodities[c].id};
    if (!span_measure(span, "use", &filter)) return;
    double turnover = span_size(span);
    span->has_use[m] = turnover > span->dust[c];
    compare_amount(span, change_of(CHANGE_USE, r, c), 0);
    if (span_measure(span, "production", &filter)) {
        turnover = fmax(turnover, span_size(span));
        compare_amount(span, change_of(CHANGE_PRODUCTION, r, c), 0);
    }
    compare_price(span, &filter, change_of(CHANGE_PRICE, r, c), turnover);
}

/* A flow's size is all that the importer imports of it: a new partner has no size of its own.
 */
static void compare_route(Span *span, int32_t f)
{
    const RecordRoute *route = &span->a->routes[f];
    MetricFilter filter = {.region = span->a->regions[route->to].id,
                           .commodity = span->a->commodities[route->commodity].id};
    if (!span_measure(span, "imports", &filter)) return;
    const double imports = span_size(span);
    filter.partner = span->a->regions[route->from].id;
    if (!span_measure(span, "trade", &filter)) return;
    Change change = change_of(CHANGE_TRADE, route->to, route->commodity);
    change.partner = route->from;
    compare_amount(span, change, imports);
}

static void compare_facility(Span *span, int32_t k)
{
    const RecordFacility *facility = &span->a->facilities[k];
    const MetricFilter filter = {.facility = facility->id};
    if (facility->main_commodity == RECORD_NONE) return;
    if (!span_measure(span, "output", &filter)) return;
    Change change = change_of(CHANGE_OUTPUT, facility->region, facility->main_commodity);
    change.facility = k;
    compare_amount(span, change, 0);
}

/* True for the first demand of its region, commodity and use. */
static bool first_of_its_kind(const Record *r, int32_t demand)
{
    const RecordDemand *it = &r->demands[demand];
    for (int32_t d = 0; d < demand; d++)
        if (r->demands[d].region == it->region && r->demands[d].commodity == it->commodity &&
            strcmp(r->demands[d].use, it->use) == 0)
            return false;
    return true;
}

/* A shortage's size is what is wanted. */
static void compare_demand(Span *span, int32_t d)
{
    const RecordDemand *demand = &span->a->demands[d];
    if (!first_of_its_kind(span->a, d)) return;
    const MetricFilter filter = {.region = span->a->regions[demand->region].id,
                                 .commodity = span->a->commodities[demand->commodity].id,
                                 .use = metric_use_id(demand)};
    if (!span_measure(span, "wanted", &filter)) return;
    const double wanted = span_size(span);
    if (!span_measure(span, "shortage", &filter)) return;
    Change change = change_of(CHANGE_SHORTAGE, demand->region, demand->commodity);
    change.use = demand->use;
    compare_amount(span, change, wanted);
}

/* ---- the whole ---- */

static Status span_fit(Span *span, Diag *diag)
{
    const Record *a = span->a, *b = span->b;
    const int32_t step = a->months_per_step;
    if (step != b->months_per_step || (b->start - a->start) % step != 0) {
        diag_error(diag, "", 0, 0, "run", "'%s' and '%s' have steps of other lengths or starts",
                   a->run_name, b->run_name);
        return LODE_BAD_INPUT;
    }
    const Month start = a->start > b->start ? a->start : b->start;
    const Month end_a = record_month(a, a->n_steps), end_b = record_month(b, b->n_steps);
    const Month end = end_a < end_b ? end_a : end_b;
    if (end <= start) {
        diag_error(diag, "", 0, 0, "run", "'%s' and '%s' share no months", a->run_name,
                   b->run_name);
        return LODE_BAD_INPUT;
    }
    span->n = (end - start) / step;
    span->in_a = (Steps){(start - a->start) / step, (start - a->start) / step + span->n};
    span->in_b = (Steps){(start - b->start) / step, (start - b->start) / step + span->n};
    span->out->start = start;
    span->out->end = end - 1;
    return LODE_OK;
}

static Status span_take(Span *span)
{
    const Record *a = span->a;
    Arena *arena = span->out->arena;
    span->before = ARENA_ARRAY(arena, double, span->n);
    span->after = ARENA_ARRAY(arena, double, span->n);
    span->world_use = ARENA_ARRAY(arena, double, a->n_commodities);
    span->mean_price = ARENA_ARRAY(arena, double, a->n_commodities);
    span->dust = ARENA_ARRAY(arena, double, a->n_commodities);
    const int32_t room[CHANGE_KINDS] = {
        [CHANGE_PRICE] = a->n_markets,      [CHANGE_USE] = a->n_markets,
        [CHANGE_PRODUCTION] = a->n_markets, [CHANGE_TRADE] = a->n_routes,
        [CHANGE_OUTPUT] = a->n_facilities,  [CHANGE_SHORTAGE] = a->n_demands,
    };
    span->has_use = ARENA_ARRAY(arena, bool, a->n_markets);
    bool ok =
        span->has_use && span->before && span->after && span->world_use && span->mean_price;
    for (ChangeKind kind = 0; kind < CHANGE_KINDS; kind++) {
        span->out->of[kind].changes = ARENA_ARRAY(arena, Change, room[kind]);
        ok = ok && span->out->of[kind].changes;
    }
    span->out->shifts = ARENA_ARRAY(arena, Shift, a->n_markets + a->n_routes);
    return ok && span->out->shifts ? LODE_OK : LODE_NO_MEMORY;
}

static void measure_world(Span *span)
{
    for (int32_t c = 0; c < span->a->n_commodities; c++) {
        const MetricFilter filter = {.commodity = span->a->commodities[c].id};
        span->world_use[c] = span_measure(span, "use", &filter) ? span_size(span) : 0;
        double price = NAN;
        if (metric_value(span->a, metric_find("price"), &filter, span->in_a, NULL, &price))
            price = NAN;
        span->mean_price[c] = price;
        if (price > 0)
            span->largest_value = fmax(span->largest_value, price * span->world_use[c]);
    }
}

static void find_dust(Span *span)
{
    const Record *a = span->a;
    for (int32_t c = 0; c < a->n_commodities; c++) {
        double largest = 0;
        for (int32_t other = 0; other < a->n_commodities; other++)
            if (strcmp(a->commodities[c].unit, a->commodities[other].unit) == 0)
                largest = fmax(largest, span->world_use[other]);
        span->dust[c] =
            fmax(COMPARE_DUST * span->world_use[c], COMPARE_DUST_OF_LARGEST * largest);
    }
}

static int by_worth(const void *a, const void *b)
{
    const Change *x = a, *y = b;
    if (x->worth != y->worth) return x->worth < y->worth ? 1 : -1;
    if (x->region != y->region) return x->region < y->region ? -1 : 1;
    if (x->commodity != y->commodity) return x->commodity < y->commodity ? -1 : 1;
    if (x->partner != y->partner) return x->partner < y->partner ? -1 : 1;
    return x->facility < y->facility ? -1 : x->facility > y->facility;
}

static int by_shift_worth(const void *a, const void *b)
{
    const Shift *x = a, *y = b;
    if (x->worth != y->worth) return x->worth < y->worth ? 1 : -1;
    if (x->region != y->region) return x->region < y->region ? -1 : 1;
    return x->commodity < y->commodity ? -1 : x->commodity > y->commodity;
}

static Shift *shift_for(const Span *span, int32_t region, int32_t commodity)
{
    Comparison *out = span->out;
    for (int32_t i = 0; i < out->n_shifts; i++)
        if (out->shifts[i].region == region && out->shifts[i].commodity == commodity)
            return &out->shifts[i];
    Shift *shift = &out->shifts[out->n_shifts++];
    *shift = (Shift){.region = region, .commodity = commodity};
    for (int32_t m = 0; m < span->a->n_markets; m++)
        if (span->a->markets[m].region == region && span->a->markets[m].commodity == commodity)
            shift->has_use = span->has_use[m];
    return shift;
}

/* Gathers changes of use and of trade by importer; both lists are sorted by now. */
static void gather_shifts(const Span *span)
{
    Comparison *out = span->out;
    enum { TRADES = sizeof((Shift *)0)->trades / sizeof((Shift *)0)->trades[0] };
    for (int32_t i = 0; i < out->of[CHANGE_USE].n; i++) {
        const Change *use = &out->of[CHANGE_USE].changes[i];
        Shift *shift = shift_for(span, use->region, use->commodity);
        shift->use = use;
        shift->worth += use->worth * sqrt(fabs(use->share));
    }
    for (int32_t i = 0; i < out->of[CHANGE_TRADE].n; i++) {
        const Change *trade = &out->of[CHANGE_TRADE].changes[i];
        Shift *shift = shift_for(span, trade->region, trade->commodity);
        if (shift->n_trades < TRADES) shift->trades[shift->n_trades++] = trade;
        /* what one partner loses another often gains */
        shift->worth += trade->worth * sqrt(fabs(trade->share)) / 2;
    }
    qsort(out->shifts, (size_t)out->n_shifts, sizeof(Shift), by_shift_worth);
}

static void compare_things(Span *span)
{
    measure_world(span);
    find_dust(span);
    for (int32_t m = 0; m < span->a->n_markets; m++)
        compare_market(span, m);
    for (int32_t f = 0; f < span->a->n_routes; f++)
        compare_route(span, f);
    for (int32_t k = 0; k < span->a->n_facilities; k++)
        compare_facility(span, k);
    for (int32_t d = 0; d < span->a->n_demands; d++)
        compare_demand(span, d);
    for (ChangeKind kind = 0; kind < CHANGE_KINDS; kind++) {
        ChangeList *list = &span->out->of[kind];
        qsort(list->changes, (size_t)list->n, sizeof(Change), by_worth);
    }
    gather_shifts(span);
}

Status compare_runs(const Record *a, const Record *b, Diag *diag, Comparison **out)
{
    *out = NULL;
    Arena *arena = arena_new((size_t)1 << 16);
    Comparison *comparison = arena_zeroed(arena, 1, sizeof *comparison);
    if (!comparison) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    comparison->arena = arena;
    comparison->a = a;
    comparison->b = b;
    Span span = {.a = a, .b = b, .out = comparison};
    Status st = span_fit(&span, diag);
    if (!st) st = span_take(&span);
    if (st) {
        arena_free(arena);
        return st;
    }
    compare_things(&span);
    if (span.status) {
        arena_free(arena);
        return span.status;
    }
    *out = comparison;
    return LODE_OK;
}

void comparison_free(Comparison *comparison)
{
    if (comparison) arena_free(comparison->arena);
}

bool comparison_same(const Comparison *comparison)
{
    for (ChangeKind kind = 0; kind < CHANGE_KINDS; kind++)
        if (comparison->of[kind].n) return false;
    return true;
}
