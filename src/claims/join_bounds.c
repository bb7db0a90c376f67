#include "claims/join.h"

enum { FAR = 8 }; /* tokens that a "not" may stand before its bound */

static ClaimBound bound_of(const Scan *scan, int32_t i)
{
    return (ClaimBound)scan->tokens[i].word->value[0];
}

static ClaimBound opposite(ClaimBound bound)
{
    switch (bound) {
    case CLAIM_GT:
        return CLAIM_LE;
    case CLAIM_GE:
        return CLAIM_LT;
    case CLAIM_LT:
        return CLAIM_GE;
    case CLAIM_LE:
        return CLAIM_GT;
    default:
        return bound;
    }
}

static bool same_clause(const Scan *scan, int32_t i, int32_t j)
{
    return i >= 0 && scan->tokens[i].clause == scan->tokens[j].clause;
}

/* Is token `at` denied: does a "not" stand before it in its clause, with no other number
 * between? One that is a single character (不) must stand next to it. */
static bool denied(const Scan *scan, int32_t at)
{
    for (int32_t i = at - 1; i >= at - FAR && same_clause(scan, i, at); i--) {
        const Token *token = &scan->tokens[i];
        if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE) return false;
        if (!scan_is(scan, i, ROLE(NOT))) continue;
        return i == at - 1 || token->end - token->start > 1;
    }
    return false;
}

/* "struggle to reach 20%": what is not reached lies below. */
static bool not_reached(const Scan *scan, int32_t at)
{
    for (int32_t i = at - 1; i >= at - FAR && same_clause(scan, i, at); i--) {
        if (scan->tokens[i].kind == TOKEN_NUMBER) return false;
        if (scan_is(scan, i, ROLE(ACHIEVE))) return denied(scan, i);
    }
    return false;
}

/* 约占世界的一半, 超过全球的60%: the bound stands before the verb, or before whose part it is.
 */
static ClaimBound distant_bound(const Scan *scan, int32_t at, int32_t *where)
{
    const Quantity *quantity = scan_quantity(scan, at);
    const bool part =
        quantity_dim(quantity) == DIM_PERCENT || (quantity->flags & NUMBER_FRACTION);
    for (int32_t i = at - 1; i >= at - FAR && same_clause(scan, i, at); i--) {
        const Token *token = &scan->tokens[i];
        if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE) return CLAIM_EQ;
        if (!scan_is(scan, i, ROLE(BOUND))) continue;
        if (!fold_is_han(scan->fold->low[token->start])) return CLAIM_EQ;
        const ClaimBound bound = bound_of(scan, i);
        const bool verb = scan_is(scan, i + 1, ROLE(MEASURE) | ROLE(EXACTLY));
        const bool of = scan->fold->low[scan->tokens[at - 1].start] == 0x7684 /* 的 */;
        if (!verb && !(part && of && bound != CLAIM_APPROX)) return CLAIM_EQ;
        *where = i;
        return bound;
    }
    return CLAIM_EQ;
}

/* The words before the number; returns the first that belongs to it. */
static int32_t read_before(const Scan *scan, int32_t at, Quantity *quantity)
{
    int32_t i = at - 1;
    while (scan_is(scan, i, ROLE(EXACTLY)) && same_clause(scan, i, at))
        i--;
    if (!scan_is(scan, i, ROLE(BOUND) | ROLE(EITHER)) || !same_clause(scan, i, at)) {
        int32_t where = at;
        const ClaimBound bound = distant_bound(scan, at, &where);
        if (bound != CLAIM_EQ) quantity->bound = bound;
        if (bound != CLAIM_EQ && denied(scan, where)) quantity->bound = opposite(bound);
        return at;
    }
    const ClaimBound bound = bound_of(scan, i);
    const bool during = quantity_dim(quantity) == DIM_TIME && scan_is(scan, i, ROLE(COMPARED));
    if (during) return at; /* "over five years" */
    if (quantity->range) return i;
    quantity->bound = denied(scan, i) ? opposite(bound) : bound;
    const bool second = scan_is(scan, i - 1, ROLE(BOUND)) && same_clause(scan, i - 1, at);
    if (bound == CLAIM_APPROX && second && bound_of(scan, i - 1) != CLAIM_APPROX)
        quantity->bound = bound_of(scan, i - 1);
    return second ? i - 1 : i;
}

/* The words behind it; returns the last that belongs to it. "200 or greater than 190" are two.
 */
static int32_t read_behind(const Scan *scan, int32_t at, Quantity *quantity)
{
    const bool either = scan_is(scan, at + 1, ROLE(EITHER)) && !scan_quantity(scan, at + 2);
    if (!either && !scan_is(scan, at + 1, ROLE(AFTER))) return at;
    ClaimBound bound = bound_of(scan, at + 1);
    if (either) bound = bound == CLAIM_GT ? CLAIM_GE : CLAIM_LE;
    if (quantity->bound == CLAIM_GT && bound == CLAIM_LE) bound = CLAIM_GE; /* "or equal" */
    if (!quantity->range) quantity->bound = bound;
    return at + 1;
}

void join_bounds(Scan *scan)
{
    for (int32_t i = 0; i < scan->n_tokens; i++) {
        Quantity *quantity = scan_quantity(scan, i);
        if (!quantity) continue;
        const int32_t first = read_before(scan, i, quantity);
        const int32_t last = read_behind(scan, i, quantity);
        if (quantity->bound == CLAIM_EQ && not_reached(scan, i)) quantity->bound = CLAIM_LT;
        scan_swallow(scan, i, first, last);
        i = last;
    }
    scan_compact(scan);
}

/* --- pairs --- */

static bool is_lower(ClaimBound bound)
{
    return bound == CLAIM_GT || bound == CLAIM_GE;
}

static bool is_upper(ClaimBound bound)
{
    return bound == CLAIM_LT || bound == CLAIM_LE;
}

/* Where the number after `at` stands, with at most a comma and an "and" between. */
static int32_t next_number(const Scan *scan, int32_t at)
{
    for (int32_t i = at + 1; i <= at + 3; i++) {
        const uint32_t mark = scan_mark(scan, i);
        if (scan_quantity(scan, i)) return i;
        const bool joint =
            scan_is(scan, i, ROLE(AND) | ROLE(CONJUNCTION)) || mark == ',' || mark == 0xFF0C;
        if (!joint) return at;
    }
    return at;
}

static bool compatible(const Quantity *a, const Quantity *b)
{
    return (!a->unit && !b->unit) || quantity_same_unit(a, b);
}

void join_pairs(Scan *scan)
{
    for (int32_t i = 0; i < scan->n_tokens; i++) {
        Quantity *first = scan_quantity(scan, i);
        const int32_t next = first ? next_number(scan, i) : i;
        const Quantity *second = next > i ? scan_quantity(scan, next) : NULL;
        if (!second || !compatible(first, second)) continue;
        const bool rising = is_lower(first->bound) && is_upper(second->bound);
        const bool falling = is_upper(first->bound) && is_lower(second->bound);
        const double lo = rising ? first->lo : second->lo, hi = rising ? second->lo : first->lo;
        if ((!rising && !falling) || !(lo < hi)) continue;
        first->lo = lo;
        first->hi = hi;
        first->range = true;
        first->bound = CLAIM_RANGE;
        scan_swallow(scan, i, i, next);
        i = next;
    }
    scan_compact(scan);
}
