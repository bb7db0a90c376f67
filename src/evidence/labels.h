/* labels.h - what facets count: the source of each document, and the elements, countries and
 * companies that it names. Read from the library once and kept until it changes: SQL would walk
 * over the same rows of 100,000 documents at every letter that is typed. */
#ifndef LODE_EVIDENCE_LABELS_H
#define LODE_EVIDENCE_LABELS_H

#include "base/arena.h"
#include "evidence/evidence.h"
#include "evidence/idset.h"

typedef struct Labels Labels;

/* Reads them all. */
Status labels_new(Evidence *evidence, Labels **out);
void labels_free(Labels *labels); /* NULL is fine */

/* How many of the documents have each label: an array for labels_facet, in arena. */
Status labels_count(const Labels *labels, const IdSet *documents, Arena *arena, int64_t **out);

/* The labels of a kind that were counted, most first, 50 at most. Names are borrowed from
 * labels and copied to arena. */
Status labels_facet(const Labels *labels, EvidenceFacetKind kind, const int64_t *counts,
                    Arena *arena, EvidenceFacet *out);

#endif
