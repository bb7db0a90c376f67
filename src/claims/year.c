/* year.c - which year a claim is about: its clause says, or its sentence, or the sentence
 * before in the same bullet, or else it is the year of publication. */
#include "claims/draft.h"

static bool moves(const Claim *claim)
{
    return claim->relation == CLAIM_GROWTH || claim->relation == CLAIM_CHANGE ||
           claim->relation == CLAIM_MULTIPLE;
}

/* "from 2022 levels", "the 2022 figure", 较2023年: what a claim is held against. A change
 * starts "from" somewhere; a level was "from 85 percent in 2009" itself. */
static bool is_base(const Scan *scan, int32_t i, const Claim *claim)
{
    const int32_t before = scan_is(scan, i - 1, ROLE(EXACTLY)) ? i - 2 : i - 1;
    if (scan_is(scan, i + 1, ROLE(LEVELS)) || scan_is(scan, before, ROLE(COMPARED)))
        return true;
    const When *when = scan_when(scan, i);
    if (when->from != DAY_NONE && when->to == DAY_NONE) return true; /* since 1990 */
    return moves(claim) && scan_is(scan, before, ROLE(FROM));
}

static bool usable(const Scan *scan, int32_t i, const Claim *claim)
{
    const When *when = scan_when(scan, i);
    return when && when->year != CLAIM_NO_YEAR && !is_base(scan, i, claim);
}

/* The date behind the number, unless another number stands between; else the nearest before it;
 * else any behind it. CLAIM_NONE if there is none. */
static int32_t date_in(const Scan *scan, Stretch stretch, int32_t at, const Claim *claim)
{
    for (int32_t i = at + 1; i <= stretch.last && scan->tokens[i].kind != TOKEN_NUMBER; i++)
        if (usable(scan, i, claim)) return i;
    for (int32_t i = at - 1; i >= stretch.first; i--)
        if (usable(scan, i, claim)) return i;
    for (int32_t i = at + 1; i <= stretch.last; i++)
        if (usable(scan, i, claim)) return i;
    return CLAIM_NONE;
}

/* "orders extending to 2026" and "founded in 1998" say nothing of other clauses. */
static bool usable_elsewhere(const Scan *scan, int32_t i, const Claim *claim)
{
    const bool event = scan_is(scan, i - 1, ROLE(EVENT)) || scan_is(scan, i - 2, ROLE(EVENT));
    return usable(scan, i, claim) && !event && !scan_is(scan, i - 1, ROLE(AUXILIARY));
}

/* In the sentence, what was said before the number comes first. */
static int32_t date_in_sentence(const Scan *scan, int32_t at, const Claim *claim)
{
    const Stretch sentence = sentence_of(scan, at);
    for (int32_t i = at - 1; i >= sentence.first; i--)
        if (usable_elsewhere(scan, i, claim)) return i;
    for (int32_t i = at + 1; i <= sentence.last; i++)
        if (usable_elsewhere(scan, i, claim)) return i;
    return CLAIM_NONE;
}

static int32_t date_before(const Scan *scan, int32_t at, const Claim *claim)
{
    const int32_t first = sentence_of(scan, at).first;
    for (int32_t i = first - 1; i >= 0 && i >= first - DRAFT_REACH; i--) {
        if (scan->tokens[i].paragraph != scan->tokens[at].paragraph) break;
        if (usable(scan, i, claim)) return i;
    }
    return CLAIM_NONE;
}

static int32_t base_in(const Scan *scan, int32_t at, const Claim *claim)
{
    const Stretch clause = clause_of(scan, at);
    for (int32_t i = clause.first; i <= clause.last; i++) {
        const When *when = scan_when(scan, i);
        if (when && when->year != CLAIM_NO_YEAR && moves(claim) && is_base(scan, i, claim))
            return when->year;
    }
    return CLAIM_NO_YEAR;
}

static int32_t months_of(const When *when)
{
    switch (when->grain) {
    case GRAIN_YEAR:
        return 12;
    case GRAIN_HALF:
        return 6;
    case GRAIN_QUARTER:
        return 3;
    case GRAIN_MONTH:
        return 1;
    case GRAIN_SPAN:
        return when->months;
    default:
        return 0;
    }
}

/* The month a part of a year begins with. What lies over the turn of a year is none. */
static int32_t first_month(const When *when, int32_t months)
{
    int32_t year, month, day;
    if (!months || when->fiscal || when->from == DAY_NONE) return 0;
    date_of(when->from, &year, &month, &day);
    return year == when->year ? month : 0;
}

static void take(const When *when, ClaimPlace place, Claim *claim)
{
    claim->year = when->year;
    claim->year_place = when->implied ? CLAIM_IN_PUBLICATION : place;
    claim->months = months_of(when);
    claim->month = first_month(when, claim->months);
    claim->fiscal = when->fiscal;
    claim->by = when->by;
    if (moves(claim)) claim->base_year = when->base;
}

void draft_year(const Scan *scan, int32_t at, const ClaimContext *context, Claim *claim)
{
    ClaimPlace place = CLAIM_IN_CLAUSE;
    int32_t i = date_in(scan, clause_of(scan, at), at, claim);
    if (i == CLAIM_NONE) {
        place = CLAIM_IN_SENTENCE;
        i = date_in_sentence(scan, at, claim);
    }
    if (i == CLAIM_NONE) {
        place = CLAIM_IN_SENTENCE_BEFORE;
        i = date_before(scan, at, claim);
    }
    if (i != CLAIM_NONE) {
        take(scan_when(scan, i), place, claim);
    } else if (context->year) {
        claim->year = context->year;
        claim->year_place = CLAIM_IN_PUBLICATION;
    }
    const int32_t base = base_in(scan, at, claim);
    if (base != CLAIM_NO_YEAR)
        claim->base_year = base;
    else if (claim->year_on_year && claim->year && !claim->base_year)
        claim->base_year = claim->year - 1;
}
