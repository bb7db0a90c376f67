/* reader.h - the tables of the grammar, compiled: what every part of it looks words up in. */
#ifndef LODE_CLAIMS_READER_H
#define LODE_CLAIMS_READER_H

#include "claims/claims.h"
#include "claims/trie.h"

/* What a word of words.def can be; a word may be several. */
typedef enum WordRole {
    ROLE_BOUND,
    ROLE_AFTER,
    ROLE_EITHER,
    ROLE_EXACTLY,
    ROLE_NOT,
    ROLE_ACHIEVE,
    ROLE_DIRECTION,
    ROLE_REACHING,
    ROLE_MULTIPLE_VERB,
    ROLE_MULTIPLE_BARE,
    ROLE_AUXILIARY,
    ROLE_YEAR_ON_YEAR,
    ROLE_TO,
    ROLE_FROM,
    ROLE_BETWEEN,
    ROLE_AND,
    ROLE_BY,
    ROLE_WITHIN,
    ROLE_RANGING,
    ROLE_COMPARED,
    ROLE_LEVELS,
    ROLE_EACH,
    ROLE_CONJUNCTION,
    ROLE_DATE_BEFORE,
    ROLE_DATE_AFTER,
    ROLE_DATE_SINCE,
    ROLE_EVENT,
    ROLE_DATE_BY,
    ROLE_DATE_TAIL_BEFORE,
    ROLE_DATE_TAIL_UNTIL,
    ROLE_DATE_TAIL_AFTER,
    ROLE_DATE_TAIL_SINCE,
    ROLE_DATE_TAIL_BETWEEN,
    ROLE_HEDGE,
    ROLE_PLANNED,
    ROLE_SAYS,
    ROLE_ACCORDING,
    ROLE_MEASURE,
    ROLE_WEIGHT,
    ROLE_FLOOR,
    ROLE_LABEL,
    ROLE_LABEL_TAIL,
    ROLE_BASIS,
    ROLE_NOUN,
    ROLE_ABSTRACT,
    ROLE_ABBREVIATION,
    ROLE_PLAIN,
} WordRole;

#define ROLE(name) (1ull << ROLE_##name)

typedef struct Word {
    uint64_t roles;
    double
        value[2]; /* [1] of MEASURE, whose words often have another role; [0] of the others */
} Word;

typedef enum NumberRole {
    NUMBER_ONES,
    NUMBER_TENS,
    NUMBER_SCALE,
    NUMBER_LETTER, /* a scale only where money or a unit says so: "$5m", "5m tonnes" */
    NUMBER_PART,
    NUMBER_PARTS,
    NUMBER_ORDINAL,
    NUMBER_ARTICLE,
    NUMBER_MINUS,
} NumberRole;

typedef struct NumberWord {
    NumberRole role;
    double value;
    const char *spellings;
} NumberWord;

typedef enum DateRole {
    DATE_MONTH_NAME,
    DATE_QUARTER_NAME,
    DATE_HALF_NAME,
    DATE_FISCAL_WORD,
    DATE_EDGE,
    DATE_YEAR_RELATIVE,
    DATE_MONTH_RELATIVE,
    DATE_QUARTER_RELATIVE,
    DATE_WEEK_RELATIVE,
    DATE_DAY_RELATIVE,
    DATE_SPAN_AHEAD,
    DATE_SPAN_BACK,
    DATE_SPAN_START,
} DateRole;

typedef struct DateWord {
    DateRole role;
    int32_t value;
    const char *spellings;
} DateWord;

typedef enum Dimension {
    DIM_NONE,
    DIM_PERCENT,
    DIM_POINT,
    DIM_RATIO,
    DIM_MULTIPLE,
    DIM_MASS,
    DIM_RATE,
    DIM_MONEY,
    DIM_TIME,
    DIM_POWER,
    DIM_ENERGY,
    DIM_VOLUME,
    DIM_LENGTH,
    DIM_AREA,
    DIM_PROPERTY,
    DIM_COUNT,
} Dimension;

enum { UNIT_SYMBOL = 1, UNIT_MINOR = 2, UNIT_EXACT = 4, UNIT_PER = 8 };

typedef struct UnitRow {
    const char *code;
    Dimension dim;
    double factor;
    int32_t flags;
    const char *spellings;
} UnitRow;

struct ClaimReader {
    Arena *arena;
    Trie *words, *numbers, *dates, *units, *units_exact, *names, *names_exact;
    Word *word; /* by value in words */
    int32_t n_words;
    const ClaimName *name; /* values in names are its indices */
    int32_t n_names;
};

/* The row of the longest word at `at`, NULL if none; *end behind it. */
const Word *reader_word(const ClaimReader *reader, const Fold *fold, int32_t at, int32_t *end);
const NumberWord *reader_number_word(const ClaimReader *reader, const Fold *fold, int32_t at,
                                     int32_t *end);
const DateWord *reader_date_word(const ClaimReader *reader, const Fold *fold, int32_t at,
                                 int32_t *end);
/* The unit at `at`, unless a longer word starts there (克 of 克服). */
const UnitRow *reader_unit(const ClaimReader *reader, const Fold *fold, int32_t at,
                           int32_t *end);
/* Index of the longest of the caller's names at `at`, TRIE_NONE if none. */
int32_t reader_name(const ClaimReader *reader, const Fold *fold, int32_t at, int32_t *end);

#endif
