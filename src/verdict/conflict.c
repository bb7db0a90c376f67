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

static const char *total_reasons(const Tie *share, const Tie *amount, WordLanguage language,
                                 Arena *arena)
{
    const char *basis =
        *amount->basis ? ""
                       : IN_WORDS(language, "it does not say whether the amount is in oxide",
                                  "没有说明数量是否折氧化物");
    const char *scope =
        share->filter.region
            ? IN_WORDS(language, "the amount may be the world's", "数量可能是全球的")
            : "";
    return measure_say(arena, "%s%s%s", scope,
                       *scope && *basis ? IN_WORDS(language, "; ", "；") : "", basis);
}

/* All of what the share is a part of: every region, or every use. */
static void whole_of(const Tie *share, Tie *amount)
{
    if (share->transform == TIE_RATIO && strstr(share->over, "use="))
        amount->filter.use = NULL;
    else
        amount->filter.region = NULL;
}

const char *conflict_total(const Tie *share, const Tie *amount, const VerdictRuns *runs,
                           Arena *arena, Conflict *out)
{
    const char *run = *amount->scenario ? amount->scenario : runs->run;
    const Record *record = verdict_run_find(runs, run);
    Tie whole = *amount;
    whole_of(share, &whole);
    if (!record)
        return IN_WORDS(runs->language, "the file has no such run", "文件中没有该运行");
    const Measured total = measure_tie(&whole, record, runs, false, arena);
    const ClaimedRange implied = total_of(share, amount);
    if (total.why) return total.why;
    const bool can_be = total.value >= implied.low - implied.slack &&
                        total.value <= implied.high + implied.slack;
    *out = (Conflict){.kind = CONFLICT_TOTAL,
                      .a = share,
                      .b = amount,
                      .low = implied.low,
                      .high = implied.high,
                      .model = total.value,
                      .unit = amount->unit,
                      .can_be = can_be,
                      .reasons = total_reasons(share, amount, runs->language, arena),
                      .language = runs->language};
    return NULL;
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

static void add_reason(char *text, size_t size, const char *reason, WordLanguage language)
{
    if (*text && *reason)
        strncat(text, IN_WORDS(language, "; ", "；"), size - strlen(text) - 1);
    strncat(text, reason, size - strlen(text) - 1);
}

/* The traps that the two rows show, and what their notes say. */
static const char *pair_reasons(const Tie *a, const Tie *b, WordLanguage language, Arena *arena)
{
    char text[REASONS_MAX] = "";
    if (strcmp(a->basis, b->basis) != 0)
        add_reason(text, sizeof text, contradiction_reason_text(1, language), language);
    if (strstr(a->statement, "fiscal") || strstr(b->statement, "fiscal"))
        add_reason(text, sizeof text, contradiction_reason_text(2, language), language);
    add_reason(text, sizeof text,
               a->factor != b->factor
                   ? IN_WORDS(language, "counted otherwise (factor)", "计量方式不同（系数）")
                   : "",
               language);
    add_reason(text, sizeof text, tie_note(a, language), language);
    if (strcmp(a->note, b->note) != 0)
        add_reason(text, sizeof text, tie_note(b, language), language);
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
                      a->unit,       false,      pair_reasons(a, b, runs->language, arena),
                      runs->language};
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
            const bool total = make_total(a, b) && !conflict_total(a, b, runs, arena, &one);
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
