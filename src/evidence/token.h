/* token.h - text cut into the words of the index.
 *     Latin words   folded, stop words left out, stemmed (Snowball English)
 *     numbers       400,000 -> 400000; 12.8 stays
 *     Han runs      overlapping pairs: 钕铁硼 -> 钕铁 铁硼; a lone character is a word
 * A run of Han also gives its last character, at the place of its last pair: so that the prefix
 * query 镝* finds every 镝, wherever it stands. */
#ifndef LODE_EVIDENCE_TOKEN_H
#define LODE_EVIDENCE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef struct Tokenizer Tokenizer;

typedef struct Token {
    const char *text; /* normal form, not zero-ended */
    int n;
    int start, end; /* bytes of the text it stands for */
    bool colocated; /* the last character of a Han run, besides its last pair */
    bool han;
} Token;

enum {
    TOKEN_STEM = 1,      /* Latin words are stemmed */
    TOKEN_LAST = 2,      /* the last character of a Han run is given too: when indexing */
    TOKEN_KEEP_STOP = 4, /* stop words are given too */
    TOKEN_BYTES = 64     /* longer words are cut here */
};

Status tokenizer_new(Tokenizer **out);
void tokenizer_free(Tokenizer *tokenizer); /* NULL is fine */

/* Calls see for every token, in order, until it returns nonzero; returns what it returned last.
 */
typedef int (*TokenSink)(void *context, const Token *token);
int token_each(Tokenizer *tokenizer, const char *text, size_t n, int flags, TokenSink see,
               void *context);

#endif
