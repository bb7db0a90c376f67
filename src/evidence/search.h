/* search.h - what search.c and facets.c share. */
#ifndef LODE_EVIDENCE_SEARCH_H
#define LODE_EVIDENCE_SEARCH_H

#include "evidence/find.h"

/* The results with the arena that holds them. */
typedef struct ResultsBox {
    EvidenceResults results; /* first: this is what the caller holds */
    Arena *arena;
} ResultsBox;

/* Counts what the found documents have in common. */
Status facets_count(Evidence *evidence, SizeKind kind, const Finds *finds, ResultsBox *box);

#endif
