/* draft.h - from a number among its words to a claim: which numbers claim anything, what they
 * say (relation.c), of when (year.c), of whom (entity.c), and in whose voice (voice.c). */
#ifndef LODE_CLAIMS_DRAFT_H
#define LODE_CLAIMS_DRAFT_H

#include "claims/scan.h"

/* How far from its number a word may stand: beyond it lies another thought, and a text without
 * punctuation stays linear. */
enum { DRAFT_REACH = 96 };

/* Everything that extraction carries along. */
typedef struct Extraction {
    const ClaimReader *reader;
    const ClaimContext *context;
    const Fold *fold;
    Reference reference;
    Scan scan;
    ClaimEntity heading[CLAIM_ENTITY_KINDS], title[CLAIM_ENTITY_KINDS];
    Arena *arena; /* of the answer */
    Claim *claims;
    int32_t n_claims, room;
} Extraction;

/* The tokens of the clause (or sentence) of token `at`, within DRAFT_REACH of it. */
typedef struct Stretch {
    int32_t first, last;
} Stretch;
Stretch clause_of(const Scan *scan, int32_t at);
Stretch sentence_of(const Scan *scan, int32_t at);

/* Is the number of token `at` a claim at all, or a label, an article, an ordinal ...? */
bool draft_claims(const Scan *scan, int32_t at);

/* Relation, measure and basis; gives falls their sign. */
void draft_relation(const Scan *scan, int32_t at, Claim *claim);

/* "doubled", 翻一番: a multiple without digits; false if token `at` is none. */
bool draft_multiple(const Scan *scan, int32_t at, Claim *claim);

/* A direction without a number in the clause that token `at` starts; its tokens in *found. */
bool draft_sign(const Scan *scan, int32_t at, Stretch *found, Claim *claim);

void draft_year(const Scan *scan, int32_t at, const ClaimContext *context, Claim *claim);
void draft_entity(const Extraction *work, int32_t at, Claim *claim);
void draft_voice(const Scan *scan, int32_t at, const ClaimContext *context, Claim *claim);

/* The names of a heading or a title, one of each kind. */
Status draft_title(const ClaimReader *reader, const char *text, ClaimPlace place,
                   Arena *scratch, ClaimEntity entity[CLAIM_ENTITY_KINDS]);

/* Which way the words around token `at` move it: +1, -1, or 0. *first is the word, if it stands
 * right before. */
int32_t draft_direction(const Scan *scan, int32_t at, int32_t *first);

#endif
