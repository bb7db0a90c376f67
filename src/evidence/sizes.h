/* sizes.h - how long each indexed text is, in which language, when it appeared, and whose near
 * copy it is: what ranking asks of every text it meets, kept in memory and, in blocks, in the
 * library. A text's length counts against the average of its own language, since pairs of Han
 * make Chinese texts look long [EVIDENCE 1.4: +.02 to +.04 nDCG]. */
#ifndef LODE_EVIDENCE_SIZES_H
#define LODE_EVIDENCE_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct Evidence;

typedef enum Language { LANGUAGE_OTHER, LANGUAGE_EN, LANGUAGE_ZH, LANGUAGES } Language;

/* The language most letters are in; Han counts as Chinese. */
Language language_of(const char *text, size_t n);
const char *language_code(Language language); /* "en", "zh", "" */

typedef enum SizeKind { SIZE_DOCUMENTS, SIZE_STATEMENTS } SizeKind;

typedef struct Size {
    uint32_t words, language;
    int32_t day;  /* yyyymmdd, 0 if unknown: only for order */
    int32_t root; /* of a document: what it is a near copy of, or itself; of a statement: its
                     document */
} Size;

typedef struct Sizes {
    SizeKind kind;
    Size *items; /* by id; ids start at 1 */
    int32_t n, room;
    bool *changed; /* by block */
    double words[LANGUAGES];
    int32_t texts[LANGUAGES];
} Sizes;

void sizes_free(Sizes *sizes);

/* Replaces what is in memory by what the library holds. */
Status sizes_load(struct Evidence *evidence, Sizes *sizes);

/* Sets the size of a new text. */
Status sizes_add(Sizes *sizes, int64_t id, Size size);
void sizes_set_root(Sizes *sizes, int32_t id, int32_t root);

/* Writes the blocks that changed. */
Status sizes_save(struct Evidence *evidence, Sizes *sizes);

/* Mean words of the texts of a language; 1 where there are none. */
double sizes_mean(const Sizes *sizes, Language language);

#endif
