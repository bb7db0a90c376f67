#include "claims/draft.h"

enum { NOUN_REACH = 4 };

Stretch clause_of(const Scan *scan, int32_t at)
{
    Stretch stretch = {at, at};
    const int32_t clause = scan->tokens[at].clause;
    while (stretch.first > 0 && at - stretch.first < DRAFT_REACH &&
           scan->tokens[stretch.first - 1].clause == clause)
        stretch.first--;
    while (stretch.last + 1 < scan->n_tokens && stretch.last - at < DRAFT_REACH &&
           scan->tokens[stretch.last + 1].clause == clause)
        stretch.last++;
    return stretch;
}

Stretch sentence_of(const Scan *scan, int32_t at)
{
    Stretch stretch = {at, at};
    const int32_t sentence = scan->tokens[at].sentence;
    while (stretch.first > 0 && at - stretch.first < DRAFT_REACH &&
           scan->tokens[stretch.first - 1].sentence == sentence)
        stretch.first--;
    while (stretch.last + 1 < scan->n_tokens && stretch.last - at < DRAFT_REACH &&
           scan->tokens[stretch.last + 1].sentence == sentence)
        stretch.last++;
    return stretch;
}

/* "Group 3", "No. 4", 图3. */
static bool labelled(const Scan *scan, int32_t at)
{
    const int32_t before = scan_mark(scan, at - 1) == '.' ? at - 2 : at - 1;
    return scan_is(scan, before, ROLE(LABEL)) || scan_is(scan, at + 1, ROLE(LABEL_TAIL));
}

/* "54 key projects": a thing that is counted, at most a few words behind. */
static bool counts_noun(const Scan *scan, int32_t at)
{
    for (int32_t i = at + 1; i <= at + NOUN_REACH && i < scan->n_tokens; i++) {
        if (scan_is(scan, i, ROLE(NOUN))) return true;
        if (scan->tokens[i].kind != TOKEN_WORD && !scan_is(scan, i, ROLE(MEASURE)))
            return false;
    }
    return false;
}

static bool starts_with(const Scan *scan, int32_t i, const char *word)
{
    if (i < 0 || i >= scan->n_tokens) return false;
    const uint32_t *text = scan->fold->low + scan->tokens[i].start;
    for (; *word; word++, text++)
        if (*text != (uint32_t)*word) return false;
    return true;
}

/* "the two countries", "these three mines": a reference, not a count. */
static bool pointed_at(const Scan *scan, int32_t at)
{
    return starts_with(scan, at - 1, "the") || starts_with(scan, at - 1, "both");
}

/* "one in five", "7 of 17": the second number counts nothing by itself. */
static bool out_of(const Scan *scan, int32_t at)
{
    return scan_is(scan, at - 1, ROLE(WITHIN) | ROLE(FROM)) && scan_quantity(scan, at - 2);
}

static bool counts(const Scan *scan, int32_t at, const Quantity *quantity)
{
    const bool spelled = quantity->flags & NUMBER_SPELLED;
    if (quantity->lo == 1.0 && quantity->hi == 1.0) return false;
    if (out_of(scan, at) || scan_mark(scan, at - 1) == '/') return false;
    if (spelled && quantity->hi < 10.0 && pointed_at(scan, at)) return false;
    if (scan_is(scan, at + 1, ROLE(ABSTRACT))) return false;
    return quantity_dim(quantity) == DIM_COUNT || counts_noun(scan, at);
}

/* "half of", "a third of": part of something, or what it moved by. */
static bool is_part(const Scan *scan, int32_t at, const Quantity *quantity)
{
    const Token *token = &scan->tokens[at];
    int32_t first;
    if (fold_is_han(scan->fold->low[token->end - 1]) || quantity->bound != CLAIM_EQ)
        return true;
    if (!(quantity->flags & NUMBER_SPELLED)) return false;
    if (starts_with(scan, at + 1, "of")) return true;
    if (draft_direction(scan, at, &first)) return true;
    for (int32_t i = at - 1; i >= 0 && i >= at - NOUN_REACH; i--)
        if (scan_is(scan, i, ROLE(MEASURE)) && scan->tokens[i].word->value[1] == CLAIM_OF_SHARE)
            return true;
    return false;
}

static bool lasts(const Scan *scan, int32_t at, const Quantity *quantity)
{
    const uint64_t tails = ROLE(DATE_TAIL_BEFORE) | ROLE(DATE_TAIL_AFTER) |
                           ROLE(DATE_TAIL_SINCE) | ROLE(YEAR_ON_YEAR);
    if (quantity->lo == 1.0 && (quantity->flags & NUMBER_SPELLED)) return false;
    if (quantity->digits == 4 && quantity->lo >= 1900.0) return false;
    return !scan_is(scan, at + 1, tails);
}

bool draft_claims(const Scan *scan, int32_t at)
{
    const Quantity *quantity = scan_quantity(scan, at);
    if (quantity->flags & NUMBER_IS_ORDINAL) return false;
    const Dimension dim = quantity_dim(quantity);
    if (dim == DIM_NONE && (quantity->flags & NUMBER_FRACTION))
        return is_part(scan, at, quantity);
    if (dim == DIM_NONE || dim == DIM_COUNT)
        return !labelled(scan, at) && counts(scan, at, quantity);
    if (dim == DIM_TIME) return lasts(scan, at, quantity);
    return !(quantity->lo == 0.0 && quantity->hi == 0.0 && dim != DIM_PERCENT);
}
