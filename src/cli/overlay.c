#include "cli/overlay.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "table/csv.h"

enum { WORD_SIZE = 256 };

/* An assignment in its parts. */
typedef struct Setting {
    const char *all;
    char file[WORD_SIZE], row[WORD_SIZE], column[WORD_SIZE];
    const char *value;
    Diag *diag;
} Setting;

static Status wrong(const Setting *s, const char *what, const char *word, const char *nearest)
{
    if (nearest)
        diag_error(s->diag, "", 0, 0, "", "--set %s: %s '%s'; did you mean '%s'?", s->all, what,
                   word, nearest);
    else
        diag_error(s->diag, "", 0, 0, "", "--set %s: %s '%s'", s->all, what, word);
    return LODE_USAGE;
}

static Status split(const char *assignment, Setting *s)
{
    const char *equals = strchr(assignment, '=');
    const char *first = strchr(assignment, '.');
    const char *last = NULL;
    for (const char *c = first; c && equals && c < equals; c = strchr(c + 1, '.'))
        last = c;
    if (!equals || !first || !last || first == last || equals - assignment >= WORD_SIZE - 16) {
        diag_error(s->diag, "", 0, 0, "",
                   "--set %s: write TABLE.ROW.COLUMN=VALUE, such as "
                   "facilities.the-mine.capacity=200",
                   assignment);
        return LODE_USAGE;
    }
    snprintf(s->file, sizeof s->file, "tables/%.*s.csv", (int)(first - assignment), assignment);
    snprintf(s->row, sizeof s->row, "%.*s", (int)(last - first - 1), first + 1);
    snprintf(s->column, sizeof s->column, "%.*s", (int)(equals - last - 1), last + 1);
    s->value = equals + 1;
    return LODE_OK;
}

/* ---- which file, row and column ---- */

static Status find_file(const Setting *s, const Files *files, int32_t *out)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, s->file);
    for (int32_t i = 0; i < files->n; i++) {
        *out = i;
        if (strcmp(files->items[i].name, s->file) == 0) return LODE_OK;
        text_nearest_try(&nearest, files->items[i].name);
    }
    return wrong(s, "the model has no file", s->file, nearest.best);
}

static Status find_column(const Setting *s, const CsvTable *table, const char *name,
                          int32_t *out)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    for (int32_t c = 0; c < table->n_columns; c++) {
        *out = c;
        if (strcmp(table->heads[c].name, name) == 0) return LODE_OK;
        text_nearest_try(&nearest, table->heads[c].name);
    }
    return wrong(s, "the table has no column", name, nearest.best);
}

/* True when the row's key is `key`: its cell of column `id`, or its first cells joined. */
static bool row_is(const CsvTable *table, int32_t row, int32_t id, const char *key)
{
    if (id >= 0) return strcmp(csv_cell(table, row, id), key) == 0;
    for (int32_t c = 0; c < table->n_columns; c++) {
        const char *cell = csv_cell(table, row, c);
        const size_t n = strlen(cell);
        if (strncmp(key, cell, n) != 0) return false;
        if (key[n] == '\0') return true;
        if (key[n] != '/') return false;
        key += n + 1;
    }
    return false;
}

static int32_t id_column(const CsvTable *table)
{
    for (int32_t c = 0; c < table->n_columns; c++)
        if (strcmp(table->heads[c].name, "id") == 0) return c;
    return -1;
}

static Status find_row(const Setting *s, const CsvTable *table, int32_t *out)
{
    const int32_t id = id_column(table);
    int32_t found = 0;
    TextNearest nearest;
    text_nearest_begin(&nearest, s->row);
    for (int32_t r = 0; r < table->n_rows; r++) {
        if (id >= 0) text_nearest_try(&nearest, csv_cell(table, r, id));
        if (!row_is(table, r, id, s->row)) continue;
        *out = r;
        found++;
    }
    if (found == 1) return LODE_OK;
    if (!found) return wrong(s, "the table has no row", s->row, nearest.best);
    return wrong(s, "several rows begin with", s->row, NULL);
}

/* ---- replacing ---- */

/* The bytes of the row's cell, quotes included. */
static void cell_bytes(const CsvTable *table, int32_t row, int32_t column, const char **from,
                       const char **to)
{
    const char *c = table->bytes + table->rows[row].offset;
    const char *end = table->bytes + table->n_bytes;
    for (int32_t at = 0;; at++, c++) {
        bool quoted = false;
        *from = c;
        for (; c < end && (quoted || !strchr(",\r\n", *c)); c++)
            if (*c == '"') quoted = !quoted;
        *to = c;
        if (at == column || c >= end || *c != ',') return;
    }
}

static size_t write_quoted(const char *value, char *out)
{
    size_t n = 0;
    out[n++] = '"';
    for (; *value; value++) {
        if (*value == '"') out[n++] = '"';
        out[n++] = *value;
    }
    out[n++] = '"';
    return n;
}

static Status replace(const Setting *s, Files *files, int32_t which, const char *from,
                      const char *to, Arena *arena)
{
    const File *old = &files->items[which];
    const size_t head = (size_t)(from - old->bytes);
    const size_t tail = old->n - (size_t)(to - old->bytes);
    char *bytes = arena_zeroed(arena, head + tail + 2 * strlen(s->value) + 3, 1);
    File *items = ARENA_ARRAY(arena, File, files->n);
    if (!bytes || !items) return LODE_NO_MEMORY;
    memcpy(bytes, old->bytes, head);
    const size_t n = write_quoted(s->value, bytes + head);
    memcpy(bytes + head + n, to, tail);
    memcpy(items, files->items, (size_t)files->n * sizeof *items);
    items[which].bytes = bytes;
    items[which].n = head + n + tail;
    files->items = items;
    return LODE_OK;
}

Status overlay_set(const char *assignment, Files *files, Arena *arena, Diag *diag)
{
    Setting s = {.all = assignment, .diag = diag};
    CsvTable table;
    int32_t which, row = 0, column;
    Status st = split(assignment, &s);
    if (!st) st = find_file(&s, files, &which);
    if (st) return st;
    const File *file = &files->items[which];
    st = csv_read(file->name, file->bytes, file->n, arena, diag, &table);
    if (!st) st = find_column(&s, &table, s.column, &column);
    if (!st) st = find_row(&s, &table, &row);
    if (st) return st;
    const char *from, *to;
    cell_bytes(&table, row, column, &from, &to);
    return replace(&s, files, which, from, to, arena);
}
