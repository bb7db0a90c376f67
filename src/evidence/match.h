/* match.h - the texts that a parsed question asks for, each with its score [fts.h]. Words reach
 * FTS5 quoted and as they were typed: it folds and stems them itself, once. */
#ifndef LODE_EVIDENCE_MATCH_H
#define LODE_EVIDENCE_MATCH_H

#include "evidence/ask.h"
#include "evidence/idset.h"
#include "evidence/library.h"

typedef struct Match {
    bool all;       /* the question has no words: every text is wanted, with score 0 */
    IdSet wanted;   /* one of each required group; without groups, any of the words */
    IdSet unwanted; /* bits NULL: nothing is excluded */
    double *scores; /* by id */
} Match;

/* Free it with match_free, in any case. */
Status match_run(Evidence *evidence, SizeKind kind, const Ask *ask, Match *out);
void match_free(Match *match);

#endif
