/* conflicts.h - the library's claims against each other: pairs of two documents that cannot
 * both be true, and what claims of one statement imply together (claims/imply.h). */
#ifndef LODE_EVIDENCE_CONFLICTS_H
#define LODE_EVIDENCE_CONFLICTS_H

#include "evidence/evidence.h"

typedef enum EvidenceConflictKind {
    EVIDENCE_PAIR,   /* a and b, of two documents, cannot both be right */
    EVIDENCE_TOTAL,  /* the share a and the amount b imply a total */
    EVIDENCE_BEFORE, /* the change a and the level b imply the value before */
} EvidenceConflictKind;

typedef struct EvidenceConflict {
    EvidenceConflictKind kind;
    const EvidenceClaim *a, *b;
    double low, high; /* PAIR: what a and b allow that is nearest to each other; else what is
                         implied, infinite where open */
    const char *unit;
    const char *reasons; /* the traps that may explain a pair; "" */
    bool other_period;   /* PAIR: half a year beside a year, which cannot be compared */
} EvidenceConflict;

typedef struct EvidenceConflicts {
    int32_t n;
    const EvidenceConflict *conflicts;
} EvidenceConflicts;

/* Of all claims that are not rejected. Near copies are compared too: same text, other numbers
 * is the interesting case. Reasons are in the language. */
Status evidence_conflicts(Evidence *evidence, WordLanguage language, EvidenceConflicts **out);

/* What a and b do, in words: "cannot both be right", "imply a total of over 588235 t". */
void evidence_conflict_words(const EvidenceConflict *conflict, WordLanguage language, char *out,
                             size_t size);

void evidence_conflicts_free(EvidenceConflicts *conflicts); /* NULL is fine */

#endif
