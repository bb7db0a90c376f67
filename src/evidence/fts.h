/* fts.h - what SQLite's FTS5 lacks: our tokenizer ("lode"), how often a phrase stands in a
 * text, lode_tf(table) = 2 in_title + elsewhere      of the first phrase of the query and the
 * score of a text, sum over phrases of  w idf tf (k1 + 1) / (tf + k1 L) L = 1 - b + b length /
 * mean length of its language BM25 [Robertson94] with k1 = 1.2, b = .75; FTS5's own bm25()
 * gives a word that is in more than half of the texts no weight at all and knows one mean
 * length only. */
#ifndef LODE_EVIDENCE_FTS_H
#define LODE_EVIDENCE_FTS_H

#include <sqlite3.h>

#include "base/status.h"
#include "evidence/sizes.h"
#include "evidence/token.h"

/* lode_walk(table, walk) calls see for each text that holds the first phrase of the MATCH, by
 * id, until it does not return LODE_OK; so that no row goes through SQL. Bound to the second
 * argument with sqlite3_bind_pointer and this type's name. */
#define PHRASE_WALK "lode-phrase-walk"

typedef struct PhraseWalk {
    Status (*see)(void *context, int64_t id, double tf);
    void *context;
    Status status; /* LODE_OK, or what see returned last */
} PhraseWalk;

static const double RANK_K1 = 1.2, RANK_B = 0.75;

/* k1 L = length0 + length1 words */
typedef struct Ranking {
    double length0, length1[LANGUAGES];
} Ranking;

/* From the means of the sizes. */
Ranking ranking_of(const Sizes *sizes);

/* What a phrase adds to the score of a text of that size; weight: of the query, times idf. */
static inline double rank_score(const Ranking *ranking, double weight, double tf,
                                const Size *size)
{
    const double length = ranking->length0 + ranking->length1[size->language] * size->words;
    return weight * tf * (RANK_K1 + 1.0) / (tf + length);
}

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
