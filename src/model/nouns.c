#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/build.h"
#include "model/tracer.h"

Status build_nouns(Draft *draft)
{
    Model *model = draft->model;
    const RowList *rows = draft->rows;
    const Names *groups = draft->reading.ids->names[TARGET_GROUP];
    model->regions = rows[TABLE_REGIONS].items;
    model->n_regions = rows[TABLE_REGIONS].n;
    model->stages = rows[TABLE_STAGES].items;
    model->n_stages = rows[TABLE_STAGES].n;
    model->commodities = rows[TABLE_COMMODITIES].items;
    model->n_commodities = rows[TABLE_COMMODITIES].n;
    model->uses = rows[TABLE_USES].items;
    model->n_uses = rows[TABLE_USES].n;
    model->documents = rows[TABLE_DOCUMENTS].items;
    model->n_documents = rows[TABLE_DOCUMENTS].n;
    model->n_groups = names_count(groups);
    Group *its = ARENA_ARRAY(draft->reading.arena, Group, model->n_groups);
    for (int32_t i = 0; i < model->n_groups && its; i++)
        its[i].id = names_at(groups, i);
    model->groups = its;
    return its ? LODE_OK : LODE_NO_MEMORY;
}

/* --- sets --- */

Status build_region_groups(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_REGIONS];
    const Region *regions = list->items;
    ModelIds *ids = draft->reading.ids;
    int32_t *owner = ARENA_ARRAY(draft->reading.scratch, int32_t, list->n);
    for (int32_t i = 0; i < list->n && owner; i++)
        owner[i] = regions[i].group;
    ids->groups = !owner ? NULL
                         : ids_members(draft->reading.arena, owner, list->n,
                                       names_count(ids->names[TARGET_GROUP]));
    return ids->groups ? LODE_OK : LODE_NO_MEMORY;
}

Status build_stage_sets(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_COMMODITIES];
    const Commodity *commodities = list->items;
    ModelIds *ids = draft->reading.ids;
    int32_t *owner = ARENA_ARRAY(draft->reading.scratch, int32_t, list->n);
    for (int32_t i = 0; i < list->n && owner; i++)
        owner[i] = commodities[i].stage;
    ids->stages = !owner ? NULL
                         : ids_members(draft->reading.arena, owner, list->n,
                                       names_count(ids->names[TARGET_STAGE]));
    return ids->stages ? LODE_OK : LODE_NO_MEMORY;
}

Status build_sector_sets(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_USES];
    const Use *uses = list->items;
    ModelIds *ids = draft->reading.ids;
    int32_t *owner = ARENA_ARRAY(draft->reading.scratch, int32_t, list->n);
    if (!owner) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++) {
        owner[i] = uses[i].sector[0] ? names_add(ids->sectors, uses[i].sector) : MODEL_NONE;
        if (owner[i] == NAMES_NO_MEMORY) return LODE_NO_MEMORY;
    }
    ids->in_sector =
        ids_members(draft->reading.arena, owner, list->n, names_count(ids->sectors));
    return ids->in_sector ? LODE_OK : LODE_NO_MEMORY;
}

/* --- recipes --- */

double build_content(Draft *draft, int32_t commodity, int32_t basis, const Place *place)
{
    const Commodity *its = draft_commodity(draft, commodity);
    if (basis == BASIS_GROSS || !its) return 1;
    const double content = basis == BASIS_REO ? its->content_reo : its->content_element;
    if (isnan(content) && !draft->rows[TABLE_COMMODITIES].bad[commodity])
        row_error(&draft->reading, place, "basis",
                  "'%s' has no %s in commodities.csv, so this cannot be converted", its->id,
                  basis == BASIS_REO ? "content_reo" : "content_element");
    return content;
}

/* By process, then commodity, an input before the output of the same. */
static int by_process(const void *a, const void *b)
{
    const RecipeLine *x = a, *y = b;
    if (x->process != y->process) return x->process < y->process ? -1 : 1;
    if (x->commodity != y->commodity) return x->commodity < y->commodity ? -1 : 1;
    return x->coefficient < y->coefficient ? -1 : x->coefficient > y->coefficient;
}

static bool is_complete(const RecipeRow *row)
{
    return row->process >= 0 && row->commodity >= 0 && !isnan(row->amount);
}

static Status build_lines(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_RECIPES];
    const RecipeRow *rows = list->items;
    RecipeLine *lines = ARENA_ARRAY(draft->reading.arena, RecipeLine, list->n);
    int32_t n = 0;
    if (!lines) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++) {
        const RecipeRow *row = &rows[i];
        if (!is_complete(row)) continue;
        const double coefficient =
            row->role ? row->amount * row->yield : -row->amount / row->yield;
        tracer_step(&draft->reading, &row->origin.place, "amount", coefficient, "",
                    row->role ? "x yield %.6g: what comes out per unit of activity"
                              : "/ yield %.6g: what goes in (negative) per unit of activity",
                    row->yield);
        lines[n++] = (RecipeLine){.process = row->process,
                                  .commodity = row->commodity,
                                  .coefficient = coefficient,
                                  .amount = row->amount,
                                  .yield = row->yield,
                                  .origin = row->origin};
    }
    if (n) qsort(lines, (size_t)n, sizeof *lines, by_process);
    draft->model->recipe_lines = lines;
    draft->model->n_recipe_lines = n;
    return LODE_OK;
}

/* The stage of the first thing that comes out, else of the first that goes in. */
static int32_t stage_of_lines(const Model *model, const Process *process)
{
    int32_t stage = MODEL_NONE;
    for (int32_t i = process->first_line + process->n_lines - 1; i >= process->first_line;
         i--) {
        const RecipeLine *line = &model->recipe_lines[i];
        if (line->coefficient > 0 || stage == MODEL_NONE)
            stage = model->commodities[line->commodity].stage;
    }
    return stage;
}

Status build_processes(Draft *draft)
{
    Model *model = draft->model;
    const RowList *list = &draft->rows[TABLE_PROCESSES];
    Process *processes = list->items;
    Status st = build_lines(draft);
    if (st) return st;
    int32_t line = 0;
    for (int32_t p = 0; p < list->n; p++) {
        processes[p].first_line = line;
        while (line < model->n_recipe_lines && model->recipe_lines[line].process == p)
            line++;
        processes[p].n_lines = line - processes[p].first_line;
        if (!processes[p].n_lines && !draft->rows[TABLE_RECIPES].errors)
            row_error(&draft->reading, &processes[p].origin.place, "id",
                      "'%s' has no inputs and no outputs; give it rows in recipes.csv",
                      processes[p].id);
        if (processes[p].stage == MODEL_NONE)
            processes[p].stage = stage_of_lines(model, &processes[p]);
    }
    model->processes = processes;
    model->n_processes = list->n;
    return LODE_OK;
}

double recipe_coefficient(const Model *model, int32_t process, int32_t commodity)
{
    const Process *its = &model->processes[process];
    int32_t low = its->first_line, high = its->first_line + its->n_lines;
    double coefficient = 0;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (model->recipe_lines[middle].commodity < commodity)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < its->first_line + its->n_lines; low++) {
        if (model->recipe_lines[low].commodity != commodity) break;
        coefficient =
            model->recipe_lines[low].coefficient; /* the output, where both are there */
    }
    return coefficient;
}
