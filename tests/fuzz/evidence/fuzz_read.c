/* Any bytes through every reader, without a library behind it. What a reader accepts keeps its
 * promises: titles, groups, and statements inside the body. The first byte chooses the format.
 */
#include <stdlib.h>
#include <string.h>

#include "evidence/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(const DraftDocument *document)
{
    if (!document->title || !document->title[0] || !document->body) abort();
    if (strlen(document->body) != (size_t)document->body_bytes) abort();
    for (int32_t i = 0; i < document->n_statements; i++) {
        const DraftStatement *statement = &document->statements[i];
        if (statement->group < 0 || statement->group >= document->n_groups) abort();
        if (statement->at < 0 || statement->length <= 0) abort();
        if (statement->length > document->body_bytes - statement->at) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const names[] = {"a.txt", "a.md", "a.html", "a.csv", "a.jsonl"};
    if (n == 0) return 0;
    Diag *diag = diag_new();
    Draft draft = {.arena = arena_new(n), .file = names[bytes[0] % 5], .diag = diag};
    char *text = malloc(n);
    memcpy(text, bytes + 1, n - 1);
    text[n - 1] = '\0';
    const char *encoding;
    const Format format = format_of(draft.file, text, n - 1);
    const Status st = reader_read(&draft, format, NULL, text, n - 1, &encoding);
    if (st && diag_errors(diag) == 0) abort();
    for (int32_t i = 0; !st && i < draft.n; i++)
        check(&draft.documents[i]);
    free(text);
    arena_free(draft.arena);
    diag_free(diag);
    return 0;
}
