/* PDF by poppler's pdftotext, in a process of its own: it may hang or crash, we do not. */
#include <stdlib.h>
#include <string.h>

#include "evidence/child.h"
#include "evidence/evidence.h"
#include "evidence/reader.h"
#include "evidence/when.h"

enum { HEAD_BYTES = 2000 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static Status explain(Draft *draft, ChildEnd end)
{
    switch (end) {
    case CHILD_MISSING:
        return draft_refuse(draft, 0, "",
                            "PDF needs the program pdftotext (Debian: poppler-utils)");
    case CHILD_TOO_SLOW:
        return draft_refuse(draft, 0, "", "pdftotext took longer than %d seconds",
                            EVIDENCE_PDF_SECONDS);
    case CHILD_TOO_MUCH:
        return draft_refuse(draft, 0, "", "the PDF has more than %d bytes of text",
                            EVIDENCE_BODY_MAX);
    case CHILD_FAILED:
        return draft_refuse(draft, 0, "", "pdftotext cannot read this PDF");
    case CHILD_DONE:
        break;
    }
    return LODE_OK;
}

/* Without a text layer there is a document of that name, and no more. */
static Status read_scan(Draft *draft, const char *path)
{
    DraftDocument *document = draft_document(draft);
    if (!document) return LODE_NO_MEMORY;
    const char *name = base_name(path);
    document->title = draft_line(draft, name, strlen(name));
    document->body = "";
    diag_warn(draft->diag, draft->file, 0, 0, "",
              "the PDF has no text layer (a scan?): only its name is kept");
    return draft_check(draft, document, 0);
}

static Status read_text(Draft *draft, const char *path, const char *text, size_t n)
{
    Decoded in;
    char date[WHEN_BYTES];
    Status st = decode(draft, text, n, "utf-8", &in);
    if (st) return st;
    if (strspn(in.text, " \n\r\t\f") == in.n) return read_scan(draft, path);
    in.plain = false; /* offsets in the text are none in the PDF */
    st = plain_read(draft, &in, false);
    if (st) return st;
    DraftDocument *document = &draft->documents[draft->n - 1];
    const size_t head = in.n < HEAD_BYTES ? in.n : HEAD_BYTES;
    if (!document->date && when_find(in.text, head, date))
        document->date = arena_text(draft->arena, date, strlen(date));
    return LODE_OK;
}

Status pdf_read(Draft *draft, const char *path)
{
    char *text, *safe = arena_zeroed(draft->arena, strlen(path) + 3, 1);
    size_t n;
    ChildEnd end;
    if (!safe) return LODE_NO_MEMORY;
    if (path[0] == '-') strcpy(safe, "./"); /* a name, not an option */
    strcat(safe, path);
    const char *const args[] = {"pdftotext", "-layout", "-enc", "UTF-8", safe, "-", NULL};
    Status st = child_run(args, EVIDENCE_PDF_SECONDS, EVIDENCE_BODY_MAX, &text, &n, &end);
    if (!st) st = explain(draft, end);
    if (!st) st = read_text(draft, path, text, n);
    free(text);
    return st;
}
