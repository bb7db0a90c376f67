/* fold.h - text as the grammar reads it, and the way back.
 * Each character takes its plainest form (base/fold.h: full-width digits are digits, accents
 * and case are gone, traditional Chinese is simplified). Superscripts and circled numbers stay
 * what they are: 10³ is not 103. `at` leads back to the untouched text. */
#ifndef LODE_CLAIMS_FOLD_H
#define LODE_CLAIMS_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/status.h"

enum { FOLD_PAD = 4 }; /* zeros behind the last character, so that readers may look ahead */

typedef struct Fold {
    int32_t n;
    const uint32_t *low;     /* folded */
    const uint32_t *written; /* the same, with its case */
    const int32_t *at;       /* code point of the untouched text; at[n] is its length */
} Fold;

/* LODE_BAD_INPUT when the n bytes are not UTF-8. All memory is from arena. */
Status fold_text(const char *text, size_t n, Arena *arena, Fold *out);

/* Span [start, end) of the fold in code points of the untouched text. */
static inline int32_t fold_start(const Fold *fold, int32_t start)
{
    return fold->at[start];
}
static inline int32_t fold_end(const Fold *fold, int32_t end)
{
    return end > 0 ? fold->at[end - 1] + 1 : 0;
}

static inline bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}
static inline bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000;
}
/* Letters of alphabets: what makes words between spaces. */
static inline bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}
static inline bool is_dash(uint32_t c)
{
    return c == '-' || c == 0x2013 || c == 0x2014;
}

/* The first character at or behind `at` that is no space. */
static inline int32_t skip_spaces(const Fold *fold, int32_t at)
{
    while (is_space(fold->low[at]))
        at++;
    return at;
}

#endif
