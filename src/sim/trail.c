#include "sim/trail.h"

#include <string.h>

#include "sim/outlook.h"

Status trail_new(const Net *net, const State *like, Month start, int32_t first, int32_t n_steps,
                 Pool *pool, SimTrail **out)
{
    Arena *arena = arena_new(0);
    SimTrail *trail = arena_zeroed(arena, 1, sizeof *trail);
    Status st = trail ? LODE_OK : LODE_NO_MEMORY;
    if (!st) {
        trail->arena = arena;
        trail->pool = pool;
        trail->start = start;
        trail->first = first;
        trail->n_steps = n_steps;
        trail->months_per_step = net->model->months_per_step;
        trail->n_routes = net->model->n_routes;
        trail->look_ahead = outlook_steps(net) * net->model->months_per_step;
        trail->usual_flow = ARENA_ARRAY(arena, double, net->model->n_routes);
        trail->states = ARENA_ARRAY(arena, State, n_steps + 1);
        const size_t n = (size_t)(n_steps + 1 - first) * like->n;
        trail->block = pool_take(pool, n * sizeof *trail->block);
        if (!trail->states || !trail->usual_flow || !trail->block) st = LODE_NO_MEMORY;
    }
    if (st) {
        if (trail) pool_give(pool, trail->block);
        arena_free(arena);
        return st;
    }
    for (int32_t t = first; t <= n_steps; t++)
        state_place(like, trail->block + (size_t)(t - first) * like->n, &trail->states[t]);
    *out = trail;
    return LODE_OK;
}

void sim_trail_free(SimTrail *trail)
{
    if (!trail) return;
    plan_free(trail->plan);
    pool_give(trail->pool, trail->block);
    arena_free(trail->arena);
}

size_t sim_trail_bytes(const SimTrail *trail)
{
    const size_t n = (size_t)(trail->n_steps + 1 - trail->first);
    return arena_bytes(trail->arena) + n * trail->states[trail->first].n * sizeof(double);
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
