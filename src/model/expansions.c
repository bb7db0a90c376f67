/* Options to build, each as a facility that no date gives capacity, and the pools of skilled
 * workers. */
#include <math.h>

#include "model/build.h"

/* What a number per unit of `of` is per unit of activity: times this. */
static double scale_of(Draft *draft, const ExpansionRow *row)
{
    const Place *place = &row->origin.place;
    const double content = build_content(draft, row->of, row->basis, place);
    return content * build_measure(draft, row->process, row->of, place);
}

Facility expansion_facility(Draft *draft, const ExpansionRow *row, int32_t i)
{
    const double measure = row->of == MODEL_NONE || row->process == MODEL_NONE
                               ? 1.0
                               : fabs(recipe_coefficient(draft->model, row->process, row->of));
    return (Facility){.id = row->id,
                      .name = row->name,
                      .name_zh = row->name_zh,
                      .owner = "",
                      .region = row->region,
                      .process = row->process,
                      .state = FACILITY_PLANNED,
                      .capacity = 0,
                      .availability = row->availability,
                      .start = MONTH_NONE,
                      .end = MONTH_NONE,
                      .ramp_limit = INFINITY,
                      .cost = NAN,
                      .cost_rise = NAN,
                      .slope = NAN,
                      .idle_after = draft->behaviour.idle_after,
                      .close_after = draft->behaviour.close_after,
                      .expansion = i,
                      .of = row->of,
                      .of_per_activity = measure,
                      .origin = row->origin,
                      .cost_origin = {.document = MODEL_NONE, .note = ""}};
}

Status build_expansions(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_EXPANSIONS];
    const ExpansionRow *rows = list->items;
    Expansion *expansions = ARENA_ARRAY(draft->reading.arena, Expansion, list->n);
    if (!expansions) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++) {
        const ExpansionRow *row = &rows[i];
        const double scale = scale_of(draft, row);
        expansions[i] = (Expansion){.facility = draft->rows[TABLE_FACILITIES].n + i,
                                    .capital = row->capital * scale,
                                    .permit = row->permit,
                                    .lead = row->lead,
                                    .ramp = row->ramp,
                                    .build = row->build / scale,
                                    .maximum = row->maximum / scale,
                                    .lifetime = row->lifetime,
                                    .hurdle = row->hurdle * 12,
                                    .workers_building = row->workers_building * scale,
                                    .workers_operating = row->workers_operating * scale,
                                    .learning = row->learning,
                                    .first = row->first,
                                    .growth = row->growth * 12,
                                    .before = row->before / scale,
                                    .allowance = row->allowance / scale,
                                    .residual = (Residual)row->residual,
                                    .origin = row->origin};
    }
    draft->model->expansions = expansions;
    draft->model->n_expansions = list->n;
    return LODE_OK;
}

Status build_growth(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_GROWTH];
    const GrowthRow *rows = list->items;
    Growth *growths = ARENA_ARRAY(draft->reading.arena, Growth, list->n);
    if (!growths) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++)
        growths[i] = (Growth){.process = rows[i].process,
                              .region = rows[i].region,
                              .growth = rows[i].growth * 12,
                              .before = rows[i].before,
                              .allowance = rows[i].allowance,
                              .origin = rows[i].origin};
    draft->model->growths = growths;
    draft->model->n_growths = list->n;
    return LODE_OK;
}

Status build_labour(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_LABOUR];
    const LabourRow *rows = list->items;
    Labour *labour = ARENA_ARRAY(draft->reading.arena, Labour, draft->model->n_regions);
    if (!labour) return LODE_NO_MEMORY;
    for (int32_t r = 0; r < draft->model->n_regions; r++)
        labour[r] = (Labour){.pool = INFINITY, .origin = {.document = MODEL_NONE, .note = ""}};
    for (int32_t i = 0; i < list->n; i++)
        if (rows[i].region >= 0)
            labour[rows[i].region] = (Labour){.pool = rows[i].pool,
                                              .used = rows[i].used,
                                              .growth = rows[i].growth,
                                              .origin = rows[i].origin};
    draft->model->labour = labour;
    return LODE_OK;
}
