/* relation.c - what a number says: a level, a growth, a share ... by its unit first, then by
 * the words of its clause. */
#include "claims/draft.h"

#include <math.h>

enum { AFTER_REACH = 3, BY_REACH = 12, POINT_REACH = 8 };

static int32_t sign_at(const Scan *scan, int32_t i)
{
    return scan_is(scan, i, ROLE(DIRECTION)) ? (int32_t)scan->tokens[i].word->value[0] : 0;
}

static bool same_clause(const Scan *scan, int32_t i, int32_t at)
{
    return i >= 0 && i < scan->n_tokens && scan->tokens[i].clause == scan->tokens[at].clause;
}

/* "rose 5%", "rose by 5%", 同比增长了5%, 降幅达5%. */
static int32_t direction_before(const Scan *scan, int32_t at, int32_t *first)
{
    int32_t i = at - 1;
    while (same_clause(scan, i, at) &&
           scan_is(scan, i, ROLE(EXACTLY) | ROLE(BY) | ROLE(YEAR_ON_YEAR)) &&
           !scan_is(scan, i, ROLE(REACHING)))
        i--;
    *first = same_clause(scan, i, at) ? i : at;
    return same_clause(scan, i, at) ? sign_at(scan, i) : 0;
}

/* "lifted output by 18%": the verb may stand further off when "by" stands before the number. */
static int32_t direction_by(const Scan *scan, int32_t at)
{
    if (!scan_is(scan, at - 1, ROLE(BY))) return 0;
    for (int32_t i = at - 2; i >= at - BY_REACH && same_clause(scan, i, at); i--) {
        if (scan->tokens[i].kind == TOKEN_NUMBER) return 0;
        if (sign_at(scan, i)) return sign_at(scan, i);
    }
    return 0;
}

/* "1.5% more than a year earlier", "3 percentage points below target": a bound word without a
 * number of its own compares. */
static int32_t compared_after(const Scan *scan, int32_t i)
{
    if (!scan_is(scan, i, ROLE(BOUND)) || scan_quantity(scan, i + 1)) return 0;
    const ClaimBound bound = (ClaimBound)(int32_t)scan->tokens[i].word->value[0];
    return bound == CLAIM_GT ? 1 : bound == CLAIM_LT ? -1 : 0;
}

/* "a 12.8% year-on-year increase", "5% higher". */
static int32_t direction_after(const Scan *scan, int32_t at)
{
    const Dimension dim = quantity_dim(scan_quantity(scan, at));
    if ((dim == DIM_PERCENT || dim == DIM_POINT) && same_clause(scan, at + 1, at) &&
        compared_after(scan, at + 1))
        return compared_after(scan, at + 1);
    for (int32_t i = at + 1; i <= at + AFTER_REACH && same_clause(scan, i, at); i++) {
        if (sign_at(scan, i)) return sign_at(scan, i);
        if (scan->tokens[i].kind != TOKEN_WORD && !scan_is(scan, i, ROLE(YEAR_ON_YEAR)))
            return 0;
    }
    return 0;
}

/* "rising at an average of 2% year over year": a percentage on the year is a growth; the verb
 * may stand anywhere before it in the clause. */
static int32_t direction_on_year(const Scan *scan, int32_t at)
{
    const bool percent = quantity_dim(scan_quantity(scan, at)) == DIM_PERCENT;
    if (!percent || !scan_is(scan, at + 1, ROLE(YEAR_ON_YEAR))) return 0;
    for (int32_t i = at - 1; i >= at - BY_REACH && same_clause(scan, i, at); i--)
        if (sign_at(scan, i)) return sign_at(scan, i);
    return 1;
}

int32_t draft_direction(const Scan *scan, int32_t at, int32_t *first)
{
    int32_t sign = direction_before(scan, at, first);
    if (sign) return sign;
    *first = at;
    const bool level = scan_is(scan, at - 1, ROLE(TO) | ROLE(REACHING) | ROLE(FROM));
    if (level) return 0;
    sign = direction_by(scan, at);
    if (!sign) sign = direction_after(scan, at);
    if (!sign) sign = direction_on_year(scan, at);
    if (!sign && scan_is(scan, at - 1, ROLE(YEAR_ON_YEAR))) sign = 1;
    return sign;
}

/* Points move, wherever in the clause the verb stands. */
static int32_t direction_of_points(const Scan *scan, int32_t at)
{
    int32_t first;
    int32_t sign = draft_direction(scan, at, &first);
    for (int32_t i = at - 1; !sign && i >= at - POINT_REACH && same_clause(scan, i, at); i--)
        sign = sign_at(scan, i);
    for (int32_t i = at + 1; !sign && i <= at + POINT_REACH && same_clause(scan, i, at); i++)
        sign = sign_at(scan, i);
    return sign ? sign : 1;
}

static ClaimMeasure measure_at(const Scan *scan, int32_t i)
{
    if (!scan_is(scan, i, ROLE(MEASURE))) return CLAIM_UNNAMED;
    return (ClaimMeasure)(int32_t)scan->tokens[i].word->value[1];
}

/* "1 million tons and aluminium output of 40 billion": behind such an "and" another number is
 * measured. The last token of the clause that may speak of number `at`. */
static int32_t last_of_own(const Scan *scan, int32_t at)
{
    const Stretch clause = clause_of(scan, at);
    int32_t conjunction = 0;
    bool measured = false;
    for (int32_t i = at + 1; i <= clause.last; i++) {
        if (scan_quantity(scan, i))
            return conjunction && measured ? conjunction - 1 : clause.last;
        if (!conjunction && scan_is(scan, i, ROLE(AND))) conjunction = i;
        measured = measured || (conjunction && measure_at(scan, i));
    }
    return clause.last;
}

/* The measure named nearest to the number in its clause, words before it first; if it says
 * nothing else, that of the clause before in the same sentence. */
static ClaimMeasure measure_near(const Scan *scan, int32_t at)
{
    const Stretch clause = clause_of(scan, at);
    for (int32_t i = at - 1; i >= clause.first; i--)
        if (measure_at(scan, i)) return measure_at(scan, i);
    for (int32_t i = at + 1; i <= last_of_own(scan, at); i++)
        if (measure_at(scan, i)) return measure_at(scan, i);
    for (int32_t i = clause.first - 1; i >= sentence_of(scan, at).first; i--)
        if (measure_at(scan, i)) return measure_at(scan, i);
    return CLAIM_UNNAMED;
}

static bool measured_as(const Scan *scan, int32_t at, ClaimMeasure measure)
{
    const Stretch clause = clause_of(scan, at);
    for (int32_t i = clause.first; i <= clause.last; i++)
        if (measure_at(scan, i) == measure) return true;
    return false;
}

static bool clause_has(const Scan *scan, int32_t at, uint64_t roles)
{
    const Stretch clause = clause_of(scan, at);
    for (int32_t i = clause.first; i <= clause.last; i++)
        if (scan_is(scan, i, roles)) return true;
    return false;
}

/* The first measure that is a relation of its own, among those that suit the unit. */
static ClaimRelation relation_named(const Scan *scan, int32_t at, const ClaimMeasure *suits,
                                    int32_t n, ClaimRelation otherwise)
{
    const ClaimMeasure near = measure_near(scan, at);
    for (int32_t i = 0; i < n; i++)
        if (near == suits[i]) return (ClaimRelation)near;
    for (int32_t i = 0; i < n; i++)
        if (measured_as(scan, at, suits[i])) return (ClaimRelation)suits[i];
    return otherwise;
}

static ClaimRelation relation_of_percent(const Scan *scan, int32_t at, const Claim *claim)
{
    static const ClaimMeasure suits[] = {CLAIM_OF_COMPOSITION, CLAIM_OF_MARGIN, CLAIM_OF_SHARE};
    const uint32_t *behind =
        at + 1 < scan->n_tokens ? scan->fold->low + scan->tokens[at + 1].start : NULL;
    const bool of = behind && behind[0] == 'o' && behind[1] == 'f' && !is_letter(behind[2]);
    const Quantity *quantity = scan_quantity(scan, at);
    const bool tenths = quantity->unit && quantity->unit->factor == 10.0; /* 三成 */
    const ClaimRelation open = of || claim->fraction || tenths ? CLAIM_SHARE : CLAIM_LEVEL;
    if (clause_has(scan, at, ROLE(WEIGHT))) return CLAIM_COMPOSITION;
    return relation_named(scan, at, suits, 3, open);
}

static ClaimRelation relation_of_money(const Scan *scan, int32_t at, const Quantity *quantity)
{
    static const ClaimMeasure suits[] = {CLAIM_OF_OUTPUT_VALUE, CLAIM_OF_INVESTMENT,
                                         CLAIM_OF_PRICE};
    if (quantity->per && quantity->per->dim != DIM_TIME) return CLAIM_PRICE;
    const ClaimMeasure near =
        measure_near(scan, at); /* what is put out, in money, is its value */
    return relation_named(scan, at, suits, 3,
                          near == CLAIM_PRODUCTION ? CLAIM_OUTPUT_VALUE : CLAIM_LEVEL);
}

/* 一辆车用1.5公斤: an amount for one of something. */
static bool for_one(const Scan *scan, int32_t at)
{
    for (int32_t i = clause_of(scan, at).first; i < at; i++) {
        const Quantity *quantity = scan_quantity(scan, i);
        if (quantity && quantity_dim(quantity) == DIM_COUNT && quantity->hi == 1.0) return true;
    }
    return false;
}

static ClaimRelation relation_of_amount(const Scan *scan, int32_t at, const Quantity *quantity)
{
    static const ClaimMeasure suits[] = {CLAIM_OF_CAPACITY, CLAIM_OF_RESERVE};
    if (quantity->per && quantity->per->dim != DIM_TIME) return CLAIM_INTENSITY;
    if (clause_has(scan, at, ROLE(EACH)) || for_one(scan, at)) return CLAIM_INTENSITY;
    return relation_named(scan, at, suits, 2, CLAIM_LEVEL);
}

static ClaimRelation relation_of(const Scan *scan, int32_t at, const Quantity *quantity,
                                 const Claim *claim)
{
    switch (quantity_dim(quantity)) {
    case DIM_MULTIPLE:
        return CLAIM_MULTIPLE;
    case DIM_POINT:
        return CLAIM_CHANGE;
    case DIM_PERCENT:
        return relation_of_percent(scan, at, claim);
    case DIM_MONEY:
        return relation_of_money(scan, at, quantity);
    case DIM_TIME:
        return quantity->cycle ? CLAIM_CYCLE : CLAIM_DURATION;
    case DIM_MASS:
    case DIM_RATE:
    case DIM_ENERGY:
    case DIM_VOLUME:
        return relation_of_amount(scan, at, quantity);
    case DIM_COUNT:
        return CLAIM_COUNT;
    case DIM_NONE:
        return claim->fraction ? relation_of_percent(scan, at, claim) : CLAIM_COUNT;
    default:
        return CLAIM_PROPERTY;
    }
}

/* Percentages and sums that a direction moves are growth and change. */
static void move(const Scan *scan, int32_t at, const Quantity *quantity, Claim *claim)
{
    const Dimension dim = quantity_dim(quantity);
    int32_t first = at, sign = 0;
    if (dim == DIM_POINT)
        sign = direction_of_points(scan, at);
    else if (dim != DIM_TIME && dim != DIM_MULTIPLE && claim->relation != CLAIM_PRICE)
        sign = draft_direction(scan, at, &first);
    else if (claim->relation == CLAIM_PRICE && !quantity->per)
        sign = direction_before(scan, at, &first);
    const bool loss = first < at && measure_at(scan, first) == CLAIM_LOSS;
    if (!sign || (loss && dim == DIM_MONEY)) return; /* a sum lost is no change of one */
    const bool percent = dim == DIM_PERCENT || claim->fraction;
    const bool counted = dim == DIM_COUNT || (dim == DIM_NONE && !claim->fraction);
    if (!counted) claim->relation = percent ? CLAIM_GROWTH : CLAIM_CHANGE;
    claim->value *= sign;
    if (first < at) claim->start = fold_start(scan->fold, scan->tokens[first].start);
}

/* 增长1.5倍 is 2.5 times the old value, 是…的1.5倍 is 1.5. */
static void move_multiple(const Scan *scan, int32_t at, Claim *claim)
{
    int32_t first;
    const bool chinese = scan->fold->low[scan->tokens[at].end - 1] == 0x500D /* 倍 */;
    const int32_t sign = direction_before(scan, at, &first);
    if (chinese && sign > 0) claim->value += 1.0;
}

static ClaimBasis basis_near(const Scan *scan, int32_t at)
{
    const Stretch clause = clause_of(scan, at);
    for (int32_t i = clause.first; i <= clause.last; i++)
        if (scan_is(scan, i, ROLE(BASIS))) return (ClaimBasis)scan->tokens[i].word->value[0];
    return CLAIM_BASIS_UNSAID;
}

/* "a floor price of $110/kg": at least that much. */
static void apply_floor(const Scan *scan, int32_t at, Claim *claim)
{
    const Stretch clause = clause_of(scan, at);
    if (claim->relation != CLAIM_PRICE || claim->bound != CLAIM_EQ) return;
    for (int32_t i = clause.first; i < at; i++)
        if (scan_is(scan, i, ROLE(FLOOR)))
            claim->bound = (ClaimBound)(int32_t)scan->tokens[i].word->value[0];
}

/* 同比, but not 环比. */
static bool on_year(const Scan *scan, int32_t i)
{
    return scan_is(scan, i, ROLE(YEAR_ON_YEAR)) && scan->tokens[i].word->value[0] < 0.0;
}

void draft_relation(const Scan *scan, int32_t at, Claim *claim)
{
    const Quantity *quantity = scan_quantity(scan, at);
    claim->relation = relation_of(scan, at, quantity, claim);
    claim->measure = measure_near(scan, at);
    claim->year_on_year =
        on_year(scan, at - 1) || on_year(scan, at - 2) || on_year(scan, at + 1);
    claim->basis = basis_near(scan, at);
    if (claim->relation == CLAIM_MULTIPLE)
        move_multiple(scan, at, claim);
    else
        move(scan, at, quantity, claim);
    apply_floor(scan, at, claim);
}

bool draft_multiple(const Scan *scan, int32_t at, Claim *claim)
{
    const bool bare = scan_is(scan, at, ROLE(MULTIPLE_BARE));
    int32_t before = at - 1;
    if (!bare && !scan_is(scan, at, ROLE(MULTIPLE_VERB))) return false;
    if (bare && !scan_is(scan, before, ROLE(AUXILIARY) | ROLE(BOUND))) return false;
    claim->value = scan->tokens[at].word->value[0];
    claim->relation = CLAIM_MULTIPLE;
    claim->measure = measure_near(scan, at);
    if (scan_is(scan, before, ROLE(BOUND)) && same_clause(scan, before, at)) {
        claim->bound = (ClaimBound)(int32_t)scan->tokens[before].word->value[0];
        claim->start = fold_start(scan->fold, scan->tokens[before].start);
    }
    return true;
}
