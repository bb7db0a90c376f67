#include "evidence/snippet.h"

#include <string.h>

#include "base/names.h"

enum { MARKS_MAX = 512, LEAD_BYTES = 60, PREFIXES_MAX = 32 };

struct Marker {
    Tokenizer *tokenizer;
    Names *words;
    const char *prefixes[PREFIXES_MAX];
    int32_t n_prefixes;
    EvidenceMark marks[MARKS_MAX]; /* of the text at hand, in order */
    int32_t found[MARKS_MAX];      /* which word each is; prefixes count on */
    int32_t n;
};

static Status add_words(Marker *marker, Arena *arena, const char *normal)
{
    for (const char *at = normal; *at;) {
        const size_t n = strcspn(at, " ");
        const char *word = arena_text(arena, at, n);
        if (!word || names_add(marker->words, word) < 0) return LODE_NO_MEMORY;
        at += n + (at[n] == ' ');
    }
    return LODE_OK;
}

Marker *marker_new(const Ask *ask, Tokenizer *tokenizer, Arena *arena)
{
    Marker *marker = ARENA_ARRAY(arena, Marker, 1);
    if (!marker) return NULL;
    marker->tokenizer = tokenizer;
    marker->words = names_new(arena);
    for (int32_t i = 0; i < ask->n_terms; i++) {
        const AskTerm *term = &ask->terms[i];
        if (term->negative) continue;
        if (!marker->words || add_words(marker, arena, term->normal)) return NULL;
        if (term->prefix && marker->n_prefixes < PREFIXES_MAX)
            marker->prefixes[marker->n_prefixes++] = term->normal;
    }
    return marker;
}

/* --- finding --- */

static int32_t word_of(const Marker *marker, const Token *token)
{
    char word[TOKEN_BYTES + 8];
    if (token->n >= (int)sizeof word) return -1;
    memcpy(word, token->text, (size_t)token->n);
    word[token->n] = '\0';
    const int32_t found = names_find(marker->words, word);
    if (found >= 0) return found;
    for (int32_t i = 0; i < marker->n_prefixes; i++)
        if (strncmp(word, marker->prefixes[i], strlen(marker->prefixes[i])) == 0)
            return names_count(marker->words) + i;
    return -1;
}

/* A prefix of one Han character marks that character alone, not its pair. */
static int see_token(void *context, const Token *token)
{
    Marker *marker = context;
    const int32_t word = word_of(marker, token);
    if (word < 0) return 0;
    const bool lone = word >= names_count(marker->words) && token->han && token->n > 4;
    const EvidenceMark mark = {token->start, lone ? 3 : token->end - token->start};
    EvidenceMark *last = marker->n ? &marker->marks[marker->n - 1] : NULL;
    if (last && mark.at <= last->at + last->length) { /* overlapping pairs make one mark */
        if (mark.at + mark.length > last->at + last->length)
            last->length = mark.at + mark.length - last->at;
        return 0;
    }
    marker->marks[marker->n] = mark;
    marker->found[marker->n++] = word;
    return marker->n == MARKS_MAX;
}

/* --- choosing --- */

/* Different words among the marks from i on that end before `end`; each repetition counts a
 * tenth. */
static double worth(const Marker *marker, int32_t i, int32_t end)
{
    uint64_t seen = 0;
    double worth = 0.0;
    for (; i < marker->n && marker->marks[i].at + marker->marks[i].length <= end; i++) {
        const uint64_t bit = 1ull << (marker->found[i] % 64);
        worth += seen & bit ? 0.1 : 1.0;
        seen |= bit;
    }
    return worth;
}

static bool inside_character(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

/* Where the stretch starts: before the best run of marks, at a blank or a character. */
static size_t choose_start(const Marker *marker, const char *text, size_t n, size_t bytes_max)
{
    double best = 0.0;
    size_t start = 0;
    for (int32_t i = 0; i < marker->n; i++) {
        const size_t at = (size_t)marker->marks[i].at;
        const size_t from = at > LEAD_BYTES ? at - LEAD_BYTES : 0;
        const double value = worth(marker, i, (int32_t)(from + bytes_max));
        if (value > best) {
            best = value;
            start = from;
        }
    }
    if (start + bytes_max > n) start = n > bytes_max ? n - bytes_max : 0;
    const size_t latest = start + LEAD_BYTES / 2;
    size_t at = start;
    while (at > 0 && at < latest && text[at - 1] != ' ' && (unsigned char)text[at] < 0x80)
        at++;
    while (at < n && inside_character(text, at))
        at++;
    return at;
}

static size_t choose_end(const char *text, size_t n, size_t start, size_t bytes_max)
{
    if (n - start <= bytes_max) return n;
    size_t end = start + bytes_max;
    while (end > start && inside_character(text, end))
        end--;
    size_t word = end;
    while (word > end - LEAD_BYTES / 2 && word > start && text[word] != ' ' &&
           (unsigned char)text[word] < 0x80)
        word--;
    return text[word] == ' ' ? word : end;
}

/* --- showing --- */

/* "## Prices" at the start of a line is "   Prices": marks stay where they are. */
static void blank_headings(char *text)
{
    for (char *at = text; *at; at++)
        if (*at == '#' && (at == text || at[-1] == ' ') && at[strspn(at, "#")] == ' ')
            memset(at, ' ', strspn(at, "#"));
}

static char *copy_stretch(Arena *arena, const char *text, size_t start, size_t end, size_t n,
                          size_t *lead)
{
    static const char dots[] = "…";
    const size_t mark = sizeof dots - 1;
    char *out = arena_zeroed(arena, end - start + 2 * mark + 1, 1);
    if (!out) return NULL;
    *lead = start > 0 ? mark : 0;
    if (start > 0) memcpy(out, dots, mark);
    memcpy(out + *lead, text + start, end - start);
    if (end < n) memcpy(out + *lead + end - start, dots, mark);
    for (size_t i = 0; out[i]; i++)
        if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t') out[i] = ' ';
    blank_headings(out + *lead);
    return out;
}

Status marker_show(Marker *marker, const char *text, size_t bytes_max, Arena *arena,
                   EvidenceText *out)
{
    const size_t n = strlen(text);
    size_t lead = 0;
    marker->n = 0;
    token_each(marker->tokenizer, text, n, TOKEN_STEM | TOKEN_LAST, see_token, marker);
    const bool whole = bytes_max == 0 || n <= bytes_max;
    const size_t start = whole ? 0 : choose_start(marker, text, n, bytes_max);
    const size_t end = whole ? n : choose_end(text, n, start, bytes_max);
    EvidenceMark *marks = ARENA_ARRAY(arena, EvidenceMark, marker->n + 1);
    *out = (EvidenceText){copy_stretch(arena, text, start, end, n, &lead), 0, marks};
    if (!out->text || !marks) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < marker->n; i++) {
        const EvidenceMark *mark = &marker->marks[i];
        const size_t at = (size_t)mark->at, stop = at + (size_t)mark->length;
        if (at < start || stop > end) continue;
        marks[out->n_marks++] = (EvidenceMark){(int32_t)(at - start + lead), mark->length};
    }
    return LODE_OK;
}
