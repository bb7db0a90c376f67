#include "evidence/buffer.h"

#include <stdlib.h>
#include <string.h>

void buffer_add(Buffer *buffer, const char *text, size_t n)
{
    if (buffer->n + n + 1 > buffer->room) {
        const size_t room = 2 * (buffer->n + n) + 256;
        char *larger = realloc(buffer->text, room);
        if (!larger) buffer->failed = true;
        if (!larger) return;
        buffer->text = larger;
        buffer->room = room;
    }
    memcpy(buffer->text + buffer->n, text, n);
    buffer->n += n;
    buffer->text[buffer->n] = '\0';
}

void buffer_say(Buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_free(Buffer *buffer)
{
    free(buffer->text);
    *buffer = (Buffer){.n = 0};
}
