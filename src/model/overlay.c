#include "model/overlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NUMBER_SIZE = 48 };

/* --- the bytes of a cell --- */

typedef struct Span {
    const char *from, *to; /* quotes included */
} Span;

/* Cells of the row from `start` on, which is cell *at; stops behind cell `column`. */
static Span walk_to(const CsvTable *csv, const char *start, int32_t *at, int32_t column)
{
    const char *c = start, *end = csv->bytes + csv->n_bytes;
    for (;; ++*at, c++) {
        Span span = {c, c};
        bool quoted = false;
        for (; c < end && (quoted || !strchr(",\r\n", *c)); c++)
            if (*c == '"') quoted = !quoted;
        span.to = c;
        if (*at == column || c >= end || *c != ',') return span;
    }
}

static Span cell_span(const CsvTable *csv, int32_t row, int32_t column)
{
    int32_t at = 0;
    return walk_to(csv, csv->bytes + csv->rows[row].offset, &at, column);
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

/* --- a file with other cells --- */

/* A text that takes the place of a span of the table's bytes; spans ascend. */
typedef struct Patch {
    Span span;
    const char *text;
} Patch;

/* The files, with `bytes` for those of the table's file. */
static Status put_file(Files *files, const char *name, const char *bytes, size_t n,
                       Arena *arena)
{
    File *items = ARENA_ARRAY(arena, File, files->n);
    if (!items) return LODE_NO_MEMORY;
    memcpy(items, files->items, (size_t)files->n * sizeof *items);
    for (int32_t i = 0; i < files->n; i++)
        if (strcmp(items[i].name, name) == 0) {
            items[i].bytes = bytes;
            items[i].n = n;
        }
    files->items = items;
    files->changed = true;
    return LODE_OK;
}

static Status patch_file(const CsvTable *csv, const Patch *patches, int32_t n, Files *files,
                         Arena *arena)
{
    const File *old = files_find(files, csv->file);
    size_t room = old->n + 1;
    for (int32_t i = 0; i < n; i++)
        room += 2 * strlen(patches[i].text) + 2;
    char *bytes = arena_zeroed(arena, room, 1);
    if (!bytes) return LODE_NO_MEMORY;
    const size_t mark =
        old->n - csv->n_bytes; /* a byte order mark, which the table leaves out */
    size_t used = 0, at = 0;
    for (int32_t i = 0; i < n; i++) {
        const size_t kept = mark + (size_t)(patches[i].span.from - csv->bytes) - at;
        memcpy(bytes + used, old->bytes + at, kept);
        used += kept;
        used += write_quoted(patches[i].text, bytes + used);
        at = mark + (size_t)(patches[i].span.to - csv->bytes);
    }
    memcpy(bytes + used, old->bytes + at, old->n - at);
    return put_file(files, csv->file, bytes, used + old->n - at, arena);
}

/* --- scaling --- */

/* The number in the cell times the factor, with what stands behind it (such as %) kept; NULL
 * when no number stands there, or memory is out. */
static const char *scaled(const char *cell, double factor, Arena *arena)
{
    char text[NUMBER_SIZE];
    const char *end;
    double value;
    if (!text_number_prefix(cell, &value, &end)) return NULL;
    const int n = snprintf(text, sizeof text, "%.17g", value * factor);
    char *out = arena_zeroed(arena, (size_t)n + strlen(end) + 1, 1);
    if (out) snprintf(out, (size_t)n + strlen(end) + 1, "%s%s", text, end);
    return out;
}

Status overlay_scale(const CsvTable *csv, const CellChange *changes, int32_t n, Files *files,
                     Arena *arena)
{
    Patch *patches = ARENA_ARRAY(arena, Patch, n);
    int32_t n_patches = 0;
    if (!patches) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++) {
        const CellChange *change = &changes[i];
        const char *text =
            scaled(csv_cell(csv, change->row, change->column), change->factor, arena);
        if (text)
            patches[n_patches++] = (Patch){cell_span(csv, change->row, change->column), text};
    }
    return patch_file(csv, patches, n_patches, files, arena);
}

/* --- one assignment --- */

/* The '=' behind the address: KEY may hold others, in brackets. */
static const char *find_equals(const char *assignment)
{
    const char *open = strchr(assignment, '['), *equals = strchr(assignment, '=');
    const char *close = open && (!equals || open < equals) ? strchr(open, ']') : NULL;
    return close ? strchr(close, '=') : equals;
}

static Status several(const Address *address, const AddressRows *found, Diag *diag)
{
    diag_error(diag, "", 0, 0, "",
               "%s: several rows are meant, in lines %d and %d; say more of the key, or "
               "the line as in %s[:%d]",
               address->asked, (int)found->csv.rows[found->rows[0]].line,
               (int)found->csv.rows[found->rows[1]].line, address->table,
               (int)found->csv.rows[found->rows[0]].line);
    return LODE_USAGE;
}

/* "*1.1" is a multiple of what is there; any other text takes its place. */
static Status new_text(const Address *address, const AddressRows *found, const char *value,
                       Arena *arena, Diag *diag, const char **out)
{
    double factor;
    *out = value;
    if (value[0] != '*' || !value[1]) return LODE_OK;
    const char *cell = csv_cell(&found->csv, found->rows[0], found->column);
    *out = text_number(value + 1, &factor) ? scaled(cell, factor, arena) : NULL;
    if (*out) return LODE_OK;
    diag_error(diag, "", 0, 0, "",
               "%s: '%s' is a multiple of a number, and the cell holds '%s'", address->asked,
               value, cell);
    return LODE_USAGE;
}

static Status split(const char *assignment, Arena *arena, Diag *diag, Address *address,
                    const char **value)
{
    const char *equals = find_equals(assignment);
    if (!equals) equals = assignment + strlen(assignment);
    *value = *equals ? equals + 1 : "";
    const char *path = arena_text(arena, assignment, (size_t)(equals - assignment));
    if (!path) return LODE_NO_MEMORY;
    Status st = address_parse(path, arena, diag, address);
    if (!st && *equals && address->column[0]) return LODE_OK;
    if (!st)
        diag_error(
            diag, "", 0, 0, "",
            "%s: write TABLE[KEY].COLUMN=VALUE, such as facilities[the-mine].capacity=200",
            assignment);
    return st ? st : LODE_USAGE;
}

Status overlay_set(const char *assignment, Files *files, Arena *arena, Diag *diag)
{
    Address address;
    AddressRows found;
    const char *value, *text;
    Status st = split(assignment, arena, diag, &address, &value);
    if (!st) st = address_find(files, &address, arena, diag, &found);
    if (!st && found.n > 1) st = several(&address, &found, diag);
    if (!st) st = new_text(&address, &found, value, arena, diag, &text);
    if (st) return st;
    const Patch patch = {cell_span(&found.csv, found.rows[0], found.column), text};
    return patch_file(&found.csv, &patch, 1, files, arena);
}
