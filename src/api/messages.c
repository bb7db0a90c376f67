/* Mistakes and warnings of a handle. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"

static const char out_of_memory[] = "out of memory";

Status messages_open(lode_messages *messages)
{
    messages->diag = diag_new();
    return messages->diag ? LODE_OK : LODE_NO_MEMORY;
}

void messages_close(lode_messages *messages)
{
    diag_free(messages->diag);
    free(messages->items);
    free(messages->text);
}

/* Bytes of all messages, one to a line, into text unless it is NULL. */
static size_t write_text(const Diag *diag, char *text)
{
    size_t at = 0;
    for (int32_t i = 0; i < diag_count(diag); i++) {
        const DiagMessage *message = diag_message(diag, i);
        const size_t n = (size_t)diag_format(message, NULL, 0);
        if (text) {
            if (i) text[at - 1] = '\n';
            diag_format(message, text + at, n + 1);
        }
        at += n + 1;
    }
    return at;
}

Status messages_seal(lode_messages *messages, Status st)
{
    Diag *diag = messages->diag;
    if (st && !diag_count(diag)) diag_error(diag, "", 0, 0, "", "%s", status_text(st));
    messages->n = diag_count(diag);
    messages->items = calloc((size_t)messages->n + 1, sizeof *messages->items);
    messages->text = calloc(1, write_text(diag, NULL) + 1);
    if (!messages->items || !messages->text) {
        messages->n = 0;
        return LODE_NO_MEMORY;
    }
    for (int32_t i = 0; i < messages->n; i++) {
        const DiagMessage *m = diag_message(diag, i);
        messages->items[i] = (lode_message){m->level == DIAG_ERROR ? LODE_ERROR : LODE_WARNING,
                                            m->file,
                                            m->line,
                                            m->column,
                                            m->field,
                                            m->text};
    }
    write_text(diag, messages->text);
    return st;
}

const char *lode_messages_text(const lode_messages *messages)
{
    return messages && messages->text ? messages->text : out_of_memory;
}

int32_t lode_messages_count(const lode_messages *messages)
{
    return messages ? messages->n : 0;
}

const lode_message *lode_messages_at(const lode_messages *messages, int32_t i)
{
    return messages && i >= 0 && i < messages->n ? &messages->items[i] : NULL;
}
