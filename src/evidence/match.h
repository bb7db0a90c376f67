/* match.h - a parsed question as the text that FTS5 matches, and the weight of each phrase in
 * it. Words reach FTS5 quoted and as they were typed: it folds and stems them itself, once. */
#ifndef LODE_EVIDENCE_MATCH_H
#define LODE_EVIDENCE_MATCH_H

#include "evidence/ask.h"
#include "evidence/buffer.h"
#include "evidence/library.h"

typedef struct Match {
    Buffer wanted, unwanted; /* texts for MATCH; empty when there is nothing to match */
    int32_t n;               /* phrases in wanted */
    double weights[2 * ASK_TERMS_MAX];
} Match;

/* Writes the texts, counts each phrase in the index of this kind, and sets weights times idf.
 */
Status match_write(Evidence *evidence, SizeKind kind, const Ask *ask, Match *out);
void match_free(Match *match);

#endif
