/* decode.h - the bytes of a file as UTF-8. A byte order mark is believed, then a declared
 * charset, then UTF-8 if it is valid; else GB18030 or Big5, whichever reads more like prose. */
#ifndef LODE_EVIDENCE_DECODE_H
#define LODE_EVIDENCE_DECODE_H

#include <stddef.h>

#include "evidence/draft.h"

typedef struct Decoded {
    const char *text; /* zero-ended; a copy without control characters */
    size_t n;
    const char *encoding; /* "UTF-8", "GB18030" ... */
    size_t skipped;       /* bytes of the mark; text[i] was byte i + skipped if plain */
    bool plain;           /* offsets in text are offsets in the file, but for skipped */
} Decoded;

/* declared: a charset the file names, or NULL. LODE_BAD_INPUT with a message: not text. */
Status decode(Draft *draft, const void *bytes, size_t n, const char *declared, Decoded *out);

/* Control characters become blanks, so that nothing odd reaches a terminal. */
void decode_clean(char *text, size_t n);

#endif
