/* names.c - the parts of a claim as the words that files and messages hold. */
#include <string.h>

#include "claims/claims.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define CLAIM_RELATION_TEXT(name, text) text,
static const char *const relations[] = {CLAIM_RELATIONS(CLAIM_RELATION_TEXT)};
#undef CLAIM_RELATION_TEXT
static const char *const bounds[] = {"eq", "approx", "gt", "ge", "lt", "le", "range"};
static const char *const measures[] = {"production", "exports",  "imports", "demand",
                                       "stocks",     "supply",   "revenue", "profit",
                                       "loss",       "emissions"};
static const char *const bases[] = {"", "reo", "contained", "gross"};
static const char *const kinds[] = {"observation", "forecast", "plan", "qualitative"};
static const char *const places[] = {"",        "clause", "sentence",   "sentence before",
                                     "heading", "title",  "publication"};

static int32_t find(const char *const *texts, int32_t n, const char *text)
{
    for (int32_t i = 0; i < n; i++)
        if (strcmp(texts[i], text) == 0) return i;
    return CLAIM_NONE;
}

const char *claim_relation_text(ClaimRelation relation)
{
    return relations[relation];
}

const char *claim_bound_text(ClaimBound bound)
{
    return bounds[bound];
}

const char *claim_measure_text(ClaimMeasure measure)
{
    if (measure == CLAIM_UNNAMED) return "";
    return measure < CLAIM_PRODUCTION ? relations[measure]
                                      : measures[measure - CLAIM_PRODUCTION];
}

const char *claim_basis_text(ClaimBasis basis)
{
    return bases[basis];
}

const char *claim_kind_text(ClaimKind kind)
{
    return kinds[kind];
}

const char *claim_place_text(ClaimPlace place)
{
    return places[place];
}

int32_t claim_relation_find(const char *text)
{
    return find(relations, COUNT(relations), text);
}

int32_t claim_bound_find(const char *text)
{
    return find(bounds, COUNT(bounds), text);
}

int32_t claim_measure_find(const char *text)
{
    const int32_t named = find(measures, COUNT(measures), text);
    if (named != CLAIM_NONE) return CLAIM_PRODUCTION + named;
    const int32_t relation = find(relations, COUNT(relations), text);
    return relation == CLAIM_NONE ? CLAIM_UNNAMED : relation;
}

int32_t claim_basis_find(const char *text)
{
    return find(bases, COUNT(bases), text);
}

int32_t claim_kind_find(const char *text)
{
    return find(kinds, COUNT(kinds), text);
}

int32_t claim_place_find(const char *text)
{
    return find(places, COUNT(places), text);
}
