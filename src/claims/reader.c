#include "claims/reader.h"

#include <string.h>

#define NUMBER_WORD(role, value, spellings) {NUMBER_##role, value, spellings},
static const NumberWord number_rows[] = {
#include "claims/numbers.def"
};
#undef NUMBER_WORD

#define DATE_WORD(role, value, spellings) {DATE_##role, value, spellings},
static const DateWord date_rows[] = {
#include "claims/dates.def"
};
#undef DATE_WORD

#define UNIT(code, dim, factor, flags, spellings)                                              \
    {code, DIM_##dim, factor, UNIT_FLAG_##flags, spellings},
enum {
    UNIT_FLAG_0 = 0,
    UNIT_FLAG_SYMBOL = UNIT_SYMBOL,
    UNIT_FLAG_MINOR = UNIT_MINOR,
    UNIT_FLAG_EXACT = UNIT_EXACT,
    UNIT_FLAG_PER = UNIT_PER
};
static const UnitRow unit_rows[] = {
#include "claims/units.def"
};
#undef UNIT

typedef struct WordRow {
    WordRole role;
    double value;
    const char *spellings;
} WordRow;
#define WORD(role, value, spellings) {ROLE_##role, value, spellings},
static const WordRow word_rows[] = {
#include "claims/words.def"
};
#undef WORD

enum { WORDS_MAX = 4096 };
#define COUNT_OF(rows) ((int32_t)(sizeof(rows) / sizeof *(rows)))

/* Adds "a|b|c", each with the next number from *value on when `each`, else all with *value. */
static Status add_spelling(ClaimReader *reader, Trie *trie, const char *text, size_t n,
                           bool exact, int32_t value, int32_t *had)
{
    Fold fold;
    const Status st = fold_text(text, n, reader->arena, &fold);
    return st ? st : trie_add(trie, exact ? fold.written : fold.low, fold.n, value, had);
}

static Status add_row(ClaimReader *reader, Trie *trie, const char *spellings, bool exact,
                      int32_t value)
{
    Status st = LODE_OK;
    for (const char *at = spellings; !st && at;) {
        const size_t n = strcspn(at, "|");
        int32_t had;
        st = add_spelling(reader, trie, at, n, exact, value, &had);
        at = at[n] ? at + n + 1 : NULL;
    }
    return st;
}

static Status add_words(ClaimReader *reader, const WordRow *row)
{
    Status st = LODE_OK;
    for (const char *at = row->spellings; !st && at;) {
        const size_t n = strcspn(at, "|");
        int32_t had;
        if (reader->n_words == WORDS_MAX) return LODE_NO_MEMORY;
        st = add_spelling(reader, reader->words, at, n, false, reader->n_words, &had);
        if (st) return st;
        Word *word = &reader->word[had];
        if (had == reader->n_words) reader->n_words++;
        word->roles |= 1ull << row->role;
        if (row->value != 0.0) word->value[row->role == ROLE_MEASURE] = row->value;
        at = at[n] ? at + n + 1 : NULL;
    }
    return st;
}

static Status add_tables(ClaimReader *reader)
{
    Status st = LODE_OK;
    for (int32_t i = 0; !st && i < COUNT_OF(number_rows); i++)
        st = add_row(reader, reader->numbers, number_rows[i].spellings, false, i);
    for (int32_t i = 0; !st && i < COUNT_OF(date_rows); i++)
        st = add_row(reader, reader->dates, date_rows[i].spellings, false, i);
    for (int32_t i = 0; !st && i < COUNT_OF(unit_rows); i++) {
        const bool exact = unit_rows[i].flags & UNIT_EXACT;
        st = add_row(reader, exact ? reader->units_exact : reader->units,
                     unit_rows[i].spellings, exact, i);
    }
    for (int32_t i = 0; !st && i < COUNT_OF(word_rows); i++)
        st = add_words(reader, &word_rows[i]);
    return st;
}

enum { EXACT_LETTERS = 3 };

/* Few Latin letters are a name only as they are written: "us" is no country. */
static bool minds_case(const Fold *fold)
{
    int32_t letters = 0;
    for (int32_t i = 0; i < fold->n; i++) {
        if (fold_is_han(fold->low[i])) return false;
        letters += is_letter(fold->low[i]);
    }
    return letters <= EXACT_LETTERS;
}

enum { NAME_MAX = 96 };

/* A name of several words is also written with hyphens: "rare-earth magnet". */
static Status add_hyphened(Trie *trie, const uint32_t *text, int32_t n, int32_t value)
{
    uint32_t joined[NAME_MAX + 2] = {0};
    int32_t had, spaces = 0;
    for (int32_t i = 0; i < n; i++) {
        joined[i] = text[i] == ' ' ? '-' : text[i];
        spaces += text[i] == ' ';
    }
    return spaces ? trie_add(trie, joined, n, value, &had) : LODE_OK;
}

/* The name, its plural when it ends in a letter, and both with hyphens. */
static Status add_forms(Trie *trie, const uint32_t *text, int32_t n, int32_t value)
{
    uint32_t plural[NAME_MAX + 2] = {0};
    int32_t had;
    if (n > NAME_MAX || n == 0) return LODE_OK;
    memcpy(plural, text, (size_t)n * sizeof *text);
    plural[n] = 's';
    Status st = trie_add(trie, text, n, value, &had);
    if (!st) st = add_hyphened(trie, text, n, value);
    if (st || !is_letter(text[n - 1]) || text[n - 1] == 's') return st;
    st = trie_add(trie, plural, n + 1, value, &had);
    return st ? st : add_hyphened(trie, plural, n + 1, value);
}

static Status add_name(ClaimReader *reader, const char *text, size_t n, int32_t value)
{
    Fold fold;
    const Status st = fold_text(text, n, reader->arena, &fold);
    if (st) return st;
    const bool exact = minds_case(&fold);
    return add_forms(exact ? reader->names_exact : reader->names,
                     exact ? fold.written : fold.low, fold.n, value);
}

static Status add_names(ClaimReader *reader)
{
    Status st = LODE_OK;
    for (int32_t i = 0; !st && i < reader->n_names; i++)
        for (const char *at = reader->name[i].names; !st && at;) {
            const size_t n = strcspn(at, "|");
            if (n) st = add_name(reader, at, n, i);
            at = at[n] ? at + n + 1 : NULL;
        }
    return st;
}

Status claim_reader_new(const ClaimName *names, int32_t n_names, ClaimReader **out)
{
    Arena *arena = arena_new(1 << 20);
    ClaimReader *reader = ARENA_ARRAY(arena, ClaimReader, 1);
    *out = NULL;
    if (!reader) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *reader = (ClaimReader){.arena = arena, .name = names, .n_names = n_names};
    Trie **const tries[] = {&reader->words,      &reader->numbers,     &reader->dates,
                            &reader->units,      &reader->units_exact, &reader->names,
                            &reader->names_exact};
    Status st = LODE_OK;
    for (int32_t i = 0; i < COUNT_OF(tries); i++) {
        *tries[i] = trie_new(arena);
        if (!*tries[i]) st = LODE_NO_MEMORY;
    }
    reader->word = ARENA_ARRAY(arena, Word, WORDS_MAX);
    if (!reader->word) st = LODE_NO_MEMORY;
    if (!st) st = add_tables(reader);
    if (!st) st = add_names(reader);
    if (st)
        arena_free(arena);
    else
        *out = reader;
    return st;
}

void claim_reader_free(ClaimReader *reader)
{
    if (reader) arena_free(reader->arena);
}

const Word *reader_word(const ClaimReader *reader, const Fold *fold, int32_t at, int32_t *end)
{
    const int32_t i = trie_longest(reader->words, fold->low, at, end);
    return i == TRIE_NONE ? NULL : &reader->word[i];
}

const NumberWord *reader_number_word(const ClaimReader *reader, const Fold *fold, int32_t at,
                                     int32_t *end)
{
    const int32_t i = trie_longest(reader->numbers, fold->low, at, end);
    return i == TRIE_NONE ? NULL : &number_rows[i];
}

const DateWord *reader_date_word(const ClaimReader *reader, const Fold *fold, int32_t at,
                                 int32_t *end)
{
    const int32_t i = trie_longest(reader->dates, fold->low, at, end);
    return i == TRIE_NONE ? NULL : &date_rows[i];
}

const UnitRow *reader_unit(const ClaimReader *reader, const Fold *fold, int32_t at,
                           int32_t *end)
{
    int32_t end_low = at, end_exact = at, end_word = at;
    const int32_t low = trie_longest(reader->units, fold->low, at, &end_low);
    const int32_t exact = trie_longest(reader->units_exact, fold->written, at, &end_exact);
    if (low == TRIE_NONE && exact == TRIE_NONE) return NULL;
    const bool minds_case = exact != TRIE_NONE && end_exact >= end_low;
    *end = minds_case ? end_exact : end_low;
    reader_word(reader, fold, at, &end_word);
    if (end_word > *end) return NULL;
    return &unit_rows[minds_case ? exact : low];
}

int32_t reader_name(const ClaimReader *reader, const Fold *fold, int32_t at, int32_t *end)
{
    int32_t end_exact = at;
    const int32_t name = trie_longest(reader->names, fold->low, at, end);
    const int32_t exact = trie_longest(reader->names_exact, fold->written, at, &end_exact);
    if (exact == TRIE_NONE || (name != TRIE_NONE && *end >= end_exact)) return name;
    *end = end_exact;
    return exact;
}
