#include "sim/adapt.h"

#include <math.h>
#include <string.h>

#include "sim/offer.h"

/* A trend is carried on to at most this multiple of the level, or one over it: nobody plans for
 * more, and a market that wakes up from a price of nearly nothing has no trend. */
#define FARTHEST_TREND 4.0

double adapt_weight(double months, double half_life)
{
    return half_life > 0 ? 1.0 - exp2(-months / half_life) : 1.0;
}

void adapt_start(const Net *net, const double *price, State *state)
{
    memcpy(state->level, price, (size_t)net->n_markets * sizeof *price);
    memcpy(state->expected, price, (size_t)net->n_markets * sizeof *price);
}

/* (level' / level)^(horizon / months), kept within reason; 1 where there is no ratio. */
static double trend(double before, double after, double steps)
{
    if (steps == 0.0 || before <= 0.0 || after <= 0.0) return 1.0;
    return fmin(fmax(pow(after / before, steps), 1.0 / FARTHEST_TREND), FARTHEST_TREND);
}

void adapt_expectations(const Net *net, const double *price, State *state)
{
    const double learn = 1.0 - pow(1.0 - net->model->expectation, net->months);
    const double steps = net->model->extrapolation / net->months;
    for (int32_t m = 0; m < net->n_markets; m++) {
        const double before = state->level[m];
        state->level[m] += learn * (price[m] - before);
        state->expected[m] = state->level[m] * trend(before, state->level[m], steps);
    }
}

void adapt_needs(const Net *net, const double *price, State *state)
{
    for (int32_t d = 0; d < net->model->n_demands; d++) {
        const Demand *demand = &net->model->demands[d];
        const double more = demand->elasticity_long - demand->elasticity;
        if (demand->form != DEMAND_ELASTIC || more == 0.0 || isnan(demand->price)) continue;
        const double seen = price[net->demand_market[d]] / demand->price;
        const double ratio = fmin(fmax(seen, NET_CHEAPEST), demand->choke);
        const double w = adapt_weight(net->months, demand->half_life);
        state->need[d] = pow(state->need[d], 1.0 - w) * pow(ratio, -more * w);
    }
}
