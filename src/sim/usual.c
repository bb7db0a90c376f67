/* usual.c - the usual month before the first: habits, use, prices and stocks to start from. */
#include <math.h>
#include <string.h>

#include "sim/adapt.h"
#include "sim/adopt.h"
#include "sim/book.h"
#include "sim/cohort.h"
#include "sim/offer.h"
#include "sim/walk.h"

/* Share of a market's usual quantity below which a route counts as unused in the usual month.
 */
#define IDLE_FLOW 1e-7

/* A flow that the solver left a hair above nothing is none. */
static double usual_flow(const Sim *sim, int32_t f)
{
    const double flow = sim->sol.z[sim->net->route0 + f];
    const double usual = sim->net->program.row_quantity[sim->net->route_to[f]];
    return flow > IDLE_FLOW * usual ? flow : 0.0;
}

static void start_state(Sim *sim)
{
    const Model *model = sim->model;
    const Net *net = sim->net;
    State *state = &sim->state;
    adapt_start(net, sim->sol.price, state);
    memcpy(state->quoted, sim->sol.price, (size_t)net->n_markets * sizeof *state->quoted);
    invest_start(&sim->invest, sim->start, state);
    month_remember_use(sim, 1.0);
    for (int32_t k = 0; k < model->n_facilities; k++)
        state->activity[k] = sim->sol.z[net->facility0 + k];
    for (int32_t f = 0; f < model->n_routes; f++) {
        const double habit = model->routes[f].habit * net->months;
        sim->usual_flow[f] = usual_flow(sim, f);
        state->habit[f] = isnan(habit) ? sim->usual_flow[f] : habit;
    }
    for (int32_t s = 0; s < model->n_stocks; s++) {
        const double initial = model->stocks[s].initial;
        state->stock[s] = isnan(initial) ? offer_stock_target(net, state, s) : initial;
    }
    adopt_begin(net, state->activity, state);
    book_begin(net, sim->sol.z, state);
}

/* What can be collected in a usual step, if users have always bought what they want. */
static void offer_usual_cohorts(Sim *sim, Month start)
{
    for (int32_t d = 0; d < sim->model->n_demands; d++)
        sim->sol.z[sim->net->demand_col[d]] = net_wanted(sim->net, d, start);
    cohort_begin(sim->net, start, sim->sol.z, &sim->state);
    cohort_offer(sim->net, 0, &sim->state, &sim->effects);
}

static Status solve_usual(Sim *sim)
{
    offer_month(sim->net, &sim->effects, &sim->state, OFFER_USUAL, &sim->program);
    return market_solve(&sim->program, sim->market, false, &sim->sol, NULL);
}

Status usual_find(Sim *sim, Month start)
{
    for (int32_t f = 0; f < sim->model->n_routes; f++) {
        const double habit = sim->model->routes[f].habit * sim->net->months;
        sim->usual_flow[f] = isnan(habit) ? 0.0 : habit;
    }
    for (int32_t m = 0; m < sim->net->n_markets; m++)
        sim->state.quoted[m] = sim->state.expected[m] = sim->net->program.row_price[m];
    plan_begin(sim->plan, sim->net, sim->state.memory);
    effects_open(sim->net, start, &sim->effects);
    offer_usual_cohorts(sim, start);
    plan_apply_standing(sim->plan, &sim->context, start, &sim->effects);
    Status st = solve_usual(sim);
    if (!st && adopt_limit_usual(sim->net, &sim->sol.z[sim->net->facility0], &sim->effects))
        st = solve_usual(sim);
    if (st) return month_explain(sim, start);
    month_settle(sim);
    start_state(sim);
    cohort_begin(sim->net, start, sim->sol.z, &sim->state);
    return LODE_OK;
}
