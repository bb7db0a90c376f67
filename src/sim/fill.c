#include "sim/fill.h"

#include <math.h>
#include <string.h>

#include "sim/offer.h"

/* ---- one step ---- */

/* Prices, stocks and valves of the markets, which the agents below then add to. */
static void fill_markets(const Net *net, const MarketSolution *sol, const State *opening,
                         size_t at, Record *r)
{
    for (int32_t m = 0; m < net->n_markets; m++) {
        const size_t i = at + (size_t)m;
        const int32_t s = net->market_stock[m];
        r->price[i] = sol->price[m];
        r->expected[i] = opening->expected[m];
        r->opening[i] = s == NET_NONE ? 0.0 : opening->stock[s];
        r->stock[i] = s == NET_NONE ? 0.0 : sol->z[net->stock0 + s];
        r->disposal[i] = sol->z[net->disposal0 + m];
        r->backstop[i] = sol->z[net->backstop0 + m];
    }
}

/* margin = sum over the recipe of price x coefficient, and over limits of rent x coefficient,
 * less the marginal cost at this activity. What a contract pays counts as less spent. */
static void fill_facilities(const Net *net, const Effects *effects, const Program *p,
                            const MarketSolution *sol, int32_t t, size_t at, Record *r)
{
    const int32_t n = net->model->n_facilities;
    for (int32_t k = 0; k < n; k++) {
        const int32_t col = net->facility0 + k;
        const double x = sol->z[col];
        double value = 0;
        for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++) {
            const double amount = p->coef[e] * x;
            value += p->coef[e] * sol->price[p->row[e]];
            if (e >= net->recipe_end[k]) continue;
            const size_t i = at + (size_t)p->row[e];
            if (amount > 0)
                r->production[i] += amount;
            else
                r->process_use[i] -= amount;
        }
        const size_t i = (size_t)t * (size_t)n + (size_t)k;
        r->activity[i] = x;
        r->capacity[i] = fmin(effects->capacity[k], effects->collected[k]);
        r->margin[i] = value - program_marginal_cost(p, col, x, sol->price);
        r->spent[i] = program_cost(p, col, x);
        if (p->duty[col] != 0.0) r->spent[i] += p->duty[col] * sol->price[p->duty_row[col]] * x;
    }
}

/* What the marginal cost has beside freight, wedge and duties is friction. */
static void fill_routes(const Net *net, const Effects *effects, const Program *p,
                        const MarketSolution *sol, int32_t t, size_t at, Record *r)
{
    const Model *model = net->model;
    for (int32_t f = 0; f < model->n_routes; f++) {
        const double y = sol->z[net->route0 + f];
        const double origin = sol->price[net->route_from[f]];
        const size_t i = (size_t)t * (size_t)model->n_routes + (size_t)f;
        r->exports[at + (size_t)net->route_from[f]] += y;
        r->imports[at + (size_t)net->route_to[f]] += y;
        r->flow[i] = y;
        r->duty_paid[i] = effects->duty[f] * origin + effects->specific[f];
        r->delivered_cost[i] =
            origin + model->routes[f].freight + model->routes[f].wedge + r->duty_paid[i];
        r->friction[i] = p->cost[net->route0 + f] + p->slope[net->route0 + f] * y -
                         model->routes[f].freight - model->routes[f].wedge -
                         effects->specific[f];
        r->flow_limit[i] = effects->flow_limit[f];
    }
}

static void fill_demands(const Net *net, const Effects *effects, const Program *p,
                         const MarketSolution *sol, int32_t t, size_t at, Record *r)
{
    const Model *model = net->model;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const int32_t col = net->demand_col[d];
        const double q = sol->z[col];
        const size_t i = (size_t)t * (size_t)model->n_demands + (size_t)d;
        r->demand[at + (size_t)net->demand_market[d]] += q;
        r->quantity[i] = q;
        r->wanted[i] = net_wanted(net, d, effects->month) * effects->demand_scale[d];
        if (col >= net->curve0) {
            const double needed = program_demand_choke_quantity(p, col - net->curve0);
            r->shortage[i] = fmax(0.0, needed - q);
        }
    }
}

/* What counts towards a limit is used; what counts against it raises it. */
static void count_term(double amount, double *used, double *limit)
{
    if (amount > 0)
        *used += amount;
    else
        *limit -= amount;
}

/* What one more unit of a column would bring beyond its cost. */
static double gain(const Program *p, const MarketSolution *sol, int32_t col)
{
    double sum = -p->cost[col] - p->slope[col] * sol->z[col];
    if (p->duty[col] != 0.0) sum -= p->duty[col] * sol->price[p->duty_row[col]];
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        sum += p->coef[e] * sol->price[p->row[e]];
    return sum;
}

/* The multiplier of a limit row. One that lets nothing pass is no row of the program (offer.c):
 * its rent is the least at which nobody would pass, what the best use of a unit of it is worth.
 */
static double limit_rent(const Net *net, const Effects *effects, const Program *program,
                         const MarketSolution *sol, int32_t l)
{
    const LimitSet *set = &net->limits[l];
    double most = 0.0;
    if (isinf(effects->limit[l])) return 0.0;
    if (!isinf(program->rhs[net->n_markets + l])) return sol->price[net->n_markets + l];
    for (int32_t i = 0; i < set->n_terms; i++)
        if (set->terms[i].coef > 0.0)
            most = fmax(most, gain(program, sol, net_term_col(net, &set->terms[i])) /
                                  set->terms[i].coef);
    return most;
}

static void fill_limits(const Net *net, const Effects *effects, const Program *program,
                        const MarketSolution *sol, int32_t t, Record *r)
{
    for (int32_t l = 0; l < net->n_limits; l++) {
        const LimitSet *set = &net->limits[l];
        const size_t i = (size_t)t * (size_t)net->n_limits + (size_t)l;
        r->limit[i] = effects->limit[l];
        r->rent[i] = limit_rent(net, effects, program, sol, l);
        r->known[i] = l < net->technology0 ? NAN : effects->known[l - net->technology0];
        r->used[i] = 0.0;
        for (int32_t j = 0; j < set->n_terms; j++)
            count_term(set->terms[j].coef * sol->z[net_term_col(net, &set->terms[j])],
                       &r->used[i], &r->limit[i]);
    }
}

/* Support is paid for what was done; grants are added where building is decided. */
static void fill_payments(const Net *net, const Effects *effects, const MarketSolution *sol,
                          int32_t t, Record *r)
{
    double *payment = &r->payment[(size_t)t * (size_t)r->n_policies];
    for (int32_t i = 0; i < effects->n_aids; i++) {
        const Aid *aid = &effects->aids[i];
        payment[aid->payer] += aid->rate * sol->z[net->facility0 + aid->facility];
    }
}

void fill_step(const Net *net, const Effects *effects, const Program *program,
               const MarketSolution *sol, const State *opening, int32_t t, Record *record)
{
    const size_t at = (size_t)t * (size_t)net->n_markets;
    fill_markets(net, sol, opening, at, record);
    fill_facilities(net, effects, program, sol, t, at, record);
    fill_routes(net, effects, program, sol, t, at, record);
    fill_demands(net, effects, program, sol, t, at, record);
    fill_limits(net, effects, program, sol, t, record);
    fill_payments(net, effects, sol, t, record);
}

void fill_active(const Plan *plan, const double *memory, int32_t t, Record *record)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        record->active[(size_t)t * (size_t)plan->n_policies + (size_t)i] =
            plan_in_force(plan, i, memory);
}

/* ---- steps of another run ---- */

/* What a term counted in a step of the record. */
static double term_amount(const LimitTerm *term, const Record *from, int32_t t)
{
    const size_t step = (size_t)t, i = (size_t)term->index;
    if (term->over == LIMIT_OVER_FACILITY)
        return from->activity[step * (size_t)from->n_facilities + i];
    if (term->over == LIMIT_OVER_ROUTE) return from->flow[step * (size_t)from->n_routes + i];
    return from->quantity[step * (size_t)from->n_demands + i];
}

static void adopt_limit(const LimitSet *set, const Record *from, int32_t steps, int32_t l,
                        Record *record)
{
    int32_t k = 0;
    while (k < from->n_limits && strcmp(from->limits[k].id, set->id) != 0)
        k++;
    for (int32_t t = 0; t < steps; t++) {
        const size_t i = (size_t)t * (size_t)record->n_limits + (size_t)l;
        const size_t j = (size_t)t * (size_t)from->n_limits + (size_t)k;
        record->limit[i] = k == from->n_limits ? INFINITY : from->limit[j];
        record->rent[i] = k == from->n_limits ? 0.0 : from->rent[j];
        record->known[i] = k == from->n_limits ? NAN : from->known[j];
        record->used[i] = 0.0;
        for (int32_t r = 0; r < set->n_terms; r++)
            record->used[i] +=
                fmax(0.0, set->terms[r].coef * term_amount(&set->terms[r], from, t));
    }
}

static void adopt_policy(const Record *from, int32_t steps, int32_t policy, Record *record)
{
    int32_t k = 0;
    while (k < from->n_policies &&
           strcmp(from->policies[k].id, record->policies[policy].id) != 0)
        k++;
    const bool known = k < from->n_policies;
    for (int32_t t = 0; t < steps; t++) {
        const size_t i = (size_t)t * (size_t)record->n_policies + (size_t)policy;
        const size_t j = (size_t)t * (size_t)from->n_policies + (size_t)k;
        record->payment[i] = known ? from->payment[j] : 0.0;
        record->active[i] = known ? from->active[j] : 0.0;
        record->held[i] = known ? from->held[j] : 0.0;
    }
}

void fill_adopt(const Net *net, const Record *from, int32_t steps, Record *record)
{
    record_copy_steps(from, steps, record);
    for (int32_t l = 0; l < net->n_limits; l++)
        adopt_limit(&net->limits[l], from, steps, l, record);
    for (int32_t i = 0; i < record->n_policies; i++)
        adopt_policy(from, steps, i, record);
}
