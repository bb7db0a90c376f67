/* chances.c - what ensembles vary, from rows to the model. */
#include "model/build.h"

static Status build_uncertain(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_UNCERTAIN];
    const UncertainRow *rows = list->items;
    Uncertain *out = ARENA_ARRAY(draft->reading.arena, Uncertain, list->n);
    if (!out) return LODE_NO_MEMORY;
    draft->model->uncertain = out;
    for (int32_t i = 0; i < list->n; i++) {
        const UncertainRow *row = &rows[i];
        if (list->bad[i]) continue;
        out[draft->model->n_uncertain++] =
            (Uncertain){.id = row->id,
                        .label = row->label[0] ? row->label : row->id,
                        .cells = row->cells,
                        .as = (UncertainAs)row->as,
                        .dist = row->dist,
                        .low = row->low,
                        .high = row->high,
                        .origin = row->origin};
    }
    return LODE_OK;
}

static Status build_correlations(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_CORRELATIONS];
    const CorrelationRow *rows = list->items;
    Correlation *out = ARENA_ARRAY(draft->reading.arena, Correlation, list->n);
    if (!out) return LODE_NO_MEMORY;
    draft->model->correlations = out;
    for (int32_t i = 0; i < list->n; i++)
        if (!list->bad[i])
            out[draft->model->n_correlations++] =
                (Correlation){rows[i].a, rows[i].b, rows[i].correlation, rows[i].origin};
    return LODE_OK;
}

static bool holds(const IndexSet *set, int32_t index)
{
    if (set->all || set->n == 0) return set->all;
    for (int32_t i = 0; i < set->n; i++)
        if (set->index[i] == index) return true;
    return false;
}

/* The narrowest row of a kind that means the facility; of equals the first. NULL: none does. */
static const RiskRow *risk_of(const Draft *draft, RiskKind kind, int32_t facility)
{
    const RowList *list = &draft->rows[TABLE_RISKS];
    const RiskRow *rows = list->items, *best = NULL;
    const Facility *its = &draft->model->facilities[facility];
    for (int32_t i = 0; i < list->n; i++) {
        const RiskRow *row = &rows[i];
        if (list->bad[i] || (RiskKind)row->kind != kind || !holds(&row->facility, facility) ||
            !holds(&row->process, its->process) || !holds(&row->region, its->region))
            continue;
        if (!best || table_specific(&table_risks, row) > table_specific(&table_risks, best))
            best = row;
    }
    return best;
}

/* Options are built when it pays and have no dates that could slip. */
static Status build_risks(Draft *draft)
{
    Model *model = draft->model;
    Risk *out = ARENA_ARRAY(draft->reading.arena, Risk, 2 * (size_t)model->n_facilities);
    if (!out) return LODE_NO_MEMORY;
    model->risks = out;
    if (!draft->rows[TABLE_RISKS].n) return LODE_OK;
    for (int kind = RISK_OUTAGE; kind <= RISK_DELAY; kind++)
        for (int32_t k = 0; k < model->n_facilities; k++) {
            const RiskRow *row = model->facilities[k].expansion == MODEL_NONE
                                     ? risk_of(draft, (RiskKind)kind, k)
                                     : NULL;
            if (row)
                out[model->n_risks++] = (Risk){.kind = (RiskKind)kind,
                                               .facility = k,
                                               .rate = row->rate,
                                               .chance = row->chance,
                                               .duration = row->duration,
                                               .share = row->share,
                                               .from = row->from,
                                               .origin = row->origin};
        }
    return LODE_OK;
}

Status build_chances(Draft *draft)
{
    Status st = build_uncertain(draft);
    if (!st) st = build_correlations(draft);
    return st ? st : build_risks(draft);
}
