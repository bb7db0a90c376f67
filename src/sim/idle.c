#include "sim/idle.h"

#include <math.h>

#include "sim/outlook.h"
#include "sim/project.h"

static Standing standing_of(const State *state, int32_t k)
{
    return (Standing)state->standing[k];
}

void idle_offer(const Net *net, const State *state, Effects *effects, double *still)
{
    for (int32_t k = 0; k < net->model->n_facilities; k++) {
        const bool open = standing_of(state, k) == STANDING_OPEN;
        still[k] = open ? 0.0 : effects->capacity[k];
        if (!open) effects->capacity[k] = 0.0;
    }
}

void idle_offer_future(const Net *net, const State *state, Effects *effects)
{
    for (int32_t k = 0; k < net->model->n_facilities; k++)
        if (standing_of(state, k) == STANDING_CLOSED) effects->capacity[k] = 0.0;
}

static void put(State *state, int32_t k, Standing standing)
{
    state->standing[k] = standing;
    state->loss[k] = state->hope[k] = 0.0;
}

static double worth(const Program *p, int32_t col, const double *price)
{
    double worth = 0.0;
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        worth += p->coef[e] * price[p->row[e]];
    return worth;
}

static void decide_open(const Net *net, const Effects *effects, const Program *p,
                        const double *price, int32_t k, State *state)
{
    const int32_t col = net->facility0 + k;
    if (!(effects->capacity[k] > 0.0) || isinf(effects->capacity[k])) return;
    const bool loss = worth(p, col, price) < program_marginal_cost(p, col, 0.0, price);
    state->loss[k] = loss ? state->loss[k] + net->months : 0.0;
    if (state->loss[k] >= net->model->facilities[k].idle_after)
        put(state, k, STANDING_MOTHBALLED);
}

static void decide_mothballed(const Net *net, const Effects *effects, int32_t k, State *state)
{
    const Facility *its = &net->model->facilities[k];
    const bool gain = outlook_gain(net, effects, state, k) > 0.0;
    state->loss[k] += net->months; /* mothballed for so long */
    state->hope[k] = gain ? state->hope[k] + net->months : 0.0;
    if (gain && state->hope[k] >= net->model->reopen) {
        put(state, k, STANDING_OPEN);
    } else if (state->loss[k] >= its->close_after) {
        const bool option = its->expansion != MODEL_NONE;
        if (option) project_scrap(net, its->expansion, state);
        put(state, k, option ? STANDING_OPEN : STANDING_CLOSED);
    }
}

void idle_decide(const Net *net, const Effects *effects, const Program *program,
                 const MarketSolution *sol, State *state)
{
    for (int32_t k = 0; k < net->model->n_facilities; k++) {
        if (standing_of(state, k) == STANDING_OPEN)
            decide_open(net, effects, program, sol->price, k, state);
        else if (standing_of(state, k) == STANDING_MOTHBALLED)
            decide_mothballed(net, effects, k, state);
    }
}
