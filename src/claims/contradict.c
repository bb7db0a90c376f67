/* contradict.c - claims of two documents that cannot both be true, and the traps that may
 * explain it. */
#include <math.h>
#include <string.h>

#include "claims/imply.h"

/* Half a unit of rounding, or what "about" covers. */
static const double slack_point = 0.05, slack_about = 0.10;

static bool comparable_relation(ClaimRelation relation)
{
    return relation != CLAIM_SIGN && relation != CLAIM_COUNT && relation != CLAIM_DURATION &&
           relation != CLAIM_PROPERTY;
}

/* Names of one kind that both claims give must be the same; *scope when only one gives it. */
static bool same_names(const Claim *a, const Claim *b, bool *scope)
{
    *scope = false;
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++) {
        const int32_t x = a->entity[k].name, y = b->entity[k].name;
        if (x != y && x != CLAIM_NONE && y != CLAIM_NONE) return false;
        *scope = *scope || x != y;
    }
    return a->main == b->main && a->main != CLAIM_NONE;
}

static bool same_quantity(const Claim *a, const Claim *b)
{
    return a->relation == b->relation && comparable_relation(a->relation) &&
           a->measure == b->measure && a->year == b->year && a->year != CLAIM_NO_YEAR &&
           strcmp(a->unit, b->unit) == 0;
}

static double slack_of(const Claim *claim)
{
    return claim->bound == CLAIM_APPROX ? slack_about : slack_point;
}

/* The values nearest to each other that the two claims allow; false when their ranges meet. */
static bool apart(const Claim *a, const Claim *b, double *from, double *to)
{
    const double slack = fmax(slack_of(a), slack_of(b));
    if (a->hi < b->lo) {
        *from = a->hi;
        *to = b->lo;
    } else if (b->hi < a->lo) {
        *from = a->lo;
        *to = b->hi;
    } else {
        return false;
    }
    return fabs(*to - *from) > slack * fmax(fabs(*from), fabs(*to));
}

/* Two halves of a year, two months: what is said of one says nothing of the other. */
static bool other_part(const Claim *a, const Claim *b)
{
    return a->months == b->months && a->month && b->month && a->month != b->month;
}

static uint32_t reasons_of(const Claim *a, const Claim *b, bool scope)
{
    uint32_t reasons = REASON_NONE;
    const bool periods = a->months && b->months && a->months != b->months;
    if (scope) reasons |= REASON_SCOPE;
    if (a->basis != b->basis) reasons |= REASON_BASIS;
    if (a->fiscal != b->fiscal) reasons |= REASON_FISCAL;
    if (periods) reasons |= REASON_PERIOD;
    if (a->kind != b->kind) reasons |= REASON_FORECAST;
    if (a->year_place == CLAIM_IN_PUBLICATION || b->year_place == CLAIM_IN_PUBLICATION)
        reasons |= REASON_YEAR_GUESS;
    return reasons;
}

static bool contradict(const Claim *a, const Claim *b, Contradiction *out)
{
    bool scope;
    double from, to;
    if (!same_quantity(a, b) || other_part(a, b) || !same_names(a, b, &scope)) return false;
    if (!apart(a, b, &from, &to)) return false;
    out->ratio = from != 0.0 ? to / from : INFINITY;
    out->points = to - from;
    out->reasons = reasons_of(a, b, scope);
    return true;
}

/* Runs over the pairs; with room in `found` fills it, without only counts. */
static int32_t contradict_run(const ClaimList *a, const ClaimList *b, Contradiction *found)
{
    int32_t n = 0;
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < b->n; j++) {
            Contradiction one = {.a = i, .b = j};
            if (!contradict(&a->claims[i], &b->claims[j], &one)) continue;
            if (found) found[n] = one;
            n++;
        }
    return n;
}

Status claims_contradict(const ClaimList *a, const ClaimList *b, Arena *arena,
                         ContradictionList *out)
{
    const int32_t n = contradict_run(a, b, NULL);
    Contradiction *found = ARENA_ARRAY(arena, Contradiction, n);
    *out = (ContradictionList){NULL, 0};
    if (!found) return LODE_NO_MEMORY;
    *out = (ContradictionList){found, contradict_run(a, b, found)};
    return LODE_OK;
}

const char *contradiction_reason_text(int32_t i, WordLanguage language)
{
    static const char *const texts[CONTRADICTION_REASONS][2] = {
        {"one of them speaks of a part: its material, stage or firm is named",
         "其中一条只说一部分：点明了材料、环节或企业"},
        {"tonnes of what: gross, oxide or contained weight",
         "吨的口径不同：实物量、氧化物还是所含元素"},
        {"a fiscal year beside a calendar year", "财政年度与日历年度并列"},
        {"a part of the year beside the year", "一年中的一段与全年并列"},
        {"a forecast beside what came", "预测与实际并列"},
        {"one year is only that of publication", "其中一条的年份只是发表年份"},
    };
    return texts[i][language];
}
