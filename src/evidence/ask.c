#include "evidence/ask.h"

#include <string.h>

#include "base/text.h"
#include "evidence/buffer.h"

/* One piece of the query: perhaps -, perhaps field:, then a phrase or a run without blanks. */
typedef struct Piece {
    bool negative, phrase, prefix;
    AskField field;
    const char *text; /* zero-ended copy */
    int32_t group;    /* 0: its words are optional */
} Piece;

typedef struct Parser {
    Ask *ask;
    Tokenizer *tokenizer;
    Glossary *glossary;
    Arena *arena;
    const char *at;
    bool join, both; /* OR or AND was read */
    Piece last;      /* the piece before, for them; text NULL: none */
    Buffer words;    /* the optional pieces, for synonyms of several words */
} Parser;

/* --- characters --- */

static size_t blank_bytes(const char *text)
{
    if (*text && strchr(" \t\n\r", *text)) return 1;
    return strncmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : 0; /* the wide one */
}

static size_t quote_bytes(const char *text)
{
    if (*text == '"') return 1;
    return strncmp(text, "“", 3) == 0 || strncmp(text, "”", 3) == 0 ? 3 : 0;
}

/* --- fields --- */

static int field_of(const char *text, size_t n)
{
    static const struct {
        const char *name;
        AskField field;
    } names[] = {
        {"title", ASK_TITLE},     {"body", ASK_BODY},         {"source", ASK_SOURCE},
        {"topic", ASK_TOPIC},     {"language", ASK_LANGUAGE}, {"lang", ASK_LANGUAGE},
        {"date", ASK_DATE},       {"from", ASK_FROM},         {"to", ASK_TO},
        {"element", ASK_ELEMENT}, {"country", ASK_COUNTRY},   {"company", ASK_COMPANY},
        {"claim", ASK_CLAIM},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == n && strncmp(text, names[i].name, n) == 0)
            return (int)names[i].field;
    return -1;
}

/* Reads "field:" if something stands behind it. */
static void read_field(Parser *parser, Piece *piece)
{
    const size_t n = strcspn(parser->at, ": \t\n\r\"");
    if (parser->at[n] != ':') return;
    const char *behind = parser->at + n + 1;
    const int field = field_of(parser->at, n);
    if (field < 0 || !*behind || blank_bytes(behind)) return;
    piece->field = (AskField)field;
    parser->at = behind;
}

/* --- pieces --- */

static const char *read_phrase(Parser *parser, size_t *n)
{
    parser->at += quote_bytes(parser->at);
    const char *text = parser->at;
    while (*parser->at && !quote_bytes(parser->at))
        parser->at++;
    *n = (size_t)(parser->at - text);
    parser->at += quote_bytes(parser->at);
    return text;
}

static const char *read_run(Parser *parser, size_t *n)
{
    const char *text = parser->at;
    while (*parser->at && !blank_bytes(parser->at) && !quote_bytes(parser->at))
        parser->at++;
    *n = (size_t)(parser->at - text);
    return text;
}

/* piece->text is NULL when memory is out. */
static Piece read_piece(Parser *parser)
{
    Piece piece = {.field = ASK_ANYWHERE};
    size_t n;
    if (*parser->at == '-' && parser->at[1] && !blank_bytes(parser->at + 1)) {
        piece.negative = true;
        parser->at++;
    }
    read_field(parser, &piece);
    piece.phrase = quote_bytes(parser->at) > 0;
    const char *text = piece.phrase ? read_phrase(parser, &n) : read_run(parser, &n);
    piece.prefix = !piece.phrase && n > 1 && text[n - 1] == '*';
    piece.text = arena_text(parser->arena, text, n - piece.prefix);
    return piece;
}

/* --- terms --- */

typedef struct Words {
    Buffer normal;
    int32_t n;
} Words;

static int add_word(void *context, const Token *token)
{
    Words *words = context;
    if (words->n++) buffer_say(&words->normal, " ");
    buffer_add(&words->normal, token->text, (size_t)token->n);
    return words->normal.failed;
}

static bool same_term(const AskTerm *a, const AskTerm *b)
{
    return a->field == b->field && a->prefix == b->prefix && a->negative == b->negative &&
           a->group == b->group && strcmp(a->normal, b->normal) == 0;
}

Status ask_add_term(Ask *ask, AskTerm term, Tokenizer *tokenizer, Arena *arena)
{
    Words words = {.n = 0};
    const int flags = term.prefix ? TOKEN_KEEP_STOP : TOKEN_STEM;
    token_each(tokenizer, term.text, strlen(term.text), flags, add_word, &words);
    if (words.n) term.normal = arena_text(arena, words.normal.text, words.normal.n);
    const bool failed = words.normal.failed || (words.n && !term.normal);
    buffer_free(&words.normal);
    if (failed) return LODE_NO_MEMORY;
    if (!term.normal) return LODE_OK;
    for (int32_t i = 0; i < ask->n_terms; i++) {
        if (!same_term(&ask->terms[i], &term)) continue;
        if (term.weight >= 1.0) ask->terms[i].weight += term.weight; /* asked for twice */
        return LODE_OK;
    }
    if (ask->n_terms < ASK_TERMS_MAX) ask->terms[ask->n_terms++] = term;
    return LODE_OK;
}

/* Each word of an optional run is a term of its own; a lone Han character is a prefix. */
typedef struct RunSink {
    Parser *parser;
    const Piece *piece;
    Status status;
} RunSink;

static int add_run_word(void *context, const Token *token)
{
    RunSink *sink = context;
    Parser *parser = sink->parser;
    const char *text = arena_text(parser->arena, sink->piece->text + token->start,
                                  (size_t)(token->end - token->start));
    const AskTerm term = {.text = text, .prefix = token->han && token->n <= 4, .weight = 1.0};
    sink->status = text ? ask_add_term(parser->ask, term, parser->tokenizer, parser->arena)
                        : LODE_NO_MEMORY;
    return sink->status != LODE_OK;
}

static Status add_words(Parser *parser, const Piece *piece)
{
    RunSink sink = {parser, piece, LODE_OK};
    token_each(parser->tokenizer, piece->text, strlen(piece->text), TOKEN_STEM, add_run_word,
               &sink);
    buffer_say(&parser->words, piece->text);
    buffer_say(&parser->words, " ");
    return sink.status;
}

/* The whole piece as one term; prefixes of Latin words also as words, since the index has
 * stems. */
static Status add_whole(Parser *parser, const Piece *piece)
{
    const bool lone = text_length(piece->text, strlen(piece->text)) == 1;
    AskTerm term = {.text = piece->text,
                    .field = piece->field,
                    .prefix = piece->prefix || lone,
                    .negative = piece->negative,
                    .group = piece->group,
                    .weight = 1.0};
    Status st = ask_add_term(parser->ask, term, parser->tokenizer, parser->arena);
    if (!st && piece->prefix) {
        term.prefix = false;
        st = ask_add_term(parser->ask, term, parser->tokenizer, parser->arena);
    }
    if (!st && parser->glossary && !piece->negative && !piece->prefix)
        st = ask_add_synonyms(parser->ask, piece->text, piece->field, piece->group,
                              parser->tokenizer, parser->glossary, parser->arena);
    return st;
}

static Status require_last(Parser *parser)
{
    if (!parser->last.text || parser->last.group || parser->last.negative) return LODE_OK;
    parser->last.group = ++parser->ask->n_groups;
    return add_whole(parser, &parser->last);
}

static Status add_filter(Parser *parser, const Piece *piece)
{
    Ask *ask = parser->ask;
    if (ask->n_filters < ASK_FILTERS_MAX)
        ask->filters[ask->n_filters++] = (AskFilter){
            .field = piece->field, .text = piece->text, .negative = piece->negative};
    return LODE_OK;
}

static Status add_piece(Parser *parser, Piece *piece)
{
    const bool join = parser->join && parser->last.text && !parser->last.negative;
    const bool both = parser->both;
    Status st = LODE_OK;
    parser->join = parser->both = false;
    if (piece->field >= ASK_SOURCE) return add_filter(parser, piece);
    const bool firm = piece->phrase || piece->field != ASK_ANYWHERE || both;
    if (!piece->negative && join && (firm || parser->last.group)) {
        st = require_last(parser);
        piece->group = parser->last.group;
    } else if (!piece->negative && firm) {
        if (both) st = require_last(parser);
        piece->group = ++parser->ask->n_groups;
    }
    const bool whole = piece->group || piece->negative || piece->prefix;
    if (!st) st = whole ? add_whole(parser, piece) : add_words(parser, piece);
    parser->last = *piece;
    return st;
}

/* "OR", "|" or "AND" as a word of its own. */
static bool read_operator(Parser *parser)
{
    static const char *const words[] = {"OR", "|", "AND", "&&"};
    for (int i = 0; i < 4; i++) {
        const size_t n = strlen(words[i]);
        if (strncmp(parser->at, words[i], n) != 0) continue;
        if (parser->at[n] && !blank_bytes(parser->at + n)) continue;
        parser->join = i < 2;
        parser->both = i >= 2;
        parser->at += n;
        return true;
    }
    return false;
}

static Status parse(Parser *parser)
{
    Status st = LODE_OK;
    while (!st) {
        while (blank_bytes(parser->at))
            parser->at += blank_bytes(parser->at);
        if (!*parser->at) break;
        if (read_operator(parser)) continue;
        Piece piece = read_piece(parser);
        st = piece.text ? LODE_OK : LODE_NO_MEMORY;
        if (!st && piece.text[0]) st = add_piece(parser, &piece);
    }
    return st;
}

Status ask_parse(const char *text, Tokenizer *tokenizer, Glossary *glossary, Arena *arena,
                 Ask *out)
{
    Parser parser = {.ask = out, .tokenizer = tokenizer, .glossary = glossary, .arena = arena};
    const size_t n = strnlen(text, ASK_TEXT_MAX);
    *out = (Ask){.n_terms = 0};
    parser.at = arena_text(arena, text, n);
    Status st = parser.at ? parse(&parser) : LODE_NO_MEMORY;
    if (!st && parser.words.failed) st = LODE_NO_MEMORY;
    if (!st && glossary && parser.words.n)
        st = ask_add_synonyms(out, parser.words.text, ASK_ANYWHERE, 0, tokenizer, glossary,
                              arena);
    buffer_free(&parser.words);
    return st;
}
