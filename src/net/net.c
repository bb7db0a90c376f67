#include "net/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "net/family.h"

/* Everything net_build writes before the net is handed out read-only. */
typedef struct Builder {
    const Model *model;
    Arena *arena;
    Net *net;
    int32_t *market_region, *market_commodity, *market_of;
    int32_t *col_start, *row;
    double *coef;
    double *row_price, *row_quantity;
    int32_t *duty_row, *recipe_end;
    const NetNeeds *needs;
    int32_t *term_start; /* n_cols + 1: the limit entries of each column */
    int32_t *term_limit;
    double *term_coef;
} Builder;

static int32_t pair(const Model *model, int32_t region, int32_t commodity)
{
    return region * model->n_commodities + commodity;
}

/* ---- markets: every (region, commodity) that something touches, by commodity, then region
 * ---- */

static void mark_markets(const Model *model, const NetNeeds *needs, int32_t *touched)
{
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        const Process *process = &model->processes[facility->process];
        for (int32_t i = 0; i < process->n_lines; i++) {
            const RecipeLine *line = &model->recipe_lines[process->first_line + i];
            touched[pair(model, facility->region, line->commodity)] = 1;
        }
    }
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        touched[pair(model, route->from, route->commodity)] = 1;
        touched[pair(model, route->to, route->commodity)] = 1;
    }
    for (int32_t d = 0; d < model->n_demands; d++)
        touched[pair(model, model->demands[d].region, model->demands[d].commodity)] = 1;
    for (int32_t s = 0; s < model->n_stocks; s++)
        touched[pair(model, model->stocks[s].region, model->stocks[s].commodity)] = 1;
    for (int32_t o = 0; o < needs->n_orders; o++)
        touched[pair(model, needs->orders[o].region, needs->orders[o].commodity)] = 1;
}

static Status lay_markets(Builder *b)
{
    const Model *model = b->model;
    const int32_t n_pairs = model->n_regions * model->n_commodities;
    b->market_of = ARENA_ARRAY(b->arena, int32_t, n_pairs);
    if (!b->market_of) return LODE_NO_MEMORY;
    mark_markets(model, b->needs, b->market_of);
    int32_t n = 0;
    for (int32_t i = 0; i < n_pairs; i++)
        n += b->market_of[i];
    b->market_region = ARENA_ARRAY(b->arena, int32_t, n);
    b->market_commodity = ARENA_ARRAY(b->arena, int32_t, n);
    if (!b->market_region || !b->market_commodity) return LODE_NO_MEMORY;
    int32_t m = 0;
    for (int32_t c = 0; c < model->n_commodities; c++) {
        for (int32_t r = 0; r < model->n_regions; r++) {
            int32_t *slot = &b->market_of[pair(model, r, c)];
            if (!*slot) {
                *slot = NET_NONE;
                continue;
            }
            b->market_region[m] = r;
            b->market_commodity[m] = c;
            *slot = m++;
        }
    }
    Net *net = b->net;
    net->n_markets = n;
    net->market_region = b->market_region;
    net->market_commodity = b->market_commodity;
    net->market_of = b->market_of;
    return LODE_OK;
}

/* ---- who stands where ---- */

static Status lay_ends(Builder *b)
{
    const Model *model = b->model;
    Net *net = b->net;
    int32_t *from = ARENA_ARRAY(b->arena, int32_t, model->n_routes);
    int32_t *to = ARENA_ARRAY(b->arena, int32_t, model->n_routes);
    int32_t *demand_market = ARENA_ARRAY(b->arena, int32_t, model->n_demands);
    int32_t *stock_market = ARENA_ARRAY(b->arena, int32_t, model->n_stocks);
    int32_t *market_stock = ARENA_ARRAY(b->arena, int32_t, net->n_markets);
    if (!from || !to || !demand_market || !stock_market || !market_stock) return LODE_NO_MEMORY;
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        from[f] = net_market(net, route->from, route->commodity);
        to[f] = net_market(net, route->to, route->commodity);
    }
    for (int32_t d = 0; d < model->n_demands; d++)
        demand_market[d] =
            net_market(net, model->demands[d].region, model->demands[d].commodity);
    for (int32_t m = 0; m < net->n_markets; m++)
        market_stock[m] = NET_NONE;
    for (int32_t s = 0; s < model->n_stocks; s++) {
        stock_market[s] = net_market(net, model->stocks[s].region, model->stocks[s].commodity);
        market_stock[stock_market[s]] = s;
    }
    net->route_from = from;
    net->route_to = to;
    net->demand_market = demand_market;
    net->stock_market = stock_market;
    net->market_stock = market_stock;
    return LODE_OK;
}

double net_output(const Model *model, int32_t facility, int32_t commodity)
{
    const Process *process = &model->processes[model->facilities[facility].process];
    double sum = 0;
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &model->recipe_lines[process->first_line + i];
        if (line->commodity == commodity) sum += line->coefficient;
    }
    return sum;
}

static Status lay_drivers(Builder *b)
{
    const Model *model = b->model;
    double *start = ARENA_ARRAY(b->arena, double, model->n_drivers);
    if (!start) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_drivers; i++)
        start[i] = driver_value(model, i, model->start);
    b->net->driver_start = start;
    return LODE_OK;
}

double net_wanted(const Net *net, int32_t demand, Month month)
{
    const Model *model = net->model;
    const Demand *d = &model->demands[demand];
    const double base = d->form == DEMAND_LINEAR ? d->intercept : d->quantity;
    if (d->driver == MODEL_NONE) return base * net->months;
    double sum = 0;
    for (Month m = month; m < month + model->months_per_step; m++) {
        const double now = driver_value(model, d->driver, m);
        sum += isnan(d->intensity) ? base * now / net->driver_start[d->driver]
                                   : d->intensity * now;
    }
    return sum;
}

static Status lay_orders(Builder *b)
{
    const NetNeeds *needs = b->needs;
    Net *net = b->net;
    int32_t *market = ARENA_ARRAY(b->arena, int32_t, needs->n_orders);
    double *sign = ARENA_ARRAY(b->arena, double, needs->n_orders);
    double *share = ARENA_ARRAY(b->arena, double, b->model->n_facilities);
    if (!market || !sign || !share) return LODE_NO_MEMORY;
    for (int32_t o = 0; o < needs->n_orders; o++) {
        market[o] = net_market(net, needs->orders[o].region, needs->orders[o].commodity);
        sign[o] = needs->orders[o].sells ? 1.0 : -1.0;
    }
    for (int32_t i = 0; i < needs->n_contracts; i++) {
        const Contract *contract = &needs->contracts[i];
        share[contract->facility] =
            net_output(b->model, contract->facility, contract->commodity);
    }
    net->n_orders = needs->n_orders;
    net->order_market = market;
    net->order_sign = sign;
    net->contract_share = share;
    return LODE_OK;
}

/* ---- projects: slots for what is under way and for what stands ---- */

static int32_t whole_steps(double months, int32_t per_step)
{
    return (int32_t)ceil(months / per_step);
}

static Status lay_projects(Builder *b)
{
    const Model *model = b->model;
    int32_t *coming = ARENA_ARRAY(b->arena, int32_t, model->n_expansions + 1);
    int32_t *vintage = ARENA_ARRAY(b->arena, int32_t, model->n_expansions + 1);
    if (!coming || !vintage) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_expansions; i++) {
        const Expansion *its = &model->expansions[i];
        const double longest = NET_SLOWEST_PERMITS * its->permit + its->lead + its->ramp;
        const int32_t year = model->months_per_step > 12 ? model->months_per_step : 12;
        coming[i + 1] = coming[i] + whole_steps(longest, model->months_per_step) + 3;
        vintage[i + 1] = vintage[i] + whole_steps(its->lifetime, year) + 2;
    }
    b->net->coming_start = coming;
    b->net->vintage_start = vintage;
    return LODE_OK;
}

/* ---- columns: their blocks ---- */

static Status lay_columns(Builder *b)
{
    const Model *model = b->model;
    Net *net = b->net;
    int32_t *demand_col = ARENA_ARRAY(b->arena, int32_t, model->n_demands);
    if (!demand_col) return LODE_NO_MEMORY;
    for (int32_t d = 0; d < model->n_demands; d++)
        net->n_linear += model->demands[d].form == DEMAND_LINEAR;
    net->n_curves = model->n_demands - net->n_linear;
    net->facility0 = 0;
    net->route0 = net->facility0 + model->n_facilities;
    net->linear0 = net->route0 + model->n_routes;
    net->stock0 = net->linear0 + net->n_linear;
    net->disposal0 = net->stock0 + model->n_stocks;
    net->backstop0 = net->disposal0 + net->n_markets;
    net->order0 = net->backstop0 + net->n_markets;
    net->curve0 = net->order0 + net->n_orders;
    int32_t linear = net->linear0, curve = net->curve0;
    for (int32_t d = 0; d < model->n_demands; d++)
        demand_col[d] = model->demands[d].form == DEMAND_LINEAR ? linear++ : curve++;
    net->demand_col = demand_col;
    Program *p = &net->program;
    p->n_markets = net->n_markets;
    p->n_rows = net->n_markets + net->n_limits;
    p->n_cols = net->curve0 + net->n_curves;
    p->n_demands = net->n_curves;
    p->demand0 = net->curve0;
    return LODE_OK;
}

/* ---- limits: their entries, column by column ---- */

int32_t net_term_col(const Net *net, const LimitTerm *term)
{
    if (term->over == LIMIT_OVER_FACILITY) return net->facility0 + term->index;
    if (term->over == LIMIT_OVER_ROUTE) return net->route0 + term->index;
    return net->demand_col[term->index];
}

static Status lay_terms(Builder *b)
{
    const Net *net = b->net;
    const int32_t n_cols = net->program.n_cols;
    int64_t n = 0;
    for (int32_t l = 0; l < net->n_limits; l++)
        n += net->limits[l].n_terms;
    if (n > INT32_MAX) return LODE_NO_MEMORY;
    b->term_start = ARENA_ARRAY(b->arena, int32_t, n_cols + 2);
    b->term_limit = ARENA_ARRAY(b->arena, int32_t, n);
    b->term_coef = ARENA_ARRAY(b->arena, double, n);
    if (!b->term_start || !b->term_limit || !b->term_coef) return LODE_NO_MEMORY;
    int32_t *next = b->term_start + 1; /* next[j] ends as the start of column j + 1 */
    for (int32_t l = 0; l < net->n_limits; l++)
        for (int32_t i = 0; i < net->limits[l].n_terms; i++)
            next[net_term_col(net, &net->limits[l].terms[i]) + 1]++;
    for (int32_t j = 0; j < n_cols; j++)
        next[j + 1] += next[j];
    for (int32_t l = 0; l < net->n_limits; l++)
        for (int32_t i = 0; i < net->limits[l].n_terms; i++) {
            const LimitTerm *term = &net->limits[l].terms[i];
            const int32_t at = next[net_term_col(net, term)]++;
            b->term_limit[at] = l;
            b->term_coef[at] = term->coef;
        }
    return LODE_OK;
}

/* ---- the matrix ---- */

static int64_t count_entries(const Builder *b)
{
    const Model *model = b->model;
    int64_t n = 0;
    for (int32_t k = 0; k < model->n_facilities; k++)
        n += model->processes[model->facilities[k].process].n_lines;
    n += 2 * (int64_t)model->n_routes + model->n_demands + model->n_stocks;
    n += 2 * (int64_t)b->net->n_markets + b->net->n_orders;
    n += b->term_start[b->net->program.n_cols];
    return n;
}

/* Adds an entry to the column being filled, which ends at *end: rows stay sorted, equal ones
 * add up (a process may take and give the same commodity). */
static void put_entry(Builder *b, int32_t begin, int32_t *end, int32_t row, double coef)
{
    int32_t i = *end;
    while (i > begin && b->row[i - 1] > row)
        i--;
    if (i > begin && b->row[i - 1] == row) {
        b->coef[i - 1] += coef;
        return;
    }
    memmove(&b->row[i + 1], &b->row[i], (size_t)(*end - i) * sizeof *b->row);
    memmove(&b->coef[i + 1], &b->coef[i], (size_t)(*end - i) * sizeof *b->coef);
    b->row[i] = row;
    b->coef[i] = coef;
    ++*end;
}

static void fill_facility(Builder *b, int32_t k, int32_t begin, int32_t *end)
{
    const Facility *facility = &b->model->facilities[k];
    const Process *process = &b->model->processes[facility->process];
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &b->model->recipe_lines[process->first_line + i];
        const int32_t market = net_market(b->net, facility->region, line->commodity);
        put_entry(b, begin, end, market, line->coefficient);
    }
}

/* Ends column j: its entries in limit rows come last. A limit "sum <= L" stands as
 * "-sum >= -L". */
static void end_column(Builder *b, int32_t *j, int32_t *end)
{
    const int32_t begin = b->col_start[*j];
    for (int32_t i = b->term_start[*j]; i < b->term_start[*j + 1]; i++)
        put_entry(b, begin, end, b->net->n_markets + b->term_limit[i], -b->term_coef[i]);
    b->col_start[++*j] = *end;
}

static void fill_demands(Builder *b, bool linear, int32_t *col, int32_t *end)
{
    for (int32_t d = 0; d < b->model->n_demands; d++) {
        if ((b->model->demands[d].form == DEMAND_LINEAR) != linear) continue;
        put_entry(b, *end, end, b->net->demand_market[d], -1.0);
        end_column(b, col, end);
    }
}

static void fill_matrix(Builder *b)
{
    const Model *model = b->model;
    const Net *net = b->net;
    int32_t end = 0, col = 0;
    b->col_start[0] = 0;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        fill_facility(b, k, end, &end);
        b->recipe_end[k] = end;
        end_column(b, &col, &end);
    }
    for (int32_t f = 0; f < model->n_routes; f++) {
        const int32_t begin = end;
        put_entry(b, begin, &end, net->route_from[f], -1.0);
        put_entry(b, begin, &end, net->route_to[f], 1.0);
        end_column(b, &col, &end);
    }
    fill_demands(b, true, &col, &end);
    for (int32_t s = 0; s < model->n_stocks; s++) {
        put_entry(b, end, &end, net->stock_market[s], -1.0);
        end_column(b, &col, &end);
    }
    for (int32_t side = 0; side < 2; side++) { /* disposal leaves, backstop arrives */
        for (int32_t m = 0; m < net->n_markets; m++) {
            put_entry(b, end, &end, m, side == 0 ? -1.0 : 1.0);
            end_column(b, &col, &end);
        }
    }
    for (int32_t o = 0; o < net->n_orders; o++) {
        put_entry(b, end, &end, net->order_market[o], net->order_sign[o]);
        end_column(b, &col, &end);
    }
    fill_demands(b, false, &col, &end);
}

static Status lay_matrix(Builder *b)
{
    Program *p = &b->net->program;
    const int64_t room = count_entries(b);
    if (room > INT32_MAX) return LODE_NO_MEMORY;
    b->col_start = ARENA_ARRAY(b->arena, int32_t, p->n_cols + 1);
    b->row = ARENA_ARRAY(b->arena, int32_t, room);
    b->coef = ARENA_ARRAY(b->arena, double, room);
    b->duty_row = ARENA_ARRAY(b->arena, int32_t, p->n_cols);
    b->recipe_end = ARENA_ARRAY(b->arena, int32_t, b->model->n_facilities);
    if (!b->col_start || !b->row || !b->coef || !b->duty_row || !b->recipe_end)
        return LODE_NO_MEMORY;
    fill_matrix(b);
    for (int32_t j = 0; j < p->n_cols; j++)
        b->duty_row[j] = PROGRAM_NONE;
    for (int32_t f = 0; f < b->model->n_routes; f++)
        b->duty_row[b->net->route0 + f] = b->net->route_from[f];
    for (int32_t i = 0; i < b->needs->n_contracts; i++) {
        const Contract *contract = &b->needs->contracts[i];
        const int32_t region = b->model->facilities[contract->facility].region;
        b->duty_row[b->net->facility0 + contract->facility] =
            net_market(b->net, region, contract->commodity);
    }
    p->col_start = b->col_start;
    p->row = b->row;
    p->coef = b->coef;
    p->duty_row = b->duty_row;
    b->net->recipe_end = b->recipe_end;
    return LODE_OK;
}

/* ---- scales: usual prices and quantities of the rows ---- */

static void take_larger(double *largest, double value)
{
    if (isfinite(value) && fabs(value) > *largest) *largest = fabs(value);
}

/* The largest price-like number of the model, for commodities that name no price. */
static double largest_price(const Model *model)
{
    double largest = 0;
    for (int32_t c = 0; c < model->n_commodities; c++)
        take_larger(&largest, model->commodities[c].price);
    for (int32_t k = 0; k < model->n_facilities; k++)
        take_larger(&largest, model->facilities[k].cost);
    for (int32_t f = 0; f < model->n_routes; f++)
        take_larger(&largest, model->routes[f].freight);
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        take_larger(&largest, demand->price);
        if (demand->form == DEMAND_LINEAR && demand->slope > 0)
            take_larger(&largest, demand->intercept / demand->slope);
    }
    return largest > 0 ? largest : 1.0;
}

/* Turnover that the tables suggest for each market: the larger of what can be made, what is
 * asked for, and what is used to move. */
static void suggest_turnover(const Builder *b, double *made, double *used)
{
    const Model *model = b->model;
    const Net *net = b->net;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        if (!isfinite(facility->capacity)) continue;
        for (int32_t i = b->col_start[k]; i < b->col_start[k + 1]; i++) {
            const double amount = b->coef[i] * facility->capacity * net->months;
            *(amount > 0 ? &made[b->row[i]] : &used[b->row[i]]) += fabs(amount);
        }
    }
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        const double q = demand->form == DEMAND_LINEAR ? demand->intercept : demand->quantity;
        used[net->demand_market[d]] += q * net->months;
    }
    for (int32_t f = 0; f < model->n_routes; f++) {
        const double habit = model->routes[f].habit * net->months;
        if (!(habit > 0)) continue;
        used[net->route_from[f]] += habit;
        made[net->route_to[f]] += habit;
    }
}

/* A market of which the tables say nothing counts as a hundredth of its commodity's largest. */
enum { QUIET_MARKET = 100 };

static void scale_quantities(Builder *b, const double *made, const double *used)
{
    const Net *net = b->net;
    double overall = 0;
    for (int32_t m = 0; m < net->n_markets; m++) {
        const double smaller = fmin(made[m], used[m]), larger = fmax(made[m], used[m]);
        b->row_quantity[m] = smaller > 0 ? smaller : larger;
        overall = fmax(overall, b->row_quantity[m]);
    }
    if (!(overall > 0)) overall = 1.0;
    for (int32_t begin = 0, end; begin < net->n_markets; begin = end) {
        double largest = 0;
        const int32_t c = net->market_commodity[begin];
        for (end = begin; end < net->n_markets && net->market_commodity[end] == c; end++)
            largest = fmax(largest, b->row_quantity[end]);
        if (!(largest > 0)) largest = overall;
        for (int32_t m = begin; m < end; m++)
            b->row_quantity[m] = fmax(b->row_quantity[m], largest / QUIET_MARKET);
    }
}

/* Where a term's goods are: their price and quantity scale the limit. */
static int32_t term_market(const Net *net, const Program *p, const LimitTerm *term)
{
    if (term->over == LIMIT_OVER_ROUTE) return net->route_from[term->index];
    if (term->over == LIMIT_OVER_DEMAND) return net->demand_market[term->index];
    const int32_t col = net->facility0 + term->index;
    int32_t dearest = p->row[p->col_start[col]];
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        if (p->row[e] < net->n_markets && p->coef[e] > 0) dearest = p->row[e];
    return dearest < net->n_markets ? dearest : NET_NONE;
}

static void scale_limits(Builder *b)
{
    const Net *net = b->net;
    for (int32_t l = 0; l < net->n_limits; l++) {
        double price = 0, quantity = 0;
        for (int32_t i = 0; i < net->limits[l].n_terms; i++) {
            const LimitTerm *term = &net->limits[l].terms[i];
            const int32_t m = term_market(net, &net->program, term);
            if (m == NET_NONE || !(term->coef > 0)) continue;
            price = fmax(price, b->row_price[m]);
            quantity = fmax(quantity, b->row_quantity[m]);
        }
        b->row_price[net->n_markets + l] = price > 0 ? price : 1.0;
        b->row_quantity[net->n_markets + l] = quantity > 0 ? quantity : 1.0;
    }
}

static Status lay_scales(Builder *b)
{
    const Model *model = b->model;
    const Net *net = b->net;
    b->row_price = ARENA_ARRAY(b->arena, double, net->program.n_rows);
    b->row_quantity = ARENA_ARRAY(b->arena, double, net->program.n_rows);
    double *made = ARENA_ARRAY(b->arena, double, net->n_markets);
    double *used = ARENA_ARRAY(b->arena, double, net->n_markets);
    if (!b->row_price || !b->row_quantity || !made || !used) return LODE_NO_MEMORY;
    const double fallback = largest_price(model);
    for (int32_t m = 0; m < net->n_markets; m++) {
        const double price = model->commodities[net->market_commodity[m]].price;
        b->row_price[m] = price > 0 ? price : fallback;
    }
    suggest_turnover(b, made, used);
    scale_quantities(b, made, used);
    scale_limits(b);
    b->net->program.row_price = b->row_price;
    b->net->program.row_quantity = b->row_quantity;
    return LODE_OK;
}

/* ---- numbers that no month changes ---- */

/* Disposal and backstop rise a little with their amount, so that a surplus shared by several
 * markets has one answer: by this share of the reference price per row quantity. */
#define VALVE_RISE 0.1

static void fill_valve(Builder *b, int32_t col, int32_t m, double cost, bool relative)
{
    Program *p = &b->net->program;
    p->lower[col] = 0;
    p->upper[col] = isnan(cost) ? 0.0 : INFINITY;
    p->cost[col] = isnan(cost) ? 0.0 : relative ? cost * b->row_price[m] : cost;
    p->slope[col] = relative ? VALVE_RISE * p->cost[col] / b->row_quantity[m] : 0.0;
}

static Status take_numbers(Builder *b)
{
    Program *p = &b->net->program;
    p->lower = ARENA_ARRAY(b->arena, double, p->n_cols);
    p->upper = ARENA_ARRAY(b->arena, double, p->n_cols);
    p->cost = ARENA_ARRAY(b->arena, double, p->n_cols);
    p->slope = ARENA_ARRAY(b->arena, double, p->n_cols);
    p->duty = ARENA_ARRAY(b->arena, double, p->n_cols);
    p->demand_scale = ARENA_ARRAY(b->arena, double, p->n_demands);
    p->demand_elasticity = ARENA_ARRAY(b->arena, double, p->n_demands);
    p->demand_choke = ARENA_ARRAY(b->arena, double, p->n_demands);
    p->rhs = ARENA_ARRAY(b->arena, double, p->n_rows);
    const bool ok = p->lower && p->upper && p->cost && p->slope && p->duty && p->demand_scale &&
                    p->demand_elasticity && p->demand_choke && p->rhs;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

static Status lay_curves(Builder *b)
{
    const Model *model = b->model;
    Net *net = b->net;
    Program *p = &net->program;
    double *level = ARENA_ARRAY(b->arena, double, net->n_curves);
    double *most = ARENA_ARRAY(b->arena, double, net->n_curves);
    if (!level || !most) return LODE_NO_MEMORY;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        const int32_t curve = net->demand_col[d] - net->curve0;
        const double e = demand->elasticity;
        if (demand->form == DEMAND_LINEAR) continue;
        p->demand_elasticity[curve] = e;
        p->demand_choke[curve] =
            isinf(demand->choke) ? INFINITY : demand->choke * demand->price;
        level[curve] = e > 0 ? pow(demand->price, e) : 1.0;
        most[curve] = pow(NET_CHEAPEST, -e);
    }
    net->curve_level = level;
    net->curve_most = most;
    return LODE_OK;
}

static Status lay_numbers(Builder *b)
{
    Status st = take_numbers(b);
    if (!st) st = lay_curves(b);
    if (st) return st;
    const Model *model = b->model;
    const Net *net = b->net;
    for (int32_t m = 0; m < net->n_markets; m++) {
        const Commodity *c = &model->commodities[net->market_commodity[m]];
        fill_valve(b, net->disposal0 + m, m, c->disposal, c->disposal_relative);
        fill_valve(b, net->backstop0 + m, m, c->backstop, c->backstop_relative);
    }
    Program *p = &b->net->program;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        if (demand->form == DEMAND_LINEAR)
            p->slope[net->demand_col[d]] = 1.0 / (demand->slope * net->months);
    }
    for (int32_t l = 0; l < net->n_limits; l++)
        p->rhs[net->n_markets + l] = -INFINITY;
    return LODE_OK;
}

/* ---- products in use ---- */

/* Less than this share of a cohort is nothing; and what is older than this has left use. */
#define COHORT_NOTHING 1e-12
enum { COHORT_OLDEST = 12 * 200 }; /* months */

static int32_t cohort_ages(const Net *net, const Cohort *cohort)
{
    int32_t n = 1;
    while (n * net->months < COHORT_OLDEST &&
           cohort_survival(cohort, (n + cohort->entry) * net->months) >= COHORT_NOTHING)
        n++;
    return n;
}

static Status lay_cohorts(Builder *b)
{
    const Model *model = b->model;
    int32_t *start = ARENA_ARRAY(b->arena, int32_t, model->n_cohorts + 1);
    if (!start) return LODE_NO_MEMORY;
    for (int32_t c = 0; c < model->n_cohorts; c++)
        start[c + 1] = start[c] + cohort_ages(b->net, &model->cohorts[c]);
    double *survival = ARENA_ARRAY(b->arena, double, start[model->n_cohorts]);
    if (!survival) return LODE_NO_MEMORY;
    for (int32_t c = 0; c < model->n_cohorts; c++)
        for (int32_t i = start[c]; i < start[c + 1]; i++)
            survival[i] = cohort_survival(
                &model->cohorts[c], (i - start[c] + model->cohorts[c].entry) * b->net->months);
    b->net->cohort_start = start;
    b->net->survival = survival;
    return LODE_OK;
}

Status net_build(const Model *model, const NetNeeds *needs, Net **out)
{
    static const NetNeeds none;
    *out = NULL;
    Arena *arena = arena_new((size_t)1 << 18);
    Net *net = arena_zeroed(arena, 1, sizeof *net);
    if (!net) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *net = (Net){.arena = arena, .model = model, .months = model->months_per_step};
    Builder b = {.model = model, .arena = arena, .net = net, .needs = needs ? needs : &none};
    Status st = family_lay(model, b.needs, arena, net);
    if (!st) st = lay_markets(&b);
    if (!st) st = lay_ends(&b);
    if (!st) st = lay_drivers(&b);
    if (!st) st = lay_orders(&b);
    if (!st) st = lay_projects(&b);
    if (!st) st = lay_columns(&b);
    if (!st) st = lay_terms(&b);
    if (!st) st = lay_matrix(&b);
    if (!st) st = lay_scales(&b);
    if (!st) st = lay_numbers(&b);
    if (!st) st = lay_cohorts(&b);
    if (st) {
        arena_free(arena);
        return st;
    }
    *out = net;
    return LODE_OK;
}

void net_free(Net *net)
{
    if (net) arena_free(net->arena);
}

int32_t net_market(const Net *net, int32_t region, int32_t commodity)
{
    return net->market_of[pair(net->model, region, commodity)];
}
