/* scan.h - a paragraph as tokens: numbers with their units, dates, words of the tables, and the
 * rest. Clauses and sentences are numbered; citations and codes are tokens of their own, so
 * that nobody takes them for numbers. */
#ifndef LODE_CLAIMS_SCAN_H
#define LODE_CLAIMS_SCAN_H

#include "claims/quantity.h"
#include "claims/when.h"

typedef enum TokenKind {
    TOKEN_WORD,     /* letters or one Chinese character without a meaning to the grammar */
    TOKEN_KNOWN,    /* a word of words.def */
    TOKEN_NUMBER,   /* item: quantity */
    TOKEN_DATE,     /* item: when */
    TOKEN_PER,      /* 每吨: divides the amounts behind it; item: none, unit in `per` */
    TOKEN_CODE,     /* N52H, 第12条, 12:30, a telephone number */
    TOKEN_CITATION, /* [3] */
    TOKEN_MARK,
    TOKEN_GONE, /* swallowed by another token, until scan_compact */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    int32_t item, start, end; /* in the fold */
    int32_t clause, sentence, paragraph;
    const Word *word;   /* of TOKEN_KNOWN */
    const UnitRow *per; /* of TOKEN_PER */
} Token;

typedef struct NameHit {
    int32_t name, start, end; /* in the fold */
} NameHit;

typedef struct Scan {
    const ClaimReader *reader;
    const Fold *fold;
    const Reference *reference;
    Arena *scratch;
    Token *tokens;
    Quantity *quantities;
    When *whens;
    NameHit *names;
    int32_t n_tokens, n_quantities, n_whens, n_names;
    int32_t room_tokens, room_quantities, room_whens, room_names;
} Scan;

/* Reads [from, to) of the fold, replacing what the scan held. */
Status scan_read(Scan *scan, int32_t from, int32_t to);

/* The names of [from, to) alone. */
Status scan_names(Scan *scan, int32_t from, int32_t to);

/* Does token i have one of the roles? False out of range. */
bool scan_is(const Scan *scan, int32_t i, uint64_t roles);

/* The quantity or date of token i; NULL if it has none. */
Quantity *scan_quantity(const Scan *scan, int32_t i);
When *scan_when(const Scan *scan, int32_t i);

/* The character of a mark, 0 for other tokens and out of range. */
uint32_t scan_mark(const Scan *scan, int32_t i);

/* Token `keep` swallows all others of [first, last]; they are gone after scan_compact. */
void scan_swallow(Scan *scan, int32_t keep, int32_t first, int32_t last);
void scan_compact(Scan *scan);

#endif
