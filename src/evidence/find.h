/* find.h - everything a question finds, scored: what pages, facets and topics are made of. */
#ifndef LODE_EVIDENCE_FIND_H
#define LODE_EVIDENCE_FIND_H

#include "evidence/ask.h"
#include "evidence/idset.h"
#include "evidence/library.h"

typedef struct Hit {
    double score;
    int32_t id, copies;
} Hit;

typedef struct Finds {
    Hit *hits; /* in no order; near copies folded into the best of their family */
    int32_t n, room;
    int32_t *slots; /* by family: 1 + its hit */
} Finds;

/* Runs a question. In the scope of statements ids are statements'. within_topic: the question
 * is a topic's own, whose topic: filters see only documents put there by hand. */
Status find_run(Evidence *evidence, SizeKind kind, const Ask *ask, bool within_topic,
                Finds *out);
void finds_free(Finds *finds);

/* Moves the best `limit` hits behind `offset` to the front, in order; returns how many. */
int32_t finds_page(Finds *finds, const Sizes *sizes, int32_t offset, int32_t limit);

/* filter.c: documents that pass all filters; pass->bits stays NULL when there are none. */
Status filter_run(Evidence *evidence, const Ask *ask, bool within_topic, IdSet *pass);

/* Documents of a topic: put there, or found by its query (unless within_topic). */
Status filter_topic(Evidence *evidence, const char *name, bool exact, bool within_topic,
                    IdSet *out);

#endif
