/* A topic page as news services give it out:
 *     Workflow | topic | icon | Search documents          four lines of chrome
 *     title
 *     SOURCE· YYYY-MM-DD HH:MM                             may be missing
 *     Heading - Bullet [1][3] - Bullet [2] Heading - ...   one line: the body
 * Headings stand between a citation and " - " without a full stop. */
#include <string.h>

#include "evidence/reader.h"
#include "evidence/sentence.h"
#include "evidence/when.h"

enum { CHROME_LINES = 12, HEADING_BYTES = 200 };

typedef struct Lines {
    const char *text;
    size_t n, at; /* at: the next line */
    int32_t number;
} Lines;

typedef struct Line {
    const char *text;
    size_t n, at;
    int32_t number;
} Line;

/* The next line that is not blank, without blanks at its ends; n == 0 behind the last. */
static Line next_line(Lines *lines)
{
    while (lines->at < lines->n) {
        size_t start = lines->at, end = start;
        while (end < lines->n && lines->text[end] != '\n')
            end++;
        lines->at = end < lines->n ? end + 1 : end;
        lines->number++;
        while (start < end && strchr(" \t\r", lines->text[start]))
            start++;
        while (end > start && strchr(" \t\r", lines->text[end - 1]))
            end--;
        if (end > start) return (Line){lines->text + start, end - start, start, lines->number};
    }
    return (Line){NULL, 0, lines->n, lines->number};
}

static bool line_is(const Line *line, const char *text)
{
    return line->n == strlen(text) && memcmp(line->text, text, line->n) == 0;
}

/* Reads past the chrome; *topic is the line before `icon`. */
static bool read_chrome(Lines *lines, Line *topic)
{
    Line before = {0};
    for (int i = 0; i < CHROME_LINES; i++) {
        const Line line = next_line(lines);
        if (line.n == 0) return false;
        if (line_is(&line, "Search documents")) return topic->n > 0;
        if (line_is(&line, "icon")) *topic = before;
        before = line;
    }
    return false;
}

bool topic_page_is(const char *text)
{
    Lines lines = {text, strlen(text), 0, 0};
    Line topic = {0};
    return read_chrome(&lines, &topic);
}

/* --- the body --- */

/* " - " before a capital, digit, quote or Chinese character. */
static bool is_separator(const char *text, size_t n, size_t at)
{
    if (n - at < 4 || memcmp(text + at, " - ", 3) != 0) return false;
    const char c = text[at + 3];
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '"' || c == '$' ||
           (unsigned char)c >= 0x80;
}

/* Where the statement that started at from ends, given a separator at `at` and one behind the
 * last bracket: behind its citations, or its full stop. What stands between the two is a
 * heading. 0: this separator belongs to the statement. */
static size_t statement_end(const char *text, size_t from, size_t at, size_t bracket)
{
    size_t end = bracket > from ? bracket : 0;
    if (end && end < at && text[end] == '.') end++;
    if (end && at - end <= HEADING_BYTES && !memchr(text + end, '.', at - end)) return end;
    const bool initial = at >= from + 2 && text[at - 2] >= 'A' && text[at - 2] <= 'Z';
    return at > from && text[at - 1] == '.' && !initial ? at : 0;
}

static Status add_bullet(Draft *draft, DraftDocument *document, size_t from, size_t to)
{
    const char *citations;
    const char *text = document->body;
    while (from < to && text[from] == ' ')
        from++;
    const size_t n = sentence_citations(draft->arena, text + from, to - from, &citations);
    return n ? draft_statement(draft, document, (int32_t)from, (int32_t)n, citations) : LODE_OK;
}

static Status add_heading(Draft *draft, DraftDocument *document, size_t from, size_t to)
{
    const char *text = document->body;
    while (from < to && text[from] == ' ')
        from++;
    while (to > from && text[to - 1] == ' ')
        to--;
    return to > from ? draft_group(draft, document, text + from, to - from) : LODE_OK;
}

static size_t first_separator(const char *text, size_t n)
{
    for (size_t at = 0; at < n && at <= HEADING_BYTES; at++)
        if (is_separator(text, n, at)) return at;
    return n;
}

Status topic_page_body(Draft *draft, DraftDocument *document, bool *found)
{
    const char *text = document->body;
    const size_t n = (size_t)document->body_bytes;
    const size_t first = first_separator(text, n);
    const bool heading = !memchr(text, '.', first) && !memchr(text, '\n', first);
    *found = first > 0 && first < n && heading;
    if (!*found) return LODE_OK;
    Status st = add_heading(draft, document, 0, first);
    size_t from = first + 3, bracket = 0;
    for (size_t at = from; !st && at < n; at++) {
        if (text[at] == ']') bracket = at + 1;
        if (!is_separator(text, n, at)) continue;
        const size_t end = statement_end(text, from, at, bracket);
        if (end == 0) continue;
        st = add_bullet(draft, document, from, end);
        if (!st) st = add_heading(draft, document, end, at);
        from = at + 3;
    }
    return st ? st : add_bullet(draft, document, from, n);
}

/* --- the page --- */

/* "SOURCE· YYYY-MM-DD HH:MM" */
static bool read_meta(Draft *draft, const Line *line, DraftDocument *document)
{
    char date[WHEN_BYTES];
    const char *dot = NULL;
    for (size_t i = 0; i + 1 < line->n; i++)
        if (memcmp(line->text + i, "\xC2\xB7", 2) == 0) dot = line->text + i;
    if (!dot) return false;
    const char *given = draft_line(draft, dot + 2, line->n - (size_t)(dot - line->text) - 2);
    if (!given || !when_parse(given, date)) return false;
    document->source = draft_line(draft, line->text, (size_t)(dot - line->text));
    document->date = arena_text(draft->arena, date, strlen(date));
    return true;
}

static Status read_item(Draft *draft, Lines *lines, const Line *title, size_t skipped)
{
    DraftDocument *document = draft_document(draft);
    bool found = false;
    if (!document) return LODE_NO_MEMORY;
    document->title = draft_line(draft, title->text, title->n);
    document->topic = draft->topic;
    Line body = next_line(lines);
    if (body.n && read_meta(draft, &body, document)) body = next_line(lines);
    if (body.n == 0)
        return draft_refuse(draft, title->number, "body", "'%.60s' is a title without a body",
                            document->title ? document->title : "");
    document->body = arena_text(draft->arena, body.text, body.n);
    document->body_bytes = (int32_t)body.n;
    document->body_at = (int64_t)(body.at + skipped);
    if (!document->body) return LODE_NO_MEMORY;
    Status st = draft_check(draft, document, title->number);
    if (!st) st = topic_page_body(draft, document, &found);
    if (!st && !found)
        st = draft_refuse(draft, body.number, "body",
                          "expected 'Heading - Bullet [1]', got '%.40s'", document->body);
    return st;
}

Status topic_page_read(Draft *draft, const Decoded *in)
{
    Lines lines = {in->text, in->n, 0, 0};
    Line topic = {0};
    if (!read_chrome(&lines, &topic))
        return draft_refuse(draft, 1, "",
                            "this is no topic page: 'icon' and 'Search documents' are missing");
    draft->topic = draft_line(draft, topic.text, topic.n);
    Status st = LODE_OK;
    for (Line title = next_line(&lines); !st && title.n; title = next_line(&lines))
        st = read_item(draft, &lines, &title, in->plain ? in->skipped : 0);
    for (int32_t i = 0; !in->plain && i < draft->n; i++)
        draft->documents[i].body_at = -1;
    if (!st && draft->n == 0)
        st = draft_refuse(draft, lines.number, "", "the topic page has no items");
    return st;
}
