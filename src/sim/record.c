#include "sim/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Over steps alone. */
#define RECORD_STEP_ARRAYS(X)                                                                  \
    X(objective)                                                                               \
    X(balance_residual)                                                                        \
    X(complementarity_residual)                                                                \
    X(solve_seconds)                                                                           \
    X(iterations)                                                                              \
    X(restarts)                                                                                \
    X(unsettled)

static Status record_take_names(Record *r)
{
    Arena *a = r->arena;
    r->regions = ARENA_ARRAY(a, RecordRegion, r->n_regions);
    r->stages = ARENA_ARRAY(a, RecordStage, r->n_stages);
    r->commodities = ARENA_ARRAY(a, RecordCommodity, r->n_commodities);
    r->markets = ARENA_ARRAY(a, RecordMarket, r->n_markets);
    r->facilities = ARENA_ARRAY(a, RecordFacility, r->n_facilities);
    r->routes = ARENA_ARRAY(a, RecordRoute, r->n_routes);
    r->demands = ARENA_ARRAY(a, RecordDemand, r->n_demands);
    r->limits = ARENA_ARRAY(a, RecordLimit, r->n_limits);
    r->policies = ARENA_ARRAY(a, RecordPolicy, r->n_policies);
    r->recipe = ARENA_ARRAY(a, RecordRecipe, r->n_recipe);
    r->limit_routes = ARENA_ARRAY(a, RecordLimitRoute, r->n_limit_routes);
    r->limit_facilities = ARENA_ARRAY(a, RecordLimitFacility, r->n_limit_facilities);
    r->touches = ARENA_ARRAY(a, RecordTouch, r->n_touches);
    r->changes = ARENA_ARRAY(a, RecordChange, r->n_changes);
    r->rates = ARENA_ARRAY(a, RecordRate, r->n_rates);
    r->levels = ARENA_ARRAY(a, RecordLevel, r->n_levels);
    const bool ok = r->regions && r->stages && r->commodities && r->markets && r->facilities &&
                    r->routes && r->demands && r->limits && r->policies && r->recipe &&
                    r->limit_routes && r->limit_facilities && r->touches && r->changes &&
                    r->rates && r->levels;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

/* Doubles in as many whole cache lines as n of them need. */
static size_t whole_lines(size_t n)
{
    enum { LINE = 8 };
    return (n + LINE - 1) / LINE * LINE;
}

static Status record_take_arrays(Record *r)
{
    Arena *a = r->arena;
    const size_t steps = (size_t)r->n_steps;
    size_t n = 0;
#define RECORD_COUNT(name, n_items) n += whole_lines(steps * (size_t)r->n_items);
    RECORD_ARRAYS(RECORD_COUNT)
#undef RECORD_COUNT
    double *next = r->block = pool_take(r->pool, n * sizeof *r->block);
    if (!next) return LODE_NO_MEMORY;
#define RECORD_PLACE(name, n_items)                                                            \
    r->name = next;                                                                            \
    next += whole_lines(steps * (size_t)r->n_items);
    RECORD_ARRAYS(RECORD_PLACE)
#undef RECORD_PLACE
    r->objective = ARENA_ARRAY(a, double, steps);
    r->balance_residual = ARENA_ARRAY(a, double, steps);
    r->complementarity_residual = ARENA_ARRAY(a, double, steps);
    r->solve_seconds = ARENA_ARRAY(a, double, steps);
    r->iterations = ARENA_ARRAY(a, int32_t, steps);
    r->restarts = ARENA_ARRAY(a, int32_t, steps);
    r->unsettled = ARENA_ARRAY(a, int32_t, steps);
    const bool ok = r->objective && r->balance_residual && r->complementarity_residual &&
                    r->solve_seconds && r->iterations && r->restarts && r->unsettled;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

Status record_new(const RecordSize *size, Pool *pool, Record **out)
{
    *out = NULL;
    Arena *arena = arena_new((size_t)1 << 20);
    Record *r = arena_zeroed(arena, 1, sizeof *r);
    if (!r) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    r->arena = arena;
    r->pool = pool;
    r->model_name = r->run_name = r->title = r->currency = "";
    r->months_per_step = 1;
    r->n_steps = size->n_steps;
    r->n_regions = size->n_regions;
    r->n_stages = size->n_stages;
    r->n_commodities = size->n_commodities;
    r->n_markets = size->n_markets;
    r->n_facilities = size->n_facilities;
    r->n_routes = size->n_routes;
    r->n_demands = size->n_demands;
    r->n_limits = size->n_limits;
    r->n_policies = size->n_policies;
    r->n_recipe = size->n_recipe;
    r->n_limit_routes = size->n_limit_routes;
    r->n_limit_facilities = size->n_limit_facilities;
    r->n_touches = size->n_touches;
    r->n_changes = size->n_changes;
    r->n_rates = size->n_rates;
    r->n_levels = size->n_levels;
    Status st = record_take_names(r);
    if (!st) st = record_take_arrays(r);
    if (st) {
        record_free(r);
        return st;
    }
    *out = r;
    return LODE_OK;
}

void record_open_step(Record *r, int32_t step)
{
#define RECORD_ZERO(name, n)                                                                   \
    memset(r->name + (size_t)step * (size_t)r->n, 0, (size_t)r->n * sizeof *r->name);
    RECORD_ARRAYS(RECORD_ZERO)
#undef RECORD_ZERO
}

void record_copy_steps(const Record *from, int32_t steps, Record *to)
{
#define RECORD_COPY(name, n)                                                                   \
    memcpy(to->name, from->name, (size_t)steps *(size_t)to->n * sizeof *to->name);
    RECORD_FIXED_ARRAYS(RECORD_COPY)
#undef RECORD_COPY
#define RECORD_COPY_STEPS(name) memcpy(to->name, from->name, (size_t)steps * sizeof *to->name);
    RECORD_STEP_ARRAYS(RECORD_COPY_STEPS)
#undef RECORD_COPY_STEPS
}

void record_free(Record *record)
{
    if (!record) return;
    pool_give(record->pool, record->block);
    arena_free(record->arena);
}

/* The name arrays are const for readers and written once by whoever fills the record. */
#define RECORD_ROOM(function, type, field)                                                     \
    type *function(Record *record)                                                             \
    {                                                                                          \
        return (type *)(uintptr_t)record->field;                                               \
    }
RECORD_ROOM(record_region_room, RecordRegion, regions)
RECORD_ROOM(record_stage_room, RecordStage, stages)
RECORD_ROOM(record_commodity_room, RecordCommodity, commodities)
RECORD_ROOM(record_market_room, RecordMarket, markets)
RECORD_ROOM(record_facility_room, RecordFacility, facilities)
RECORD_ROOM(record_route_room, RecordRoute, routes)
RECORD_ROOM(record_demand_room, RecordDemand, demands)
RECORD_ROOM(record_limit_room, RecordLimit, limits)
RECORD_ROOM(record_policy_room, RecordPolicy, policies)
RECORD_ROOM(record_recipe_room, RecordRecipe, recipe)
RECORD_ROOM(record_limit_route_room, RecordLimitRoute, limit_routes)
RECORD_ROOM(record_limit_facility_room, RecordLimitFacility, limit_facilities)
RECORD_ROOM(record_touch_room, RecordTouch, touches)
RECORD_ROOM(record_change_room, RecordChange, changes)
RECORD_ROOM(record_rate_room, RecordRate, rates)
RECORD_ROOM(record_level_room, RecordLevel, levels)
#undef RECORD_ROOM

int32_t record_market(const Record *r, int32_t region, int32_t commodity)
{
    for (int32_t m = 0; m < r->n_markets; m++)
        if (r->markets[m].region == region && r->markets[m].commodity == commodity) return m;
    return RECORD_NONE;
}

const RecordRecipe *record_recipe_of(const Record *r, int32_t facility, int32_t *n)
{
    int32_t low = 0, high = r->n_recipe;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (r->recipe[middle].facility < facility)
            low = middle + 1;
        else
            high = middle;
    }
    *n = 0;
    while (low + *n < r->n_recipe && r->recipe[low + *n].facility == facility)
        ++*n;
    return &r->recipe[low];
}

/* A commodity of which this share of the largest moves does not count: the solver's leftovers
 * are all there is of it. */
#define NO_TURNOVER 1e-9

MassBalance record_mass_balance(const Record *r, int32_t commodity)
{
    MassBalance b = {0};
    for (int32_t m = 0; m < r->n_markets; m++) {
        if (r->markets[m].commodity != commodity) continue;
        for (int32_t t = 0; t < r->n_steps; t++) {
            const size_t i = (size_t)t * (size_t)r->n_markets + (size_t)m;
            if (t == 0) b.opening += r->opening[i];
            if (t == r->n_steps - 1) b.closing += r->stock[i];
            b.production += r->production[i];
            b.backstop += r->backstop[i];
            b.process_use += r->process_use[i];
            b.demand += r->demand[i];
            b.disposal += r->disposal[i];
        }
    }
    const double in = b.opening + b.production + b.backstop;
    const double out = b.process_use + b.demand + b.disposal + b.closing;
    const double larger = fmax(fabs(in), fabs(out));
    b.larger = larger;
    b.imbalance = in - out;
    b.imbalance_relative = larger > 0 ? fabs(b.imbalance) / larger : 0.0;
    return b;
}

double record_worst_imbalance(const Record *r, int32_t *commodity)
{
    double most = 0, worst = 0;
    int32_t where = RECORD_NONE;
    for (int32_t c = 0; c < r->n_commodities; c++)
        most = fmax(most, record_mass_balance(r, c).larger);
    for (int32_t c = 0; c < r->n_commodities; c++) {
        const MassBalance here = record_mass_balance(r, c);
        if (here.larger < NO_TURNOVER * most) continue;
        if (here.imbalance_relative > worst || where == RECORD_NONE) {
            worst = here.imbalance_relative;
            where = c;
        }
    }
    if (commodity) *commodity = where;
    return worst;
}
