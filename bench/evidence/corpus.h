/* corpus.h - made-up documents in English and Chinese with the statistics of news: words by
 * Zipf's law, a title, 4 to 12 bullets. The same seed gives the same texts. */
#ifndef LODE_BENCH_EVIDENCE_CORPUS_H
#define LODE_BENCH_EVIDENCE_CORPUS_H

#include <stdint.h>

typedef struct Corpus Corpus;

Corpus *corpus_new(uint64_t seed); /* NULL when memory is out */
void corpus_free(Corpus *corpus);

typedef struct CorpusDocument {
    char title[256], body[4096], date[40];
    int chinese;
} CorpusDocument;

void corpus_document(Corpus *corpus, CorpusDocument *out);

/* A question: words of a made-up title, 2 to 6 of them. */
void corpus_question(Corpus *corpus, char *out, int size);

#endif
