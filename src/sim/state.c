#include "sim/state.h"

#include <string.h>

Status state_new(const Net *net, int32_t n_policies, Arena *arena, State *out)
{
    const Model *model = net->model;
    const size_t n_stocks = (size_t)model->n_stocks, n_markets = (size_t)net->n_markets;
    const size_t n_routes = (size_t)model->n_routes, n_rows = (size_t)net->program.n_rows;
    const size_t n_facilities = (size_t)model->n_facilities;
    const size_t n_demands = (size_t)model->n_demands;
    out->n = n_stocks + 4 * n_markets + n_routes + n_facilities + n_demands + n_rows +
             (size_t)n_policies;
    out->block = ARENA_ARRAY(arena, double, out->n);
    if (!out->block) return LODE_NO_MEMORY;
    out->stock = out->block;
    out->level = out->stock + n_stocks;
    out->expected = out->level + n_markets;
    out->use = out->expected + n_markets;
    out->habit = out->use + n_markets;
    out->activity = out->habit + n_routes;
    out->need = out->activity + n_facilities;
    out->price = out->need + n_demands;
    out->quoted = out->price + n_rows;
    out->spent = out->quoted + n_markets;
    for (size_t d = 0; d < n_demands; d++)
        out->need[d] = 1.0;
    return LODE_OK;
}

void state_copy(const State *from, State *to)
{
    memcpy(to->block, from->block, from->n * sizeof *to->block);
}
