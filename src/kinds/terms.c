#include "kinds/terms.h"

Status terms_new(const Model *model, Arena *arena, Terms *out)
{
    const int64_t room = (int64_t)model->n_facilities + model->n_routes + model->n_demands;
    *out = (Terms){.terms = ARENA_ARRAY(arena, LimitTerm, 2 * room)};
    return out->terms ? LODE_OK : LODE_NO_MEMORY;
}

void terms_add_routes(Terms *terms, const Model *model, const IndexSet *from,
                      const IndexSet *to, const IndexSet *commodities, double coef)
{
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        if (set_has(from, route->from) && set_has(to, route->to) &&
            set_has(commodities, route->commodity))
            terms->terms[terms->n++] = (LimitTerm){LIMIT_OVER_ROUTE, f, coef};
    }
}

double recipe_side(const Model *model, int32_t facility, const IndexSet *commodities,
                   RecipeSide side)
{
    const Process *process = &model->processes[model->facilities[facility].process];
    double sum = 0;
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &model->recipe_lines[process->first_line + i];
        const double amount = side == SIDE_OUTPUT ? line->coefficient : -line->coefficient;
        if (amount > 0 && set_has(commodities, line->commodity)) sum += amount;
    }
    return sum;
}

/* The indices of one sort of term, ascending: terms of a sort are added in rising order, but
 * two lists may follow one another. */
static Status list(const Terms *terms, LimitOver over, Arena *arena, const int32_t **out,
                   int32_t *n)
{
    int32_t *index = ARENA_ARRAY(arena, int32_t, terms->n);
    if (!index) return LODE_NO_MEMORY;
    *n = 0;
    for (int32_t i = 0; i < terms->n; i++) {
        if (terms->terms[i].over != over) continue;
        int32_t at = (*n)++;
        for (; at > 0 && index[at - 1] > terms->terms[i].index; at--)
            index[at] = index[at - 1];
        index[at] = terms->terms[i].index;
    }
    *out = index;
    return LODE_OK;
}

Status terms_select(const Terms *terms, Arena *arena, Selection *out)
{
    out->terms = terms->terms;
    out->n_terms = terms->n;
    Status st = list(terms, LIMIT_OVER_ROUTE, arena, &out->routes, &out->n_routes);
    if (!st) st = list(terms, LIMIT_OVER_FACILITY, arena, &out->facilities, &out->n_facilities);
    if (!st) st = list(terms, LIMIT_OVER_DEMAND, arena, &out->demands, &out->n_demands);
    return st;
}
