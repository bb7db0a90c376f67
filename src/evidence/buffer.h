/* buffer.h - a text that grows. A failure to grow is remembered, so only the end is checked. */
#ifndef LODE_EVIDENCE_BUFFER_H
#define LODE_EVIDENCE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Buffer {
    char *text; /* zero-ended once something was added; NULL before */
    size_t n, room;
    bool failed;
} Buffer;

void buffer_add(Buffer *buffer, const char *text, size_t n);
void buffer_say(Buffer *buffer, const char *text);
void buffer_free(Buffer *buffer);

#endif
