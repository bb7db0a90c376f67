#include "sim/conduct.h"

#include <math.h>

/* |dq/dp| of the final demands of a market at their reference prices. */
static double final_response(const Net *net, const Program *p, int32_t market)
{
    double sum = 0.0;
    for (int32_t d = 0; d < net->model->n_demands; d++) {
        const Demand *demand = &net->model->demands[d];
        const int32_t col = net->demand_col[d], curve = col - net->curve0;
        if (net->demand_market[d] != market) continue;
        if (demand->form == DEMAND_LINEAR)
            sum += p->slope[col] > 0.0 ? 1.0 / p->slope[col] : 0.0;
        else if (p->demand_elasticity[curve] > 0.0)
            sum += p->demand_elasticity[curve] * p->demand_scale[curve] *
                   pow(demand->price, -p->demand_elasticity[curve] - 1.0);
    }
    return sum;
}

/* By how much use at the end of the route falls for a unit of price, as its sellers believe. */
static double believed_response(const Net *net, const Effects *effects, const State *state,
                                const Program *p, int32_t route)
{
    const int32_t market = net->route_to[route];
    const double elasticity = effects->believed[route];
    if (isnan(elasticity)) return final_response(net, p, market);
    return elasticity * state->use[market] / p->row_price[market];
}

void conduct_offer(const Net *net, const Effects *effects, const State *state, Program *p)
{
    for (int32_t f = 0; f < net->model->n_routes; f++) {
        if (effects->conduct[f] == 0.0) continue;
        const double response = believed_response(net, effects, state, p, f);
        if (response > 0.0) p->slope[net->route0 + f] += effects->conduct[f] / response;
    }
}
