/* trie.h - many spellings, and the longest one that starts at a place of the text.
 * A space in a spelling stands for spaces or hyphens; letters match only as whole words. Built
 * once, then constant. */
#ifndef LODE_CLAIMS_TRIE_H
#define LODE_CLAIMS_TRIE_H

#include "base/arena.h"
#include "claims/fold.h"

enum { TRIE_NONE = -1 };

typedef struct Trie Trie;

Trie *trie_new(Arena *arena); /* NULL when memory is out */

/* Adds one spelling (already folded) for `value` >= 0. A spelling that is there keeps its first
 * value, which *had gets; otherwise *had is `value`. */
Status trie_add(Trie *trie, const uint32_t *spelling, int32_t n, int32_t value, int32_t *had);

/* Value of the longest spelling that starts at text[at], and where it ends; TRIE_NONE if none.
 * text ends with a zero. */
int32_t trie_longest(const Trie *trie, const uint32_t *text, int32_t at, int32_t *end);

#endif
