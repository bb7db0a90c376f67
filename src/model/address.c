#include "model/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/draft.h"

enum { WORD_SIZE = 256, PARTS_MAX = ADDRESS_KEYS_MAX };

/* --- TABLE[KEY].COLUMN --- */

static Status other_form(const char *text, Diag *diag)
{
    diag_error(diag, "", 0, 0, "",
               "%s: write TABLE[KEY].COLUMN, such as facilities[the-mine].capacity, or with "
               "points instead of brackets",
               text);
    return LODE_USAGE;
}

static Status take_parts(const char *text, const char *const at[3], const size_t n[3],
                         Arena *arena, Diag *diag, Address *out)
{
    if (!n[0] || !n[1]) return other_form(text, diag);
    *out = (Address){.asked = arena_text(arena, text, strlen(text)),
                     .table = arena_text(arena, at[0], n[0]),
                     .key = arena_text(arena, at[1], n[1]),
                     .column = arena_text(arena, at[2], n[2])};
    return out->asked && out->table && out->key && out->column ? LODE_OK : LODE_NO_MEMORY;
}

/* Ids hold points, so the first ends the table and the last begins the column. */
static Status parse_points(const char *text, Arena *arena, Diag *diag, Address *out)
{
    const char *first = strchr(text, '.'), *last = strrchr(text, '.');
    if (!first || first == last) return other_form(text, diag);
    const char *const at[3] = {text, first + 1, last + 1};
    const size_t n[3] = {(size_t)(first - text), (size_t)(last - first - 1), strlen(last + 1)};
    return n[2] ? take_parts(text, at, n, arena, diag, out) : other_form(text, diag);
}

Status address_parse(const char *text, Arena *arena, Diag *diag, Address *out)
{
    const char *open = strchr(text, '['), *close = strrchr(text, ']');
    if (!open) return parse_points(text, arena, diag, out);
    if (!close || close < open || (close[1] && close[1] != '.')) return other_form(text, diag);
    const char *column = close[1] ? close + 2 : close + 1;
    const char *const at[3] = {text, open + 1, column};
    const size_t n[3] = {(size_t)(open - text), (size_t)(close - open - 1), strlen(column)};
    if (close[1] && !n[2]) return other_form(text, diag);
    return take_parts(text, at, n, arena, diag, out);
}

/* --- tables and their keys --- */

void address_table_name(int32_t table, char *out, size_t size)
{
    const char *file = table_kinds[table]->file;
    const char *slash = strrchr(file, '/');
    const char *start = slash ? slash + 1 : file;
    snprintf(out, size, "%.*s", (int)strcspn(start, "."), start);
}

int32_t address_table(const char *name)
{
    char its[WORD_SIZE];
    for (int32_t id = 0; id < TABLE_COUNT; id++) {
        address_table_name(id, its, sizeof its);
        if (strcmp(its, name) == 0) return id;
    }
    return -1;
}

static int32_t head_of(const CsvTable *csv, const char *name, size_t n)
{
    for (int32_t i = 0; i < csv->n_columns; i++)
        if (strlen(csv->heads[i].name) == n && strncmp(csv->heads[i].name, name, n) == 0)
            return i;
    return -1;
}

static void add_key(const CsvTable *csv, const char *name, size_t length, int32_t *key, int *n)
{
    const int32_t at = head_of(csv, name, length);
    if (at >= 0 && *n < ADDRESS_KEYS_MAX) key[(*n)++] = at;
}

int address_key(int32_t table, const CsvTable *csv, int32_t key[ADDRESS_KEYS_MAX])
{
    const TableKind *kind = table_kinds[table];
    int n = 0;
    for (const char *at = kind->key; at && *at;) {
        const size_t length = strcspn(at, "|");
        add_key(csv, at, length, key, &n);
        at += length + (at[length] == '|');
    }
    for (int32_t i = 0; !kind->key && i < kind->n_columns; i++)
        if (kind->columns[i].type == COLUMN_TYPE_SET)
            add_key(csv, kind->columns[i].name, strlen(kind->columns[i].name), key, &n);
    return n;
}

/* --- which rows a key means --- */

/* One part of a key: a cell that a column must have. */
typedef struct Part {
    int32_t column;
    const char *cell;
} Part;

typedef struct Key {
    Part parts[PARTS_MAX];
    int n;
    int32_t line; /* instead; 0 = none */
} Key;

typedef struct Search {
    const Address *address;
    Arena *arena;
    Diag *diag;
    AddressRows *out;
} Search;

static Status wrong(const Search *s, const char *what, const char *word, const char *nearest)
{
    if (nearest)
        diag_error(s->diag, "", 0, 0, "", "%s: %s '%s'; did you mean '%s'?", s->address->asked,
                   what, word, nearest);
    else
        diag_error(s->diag, "", 0, 0, "", "%s: %s '%s'", s->address->asked, what, word);
    return LODE_USAGE;
}

static Status find_table(const Search *s, const Files *files)
{
    TextNearest nearest;
    char names[TABLE_COUNT][WORD_SIZE];
    text_nearest_begin(&nearest, s->address->table);
    for (int32_t id = 0; id < TABLE_COUNT; id++) {
        const File *file = files_find(files, table_kinds[id]->file);
        address_table_name(id, names[id], sizeof names[id]);
        if (!file) continue;
        text_nearest_try(&nearest, names[id]);
        if (strcmp(names[id], s->address->table) != 0) continue;
        s->out->table = id;
        return csv_read(file->name, file->bytes, file->n, s->arena, s->diag, &s->out->csv);
    }
    return wrong(s, "the model has no table", s->address->table, nearest.best);
}

static Status find_column(const Search *s, const char *name, int32_t *out)
{
    const CsvTable *csv = &s->out->csv;
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    *out = head_of(csv, name, strlen(name));
    if (*out >= 0) return LODE_OK;
    for (int32_t c = 0; c < csv->n_columns; c++)
        text_nearest_try(&nearest, csv->heads[c].name);
    return wrong(s, "the table has no column", name, nearest.best);
}

/* "capacity=200" is a cell of the named column, "the-mine" one of the next key column. */
static Status read_part(const Search *s, char *word, const int32_t *keys, int n_keys, Key *key)
{
    Part *part = &key->parts[key->n];
    char *equals = strchr(word, '=');
    if (equals) {
        *equals = '\0';
        part->cell = equals + 1;
        key->n++;
        return find_column(s, word, &part->column);
    }
    if (key->n >= n_keys)
        return wrong(s, "the key has more parts than the table's, from", word, NULL);
    *part = (Part){keys[key->n++], word};
    return LODE_OK;
}

static Status read_key(const Search *s, Key *key)
{
    int32_t keys[ADDRESS_KEYS_MAX];
    const char *text = s->address->key;
    const int n_keys = address_key(s->out->table, &s->out->csv, keys);
    char *words = arena_text(s->arena, text, strlen(text));
    *key = (Key){.n = 0};
    if (!words) return LODE_NO_MEMORY;
    if (text[0] == ':') {
        key->line = (int32_t)strtol(text + 1, NULL, 10);
        return key->line > 0 ? LODE_OK : wrong(s, "there is no line", text + 1, NULL);
    }
    Status st = LODE_OK;
    for (char *word = words; word && !st;) {
        char *slash = strchr(word, '/');
        if (slash) *slash = '\0';
        if (key->n == PARTS_MAX)
            return wrong(s, "the key has too many parts, from", word, NULL);
        st = read_part(s, word, keys, n_keys, key);
        word = slash ? slash + 1 : NULL;
    }
    return st;
}

/* How many parts, from the first, the row has as they should be. */
static int fits(const CsvTable *csv, int32_t row, const Key *key)
{
    int n = 0;
    while (n < key->n &&
           strcmp(csv_cell(csv, row, key->parts[n].column), key->parts[n].cell) == 0)
        n++;
    return n;
}

static bool is_meant(const CsvTable *csv, int32_t row, const Key *key)
{
    return key->line ? csv->rows[row].line == key->line : fits(csv, row, key) == key->n;
}

/* No row fits: the first part at which all fail is the slip. */
static Status no_row(const Search *s, const Key *key)
{
    const CsvTable *csv = &s->out->csv;
    int best = 0;
    if (key->line) return wrong(s, "the table has no row in line", s->address->key + 1, NULL);
    for (int32_t r = 0; r < csv->n_rows; r++) {
        const int n = fits(csv, r, key);
        best = n > best ? n : best;
    }
    const Part *slip = &key->parts[best];
    TextNearest nearest;
    text_nearest_begin(&nearest, slip->cell);
    for (int32_t r = 0; r < csv->n_rows; r++)
        if (fits(csv, r, key) == best)
            text_nearest_try(&nearest, csv_cell(csv, r, slip->column));
    char what[WORD_SIZE];
    snprintf(what, sizeof what, "the table has no row with %s", csv->heads[slip->column].name);
    return wrong(s, key->n == 1 ? "the table has no row" : what, slip->cell, nearest.best);
}

static Status find_rows(const Search *s)
{
    Key key;
    AddressRows *out = s->out;
    Status st = read_key(s, &key);
    if (st) return st;
    int32_t *rows = ARENA_ARRAY(s->arena, int32_t, out->csv.n_rows);
    if (!rows) return LODE_NO_MEMORY;
    for (int32_t r = 0; r < out->csv.n_rows; r++)
        if (is_meant(&out->csv, r, &key)) rows[out->n++] = r;
    out->rows = rows;
    return out->n ? LODE_OK : no_row(s, &key);
}

Status address_find(const Files *files, const Address *address, Arena *arena, Diag *diag,
                    AddressRows *out)
{
    *out = (AddressRows){.column = -1};
    const Search s = {address, arena, diag, out};
    Status st = find_table(&s, files);
    if (!st && address->column[0]) st = find_column(&s, address->column, &out->column);
    return st ? st : find_rows(&s);
}

/* --- and back --- */

static bool same_key(const CsvTable *csv, int32_t a, int32_t b, const int32_t *key, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(csv_cell(csv, a, key[i]), csv_cell(csv, b, key[i])) != 0) return false;
    return true;
}

void address_of_row(int32_t table, const CsvTable *csv, int32_t row, char *out, size_t size)
{
    int32_t key[ADDRESS_KEYS_MAX];
    char name[WORD_SIZE];
    const int n = address_key(table, csv, key);
    bool alone = n > 0;
    address_table_name(table, name, sizeof name);
    for (int32_t r = 0; r < csv->n_rows && alone; r++)
        alone = r == row || !same_key(csv, r, row, key, n);
    if (!alone) {
        snprintf(out, size, "%s[:%d]", name, (int)csv->rows[row].line);
        return;
    }
    int used = snprintf(out, size, "%s[", name);
    for (int i = 0; i < n && used > 0 && (size_t)used < size; i++)
        used += snprintf(out + used, size - (size_t)used, "%s%s", i ? "/" : "",
                         csv_cell(csv, row, key[i]));
    if (used > 0 && (size_t)used < size) snprintf(out + used, size - (size_t)used, "]");
}
