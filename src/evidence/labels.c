#include "evidence/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "evidence/library.h"

enum { SHOWN_MAX = 50, PAIRS_FIRST = 1024 };

typedef struct Label {
    EvidenceFacetKind kind;
    const char *value, *name;
} Label;

/* A document and one of its labels. */
typedef struct Pair {
    int32_t document, label;
} Pair;

struct Labels {
    Arena *arena;
    Label *labels;
    int32_t n, room;
    Pair *pairs;
    int64_t n_pairs, pairs_room;
};

/* --- reading --- */

/* The number of a new label, -1 without memory. */
static int32_t add_label(Labels *labels, EvidenceFacetKind kind, const char *value,
                         const char *name)
{
    if (labels->n == labels->room) {
        const int32_t room = labels->room ? 2 * labels->room : 256;
        Label *more = realloc(labels->labels, (size_t)room * sizeof *more);
        if (!more) return -1;
        labels->labels = more;
        labels->room = room;
    }
    if (!value || !name) return -1;
    labels->labels[labels->n] = (Label){kind, value, name};
    return labels->n++;
}

static Status add_pair(Labels *labels, int64_t document, int32_t label)
{
    if (labels->n_pairs == labels->pairs_room) {
        const int64_t room = labels->pairs_room ? 2 * labels->pairs_room : PAIRS_FIRST;
        Pair *more = realloc(labels->pairs, (size_t)room * sizeof *more);
        if (!more) return LODE_NO_MEMORY;
        labels->pairs = more;
        labels->pairs_room = room;
    }
    labels->pairs[labels->n_pairs++] = (Pair){(int32_t)document, label};
    return LODE_OK;
}

/* The first source is label 0, and so on: no other labels are there yet. */
static Status read_sources(Evidence *evidence, Labels *labels)
{
    Names *names = names_new(labels->arena);
    Status st = names ? LODE_OK : LODE_NO_MEMORY;
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT id, source FROM document WHERE source IS NOT NULL", "");
    while (!st && library_next(evidence, rows)) {
        const char *source = (const char *)sqlite3_column_text(rows, 1);
        int32_t label = source ? names_find(names, source) : -1;
        if (source && label < 0) {
            const char *kept = library_text(labels->arena, rows, 1);
            label = add_label(labels, EVIDENCE_FACET_SOURCE, kept, kept);
            if (label < 0 || names_add(names, kept) != label) st = LODE_NO_MEMORY;
        }
        if (!st && source) st = add_pair(labels, sqlite3_column_int64(rows, 0), label);
    }
    if (rows) sqlite3_reset(rows);
    return st ? st : library_status(evidence);
}

/* Rows of one concept stand together. */
static Status read_concepts(Evidence *evidence, Labels *labels, EvidenceFacetKind kind,
                            const char *word)
{
    int64_t concept = 0;
    int32_t label = -1;
    Status st = LODE_OK;
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT c.id, c.key, c.name, d.document FROM concept AS c JOIN document_concept AS d "
        "ON d.concept = c.id WHERE c.kind = ?1 ORDER BY c.id",
        "t", word);
    while (!st && library_next(evidence, rows)) {
        if (sqlite3_column_int64(rows, 0) != concept) {
            concept = sqlite3_column_int64(rows, 0);
            label = add_label(labels, kind, library_text(labels->arena, rows, 1),
                              library_text(labels->arena, rows, 2));
            if (label < 0) st = LODE_NO_MEMORY;
        }
        if (!st) st = add_pair(labels, sqlite3_column_int64(rows, 3), label);
    }
    if (rows) sqlite3_reset(rows);
    return st ? st : library_status(evidence);
}

Status labels_new(Evidence *evidence, Labels **out)
{
    Labels *labels = calloc(1, sizeof *labels);
    *out = NULL;
    if (!labels) return LODE_NO_MEMORY;
    labels->arena = arena_new(0);
    Status st = labels->arena ? read_sources(evidence, labels) : LODE_NO_MEMORY;
    if (!st) st = read_concepts(evidence, labels, EVIDENCE_FACET_ELEMENT, "element");
    if (!st) st = read_concepts(evidence, labels, EVIDENCE_FACET_COUNTRY, "country");
    if (!st) st = read_concepts(evidence, labels, EVIDENCE_FACET_COMPANY, "company");
    if (st)
        labels_free(labels);
    else
        *out = labels;
    return st;
}

void labels_free(Labels *labels)
{
    if (!labels) return;
    arena_free(labels->arena);
    free(labels->labels);
    free(labels->pairs);
    free(labels);
}

/* --- counting --- */

Status labels_count(const Labels *labels, const IdSet *documents, Arena *arena, int64_t **out)
{
    int64_t *counts = ARENA_ARRAY(arena, int64_t, labels->n + 1);
    *out = counts;
    if (!counts) return LODE_NO_MEMORY;
    for (int64_t i = 0; i < labels->n_pairs; i++)
        counts[labels->pairs[i].label] += idset_has(documents, labels->pairs[i].document);
    return LODE_OK;
}

static int by_count(const void *a, const void *b)
{
    const EvidenceFacetValue *x = a, *y = b;
    if (x->documents != y->documents) return x->documents > y->documents ? -1 : 1;
    return strcmp(x->value, y->value);
}

Status labels_facet(const Labels *labels, EvidenceFacetKind kind, const int64_t *counts,
                    Arena *arena, EvidenceFacet *out)
{
    EvidenceFacetValue *values = ARENA_ARRAY(arena, EvidenceFacetValue, labels->n + 1);
    int32_t n = 0;
    *out = (EvidenceFacet){0, values};
    if (!values) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < labels->n; i++) {
        const Label *label = &labels->labels[i];
        if (label->kind != kind || !counts[i]) continue;
        const char *value = arena_text(arena, label->value, strlen(label->value));
        const char *name = arena_text(arena, label->name, strlen(label->name));
        if (!value || !name) return LODE_NO_MEMORY;
        values[n++] = (EvidenceFacetValue){value, name, counts[i]};
    }
    qsort(values, (size_t)n, sizeof *values, by_count);
    out->n = n < SHOWN_MAX ? n : SHOWN_MAX;
    return LODE_OK;
}
