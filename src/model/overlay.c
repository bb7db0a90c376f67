#include "model/overlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NUMBER_SIZE = 48 };

/* --- the bytes of a cell --- */

/* From the start of the table's bytes: tables may have copies of the same bytes. */
typedef struct Span {
    size_t from, to; /* quotes included */
} Span;

static Span cell_span(const CsvTable *csv, int32_t row, int32_t column)
{
    const char *bytes = csv->bytes;
    size_t c = csv->rows[row].offset;
    for (int32_t at = 0;; at++, c++) {
        Span span = {c, c};
        bool quoted = false;
        for (; c < csv->n_bytes && (quoted || !strchr(",\r\n", bytes[c])); c++)
            if (bytes[c] == '"') quoted = !quoted;
        span.to = c;
        if (at == column || c >= csv->n_bytes || bytes[c] != ',') return span;
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
        const size_t kept = mark + patches[i].span.from - at;
        memcpy(bytes + used, old->bytes + at, kept);
        used += kept;
        used += write_quoted(patches[i].text, bytes + used);
        at = mark + patches[i].span.to;
    }
    memcpy(bytes + used, old->bytes + at, old->n - at);
    return put_file(files, csv->file, bytes, used + old->n - at, arena);
}

/* --- several cells --- */

/* By file, row and column. */
static int by_cell(const CellText *a, const CellText *b)
{
    const int file = strcmp(a->csv->file, b->csv->file);
    if (file) return file;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static int by_place(const void *a, const void *b)
{
    const CellText *const *x = a, *const *y = b;
    const int order = by_cell(*x, *y);
    return order ? order : (*x > *y) - (*x < *y);
}

/* The patches of the first file of a sorted list; *n_patches of them. Returns how many cells
 * they take up. */
static int32_t patches_of(const CellText *const *cells, int32_t n, Patch *patches,
                          int32_t *n_patches)
{
    int32_t i = 0;
    *n_patches = 0;
    for (; i < n && strcmp(cells[i]->csv->file, cells[0]->csv->file) == 0; i++) {
        const bool again = i > 0 && by_cell(cells[i - 1], cells[i]) == 0;
        *n_patches -= again;
        patches[(*n_patches)++] =
            (Patch){cell_span(cells[i]->csv, cells[i]->row, cells[i]->column), cells[i]->text};
    }
    return i;
}

Status overlay_write(const CellText *cells, int32_t n, Files *files, Arena *arena)
{
    Patch *patches = ARENA_ARRAY(arena, Patch, n);
    const CellText **sorted = ARENA_ARRAY(arena, const CellText *, n);
    Status st = patches && sorted ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; i < n && !st; i++)
        sorted[i] = &cells[i];
    if (!st && n) qsort(sorted, (size_t)n, sizeof *sorted, by_place);
    for (int32_t first = 0; first < n && !st;) {
        int32_t n_patches;
        const CsvTable *csv = sorted[first]->csv;
        first += patches_of(&sorted[first], n - first, patches, &n_patches);
        st = patch_file(csv, patches, n_patches, files, arena);
    }
    return st;
}

bool overlay_value(const CellText *cell, double *value)
{
    const char *end;
    return text_number_prefix(csv_cell(cell->csv, cell->row, cell->column), value, &end);
}

const char *overlay_number(const CellText *cell, double value, Arena *arena)
{
    char text[NUMBER_SIZE];
    const char *end;
    double was;
    if (!text_number_prefix(csv_cell(cell->csv, cell->row, cell->column), &was, &end))
        return NULL;
    const int n = snprintf(text, sizeof text, "%.17g", value);
    char *out = arena_zeroed(arena, (size_t)n + strlen(end) + 1, 1);
    if (out) snprintf(out, (size_t)n + strlen(end) + 1, "%s%s", text, end);
    return out;
}

/* --- one assignment --- */

/* The '=' behind the address: KEY may hold others, in brackets. */
static const char *find_equals(const char *assignment)
{
    const char *open = strchr(assignment, '['), *equals = strchr(assignment, '=');
    const char *close = open && (!equals || open < equals) ? strchr(open, ']') : NULL;
    return close ? strchr(close, '=') : equals;
}

Status overlay_several(const Address *address, const AddressRows *found, Diag *diag)
{
    diag_error(diag, "", 0, 0, "",
               "%s: several rows are meant, in lines %d and %d; say more of the key, or "
               "the line as in %s[:%d]",
               address->asked, (int)found->csv.rows[found->rows[0]].line,
               (int)found->csv.rows[found->rows[1]].line, address->table,
               (int)found->csv.rows[found->rows[0]].line);
    return LODE_USAGE;
}

bool overlay_is_multiple(const char *value)
{
    return value[0] == '*' && value[1];
}

const char *overlay_text(const CellText *cell, const char *value, Arena *arena)
{
    double factor, was;
    if (!overlay_is_multiple(value)) return value;
    return text_number(value + 1, &factor) && overlay_value(cell, &was)
               ? overlay_number(cell, was * factor, arena)
               : NULL;
}

static Status new_text(const Address *address, const AddressRows *found, const char *value,
                       Arena *arena, Diag *diag, const char **out)
{
    const CellText cell = {&found->csv, found->rows[0], found->column, NULL};
    *out = overlay_text(&cell, value, arena);
    if (*out) return LODE_OK;
    diag_error(diag, "", 0, 0, "",
               "%s: '%s' is a multiple of a number, and the cell holds '%s'", address->asked,
               value, csv_cell(cell.csv, cell.row, cell.column));
    return LODE_USAGE;
}

/* --- what the command line has replaced --- */

bool overlay_is_set(const Files *files, const FileCell *cell)
{
    for (int32_t i = 0; i < files->n_set; i++)
        if (strcmp(files->set[i].file, cell->file) == 0 && files->set[i].row == cell->row &&
            files->set[i].column == cell->column)
            return true;
    return false;
}

static Status note_set(const CellText *cell, Files *files, Arena *arena)
{
    FileCell *set = ARENA_ARRAY(arena, FileCell, files->n_set + 1);
    if (!set) return LODE_NO_MEMORY;
    if (files->n_set) memcpy(set, files->set, (size_t)files->n_set * sizeof *set);
    set[files->n_set++] = (FileCell){cell->csv->file, cell->row, cell->column};
    files->set = set;
    return LODE_OK;
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

Status overlay_cell(const char *assignment, const Files *files, Arena *arena, Diag *diag,
                    CellText *out)
{
    Address address;
    AddressRows *found = ARENA_ARRAY(arena, AddressRows, 1);
    const char *value;
    if (!found) return LODE_NO_MEMORY;
    Status st = split(assignment, arena, diag, &address, &value);
    if (!st) st = address_find(files, &address, arena, diag, found);
    if (!st && found->n > 1) st = overlay_several(&address, found, diag);
    if (!st) st = new_text(&address, found, value, arena, diag, &out->text);
    if (st) return st;
    out->csv = &found->csv;
    out->row = found->rows[0];
    out->column = found->column;
    return LODE_OK;
}

Status overlay_set(const char *assignment, Files *files, Arena *arena, Diag *diag)
{
    CellText cell;
    Status st = overlay_cell(assignment, files, arena, diag, &cell);
    if (!st) st = overlay_write(&cell, 1, files, arena);
    return st ? st : note_set(&cell, files, arena);
}
