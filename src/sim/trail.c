#include "sim/trail.h"

#include <string.h>

#include "sim/outlook.h"

Status trail_new(const Net *net, const State *like, Month start, int32_t first, int32_t n_steps,
                 SimTrail **out)
{
    Arena *arena = arena_new(0);
    SimTrail *trail = arena_zeroed(arena, 1, sizeof *trail);
    Status st = trail ? LODE_OK : LODE_NO_MEMORY;
    if (!st) {
        trail->arena = arena;
        trail->start = start;
        trail->first = first;
        trail->n_steps = n_steps;
        trail->months_per_step = net->model->months_per_step;
        trail->n_routes = net->model->n_routes;
        trail->look_ahead = outlook_steps(net) * net->model->months_per_step;
        trail->usual_flow = ARENA_ARRAY(arena, double, net->model->n_routes);
        trail->states = ARENA_ARRAY(arena, State, n_steps + 1);
        if (!trail->states || !trail->usual_flow) st = LODE_NO_MEMORY;
    }
    for (int32_t t = first; t <= n_steps && !st; t++)
        st = state_room(like, arena, &trail->states[t]);
    if (st) {
        arena_free(arena);
        return st;
    }
    *out = trail;
    return LODE_OK;
}

void sim_trail_free(SimTrail *trail)
{
    if (!trail) return;
    plan_free(trail->plan);
    arena_free(trail->arena);
}

size_t sim_trail_bytes(const SimTrail *trail)
{
    return arena_bytes(trail->arena);
}

void trail_keep(SimTrail *trail, int32_t step, const State *state, const double *usual_flow)
{
    memcpy(trail->usual_flow, usual_flow, (size_t)trail->n_routes * sizeof *usual_flow);
    state_copy(state, &trail->states[step]);
}

int32_t trail_shared(const SimTrail *trail, const Plan *plan, Month start, int32_t n_steps)
{
    if (trail->start != start) return 0;
    const int32_t most = n_steps < trail->n_steps ? n_steps : trail->n_steps;
    const Month parts = plan_first_difference(trail->plan, plan, trail->look_ahead);
    if (parts == MONTH_NEVER) return most < trail->first ? 0 : most;
    if (parts == MONTH_NONE || parts <= start) return 0;
    const int32_t shared = (parts - start) / trail->months_per_step;
    return shared < trail->first ? 0 : shared < most ? shared : most;
}

void trail_restore(const SimTrail *trail, int32_t step, const Net *net, const Plan *plan,
                   State *state, double *usual_flow)
{
    memcpy(usual_flow, trail->usual_flow, (size_t)trail->n_routes * sizeof *usual_flow);
    state_adopt(&trail->states[step], trail->plan, net, plan, state);
}
