/* snippet.h - the part of a text that says most about what was asked, and where it says it. */
#ifndef LODE_EVIDENCE_SNIPPET_H
#define LODE_EVIDENCE_SNIPPET_H

#include "evidence/ask.h"
#include "evidence/evidence.h"

enum { SNIPPET_BYTES = 280 };

typedef struct Marker Marker;

/* The words of a question, ready to be found in texts. NULL when memory is out. */
Marker *marker_new(const Ask *ask, Tokenizer *tokenizer, Arena *arena);

/* A stretch of at most bytes_max bytes (0: the whole text) with its marks, copied to arena. */
Status marker_show(Marker *marker, const char *text, size_t bytes_max, Arena *arena,
                   EvidenceText *out);

#endif
