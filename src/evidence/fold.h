/* fold.h - text as search sees it, character by character in its plainest form [base/fold.h],
 * and what kind of character each is. */
#ifndef LODE_EVIDENCE_FOLD_H
#define LODE_EVIDENCE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fold.h"

typedef enum FoldKind { FOLD_OTHER, FOLD_LETTER, FOLD_DIGIT, FOLD_HAN } FoldKind;

/* Reads one character of at most n bytes (n > 0) and writes what it folds to, *n_points of them
 * (none for a lone accent). Returns its bytes; an invalid byte is one U+FFFD. */
size_t fold_next(const char *text, size_t n, uint32_t points[FOLD_FORMS], int32_t *n_points);

/* Of a folded character. Kana and Hangul count as Han: they are written without spaces too. */
FoldKind fold_kind(uint32_t point);

/* Writes a character as UTF-8 (at most 4 bytes); returns the bytes. */
size_t fold_write(uint32_t point, char *out);

#endif
