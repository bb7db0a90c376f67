#include "net/effects.h"

#include <math.h>

Status effects_new(const Net *net, Arena *arena, Effects *out)
{
    const Model *model = net->model;
    out->month = model->start;
    out->capacity = ARENA_ARRAY(arena, double, model->n_facilities);
    out->flow_limit = ARENA_ARRAY(arena, double, model->n_routes);
    out->duty = ARENA_ARRAY(arena, double, model->n_routes);
    out->specific = ARENA_ARRAY(arena, double, model->n_routes);
    out->demand_scale = ARENA_ARRAY(arena, double, model->n_demands);
    out->limit = ARENA_ARRAY(arena, double, net->n_limits);
    const bool ok = out->capacity && out->flow_limit && out->duty && out->specific &&
                    out->demand_scale && out->limit;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

/* Capacity of a step is the sum over its months, so that a ramp within a quarter counts. */
static double step_capacity(const Net *net, int32_t facility, Month month)
{
    double sum = 0;
    for (Month m = month; m < month + net->model->months_per_step; m++)
        sum += facility_capacity(net->model, facility, m);
    return sum;
}

void effects_open(const Net *net, Month month, Effects *effects)
{
    const Model *model = net->model;
    effects->month = month;
    for (int32_t k = 0; k < model->n_facilities; k++)
        effects->capacity[k] = step_capacity(net, k, month);
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        effects->flow_limit[f] = route->limit * net->months;
        effects->duty[f] = route->duty;
        effects->specific[f] = route->specific;
    }
    for (int32_t d = 0; d < model->n_demands; d++)
        effects->demand_scale[d] = 1.0;
    for (int32_t l = 0; l < net->n_limits; l++)
        effects->limit[l] = INFINITY;
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

void effects_scale_capacity(Effects *effects, int32_t facility, double share)
{
    if (!isinf(effects->capacity[facility]) || share == 0.0)
        effects->capacity[facility] = share == 0.0 ? 0.0 : effects->capacity[facility] * share;
}

void effects_scale_demand(Effects *effects, int32_t demand, double factor)
{
    effects->demand_scale[demand] *= factor;
}

void effects_limit_row(Effects *effects, int32_t row, double limit)
{
    effects->limit[row] = fmin(effects->limit[row], limit);
}
