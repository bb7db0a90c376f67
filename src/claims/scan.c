#include "claims/scan.h"

#include <string.h>

#include "claims/never.h"

enum { EACH = 0x6BCF, FIRST_ROOM = 64, LONGEST_VERB = 3 };

/* --- arrays that grow in the scratch arena --- */

static Status grow(Arena *arena, void **array, int32_t n, int32_t *room, size_t size)
{
    if (n < *room) return LODE_OK;
    const int32_t more = *room ? 2 * *room : FIRST_ROOM;
    void *copy = arena_zeroed(arena, (size_t)more, size);
    if (!copy) return LODE_NO_MEMORY;
    if (n) memcpy(copy, *array, (size_t)n * size);
    *array = copy;
    *room = more;
    return LODE_OK;
}

static Status push_token(Scan *scan, Token token)
{
    void *array = scan->tokens;
    const Status st =
        grow(scan->scratch, &array, scan->n_tokens, &scan->room_tokens, sizeof token);
    if (st) return st;
    scan->tokens = array;
    const Token *last = scan->n_tokens ? &scan->tokens[scan->n_tokens - 1] : NULL;
    token.clause = last ? last->clause : 0;
    token.sentence = last ? last->sentence : 0;
    token.paragraph = last ? last->paragraph : 0;
    scan->tokens[scan->n_tokens++] = token;
    return LODE_OK;
}

static Status push_quantity(Scan *scan, const Quantity *quantity)
{
    void *array = scan->quantities;
    const Status st = grow(scan->scratch, &array, scan->n_quantities, &scan->room_quantities,
                           sizeof *quantity);
    if (st) return st;
    scan->quantities = array;
    scan->quantities[scan->n_quantities++] = *quantity;
    return push_token(scan, (Token){.kind = TOKEN_NUMBER,
                                    .item = scan->n_quantities - 1,
                                    .start = quantity->start,
                                    .end = quantity->end});
}

static Status push_when(Scan *scan, const When *when)
{
    void *array = scan->whens;
    const Status st =
        grow(scan->scratch, &array, scan->n_whens, &scan->room_whens, sizeof *when);
    if (st) return st;
    scan->whens = array;
    scan->whens[scan->n_whens++] = *when;
    return push_token(scan, (Token){.kind = TOKEN_DATE,
                                    .item = scan->n_whens - 1,
                                    .start = when->start,
                                    .end = when->end});
}

static Status push_name(Scan *scan, NameHit hit)
{
    void *array = scan->names;
    const Status st = grow(scan->scratch, &array, scan->n_names, &scan->room_names, sizeof hit);
    if (st) return st;
    scan->names = array;
    scan->names[scan->n_names++] = hit;
    return LODE_OK;
}

/* --- one token --- */

static int32_t word_run(const Fold *fold, int32_t at)
{
    int32_t i = at;
    while (is_letter(fold->low[i]) || is_digit(fold->low[i]) ||
           (fold->low[i] == '\'' && is_letter(fold->low[i + 1])))
        i++;
    return i;
}

/* 每吨, 每生产1吨, 每年: the unit that divides what follows; a number above one is a cycle. */
static int32_t read_each(const Scan *scan, int32_t at, const UnitRow **per)
{
    const Fold *fold = scan->fold;
    if (fold->low[at] != EACH) return at;
    for (int32_t verb = 0; verb <= LONGEST_VERB; verb++) {
        int32_t i = at + 1 + verb, end;
        if (verb && !fold_is_han(fold->low[i - 1])) return at;
        if (fold->low[i] == '1' || han_digit(fold->low[i]) == 1) i++;
        const UnitRow *unit = reader_unit(scan->reader, fold, i, &end);
        if (!unit || !fold_is_han(fold->low[i])) continue;
        if (unit->dim != DIM_MASS && unit->dim != DIM_TIME && unit->dim != DIM_ENERGY &&
            unit->dim != DIM_POWER && unit->dim != DIM_VOLUME && unit->dim != DIM_AREA)
            return at;
        *per = unit;
        return end;
    }
    return at;
}

static Status read_word(Scan *scan, int32_t at, const Word *word, int32_t word_end,
                        int32_t *end)
{
    const Fold *fold = scan->fold;
    const int32_t run = is_letter(fold->low[at]) ? word_run(fold, at) : at + 1;
    bool digits = false;
    for (int32_t i = at; i < run; i++)
        digits = digits || is_digit(fold->low[i]);
    if (word && (!digits || word_end > run)) {
        *end = word_end;
        return push_token(
            scan, (Token){.kind = TOKEN_KNOWN, .start = at, .end = word_end, .word = word});
    }
    *end = run;
    const bool text = is_letter(fold->low[at]) || fold_is_han(fold->low[at]);
    const TokenKind kind = digits ? TOKEN_CODE : text ? TOKEN_WORD : TOKEN_MARK;
    return push_token(scan, (Token){.kind = kind, .start = at, .end = run});
}

/* Most words begin neither a date nor a number, which two looks tell. */
typedef struct Chances {
    bool date, number;
} Chances;

static Chances chances_at(const Scan *scan, int32_t at)
{
    const uint32_t c = scan->fold->low[at];
    int32_t end;
    if (!is_letter(c)) return (Chances){is_digit(c) || fold_is_han(c), true};
    const NumberWord *number = reader_number_word(scan->reader, scan->fold, at, &end);
    const bool ordinal =
        number && (number->role == NUMBER_ORDINAL || number->role == NUMBER_TENS);
    return (Chances){ordinal || reader_date_word(scan->reader, scan->fold, at, &end),
                     number || quantity_symbol_ahead(scan->fold, at)};
}

static Status read_token(Scan *scan, int32_t at, int32_t *end)
{
    const ClaimReader *reader = scan->reader;
    const Fold *fold = scan->fold;
    TokenKind never;
    *end = never_a_number(fold, at, &never);
    if (*end > at) return push_token(scan, (Token){.kind = never, .start = at, .end = *end});
    int32_t word_end = at;
    const Word *word = reader_word(reader, fold, at, &word_end);
    const Chances chances = chances_at(scan, at);
    When when;
    if (chances.date && when_read(reader, fold, at, scan->reference, &when) &&
        when.end >= word_end) {
        *end = when.end;
        return push_when(scan, &when);
    }
    if (word && (word->roles & ROLE(PLAIN))) return read_word(scan, at, word, word_end, end);
    const UnitRow *per = NULL;
    *end = read_each(scan, at, &per);
    if (per)
        return push_token(scan,
                          (Token){.kind = TOKEN_PER, .start = at, .end = *end, .per = per});
    Quantity quantity;
    if (chances.number && quantity_read(reader, fold, at, &quantity)) {
        *end = never_after_number(fold, &quantity);
        if (*end > quantity.end)
            return push_token(scan, (Token){.kind = TOKEN_CODE, .start = at, .end = *end});
        return push_quantity(scan, &quantity);
    }
    return read_word(scan, at, word, word_end, end);
}

/* --- clauses and sentences --- */

static bool parts_clauses(uint32_t mark)
{
    return mark == ',' || mark == 0xFF0C || mark == ';' || mark == ':' || mark == 0x2014 ||
           mark == '(' || mark == ')';
}

static bool ends_sentence(const Scan *scan, int32_t i, uint32_t mark)
{
    if (mark == 0x3002 || mark == '!' || mark == '?') return true;
    if (mark != '.') return false;
    const Fold *fold = scan->fold;
    const Token *token = &scan->tokens[i];
    const uint32_t next = fold->low[token->end];
    if (next && !is_space(next) && next != '"' && next != '[' && next != '\'' && next != ')')
        return false;
    if (i == 0) return false;
    const Token *before = &scan->tokens[i - 1];
    const bool initial = before->kind == TOKEN_WORD && before->end - before->start == 1;
    return !initial && !scan_is(scan, i - 1, ROLE(ABBREVIATION));
}

/* " - " behind a citation or a full stop starts a new bullet. */
static bool starts_bullet(const Scan *scan, int32_t i)
{
    const Fold *fold = scan->fold;
    const Token *token = &scan->tokens[i];
    if (scan_mark(scan, i) != '-' || token->start == 0) return false;
    return is_space(fold->low[token->start - 1]) && is_space(fold->low[token->end]) &&
           fold->written[skip_spaces(fold, token->end)] !=
               fold->low[skip_spaces(fold, token->end)];
}

static void number_clauses(Scan *scan)
{
    int32_t clause = 0, sentence = 0, paragraph = 0;
    for (int32_t i = 0; i < scan->n_tokens; i++) {
        Token *token = &scan->tokens[i];
        const uint32_t mark = scan_mark(scan, i);
        const bool bullet = starts_bullet(scan, i);
        const bool cited = i > 0 && token[-1].kind == TOKEN_CITATION &&
                           token->kind != TOKEN_CITATION && token->kind != TOKEN_MARK;
        if (scan_is(scan, i, ROLE(CONJUNCTION))) clause++;
        if (bullet || cited) {
            clause++;
            sentence++;
            paragraph++;
        }
        token->clause = clause;
        token->sentence = sentence;
        token->paragraph = paragraph;
        if (parts_clauses(mark)) clause++;
        if (ends_sentence(scan, i, mark)) {
            clause++;
            sentence++;
        }
    }
}

/* --- names --- */

static bool holds_digit(const Fold *fold, int32_t start, int32_t end)
{
    for (int32_t i = start; i < end; i++)
        if (is_digit(fold->low[i]) || han_digit(fold->low[i]) >= 0) return true;
    return false;
}

static bool inside_word(const Fold *fold, int32_t at)
{
    return at > 0 && is_letter(fold->low[at]) && is_letter(fold->low[at - 1]);
}

Status scan_names(Scan *scan, int32_t from, int32_t to)
{
    scan->n_names = 0;
    for (int32_t i = from; i < to;) {
        int32_t end = i;
        const int32_t name = inside_word(scan->fold, i)
                                 ? TRIE_NONE
                                 : reader_name(scan->reader, scan->fold, i, &end);
        if (name == TRIE_NONE) {
            i++;
            continue;
        }
        const Status st = push_name(scan, (NameHit){name, i, end});
        if (st) return st;
        i = end;
    }
    return LODE_OK;
}

/* --- a paragraph --- */

Status scan_read(Scan *scan, int32_t from, int32_t to)
{
    scan->n_tokens = scan->n_quantities = scan->n_whens = 0;
    Status st = scan_names(scan, from, to);
    int32_t name = 0;
    for (int32_t i = skip_spaces(scan->fold, from); !st && i < to;) {
        int32_t end = i;
        while (name < scan->n_names && scan->names[name].end <= i)
            name++;
        const NameHit *hit = name < scan->n_names ? &scan->names[name] : NULL;
        if (hit && hit->start == i && holds_digit(scan->fold, hit->start, hit->end)) {
            end = hit->end;
            st = push_token(scan, (Token){.kind = TOKEN_WORD, .start = i, .end = end});
        } else {
            st = read_token(scan, i, &end);
        }
        i = skip_spaces(scan->fold, end);
    }
    if (!st) number_clauses(scan);
    return st;
}

bool scan_is(const Scan *scan, int32_t i, uint64_t roles)
{
    if (i < 0 || i >= scan->n_tokens) return false;
    const Token *token = &scan->tokens[i];
    return token->kind == TOKEN_KNOWN && (token->word->roles & roles);
}

Quantity *scan_quantity(const Scan *scan, int32_t i)
{
    if (i < 0 || i >= scan->n_tokens || scan->tokens[i].kind != TOKEN_NUMBER) return NULL;
    return &scan->quantities[scan->tokens[i].item];
}

When *scan_when(const Scan *scan, int32_t i)
{
    if (i < 0 || i >= scan->n_tokens || scan->tokens[i].kind != TOKEN_DATE) return NULL;
    return &scan->whens[scan->tokens[i].item];
}

uint32_t scan_mark(const Scan *scan, int32_t i)
{
    if (i < 0 || i >= scan->n_tokens || scan->tokens[i].kind != TOKEN_MARK) return 0;
    return scan->fold->low[scan->tokens[i].start];
}

void scan_swallow(Scan *scan, int32_t keep, int32_t first, int32_t last)
{
    Token *token = &scan->tokens[keep];
    token->start = scan->tokens[first].start;
    token->end = scan->tokens[last].end;
    for (int32_t i = first; i <= last; i++)
        if (i != keep) scan->tokens[i].kind = TOKEN_GONE;
}

void scan_compact(Scan *scan)
{
    int32_t n = 0;
    for (int32_t i = 0; i < scan->n_tokens; i++)
        if (scan->tokens[i].kind != TOKEN_GONE) scan->tokens[n++] = scan->tokens[i];
    scan->n_tokens = n;
}
