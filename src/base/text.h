/* text.h - UTF-8 text: is it valid, how wide is it, which number does it write, and which of
 * several words was meant. Independent of the locale. */
#ifndef LODE_BASE_TEXT_H
#define LODE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* True when all n bytes are UTF-8 without zero bytes; otherwise *bad is the offset of the first
 * byte that is not. */
bool text_is_utf8(const char *text, size_t n, size_t *bad);

/* Code points in the first n bytes, and columns they take on a terminal (East-Asian wide
 * characters take two, combining marks none). Invalid bytes count one. */
int32_t text_length(const char *text, size_t n);
int32_t text_width(const char *text);

/* The compatibility form (NFKC): full-width digits become digits, no-break spaces spaces. A
 * copy in arena; NULL when memory is out or the text is not UTF-8. */
char *text_nfkc(Arena *arena, const char *text);

/* Reads a decimal number: sign, digits, point, exponent. Nothing may stand before or behind it;
 * no hexadecimal, infinity or NaN. False otherwise, or when it is too large for a double. */
bool text_number(const char *text, double *value);

/* The number that starts the text; *end points behind it. False when none does. */
bool text_number_prefix(const char *text, double *value, const char **end);

/* Damerau-Levenshtein distance of two words: insertions, deletions, replacements and swaps of
 * neighbours. Words longer than TEXT_WORD_MAX bytes are infinitely far (INT32_MAX). */
enum { TEXT_WORD_MAX = 64 };
int32_t text_distance(const char *a, const char *b);

/* Did-you-mean: of all candidates tried, the nearest within a third of the word's length. The
 * first of equals wins. */
typedef struct TextNearest {
    const char *word, *best; /* best: borrowed from the candidate, NULL if none is near */
    int32_t distance, length;
} TextNearest;
void text_nearest_begin(TextNearest *nearest, const char *word);
void text_nearest_try(TextNearest *nearest, const char *candidate);

/* The nearest of the words in "one|two|three", copied to buffer; false if none is near. */
bool text_nearest_choice(const char *word, const char *choices, char *buffer, size_t size);

/* Position of word in "one|two|three", or -1. */
int32_t text_choice(const char *word, const char *choices);

#endif
