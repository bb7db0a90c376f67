#include "calibrate/price.h"

#include <math.h>

#include "calibrate/lsq.h"
#include "calibrate/observe.h"
#include "calibrate/stand.h"

/* How far prices may be from what is known of them, relative. */
#define DEMAND_SIGMA 0.2 /* from the reference prices of demands.csv */
#define REFERENCE_SIGMA                                                                        \
    0.5 /* from the commodity's reference price, where nothing else is known */

/* What wedges may be, over the value of what moves or is made. */
#define COST_SIGMA 0.1     /* a cost that nobody wrote down */
#define SUBSIDY_SIGMA 0.05 /* the other way */
#define IDLE_SIGMA 0.2     /* what keeps the idle idle although it would pay */

#define PRICE_LEAST 0.02 /* of the reference price, where somebody pays it */
#define VALVE_ROOM 0.9   /* of the price at which a market would throw away or run short */
#define PRICE_MOST 1e3   /* reference prices, where nothing else limits it */
#define PRICE_LOW -1.0

typedef struct Pricing {
    const Base *base;
    const double *z, *waste_slope;
    Lsq *lsq;
} Pricing;

/* ---- prices: within what the valves allow ---- */

static bool has_demand(const Base *base, const double *z, int32_t m)
{
    for (int32_t d = 0; d < base->model->n_demands; d++)
        if (base->net->demand_market[d] == m && z[base->net->demand_col[d]] > 0) return true;
    return false;
}

static void put_market(const Pricing *in, int32_t m)
{
    const Base *base = in->base;
    const Program *p = &base->net->program;
    const int32_t waste = base->net->disposal0 + m, backstop = base->net->backstop0 + m;
    const double reference = base_price(base, m), thrown = in->z[waste];
    double low = p->upper[waste] > 0 ? -VALVE_ROOM * p->cost[waste] : PRICE_LOW * reference;
    double high =
        p->upper[backstop] > 0 ? VALVE_ROOM * p->cost[backstop] : PRICE_MOST * reference;
    if (has_demand(base, in->z, m)) low = PRICE_LEAST * reference;
    if (thrown > 0) low = high = -(p->cost[waste] + in->waste_slope[m] * thrown);
    lsq_column(in->lsq, reference, low, fmax(high, low));
}

/* ---- what is known of them ---- */

static void pull_to_observed(const Pricing *in, bool *known)
{
    const Model *model = in->base->model;
    for (int32_t i = 0; i < model->n_observations; i++) {
        const Observation *o = &model->observations[i];
        if (o->kind != OBSERVED_PRICE || !observe_is_current(model, o)) continue;
        const int32_t m =
            net_market(in->base->net, o->regions.index[0], o->commodities.index[0]);
        if (m == NET_NONE || !(o->value > 0)) continue;
        lsq_pull(in->lsq, m, o->value, observe_sigma(o) * o->value);
        known[m] = true;
    }
}

/* The mean reference price of the demands in a market, by quantity; NAN if there is none. */
static double demand_price(const Base *base, int32_t m)
{
    double value = 0, quantity = 0;
    for (int32_t d = 0; d < base->model->n_demands; d++) {
        const Demand *demand = &base->model->demands[d];
        if (base->net->demand_market[d] != m || isnan(demand->price)) continue;
        value += base->wanted[d] * demand->price;
        quantity += base->wanted[d];
    }
    return quantity > 0 ? value / quantity : NAN;
}

static void pull_to_expected(const Pricing *in, int32_t m)
{
    const Base *base = in->base;
    const double asked = demand_price(base, m);
    const double written = base->model->commodities[base->net->market_commodity[m]].price;
    const double usual = base->usual.price[m];
    if (asked > 0)
        lsq_pull(in->lsq, m, asked, DEMAND_SIGMA * asked);
    else if (written > 0)
        lsq_pull(in->lsq, m, written, REFERENCE_SIGMA * written);
    else
        lsq_pull(in->lsq, m, usual, REFERENCE_SIGMA * fmax(fabs(usual), base_price(base, m)));
}

/* ---- what has to be explained ---- */

/* Adds  ... - u + v = rhs  with what u and v may be; INFINITY is free. */
static void put_wedge(const Pricing *in, int32_t row, double value, double up_sigma,
                      double down_sigma)
{
    const int32_t up = lsq_column(in->lsq, value, 0.0, INFINITY);
    const int32_t down = lsq_column(in->lsq, value, 0.0, INFINITY);
    lsq_entry(in->lsq, row, up, -1.0);
    lsq_entry(in->lsq, row, down, 1.0);
    if (isfinite(up_sigma)) lsq_pull(in->lsq, up, 0.0, up_sigma * value);
    if (isfinite(down_sigma)) lsq_pull(in->lsq, down, 0.0, down_sigma * value);
}

static void put_stand(const Pricing *in, int32_t row, double value, Stand stand)
{
    const bool idle = stand == STAND_IDLE;
    put_wedge(in, row, value,
              stand == STAND_FULL ? INFINITY
              : idle              ? IDLE_SIGMA
                                  : COST_SIGMA,
              idle || stand == STAND_LEAST ? INFINITY : SUBSIDY_SIGMA);
}

static void put_route(const Pricing *in, int32_t f)
{
    const Base *base = in->base;
    const Route *route = &base->model->routes[f];
    const Stand stand = stand_of_route(base, f, in->z);
    if (stand == STAND_CLOSED) return;
    const int32_t from = base->net->route_from[f], to = base->net->route_to[f];
    const double value = base_price(base, to);
    const double cost = route->freight + route->wedge + base->effects.specific[f];
    const int32_t row = lsq_row(in->lsq, value, cost, false);
    lsq_entry(in->lsq, row, to, 1.0);
    lsq_entry(in->lsq, row, from, -(1.0 + base->effects.duty[f]));
    put_stand(in, row, value, stand);
}

static void put_facility(const Pricing *in, int32_t k)
{
    const Base *base = in->base;
    const Program *p = &base->net->program;
    const int32_t col = base->net->facility0 + k;
    const Stand stand = stand_of_facility(base, k, in->z[col]);
    if (stand == STAND_CLOSED) return;
    const double cost = base_marginal_cost(base, k, in->z[col]);
    const double value = fmax(base_output_value(base, k, p->row_price), fabs(cost));
    if (!(value > 0)) return;
    const int32_t row = lsq_row(in->lsq, value, cost, false);
    for (int32_t e = p->col_start[col]; e < base->net->recipe_end[k]; e++)
        lsq_entry(in->lsq, row, p->row[e], p->coef[e]);
    put_stand(in, row, value, stand);
}

static Status put_all(const Pricing *in)
{
    const Base *base = in->base;
    bool *known = ARENA_ARRAY(base->arena, bool, base->net->n_markets);
    if (!known) return LODE_NO_MEMORY;
    for (int32_t m = 0; m < base->net->n_markets; m++)
        put_market(in, m);
    pull_to_observed(in, known);
    for (int32_t m = 0; m < base->net->n_markets; m++)
        if (!known[m]) pull_to_expected(in, m);
    for (int32_t f = 0; f < base->model->n_routes; f++)
        put_route(in, f);
    for (int32_t k = 0; k < base->model->n_facilities; k++)
        put_facility(in, k);
    return LODE_OK;
}

Status price_system(const Base *base, const double *z, const double *waste_slope, Arena *arena,
                    Diag *diag, double *price)
{
    LsqAnswer answer;
    int32_t fault;
    const Pricing in = {base, z, waste_slope, lsq_new()};
    Status st = in.lsq ? put_all(&in) : LODE_NO_MEMORY;
    if (!st) st = lsq_solve(in.lsq, arena, &answer, &fault);
    lsq_free(in.lsq);
    if (st && st != LODE_NO_MEMORY)
        diag_error(diag, "", 0, 0, "", "no consistent prices were found for the base year: %s",
                   status_text(st));
    for (int32_t m = 0; m < base->net->n_markets && !st; m++)
        price[m] = answer.z[m];
    return st;
}
