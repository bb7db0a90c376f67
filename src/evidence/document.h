/* document.h - a document read whole out of the library, for document.c and topic.c. */
#ifndef LODE_EVIDENCE_DOCUMENT_H
#define LODE_EVIDENCE_DOCUMENT_H

#include "evidence/library.h"

/* Reads document id into out, texts in arena. LODE_NEGATIVE: there is none. */
Status document_read(Evidence *evidence, Arena *arena, int64_t id, EvidenceDocument *out);

#endif
