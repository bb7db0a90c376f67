#include "evidence/corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 40000, HAN = 3000, WORD_BYTES = 20 };

struct Corpus {
    uint64_t state;
    char words[WORDS][WORD_BYTES];
    double ranks[WORDS]; /* summed 1 / rank */
};

/* xorshift64* */
static uint64_t next(Corpus *corpus)
{
    corpus->state ^= corpus->state >> 12;
    corpus->state ^= corpus->state << 25;
    corpus->state ^= corpus->state >> 27;
    return corpus->state * 2685821657736338717ull;
}

static double uniform(Corpus *corpus)
{
    return (double)(next(corpus) >> 11) / 9007199254740992.0;
}

static int below(Corpus *corpus, int n)
{
    return (int)(uniform(corpus) * n);
}

static void make_word(Corpus *corpus, char *word)
{
    static const char *const starts[] = {"b", "c", "d", "f", "g",  "h",  "l",  "m",  "n",  "p",
                                         "r", "s", "t", "v", "tr", "st", "pl", "gr", "sh", "k"};
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
    static const char *const ends[] = {"",  "",    "n",  "r",    "s",   "t",
                                       "l", "ing", "ed", "tion", "ment"};
    word[0] = '\0';
    for (int i = below(corpus, 3) + 1; i > 0; i--) {
        strcat(word, starts[below(corpus, 20)]);
        strcat(word, vowels[below(corpus, 8)]);
    }
    strcat(word, ends[below(corpus, 11)]);
}

Corpus *corpus_new(uint64_t seed)
{
    Corpus *corpus = calloc(1, sizeof *corpus);
    if (!corpus) return NULL;
    corpus->state = seed * 0x9E3779B97F4A7C15ull + 1;
    double sum = 0.0;
    for (int i = 0; i < WORDS; i++) {
        make_word(corpus, corpus->words[i]);
        sum += 1.0 / (i + 2.7);
        corpus->ranks[i] = sum;
    }
    return corpus;
}

void corpus_free(Corpus *corpus)
{
    free(corpus);
}

static int zipf(Corpus *corpus, int n)
{
    const double at = uniform(corpus) * corpus->ranks[n - 1];
    int low = 0, high = n - 1;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (corpus->ranks[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Words of two characters, as most Chinese words are; characters are as uneven as in prose. */
static int add_chinese(Corpus *corpus, char *out)
{
    const unsigned rank = (unsigned)zipf(corpus, WORDS);
    int n = 0;
    for (int i = 0; i < 2; i++) {
        const double even = (double)((rank * 2 + (unsigned)i) * 2654435761u) / 4294967296.0;
        const unsigned point = 0x4E00u + (unsigned)(HAN * even * even * even);
        out[n++] = (char)(0xE0 | point >> 12);
        out[n++] = (char)(0x80 | (point >> 6 & 0x3F));
        out[n++] = (char)(0x80 | (point & 0x3F));
    }
    out[n] = '\0';
    return n;
}

static int add_word(Corpus *corpus, char *out, int chinese)
{
    if (below(corpus, 40) == 0)
        return sprintf(out, chinese ? "%d.%d%%" : "%d.%d %% ", below(corpus, 400),
                       below(corpus, 10));
    if (chinese) return add_chinese(corpus, out);
    return sprintf(out, "%s ", corpus->words[zipf(corpus, WORDS)]);
}

/* A comma now and then, as in prose. */
static int add_words(Corpus *corpus, char *out, int count, int chinese)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        n += add_word(corpus, out + n, chinese);
        if (i + 1 < count && below(corpus, 6) == 0)
            n += sprintf(out + n, chinese ? "，" : ", ");
    }
    return n;
}

void corpus_document(Corpus *corpus, CorpusDocument *out)
{
    const int chinese = out->chinese = below(corpus, 2);
    add_words(corpus, out->title, 6 + below(corpus, 6), chinese);
    int n = sprintf(out->body, "Core Insights - ");
    for (int bullets = 4 + below(corpus, 5); bullets > 0; bullets--) {
        out->body[n++] = (char)('A' + below(corpus, 26));
        n += add_words(corpus, out->body + n, 14 + below(corpus, 12), chinese);
        n += sprintf(out->body + n, "[%d]%s", below(corpus, 20) + 1, bullets > 1 ? " - " : "");
    }
    snprintf(out->date, sizeof out->date, "%d-%02d-%02d", 2015 + below(corpus, 11),
             1 + below(corpus, 12), 1 + below(corpus, 28));
}

void corpus_question(Corpus *corpus, char *out, int size)
{
    char words[256];
    add_words(corpus, words, 2 + below(corpus, 5), below(corpus, 2));
    snprintf(out, (size_t)size, "%s", words);
}
