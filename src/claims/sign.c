/* sign.c - directions without numbers: "could strain Japan's supply", "reliance on China
 * rises". They can be checked as signs between two runs. */
#include "claims/draft.h"

enum { AFTER_REACH = 2, BEFORE_REACH = 6 };

/* May this word stand between a direction and what it moves? "due to" may not. */
static bool joins(const Scan *scan, int32_t i)
{
    const TokenKind kind = scan->tokens[i].kind;
    return kind == TOKEN_WORD ||
           scan_is(scan, i, ROLE(EXACTLY) | ROLE(WITHIN) | ROLE(AUXILIARY) | ROLE(HEDGE));
}

/* What the direction word at i moves: "increased reliance" right behind it, or the subject
 * before it ("dependence on imports could increase"). */
static int32_t measure_beside(const Scan *scan, Stretch clause, int32_t i)
{
    for (int32_t k = i + 1; k <= clause.last && k <= i + AFTER_REACH; k++) {
        if (scan_is(scan, k, ROLE(MEASURE))) return k;
        if (!joins(scan, k)) break;
    }
    for (int32_t k = i - 1; k >= clause.first && k >= i - BEFORE_REACH; k--) {
        if (scan_is(scan, k, ROLE(MEASURE))) return k;
        if (!joins(scan, k)) break;
    }
    return CLAIM_NONE;
}

static bool has_number(const Scan *scan, Stretch clause)
{
    for (int32_t i = clause.first; i <= clause.last; i++)
        if (scan->tokens[i].kind == TOKEN_NUMBER || scan_is(scan, i, ROLE(NOT)) ||
            scan_is(scan, i, ROLE(MULTIPLE_VERB)))
            return true;
    return false;
}

bool draft_sign(const Scan *scan, int32_t at, Stretch *found, Claim *claim)
{
    const Stretch clause = clause_of(scan, at);
    if (clause.first != at || has_number(scan, clause)) return false;
    for (int32_t i = clause.first; i <= clause.last; i++) {
        if (!scan_is(scan, i, ROLE(DIRECTION))) continue;
        const int32_t measure = measure_beside(scan, clause, i);
        if (measure == CLAIM_NONE) continue;
        *found = measure < i ? (Stretch){measure, i} : (Stretch){i, measure};
        claim->relation = CLAIM_SIGN;
        claim->value = scan->tokens[i].word->value[0];
        claim->measure = (ClaimMeasure)(int32_t)scan->tokens[measure].word->value[1];
        return true;
    }
    return false;
}
