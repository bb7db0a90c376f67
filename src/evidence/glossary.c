#include "evidence/glossary.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "evidence/nametree.h"
#include "table/csv.h"

enum { NAMES_MAX = 32, NAME_BYTES_MAX = 128 };

struct Glossary {
    Arena *arena;
    Names *keys;
    GlossaryConcept *concepts;
    int32_t n;
    NameTree *tree;
};

/* --- reading --- */

typedef struct Reading {
    Glossary *glossary;
    const CsvTable *table;
    Diag *diag;
    int32_t row, key, kind, en, zh, also, model; /* model: -1 without the column */
} Reading;

static int32_t find_column(const CsvTable *table, const char *name)
{
    for (int32_t c = 0; c < table->n_columns; c++)
        if (strcmp(table->heads[c].name, name) == 0) return c;
    return -1;
}

static int32_t column_of(const CsvTable *table, const char *name, Diag *diag)
{
    const int32_t found = find_column(table, name);
    if (found >= 0) return found;
    diag_error(diag, table->file, table->header.line, 0, name, "this column is missing");
    return -1;
}

static void say(const Reading *reading, int32_t column, const char *what, const char *value)
{
    int32_t line, character;
    csv_place(reading->table, reading->row, column, &line, &character);
    diag_error(reading->diag, reading->table->file, line, character,
               reading->table->heads[column].name, what, value);
}

/* Splits "a|b", adds each to the tree and, with names, to the concept's list. */
static Status read_names(const Reading *reading, int32_t column, const char **names, int32_t *n)
{
    Glossary *glossary = reading->glossary;
    Status st = LODE_OK;
    for (const char *at = csv_cell(reading->table, reading->row, column); !st && *at;) {
        const size_t bytes = strcspn(at, "|");
        char *name = arena_text(glossary->arena, at, bytes);
        int32_t other = -1;
        if (!name) return LODE_NO_MEMORY;
        if (bytes > NAME_BYTES_MAX || (names && *n == NAMES_MAX))
            say(reading, column, "'%.40s...' is too long, or one name too many", name);
        else
            st = nametree_add(glossary->tree, name, reading->row, &other);
        if (other >= 0) say(reading, column, "another concept has the name '%s' already", name);
        if (names && *n < NAMES_MAX) names[(*n)++] = name;
        at += bytes + (at[bytes] == '|');
    }
    return st;
}

/* "field=id", as filters of metrics are. */
static bool is_binding(const char *text)
{
    const char *equals = strchr(text, '=');
    return !text[0] || (equals && equals > text && equals[1]);
}

static Status read_model(const Reading *reading, GlossaryConcept *concept)
{
    const int32_t columns[] = {reading->en, reading->zh, reading->also};
    char every[3 * NAMES_MAX * NAME_BYTES_MAX] = "";
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        const char *cell = csv_cell(reading->table, reading->row, columns[i]);
        const size_t bytes = strlen(cell);
        if (!bytes || n + bytes + 2 > sizeof every) continue;
        if (n) every[n++] = '|';
        memcpy(every + n, cell, bytes);
        n += bytes;
    }
    concept->every = arena_text(reading->glossary->arena, every, n);
    concept->model =
        reading->model < 0 ? "" : csv_cell(reading->table, reading->row, reading->model);
    if (!is_binding(concept->model))
        say(reading, reading->model, "'%s' is no id of a model; write it as region=india",
            concept->model);
    return concept->every ? LODE_OK : LODE_NO_MEMORY;
}

static Status read_concept(const Reading *reading)
{
    Glossary *glossary = reading->glossary;
    GlossaryConcept *concept = &glossary->concepts[reading->row];
    const char **names = ARENA_ARRAY(glossary->arena, const char *, NAMES_MAX);
    if (!names) return LODE_NO_MEMORY;
    concept->key = csv_cell(reading->table, reading->row, reading->key);
    concept->kind = csv_cell(reading->table, reading->row, reading->kind);
    concept->names = names;
    if (!concept->key[0] || names_find(glossary->keys, concept->key) >= 0)
        say(reading, reading->key, "the key '%s' is blank or stands twice", concept->key);
    Status st = names_add(glossary->keys, concept->key) < 0 ? LODE_NO_MEMORY : LODE_OK;
    if (!st) st = read_names(reading, reading->en, names, &concept->n_names);
    concept->n_english = concept->n_names;
    if (!st) st = read_names(reading, reading->zh, names, &concept->n_names);
    if (!st) st = read_names(reading, reading->also, NULL, NULL);
    if (!st) st = read_model(reading, concept);
    if (!st && concept->n_names == 0)
        say(reading, reading->en, "'%s' has no name", concept->key);
    return st;
}

static Status read_table(Glossary *glossary, const CsvTable *table, Diag *diag)
{
    Reading reading = {.glossary = glossary, .table = table, .diag = diag};
    reading.key = column_of(table, "key", diag);
    reading.kind = column_of(table, "kind", diag);
    reading.en = column_of(table, "en", diag);
    reading.zh = column_of(table, "zh", diag);
    reading.also = column_of(table, "also", diag);
    reading.model = find_column(table, "model");
    if (reading.key < 0 || reading.kind < 0 || reading.en < 0 || reading.zh < 0 ||
        reading.also < 0)
        return LODE_BAD_INPUT;
    glossary->n = table->n_rows;
    glossary->concepts = ARENA_ARRAY(glossary->arena, GlossaryConcept, table->n_rows);
    Status st = glossary->concepts ? nametree_new(&glossary->tree) : LODE_NO_MEMORY;
    for (; !st && reading.row < table->n_rows; reading.row++)
        st = read_concept(&reading);
    return st;
}

Status glossary_new(const char *file, const char *bytes, size_t n, Diag *diag, Glossary **out)
{
    Arena *arena = arena_new(0);
    Glossary *glossary = ARENA_ARRAY(arena, Glossary, 1);
    CsvTable table;
    Diag *own = diag_new(); /* counts this file's mistakes alone */
    *out = NULL;
    Status st = glossary && own ? LODE_OK : LODE_NO_MEMORY;
    if (glossary) {
        glossary->arena = arena;
        glossary->keys = names_new(arena);
        if (!glossary->keys) st = LODE_NO_MEMORY;
    }
    if (!st) st = csv_read(file, bytes, n, arena, own, &table);
    if (!st) st = read_table(glossary, &table, own);
    if (!st && diag_errors(own)) st = LODE_BAD_INPUT;
    for (int32_t i = 0; i < diag_count(own); i++) {
        const DiagMessage *m = diag_message(own, i);
        if (m->level == DIAG_ERROR)
            diag_error(diag, m->file, m->line, m->column, m->field, "%s", m->text);
    }
    diag_free(own);
    if (st) {
        if (glossary)
            glossary_free(glossary);
        else
            arena_free(arena);
        return st;
    }
    *out = glossary;
    return LODE_OK;
}

void glossary_free(Glossary *glossary)
{
    if (!glossary) return;
    nametree_free(glossary->tree);
    arena_free(glossary->arena);
}

int32_t glossary_count(const Glossary *glossary)
{
    return glossary->n;
}

const GlossaryConcept *glossary_concept(const Glossary *glossary, int32_t i)
{
    return &glossary->concepts[i];
}

const char *glossary_chinese(const GlossaryConcept *concept)
{
    return concept->n_names > concept->n_english ? concept->names[concept->n_english] : "";
}

Status glossary_scan(Glossary *glossary, const char *text, size_t n, GlossarySee see,
                     void *context)
{
    return nametree_scan(glossary->tree, text, n, see, context);
}

int32_t glossary_find(Glossary *glossary, const char *text, const char *kind)
{
    int32_t found = names_find(glossary->keys, text);
    if (found < 0) found = nametree_find(glossary->tree, text);
    const bool fits =
        found >= 0 && (!kind || strcmp(glossary->concepts[found].kind, kind) == 0);
    return fits ? found : -1;
}
