#include "evidence/extract.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lower numbers are tried first when a claim could be about several. */
static const char *const kinds[CLAIM_ENTITY_KINDS] = {
    "country", "region", "company", "element", "material", "product", "stage", "use"};

struct Extractor {
    Arena *arena;
    const Glossary *glossary;
    ClaimReader *reader;
    int32_t *concept; /* of each name */
};

const char *extractor_kind(int32_t kind)
{
    return kind < CLAIM_ENTITY_KINDS ? kinds[kind] : NULL;
}

static int32_t kind_of(const char *text)
{
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        if (strcmp(kinds[k], text) == 0) return k;
    return strcmp(text, "scope") == 0 ? 0 : CLAIM_NONE; /* the world: as a country */
}

Status extractor_new(const Glossary *glossary, Extractor **out)
{
    const int32_t n = glossary_count(glossary);
    Arena *arena = arena_new(0);
    Extractor *extractor = ARENA_ARRAY(arena, Extractor, 1);
    ClaimName *names = ARENA_ARRAY(arena, ClaimName, n);
    int32_t *concept = ARENA_ARRAY(arena, int32_t, n), n_names = 0;
    *out = NULL;
    Status st = extractor && names && concept ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; !st && i < n; i++) {
        const GlossaryConcept *one = glossary_concept(glossary, i);
        const int32_t kind = kind_of(one->kind);
        if (kind == CLAIM_NONE) continue;
        names[n_names] = (ClaimName){one->key, one->every, kind};
        concept[n_names++] = i;
    }
    ClaimReader *reader = NULL;
    if (!st) st = claim_reader_new(names, n_names, &reader);
    if (st) {
        arena_free(arena);
        return st;
    }
    *extractor = (Extractor){arena, glossary, reader, concept};
    *out = extractor;
    return LODE_OK;
}

void extractor_free(Extractor *extractor)
{
    if (!extractor) return;
    claim_reader_free(extractor->reader);
    arena_free(extractor->arena);
}

const ClaimReader *extractor_reader(const Extractor *extractor)
{
    return extractor->reader;
}

int32_t extractor_concept(const Extractor *extractor, int32_t name)
{
    return extractor->concept[name];
}

/* --- from claims to rows --- */

/* Bytes in front of each code point that is asked for, in ascending order or not. */
static int32_t byte_of(const char *text, size_t n, int32_t point)
{
    size_t at = 0;
    for (int32_t seen = 0; at < n; at++) {
        if (((unsigned char)text[at] & 0xC0) == 0x80) continue;
        if (seen++ == point) break;
    }
    return (int32_t)at;
}

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

static const char *text_or_null(const char *text)
{
    return text[0] ? text : NULL;
}

static Status set_names(const Extractor *extractor, const Claim *claim, Arena *arena,
                        EvidenceClaim *out)
{
    EvidenceName *names = ARENA_ARRAY(arena, EvidenceName, CLAIM_ENTITY_KINDS);
    if (!names) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++) {
        const ClaimEntity *entity = &claim->entity[k];
        if (entity->name == CLAIM_NONE) continue;
        const GlossaryConcept *concept =
            glossary_concept(extractor->glossary, extractor->concept[entity->name]);
        names[out->n_names++] =
            (EvidenceName){kinds[k], concept->key, claim_place_text(entity->place),
                           concept->model, glossary_chinese(concept)};
        if (entity->name == claim->main) out->entity = concept->key;
    }
    out->names = names;
    return LODE_OK;
}

static const char *implied_of(const Claim *claim)
{
    bool near = claim->main == CLAIM_NONE;
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        if (claim->entity[k].name == claim->main && claim->main != CLAIM_NONE)
            near = claim->entity[k].place < CLAIM_IN_HEADING;
    const bool guessed = claim->year && claim->year_place == CLAIM_IN_PUBLICATION;
    return guessed && !near ? "year entity" : guessed ? "year" : near ? NULL : "entity";
}

static Status set_claim(const Extractor *extractor, const char *text, size_t n,
                        const Claim *claim, Arena *arena, EvidenceClaim *out)
{
    const int32_t at = byte_of(text, n, claim->start);
    const int32_t speaker = byte_of(text, n, claim->speaker_start);
    *out = (EvidenceClaim){
        .at = at,
        .length = byte_of(text, n, claim->end) - at,
        .relation = claim_relation_text(claim->relation),
        .quantity = text_or_null(claim_measure_text(claim->measure)),
        .value = finite_or_nan(claim->value),
        .low = finite_or_nan(claim->lo),
        .high = finite_or_nan(claim->hi),
        .unit = claim->unit[0] ? arena_text(arena, claim->unit, strlen(claim->unit)) : NULL,
        .bound = claim_bound_text(claim->bound),
        .basis = text_or_null(claim_basis_text(claim->basis)),
        .year = claim->year,
        .base_year = claim->base_year,
        .months = claim->months,
        .month = claim->month,
        .fiscal = claim->fiscal,
        .by_year = claim->by,
        .year_on_year = claim->year_on_year,
        .speaker_at = speaker,
        .speaker_length = byte_of(text, n, claim->speaker_end) - speaker,
        .speech = claim_kind_text(claim->kind),
        .implied = implied_of(claim),
    };
    if (claim->unit[0] && !out->unit) return LODE_NO_MEMORY;
    return set_names(extractor, claim, arena, out);
}

Status extract_claims(const Extractor *extractor, const char *text, size_t n, const char *date,
                      const char *heading, const char *title, Arena *arena, EvidenceClaim **out,
                      int32_t *n_claims)
{
    ClaimContext context = {.heading = heading, .title = title};
    ClaimList list;
    if (date) sscanf(date, "%4d-%2d-%2d", &context.year, &context.month, &context.day);
    Status st = claims_extract(extractor->reader, text, n, &context, arena, &list);
    *n_claims = 0;
    *out = NULL;
    if (st == LODE_BAD_INPUT) return LODE_OK; /* no UTF-8: nothing is claimed */
    if (st) return st;
    EvidenceClaim *claims = ARENA_ARRAY(arena, EvidenceClaim, list.n);
    if (!claims) return LODE_NO_MEMORY;
    for (int32_t i = 0; !st && i < list.n; i++)
        st = set_claim(extractor, text, n, &list.claims[i], arena, &claims[i]);
    *out = claims;
    *n_claims = st ? 0 : list.n;
    return st;
}
