#include "claims/imply.h"

#include <math.h>
#include <string.h>

/* A sentence without end must not make every pair of its claims meet. */
enum { PAIR_REACH = 16 };

typedef struct Interval {
    double lo, hi;
} Interval;

static bool same_sentence(const Claim *a, const Claim *b)
{
    return a->sentence_start == b->sentence_start;
}

static bool same_year(const Claim *a, const Claim *b)
{
    return a->year == b->year;
}

static bool has_unit(const Claim *claim, const char *unit)
{
    return strcmp(claim->unit, unit) == 0;
}

/* An amount of something: not a share, a change, a time or a count of plants. */
static bool is_amount(const Claim *claim)
{
    switch (claim->relation) {
    case CLAIM_LEVEL:
    case CLAIM_CAPACITY:
    case CLAIM_OUTPUT_VALUE:
    case CLAIM_RESERVE:
    case CLAIM_PRICE:
    case CLAIM_INVESTMENT:
        return !has_unit(claim, "%") && claim->lo >= 0.0;
    default:
        return false;
    }
}

static bool agree_on_entity(const Claim *a, const Claim *b)
{
    return a->main == b->main || a->main == CLAIM_NONE || b->main == CLAIM_NONE;
}

/* level / share, with both as ranges of positive numbers. */
static Interval total_of(const Claim *share, const Claim *level)
{
    const double most = isfinite(share->hi) ? share->hi / 100.0 : 1.0;
    const double least = isfinite(share->lo) && share->lo > 0.0 ? share->lo / 100.0 : 0.0;
    const double lo = isfinite(level->lo) ? level->lo / fmin(most, 1.0) : 0.0;
    const double hi = least > 0.0 ? level->hi / least : INFINITY;
    return (Interval){lo, hi};
}

static bool imply_total(const Claim *share, const Claim *level, Implied *out)
{
    const bool pair = share->relation == CLAIM_SHARE && has_unit(share, "%") &&
                      is_amount(level) && level->relation != CLAIM_PRICE;
    if (!pair || !same_year(share, level) || !agree_on_entity(share, level)) return false;
    if (!(share->hi > 0.0)) return false;
    const Interval total = total_of(share, level);
    *out =
        (Implied){.kind = IMPLIED_TOTAL, .lo = total.lo, .hi = total.hi, .year = level->year};
    memcpy(out->unit, level->unit, sizeof out->unit);
    return true;
}

/* now / (1 + growth), now / multiple, or now less the points. */
static bool previous_of(const Claim *change, const Claim *now, Interval *before)
{
    if (change->relation == CLAIM_CHANGE && has_unit(change, "pp") && has_unit(now, "%")) {
        *before = (Interval){now->lo - change->hi, now->hi - change->lo};
        return true;
    }
    if (!is_amount(now)) return false;
    double least, most;
    if (change->relation == CLAIM_GROWTH && has_unit(change, "%")) {
        least = 1.0 + change->lo / 100.0;
        most = 1.0 + change->hi / 100.0;
    } else if (change->relation == CLAIM_MULTIPLE) {
        least = change->lo;
        most = change->hi;
    } else {
        return false;
    }
    if (!(most > 0.0)) return false;
    *before = (Interval){isfinite(most) ? fmax(now->lo, 0.0) / most : 0.0,
                         least > 0.0 ? now->hi / least : INFINITY};
    return true;
}

static bool imply_previous(const Claim *change, const Claim *now, Implied *out)
{
    Interval before;
    if (!same_year(change, now) || !agree_on_entity(change, now)) return false;
    if (!previous_of(change, now, &before)) return false;
    *out = (Implied){
        .kind = IMPLIED_PREVIOUS, .lo = before.lo, .hi = before.hi, .year = change->base_year};
    memcpy(out->unit, now->unit, sizeof out->unit);
    return true;
}

static bool imply_pair(const Claim *claims, int32_t i, int32_t j, Implied *out)
{
    const Claim *a = &claims[i], *b = &claims[j];
    bool first = true;
    bool found = imply_total(a, b, out);
    if (!found && j == i + 1) found = imply_previous(a, b, out);
    if (!found) {
        first = false;
        found = imply_total(b, a, out);
        if (!found && j == i + 1) found = imply_previous(b, a, out);
    }
    if (!found) return false;
    out->part = first ? i : j;
    out->level = first ? j : i;
    out->approximate = a->bound == CLAIM_APPROX || b->bound == CLAIM_APPROX;
    return true;
}

/* Runs over the pairs; with room in `implied` fills it, without only counts. */
static int32_t imply_run(const ClaimList *list, Implied *implied)
{
    int32_t n = 0;
    for (int32_t j = 1; j < list->n; j++)
        for (int32_t i = j - 1; i >= 0 && i >= j - PAIR_REACH; i--) {
            if (!same_sentence(&list->claims[i], &list->claims[j])) break;
            Implied one;
            if (!imply_pair(list->claims, i, j, &one)) continue;
            if (implied) implied[n] = one;
            n++;
            break; /* the nearest partner is the one meant */
        }
    return n;
}

Status claims_imply(const ClaimList *list, Arena *arena, ImpliedList *out)
{
    const int32_t n = imply_run(list, NULL);
    Implied *implied = ARENA_ARRAY(arena, Implied, n);
    *out = (ImpliedList){NULL, 0};
    if (!implied) return LODE_NO_MEMORY;
    *out = (ImpliedList){implied, imply_run(list, implied)};
    return LODE_OK;
}
