#include "calibrate/wedge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "calibrate/stand.h"
#include "sim/offer.h"

#define RENT_MOST 0.5 /* of the value of the outputs: more is a cost that nobody wrote down */
#define MARGIN                                                                                 \
    0.01 /* of the value: by so much an idle thing fails to pay, and a full one pays */

double wedge_rounded(double value)
{
    char text[40];
    snprintf(text, sizeof text, WEDGE_FORMAT, value);
    return strtod(text, NULL);
}

/* ---- facilities ----
 * In use:   net value = cost + wedge + rise x facility_rise_of(cost, wedge) x use  [+ rent] */

/* How far the marginal cost has risen at x, over what it rises from; 0 where it rises by a
 * slope of its own. */
static double rise_at(const Base *base, int32_t k, double x)
{
    const Facility *facility = &base->model->facilities[k];
    if (!isnan(facility->slope)) return 0.0;
    return facility->cost_rise * x / facility_rise_at(base->effects.capacity[k], x);
}

/* The wedge that brings the marginal cost at x to `margin`. */
static double wedge_for(const Base *base, int32_t k, double x, double margin)
{
    const Facility *facility = &base->model->facilities[k];
    const double own = isnan(facility->slope) ? 0.0 : facility->slope / base->net->months * x;
    return facility_wedge_for(facility->cost, rise_at(base, k, x), margin - own);
}

static double fit_facility(const Base *base, int32_t k, double x, const double *price)
{
    const double margin = base_net_value(base, k, price);
    const double written = base_marginal_cost(base, k, x);
    const double value = base_output_value(base, k, price);
    const double least = MARGIN * fmax(value, fabs(written)), gain = margin - written;
    switch (stand_of_facility(base, k, x)) {
    case STAND_CLOSED:
        return 0.0;
    case STAND_IDLE:
        return fmax(0.0, gain + least);
    case STAND_LEAST: /* a loss is what keeps it there */
        return gain <= -least ? 0.0 : wedge_for(base, k, x, margin + least);
    case STAND_FULL: {
        const double rent = fmax(fmin(gain, RENT_MOST * value), least);
        return rent == gain ? 0.0 : wedge_for(base, k, x, margin - rent);
    }
    case STAND_INSIDE:
        break;
    }
    return wedge_for(base, k, x, margin);
}

double wedge_elasticity(const Base *base, int32_t facility, double wedge, double x)
{
    const Facility *its = &base->model->facilities[facility];
    double slope = 0;
    if (!isnan(its->slope))
        slope = its->slope / base->net->months;
    else
        slope = its->cost_rise * facility_rise_of(its->cost, wedge) /
                facility_rise_at(base->effects.capacity[facility], x);
    const double margin = its->cost + wedge + slope * x;
    return slope > 0 && x > 0 ? margin / (slope * x) : INFINITY;
}

/* ---- routes ----
 *     wedge = p_to - p_from (1 + duty) - freight - specific - wedge as written - rents */

static double gap_of(const Base *base, int32_t f, const double *price)
{
    const Route *route = &base->model->routes[f];
    return price[base->net->route_to[f]] -
           price[base->net->route_from[f]] * (1.0 + base->effects.duty[f]) - route->freight -
           route->wedge - base->effects.specific[f];
}

static bool is_let_through(const LimitTerm *term)
{
    return term->over == LIMIT_OVER_ROUTE && term->coef > 0;
}

/* The rent of a limit that binds is the least gap of the routes that it lets through, less the
 * rents of limits before it; what is left of a gap is the route's wedge. */
static void pay_rents(const Base *base, const double *z, double *gap)
{
    for (int32_t l = 0; l < base->net->n_limits; l++) {
        const LimitSet *set = &base->net->limits[l];
        double used = 0, rent = INFINITY;
        for (int32_t i = 0; i < set->n_terms; i++) {
            const LimitTerm *term = &set->terms[i];
            const double amount = z[net_term_col(base->net, term)];
            if (is_let_through(term) && amount > 0)
                rent = fmin(rent, gap[term->index] / term->coef);
            used += term->coef * amount;
        }
        if (isinf(rent) || rent <= 0 || used < base->effects.limit[l] * (1 - STAND_AT_LIMIT))
            continue;
        for (int32_t i = 0; i < set->n_terms; i++)
            if (is_let_through(&set->terms[i]))
                gap[set->terms[i].index] -= rent * set->terms[i].coef;
    }
}

static double fit_route(const Base *base, int32_t f, double y, double gap)
{
    const double limit = base->effects.flow_limit[f];
    const double margin = MARGIN * base_price(base, base->net->route_to[f]);
    if (limit <= 0) return 0.0;
    if (y <= 0) return fmax(0.0, gap + margin);
    const bool full = isfinite(limit) && y >= limit * (1 - STAND_AT_LIMIT);
    return full ? fmin(0.0, gap - margin) : gap;
}

static void fit_routes(const Base *base, const double *z, const double *price, Fit *fit)
{
    const double months = base->net->months;
    for (int32_t f = 0; f < base->model->n_routes; f++)
        fit->route_wedge[f] = gap_of(base, f, price);
    pay_rents(base, z, fit->route_wedge);
    for (int32_t f = 0; f < base->model->n_routes; f++) {
        const double y = z[base->net->route0 + f];
        fit->route_wedge[f] = wedge_rounded(fit_route(base, f, y, fit->route_wedge[f]));
        fit->route_habit[f] = wedge_rounded(y / months);
    }
}

/* ---- demands: through the quantity at the price; where it is thrown away, sated at it ---- */

static void fit_demand(const Base *base, int32_t d, const double *z, const double *price,
                       Fit *fit)
{
    const Demand *demand = &base->model->demands[d];
    const double q = z[base->net->demand_col[d]], p = price[base->net->demand_market[d]];
    const double scale = base->effects.demand_scale[d];
    if (demand->form == DEMAND_LINEAR) {
        const double wanted = net_wanted(base->net, d, base->model->start) * scale;
        const double growth = wanted / demand->intercept;
        if (growth > 0)
            fit->demand_scale[d] =
                wedge_rounded((q / growth + demand->slope * p) / demand->intercept);
        return;
    }
    if (!(base->wanted[d] > 0)) return;
    const bool sated = p <= NET_CHEAPEST * demand->price;
    const int32_t curve = base->net->demand_col[d] - base->net->curve0;
    const double most = sated ? base->net->curve_most[curve] : 1.0;
    fit->demand_scale[d] = wedge_rounded(q / (base->wanted[d] * most));
    if (q > 0 && !sated) fit->demand_price[d] = wedge_rounded(p);
}

/* ---- stocks: what is there is what holders want at the price ----
 *     p = p - holding + wedge + k (target - stock) */

static double use_of(const Base *base, int32_t market, const double *z)
{
    const Program *p = &base->net->program;
    double use = 0;
    for (int32_t k = 0; k < base->model->n_facilities; k++) {
        const int32_t col = base->net->facility0 + k;
        for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
            if (p->row[e] == market && p->coef[e] < 0) use -= p->coef[e] * z[col];
    }
    for (int32_t d = 0; d < base->model->n_demands; d++)
        if (base->net->demand_market[d] == market) use += z[base->net->demand_col[d]];
    return use;
}

static double fit_stock(const Base *base, int32_t s, const double *z, const double *price)
{
    const Stock *stock = &base->model->stocks[s];
    const int32_t market = base->net->stock_market[s];
    const double holding = stock->holding * base->net->months * fabs(price[market]);
    const double target = stock->cover * use_of(base, market, z) / base->net->months;
    if (isnan(stock->initial) || target <= 0) return holding;
    const double k = stock->stiffness * base_price(base, market) / target;
    return holding + k * (stock->initial - target);
}

void wedge_fit(const Base *base, const double *z, const double *price, Fit *fit)
{
    const Model *model = base->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const double x = z[base->net->facility0 + k];
        if (model->facilities[k].expansion != MODEL_NONE) continue; /* like its neighbours */
        fit->facility_wedge[k] = wedge_rounded(fit_facility(base, k, x, price));
        fit->facility_activity[k] = wedge_rounded(x / base->net->months);
    }
    fit_routes(base, z, price, fit);
    for (int32_t d = 0; d < model->n_demands; d++)
        fit_demand(base, d, z, price, fit);
}

void wedge_fit_stocks(const Base *base, const double *z, const double *price, Fit *fit)
{
    for (int32_t s = 0; s < base->model->n_stocks; s++)
        fit->stock_wedge[s] = wedge_rounded(fit_stock(base, s, z, price));
}

int32_t wedge_loose(const Base *base, const double *z, const Fit *fit)
{
    const Model *model = base->model;
    int32_t n = 0;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const double x = z[base->net->facility0 + k];
        const bool inside = stand_of_facility(base, k, x) == STAND_INSIDE;
        n += inside && isinf(wedge_elasticity(base, k, fit->facility_wedge[k], x));
    }
    for (int32_t f = 0; f < model->n_routes; f++)
        n += stand_of_route(base, f, z) == STAND_INSIDE && model->routes[f].stickiness == 0;
    return n;
}
