/* postings.h - the texts that a phrase stands in, with how often it does. FTS5 says so once;
 * then it is kept until the library changes, since a question of common words otherwise reads
 * the same long lists of the index again and again. */
#ifndef LODE_EVIDENCE_POSTINGS_H
#define LODE_EVIDENCE_POSTINGS_H

#include <stdint.h>

#include "base/status.h"
#include "evidence/sizes.h"

typedef struct Posting {
    int32_t id;
    float tf; /* occurrences, those in a title twice [fts.h]; whole numbers, so exact */
} Posting;

typedef struct PostingList {
    Posting *items; /* by id, ascending */
    int32_t n;
} PostingList;

typedef struct Postings Postings;

Status postings_new(Postings **out);
void postings_free(Postings *postings); /* NULL is fine */

/* The texts of this kind that hold the phrase, which is written as FTS5 wants it. Borrowed
 * until the next call: what was kept longest makes room. */
Status postings_of(struct Evidence *evidence, SizeKind kind, const char *phrase,
                   PostingList *out);

#endif
