/* sentence.h - where a statement ends. */
#ifndef LODE_EVIDENCE_SENTENCE_H
#define LODE_EVIDENCE_SENTENCE_H

#include "evidence/draft.h"

/* Bytes of the first sentence: up to 。！？；, or . ! ? before a blank and a capital, digit or
 * quote ("U.S. Steel", "e.g. this", "Mr. Li" and "1.3" do not end). */
size_t sentence_bytes(const char *text, size_t n);

/* Takes citations ("[1][3]", perhaps with a stop behind) off the end of n bytes: returns what
 * is left without blanks; *citations gets "1,3", or NULL if there are none (or no memory). */
size_t sentence_citations(Arena *arena, const char *text, size_t n, const char **citations);

/* Adds the sentences of a stretch of the body as statements. */
Status sentences_add(Draft *draft, DraftDocument *document, size_t at, size_t n);

#endif
