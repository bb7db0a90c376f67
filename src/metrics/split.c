#include "metrics/split.h"

#include <string.h>

#include "metrics/query.h"

/* One thing of a record, by what it is called in each field; NULL where it has none. */
typedef struct Thing {
    const char *id[QUERY_FIELDS];
} Thing;

typedef struct Splitter {
    const Record *record;
    const MetricFilter *filter;
    const QueryField *by;
    int n_by;
    Chosen chosen;
    bool *commodities;
    Split *out;
    int32_t room;
} Splitter;

static void set_id(MetricFilter *filter, QueryField field, const char *id)
{
    const char **const fields[QUERY_FIELDS] = {
        &filter->region, &filter->partner,  &filter->commodity,
        &filter->stage,  &filter->facility, &filter->process,
        &filter->use,    &filter->limit,    &filter->policy};
    *fields[field] = id;
}

const char *split_id(const MetricFilter *part, QueryField field)
{
    const char *text = query_field_text(part, field);
    return text ? text : "";
}

static bool same_part(const Splitter *s, const MetricFilter *part, const Thing *thing)
{
    for (int i = 0; i < s->n_by; i++)
        if (strcmp(split_id(part, s->by[i]), thing->id[s->by[i]]) != 0) return false;
    return true;
}

static Status make_room(Splitter *s)
{
    if (s->out->n < s->room) return LODE_OK;
    MetricFilter *larger = ARENA_ARRAY(s->out->arena, MetricFilter, 2 * s->room);
    if (!larger) return LODE_NO_MEMORY;
    memcpy(larger, s->out->parts, (size_t)s->out->n * sizeof *larger);
    s->out->parts = larger;
    s->room *= 2;
    return LODE_OK;
}

/* Adds the part a thing belongs to, unless it is there or the thing has no such id. */
static Status add_thing(Splitter *s, const Thing *thing)
{
    for (int i = 0; i < s->n_by; i++)
        if (!thing->id[s->by[i]] || !*thing->id[s->by[i]]) return LODE_OK;
    for (int32_t i = 0; i < s->out->n; i++)
        if (same_part(s, &s->out->parts[i], thing)) return LODE_OK;
    const Status st = make_room(s);
    if (st) return st;
    MetricFilter *part = &s->out->parts[s->out->n++];
    *part = *s->filter;
    for (int i = 0; i < s->n_by; i++)
        set_id(part, s->by[i], thing->id[s->by[i]]);
    return LODE_OK;
}

static void name_region(const Splitter *s, Thing *thing, QueryField field, int32_t region)
{
    thing->id[field] = s->record->regions[region].id;
}

static void name_commodity(const Splitter *s, Thing *thing, int32_t commodity)
{
    const RecordCommodity *it = &s->record->commodities[commodity];
    thing->id[QUERY_COMMODITY] = it->id;
    thing->id[QUERY_STAGE] = it->stage >= 0 ? s->record->stages[it->stage].id : NULL;
}

static Status split_markets(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t m = 0; m < s->record->n_markets && !st; m++) {
        const RecordMarket *market = &s->record->markets[m];
        Thing thing = {{NULL}};
        if (!s->chosen.of[QUERY_REGION][market->region] || !s->commodities[market->commodity])
            continue;
        name_region(s, &thing, QUERY_REGION, market->region);
        name_commodity(s, &thing, market->commodity);
        st = add_thing(s, &thing);
    }
    return st;
}

static Status split_trade(Splitter *s, int32_t commodity, int32_t region, int32_t partner)
{
    Thing thing = {{NULL}};
    if (!s->chosen.of[QUERY_REGION][region] || !s->chosen.of[QUERY_PARTNER][partner])
        return LODE_OK;
    name_region(s, &thing, QUERY_REGION, region);
    name_region(s, &thing, QUERY_PARTNER, partner);
    name_commodity(s, &thing, commodity);
    return add_thing(s, &thing);
}

/* The region is where a flow arrives; for exports where it leaves, for net imports both. */
static Status split_routes(Splitter *s, const Metric *metric)
{
    const bool leaving = metric->over == measure_exports || metric->over == measure_net_imports;
    const bool arriving = metric->over != measure_exports;
    Status st = LODE_OK;
    for (int32_t f = 0; f < s->record->n_routes && !st; f++) {
        const RecordRoute *route = &s->record->routes[f];
        if (!s->commodities[route->commodity]) continue;
        if (arriving) st = split_trade(s, route->commodity, route->to, route->from);
        if (leaving && !st) st = split_trade(s, route->commodity, route->from, route->to);
    }
    return st;
}

/* The stage of a facility is its own, whatever the commodity's. */
static void name_facility(const Splitter *s, Thing *thing, const RecordFacility *facility,
                          int32_t commodity)
{
    name_region(s, thing, QUERY_REGION, facility->region);
    name_commodity(s, thing, commodity);
    thing->id[QUERY_FACILITY] = facility->id;
    thing->id[QUERY_PROCESS] = facility->process;
    thing->id[QUERY_STAGE] =
        facility->stage >= 0 ? s->record->stages[facility->stage].id : NULL;
}

static bool facility_is_chosen(const Splitter *s, int32_t k)
{
    const RecordFacility *facility = &s->record->facilities[k];
    return s->chosen.of[QUERY_REGION][facility->region] && s->chosen.of[QUERY_FACILITY][k] &&
           s->chosen.of[QUERY_PROCESS][k] &&
           (facility->stage < 0 || s->chosen.of[QUERY_STAGE][facility->stage]);
}

/* One thing for each commodity that goes into a facility. */
static Status split_intake(Splitter *s, int32_t k)
{
    const RecordFacility *facility = &s->record->facilities[k];
    Status st = LODE_OK;
    int32_t n;
    const RecordRecipe *line = record_recipe_of(s->record, k, &n);
    for (int32_t i = 0; i < n && !st; i++) {
        Thing thing = {{NULL}};
        if (line[i].coefficient >= 0 || !s->chosen.of[QUERY_COMMODITY][line[i].commodity])
            continue;
        name_facility(s, &thing, facility, line[i].commodity);
        st = add_thing(s, &thing);
    }
    return st;
}

static Status split_takers(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t k = 0; k < s->record->n_facilities && !st; k++)
        if (facility_is_chosen(s, k)) st = split_intake(s, k);
    return st;
}

static Status split_facilities(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t k = 0; k < s->record->n_facilities && !st; k++) {
        const RecordFacility *facility = &s->record->facilities[k];
        const int32_t c = facility->main_commodity;
        Thing thing = {{NULL}};
        if (!facility_is_chosen(s, k) || c == RECORD_NONE || !s->chosen.of[QUERY_COMMODITY][c])
            continue;
        name_facility(s, &thing, facility, c);
        st = add_thing(s, &thing);
    }
    return st;
}

static Status split_demands(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t d = 0; d < s->record->n_demands && !st; d++) {
        const RecordDemand *demand = &s->record->demands[d];
        Thing thing = {{NULL}};
        if (!s->chosen.of[QUERY_REGION][demand->region] || !s->chosen.of[QUERY_USE][d] ||
            !s->commodities[demand->commodity])
            continue;
        name_region(s, &thing, QUERY_REGION, demand->region);
        name_commodity(s, &thing, demand->commodity);
        thing.id[QUERY_USE] = metric_use_id(demand);
        st = add_thing(s, &thing);
    }
    return st;
}

static Status split_limits(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t l = 0; l < s->record->n_limits && !st; l++) {
        Thing thing = {{NULL}};
        if (!s->chosen.of[QUERY_LIMIT][l]) continue;
        thing.id[QUERY_LIMIT] = s->record->limits[l].id;
        st = add_thing(s, &thing);
    }
    return st;
}

static Status split_policies(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t i = 0; i < s->record->n_policies && !st; i++) {
        Thing thing = {{NULL}};
        if (!s->chosen.of[QUERY_POLICY][i]) continue;
        thing.id[QUERY_POLICY] = s->record->policies[i].id;
        st = add_thing(s, &thing);
    }
    return st;
}

static Status split_regions(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t i = 0; i < s->record->n_regions && !st; i++) {
        Thing thing = {{NULL}};
        if (!s->chosen.of[QUERY_REGION][i]) continue;
        thing.id[QUERY_REGION] = s->record->regions[i].id;
        st = add_thing(s, &thing);
    }
    return st;
}

static bool splits_by(const Splitter *s, QueryField field)
{
    for (int i = 0; i < s->n_by; i++)
        if (s->by[i] == field) return true;
    return false;
}

/* A market with each partner and stage that its goods may have passed, where they are asked
 * for.
 */
static Status split_ways(Splitter *s, const Thing *market)
{
    const Record *r = s->record;
    const int32_t n_partners = splits_by(s, QUERY_PARTNER) ? r->n_regions : 1;
    const int32_t n_stages = splits_by(s, QUERY_STAGE) ? r->n_stages : 1;
    Status st = LODE_OK;
    for (int32_t p = 0; p < n_partners; p++) {
        if (n_partners > 1 && !s->chosen.of[QUERY_PARTNER][p]) continue;
        for (int32_t g = 0; g < n_stages && !st; g++) {
            Thing thing = *market;
            if (n_stages > 1 && !s->chosen.of[QUERY_STAGE][g]) continue;
            thing.id[QUERY_PARTNER] = r->regions[p].id;
            thing.id[QUERY_STAGE] = r->n_stages ? r->stages[g].id : NULL;
            st = add_thing(s, &thing);
        }
    }
    return st;
}

static Status split_chains(Splitter *s)
{
    Status st = LODE_OK;
    for (int32_t m = 0; m < s->record->n_markets && !st; m++) {
        const RecordMarket *market = &s->record->markets[m];
        Thing thing = {{NULL}};
        if (!s->chosen.of[QUERY_REGION][market->region] ||
            !s->chosen.of[QUERY_COMMODITY][market->commodity])
            continue;
        name_region(s, &thing, QUERY_REGION, market->region);
        name_commodity(s, &thing, market->commodity);
        st = split_ways(s, &thing);
    }
    return st;
}

static Status split_things(Splitter *s, const Metric *metric)
{
    switch (metric->detail) {
    case METRIC_OF_MARKET:
    case METRIC_OF_WORLD:
        return split_markets(s);
    case METRIC_OF_TRADE:
        return split_routes(s, metric);
    case METRIC_OF_FACILITY:
        return split_facilities(s);
    case METRIC_OF_INTAKE:
        return split_takers(s);
    case METRIC_OF_DEMAND:
        return split_demands(s);
    case METRIC_OF_LIMIT:
        return split_limits(s);
    case METRIC_OF_POLICY:
        return split_policies(s);
    case METRIC_OF_CHAIN:
        return split_chains(s);
    case METRIC_OF_REGION:
        return split_regions(s);
    case METRIC_OF_RUN:
        break;
    }
    return LODE_OK;
}

static Status check_fields(const Metric *metric, const QueryField *by, int n_by, Diag *diag)
{
    Status st = LODE_OK;
    for (int i = 0; i < n_by; i++) {
        if (metric_fields(metric->detail) & 1u << by[i]) continue;
        diag_error(diag, "", 0, 0, "by", "'%s' is not measured by %s; it takes: %s", metric->id,
                   query_field_name(by[i]), metric_filters_text(metric->detail));
        st = LODE_BAD_INPUT;
    }
    return st;
}

static Status fill(Splitter *s, const Metric *metric, Diag *diag)
{
    enum { FIRST_ROOM = 64 };
    Arena *arena = s->out->arena;
    Status st = query_choose(s->record, metric, s->filter, arena, diag, &s->chosen);
    if (st) return st;
    s->room = FIRST_ROOM;
    s->commodities = ARENA_ARRAY(arena, bool, s->record->n_commodities);
    s->out->parts = ARENA_ARRAY(arena, MetricFilter, s->room);
    if (!s->commodities || !s->out->parts) return LODE_NO_MEMORY;
    query_choose_commodities(s->record, &s->chosen, !query_field_text(s->filter, QUERY_STAGE),
                             s->commodities);
    if (s->n_by) return split_things(s, metric);
    s->out->parts[s->out->n++] = *s->filter;
    return LODE_OK;
}

Status metric_split(const Record *record, const Metric *metric, const MetricFilter *filter,
                    const QueryField *by, int n_by, Diag *diag, Split **out)
{
    *out = NULL;
    Status st = check_fields(metric, by, n_by, diag);
    if (st) return st;
    Arena *arena = arena_new(0);
    Split *split = arena_zeroed(arena, 1, sizeof *split);
    if (!split) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    split->arena = arena;
    Splitter s = {.record = record, .filter = filter, .by = by, .n_by = n_by, .out = split};
    st = fill(&s, metric, diag);
    if (st) {
        arena_free(arena);
        return st;
    }
    *out = split;
    return LODE_OK;
}

void split_free(Split *split)
{
    if (split) arena_free(split->arena);
}

int metric_natural_split(const Metric *metric, QueryField by[QUERY_FIELDS])
{
    int n = 0;
    switch (metric->detail) {
    case METRIC_OF_TRADE:
        by[n++] = QUERY_REGION;
        by[n++] = QUERY_PARTNER;
        by[n++] = QUERY_COMMODITY;
        break;
    case METRIC_OF_MARKET:
        by[n++] = QUERY_REGION;
        by[n++] = QUERY_COMMODITY;
        break;
    case METRIC_OF_DEMAND:
        by[n++] = QUERY_REGION;
        by[n++] = QUERY_COMMODITY;
        by[n++] = QUERY_USE;
        break;
    case METRIC_OF_WORLD:
        by[n++] = QUERY_COMMODITY;
        break;
    case METRIC_OF_FACILITY:
        by[n++] = QUERY_FACILITY;
        break;
    case METRIC_OF_INTAKE:
        by[n++] = QUERY_FACILITY;
        by[n++] = QUERY_COMMODITY;
        break;
    case METRIC_OF_LIMIT:
        by[n++] = QUERY_LIMIT;
        break;
    case METRIC_OF_POLICY:
        by[n++] = QUERY_POLICY;
        break;
    case METRIC_OF_REGION:
        by[n++] = QUERY_REGION;
        break;
    case METRIC_OF_CHAIN:
        by[n++] = QUERY_REGION;
        by[n++] = QUERY_COMMODITY;
        break;
    case METRIC_OF_RUN:
        break;
    }
    return n;
}
