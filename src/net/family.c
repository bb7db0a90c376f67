#include "net/family.h"

#include <string.h>

static bool has(const IndexSet *set, int32_t index)
{
    for (int32_t i = 0; i < set->n; i++)
        if (set->index[i] == index) return true;
    return false;
}

/* What a facility puts out of the family, all goods together. */
static double family_output(const Model *model, const Technology *technology, int32_t facility)
{
    double sum = 0;
    for (int32_t i = 0; i < technology->family.n; i++) {
        const double output = net_output(model, facility, technology->family.index[i]);
        if (output > 0) sum += output;
    }
    return sum;
}

static Status lay_one(const Model *model, const Technology *technology, Arena *arena,
                      Family *out)
{
    LimitTerm *makers = ARENA_ARRAY(arena, LimitTerm, model->n_facilities);
    LimitTerm *adopters = ARENA_ARRAY(arena, LimitTerm, model->n_facilities);
    if (!makers || !adopters) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        const double output = family_output(model, technology, k);
        if (!(output > 0) || !has(&technology->region, facility->region)) continue;
        const LimitTerm term = {LIMIT_OVER_FACILITY, k, output};
        makers[out->n_makers++] = term;
        if (has(&technology->processes, facility->process)) adopters[out->n_adopters++] = term;
    }
    out->makers = makers;
    out->adopters = adopters;
    return LODE_OK;
}

Status family_lay(const Model *model, const NetNeeds *needs, Arena *arena, Net *net)
{
    const int32_t n = model->n_technologies;
    LimitSet *limits = ARENA_ARRAY(arena, LimitSet, needs->n_limits + n);
    Family *families = ARENA_ARRAY(arena, Family, n);
    if (!limits || !families) return LODE_NO_MEMORY;
    if (needs->n_limits)
        memcpy(limits, needs->limits, (size_t)needs->n_limits * sizeof *limits);
    for (int32_t i = 0; i < n; i++) {
        const Status st = lay_one(model, &model->technologies[i], arena, &families[i]);
        if (st) return st;
        limits[needs->n_limits + i] = (LimitSet){.id = model->technologies[i].id,
                                                 .terms = families[i].adopters,
                                                 .n_terms = families[i].n_adopters};
    }
    net->limits = limits;
    net->n_limits = needs->n_limits + n;
    net->technology0 = needs->n_limits;
    net->families = families;
    return LODE_OK;
}
