/* Routes and stocks: wildcards laid over the pairs and markets that can use them. */
#include <math.h>

#include "model/build.h"
#include "model/spread.h"

/* --- what can leave, and what is wanted --- */

static size_t market(const Draft *draft, int32_t region, int32_t commodity)
{
    return (size_t)region + (size_t)draft->model->n_regions * (size_t)commodity;
}

static void mark_facilities(const Draft *draft, Ends *ends)
{
    const Model *model = draft->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        if (facility->region < 0 || facility->process < 0) continue;
        const Process *process = &model->processes[facility->process];
        for (int32_t i = 0; i < process->n_lines; i++) {
            const RecipeLine *line = &model->recipe_lines[process->first_line + i];
            bool *flags = line->coefficient > 0 ? ends->made : ends->used;
            flags[market(draft, facility->region, line->commodity)] = true;
        }
    }
}

Status find_ends(const Draft *draft, Ends *out)
{
    const Model *model = draft->model;
    const size_t n = (size_t)model->n_regions * (size_t)model->n_commodities;
    out->made = ARENA_ARRAY(draft->reading.scratch, bool, n);
    out->used = ARENA_ARRAY(draft->reading.scratch, bool, n);
    if (!out->made || !out->used) return LODE_NO_MEMORY;
    mark_facilities(draft, out);
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        if (demand->region >= 0 && demand->commodity >= 0)
            out->used[market(draft, demand->region, demand->commodity)] = true;
    }
    return LODE_OK;
}

/* --- routes --- */

enum { FREIGHT, DUTY, SPECIFIC, WEDGE, HABIT, LIMIT, STICKINESS, HALF_LIFE };

static const SpreadCell route_cells[] = {
    [FREIGHT] = {"freight", offsetof(RouteRow, freight)},
    [DUTY] = {"duty", offsetof(RouteRow, duty)},
    [SPECIFIC] = {"specific", offsetof(RouteRow, specific)},
    [WEDGE] = {"wedge", offsetof(RouteRow, wedge)},
    [HABIT] = {"habit", offsetof(RouteRow, habit)},
    [LIMIT] = {"limit", offsetof(RouteRow, limit)},
    [STICKINESS] = {"stickiness", offsetof(RouteRow, stickiness)},
    [HALF_LIFE] = {"half_life", offsetof(RouteRow, half_life)},
};
static const SpreadKind route_kind = {route_cells, 8, sizeof(RouteRow),
                                      offsetof(RouteRow, origin)};

/* A row that names commodity and region by id makes that region an end, whoever is there. */
static void mark_named(const Draft *draft, const RouteRow *row, Ends *ends)
{
    if (row->commodity.specific != 2) return;
    const int32_t commodity = row->commodity.index[0];
    if (row->from.specific == 2)
        ends->made[market(draft, row->from.index[0], commodity)] = true;
    if (row->to.specific == 2) ends->used[market(draft, row->to.index[0], commodity)] = true;
}

static uint64_t route_key(const Draft *draft, int32_t commodity, int32_t from, int32_t to)
{
    const uint64_t n = (uint64_t)draft->model->n_regions;
    return ((uint64_t)commodity * n + (uint64_t)from) * n + (uint64_t)to;
}

static Status lay_route(Draft *draft, Spread *spread, const Ends *ends, const RouteRow *rows,
                        int32_t r)
{
    const RouteRow *row = &rows[r];
    Status st = LODE_OK;
    for (int32_t i = 0; i < row->commodity.n; i++) {
        const int32_t commodity = row->commodity.index[i];
        for (int32_t j = 0; j < row->from.n; j++) {
            const int32_t from = row->from.index[j];
            if (!ends->made[market(draft, from, commodity)]) continue;
            for (int32_t k = 0; k < row->to.n && !st; k++) {
                const int32_t to = row->to.index[k];
                if (to == from || !ends->used[market(draft, to, commodity)]) continue;
                st = spread_lay(spread, r, route_key(draft, commodity, from, to));
            }
        }
    }
    return st;
}

static double or_else(double value, double fallback)
{
    return isnan(value) ? fallback : value;
}

static Route route_from(const Draft *draft, const SpreadThing *thing, const RouteRow *rows)
{
    const uint64_t n = (uint64_t)draft->model->n_regions;
    const double *value = thing->value;
    const Origin none = {.document = MODEL_NONE, .note = ""};
    const int32_t main_row =
        thing->row[FREIGHT] == MODEL_NONE ? thing->first_row : thing->row[FREIGHT];
    return (Route){.commodity = (int32_t)(thing->key / n / n),
                   .from = (int32_t)(thing->key / n % n),
                   .to = (int32_t)(thing->key % n),
                   .freight = value[FREIGHT],
                   .specific = or_else(value[SPECIFIC], 0),
                   .wedge = or_else(value[WEDGE], 0),
                   .duty = or_else(value[DUTY], 0),
                   .habit = value[HABIT],
                   .limit = or_else(value[LIMIT], INFINITY),
                   .stickiness = or_else(value[STICKINESS], draft->behaviour.stickiness),
                   .half_life = or_else(value[HALF_LIFE], draft->behaviour.half_life),
                   .origin = rows[main_row].origin,
                   .habit_origin =
                       thing->row[HABIT] == MODEL_NONE ? none : rows[thing->row[HABIT]].origin};
}

/* Once for each row: a wildcard may stand for thousands. */
static void miss_freight(Draft *draft, const Route *route, const SpreadThing *thing,
                         const RouteRow *rows, bool *said)
{
    const Model *model = draft->model;
    if (!isnan(route->freight) || said[thing->first_row] || draft->rows[TABLE_ROUTES].errors)
        return;
    said[thing->first_row] = true;
    row_error(&draft->reading, &rows[thing->first_row].origin.place, "freight",
              "no row gives the freight of '%s' from '%s' to '%s'; write 0 if it is free",
              model->commodities[route->commodity].id, model->regions[route->from].id,
              model->regions[route->to].id);
}

static Status take_routes(Draft *draft, Spread *spread, const RouteRow *rows)
{
    int32_t n;
    const SpreadThing *things = spread_things(spread, &n);
    Route *routes = ARENA_ARRAY(draft->reading.arena, Route, n);
    bool *said = ARENA_ARRAY(draft->reading.scratch, bool, draft->rows[TABLE_ROUTES].n);
    if (!routes || !said) return LODE_NO_MEMORY;
    for (int32_t f = 0; f < n; f++) {
        routes[f] = route_from(draft, &things[f], rows);
        miss_freight(draft, &routes[f], &things[f], rows, said);
    }
    draft->model->routes = routes;
    draft->model->n_routes = n;
    return LODE_OK;
}

Status build_routes(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_ROUTES];
    const RouteRow *rows = list->items;
    Ends ends;
    Status st = find_ends(draft, &ends);
    if (st) return st;
    int32_t *specific = ARENA_ARRAY(draft->reading.scratch, int32_t, list->n);
    if (!specific) return LODE_NO_MEMORY;
    for (int32_t r = 0; r < list->n; r++) {
        mark_named(draft, &rows[r], &ends);
        specific[r] = table_specific(&table_routes, &rows[r]);
    }
    const int32_t *order = spread_order(draft->reading.scratch, specific, list->n);
    Spread *spread = spread_new(draft, &route_kind, rows, specific);
    if (!order || !spread) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n && !st; i++)
        st = lay_route(draft, spread, &ends, rows, order[i]);
    if (st == LODE_NO_MEMORY) return st;
    return take_routes(draft, spread, rows);
}

/* --- stocks --- */

enum {
    COVER,
    INITIAL,
    MAXIMUM,
    HOLDING,
    STIFFNESS,
    STORAGE,
    LEAST,
    ROOM,
    FINAL_LEAST,
    FINAL_VALUE,
    N_STOCK_CELLS
};

static const SpreadCell stock_cells[] = {
    [COVER] = {"cover", offsetof(StockRow, cover)},
    [INITIAL] = {"initial", offsetof(StockRow, initial)},
    [MAXIMUM] = {"maximum", offsetof(StockRow, maximum)},
    [HOLDING] = {"holding", offsetof(StockRow, holding)},
    [STIFFNESS] = {"stiffness", offsetof(StockRow, stiffness)},
    [STORAGE] = {"storage", offsetof(StockRow, storage)},
    [LEAST] = {"least", offsetof(StockRow, least)},
    [ROOM] = {"room", offsetof(StockRow, room)},
    [FINAL_LEAST] = {"final_least", offsetof(StockRow, final_least)},
    [FINAL_VALUE] = {"final_value", offsetof(StockRow, final_value)},
};
static const SpreadKind stock_kind = {stock_cells, N_STOCK_CELLS, sizeof(StockRow),
                                      offsetof(StockRow, origin)};

static Status lay_stock(Draft *draft, Spread *spread, const Ends *ends, const StockRow *rows,
                        int32_t r)
{
    const StockRow *row = &rows[r];
    const bool named = row->commodity.specific == 2 && row->region.specific == 2;
    Status st = LODE_OK;
    for (int32_t i = 0; i < row->commodity.n; i++) {
        const int32_t commodity = row->commodity.index[i];
        for (int32_t j = 0; j < row->region.n && !st; j++) {
            const size_t at = market(draft, row->region.index[j], commodity);
            if (named || ends->used[at]) st = spread_lay(spread, r, at);
        }
    }
    return st;
}

static Stock stock_from(const Draft *draft, const SpreadThing *thing, const StockRow *rows)
{
    const uint64_t n = (uint64_t)draft->model->n_regions;
    const Behaviour *behaviour = &draft->behaviour;
    const double *value = thing->value;
    const int32_t main_row =
        thing->row[COVER] == MODEL_NONE ? thing->first_row : thing->row[COVER];
    return (Stock){.region = (int32_t)(thing->key % n),
                   .commodity = (int32_t)(thing->key / n),
                   .cover = value[COVER],
                   .initial = value[INITIAL],
                   .maximum = or_else(value[MAXIMUM], 4 * value[COVER]),
                   .holding = or_else(value[HOLDING], behaviour->holding),
                   .stiffness = or_else(value[STIFFNESS], behaviour->stiffness),
                   .storage = or_else(value[STORAGE], 0),
                   .least = or_else(value[LEAST], 0),
                   .room = value[ROOM],
                   .final_least = value[FINAL_LEAST],
                   .final_value = value[FINAL_VALUE],
                   .origin = rows[main_row].origin};
}

static void check_stock(Draft *draft, const Stock *stock)
{
    const Model *model = draft->model;
    if (draft->rows[TABLE_STOCKS].errors) return;
    if (isnan(stock->cover))
        row_error(&draft->reading, &stock->origin.place, "cover",
                  "no row gives the cover of '%s' in '%s'; write 0 for none",
                  model->commodities[stock->commodity].id, model->regions[stock->region].id);
    else if (stock->maximum < stock->cover)
        row_error(&draft->reading, &stock->origin.place, "maximum",
                  "there is room for %g months of use, less than the cover of %g",
                  stock->maximum, stock->cover);
    if (stock->least > stock->room)
        row_error(&draft->reading, &stock->origin.place, "least",
                  "%g must be there, but there is room for %g", stock->least, stock->room);
}

static Status take_stocks(Draft *draft, Spread *spread, const StockRow *rows)
{
    int32_t n;
    const SpreadThing *things = spread_things(spread, &n);
    Stock *stocks = ARENA_ARRAY(draft->reading.arena, Stock, n);
    if (!stocks) return LODE_NO_MEMORY;
    for (int32_t s = 0; s < n; s++) {
        stocks[s] = stock_from(draft, &things[s], rows);
        check_stock(draft, &stocks[s]);
    }
    draft->model->stocks = stocks;
    draft->model->n_stocks = n;
    return LODE_OK;
}

Status build_stocks(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_STOCKS];
    const StockRow *rows = list->items;
    Ends ends;
    Status st = find_ends(draft, &ends);
    if (st) return st;
    int32_t *specific = ARENA_ARRAY(draft->reading.scratch, int32_t, list->n);
    if (!specific) return LODE_NO_MEMORY;
    for (int32_t r = 0; r < list->n; r++)
        specific[r] = table_specific(&table_stocks, &rows[r]);
    const int32_t *order = spread_order(draft->reading.scratch, specific, list->n);
    Spread *spread = spread_new(draft, &stock_kind, rows, specific);
    if (!order || !spread) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n && !st; i++)
        st = lay_stock(draft, spread, &ends, rows, order[i]);
    if (st == LODE_NO_MEMORY) return st;
    return take_stocks(draft, spread, rows);
}
