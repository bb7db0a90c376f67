/* conflict.c - claims against claims: a share and an amount imply a total, which the run has or
 * has not; two documents on one quantity may not both be right. */
#include <math.h>
#include <string.h>

#include "claims/imply.h"
#include "verdict/judge.h"
#include "verdict/measure.h"

enum { REASONS_MAX = 320 };

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_period(TiePeriod a, TiePeriod b)
{
    return a.from == b.from && (a.from == MONTH_NONE || a.months == b.months);
}

/* --- totals --- */

/* One document's share (as a metric or as a ratio) and amount of the same things. */
static bool make_total(const Tie *share, const Tie *amount)
{
    const bool parts = strcmp(share->relation, "share") == 0 && strcmp(share->unit, "%") == 0 &&
                       strcmp(amount->metric, "production") == 0 &&
                       strcmp(share->metric, "share") == 0 && amount->transform == TIE_LEVEL &&
                       share->transform == TIE_LEVEL;
    return parts && same_text(share->document, amount->document) &&
           same_period(share->period, amount->period) && share->value > 0.0 &&
           metric_filter_same(&share->filter, &amount->filter);
}

/* amount / share, as far as both are said: over 400,000 t at 68 % is over 588,235 t. */
static ClaimedRange total_of(const Tie *share, const Tie *amount)
{
    const ClaimedRange s = tie_range(share), a = tie_range(amount);
    const double most = fmin(s.high / 100.0, 1.0), least = fmax(s.low / 100.0, 0.0);
    const double low = fmax(a.low, 0.0) / most;
    const double high = least > 0.0 ? a.high / least : INFINITY;
    const double slack = s.slack / s.low + a.slack / fabs(amount->value);
    return (ClaimedRange){low, high, slack * low};
}

static const char *total_reasons(const Tie *share, const Tie *amount, Arena *arena)
{
    const char *basis = *amount->basis ? "" : "it does not say whether the amount is in oxide";
    const char *scope = share->filter.region ? "the amount may be the world's" : "";
    return measure_say(arena, "%s%s%s", scope, *scope && *basis ? "; " : "", basis);
}

static bool judge_total(const Tie *share, const Tie *amount, const VerdictRuns *runs,
                        Arena *arena, Conflict *out)
{
    const char *run = *amount->scenario ? amount->scenario : runs->run;
    const Record *record = verdict_run_find(runs, run);
    Tie world = *amount;
    world.filter.region = NULL;
    if (!record) return false;
    const Measured total = measure_tie(&world, record, runs, false, arena);
    const ClaimedRange implied = total_of(share, amount);
    if (total.why) return false;
    const bool can_be = total.value >= implied.low - implied.slack &&
                        total.value <= implied.high + implied.slack;
    *out = (Conflict){CONFLICT_TOTAL, share,        amount,
                      implied.low,    implied.high, total.value,
                      amount->unit,   can_be,       total_reasons(share, amount, arena)};
    return true;
}

/* --- pairs --- */

static bool same_quantity(const Tie *a, const Tie *b)
{
    return *a->metric && strcmp(a->metric, b->metric) == 0 && a->transform == b->transform &&
           strcmp(a->unit, b->unit) == 0 && strcmp(a->over, b->over) == 0 &&
           same_period(a->period, b->period) && same_period(a->base, b->base) &&
           strcmp(a->scenario, b->scenario) == 0 && strcmp(a->relation, "sign") != 0 &&
           metric_filter_same(&a->filter, &b->filter) && !same_text(a->document, b->document);
}

static void add_reason(char *text, size_t size, const char *reason)
{
    if (*text && *reason) strncat(text, "; ", size - strlen(text) - 1);
    strncat(text, reason, size - strlen(text) - 1);
}

/* The traps that the two rows show, and what their notes say. */
static const char *pair_reasons(const Tie *a, const Tie *b, Arena *arena)
{
    char text[REASONS_MAX] = "";
    if (strcmp(a->basis, b->basis) != 0)
        add_reason(text, sizeof text, contradiction_reason_text(1));
    if (strstr(a->statement, "fiscal") || strstr(b->statement, "fiscal"))
        add_reason(text, sizeof text, contradiction_reason_text(2));
    add_reason(text, sizeof text, a->factor != b->factor ? "counted otherwise (factor)" : "");
    add_reason(text, sizeof text, a->note);
    if (strcmp(a->note, b->note) != 0) add_reason(text, sizeof text, b->note);
    return measure_say(arena, "%s", text);
}

static bool judge_pair(const Tie *a, const Tie *b, const VerdictRuns *runs, Arena *arena,
                       Conflict *out)
{
    const ClaimedRange x = tie_range(a), y = tie_range(b);
    const ClaimedRange *lower = x.high < y.low ? &x : &y, *upper = lower == &x ? &y : &x;
    if (!(lower->high < upper->low)) return false;
    if (upper->low - lower->high <= fmax(lower->slack, upper->slack)) return false;
    const Record *record = verdict_run_find(runs, *a->scenario ? a->scenario : runs->run);
    const Measured model =
        record ? measure_tie(a, record, runs, strcmp(a->basis, "reo") == 0, arena)
               : (Measured){NAN, "", false};
    *out = (Conflict){CONFLICT_PAIR, a,          b,
                      lower->high,   upper->low, model.value,
                      a->unit,       false,      pair_reasons(a, b, arena)};
    return true;
}

/* --- all of them --- */

static bool is_held(const Tie *tie)
{
    return strcmp(tie->state, "rejected") != 0 && *tie->metric && isfinite(tie->value);
}

/* Runs over the pairs; with room in `found` fills it, without only counts. */
static int32_t find_conflicts(const Ties *ties, const VerdictRuns *runs, Arena *arena,
                              Conflict *found)
{
    int32_t n = 0;
    for (int32_t i = 0; i < ties->n; i++)
        for (int32_t j = 0; j < ties->n; j++) {
            const Tie *a = &ties->ties[i], *b = &ties->ties[j];
            Conflict one;
            if (i == j || !is_held(a) || !is_held(b)) continue;
            const bool total = make_total(a, b) && judge_total(a, b, runs, arena, &one);
            const bool pair =
                !total && i < j && same_quantity(a, b) && judge_pair(a, b, runs, arena, &one);
            if (!total && !pair) continue;
            if (found) found[n] = one;
            n++;
        }
    return n;
}

Status conflicts_of(const Ties *ties, const VerdictRuns *runs, Conflicts **out)
{
    Arena *arena = arena_new(0);
    Conflicts *conflicts = ARENA_ARRAY(arena, Conflicts, 1);
    *out = NULL;
    Conflict *list = NULL;
    int32_t n = 0;
    if (conflicts) {
        n = find_conflicts(ties, runs, arena, NULL);
        list = ARENA_ARRAY(arena, Conflict, n);
    }
    if (!list) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *conflicts = (Conflicts){arena, list, find_conflicts(ties, runs, arena, list)};
    *out = conflicts;
    return LODE_OK;
}

void conflicts_free(Conflicts *conflicts)
{
    if (conflicts) arena_free(conflicts->arena);
}
