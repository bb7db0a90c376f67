#include "evidence/reader.h"

#include <string.h>
#include <strings.h>

const char *format_name(Format format)
{
    static const char *const names[] = {"topic page", "text", "Markdown",  "HTML",
                                        "PDF",        "CSV",  "JSON lines"};
    return names[format];
}

static bool ends_in(const char *name, const char *ending)
{
    const size_t n = strlen(name), m = strlen(ending);
    return n >= m && strcasecmp(name + n - m, ending) == 0;
}

static bool starts_in(const char *bytes, size_t n, const char *start)
{
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < n && strchr(" \t\r\n", bytes[at]) && bytes[at])
        at++;
    return n - at >= strlen(start) && strncasecmp(bytes + at, start, strlen(start)) == 0;
}

Format format_of(const char *name, const char *bytes, size_t n)
{
    static const struct {
        const char *ending;
        Format format;
    } endings[] = {
        {".pdf", FORMAT_PDF},          {".html", FORMAT_HTML},
        {".htm", FORMAT_HTML},         {".csv", FORMAT_CSV},
        {".jsonl", FORMAT_JSON_LINES}, {".ndjson", FORMAT_JSON_LINES},
        {".md", FORMAT_MARKDOWN},      {".markdown", FORMAT_MARKDOWN},
    };
    if (n >= 5 && memcmp(bytes, "%PDF-", 5) == 0) return FORMAT_PDF;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, endings[i].ending)) return endings[i].format;
    if (starts_in(bytes, n, "<!doctype html") || starts_in(bytes, n, "<html"))
        return FORMAT_HTML;
    return FORMAT_TEXT;
}

Status reader_read(Draft *draft, Format format, const char *path, const char *bytes, size_t n,
                   const char **encoding)
{
    Decoded in;
    *encoding = "";
    if (n == 0) return draft_refuse(draft, 0, "", "the file is empty");
    if (format == FORMAT_HTML) return html_read(draft, bytes, n, encoding);
    if (format == FORMAT_PDF && path) return pdf_read(draft, path);
    if (format == FORMAT_PDF)
        return draft_refuse(draft, 0, "", "a PDF can only be read from a file");
    const Status st = decode(draft, bytes, n, NULL, &in);
    if (st) return st;
    *encoding = in.encoding;
    switch (format) {
    case FORMAT_CSV:
        return csv_documents_read(draft, &in);
    case FORMAT_JSON_LINES:
        return json_lines_read(draft, &in);
    case FORMAT_MARKDOWN:
        return plain_read(draft, &in, true);
    default:
        return topic_page_is(in.text) ? topic_page_read(draft, &in)
                                      : plain_read(draft, &in, false);
    }
}
