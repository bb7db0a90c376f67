/* extract.h - claims out of statements: the grammar of src/claims with the glossary's names. */
#ifndef LODE_EVIDENCE_EXTRACT_H
#define LODE_EVIDENCE_EXTRACT_H

#include "claims/claims.h"
#include "evidence/evidence.h"
#include "evidence/glossary.h"

typedef struct Extractor Extractor;

/* The glossary is borrowed. */
Status extractor_new(const Glossary *glossary, Extractor **out);
void extractor_free(Extractor *extractor); /* NULL is fine */

const ClaimReader *extractor_reader(const Extractor *extractor);

/* The concept of the glossary that name i of the reader stands for. */
int32_t extractor_concept(const Extractor *extractor, int32_t name);

/* Kinds of the glossary that claims know, by their number; NULL behind the last. */
const char *extractor_kind(int32_t kind);

/* The claims of a statement as the library keeps them, in arena. date, heading and title may be
 * NULL. */
Status extract_claims(const Extractor *extractor, const char *text, size_t n, const char *date,
                      const char *heading, const char *title, Arena *arena, EvidenceClaim **out,
                      int32_t *n_claims);

#endif
