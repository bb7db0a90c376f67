/* Rows of the model's tables that cite a document, as the files have them. */
#include <stdio.h>
#include <string.h>

#include "table/csv.h"
#include "table/files.h"
#include "web/resource.h"

static int32_t column_named(const CsvTable *table, const char *name)
{
    for (int32_t c = 0; c < table->n_columns; c++)
        if (strcmp(table->heads[c].name, name) == 0) return c;
    return -1;
}

static const char *cell_named(const CsvTable *table, int32_t row, const char *name)
{
    const int32_t c = column_named(table, name);
    return c < 0 ? "" : csv_cell(table, row, c);
}

/* "japan, dy-oxide": the cells of a row that name things. */
static void name_row(const CsvTable *table, int32_t row, char *out, size_t size)
{
    static const char *const keys[] = {"from",    "to",        "region", "facility",
                                       "process", "commodity", "use",    "name"};
    const char *id = cell_named(table, row, "id");
    size_t n = (size_t)snprintf(out, size, "%s", id);
    for (size_t k = 0; !*id && k < sizeof keys / sizeof *keys && n < size; k++) {
        const char *cell = cell_named(table, row, keys[k]);
        if (*cell) n += (size_t)snprintf(out + n, size - n, "%s%s", n ? ", " : "", cell);
    }
}

static void put_citing(Out *out, const CsvTable *table, int32_t row)
{
    char what[256], name[128];
    const char *slash = strrchr(table->file, '/');
    snprintf(name, sizeof name, "%s", slash ? slash + 1 : table->file);
    if (strlen(name) > 4) name[strlen(name) - 4] = '\0'; /* .csv */
    name_row(table, row, what, sizeof what);
    out_row(out);
    out_text(out, "table", name);
    out_text(out, "id", cell_named(table, row, "id"));
    out_text(out, "what", what);
    out_text(out, "status", cell_named(table, row, "status"));
    out_text(out, "note", cell_named(table, row, "note"));
    out_text(out, "file", table->file);
    out_number(out, "line", table->rows[row].line);
}

static Status cite_file(const Ask *ask, const File *file, const char *id, Arena *arena)
{
    CsvTable table;
    Diag *said = diag_new(); /* the model is read already: its mistakes were told */
    Status st =
        said ? csv_read(file->name, file->bytes, file->n, arena, said, &table) : LODE_NO_MEMORY;
    diag_free(said);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st;
    const int32_t source = column_named(&table, "source");
    for (int32_t r = 0; source >= 0 && r < table.n_rows; r++)
        if (strcmp(csv_cell(&table, r, source), id) == 0) put_citing(ask->out, &table, r);
    return LODE_OK;
}

Status resource_citations(const Ask *ask)
{
    Files files;
    const char *id = request_text(ask->request, "id");
    if (!id || model_find_document(ask->model, id) == MODEL_NONE) {
        diag_error(ask->diag, "", 0, 0, "id", "'%.80s' is no document of documents.csv",
                   id ? id : "");
        return LODE_NEGATIVE;
    }
    Arena *arena = arena_new(0);
    Status st =
        arena ? files_read(ask->model->folder, arena, ask->diag, &files) : LODE_NO_MEMORY;
    for (int32_t i = 0; !st && i < files.n; i++) {
        const char *name = files.items[i].name;
        const size_t n = strlen(name);
        if (strncmp(name, "tables/", 7) == 0 && n > 4 && strcmp(name + n - 4, ".csv") == 0)
            st = cite_file(ask, &files.items[i], id, arena);
    }
    if (arena) arena_free(arena);
    return st;
}
