/* reader.h - one reader for each format: bytes -> drafts of documents. What a reader does not
 * understand it refuses with a reason (draft_refuse); it never guesses a date or a source. */
#ifndef LODE_EVIDENCE_READER_H
#define LODE_EVIDENCE_READER_H

#include <stdbool.h>

#include "evidence/decode.h"
#include "evidence/draft.h"

typedef enum Format {
    FORMAT_TOPIC_PAGE,
    FORMAT_TEXT,
    FORMAT_MARKDOWN,
    FORMAT_HTML,
    FORMAT_PDF,
    FORMAT_CSV,
    FORMAT_JSON_LINES
} Format;

const char *format_name(Format format);

/* By the name's ending, then by what the bytes start with. */
Format format_of(const char *name, const char *bytes, size_t n);

/* Reads a whole file into draft. path: where a PDF lies, NULL when there are only bytes.
 * *encoding: what the bytes were written in. */
Status reader_read(Draft *draft, Format format, const char *path, const char *bytes, size_t n,
                   const char **encoding);

/* topic_page.c: the page `Workflow / topic / icon / Search documents / items` */
bool topic_page_is(const char *text);
Status topic_page_read(Draft *draft, const Decoded *in);

/* The body of such an item: headings, then " - " bullets that end in citations. *found is
 * false, and nothing is added, when the body is not written so. */
Status topic_page_body(Draft *draft, DraftDocument *document, bool *found);

/* plain.c: title, perhaps lines about source and date, then paragraphs */
Status plain_read(Draft *draft, const Decoded *in, bool markdown);

/* The statements of a body: its headings (Markdown only), bullets and paragraphs. */
Status plain_body(Draft *draft, DraftDocument *document, bool markdown);

Status html_read(Draft *draft, const char *bytes, size_t n, const char **encoding);
Status csv_documents_read(Draft *draft, const Decoded *in);
Status json_lines_read(Draft *draft, const Decoded *in);

/* pdf.c: by the program pdftotext, as a child with limits */
Status pdf_read(Draft *draft, const char *path);

/* rows.c: a document given as named fields, as CSV and JSON lines do */
typedef enum Field {
    FIELD_TITLE,
    FIELD_TITLE_ZH,
    FIELD_SOURCE,
    FIELD_DATE,
    FIELD_URL,
    FIELD_TOPIC,
    FIELD_BODY,
    FIELDS
} Field;
int field_named(const char *name); /* -1 if it is none of them, in any of its names */
Status row_read(Draft *draft, const char *const fields[FIELDS], int32_t line);

#endif
