#include "evidence/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "evidence/fold.h"
#include "table/csv.h"

enum { NAMES_MAX = 32, NAME_BYTES_MAX = 128, EXACT_LETTERS = 3, FIRST_EDGES = 1 << 14 };

/* The names as a tree: an edge leads from a node over a folded character to a node. */
typedef struct Edge {
    uint32_t from, point, to; /* to == 0: a free slot */
} Edge;

typedef struct Node {
    int32_t concept;   /* -1: no name ends here */
    const char *exact; /* the name must be written so; NULL: in any case */
    bool latin;        /* the name ends in a letter or digit, so a word must end too */
} Node;

typedef struct Folded {
    uint32_t *points; /* ' ' for whatever is neither letter nor digit, one for several */
    uint32_t *starts, *ends;
    size_t n, room;
} Folded;

struct Glossary {
    Arena *arena;
    Names *keys;
    GlossaryConcept *concepts;
    int32_t n;
    Edge *edges;
    Node *nodes;
    uint32_t n_edges, edges_room, n_nodes, nodes_room;
    Folded text;
};

/* --- folded text --- */

static Status folded_room(Folded *folded, size_t n)
{
    if (n <= folded->room) return LODE_OK;
    const size_t room = n * 3 / 2 + 256;
    uint32_t *memory = malloc(3 * room * sizeof *memory);
    if (!memory) return LODE_NO_MEMORY;
    free(folded->points);
    folded->points = memory;
    folded->starts = memory + room;
    folded->ends = memory + 2 * room;
    folded->room = room;
    return LODE_OK;
}

static void add_folded(Folded *folded, uint32_t point, size_t start, size_t end)
{
    if (folded->n == folded->room) return; /* a character that folds to very many */
    const bool blank = fold_kind(point) == FOLD_OTHER;
    if (blank && folded->n && folded->points[folded->n - 1] == ' ') return;
    folded->points[folded->n] = blank ? ' ' : point;
    folded->starts[folded->n] = (uint32_t)start;
    folded->ends[folded->n++] = (uint32_t)end;
}

static Status fold_text(Folded *folded, const char *text, size_t n)
{
    const Status st = folded_room(folded, 2 * n + FOLD_FORMS);
    folded->n = 0;
    for (size_t at = 0; !st && at < n;) {
        uint32_t points[FOLD_FORMS];
        int32_t count;
        const size_t bytes = fold_next(text + at, n - at, points, &count);
        for (int32_t i = 0; i < count; i++)
            add_folded(folded, points[i], at, at + bytes);
        at += bytes;
    }
    return st;
}

static bool in_word(uint32_t point)
{
    return point != ' ' && fold_kind(point) != FOLD_HAN;
}

/* --- the tree --- */

static Edge *edge_slot(Edge *edges, uint32_t room, uint32_t from, uint32_t point)
{
    uint32_t slot = (from * 0x9E3779B1u ^ point * 0x85EBCA6Bu) & (room - 1);
    while (edges[slot].to && (edges[slot].from != from || edges[slot].point != point))
        slot = (slot + 1) & (room - 1);
    return &edges[slot];
}

static Status more_edges(Glossary *glossary)
{
    if (2 * (glossary->n_edges + 1) < glossary->edges_room) return LODE_OK;
    const uint32_t room = glossary->edges_room ? 2 * glossary->edges_room : FIRST_EDGES;
    Edge *edges = calloc(room, sizeof *edges);
    if (!edges) return LODE_NO_MEMORY;
    for (uint32_t i = 0; i < glossary->edges_room; i++)
        if (glossary->edges[i].to)
            *edge_slot(edges, room, glossary->edges[i].from, glossary->edges[i].point) =
                glossary->edges[i];
    free(glossary->edges);
    glossary->edges = edges;
    glossary->edges_room = room;
    return LODE_OK;
}

static Status more_nodes(Glossary *glossary)
{
    if (glossary->n_nodes < glossary->nodes_room) return LODE_OK;
    const uint32_t room = glossary->nodes_room ? 2 * glossary->nodes_room : FIRST_EDGES;
    Node *nodes = realloc(glossary->nodes, room * sizeof *nodes);
    if (!nodes) return LODE_NO_MEMORY;
    glossary->nodes = nodes;
    glossary->nodes_room = room;
    return LODE_OK;
}

static Status new_node(Glossary *glossary, uint32_t *node)
{
    const Status st = more_nodes(glossary);
    if (st) return st;
    *node = glossary->n_nodes++;
    glossary->nodes[*node] = (Node){.concept = -1};
    return LODE_OK;
}

static Status step_or_grow(Glossary *glossary, uint32_t point, uint32_t *node)
{
    Status st = more_edges(glossary);
    if (st) return st;
    Edge *edge = edge_slot(glossary->edges, glossary->edges_room, *node, point);
    if (!edge->to) {
        uint32_t to = 0;
        st = new_node(glossary, &to);
        if (st) return st;
        *edge = (Edge){*node, point, to};
        glossary->n_edges++;
    }
    *node = edge->to;
    return LODE_OK;
}

/* Folds a name without the blanks around it. */
static Status fold_name(Folded *folded, const char *name)
{
    const Status st = fold_text(folded, name, strlen(name));
    if (!st && folded->n && folded->points[folded->n - 1] == ' ') folded->n--;
    return st;
}

static bool few_letters(const Folded *folded)
{
    size_t letters = 0;
    for (size_t i = 0; i < folded->n; i++) {
        if (fold_kind(folded->points[i]) == FOLD_HAN) return false;
        letters += folded->points[i] != ' ';
    }
    return letters <= EXACT_LETTERS;
}

/* Adds a name; *other gets the concept that has it already, or -1. */
static Status add_name(Glossary *glossary, const char *name, int32_t concept, int32_t *other)
{
    uint32_t node = 0;
    *other = -1;
    Status st = fold_name(&glossary->text, name);
    const size_t n = glossary->text.n;
    for (size_t i = 0; !st && i < n; i++)
        st = step_or_grow(glossary, glossary->text.points[i], &node);
    if (st || n == 0) return st;
    Node *end = &glossary->nodes[node];
    if (end->concept >= 0 && end->concept != concept) *other = end->concept;
    if (end->concept < 0)
        *end = (Node){concept, few_letters(&glossary->text) ? name : NULL,
                      in_word(glossary->text.points[n - 1])};
    return LODE_OK;
}

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
            st = add_name(glossary, name, reading->row, &other);
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
    uint32_t root;
    Status st = glossary->concepts ? new_node(glossary, &root) : LODE_NO_MEMORY;
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
    free(glossary->edges);
    free(glossary->nodes);
    free(glossary->text.points);
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

/* --- finding --- */

static uint32_t step(const Glossary *glossary, uint32_t node, uint32_t point)
{
    return edge_slot(glossary->edges, glossary->edges_room, node, point)->to;
}

static bool word_ends(const Folded *text, size_t at)
{
    if (at >= text->n || !in_word(text->points[at])) return true;
    const bool plural = text->points[at] == 's';
    return plural && (at + 1 >= text->n || !in_word(text->points[at + 1]));
}

static bool written_so(const char *bytes, const Folded *text, size_t first, size_t last,
                       const char *exact)
{
    const size_t n = text->ends[last] - text->starts[first];
    return strlen(exact) == n && memcmp(bytes + text->starts[first], exact, n) == 0;
}

/* Characters of the longest name that starts here, 0 if none. */
static size_t longest(const Glossary *glossary, const char *bytes, size_t first,
                      int32_t *concept)
{
    const Folded *text = &glossary->text;
    size_t best = 0;
    uint32_t node = 0;
    if (first > 0 && in_word(text->points[first]) && in_word(text->points[first - 1])) return 0;
    for (size_t at = first; at < text->n; at++) {
        node = step(glossary, node, text->points[at]);
        if (!node) break;
        const Node *end = &glossary->nodes[node];
        if (end->concept < 0 || (end->latin && !word_ends(text, at + 1))) continue;
        if (end->exact && !written_so(bytes, text, first, at, end->exact)) continue;
        best = at + 1 - first;
        *concept = end->concept;
    }
    return best;
}

Status glossary_scan(Glossary *glossary, const char *text, size_t n, GlossarySee see,
                     void *context)
{
    const Status st = fold_text(&glossary->text, text, n);
    if (st || !glossary->edges) return st;
    const Folded *folded = &glossary->text;
    for (size_t at = 0; at < folded->n;) {
        int32_t concept = -1;
        const size_t found = longest(glossary, text, at, &concept);
        if (found) see(context, concept, folded->starts[at], folded->ends[at + found - 1]);
        at += found ? found : 1;
    }
    return LODE_OK;
}

int32_t glossary_find(Glossary *glossary, const char *text, const char *kind)
{
    int32_t found = names_find(glossary->keys, text);
    if (found < 0 && fold_name(&glossary->text, text) == LODE_OK && glossary->edges) {
        uint32_t node = 0;
        size_t at = 0;
        while (at < glossary->text.n &&
               (node = step(glossary, node, glossary->text.points[at])))
            at++;
        if (node && at == glossary->text.n) found = glossary->nodes[node].concept;
    }
    const bool fits =
        found >= 0 && (!kind || strcmp(glossary->concepts[found].kind, kind) == 0);
    return fits ? found : -1;
}
