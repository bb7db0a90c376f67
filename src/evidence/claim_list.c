/* claim_list.c - claims read back, with what a reader needs beside them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "evidence/library.h"

enum { KEY_BYTES = 48, DOCUMENT_KEY_BYTES = 12 };

typedef struct ClaimsBox {
    EvidenceClaims claims; /* first: this is what the caller holds */
    Arena *arena;
    EvidenceClaim *list; /* the same as claims.claims */
} ClaimsBox;

static double number_or_nan(sqlite3_stmt *rows, int column)
{
    const bool none = sqlite3_column_type(rows, column) == SQLITE_NULL;
    return none ? (double)NAN : sqlite3_column_double(rows, column);
}

/* "3fa94bd0c1e2 4.1": the document's sum, the statement's number and the claim's, from 1. */
static const char *claim_key(sqlite3_stmt *rows, int column, Arena *arena)
{
    char key[KEY_BYTES];
    const unsigned char *sum = sqlite3_column_blob(rows, column);
    if (!sum) return NULL;
    for (int i = 0; i < DOCUMENT_KEY_BYTES / 2; i++)
        snprintf(key + 2 * i, 3, "%02x", sum[i]);
    snprintf(key + DOCUMENT_KEY_BYTES, sizeof key - DOCUMENT_KEY_BYTES, " %d.%d",
             sqlite3_column_int(rows, column + 1) + 1, sqlite3_column_int(rows, column + 2));
    return arena_text(arena, key, strlen(key));
}

static void read_claim(sqlite3_stmt *rows, Arena *arena, EvidenceClaim *out)
{
    *out = (EvidenceClaim){
        .id = sqlite3_column_int64(rows, 0),
        .statement = sqlite3_column_int64(rows, 1),
        .document = sqlite3_column_int64(rows, 2),
        .at = sqlite3_column_int(rows, 3),
        .length = sqlite3_column_int(rows, 4),
        .relation = library_text(arena, rows, 5),
        .quantity = library_text(arena, rows, 6),
        .entity = library_text(arena, rows, 7),
        .low = number_or_nan(rows, 8),
        .high = number_or_nan(rows, 9),
        .unit = library_text(arena, rows, 10),
        .bound = library_text(arena, rows, 11),
        .year = sqlite3_column_int(rows, 12),
        .base_year = sqlite3_column_int(rows, 13),
        .speech = library_text(arena, rows, 14),
        .implied = library_text(arena, rows, 15),
        .state = library_text(arena, rows, 16),
        .value = number_or_nan(rows, 17),
        .basis = library_text(arena, rows, 18),
        .months = sqlite3_column_int(rows, 19),
        .fiscal = sqlite3_column_int(rows, 20) != 0,
        .by_year = sqlite3_column_int(rows, 21) != 0,
        .year_on_year = sqlite3_column_int(rows, 22) != 0,
        .speaker_at = sqlite3_column_int(rows, 23),
        .speaker_length = sqlite3_column_int(rows, 24),
        .title = library_text(arena, rows, 25),
        .date = library_text(arena, rows, 26),
        .source = library_text(arena, rows, 27),
        .group = library_text(arena, rows, 28),
        .text = library_text(arena, rows, 29),
        .key = claim_key(rows, 30, arena),
        .month = sqlite3_column_int(rows, 33),
    };
}

static Status read_names(Evidence *evidence, Arena *arena, EvidenceClaim *claim)
{
    EvidenceName *names = ARENA_ARRAY(arena, EvidenceName, CLAIM_ENTITY_KINDS);
    if (!names) return LODE_NO_MEMORY;
    sqlite3_stmt *rows = library_ask(
        evidence, "SELECT kind, key, place FROM claim_name WHERE claim = ?1 ORDER BY kind", "i",
        claim->id);
    while (claim->n_names < CLAIM_ENTITY_KINDS && library_next(evidence, rows)) {
        EvidenceName *name = &names[claim->n_names++];
        *name = (EvidenceName){library_text(arena, rows, 0), library_text(arena, rows, 1),
                               library_text(arena, rows, 2), "", ""};
        const int32_t found =
            name->key ? glossary_find(evidence->glossary, name->key, NULL) : -1;
        if (found < 0) continue;
        name->model = glossary_concept(evidence->glossary, found)->model;
        name->zh = glossary_chinese(glossary_concept(evidence->glossary, found));
    }
    if (rows) sqlite3_reset(rows);
    claim->names = names;
    return library_status(evidence);
}

#define CLAIMS_WANTED                                                                          \
    " FROM claim AS c JOIN statement AS s ON s.id = statement WHERE (?1 = 0 OR s.document = "  \
    "?1) AND (?2 IS NULL OR relation = ?2) AND (?3 IS NULL OR unit = ?3) AND (?4 IS NULL OR "  \
    "speech = ?4) AND (?5 IS NULL OR state = ?5) AND (?6 IS NULL OR EXISTS (SELECT 1 FROM "    \
    "claim_name AS n WHERE n.claim = c.id AND n.key = ?6)) AND (?7 = 0 OR year = ?7)"

static const char *wanted_name(Evidence *evidence, const char *name)
{
    const char *key = name ? evidence_concept_key(evidence, name) : NULL;
    return key ? key : name;
}

static sqlite3_stmt *ask_claims(Evidence *evidence, const EvidenceClaimQuery *query)
{
    return library_ask(
        evidence,
        "SELECT c.id, statement, s.document, c.at, c.length, relation, quantity, entity, low, "
        "high, unit, bound, coalesce(year, 0), coalesce(base_year, 0), speech, implied, state, "
        "value, basis, months, fiscal, by_year, year_on_year, speaker_at, speaker_length, "
        "d.title, d.date, d.source, g.title, "
        "CAST(substr(CAST(body AS BLOB), s.at + 1, s.length) AS TEXT), d.sha256, s.position, "
        "(SELECT count(*) FROM claim AS o WHERE o.statement = c.statement AND (o.at < c.at OR "
        "(o.at = c.at AND o.id <= c.id))), c.month FROM (SELECT c.*, s.document, s.at AS "
        "place, "
        "s.length AS size, s.position AS number, s.insight_group" CLAIMS_WANTED
        " ORDER BY s.document, s.position, c.at, c.id LIMIT ?8 OFFSET ?9) AS c JOIN statement "
        "AS s ON s.id = c.statement JOIN document AS d ON d.id = s.document JOIN insight_group "
        "AS g ON g.id = s.insight_group JOIN document_body AS b ON b.document = s.document "
        "ORDER BY s.document, s.position, c.at, c.id",
        "ittttti"
        "ii",
        query->document, query->relation, query->unit, query->speech, query->state,
        wanted_name(evidence, query->name), (int64_t)query->year,
        query->limit > 0 ? (int64_t)query->limit : (int64_t)-1,
        query->offset > 0 ? (int64_t)query->offset : (int64_t)0);
}

static Status read_claims(Evidence *evidence, const EvidenceClaimQuery *query, ClaimsBox *box)
{
    EvidenceClaims *out = &box->claims;
    out->total =
        library_number(evidence, 0, "SELECT count(*)" CLAIMS_WANTED, "ittttti", query->document,
                       query->relation, query->unit, query->speech, query->state,
                       wanted_name(evidence, query->name), (int64_t)query->year);
    const int64_t offset = query->offset > 0 ? query->offset : 0;
    const int64_t left = out->total > offset ? out->total - offset : 0;
    const int64_t n = query->limit > 0 && query->limit < left ? query->limit : left;
    EvidenceClaim *claims = ARENA_ARRAY(box->arena, EvidenceClaim, n);
    if (!claims) return LODE_NO_MEMORY;
    sqlite3_stmt *rows = ask_claims(evidence, query);
    while (out->n < n && library_next(evidence, rows))
        read_claim(rows, box->arena, &claims[out->n++]);
    if (rows) sqlite3_reset(rows);
    Status st = library_status(evidence);
    for (int32_t i = 0; !st && i < out->n; i++)
        st = read_names(evidence, box->arena, &claims[i]);
    out->claims = box->list = claims;
    return st;
}

static Status find_claims(Evidence *evidence, const EvidenceClaimQuery *query, ClaimsBox **out)
{
    Arena *arena = arena_new(0);
    ClaimsBox *box = ARENA_ARRAY(arena, ClaimsBox, 1);
    Status st = box ? LODE_OK : LODE_NO_MEMORY;
    if (box) {
        box->arena = arena;
        st = read_claims(evidence, query, box);
    }
    if (st) arena_free(arena);
    *out = st ? NULL : box;
    return st;
}

Status evidence_claims_find(Evidence *evidence, const EvidenceClaimQuery *query,
                            EvidenceClaims **out)
{
    ClaimsBox *box;
    const Status st = find_claims(evidence, query, &box);
    *out = st ? NULL : &box->claims;
    return st;
}

Status evidence_claims(Evidence *evidence, int64_t document, EvidenceClaims **out)
{
    const EvidenceClaimQuery query = {.document = document};
    return evidence_claims_find(evidence, &query, out);
}

void evidence_claims_free(EvidenceClaims *claims)
{
    if (claims) arena_free(((ClaimsBox *)claims)->arena);
}

/* --- what speaks of ids of the model --- */

/* 1: of this id; 0: of another; -1: the glossary does not know the id. */
static int speaks_of(const Evidence *evidence, const EvidenceClaim *claim, const char *binding)
{
    const char *key = evidence_concept_of_model(evidence, binding, 0);
    if (!key) return -1;
    for (int32_t i = 0; key; key = evidence_concept_of_model(evidence, binding, ++i))
        for (int32_t k = 0; k < claim->n_names; k++)
            if (strcmp(claim->names[k].key, key) == 0) return 1;
    return 0;
}

static bool speaks_of_all(const Evidence *evidence, const EvidenceClaim *claim,
                          const char *const *bindings, int32_t n)
{
    int32_t known = 0;
    for (int32_t i = 0; i < n; i++) {
        const int speaks = speaks_of(evidence, claim, bindings[i]);
        if (speaks == 0) return false;
        known += speaks == 1;
    }
    return known > 0;
}

Status evidence_speaking(Evidence *evidence, const char *const *bindings, int32_t n,
                         int32_t limit, EvidenceClaims **out)
{
    ClaimsBox *box;
    const EvidenceClaimQuery all = {.document = 0};
    const Status st = find_claims(evidence, &all, &box);
    *out = st ? NULL : &box->claims;
    if (st) return st;
    int32_t kept = 0;
    box->claims.total = 0;
    for (int32_t i = 0; i < box->claims.n; i++) {
        if (!speaks_of_all(evidence, &box->list[i], bindings, n)) continue;
        if (limit <= 0 || kept < limit) box->list[kept++] = box->list[i];
        box->claims.total++;
    }
    box->claims.n = kept;
    return LODE_OK;
}

/* --- names --- */

const char *evidence_concept_key(Evidence *evidence, const char *name)
{
    const int32_t found = glossary_find(evidence->glossary, name, NULL);
    return found < 0 ? NULL : glossary_concept(evidence->glossary, found)->key;
}

const char *evidence_concept_of_model(const Evidence *evidence, const char *binding, int32_t i)
{
    for (int32_t c = 0; c < glossary_count(evidence->glossary); c++) {
        const GlossaryConcept *concept = glossary_concept(evidence->glossary, c);
        if (strcmp(concept->model, binding) == 0 && i-- == 0) return concept->key;
    }
    return NULL;
}

const ClaimReader *evidence_claim_reader(const Evidence *evidence)
{
    return extractor_reader(evidence->extractor);
}

EvidenceName evidence_concept_at(const Evidence *evidence, int32_t i)
{
    const GlossaryConcept *concept =
        glossary_concept(evidence->glossary, extractor_concept(evidence->extractor, i));
    return (EvidenceName){concept->kind, concept->key, "", concept->model,
                          glossary_chinese(concept)};
}
