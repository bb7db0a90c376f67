#include "evidence/token.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "evidence/fold.h"

extern const char evidence_stop_words[];

/* Most words of a text were seen just before: their stems are kept, one for each hash. */
enum { CACHE = 4096, CACHE_WORD = 24 };

typedef struct CachedStem {
    char word[CACHE_WORD], stem[CACHE_WORD];
    signed char n_word, n_stem;
} CachedStem;

struct Tokenizer {
    Arena *arena;
    struct sb_stemmer *stemmer;
    Names *stop_words;
    CachedStem *cache;
};

/* The run of letters, digits or Han that is being read. */
typedef struct Run {
    Tokenizer *tokenizer;
    TokenSink see;
    void *context;
    int flags, stopped;
    FoldKind kind; /* FOLD_OTHER between runs */
    bool digits_only;
    char word[TOKEN_BYTES + 8];
    int n, start, end;
    int last_n, last_start; /* of the Han character before: it ends the word at n - last_n */
    int han;                /* characters of the Han run */
} Run;

static bool read_stop_words(Tokenizer *tokenizer)
{
    bool fits = true;
    for (const char *at = evidence_stop_words; *at && fits;) {
        const size_t n = strcspn(at, " \n");
        if (*at == '#') {
            at += strcspn(at, "\n");
            continue;
        }
        const char *word = n ? arena_text(tokenizer->arena, at, n) : NULL;
        if (n) fits = word && names_add(tokenizer->stop_words, word) >= 0;
        at += at[n] ? n + 1 : n;
    }
    return fits;
}

Status tokenizer_new(Tokenizer **out)
{
    Arena *arena = arena_new(0);
    Tokenizer *tokenizer = ARENA_ARRAY(arena, Tokenizer, 1);
    *out = NULL;
    if (!tokenizer) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    tokenizer->arena = arena;
    tokenizer->stop_words = names_new(arena);
    tokenizer->cache = ARENA_ARRAY(arena, CachedStem, CACHE);
    tokenizer->stemmer = sb_stemmer_new("english", NULL);
    if (!tokenizer->stop_words || !tokenizer->cache || !tokenizer->stemmer ||
        !read_stop_words(tokenizer)) {
        tokenizer_free(tokenizer);
        return LODE_NO_MEMORY;
    }
    *out = tokenizer;
    return LODE_OK;
}

void tokenizer_free(Tokenizer *tokenizer)
{
    if (!tokenizer) return;
    sb_stemmer_delete(tokenizer->stemmer);
    arena_free(tokenizer->arena);
}

static void see(Run *run, const char *text, int n, int start, int end, bool colocated)
{
    const Token token = {text, n, start, end, colocated, run->kind == FOLD_HAN};
    if (!run->stopped) run->stopped = run->see(run->context, &token);
}

/* --- Latin words and numbers --- */

static unsigned hash_word(const char *word, int n)
{
    unsigned hash = 2166136261u;
    for (int i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* Replaces the word by its stem; a word that Snowball cannot stem stays. */
static void stem(Tokenizer *tokenizer, char *word, int *n)
{
    CachedStem *cached = &tokenizer->cache[hash_word(word, *n) % CACHE];
    const int asked = *n;
    if (cached->n_word == asked && memcmp(cached->word, word, (size_t)asked) == 0) {
        *n = cached->n_stem;
        memcpy(word, cached->stem, (size_t)*n);
        return;
    }
    const sb_symbol *found =
        sb_stemmer_stem(tokenizer->stemmer, (const sb_symbol *)word, asked);
    const int found_n = sb_stemmer_length(tokenizer->stemmer);
    if (!found || found_n <= 0 || found_n > TOKEN_BYTES) return;
    if (asked <= CACHE_WORD && found_n <= CACHE_WORD) {
        memcpy(cached->word, word, (size_t)asked);
        memcpy(cached->stem, found, (size_t)found_n);
        cached->n_word = (signed char)asked;
        cached->n_stem = (signed char)found_n;
    }
    memcpy(word, found, (size_t)found_n);
    *n = found_n;
}

static void end_word(Run *run)
{
    if (run->word[run->n - 1] == '\'') run->n--;
    run->word[run->n] = '\0';
    if (!(run->flags & TOKEN_KEEP_STOP) &&
        names_find(run->tokenizer->stop_words, run->word) != NAMES_NONE)
        return;
    if ((run->flags & TOKEN_STEM) && !run->digits_only)
        stem(run->tokenizer, run->word, &run->n);
    see(run, run->word, run->n, run->start, run->end, false);
}

static void add_to_word(Run *run, uint32_t point, FoldKind kind, int start, int end)
{
    if (run->kind == FOLD_OTHER) {
        run->n = 0;
        run->start = start;
        run->digits_only = true;
        run->kind = FOLD_LETTER;
    }
    if (kind == FOLD_LETTER) run->digits_only = false;
    if (run->n < TOKEN_BYTES) run->n += (int)fold_write(point, run->word + run->n);
    run->end = end;
}

/* --- Han --- */

static void end_han(Run *run)
{
    if (run->han == 1)
        see(run, run->word, run->last_n, run->last_start, run->end, false);
    else if (run->flags & TOKEN_LAST)
        see(run, run->word, run->last_n, run->last_start, run->end, true);
}

/* run->word holds the character before; the pair is written behind it. */
static void add_han(Run *run, uint32_t point, int start, int end)
{
    char pair[16];
    const int before = run->han ? run->last_n : 0;
    if (before) memcpy(pair, run->word, (size_t)before);
    const int n = (int)fold_write(point, pair + before);
    run->kind = FOLD_HAN;
    if (before) see(run, pair, before + n, run->last_start, end, false);
    memcpy(run->word, pair + before, (size_t)n);
    run->last_n = n;
    run->last_start = start;
    run->end = end;
    run->han++;
}

/* --- runs --- */

static void end_run(Run *run)
{
    if (run->kind == FOLD_LETTER)
        end_word(run);
    else if (run->kind == FOLD_HAN)
        end_han(run);
    run->kind = FOLD_OTHER;
    run->han = 0;
}

static void add_point(Run *run, uint32_t point, int start, int end)
{
    const FoldKind kind = fold_kind(point);
    const bool han = kind == FOLD_HAN;
    if (kind == FOLD_OTHER || (run->kind != FOLD_OTHER && han != (run->kind == FOLD_HAN)))
        end_run(run);
    if (han)
        add_han(run, point, start, end);
    else if (kind != FOLD_OTHER)
        add_to_word(run, point, kind, start, end);
}

static bool digits(const char *text, size_t n, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++)
        if (i >= n || text[i] < '0' || text[i] > '9') return false;
    return true;
}

/* Bytes of the mark that stands inside a word or a number: 12.8, 400,000, China's. */
static int inner_mark(Run *run, const char *text, size_t n, size_t at)
{
    const char c = text[at];
    if (run->kind != FOLD_LETTER || (c != '.' && c != ',' && c != '\'' && c != '\xE2'))
        return 0;
    if (run->digits_only) {
        if (text[at] == '.' && digits(text, n, at + 1, 1)) return 1;
        const bool group = text[at] == ',' && digits(text, n, at + 1, 3);
        return group && !digits(text, n, at + 4, 1) ? 1 : 0;
    }
    const int mark = text[at] == '\''                                          ? 1
                     : n - at > 3 && memcmp(text + at, "\xE2\x80\x99", 3) == 0 ? 3
                                                                               : 0;
    const size_t behind = at + (size_t)mark;
    const bool letter =
        mark && behind < n && ((text[behind] | 32) >= 'a') && ((text[behind] | 32) <= 'z');
    return letter ? mark : 0;
}

int token_each(Tokenizer *tokenizer, const char *text, size_t n, int flags, TokenSink sink,
               void *context)
{
    Run run = {.tokenizer = tokenizer, .see = sink, .context = context, .flags = flags};
    uint32_t points[FOLD_FORMS];
    for (size_t at = 0; at < n && !run.stopped;) {
        int32_t count;
        const size_t mark = (size_t)inner_mark(&run, text, n, at);
        if (mark) {
            if (text[at] != ',' && run.n < TOKEN_BYTES)
                run.word[run.n++] = text[at] == '.' ? '.' : '\'';
            at += mark;
            continue;
        }
        const size_t bytes = fold_next(text + at, n - at, points, &count);
        for (int32_t i = 0; i < count; i++)
            add_point(&run, points[i], (int)at, (int)(at + bytes));
        at += bytes;
    }
    if (!run.stopped) end_run(&run);
    return run.stopped;
}
