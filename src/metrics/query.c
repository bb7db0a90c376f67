/* From a filter to lists of what to add up. */
#include <string.h>

#include "metrics/ancestry.h"

static Status items_new(Arena *arena, int32_t n, Items *items)
{
    items->index = ARENA_ARRAY(arena, int32_t, n);
    items->factor = ARENA_ARRAY(arena, double, n);
    return items->index && items->factor ? LODE_OK : LODE_NO_MEMORY;
}

static void items_add(Items *items, int32_t index, double factor)
{
    items->index[items->n] = index;
    items->factor[items->n++] = factor;
}

/* What a metric of a detail adds up. A page asks for thousands of queries, so they take no more
 * than that. */
enum {
    LIST_MARKETS = 1 << 0,
    LIST_PEERS = 1 << 1,
    LIST_ROUTES = 1 << 2,
    LIST_FACILITIES = 1 << 3,
    LIST_TAKERS = 1 << 4,
    LIST_DEMANDS = 1 << 5,
    LIST_POLICIES = 1 << 6
};

static unsigned lists_of(MetricDetail detail)
{
    switch (detail) {
    case METRIC_OF_MARKET:
        return LIST_MARKETS | LIST_PEERS;
    case METRIC_OF_TRADE:
        return LIST_ROUTES | LIST_MARKETS;
    case METRIC_OF_FACILITY:
        return LIST_FACILITIES;
    case METRIC_OF_INTAKE:
        return LIST_TAKERS | LIST_FACILITIES;
    case METRIC_OF_DEMAND:
        return LIST_DEMANDS | LIST_MARKETS;
    case METRIC_OF_WORLD:
    case METRIC_OF_CHAIN:
        return LIST_MARKETS;
    case METRIC_OF_LIMIT:
    case METRIC_OF_POLICY:
        return LIST_POLICIES;
    case METRIC_OF_REGION:
    case METRIC_OF_RUN:
        break;
    }
    return 0;
}

static Status take_items(MetricQuery *q)
{
    const Record *r = q->record;
    const unsigned lists = lists_of(q->metric->detail);
    struct {
        Items *items;
        int32_t n;
        unsigned list;
    } const all[] = {
        {&q->markets, r->n_markets, LIST_MARKETS},
        {&q->world, r->n_markets, LIST_MARKETS},
        {&q->peers, r->n_markets, LIST_PEERS},
        {&q->takers, r->n_facilities, LIST_TAKERS},
        {&q->facilities, r->n_facilities, LIST_FACILITIES},
        {&q->all_uses, r->n_demands, LIST_DEMANDS},
        {&q->demands, r->n_demands, LIST_DEMANDS},
        {&q->arriving, r->n_routes, LIST_ROUTES},
        {&q->leaving, r->n_routes, LIST_ROUTES},
        {&q->between, r->n_routes, LIST_ROUTES},
        {&q->from_all, r->n_routes, LIST_ROUTES},
        {&q->limits, r->n_limits, LIST_POLICIES},
        {&q->policies, r->n_policies, LIST_POLICIES},
    };
    Status st = LODE_OK;
    for (size_t k = 0; k < sizeof all / sizeof *all && !st; k++)
        if (lists & all[k].list) st = items_new(q->arena, all[k].n, all[k].items);
    return st;
}

static void list_markets(MetricQuery *q)
{
    for (int32_t m = 0; m < q->record->n_markets; m++) {
        const RecordMarket *market = &q->record->markets[m];
        if (!q->commodities[market->commodity]) continue;
        const double factor = q->content[market->commodity];
        items_add(&q->world, m, factor);
        if (q->regions[market->region]) items_add(&q->markets, m, factor);
    }
}

/* Commodities that are asked for, and all others of their stages; one of no stage is its own
 * only peer. */
static Status mark_peers(const MetricQuery *q, bool *peers)
{
    const Record *r = q->record;
    bool *stages = ARENA_ARRAY(q->arena, bool, r->n_stages);
    if (!stages) return LODE_NO_MEMORY;
    for (int32_t c = 0; c < r->n_commodities; c++)
        if (q->commodities[c] && r->commodities[c].stage >= 0)
            stages[r->commodities[c].stage] = true;
    for (int32_t c = 0; c < r->n_commodities; c++) {
        const int32_t stage = r->commodities[c].stage;
        peers[c] = q->commodities[c] || (stage >= 0 && stages[stage]);
    }
    return LODE_OK;
}

static Status list_peers(MetricQuery *q)
{
    bool *peers = ARENA_ARRAY(q->arena, bool, q->record->n_commodities);
    const Status st = peers ? mark_peers(q, peers) : LODE_NO_MEMORY;
    if (st) return st;
    for (int32_t m = 0; m < q->record->n_markets; m++) {
        const RecordMarket *market = &q->record->markets[m];
        if (q->regions[market->region] && peers[market->commodity])
            items_add(&q->peers, m, q->content[market->commodity]);
    }
    return LODE_OK;
}

static void list_routes(MetricQuery *q)
{
    for (int32_t f = 0; f < q->record->n_routes; f++) {
        const RecordRoute *route = &q->record->routes[f];
        if (!q->commodities[route->commodity]) continue;
        const double factor = q->content[route->commodity];
        const bool in = q->regions[route->to], out = q->regions[route->from];
        const bool outside_in = q->any_region || !out; /* where it comes from is outside */
        const bool outside_out = q->any_region || !in;
        if (in && q->partners[route->from]) {
            items_add(&q->between, f, factor);
            if (!q->any_partner || outside_in) items_add(&q->arriving, f, factor);
        }
        if (out && q->partners[route->to] && (!q->any_partner || outside_out))
            items_add(&q->leaving, f, factor);
        if (in && outside_in) items_add(&q->from_all, f, factor);
    }
}

static void list_facilities(MetricQuery *q, const Chosen *chosen, bool any_what)
{
    for (int32_t k = 0; k < q->record->n_facilities; k++) {
        const RecordFacility *facility = &q->record->facilities[k];
        const int32_t c = facility->main_commodity;
        if (!chosen->of[QUERY_FACILITY][k] || !chosen->of[QUERY_PROCESS][k]) continue;
        if (!q->regions[facility->region]) continue;
        if (c == RECORD_NONE ? !any_what : !chosen->of[QUERY_COMMODITY][c]) continue;
        if (facility->stage >= 0 && !chosen->of[QUERY_STAGE][facility->stage]) continue;
        const double content = c == RECORD_NONE ? 1.0 : q->content[c];
        items_add(&q->facilities, k, facility->main_per_activity * content);
    }
}

static void list_policies(MetricQuery *q, const Chosen *chosen)
{
    for (int32_t l = 0; l < q->record->n_limits; l++)
        if (chosen->of[QUERY_LIMIT][l]) items_add(&q->limits, l, 1.0);
    for (int32_t i = 0; i < q->record->n_policies; i++)
        if (chosen->of[QUERY_POLICY][i]) items_add(&q->policies, i, 1.0);
}

/* Of a metric of intake, the commodity says what goes in: facilities that take none of it are
 * there with 0, since their output counts where use is divided by it. */
static void list_takers(MetricQuery *q, const Chosen *chosen)
{
    const Record *r = q->record;
    for (int32_t k = 0; k < r->n_facilities; k++) {
        const RecordFacility *facility = &r->facilities[k];
        int32_t n;
        const RecordRecipe *line = record_recipe_of(r, k, &n);
        double taken = 0;
        if (!chosen->of[QUERY_FACILITY][k] || !chosen->of[QUERY_PROCESS][k]) continue;
        if (!q->regions[facility->region]) continue;
        if (facility->stage >= 0 && !chosen->of[QUERY_STAGE][facility->stage]) continue;
        for (int32_t i = 0; i < n; i++)
            if (line[i].coefficient < 0 && q->inputs[line[i].commodity])
                taken -= line[i].coefficient * q->content[line[i].commodity];
        items_add(&q->takers, k, taken);
    }
}

static void list_demands(MetricQuery *q, const Chosen *chosen)
{
    for (int32_t d = 0; d < q->record->n_demands; d++) {
        const RecordDemand *demand = &q->record->demands[d];
        if (!q->regions[demand->region] || !q->commodities[demand->commodity]) continue;
        items_add(&q->all_uses, d, q->content[demand->commodity]);
        if (chosen->of[QUERY_USE][d]) items_add(&q->demands, d, q->content[demand->commodity]);
    }
}

/* Commodities that are asked for. Of a chain the stage is one that is passed on the way. */
static void choose_goods(MetricQuery *q, const MetricFilter *filter, const Chosen *chosen)
{
    const size_t n = (size_t)q->record->n_commodities;
    if (q->metric->detail == METRIC_OF_CHAIN)
        memcpy(q->commodities, chosen->of[QUERY_COMMODITY], n * sizeof *q->commodities);
    else
        query_choose_commodities(q->record, chosen, !query_field_text(filter, QUERY_STAGE),
                                 q->commodities);
}

static Status query_fill(MetricQuery *q, const MetricFilter *filter, Diag *diag)
{
    const Record *r = q->record;
    Chosen chosen;
    Status st = query_choose(r, q->metric, filter, q->arena, diag, &chosen);
    if (st) return st;
    q->any_region = !query_field_text(filter, QUERY_REGION);
    q->any_partner = !query_field_text(filter, QUERY_PARTNER);
    q->any_use = !query_field_text(filter, QUERY_USE);
    q->regions = chosen.of[QUERY_REGION];
    q->partners = chosen.of[QUERY_PARTNER];
    q->inputs = chosen.of[QUERY_COMMODITY];
    q->commodities = ARENA_ARRAY(q->arena, bool, r->n_commodities);
    q->content = ARENA_ARRAY(q->arena, double, r->n_commodities);
    if (!q->commodities || !q->content) return LODE_NO_MEMORY;
    for (int32_t c = 0; c < r->n_commodities; c++)
        q->content[c] = filter->reo ? r->commodities[c].content_reo : 1.0;
    st = take_items(q);
    if (st) return st;
    choose_goods(q, filter, &chosen);
    const unsigned lists = lists_of(q->metric->detail);
    if (lists & LIST_MARKETS) list_markets(q);
    if (lists & LIST_PEERS) st = list_peers(q);
    if (st) return st;
    if (lists & LIST_ROUTES) list_routes(q);
    if (lists & LIST_TAKERS) list_takers(q, &chosen);
    if (lists & LIST_FACILITIES)
        list_facilities(q, &chosen, !query_field_text(filter, QUERY_COMMODITY));
    if (lists & LIST_DEMANDS) list_demands(q, &chosen);
    if (lists & LIST_POLICIES) list_policies(q, &chosen);
    if (q->metric->detail == METRIC_OF_CHAIN) st = ancestry_prepare(q, &chosen, &q->ancestry);
    return st ? st : query_settle_unit(q, filter->reo, diag);
}

/* A page opens hundreds at once: the lists of one of the reference model are one block. */
enum { QUERY_BYTES = 1 << 15 };

Status metric_open(const Record *record, const Metric *metric, const MetricFilter *filter,
                   Diag *diag, MetricQuery **out)
{
    static const MetricFilter everything = {0};
    *out = NULL;
    Arena *arena = arena_new(QUERY_BYTES);
    MetricQuery *q = arena_zeroed(arena, 1, sizeof *q);
    Status st = LODE_NO_MEMORY;
    if (q) {
        q->arena = arena;
        q->record = record;
        q->metric = metric;
        st = query_fill(q, filter ? filter : &everything, diag);
    }
    if (st) {
        arena_free(arena);
        return st;
    }
    *out = q;
    return LODE_OK;
}

void metric_close(MetricQuery *query)
{
    if (query) arena_free(query->arena);
}

const char *metric_query_unit(const MetricQuery *query)
{
    return query->unit;
}

bool metric_query_any(const MetricQuery *query)
{
    switch (query->metric->detail) {
    case METRIC_OF_MARKET:
    case METRIC_OF_CHAIN:
        return query->markets.n > 0;
    case METRIC_OF_TRADE:
        return query->between.n + query->leaving.n > 0;
    case METRIC_OF_FACILITY:
        return query->facilities.n > 0;
    case METRIC_OF_INTAKE:
        return query->takers.n > 0;
    case METRIC_OF_DEMAND:
        return query->demands.n > 0 || query->markets.n > 0;
    case METRIC_OF_WORLD:
        return query->world.n > 0;
    case METRIC_OF_LIMIT:
        return query->limits.n > 0;
    case METRIC_OF_POLICY:
        return query->policies.n > 0;
    case METRIC_OF_REGION:
    case METRIC_OF_RUN:
        break;
    }
    return true;
}
