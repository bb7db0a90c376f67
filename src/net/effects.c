#include "net/effects.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static Status take_money(Payers payers, int32_t n_facilities, Arena *arena, Effects *out)
{
    out->n_payers = payers.n_payers;
    out->room_for_aids = payers.n_aids;
    out->support = ARENA_ARRAY(arena, double, n_facilities);
    out->left = ARENA_ARRAY(arena, double, payers.n_payers);
    out->aids = ARENA_ARRAY(arena, Aid, payers.n_aids);
    return out->support && out->left && out->aids ? LODE_OK : LODE_NO_MEMORY;
}

static Status take_trade(const Net *net, Arena *arena, Effects *out)
{
    const int32_t n = net->model->n_facilities;
    out->order_limit = ARENA_ARRAY(arena, double, net->n_orders);
    out->order_price = ARENA_ARRAY(arena, double, net->n_orders);
    out->contract = ARENA_ARRAY(arena, double, n);
    out->contract_price = ARENA_ARRAY(arena, double, n);
    out->least = ARENA_ARRAY(arena, double, n);
    out->most = ARENA_ARRAY(arena, double, n);
    const bool ok = out->order_limit && out->order_price && out->contract &&
                    out->contract_price && out->least && out->most;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

static Status take_building(const Model *model, Arena *arena, Effects *out)
{
    out->permit_months = ARENA_ARRAY(arena, double, model->n_facilities);
    out->build_scale = ARENA_ARRAY(arena, double, model->n_facilities);
    out->capital_scale = ARENA_ARRAY(arena, double, model->n_facilities);
    out->ordered = ARENA_ARRAY(arena, double, model->n_facilities);
    out->training = ARENA_ARRAY(arena, double, model->n_regions);
    out->known = ARENA_ARRAY(arena, double, model->n_technologies);
    out->spreading = ARENA_ARRAY(arena, double, model->n_technologies);
    const bool ok = out->permit_months && out->build_scale && out->capital_scale &&
                    out->ordered && out->training && out->known && out->spreading;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

Status effects_new(const Net *net, Payers payers, Arena *arena, Effects *out)
{
    const Model *model = net->model;
    *out = (Effects){.month = model->start};
    out->capacity = ARENA_ARRAY(arena, double, model->n_facilities);
    out->flow_limit = ARENA_ARRAY(arena, double, model->n_routes);
    out->duty = ARENA_ARRAY(arena, double, model->n_routes);
    out->specific = ARENA_ARRAY(arena, double, model->n_routes);
    out->conduct = ARENA_ARRAY(arena, double, model->n_routes);
    out->believed = ARENA_ARRAY(arena, double, model->n_routes);
    out->demand_scale = ARENA_ARRAY(arena, double, model->n_demands);
    out->collected = ARENA_ARRAY(arena, double, model->n_facilities);
    out->limit = ARENA_ARRAY(arena, double, net->n_limits);
    const bool ok = out->capacity && out->flow_limit && out->duty && out->specific &&
                    out->conduct && out->believed && out->demand_scale && out->collected &&
                    out->limit;
    Status st = ok ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = take_money(payers, model->n_facilities, arena, out);
    if (!st) st = take_building(model, arena, out);
    if (!st) st = take_trade(net, arena, out);
    return st;
}

static void copy(double *to, const double *from, int32_t n)
{
    if (n) memcpy(to, from, (size_t)n * sizeof *to);
}

void effects_copy(const Net *net, const Effects *from, Effects *to)
{
    const Model *model = net->model;
    const int32_t n_facilities = model->n_facilities, n_routes = model->n_routes;
    to->month = from->month;
    copy(to->capacity, from->capacity, n_facilities);
    copy(to->collected, from->collected, n_facilities);
    copy(to->contract, from->contract, n_facilities);
    copy(to->contract_price, from->contract_price, n_facilities);
    copy(to->least, from->least, n_facilities);
    copy(to->most, from->most, n_facilities);
    copy(to->support, from->support, n_facilities);
    copy(to->permit_months, from->permit_months, n_facilities);
    copy(to->build_scale, from->build_scale, n_facilities);
    copy(to->capital_scale, from->capital_scale, n_facilities);
    copy(to->ordered, from->ordered, n_facilities);
    copy(to->training, from->training, model->n_regions);
    copy(to->known, from->known, model->n_technologies);
    copy(to->spreading, from->spreading, model->n_technologies);
    copy(to->flow_limit, from->flow_limit, n_routes);
    copy(to->duty, from->duty, n_routes);
    copy(to->specific, from->specific, n_routes);
    copy(to->conduct, from->conduct, n_routes);
    copy(to->believed, from->believed, n_routes);
    copy(to->demand_scale, from->demand_scale, model->n_demands);
    copy(to->limit, from->limit, net->n_limits);
    copy(to->order_limit, from->order_limit, net->n_orders);
    copy(to->order_price, from->order_price, net->n_orders);
    copy(to->left, from->left, from->n_payers);
    to->n_aids = from->n_aids;
    if (from->n_aids) memcpy(to->aids, from->aids, (size_t)from->n_aids * sizeof *to->aids);
}

/* Capacity of a step is the sum over its months, so that a ramp within a quarter counts. */
static double step_capacity(const Net *net, int32_t facility, Month month)
{
    double sum = 0;
    for (Month m = month; m < month + net->model->months_per_step; m++)
        sum += facility_capacity(net->model, facility, m);
    return sum;
}

static void open_trade(const Net *net, Effects *effects)
{
    for (int32_t o = 0; o < net->n_orders; o++)
        effects->order_limit[o] = effects->order_price[o] = 0.0;
    for (int32_t k = 0; k < net->model->n_facilities; k++) {
        effects->contract[k] = effects->contract_price[k] = effects->least[k] = 0.0;
        effects->most[k] = INFINITY;
    }
}

static void open_building(const Model *model, Effects *effects)
{
    effects->n_aids = 0;
    for (int32_t i = 0; i < effects->n_payers; i++)
        effects->left[i] = INFINITY;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        effects->support[k] = effects->permit_months[k] = effects->ordered[k] = 0.0;
        effects->build_scale[k] = effects->capital_scale[k] = 1.0;
    }
    for (int32_t i = 0; i < model->n_expansions; i++)
        effects->permit_months[model->expansions[i].facility] = model->expansions[i].permit;
    for (int32_t r = 0; r < model->n_regions; r++)
        effects->training[r] = 0.0;
    for (int32_t i = 0; i < model->n_technologies; i++) {
        effects->known[i] = NAN;
        effects->spreading[i] = 1.0;
    }
}

void effects_open(const Net *net, Month month, Effects *effects)
{
    const Model *model = net->model;
    effects->month = month;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        effects->capacity[k] = step_capacity(net, k, month);
        effects->collected[k] = INFINITY;
    }
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        effects->flow_limit[f] = route->limit * net->months;
        effects->duty[f] = route->duty;
        effects->specific[f] = route->specific;
        effects->conduct[f] = 0.0;
        effects->believed[f] = NAN;
    }
    for (int32_t d = 0; d < model->n_demands; d++)
        effects->demand_scale[d] = 1.0;
    for (int32_t l = 0; l < net->n_limits; l++)
        effects->limit[l] = INFINITY;
    open_building(model, effects);
    open_trade(net, effects);
}

void effects_limit_flow(Effects *effects, int32_t route, double limit)
{
    effects->flow_limit[route] = fmin(effects->flow_limit[route], limit);
}

void effects_tax_flow(Effects *effects, int32_t route, double duty, double specific)
{
    effects->duty[route] += duty;
    effects->specific[route] += specific;
}

void effects_hold_back(Effects *effects, int32_t route, double conduct, double elasticity)
{
    if (!(conduct > effects->conduct[route])) return;
    effects->conduct[route] = conduct;
    effects->believed[route] = elasticity;
}

void effects_scale_capacity(Effects *effects, int32_t facility, double share)
{
    if (!isinf(effects->capacity[facility]) || share == 0.0)
        effects->capacity[facility] = share == 0.0 ? 0.0 : effects->capacity[facility] * share;
    if (!isinf(effects->collected[facility])) effects->collected[facility] *= share;
}

void effects_scale_demand(Effects *effects, int32_t demand, double factor)
{
    effects->demand_scale[demand] *= factor;
}

void effects_limit_row(Effects *effects, int32_t row, double limit)
{
    effects->limit[row] = fmin(effects->limit[row], limit);
}

void effects_order(Effects *effects, int32_t order, double limit, double price)
{
    effects->order_limit[order] = limit;
    effects->order_price[order] = price;
}

void effects_contract(Effects *effects, int32_t facility, double share, double price)
{
    effects->contract[facility] = share;
    effects->contract_price[facility] = price;
}

void effects_bound_activity(Effects *effects, int32_t facility, double least, double most)
{
    effects->least[facility] = fmax(effects->least[facility], least);
    effects->most[facility] = fmin(effects->most[facility], most);
}

void effects_add_capacity(Effects *effects, int32_t facility, double capacity)
{
    effects->capacity[facility] += capacity;
}

void effects_budget(Effects *effects, int32_t payer, double left)
{
    effects->left[payer] = fmin(effects->left[payer], fmax(left, 0.0));
}

static void add_aid(Effects *effects, Aid aid)
{
    assert(effects->n_aids < effects->room_for_aids);
    effects->aids[effects->n_aids++] = aid;
}

void effects_support(Effects *effects, int32_t payer, int32_t facility, double rate)
{
    add_aid(effects, (Aid){.payer = payer, .facility = facility, .rate = rate});
}

void effects_grant(Effects *effects, int32_t payer, int32_t facility, double share)
{
    add_aid(effects, (Aid){.payer = payer, .facility = facility, .share = share});
}

/* What the payer would spend if everything it supports worked at capacity. */
static double most_support(const Effects *effects, int32_t payer)
{
    double most = 0.0;
    for (int32_t i = 0; i < effects->n_aids; i++) {
        const Aid *aid = &effects->aids[i];
        if (aid->payer == payer && aid->rate > 0.0)
            most += aid->rate * effects->capacity[aid->facility];
    }
    return most;
}

void effects_keep_budgets(Effects *effects)
{
    for (int32_t p = 0; p < effects->n_payers; p++) {
        if (isinf(effects->left[p])) continue;
        const double most = most_support(effects, p);
        if (!(most > effects->left[p])) continue;
        for (int32_t i = 0; i < effects->n_aids; i++)
            if (effects->aids[i].payer == p && effects->aids[i].rate > 0.0)
                effects->aids[i].rate *= effects->left[p] / most;
    }
    for (int32_t i = 0; i < effects->n_aids; i++)
        effects->support[effects->aids[i].facility] += effects->aids[i].rate;
}

void effects_scale_permits(Effects *effects, int32_t facility, double factor)
{
    effects->permit_months[facility] *= factor;
}

void effects_scale_building(Effects *effects, int32_t facility, double factor)
{
    effects->build_scale[facility] *= factor;
}

void effects_scale_capital(Effects *effects, int32_t facility, double factor)
{
    effects->capital_scale[facility] *= factor;
}

void effects_order_capacity(Effects *effects, int32_t facility, double capacity)
{
    effects->ordered[facility] += capacity;
}

void effects_scale_spreading(Effects *effects, int32_t technology, double factor)
{
    effects->spreading[technology] *= factor;
}

void effects_train(Effects *effects, int32_t region, double workers)
{
    effects->training[region] += workers;
}
