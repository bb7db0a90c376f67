/* judge.c - what the claim allows, what the model has, and whether they meet. */
#include <math.h>
#include <string.h>

#include "verdict/judge.h"
#include "verdict/measure.h"

/* What rounding and "about" deserve, relative to the claimed value; a change smaller than
 * slack_sign is none. */
const double claim_slack = 0.05;
static const double slack_about = 0.10, slack_multiple = 0.15, slack_sign = 1e-3;

const char *verdict_text_in(VerdictKind kind, WordLanguage language)
{
    static const char *const texts[][2] = {
        {"agrees", "一致"}, {"disagrees", "不一致"}, {"not modelled", "模型未涵盖"}};
    return texts[kind][language];
}

const char *verdict_text(VerdictKind kind)
{
    return verdict_text_in(kind, WORDS_ENGLISH);
}

/* --- the claim's side --- */

static double slack_of(const Tie *tie)
{
    const bool about = strcmp(tie->bound, "approx") == 0;
    const bool multiple = strcmp(tie->relation, "multiple") == 0;
    const double share = multiple ? slack_multiple : about ? slack_about : claim_slack;
    const double size =
        isfinite(tie->high) ? fmax(fabs(tie->value), fabs(tie->high)) : fabs(tie->value);
    return fmax(share * size, tie->half_unit);
}

ClaimedRange tie_range(const Tie *tie)
{
    ClaimedRange range = {tie->value, tie->value, slack_of(tie)};
    if (strcmp(tie->bound, "gt") == 0 || strcmp(tie->bound, "ge") == 0)
        range.high = INFINITY;
    else if (strcmp(tie->bound, "lt") == 0 || strcmp(tie->bound, "le") == 0)
        range.low = -INFINITY;
    else if (isfinite(tie->high))
        range.high = tie->high;
    return range;
}

/* How far a value lies outside the range: 0 inside, negative below. */
static double distance(double low, double high, double value)
{
    return value < low ? value - low : value > high ? value - high : 0.0;
}

/* A band that meets the range with its slack agrees; a single run is a band of no width. */
static void judge_band(Verdict *verdict)
{
    const bool below = verdict->model_high < verdict->low - verdict->slack;
    const bool above = verdict->model_low > verdict->high + verdict->slack;
    verdict->kind = below || above ? VERDICT_DISAGREES : VERDICT_AGREES;
}

static bool agrees(const ClaimedRange *range, double value)
{
    return value >= range->low - range->slack && value <= range->high + range->slack;
}

void verdict_widen(Verdict *verdict, double low, double high)
{
    if (verdict->kind == VERDICT_NOT_MODELLED) return;
    const VerdictKind alone = verdict->kind;
    verdict->model_low = low;
    verdict->model_high = high;
    verdict->has_range = true;
    judge_band(verdict);
    if (alone == VERDICT_AGREES && verdict->kind == VERDICT_DISAGREES)
        verdict->reason =
            IN_WORDS(verdict->language,
                     "the run with usual values agrees, nine in ten of its futures do not",
                     "常用取值的运行与之一致，但十个未来中有九个不一致");
}

/* Quantiles are of gross amounts: they stand beside a gross value only. */
static void add_range(Verdict *verdict, const VerdictRuns *runs, const Record *record,
                      double gross, Arena *arena)
{
    double low, high;
    if (verdict->kind == VERDICT_NOT_MODELLED || verdict->model != gross) return;
    if (measure_range(verdict->tie, record, runs, arena, &low, &high))
        verdict_widen(verdict, low, high);
}

/* --- one tie --- */

static void not_modelled(Verdict *verdict, const char *why)
{
    verdict->kind = VERDICT_NOT_MODELLED;
    verdict->reason = why;
    verdict->model = verdict->model_low = verdict->model_high = verdict->difference = NAN;
}

static void set_model(Verdict *verdict, double value, const char *basis)
{
    verdict->model = verdict->model_low = verdict->model_high = value;
    verdict->difference = distance(verdict->low, verdict->high, value);
    verdict->basis = basis;
    judge_band(verdict);
}

/* A tonne may be gross or contained oxide where the claim does not say: both are tried, and
 * the reading that agrees, else the nearer one, stands first. */
static void judge_both(Verdict *verdict, const Measured *gross, const Measured *reo)
{
    const Tie *tie = verdict->tie;
    const bool only_reo = strcmp(tie->basis, "reo") == 0, only_gross = *tie->basis && !only_reo;
    const bool no_gross = only_reo || gross->why, no_reo = only_gross || reo->why;
    if (no_gross && no_reo) {
        not_modelled(verdict, only_reo ? reo->why : gross->why);
        return;
    }
    const ClaimedRange range = {verdict->low, verdict->high, verdict->slack};
    const bool differ = !no_gross && !no_reo && gross->value != reo->value;
    bool first_reo = no_gross;
    if (differ && agrees(&range, gross->value) != agrees(&range, reo->value))
        first_reo = agrees(&range, reo->value);
    else if (differ)
        first_reo = fabs(distance(range.low, range.high, reo->value)) <
                    fabs(distance(range.low, range.high, gross->value));
    const bool matters = differ || *tie->basis;
    set_model(verdict, first_reo ? reo->value : gross->value,
              !matters    ? ""
              : first_reo ? "reo"
                          : "gross");
    if (!differ) return;
    verdict->other = first_reo ? gross->value : reo->value;
    verdict->other_basis = first_reo ? "gross" : "reo";
}

static void judge_sign(Verdict *verdict, const VerdictRuns *runs, const Record *record,
                       Arena *arena)
{
    const Tie *tie = verdict->tie;
    const Record *before = record;
    verdict->low = tie->value > 0.0 ? 0.0 : -INFINITY;
    verdict->high = tie->value > 0.0 ? INFINITY : 0.0;
    if (*tie->scenario) {
        before = verdict_run_find(runs, runs->baseline);
        if (!before) {
            not_modelled(
                verdict,
                measure_say(arena,
                            IN_WORDS(runs->language, "the file has no run '%s' to compare with",
                                     "文件中没有可比较的运行 '%s'"),
                            runs->baseline));
            return;
        }
    } else if (tie->base.from == MONTH_NONE) {
        not_modelled(verdict, IN_WORDS(runs->language,
                                       "the claim names neither a scenario nor a period before",
                                       "断言既未说明情景，也未说明比较的时期"));
        return;
    }
    const Measured change = measure_change(tie, before, record, runs, arena);
    if (change.why) {
        not_modelled(verdict, change.why);
        return;
    }
    set_model(verdict, 100.0 * change.value, "");
    const bool moved = fabs(change.value) > slack_sign;
    const bool right = change.value * tie->value > 0.0;
    verdict->kind = moved && right ? VERDICT_AGREES : VERDICT_DISAGREES;
    if (!moved)
        verdict->reason =
            IN_WORDS(runs->language, "no change: less than 0.1 % of the value before",
                     "没有变化：不到此前数值的 0.1 %");
}

static void judge_tie(const Tie *tie, const VerdictRuns *runs, Arena *arena, Verdict *verdict)
{
    const ClaimedRange range = tie_range(tie);
    const char *run = *tie->scenario ? tie->scenario : runs->run;
    *verdict = (Verdict){.tie = tie,
                         .run = run,
                         .low = range.low,
                         .high = range.high,
                         .slack = range.slack,
                         .other = NAN,
                         .basis = "",
                         .other_basis = "",
                         .reason = "",
                         .language = runs->language};
    const Record *record = verdict_run_find(runs, run);
    if (!*tie->metric) {
        not_modelled(verdict, tie_note(tie, runs->language));
    } else if (!record) {
        not_modelled(verdict, measure_say(arena,
                                          IN_WORDS(runs->language,
                                                   "the file has no run '%s'; `lode run MODEL "
                                                   "-s %s` makes it",
                                                   "文件中没有运行 '%s'；用 `lode run MODEL "
                                                   "-s %s` 生成"),
                                          run, run));
    } else if (strcmp(tie->relation, "sign") == 0) {
        judge_sign(verdict, runs, record, arena);
    } else {
        const Measured gross = measure_tie(tie, record, runs, false, arena);
        Measured reo = gross;
        if (!gross.same_in_reo) reo = measure_tie(tie, record, runs, true, arena);
        judge_both(verdict, &gross, &reo);
        add_range(verdict, runs, record, gross.value, arena);
    }
}

Status verdicts_of(const Ties *ties, const VerdictRuns *runs, Verdicts **out)
{
    Arena *arena = arena_new(0);
    Verdicts *verdicts = ARENA_ARRAY(arena, Verdicts, 1);
    Verdict *list = ARENA_ARRAY(arena, Verdict, ties->n);
    *out = NULL;
    if (!verdicts || !list) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *verdicts = (Verdicts){.arena = arena, .verdicts = list};
    for (int32_t i = 0; i < ties->n; i++) {
        if (strcmp(ties->ties[i].state, "rejected") == 0) continue;
        Verdict *verdict = &list[verdicts->n++];
        judge_tie(&ties->ties[i], runs, arena, verdict);
        verdicts->agrees += verdict->kind == VERDICT_AGREES;
        verdicts->disagrees += verdict->kind == VERDICT_DISAGREES;
        verdicts->not_modelled += verdict->kind == VERDICT_NOT_MODELLED;
    }
    *out = verdicts;
    return LODE_OK;
}

void verdicts_free(Verdicts *verdicts)
{
    if (verdicts) arena_free(verdicts->arena);
}
