/* Plain text and Markdown: the first line is the title; lines right behind it may give source,
 * date, address and topic; the rest is paragraphs. Markdown adds front matter and headings. */
#include <string.h>
#include <strings.h>

#include "evidence/reader.h"
#include "evidence/sentence.h"
#include "evidence/when.h"

enum { META_LINES = 8, META_BYTES = 200 };

typedef struct Span {
    size_t at, n;
} Span;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f';
}

/* The line at `at` without blanks at its ends; *next is where the next one starts. */
static Span line_at(const char *text, size_t n, size_t at, size_t *next)
{
    const char *newline = memchr(text + at, '\n', n - at);
    size_t end = newline ? (size_t)(newline - text) : n;
    *next = newline ? end + 1 : n;
    while (at < end && is_blank(text[at]))
        at++;
    while (end > at && is_blank(text[end - 1]))
        end--;
    return (Span){at, end - at};
}

/* --- source and date --- */

static Status keep_field(Draft *draft, DraftDocument *document, int field, const char *value)
{
    char date[WHEN_BYTES];
    if (!value) return LODE_OK;
    switch (field) {
    case FIELD_TITLE:
        document->title = value;
        break;
    case FIELD_TITLE_ZH:
        document->title_zh = value;
        break;
    case FIELD_SOURCE:
        document->source = value;
        break;
    case FIELD_URL:
        document->url = value;
        break;
    case FIELD_TOPIC:
        document->topic = value;
        break;
    case FIELD_DATE:
        if (when_parse(value, date))
            document->date = arena_text(draft->arena, date, strlen(date));
        break;
    default:
        break;
    }
    return LODE_OK;
}

/* "Source: ...", "日期：...", "Source · 2025-09-03" or a date alone. */
static bool read_meta(Draft *draft, DraftDocument *document, const char *text, size_t n)
{
    char date[WHEN_BYTES], word[32];
    const char *line = n <= META_BYTES ? draft_line(draft, text, n) : NULL;
    if (!line) return false;
    if (when_parse(line, date)) return keep_field(draft, document, FIELD_DATE, line) == LODE_OK;
    const char *dot = strstr(line, "·");
    if (dot && when_parse(dot + strlen("·"), date)) {
        document->source = draft_line(draft, line, (size_t)(dot - line));
        document->date = arena_text(draft->arena, date, strlen(date));
        return true;
    }
    const char *wide = strstr(line, "：");
    const char *colon = wide ? wide : strchr(line, ':');
    const size_t n_word = colon ? (size_t)(colon - line) : sizeof word;
    if (n_word >= sizeof word) return false;
    memcpy(word, line, n_word);
    word[n_word] = '\0';
    const int field = field_named(word);
    if (field < 0 || field == FIELD_BODY || field == FIELD_TITLE) return false;
    const char *value = colon + (wide ? strlen("：") : 1);
    keep_field(draft, document, field, draft_line(draft, value, strlen(value)));
    return true;
}

/* "---" / key: value / "---" at the top of Markdown; returns where the text goes on. */
static size_t read_front(Draft *draft, DraftDocument *document, const Decoded *in)
{
    size_t at, next;
    Span line = line_at(in->text, in->n, 0, &at);
    if (line.n != 3 || memcmp(in->text, "---", 3) != 0) return 0;
    for (; at < in->n; at = next) {
        line = line_at(in->text, in->n, at, &next);
        if (line.n == 3 && memcmp(in->text + line.at, "---", 3) == 0) return next;
        const char *text = in->text + line.at;
        const char *colon = memchr(text, ':', line.n);
        char word[32];
        const size_t n_word = colon ? (size_t)(colon - text) : sizeof word;
        if (n_word >= sizeof word) continue;
        memcpy(word, text, n_word);
        word[n_word] = '\0';
        const char *value = colon + 1;
        size_t n = line.n - n_word - 1;
        while (n && (*value == ' ' || *value == '"'))
            value++, n--;
        while (n && (value[n - 1] == ' ' || value[n - 1] == '"'))
            n--;
        keep_field(draft, document, field_named(word), draft_line(draft, value, n));
    }
    return 0; /* never closed: it is text after all */
}

/* --- the body --- */

/* Bytes of "## " at the start of a Markdown heading, else 0. */
static size_t heading_mark(const char *text, size_t n)
{
    size_t marks = 0;
    while (marks < n && marks < 7 && text[marks] == '#')
        marks++;
    return marks && marks < 7 && marks < n && text[marks] == ' ' ? marks + 1 : 0;
}

/* Bytes of "- ", "* ", "• " or "3. " at the start of a bullet, else 0. */
static size_t bullet_mark(const char *text, size_t n)
{
    if (n > 2 && strchr("-*+", text[0]) && text[1] == ' ') return 2;
    if (n > 4 && memcmp(text, "•", 3) == 0) return 3;
    size_t digits = 0;
    while (digits < n && digits < 3 && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    const bool stop = digits && digits + 2 < n &&
                      (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
    return stop ? digits + 2 : 0;
}

typedef struct Paragraph {
    size_t at, end; /* at == end: none is open */
} Paragraph;

static Status close_paragraph(Draft *draft, DraftDocument *document, Paragraph *paragraph)
{
    const Paragraph closed = *paragraph;
    *paragraph = (Paragraph){0, 0};
    return sentences_add(draft, document, closed.at, closed.end - closed.at);
}

static Status read_line(Draft *draft, DraftDocument *document, Span line, bool markdown,
                        Paragraph *paragraph)
{
    const char *text = document->body + line.at;
    const size_t heading = markdown ? heading_mark(text, line.n) : 0;
    const size_t bullet = bullet_mark(text, line.n);
    Status st = LODE_OK;
    if (heading || bullet || line.n == 0) st = close_paragraph(draft, document, paragraph);
    if (st || line.n == 0) return st;
    if (heading) return draft_group(draft, document, text + heading, line.n - heading);
    if (paragraph->at == paragraph->end) paragraph->at = line.at + bullet;
    paragraph->end = line.at + line.n;
    return LODE_OK;
}

Status plain_body(Draft *draft, DraftDocument *document, bool markdown)
{
    const size_t n = (size_t)document->body_bytes;
    Paragraph paragraph = {0, 0};
    Status st = LODE_OK;
    for (size_t at = 0, next; !st && at < n; at = next) {
        const Span line = line_at(document->body, n, at, &next);
        st = read_line(draft, document, line, markdown, &paragraph);
    }
    return st ? st : close_paragraph(draft, document, &paragraph);
}

/* --- the file --- */

static void keep_title(Draft *draft, DraftDocument *document, const char *text, Span line,
                       bool markdown)
{
    const size_t mark = markdown ? heading_mark(text + line.at, line.n) : 0;
    if (!document->title)
        document->title = draft_line(draft, text + line.at + mark, line.n - mark);
}

Status plain_read(Draft *draft, const Decoded *in, bool markdown)
{
    DraftDocument *document = draft_document(draft);
    if (!document) return LODE_NO_MEMORY;
    size_t at = markdown ? read_front(draft, document, in) : 0, next = at;
    for (int meta = 0; at < in->n && meta < META_LINES; at = next) {
        const Span line = line_at(in->text, in->n, at, &next);
        if (line.n == 0) continue;
        if (!document->title ||
            (meta == 0 && markdown && heading_mark(in->text + line.at, line.n) == 2))
            keep_title(draft, document, in->text, line, markdown);
        else if (!read_meta(draft, document, in->text + line.at, line.n))
            break;
        meta++;
    }
    const size_t n = in->n - at;
    document->body = arena_text(draft->arena, in->text + at, n);
    if (!document->body) return LODE_NO_MEMORY;
    document->body_bytes = (int32_t)n;
    document->body_at = in->plain ? (int64_t)(at + in->skipped) : -1;
    if (!document->title) return draft_refuse(draft, 0, "", "the file is empty");
    const Status st = draft_check(draft, document, 1);
    return st ? st : plain_body(draft, document, markdown);
}
