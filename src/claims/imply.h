/* imply.h - what claims say together: a share and a tonnage imply a total, a growth and a level
 * the level before; and claims of two documents that cannot both be true. */
#ifndef LODE_CLAIMS_IMPLY_H
#define LODE_CLAIMS_IMPLY_H

#include "base/language.h"
#include "claims/claims.h"

typedef enum ImpliedKind {
    IMPLIED_TOTAL,    /* 68 % and over 400,000 t: all of it is over 588,235 t */
    IMPLIED_PREVIOUS, /* 6,100 t after +18 %: 5,169 t before; 28 % after +16 pp: 12 % */
} ImpliedKind;

typedef struct Implied {
    ImpliedKind kind;
    int32_t part, level; /* the two claims: the share (or the growth), and the level */
    double lo, hi;       /* equal for a point, infinite where open */
    bool approximate;    /* one of the two says "about" */
    char unit[CLAIM_UNIT_MAX];
    int32_t year; /* CLAIM_NO_YEAR if the year before is not known */
} Implied;

typedef struct ImpliedList {
    const Implied *implied;
    int32_t n;
} ImpliedList;

/* Everything that pairs of claims in one sentence imply, in the order of the second of each. */
Status claims_imply(const ClaimList *list, Arena *arena, ImpliedList *out);

/* Why two numbers may differ and yet both be right: the traps, as bits. */
typedef enum ContradictionReason {
    REASON_NONE = 0,
    REASON_SCOPE = 1,       /* one names a material, stage or firm, the other does not */
    REASON_BASIS = 2,       /* gross, oxide or contained weight; or only one of them says */
    REASON_FISCAL = 4,      /* a fiscal beside a calendar year */
    REASON_PERIOD = 8,      /* a half-year beside a year */
    REASON_FORECAST = 16,   /* a forecast beside what came */
    REASON_YEAR_GUESS = 32, /* one year is only that of publication */
} ContradictionReason;

enum { CONTRADICTION_REASONS = 6 };

typedef struct Contradiction {
    int32_t a, b;  /* index into the first and the second list */
    double ratio;  /* of the nearest values the two allow, b over a */
    double points; /* their difference, b less a */
    uint32_t reasons;
} Contradiction;

typedef struct ContradictionList {
    const Contradiction *contradictions;
    int32_t n;
} ContradictionList;

/* Claims of two documents on the same entity, quantity, unit and year whose ranges do not meet,
 * even with the slack that rounding and "about" deserve. */
Status claims_contradict(const ClaimList *a, const ClaimList *b, Arena *arena,
                         ContradictionList *out);

/* The sentence for bit number i of reasons. */
const char *contradiction_reason_text(int32_t i, WordLanguage language);

#endif
