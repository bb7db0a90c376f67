/* The cells of dimensions at a value, and whether a model can be read with them. */
#include "ensemble/dimension.h"
#include "model/read.h"

Status dimension_write(const Dimension *d, double value, Arena *arena, CellText *out)
{
    for (int32_t i = 0; i < d->n_cells; i++) {
        out[i] = d->cells[i];
        out[i].text = overlay_number(
            &d->cells[i], d->as == UNCERTAIN_FACTOR ? d->usual[i] * value : value, arena);
        if (!out[i].text) return LODE_NO_MEMORY;
    }
    return LODE_OK;
}

static Status try_end(const Dimensions *ds, bool high, Diag *diag)
{
    int32_t room = 0, n = 0;
    for (int32_t i = 0; i < ds->n; i++)
        room += ds->items[i].n_cells;
    if (!room) return LODE_OK;
    Arena *arena = arena_new(0);
    CellText *cells = ARENA_ARRAY(arena, CellText, room);
    Files files = *ds->files;
    Model *model = NULL;
    Status st = cells ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; i < ds->n && !st; i++) {
        const Dimension *d = &ds->items[i];
        st = dimension_write(d, high ? d->spread.high : d->spread.low, arena, &cells[n]);
        n += d->n_cells;
    }
    if (!st) st = overlay_write(cells, n, &files, arena);
    if (!st) st = model_read_files(&files, ds->model->folder, diag, &model);
    model_free(model);
    arena_free(arena);
    return st;
}

Status dimensions_try(const Dimensions *dimensions, Diag *diag)
{
    const Status st = try_end(dimensions, false, diag);
    return st ? st : try_end(dimensions, true, diag);
}

Status dimensions_check(const Model *model, Diag *diag)
{
    Files files;
    Dimensions dimensions;
    Arena *arena = arena_new(0);
    if (!arena) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    if (model->n_uncertain || model->n_correlations)
        st = files_read(model->folder, arena, diag, &files);
    if (!st && (model->n_uncertain || model->n_correlations)) {
        st = dimensions_list(model, &files, NULL, 0, NULL, arena, diag, &dimensions);
        if (!st) st = dimensions_try(&dimensions, diag);
    }
    arena_free(arena);
    return st;
}
