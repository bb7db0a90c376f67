#include "model/bind.h"

#include <string.h>

#include "model/map.h"

static const Column *find_column(const Column *columns, int n_columns, const char *name)
{
    for (int i = 0; i < n_columns; i++)
        if (strcmp(columns[i].name, name) == 0) return &columns[i];
    return NULL;
}

static Subject of_commodity(const Model *model, int32_t commodity)
{
    const char *unit = commodity < 0 ? NULL : model->commodities[commodity].unit;
    return (Subject){.unit = unit, .amount = unit};
}

/* What its capacity is measured in. */
static Subject of_facility(const Model *model, int32_t facility)
{
    if (facility < 0) return (Subject){0};
    const Facility *its = &model->facilities[facility];
    if (its->of != MODEL_NONE) return of_commodity(model, its->of);
    const char *unit = model->processes[its->process].unit;
    return (Subject){.unit = unit, .amount = unit};
}

static Subject of_one(const Model *model, ColumnTarget target, int32_t index)
{
    if (index < 0) return (Subject){0};
    if (target == TARGET_COMMODITY) return of_commodity(model, index);
    if (target == TARGET_FACILITY) return of_facility(model, index);
    if (target == TARGET_DEMAND) return of_commodity(model, model->demands[index].commodity);
    if (target == TARGET_PROCESS)
        return (Subject){.unit = model->processes[index].unit,
                         .amount = model->processes[index].unit};
    return (Subject){0};
}

static Subject of_set(const Model *model, ColumnTarget target, const IndexSet *set)
{
    Subject subject = of_one(model, target, set->n ? set->index[0] : MODEL_NONE);
    for (int32_t i = 1; i < set->n && subject.unit; i++) {
        const Subject other = of_one(model, target, set->index[i]);
        if (other.unit && strcmp(other.unit, subject.unit) != 0) subject.mixed = other.unit;
    }
    return subject;
}

/* What the numbers of the row are about: the commodity, or set of them, that a column names. */
static Subject subject_of(const Model *model, const Column *column, const void *row)
{
    IndexSet set;
    int32_t index;
    if (!column) return (Subject){.unit = "t", .amount = "t"};
    const char *at = (const char *)row + column->offset;
    if (column->type == COLUMN_TYPE_SET) {
        memcpy(&set, at, sizeof set);
        return of_set(model, column->target, &set);
    }
    memcpy(&index, at, sizeof index);
    return of_one(model, column->target, index);
}

/* Ids of drivers stand for their first series. */
static void series_of_drivers(const Model *model, const Column *columns, int n_columns,
                              void *row)
{
    for (int i = 0; i < n_columns; i++) {
        if (columns[i].type != COLUMN_TYPE_REF || columns[i].target != TARGET_DRIVER) continue;
        char *at = (char *)row + columns[i].offset;
        int32_t id, series = MODEL_NONE;
        memcpy(&id, at, sizeof id);
        for (int32_t d = model->n_drivers - 1; d >= 0 && id >= 0; d--)
            if (strcmp(model->drivers[d].id, names_at(model->ids->names[TARGET_DRIVER], id)) ==
                0)
                series = d;
        memcpy(at, &series, sizeof series);
    }
}

Status bind_row(const Model *model, const YamlNode *node, const Column *columns, int n_columns,
                const char *const *ignore, const char *commodity_of, Arena *arena, Diag *diag,
                void *row)
{
    Diag *own = diag ? NULL : diag_new();
    ModelIds ids = *model->ids;
    Reading reading = {.arena = arena,
                       .scratch = arena,
                       .diag = diag ? diag : own,
                       .units = model->units,
                       .cache = unit_cache_new(arena, model->units),
                       .ids = &ids,
                       .suggestions = SUGGESTIONS_MAX};
    if (!reading.cache || !reading.diag) {
        diag_free(own);
        return LODE_NO_MEMORY;
    }
    const int32_t before = diag_errors(reading.diag);
    if (node->type == YAML_IS_MAP) {
        map_read_words(&reading, node, columns, n_columns, ignore, row);
        series_of_drivers(model, columns, n_columns, row);
        const Subject subject =
            subject_of(model, find_column(columns, n_columns, commodity_of), row);
        map_read_numbers(&reading, node, columns, n_columns, &subject, row);
    } else {
        diag_error(reading.diag, node->file, node->line, node->column, "",
                   "write 'key: value' lines here");
    }
    const bool bad = diag_errors(reading.diag) > before;
    diag_free(own);
    return reading.status ? reading.status : bad ? LODE_BAD_INPUT : LODE_OK;
}
