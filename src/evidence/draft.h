/* draft.h - what a reader takes out of a file before any of it is stored: documents with their
 * groups and statements. A file that turns out bad is dropped as a whole, with its arena. */
#ifndef LODE_EVIDENCE_DRAFT_H
#define LODE_EVIDENCE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"

typedef struct DraftStatement {
    int32_t group;
    int32_t at, length; /* bytes of the body */
    const char *citations;
} DraftStatement;

typedef struct DraftDocument {
    const char *title, *title_zh, *source, *date, *url, *topic; /* NULL: not given */
    const char *body;
    int32_t body_bytes;
    int64_t body_at;     /* in the decoded file; -1 when the body was put together */
    const char **groups; /* their titles */
    DraftStatement *statements;
    int32_t n_groups, n_statements, groups_room, statements_room;
} DraftDocument;

typedef struct Draft {
    Arena *arena;
    const char *file; /* as shown in messages */
    Diag *diag;
    const char *topic; /* of a topic page */
    DraftDocument *documents;
    int32_t n, room;
} Draft;

/* A new document, zeroed but for body_at = -1; valid until the next is added. NULL: no memory.
 */
DraftDocument *draft_document(Draft *draft);

Status draft_group(Draft *draft, DraftDocument *document, const char *title, size_t n);

/* A statement of the last group; one without a title is opened if there is none yet. */
Status draft_statement(Draft *draft, DraftDocument *document, int32_t at, int32_t length,
                       const char *citations);

/* A copy of the text without blanks around it and with each inner run of blanks as one space;
 * NULL when that is empty or memory is out. */
const char *draft_line(Draft *draft, const char *text, size_t n);

/* Says that the file is refused, and why; always LODE_BAD_INPUT. */
Status draft_refuse(Draft *draft, int32_t line, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Checks limits: title and body there and not too long. */
Status draft_check(Draft *draft, const DraftDocument *document, int32_t line);

#endif
