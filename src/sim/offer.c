#include "sim/offer.h"

#include <math.h>

#include "model/fit.h"
#include "sim/conduct.h"

/* Use below this share of the market's usual quantity is none: nothing is stored for it, and no
 * habit is measured by less. */
#define LEAST_USE 1e-3

/* What the dated plans make of a facility's cost and minimum in a step: the mean over its
 * months, and their sum. */
static double step_cost(const Net *net, int32_t facility, Month month)
{
    const Model *model = net->model;
    if (model->facilities[facility].n_steps == 0) return model->facilities[facility].cost;
    double sum = 0;
    for (Month m = month; m < month + model->months_per_step; m++)
        sum += facility_cost(model, facility, m);
    return sum / model->months_per_step;
}

static double step_minimum(const Net *net, int32_t facility, Month month)
{
    const Model *model = net->model;
    if (model->facilities[facility].n_steps == 0)
        return model->facilities[facility].minimum * net->months;
    double sum = 0;
    for (Month m = month; m < month + model->months_per_step; m++)
        sum += facility_minimum(model, facility, m);
    return sum;
}

/* ---- facilities ----
 *     marginal cost = cost + wedge - support + slope x
 *     slope = cost_rise x facility_rise_of(cost, wedge) / capacity, or as the table says
 * (fit.h) minimum <= x <= capacity, x <= what products leaving use allow,   |x - x'| <=
 * ramp_limit capacity  (x' last step's activity) A contract pays a share c of the output o of
 * one commodity at its own price F instead of the market's p: the marginal cost grows by c o p
 * (as a duty does) and falls by c o F.
 */
static void offer_facilities(const Net *net, const Effects *effects, const State *state,
                             OfferMode mode, Program *p)
{
    for (int32_t k = 0; k < net->model->n_facilities; k++) {
        const Facility *facility = &net->model->facilities[k];
        const double capacity = effects->capacity[k];
        const double cost = step_cost(net, k, effects->month);
        double lower = fmin(step_minimum(net, k, effects->month), capacity);
        double upper = capacity;
        if (mode == OFFER_MONTH && isfinite(facility->ramp_limit) && isfinite(capacity)) {
            const double reach = facility->ramp_limit * net->months * capacity;
            const double last = fmin(state->activity[k], capacity);
            upper = fmin(upper, fmax(last + reach, lower));
            lower = fmax(lower, last - reach);
        }
        const double swapped = effects->contract[k] * net->contract_share[k];
        const int32_t col = net->facility0 + k;
        p->upper[col] = fmin(fmin(upper, effects->most[k]), effects->collected[k]);
        p->lower[col] = fmin(fmax(lower, effects->least[k]), p->upper[col]);
        p->duty[col] = swapped;
        p->cost[col] =
            cost + facility->wedge - effects->support[k] - swapped * effects->contract_price[k];
        if (!isnan(facility->slope))
            p->slope[col] = facility->slope / net->months;
        else
            p->slope[col] = facility->cost_rise * facility_rise_of(cost, facility->wedge) /
                            facility_rise_at(capacity, facility->base * net->months);
    }
}

/* ---- routes ----
 *     marginal cost = freight + wedge + specific duty + kappa (y - habit)  [+ duty x price]
 *     kappa = stickiness x reference price / max(habit, habit_floor x use at the destination)
 */
static void offer_routes(const Net *net, const Effects *effects, const State *state,
                         OfferMode mode, Program *p)
{
    const Model *model = net->model;
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        const int32_t to = net->route_to[f];
        const double price = p->row_price[to];
        const bool given = !isnan(route->habit);
        double habit = state->habit[f], least = model->habit_floor * state->use[to];
        if (mode == OFFER_USUAL) {
            habit = given ? route->habit * net->months : 0.0;
            least = p->row_quantity[to] * (given ? model->habit_floor : 1.0);
        }
        least = fmax(least, LEAST_USE * p->row_quantity[to]);
        const double kappa = route->stickiness * price / fmax(habit, least);
        const int32_t col = net->route0 + f;
        p->lower[col] = 0;
        p->upper[col] = effects->flow_limit[f];
        p->cost[col] = route->freight + route->wedge + effects->specific[f] - kappa * habit;
        p->slope[col] = kappa;
        p->duty[col] = effects->duty[f];
    }
}

/* ---- demands ---- */

/*     elastic and fixed: q = wanted need (p / p0)^-e   linear: q = g (intercept - slope p)
 * need: what past prices have left of it (adapt.h) */
static void offer_demands(const Net *net, const Effects *effects, const State *state,
                          Program *p)
{
    const Model *model = net->model;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        const double wanted =
            net_wanted(net, d, effects->month) * effects->demand_scale[d] * state->need[d];
        const int32_t col = net->demand_col[d];
        if (demand->form == DEMAND_LINEAR) {
            p->lower[col] = 0;
            p->upper[col] = wanted > 0 ? INFINITY : 0;
            p->cost[col] = -demand->intercept / demand->slope;
            p->slope[col] = wanted > 0 ? demand->intercept / (demand->slope * wanted) : 0;
            continue;
        }
        const int32_t curve = col - net->curve0;
        const bool rigid = isinf(p->demand_choke[curve]) && demand->elasticity == 0;
        p->demand_scale[curve] = wanted * net->curve_level[curve];
        p->upper[col] = wanted * net->curve_most[curve];
        p->lower[col] = rigid ? wanted : 0.0;
    }
}

/* ---- stocks ----
 *     value of one more unit = expected price - holding cost + wedge + k (target - s),
 *     k = stiffness x reference price / target */
double offer_stock_target(const Net *net, const State *state, int32_t stock)
{
    const int32_t market = net->stock_market[stock];
    const double use = state->use[market];
    const bool used = use > LEAST_USE * net->program.row_quantity[market];
    return used ? net->model->stocks[stock].cover * use / net->months : 0.0;
}

double offer_stock_maximum(const Net *net, const State *state, int32_t stock)
{
    const Stock *s = &net->model->stocks[stock];
    const double use = state->use[net->stock_market[stock]] / net->months;
    return fmax(s->maximum * use, 2.0 * offer_stock_target(net, state, stock));
}

/* The month that speaks for the stock at the end of the step: its last. */
static Month last_month(const Net *net, const Effects *effects)
{
    return effects->month + net->model->months_per_step - 1;
}

static void offer_stock(const Net *net, const Effects *effects, const State *state, int32_t s,
                        Program *p)
{
    const Month end = last_month(net, effects);
    const double floor = fmax(stock_least(net->model, s, end), 0.0);
    const double room = stock_room(net->model, s, end);

    const Stock *stock = &net->model->stocks[s];
    const int32_t col = net->stock0 + s, market = net->stock_market[s];
    const double held = state->stock[s], target = offer_stock_target(net, state, s);
    if (target == 0.0 && held == 0.0 && floor == 0.0)
        return; /* nothing to hold, nothing to hold it for */
    const double least = LEAST_USE * p->row_quantity[market];
    const double k = stock->stiffness * p->row_price[market] / fmax(target, least);
    const double expected = state->expected[market];
    const double share = stock->holding * net->months * fabs(expected);
    const double holding = share + stock_storage(net->model, s, end) * net->months;
    const double most = fmax(offer_stock_maximum(net, state, s), fmax(held, floor));
    p->lower[col] = floor;
    p->upper[col] = isnan(room) ? most : room;
    p->cost[col] = holding - expected - stock->wedge - k * target;
    p->slope[col] = k;
    p->rhs[market] = -held;
}

static void offer_stocks(const Net *net, const Effects *effects, const State *state,
                         OfferMode mode, Program *p)
{
    for (int32_t m = 0; m < net->n_markets; m++)
        p->rhs[m] = 0;
    for (int32_t s = 0; s < net->model->n_stocks; s++) {
        const int32_t col = net->stock0 + s;
        p->lower[col] = p->upper[col] = p->cost[col] = p->slope[col] = 0;
        if (mode == OFFER_MONTH) offer_stock(net, effects, state, s, p);
    }
}

/* ---- orders: marginal cost -price of a purchase, price of a release, up to the limit ---- */

static void offer_orders(const Net *net, const Effects *effects, Program *p)
{
    for (int32_t o = 0; o < net->n_orders; o++) {
        const int32_t col = net->order0 + o;
        p->lower[col] = 0;
        p->upper[col] = effects->order_limit[o];
        p->cost[col] = net->order_sign[o] * effects->order_price[o];
        p->slope[col] = 0;
    }
}

/* ---- limits ---- */

/* A limit that lets nothing pass: it is zero, and what would earn a right to pass cannot be
 * done. Demands are not held at zero this way: they have their choke. */
static bool lets_nothing_pass(const Net *net, const Effects *effects, int32_t l,
                              const Program *p)
{
    const LimitSet *set = &net->limits[l];
    if (effects->limit[l] > 0.0) return false;
    for (int32_t i = 0; i < set->n_terms; i++) {
        const int32_t col = net_term_col(net, &set->terms[i]);
        const bool earns = set->terms[i].coef < 0.0;
        if (earns && p->upper[col] > 0.0) return false;
        if (!earns && (set->terms[i].over == LIMIT_OVER_DEMAND || p->lower[col] > 0.0))
            return false;
    }
    return true;
}

/* Such a row has no interior, so its multiplier could be any number above the least that stops
 * everything; a solver runs off with it. What it stops is stopped by a bound instead, and
 * fill.c works out the least rent. */
static void offer_limit(const Net *net, const Effects *effects, int32_t l, Program *p)
{
    const LimitSet *set = &net->limits[l];
    const int32_t row = net->n_markets + l;
    p->rhs[row] = isinf(effects->limit[l]) ? -INFINITY : -effects->limit[l];
    if (!lets_nothing_pass(net, effects, l, p)) return;
    p->rhs[row] = -INFINITY;
    for (int32_t i = 0; i < set->n_terms; i++)
        if (set->terms[i].coef > 0.0) p->upper[net_term_col(net, &set->terms[i])] = 0.0;
}

void offer_month(const Net *net, const Effects *effects, const State *state, OfferMode mode,
                 Program *program)
{
    offer_facilities(net, effects, state, mode, program);
    offer_routes(net, effects, state, mode, program);
    offer_demands(net, effects, state, program);
    conduct_offer(net, effects, state, program);
    offer_stocks(net, effects, state, mode, program);
    offer_orders(net, effects, program);
    for (int32_t l = 0; l < net->n_limits; l++)
        offer_limit(net, effects, l, program);
}
