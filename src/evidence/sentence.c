#include "evidence/sentence.h"

#include <string.h>

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Bytes of the Chinese full stop, exclamation mark, question mark or semicolon here. */
static size_t wide_stop(const char *text, size_t n)
{
    static const char *const stops[] = {"。", "！", "？", "；"};
    for (size_t i = 0; i < 4; i++)
        if (n >= 3 && memcmp(text, stops[i], 3) == 0) return 3;
    return 0;
}

/* "U.", "e.g.", "Mr.", "No.": a stop that ends a word, not a sentence. */
static bool abbreviation(const char *text, size_t at)
{
    static const char *const words[] = {
        "Mr",     "Ms",  "Mrs", "Dr",  "St",   "No",  "Inc", "Ltd", "Co",  "Corp", "vs",
        "approx", "Fig", "Jan", "Feb", "Sept", "Aug", "Oct", "Nov", "Dec", "e.g",  "i.e"};
    size_t start = at;
    while (start > 0 && !is_blank(text[start - 1]) && text[start - 1] != '(')
        start--;
    const size_t n = at - start;
    if (n == 1 && is_upper(text[start])) return true;
    if (n >= 3 && text[at - 2] == '.' && n <= 5) return true; /* U.S. */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(text + start, words[i], n) == 0) return true;
    return false;
}

static bool starts_sentence(const char *text, size_t n)
{
    return n == 0 || is_upper(text[0]) || is_digit(text[0]) || text[0] == '"' ||
           text[0] == '\'' || text[0] == '(' || (unsigned char)text[0] >= 0x80;
}

static size_t closing(const char *text, size_t n)
{
    static const char *const marks[] = {"\"", "'", ")", "”", "’", "）", "」", "》"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t bytes = strlen(marks[i]);
        if (n >= bytes && memcmp(text, marks[i], bytes) == 0) return bytes;
    }
    return 0;
}

/* Bytes of citations at the start of text: "[1][3]". */
static size_t citations_here(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n && text[at] == '[') {
        size_t digits = 1;
        while (at + digits < n && is_digit(text[at + digits]))
            digits++;
        if (digits == 1 || at + digits >= n || text[at + digits] != ']') break;
        at += digits + 1;
    }
    return at;
}

size_t sentence_bytes(const char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        const size_t wide = wide_stop(text + at, n - at);
        const bool stop = text[at] == '.' || text[at] == '!' || text[at] == '?';
        size_t end = at + (wide ? wide : 1);
        if (wide || stop) {
            end += closing(text + end, n - end);
            end += citations_here(text + end, n - end);
        }
        if (wide) return end;
        if (stop && (end == n || is_blank(text[end]))) {
            size_t next = end;
            while (next < n && is_blank(text[next]))
                next++;
            const bool within = text[at] == '.' && abbreviation(text, at);
            if (!within && starts_sentence(text + next, n - next)) return end;
        }
        at += wide ? wide : 1;
    }
    return n;
}

static size_t trim_end(const char *text, size_t n)
{
    while (n > 0 && is_blank(text[n - 1]))
        n--;
    return n;
}

/* Start of the last "[digits]" before n, or n. */
static size_t last_citation(const char *text, size_t n)
{
    if (n < 3 || text[n - 1] != ']') return n;
    size_t at = n - 1;
    while (at > 0 && is_digit(text[at - 1]))
        at--;
    return at > 0 && at < n - 1 && text[at - 1] == '[' ? at - 1 : n;
}

size_t sentence_citations(Arena *arena, const char *text, size_t n, const char **citations)
{
    *citations = NULL;
    const size_t whole = trim_end(text, n);
    size_t end = whole;
    if (end > 0 && text[end - 1] == '.' && end > 1 && text[end - 2] == ']') end--;
    const size_t last = end;
    for (size_t at = last_citation(text, end); at < end; at = last_citation(text, end))
        end = at;
    if (end == last) return whole;
    char *list = arena_zeroed(arena, last - end + 1, 1);
    size_t used = 0;
    for (size_t i = end; list && i < last; i++) {
        if (is_digit(text[i])) list[used++] = text[i];
        if (text[i] == ']' && i + 1 < last) list[used++] = ',';
    }
    *citations = list;
    return trim_end(text, end);
}

Status sentences_add(Draft *draft, DraftDocument *document, size_t at, size_t n)
{
    const char *text = document->body + at;
    Status st = LODE_OK;
    for (size_t from = 0; !st && from < n;) {
        if (is_blank(text[from])) {
            from++;
            continue;
        }
        const char *citations;
        const size_t bytes = sentence_bytes(text + from, n - from);
        const size_t kept = sentence_citations(draft->arena, text + from, bytes, &citations);
        if (kept)
            st = draft_statement(draft, document, (int32_t)(at + from), (int32_t)kept,
                                 citations);
        from += bytes;
    }
    return st;
}
