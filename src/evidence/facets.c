#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/search.h"

enum { VALUES_MAX = 50 };

static int by_count(const void *a, const void *b)
{
    const EvidenceFacetValue *x = a, *y = b;
    if (x->documents != y->documents) return x->documents > y->documents ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* --- language and year: they are in memory --- */

static Status count_languages(const Sizes *sizes, const IdSet *found, Arena *arena,
                              EvidenceFacet *out)
{
    int64_t counts[LANGUAGES] = {0};
    EvidenceFacetValue *values = ARENA_ARRAY(arena, EvidenceFacetValue, LANGUAGES);
    int32_t n = 0;
    if (!values) return LODE_NO_MEMORY;
    for (int32_t id = 1; id < sizes->n; id++)
        if (idset_has(found, id)) counts[sizes->items[id].language]++;
    for (int language = LANGUAGE_EN; language < LANGUAGES; language++) {
        const char *code = language_code((Language)language);
        if (counts[language]) values[n++] = (EvidenceFacetValue){code, code, counts[language]};
    }
    qsort(values, (size_t)n, sizeof *values, by_count);
    *out = (EvidenceFacet){n, values};
    return LODE_OK;
}

static Status count_years(const Sizes *sizes, const IdSet *found, Arena *arena,
                          EvidenceFacet *out)
{
    enum { YEARS = 2101, YEAR_BYTES = 16 };
    int64_t *counts = ARENA_ARRAY(arena, int64_t, YEARS);
    EvidenceFacetValue *values = ARENA_ARRAY(arena, EvidenceFacetValue, VALUES_MAX);
    char *names = ARENA_ARRAY(arena, char, VALUES_MAX *YEAR_BYTES);
    int32_t n = 0;
    if (!counts || !values || !names) return LODE_NO_MEMORY;
    for (int32_t id = 1; id < sizes->n; id++) {
        const int32_t year = sizes->items[id].day / 10000;
        if (year > 0 && year < YEARS && idset_has(found, id)) counts[year]++;
    }
    for (int32_t year = YEARS - 1; year > 0 && n < VALUES_MAX; year--) { /* newest first */
        if (!counts[year]) continue;
        char *name = names + (size_t)n * YEAR_BYTES;
        snprintf(name, YEAR_BYTES, "%04d", (int)year);
        values[n++] = (EvidenceFacetValue){name, name, counts[year]};
    }
    *out = (EvidenceFacet){n, values};
    return LODE_OK;
}

/* --- kinds of claims: a mask for each document, read once --- */

static Status read_relations(Evidence *evidence)
{
    const int64_t n = evidence->documents.n;
    if (evidence->relations && evidence->n_relations == n) return LODE_OK;
    library_forget_claims(evidence);
    uint32_t *relations = calloc((size_t)n + 1, sizeof *relations);
    if (!relations) return LODE_NO_MEMORY;
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT document, relation FROM claim JOIN statement AS s ON s.id = statement WHERE "
        "state <> 'rejected'",
        "");
    while (library_next(evidence, rows)) {
        const int64_t document = sqlite3_column_int64(rows, 0);
        const char *text = (const char *)sqlite3_column_text(rows, 1);
        const int32_t relation = text ? claim_relation_find(text) : CLAIM_NONE;
        if (relation != CLAIM_NONE && document > 0 && document < n)
            relations[document] |= 1u << relation;
    }
    if (rows) sqlite3_reset(rows);
    evidence->relations = relations;
    evidence->n_relations = n;
    return library_status(evidence);
}

static Status count_claims(Evidence *evidence, const IdSet *found, Arena *arena,
                           EvidenceFacet *out)
{
    enum { RELATIONS = CLAIM_SIGN + 1 };
    int64_t counts[RELATIONS] = {0};
    EvidenceFacetValue *values = ARENA_ARRAY(arena, EvidenceFacetValue, RELATIONS);
    int32_t n = 0;
    const Status st = values ? read_relations(evidence) : LODE_NO_MEMORY;
    if (st) return st;
    for (int64_t id = 1; id < evidence->n_relations; id++) {
        if (!evidence->relations[id] || !idset_has(found, id)) continue;
        for (uint32_t left = evidence->relations[id]; left; left &= left - 1)
            counts[__builtin_ctz(left)]++;
    }
    for (int32_t r = 0; r < RELATIONS; r++) {
        const char *name = claim_relation_text((ClaimRelation)r);
        if (counts[r]) values[n++] = (EvidenceFacetValue){name, name, counts[r]};
    }
    qsort(values, (size_t)n, sizeof *values, by_count);
    *out = (EvidenceFacet){n, values};
    return LODE_OK;
}

/* --- topics: their queries have to be asked --- */

static int64_t count_common(const IdSet *a, const IdSet *b)
{
    int64_t common = 0;
    for (int64_t i = 0; i < a->n / 64 + 1; i++)
        common += __builtin_popcountll(a->bits[i] & b->bits[i]);
    return common;
}

static Status count_topics(Evidence *evidence, const IdSet *found, Arena *arena,
                           EvidenceFacet *out)
{
    EvidenceFacetValue *values = ARENA_ARRAY(arena, EvidenceFacetValue, VALUES_MAX);
    int32_t n = 0, kept = 0;
    if (!values) return LODE_NO_MEMORY;
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT name FROM topic ORDER BY name LIMIT 50", "");
    while (n < VALUES_MAX && library_next(evidence, rows))
        if ((values[n].name = values[n].value = library_text(arena, rows, 0))) n++;
    if (rows) sqlite3_reset(rows);
    Status st = library_status(evidence);
    for (int32_t i = 0; !st && i < n; i++) {
        IdSet members;
        st = idset_new(found->n, &members);
        if (!st) st = filter_topic(evidence, values[i].name, true, false, &members);
        if (!st) values[i].documents = count_common(found, &members);
        idset_free(&members);
        if (!st && values[i].documents) values[kept++] = values[i];
    }
    qsort(values, (size_t)kept, sizeof *values, by_count);
    *out = (EvidenceFacet){kept, values};
    return st;
}

/* --- sources and concepts --- */

static Status count_labels(Evidence *evidence, const IdSet *found, Arena *arena,
                           EvidenceFacet *facets)
{
    static const EvidenceFacetKind kinds[] = {EVIDENCE_FACET_SOURCE, EVIDENCE_FACET_ELEMENT,
                                              EVIDENCE_FACET_COUNTRY, EVIDENCE_FACET_COMPANY};
    int64_t *counts;
    Status st = evidence->labels ? LODE_OK : labels_new(evidence, &evidence->labels);
    if (!st) st = labels_count(evidence->labels, found, arena, &counts);
    for (size_t i = 0; !st && i < sizeof kinds / sizeof *kinds; i++)
        st = labels_facet(evidence->labels, kinds[i], counts, arena, &facets[kinds[i]]);
    return st;
}

Status facets_count(Evidence *evidence, SizeKind kind, const Finds *finds, ResultsBox *box)
{
    IdSet found;
    Status st = idset_new(evidence->documents.n, &found);
    if (st) return st;
    for (int32_t i = 0; i < finds->n; i++) {
        const int32_t id = finds->hits[i].id;
        idset_add(&found, kind == SIZE_STATEMENTS ? evidence->statements.items[id].root : id);
    }
    EvidenceFacet *facets = box->results.facets;
    const Sizes *sizes = &evidence->documents;
    st = count_topics(evidence, &found, box->arena, &facets[EVIDENCE_FACET_TOPIC]);
    if (!st) st = count_languages(sizes, &found, box->arena, &facets[EVIDENCE_FACET_LANGUAGE]);
    if (!st) st = count_years(sizes, &found, box->arena, &facets[EVIDENCE_FACET_YEAR]);
    if (!st) st = count_labels(evidence, &found, box->arena, facets);
    if (!st) st = count_claims(evidence, &found, box->arena, &facets[EVIDENCE_FACET_CLAIM]);
    idset_free(&found);
    return st;
}
