/* fts.h - what SQLite's FTS5 lacks: our tokenizer ("lode"), and the ranking function
 *     lode_rank(table, query) = sum over phrases of  w idf tf (k1 + 1) / (tf + k1 L)
 *     tf = 2 in_title + elsewhere,   L = 1 - b + b length / mean length of its language
 * BM25 [Robertson94] with k1 = 1.2, b = .75; FTS5's own bm25() gives a word that is in more
 * than half of the texts no weight at all and knows one mean length only. */
#ifndef LODE_EVIDENCE_FTS_H
#define LODE_EVIDENCE_FTS_H

#include <sqlite3.h>

#include "base/status.h"
#include "evidence/sizes.h"
#include "evidence/token.h"

/* Bound to the second argument of lode_rank with sqlite3_bind_pointer and this type's name. */
#define RANK_QUERY "lode-rank-query"

typedef struct RankQuery {
    const Sizes *sizes;
    int32_t n;             /* phrases */
    const double *weights; /* query weight times idf, in the order of the MATCH text */
    double length0, length1[LANGUAGES]; /* k1 L = length0 + length1 words */
} RankQuery;

/* Sets length0 and length1 from the means of the sizes. */
void rank_prepare(RankQuery *query, const Sizes *sizes);

/* ln(1 + (n - df + .5) / (df + .5)) */
double rank_idf(int64_t n, int64_t df);

/* counted, if not NULL, gains the words of every text that is indexed. The tokenizer must
 * outlive the connection. */
typedef struct FtsTokens {
    Tokenizer *tokenizer;
    int64_t counted;
} FtsTokens;
Status fts_register(sqlite3 *db, FtsTokens *tokens);

#endif
