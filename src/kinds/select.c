#include "kinds/kinds.h"

bool set_has(const IndexSet *set, int32_t index)
{
    if (set->all) return true;
    int32_t lo = 0, hi = set->n;
    while (lo < hi) {
        const int32_t mid = (lo + hi) / 2;
        if (set->index[mid] < index)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < set->n && set->index[lo] == index;
}

Status select_routes(const Model *model, const IndexSet *from, const IndexSet *to,
                     const IndexSet *commodities, Arena *arena, Selection *out)
{
    int32_t *routes = ARENA_ARRAY(arena, int32_t, model->n_routes);
    if (!routes) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        if (set_has(from, route->from) && set_has(to, route->to) &&
            set_has(commodities, route->commodity))
            routes[n++] = f;
    }
    out->routes = routes;
    out->n_routes = n;
    return LODE_OK;
}

Status select_facilities(const Model *model, const IndexSet *facilities,
                         const IndexSet *regions, const IndexSet *processes, Arena *arena,
                         Selection *out)
{
    int32_t *chosen = ARENA_ARRAY(arena, int32_t, model->n_facilities);
    if (!chosen) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        if (set_has(facilities, k) && set_has(regions, facility->region) &&
            set_has(processes, facility->process))
            chosen[n++] = k;
    }
    out->facilities = chosen;
    out->n_facilities = n;
    return LODE_OK;
}

Status select_demands(const Model *model, const IndexSet *regions, const IndexSet *commodities,
                      const IndexSet *uses, Arena *arena, Selection *out)
{
    int32_t *chosen = ARENA_ARRAY(arena, int32_t, model->n_demands);
    if (!chosen) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        if (set_has(regions, demand->region) && set_has(commodities, demand->commodity) &&
            set_has(uses, demand->use))
            chosen[n++] = d;
    }
    out->demands = chosen;
    out->n_demands = n;
    return LODE_OK;
}

Status select_regions(const Model *model, const IndexSet *regions, Arena *arena, Selection *out)
{
    int32_t *chosen = ARENA_ARRAY(arena, int32_t, model->n_regions);
    if (!chosen) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t r = 0; r < model->n_regions; r++)
        if (set_has(regions, r)) chosen[n++] = r;
    out->regions = chosen;
    out->n_regions = n;
    return LODE_OK;
}
