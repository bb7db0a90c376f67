#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_MESSAGES = 16 };

struct Diag {
    Arena *arena;
    DiagMessage *messages;
    int32_t n, room, errors, warnings;
};

Diag *diag_new(void)
{
    Arena *arena = arena_new(0);
    Diag *diag = ARENA_ARRAY(arena, Diag, 1);
    if (!diag) {
        arena_free(arena);
        return NULL;
    }
    diag->arena = arena;
    return diag;
}

void diag_free(Diag *diag)
{
    if (diag) arena_free(diag->arena);
}

void diag_error(Diag *diag, const char *file, int32_t line, int32_t column, const char *field,
                const char *format, ...)
{
    va_list values;
    va_start(values, format);
    diag_add(diag, DIAG_ERROR, file, line, column, field, format, values);
    va_end(values);
}

void diag_warn(Diag *diag, const char *file, int32_t line, int32_t column, const char *field,
               const char *format, ...)
{
    va_list values;
    va_start(values, format);
    diag_add(diag, DIAG_WARNING, file, line, column, field, format, values);
    va_end(values);
}

/* A longer list is a new array; the old ones stay in the arena and add up to as much again. */
static bool room_for_one(Diag *diag)
{
    if (diag->n < diag->room) return true;
    const int32_t room = diag->room ? 2 * diag->room : FIRST_MESSAGES;
    DiagMessage *longer = ARENA_ARRAY(diag->arena, DiagMessage, room);
    if (!longer) return false;
    if (diag->n) memcpy(longer, diag->messages, (size_t)diag->n * sizeof *longer);
    diag->messages = longer;
    diag->room = room;
    return true;
}

static const char *keep(Diag *diag, const char *text)
{
    return text ? arena_text(diag->arena, text, strlen(text)) : "";
}

/* Messages about one file come in a row: its name is kept once. */
static const char *keep_file(Diag *diag, const char *file)
{
    const char *last = diag->n ? diag->messages[diag->n - 1].file : NULL;
    return last && file && strcmp(last, file) == 0 ? last : keep(diag, file);
}

static char *keep_format(Diag *diag, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    const int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) return NULL;
    char *text = arena_zeroed(diag->arena, (size_t)length + 1, 1);
    if (text) vsnprintf(text, (size_t)length + 1, format, values);
    return text;
}

void diag_add(Diag *diag, DiagLevel level, const char *file, int32_t line, int32_t column,
              const char *field, const char *format, va_list values)
{
    if (!diag) return;
    if (level == DIAG_ERROR)
        diag->errors++;
    else
        diag->warnings++;
    if (!room_for_one(diag)) return;
    const DiagMessage message = {
        .level = level,
        .file = keep_file(diag, file),
        .line = line,
        .column = column,
        .field = keep(diag, field),
        .text = keep_format(diag, format, values),
    };
    if (message.file && message.field && message.text) diag->messages[diag->n++] = message;
}

int32_t diag_errors(const Diag *diag)
{
    return diag ? diag->errors : 0;
}

int32_t diag_warnings(const Diag *diag)
{
    return diag ? diag->warnings : 0;
}

int32_t diag_count(const Diag *diag)
{
    return diag ? diag->n : 0;
}

const DiagMessage *diag_message(const Diag *diag, int32_t i)
{
    return &diag->messages[i];
}

int diag_format(const DiagMessage *message, char *buffer, size_t size)
{
    char place[32] = "";
    if (message->line && message->column)
        snprintf(place, sizeof place, ":%d:%d", (int)message->line, (int)message->column);
    else if (message->line)
        snprintf(place, sizeof place, ":%d", (int)message->line);
    return snprintf(buffer, size, "%s%s%s%s%s%s%s", message->file, place,
                    message->file[0] ? ": " : "",
                    message->level == DIAG_WARNING ? "warning: " : "", message->field,
                    message->field[0] ? ": " : "", message->text);
}

static int compare(const void *a, const void *b)
{
    const DiagMessage *x = *(const DiagMessage *const *)a, *y = *(const DiagMessage *const *)b;
    const int by_file = strcmp(x->file, y->file);
    if (by_file) return by_file;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    if (x->column != y->column) return x->column < y->column ? -1 : 1;
    if (x->level != y->level) return x->level < y->level ? -1 : 1;
    return x < y ? -1 : x > y; /* both lie in one array: the earlier message first */
}

void diag_sort(Diag *diag)
{
    if (!diag || diag->n < 2) return;
    const DiagMessage **order = ARENA_ARRAY(diag->arena, const DiagMessage *, diag->n);
    DiagMessage *sorted = ARENA_ARRAY(diag->arena, DiagMessage, diag->room);
    if (!order || !sorted) return;
    for (int32_t i = 0; i < diag->n; i++)
        order[i] = &diag->messages[i];
    qsort(order, (size_t)diag->n, sizeof(*order), compare);
    for (int32_t i = 0; i < diag->n; i++)
        sorted[i] = *order[i];
    diag->messages = sorted;
}
