/* ask.h - what a reader typed, taken apart. Any text is legal:
 *     rare earth magnets       any of these words; more of them, and rarer ones, rank higher
 *     "rare earth"             these words in this order, required
 *     -japan                   must not occur
 *     lynas OR mp   a AND b    OR joins required ones into alternatives, AND requires both
 *     separat*                 words that begin so
 *     title:quota body:...     in the title, in the body; required
 *     element:镝 source:caixin from:2025-01 ...    filters, see AskField
 * What is no operator is words. A lone Han character finds every word it stands in. */
#ifndef LODE_EVIDENCE_ASK_H
#define LODE_EVIDENCE_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "evidence/glossary.h"
#include "evidence/token.h"

enum { ASK_TEXT_MAX = 4096, ASK_TERMS_MAX = 192, ASK_FILTERS_MAX = 16 };

typedef enum AskField {
    ASK_ANYWHERE,
    ASK_TITLE,
    ASK_BODY,
    ASK_SOURCE, /* from here on: filters on the document, not on its words */
    ASK_TOPIC,
    ASK_LANGUAGE,
    ASK_DATE,
    ASK_FROM,
    ASK_TO,
    ASK_ELEMENT,
    ASK_COUNTRY,
    ASK_COMPANY,
    ASK_CLAIM
} AskField;

typedef struct AskTerm {
    const char *text;   /* as typed, zero-ended */
    const char *normal; /* its words in the index's form, joined by blanks */
    AskField field;
    bool prefix, negative;
    int32_t group; /* required: one term of each group must be there; 0: none */
    double weight; /* how often it was asked, or less than 1 for a synonym */
} AskTerm;

typedef struct AskFilter {
    AskField field;
    const char *text;
    bool negative, exact; /* exact: not just a part of a source's or topic's name */
} AskFilter;

typedef struct Ask {
    int32_t n_terms, n_filters, n_groups;
    AskTerm terms[ASK_TERMS_MAX];
    AskFilter filters[ASK_FILTERS_MAX];
} Ask;

/* Takes text apart; a glossary (NULL: none) adds synonyms. Texts live in arena. */
Status ask_parse(const char *text, Tokenizer *tokenizer, Glossary *glossary, Arena *arena,
                 Ask *out);

/* Adds a term, or its weight to the same one that is there. Drops it when it holds no word. */
Status ask_add_term(Ask *ask, AskTerm term, Tokenizer *tokenizer, Arena *arena);

/* synonyms.c: adds the other names of the concepts that text names; of those that are the whole
 * text when group is not 0, since they then are alternatives to it. */
Status ask_add_synonyms(Ask *ask, const char *text, AskField field, int32_t group,
                        Tokenizer *tokenizer, Glossary *glossary, Arena *arena);

#endif
