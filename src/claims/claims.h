/* claims.h - from sentences, English or Chinese, to the quantities they claim.
 *     "China holds a 68% share by 2025"  ->  share = 68 %, bound eq, year 2025, entity china
 * A grammar written by hand over tables of words (words.def), units (units.def), numbers and
 * dates; see docs/claims.md. What is not understood stays text: a wrong claim costs more than a
 * missed one. Offsets count code points of the untouched text, end exclusive. */
#ifndef LODE_CLAIMS_CLAIMS_H
#define LODE_CLAIMS_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { CLAIM_UNIT_MAX = 24, CLAIM_ENTITY_KINDS = 8, CLAIM_NONE = -1, CLAIM_NO_YEAR = 0 };

typedef enum ClaimBound {
    CLAIM_EQ,
    CLAIM_APPROX,
    CLAIM_GT,
    CLAIM_GE,
    CLAIM_LT,
    CLAIM_LE,
    CLAIM_RANGE,
} ClaimBound;

/* What the number says of the thing measured. */
#define CLAIM_RELATIONS(X)                                                                     \
    X(LEVEL, "level")                                                                          \
    X(GROWTH, "growth")                                                                        \
    X(CHANGE, "change")                                                                        \
    X(MULTIPLE, "multiple")                                                                    \
    X(SHARE, "share")                                                                          \
    X(COMPOSITION, "composition")                                                              \
    X(MARGIN, "margin")                                                                        \
    X(PRICE, "price")                                                                          \
    X(INTENSITY, "intensity")                                                                  \
    X(CYCLE, "cycle_time")                                                                     \
    X(CAPACITY, "capacity")                                                                    \
    X(INVESTMENT, "investment")                                                                \
    X(OUTPUT_VALUE, "output_value")                                                            \
    X(RESERVE, "reserve")                                                                      \
    X(DURATION, "duration")                                                                    \
    X(PROPERTY, "property")                                                                    \
    X(COUNT, "count")                                                                          \
    X(SIGN, "sign")

#define CLAIM_RELATION_ENUM(name, text) CLAIM_##name,
typedef enum ClaimRelation { CLAIM_RELATIONS(CLAIM_RELATION_ENUM) } ClaimRelation;
#undef CLAIM_RELATION_ENUM

/* The thing measured, where a word near the number names it. The first ones are relations too:
 * they say what a percentage or a sum of money is. */
typedef enum ClaimMeasure {
    CLAIM_UNNAMED = 0,
    CLAIM_OF_SHARE = CLAIM_SHARE,
    CLAIM_OF_COMPOSITION = CLAIM_COMPOSITION,
    CLAIM_OF_MARGIN = CLAIM_MARGIN,
    CLAIM_OF_PRICE = CLAIM_PRICE,
    CLAIM_OF_CAPACITY = CLAIM_CAPACITY,
    CLAIM_OF_INVESTMENT = CLAIM_INVESTMENT,
    CLAIM_OF_OUTPUT_VALUE = CLAIM_OUTPUT_VALUE,
    CLAIM_OF_RESERVE = CLAIM_RESERVE,
    CLAIM_PRODUCTION = 32,
    CLAIM_EXPORTS,
    CLAIM_IMPORTS,
    CLAIM_DEMAND,
    CLAIM_STOCKS,
    CLAIM_SUPPLY,
    CLAIM_REVENUE,
    CLAIM_PROFIT,
    CLAIM_LOSS,
    CLAIM_EMISSIONS,
} ClaimMeasure;

/* What a tonne is a tonne of, where the text says. */
typedef enum ClaimBasis {
    CLAIM_BASIS_UNSAID,
    CLAIM_REO,
    CLAIM_CONTAINED,
    CLAIM_GROSS,
} ClaimBasis;

typedef enum ClaimKind {
    CLAIM_OBSERVATION, /* a number about what was or is */
    CLAIM_FORECAST,
    CLAIM_PLAN,
    CLAIM_QUALITATIVE, /* a direction without a number: relation sign, value +1 or -1 */
} ClaimKind;

/* Where a year or an entity was found: the nearer, the surer. */
typedef enum ClaimPlace {
    CLAIM_NOWHERE,
    CLAIM_IN_CLAUSE,
    CLAIM_IN_SENTENCE,
    CLAIM_IN_SENTENCE_BEFORE,
    CLAIM_IN_HEADING,
    CLAIM_IN_TITLE,
    CLAIM_IN_PUBLICATION, /* the year of the document's own date: implied, never said */
} ClaimPlace;

typedef struct ClaimEntity {
    int32_t name; /* index into the gazetteer, CLAIM_NONE if no entity of this kind */
    ClaimPlace place;
} ClaimEntity;

typedef struct Claim {
    int32_t start, end; /* the words that state the quantity */
    int32_t sentence_start, sentence_end;
    ClaimRelation relation;
    ClaimMeasure measure;
    ClaimKind kind;
    ClaimBound bound;
    double value;  /* NAN for a range; falls are negative, and so are their bounds */
    double lo, hi; /* what the bound allows: -INFINITY and INFINITY where it is open */
    char unit[CLAIM_UNIT_MAX]; /* canonical: "t", "USD/kg", "%", "pp", "x"; "" for counts */
    ClaimBasis basis;
    bool fraction;           /* written as a fraction: "a third", 三分之一 */
    int32_t year, base_year; /* CLAIM_NO_YEAR if none */
    ClaimPlace year_place;
    int32_t months;                         /* the period meant: 12, 6, 3 or 1; 0 if unsaid */
    int32_t month;                          /* its first, 1 to 12; 0 if unsaid, or fiscal */
    bool fiscal, by;                        /* "fiscal 2024"; "by 2030" */
    bool year_on_year;                      /* growth against a year before */
    int32_t speaker_start, speaker_end;     /* who is quoted; equal if nobody */
    ClaimEntity entity[CLAIM_ENTITY_KINDS]; /* the best one of each kind */
    int32_t main; /* the entity the claim is about: index into the gazetteer, or CLAIM_NONE */
} Claim;

typedef struct ClaimList {
    const Claim *claims;
    int32_t n;
} ClaimList;

/* One thing the caller knows: any number of names in either language, parted by '|'. */
typedef struct ClaimName {
    const char *id, *names;
    int32_t kind; /* 0 .. CLAIM_ENTITY_KINDS - 1, the caller's own numbering; lower is tried
                     first */
} ClaimName;

/* The tables, compiled with a gazetteer; constant afterwards, so threads may share it. */
typedef struct ClaimReader ClaimReader;

/* The names are borrowed. */
Status claim_reader_new(const ClaimName *names, int32_t n_names, ClaimReader **out);
void claim_reader_free(ClaimReader *reader); /* NULL is fine */

typedef struct ClaimContext {
    int32_t year, month, day;    /* the publication date; 0 where unknown */
    const char *heading, *title; /* NULL where there is none */
} ClaimContext;

/* All claims of the n bytes of text, in order; the list lives in arena. LODE_BAD_INPUT when the
 * text is not UTF-8. */
Status claims_extract(const ClaimReader *reader, const char *text, size_t n,
                      const ClaimContext *context, Arena *arena, ClaimList *out);

/* Each as the word that files and messages hold: "growth", "ge", "exports", "reo", "forecast",
 * "heading"; and back, CLAIM_NONE (of a measure CLAIM_UNNAMED) when the text is none. */
const char *claim_relation_text(ClaimRelation relation);
const char *claim_bound_text(ClaimBound bound);
const char *claim_measure_text(ClaimMeasure measure);
const char *claim_basis_text(ClaimBasis basis);
const char *claim_kind_text(ClaimKind kind);
const char *claim_place_text(ClaimPlace place);
int32_t claim_relation_find(const char *text);
int32_t claim_bound_find(const char *text);
int32_t claim_measure_find(const char *text);
int32_t claim_basis_find(const char *text);
int32_t claim_kind_find(const char *text);
int32_t claim_place_find(const char *text);

#endif
