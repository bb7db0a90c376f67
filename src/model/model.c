#include "model/model.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"
#include "model/build.h"
#include "model/read.h"
#include "model/tracer.h"

enum { FIRST_BYTES = 1 << 16, MARKETS_MAX = 100000000 };

/* --- steps --- */

/* "tables/routes.csv" -> "routes" */
static void stem_of(const char *path, char *stem, size_t size)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash ? slash + 1 : path;
    snprintf(stem, size, "%.*s", (int)strcspn(start, "."), start);
}

static bool is_table(const char *name)
{
    for (int id = 0; id < TABLE_COUNT; id++)
        if (strcmp(table_kinds[id]->file, name) == 0) return true;
    return false;
}

static const char *nearest_table(const char *name)
{
    char stem[TEXT_WORD_MAX], candidate[TEXT_WORD_MAX];
    const char *found = NULL;
    TextNearest nearest;
    stem_of(name, stem, sizeof stem);
    text_nearest_begin(&nearest, stem);
    for (int id = 0; id < TABLE_COUNT; id++) {
        stem_of(table_kinds[id]->file, candidate, sizeof candidate);
        nearest.best = NULL; /* candidate is overwritten */
        text_nearest_try(&nearest, candidate);
        if (nearest.best) found = table_kinds[id]->file;
    }
    return found;
}

/* A misspelt file name would silently leave its rows out. */
static void refuse_unknown_files(Draft *draft)
{
    for (int32_t i = 0; i < draft->files.n; i++) {
        const char *name = draft->files.items[i].name;
        if (strncmp(name, "tables/", 7) != 0 || is_table(name)) continue;
        const char *meant = nearest_table(name);
        diag_error(draft->reading.diag, name, 0, 0, "",
                   meant ? "there is no table of this name; did you mean %s?"
                         : "there is no table of this name; %s lists them",
                   meant ? meant : "docs/tables.md");
    }
}

/* A table without rows is complained about once, not at every reference into it. */
static void excuse_empty(Draft *draft, ColumnTarget target)
{
    ModelIds *ids = draft->reading.ids;
    if (!names_count(ids->names[target])) ids->incomplete[target] = true;
}

static Status open_tables(Draft *draft)
{
    Status st = LODE_OK;
    for (int id = 0; id < TABLE_COUNT && !st; id++)
        st = table_open(draft, (TableId)id);
    excuse_empty(draft, TARGET_REGION);
    excuse_empty(draft, TARGET_COMMODITY);
    draft->reading.tables = draft->csv;
    draft->reading.n_tables = TABLE_COUNT;
    return st ? st : ids_close(draft->reading.ids, draft->reading.arena);
}

/* Tables are read in the order in which they need each other. */
static Status read_tables(Draft *draft)
{
    Status st = prepare_driver_units(draft);
    if (!st) st = tracer_open(draft);
    for (int id = 0; id < TABLE_COUNT && !st; id++) {
        if (id == TABLE_USES) st = prepare_use_units(draft);
        if (!st) st = table_read(draft, (TableId)id);
        if (!st && id == TABLE_REGIONS) st = build_region_groups(draft);
        if (!st && id == TABLE_COMMODITIES) st = build_stage_sets(draft);
        if (!st && id == TABLE_USES) st = build_sector_sets(draft);
        if (!st && id == TABLE_EXPANSIONS) tracer_imply(draft);
    }
    return st;
}

static void require_rows(Draft *draft, TableId id, const char *what)
{
    const TableKind *kind = table_kinds[id];
    if (draft->rows[id].n || draft->rows[id].errors) return;
    diag_error(draft->reading.diag, kind->file, 0, 0, "", "a model needs %s", what);
}

static bool is_too_large(Draft *draft)
{
    const double markets =
        (double)draft->rows[TABLE_REGIONS].n * draft->rows[TABLE_COMMODITIES].n;
    if (markets <= MARKETS_MAX) return false;
    diag_error(draft->reading.diag, table_kinds[TABLE_REGIONS]->file, 0, 0, "",
               "regions times commodities give more than %d markets", MARKETS_MAX);
    return true;
}

static Status build_all(Draft *draft)
{
    typedef Status (*Step)(Draft *);
    static const Step steps[] = {
        build_nouns,       build_processes,    build_facilities, build_costs,
        build_drivers,     build_demands,      build_routes,     build_stocks,
        build_stock_plans, build_cohorts,      build_growth,     build_technologies,
        build_books,       build_constraints,  build_labour,     build_chances,
        build_candidates,  build_observations, build_fit,        build_price_index,
        settings_finish,   scenarios_read,     episodes_read,    checks_read,
    };
    Status st = LODE_OK;
    if (is_too_large(draft)) return LODE_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !st; i++)
        st = steps[i](draft);
    if (!st && !diag_errors(draft->reading.diag)) st = check_model(draft);
    return st ? st : draft->reading.status;
}

static Status read_all(Draft *draft)
{
    refuse_unknown_files(draft);
    Status st = settings_read(draft);
    if (!st) st = open_tables(draft);
    if (!st) st = settings_use_documents(draft);
    if (!st) st = read_tables(draft);
    if (st) return st;
    require_rows(draft, TABLE_REGIONS, "at least one region");
    require_rows(draft, TABLE_COMMODITIES, "at least one commodity");
    st = build_all(draft);
    return st ? st : tracer_relate(draft);
}

/* --- the model --- */

static Status draft_begin(Draft *draft, Diag *diag, Arena *scratch, Tracer *tracer)
{
    Arena *arena = arena_new(FIRST_BYTES);
    Model *model = ARENA_ARRAY(arena, Model, 1);
    if (!model) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    model->arena = arena;
    model->start = model->end = MONTH_NONE;
    draft->model = model;
    draft->default_document = MODEL_NONE;
    draft->reading = (Reading){.arena = arena,
                               .scratch = scratch,
                               .diag = diag,
                               .suggestions = SUGGESTIONS_MAX,
                               .tracer = tracer};
    return ids_new(arena, &draft->reading.ids);
}

/* A row may be wrong without a message only where its cause has earned one. */
static void refuse_silent_mistakes(Draft *draft)
{
    for (int id = 0; id < TABLE_COUNT; id++)
        if (draft->rows[id].errors)
            diag_error(draft->reading.diag, table_kinds[id]->file, 0, 0, "",
                       "a row of this table cannot be used");
}

Status model_read_traced(const Files *files, const char *folder, Diag *diag, Tracer *tracer,
                         Model **out)
{
    const int32_t before = diag_errors(diag);
    Arena *scratch = arena_new(FIRST_BYTES);
    Draft *draft = ARENA_ARRAY(scratch, Draft, 1);
    *out = NULL;
    if (!draft) {
        arena_free(scratch);
        return LODE_NO_MEMORY;
    }
    draft->files = *files;
    Status st = draft_begin(draft, diag, scratch, tracer);
    if (!st) st = read_all(draft);
    if (!st && diag_errors(diag) == before) refuse_silent_mistakes(draft);
    if (!st && diag_errors(diag) > before) st = LODE_BAD_INPUT;
    Model *model = draft->model;
    if (model) {
        model->units = draft->units;
        model->ids = draft->reading.ids;
        model->folder = arena_text(model->arena, folder, strlen(folder));
        if (!model->folder && !st) st = LODE_NO_MEMORY;
    }
    arena_free(scratch);
    if (st)
        model_free(model);
    else
        *out = model;
    return st;
}

Status model_read_files(const Files *files, const char *folder, Diag *diag, Model **out)
{
    return model_read_traced(files, folder, diag, NULL, out);
}

/* Leaves out what a calibration wrote; the kept ones stay in their order. */
static void drop_fit(Files *files, File *kept)
{
    int32_t n = 0;
    for (int32_t i = 0; i < files->n; i++)
        if (strncmp(files->items[i].name, "tables/fit_", 11) != 0) kept[n++] = files->items[i];
    *files = (Files){.items = kept, .n = n};
}

static Status read_folder(const char *folder, bool fitted, Diag *diag, Model **out)
{
    Files files;
    Diag *own = diag ? NULL : diag_new(); /* mistakes are counted even if nobody reads them */
    Arena *scratch = arena_new(FIRST_BYTES);
    Status st = scratch && (diag || own) ? LODE_OK : LODE_NO_MEMORY;
    *out = NULL;
    if (!st) st = files_read(folder, scratch, diag ? diag : own, &files);
    File *kept = st || fitted ? NULL : ARENA_ARRAY(scratch, File, files.n);
    if (kept) drop_fit(&files, kept);
    if (!st && !fitted && !kept) st = LODE_NO_MEMORY;
    if (!st) st = model_read_files(&files, folder, diag ? diag : own, out);
    arena_free(scratch);
    diag_free(own);
    return st;
}

Status model_read(const char *folder, Diag *diag, Model **out)
{
    return read_folder(folder, true, diag, out);
}

Status model_read_unfitted(const char *folder, Diag *diag, Model **out)
{
    return read_folder(folder, false, diag, out);
}

void model_free(Model *model)
{
    if (!model) return;
    units_free(model->units);
    arena_free(model->arena);
}

/* --- looking up --- */

static int32_t find(const Model *model, ColumnTarget target, const char *id)
{
    const int32_t at = names_find(model->ids->names[target], id);
    return at < 0 ? MODEL_NONE : at;
}

int32_t model_find_region(const Model *model, const char *id)
{
    return find(model, TARGET_REGION, id);
}

int32_t model_find_stage(const Model *model, const char *id)
{
    return find(model, TARGET_STAGE, id);
}

int32_t model_find_commodity(const Model *model, const char *id)
{
    return find(model, TARGET_COMMODITY, id);
}

int32_t model_find_process(const Model *model, const char *id)
{
    return find(model, TARGET_PROCESS, id);
}

int32_t model_find_facility(const Model *model, const char *id)
{
    return find(model, TARGET_FACILITY, id);
}

int32_t model_find_use(const Model *model, const char *id)
{
    return find(model, TARGET_USE, id);
}

int32_t model_find_document(const Model *model, const char *id)
{
    return find(model, TARGET_DOCUMENT, id);
}

int32_t model_find_scenario(const Model *model, const char *id)
{
    const int32_t at = names_find(model->ids->scenarios, id);
    return at < 0 ? MODEL_NONE : at;
}
