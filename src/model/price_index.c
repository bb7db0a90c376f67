/* tables/price_index.csv: what money of a year buys, year by year, so that a run in constant
 * money can also be told in money of its own time. No run depends on it. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "model/build.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

static const Column columns[] = {
    COLUMN_NUMBER_NEEDED(PriceLevel, year, QUANTITY_PLAIN, 1, 9999, "the calendar year"),
    COLUMN_NUMBER_NEEDED(PriceLevel, index, QUANTITY_PLAIN, DBL_MIN, 1e12,
                         "its mean price index; only ratios of years matter"),
};

static void check_year(Draft *draft, void *row, bool bad)
{
    const PriceLevel *level = row;
    if (!bad && level->year != floor(level->year))
        row_error(&draft->reading, &level->origin.place, "year",
                  "%g is no calendar year; write one such as 2024", level->year);
}

const TableKind table_price_index = {
    .file = "tables/price_index.csv",
    .columns = columns,
    .n_columns = COUNT(columns),
    .row_size = sizeof(PriceLevel),
    .origin = offsetof(PriceLevel, origin),
    .sourced = true,
    .check = check_year,
};

static int by_year(const void *a, const void *b)
{
    const PriceLevel *x = a, *y = b;
    if (x->year != y->year) return x->year < y->year ? -1 : 1;
    return x->origin.place.line < y->origin.place.line ? -1 : 1;
}

double model_price_level(const Model *model, int32_t year)
{
    for (int32_t i = 0; i < model->n_price_levels; i++)
        if (model->price_levels[i].year == year) return model->price_levels[i].index;
    return NAN;
}

static void check_twins(Draft *draft)
{
    const Model *model = draft->model;
    for (int32_t i = 1; i < model->n_price_levels; i++) {
        const PriceLevel *level = &model->price_levels[i];
        if (level->year == level[-1].year)
            row_error(&draft->reading, &level->origin.place, "year",
                      "%.0f has an index already, in line %d", level->year,
                      (int)level[-1].origin.place.line);
    }
}

/* The year whose money the model counts in, and every year that it runs through. */
static void check_reach(Draft *draft)
{
    const Model *model = draft->model;
    Diag *diag = draft->reading.diag;
    const char *file = table_price_index.file;
    if (!model->price_year) {
        diag_error(diag, file, 0, 0, "",
                   "an index starts from the money that the model counts in; say price_year in "
                   "model.yaml");
        return;
    }
    if (isnan(model_price_level(model, model->price_year)))
        diag_error(diag, file, 0, 0, "year",
                   "%d is missing: the model counts in money of that year (price_year)",
                   (int)model->price_year);
    for (int32_t year = month_year(model->start); year <= month_year(model->end); year++)
        if (year != model->price_year && isnan(model_price_level(model, year)))
            diag_error(
                diag, file, 0, 0, "year",
                "%d is missing: the model runs through it; of a year ahead give what you "
                "assume (source: assumption)",
                (int)year);
}

Status build_price_index(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_PRICE_INDEX];
    const PriceLevel *rows = list->items;
    PriceLevel *levels = ARENA_ARRAY(draft->reading.arena, PriceLevel, list->n);
    if (!levels) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++)
        levels[i] = rows[i];
    if (list->n) qsort(levels, (size_t)list->n, sizeof *levels, by_year);
    draft->model->price_levels = levels;
    draft->model->n_price_levels = list->n;
    check_twins(draft);
    if (list->n && !diag_errors(draft->reading.diag)) check_reach(draft);
    return LODE_OK;
}
