/* diag.h - mistakes in the data are collected, so that one run shows the author all of them.
 *     tables/routes.csv:14:6: to: a route joins two regions, but both ends are 'malaysia'
 * The library never prints; the command line does. */
#ifndef LODE_BASE_DIAG_H
#define LODE_BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum DiagLevel { DIAG_ERROR, DIAG_WARNING } DiagLevel;

typedef struct DiagMessage {
    DiagLevel level;
    const char *file;     /* "" when the message is about the whole folder */
    int32_t line, column; /* 0 when unknown */
    const char *field;    /* column or key, "" if none */
    const char *text;     /* what, value, expectation, remedy */
} DiagMessage;

typedef struct Diag Diag;

Diag *diag_new(void); /* NULL when memory is out */
void diag_free(Diag *diag);

/* Adds a message (printf format). A NULL diag is allowed and keeps nothing. When memory is out
 * the message is dropped but still counted. */
void diag_error(Diag *diag, const char *file, int32_t line, int32_t column, const char *field,
                const char *format, ...) __attribute__((format(printf, 6, 7)));
void diag_warn(Diag *diag, const char *file, int32_t line, int32_t column, const char *field,
               const char *format, ...) __attribute__((format(printf, 6, 7)));
void diag_add(Diag *diag, DiagLevel level, const char *file, int32_t line, int32_t column,
              const char *field, const char *format, va_list values)
    __attribute__((format(printf, 7, 0)));

int32_t diag_errors(const Diag *diag);
int32_t diag_warnings(const Diag *diag);
int32_t diag_count(const Diag *diag); /* messages kept, in the order they came */
const DiagMessage *diag_message(const Diag *diag, int32_t i);

/* Writes "file:line:column: field: text" ("warning: " before the field of a warning), leaving
 * out what is unknown. Returns the length it has or would have, as snprintf does. */
int diag_format(const DiagMessage *message, char *buffer, size_t size);

/* Sorts by file, line, column, level; equal ones keep their order. */
void diag_sort(Diag *diag);

#endif
