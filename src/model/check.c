/* Does the model hang together? Things that are legal but hardly meant, as warnings. */
#include <math.h>

#include "model/build.h"

/* Markets that something can reach: made there, shipped there, or held there at the start. */
static bool *find_supplied(const Draft *draft, const Ends *ends)
{
    const Model *model = draft->model;
    const size_t n_regions = (size_t)model->n_regions;
    const size_t n = n_regions * (size_t)model->n_commodities;
    bool *supplied = ARENA_ARRAY(draft->reading.scratch, bool, n);
    if (!supplied) return NULL;
    for (size_t i = 0; i < n; i++)
        supplied[i] = ends->made[i];
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        if (route->limit > 0)
            supplied[(size_t)route->to + n_regions * (size_t)route->commodity] = true;
    }
    for (int32_t s = 0; s < model->n_stocks; s++) {
        const Stock *stock = &model->stocks[s];
        if (stock->initial > 0)
            supplied[(size_t)stock->region + n_regions * (size_t)stock->commodity] = true;
    }
    return supplied;
}

static void check_demands(Draft *draft, const bool *supplied)
{
    const Model *model = draft->model;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        const size_t at =
            (size_t)demand->region + (size_t)model->n_regions * (size_t)demand->commodity;
        if (!supplied[at])
            row_warn(&draft->reading, &demand->origin.place, "commodity",
                     "nobody can supply '%s' in '%s': no facility makes it there and no route "
                     "brings it",
                     model->commodities[demand->commodity].id,
                     model->regions[demand->region].id);
    }
}

static void check_inputs(Draft *draft, const bool *supplied)
{
    const Model *model = draft->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        const Process *process = &model->processes[facility->process];
        for (int32_t i = 0; i < process->n_lines; i++) {
            const RecipeLine *line = &model->recipe_lines[process->first_line + i];
            const size_t at =
                (size_t)facility->region + (size_t)model->n_regions * (size_t)line->commodity;
            if (line->coefficient < 0 && !supplied[at])
                row_warn(
                    &draft->reading, &facility->origin.place, "process",
                    "'%s' needs '%s', which nobody makes in '%s' and no route brings there",
                    facility->id, model->commodities[line->commodity].id,
                    model->regions[facility->region].id);
        }
    }
}

static void check_states(Draft *draft)
{
    const Model *model = draft->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        const bool gone =
            facility->state == FACILITY_CLOSED || facility->state == FACILITY_HALTED;
        if (gone && facility_capacity(model, k, model->start) > 0)
            row_warn(
                &draft->reading, &facility->origin.place, "state",
                "'%s' is %s, but its dates and capacity let it work in the first month; dates "
                "decide",
                facility->id, facility->state == FACILITY_CLOSED ? "closed" : "halted");
    }
}

Status check_model(Draft *draft)
{
    Ends ends;
    const Status st = find_ends(draft, &ends);
    if (st) return st;
    const bool *supplied = find_supplied(draft, &ends);
    if (!supplied) return LODE_NO_MEMORY;
    check_demands(draft, supplied);
    check_inputs(draft, supplied);
    check_states(draft);
    return LODE_OK;
}
