#include "evidence/draft.h"

#include <stdarg.h>
#include <string.h>

#include "evidence/evidence.h"

enum { FIRST_ROOM = 8, DOCUMENTS_MAX = 2000000 };

/* Doubles an array in the arena; the old one stays there. */
static void *larger(Arena *arena, const void *array, int32_t n, int32_t *room, size_t size)
{
    const int32_t more = *room ? 2 * *room : FIRST_ROOM;
    void *copy = more < INT32_MAX / 4 ? arena_zeroed(arena, (size_t)more, size) : NULL;
    if (!copy) return NULL;
    if (n) memcpy(copy, array, (size_t)n * size);
    *room = more;
    return copy;
}

DraftDocument *draft_document(Draft *draft)
{
    if (draft->n == DOCUMENTS_MAX) return NULL;
    if (draft->n == draft->room) {
        DraftDocument *documents =
            larger(draft->arena, draft->documents, draft->n, &draft->room, sizeof *documents);
        if (!documents) return NULL;
        draft->documents = documents;
    }
    DraftDocument *document = &draft->documents[draft->n++];
    document->body_at = -1;
    return document;
}

Status draft_group(Draft *draft, DraftDocument *document, const char *title, size_t n)
{
    if (document->n_groups == document->groups_room) {
        const char **groups = larger(draft->arena, document->groups, document->n_groups,
                                     &document->groups_room, sizeof *groups);
        if (!groups) return LODE_NO_MEMORY;
        document->groups = groups;
    }
    const char *copy = arena_text(draft->arena, title, n);
    if (!copy) return LODE_NO_MEMORY;
    document->groups[document->n_groups++] = copy;
    return LODE_OK;
}

Status draft_statement(Draft *draft, DraftDocument *document, int32_t at, int32_t length,
                       const char *citations)
{
    Status st = LODE_OK;
    if (document->n_groups == 0) st = draft_group(draft, document, "", 0);
    if (!st && document->n_statements == document->statements_room) {
        DraftStatement *statements =
            larger(draft->arena, document->statements, document->n_statements,
                   &document->statements_room, sizeof *statements);
        if (statements) document->statements = statements;
        if (!statements) st = LODE_NO_MEMORY;
    }
    if (st) return st;
    document->statements[document->n_statements++] =
        (DraftStatement){document->n_groups - 1, at, length, citations};
    return LODE_OK;
}

/* Control characters are blanks too: a title is one line. */
static bool blank(char c)
{
    return ((unsigned char)c <= ' ') || c == 0x7F;
}

const char *draft_line(Draft *draft, const char *text, size_t n)
{
    char *line = arena_text(draft->arena, text, n);
    size_t used = 0;
    if (!line) return NULL;
    for (size_t i = 0; i < n; i++) {
        const bool gap = blank(text[i]);
        if (gap && (used == 0 || line[used - 1] == ' ')) continue;
        line[used++] = gap ? ' ' : text[i];
    }
    if (used && line[used - 1] == ' ') used--;
    line[used] = '\0';
    return used ? line : NULL;
}

Status draft_refuse(Draft *draft, int32_t line, const char *field, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    diag_add(draft->diag, DIAG_ERROR, draft->file, line, 0, field, format, values);
    va_end(values);
    return LODE_BAD_INPUT;
}

Status draft_check(Draft *draft, const DraftDocument *document, int32_t line)
{
    if (!document->title) return draft_refuse(draft, line, "title", "a document needs a title");
    if (strlen(document->title) > EVIDENCE_TITLE_MAX)
        return draft_refuse(draft, line, "title", "the title has %zu bytes; at most %d may be",
                            strlen(document->title), EVIDENCE_TITLE_MAX);
    if (document->body_bytes > EVIDENCE_BODY_MAX)
        return draft_refuse(draft, line, "body", "the body has %d bytes; at most %d may be",
                            (int)document->body_bytes, EVIDENCE_BODY_MAX);
    return LODE_OK;
}
