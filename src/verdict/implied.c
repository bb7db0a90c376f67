/* implied.c - what claims of a library imply together, held against the run. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "verdict/judge.h"
#include "verdict/measure.h"

const Tie *tie_of_claim(const Ties *ties, const char *key)
{
    for (int32_t i = 0; ties && key && *key && i < ties->n; i++) {
        const Tie *tie = &ties->ties[i];
        if (strcmp(tie->claim, key) == 0 && strcmp(tie->state, "rejected") != 0) return tie;
    }
    return NULL;
}

/* The claim's tie, or the one that a rule offers, whose note says why when it names no metric.
 */
static Tie tie_for(const EvidenceClaim *claim, const Ties *ties, const VerdictRuns *runs,
                   Arena *arena)
{
    const Tie *known = tie_of_claim(ties, claim->key);
    Tie tie;
    if (known) return *known;
    tie_suggest(claim, runs->language, arena, &tie);
    return tie;
}

static void judge_whole(const Tie *share, const Tie *amount, const VerdictRuns *runs,
                        Arena *arena, Implication *out)
{
    Conflict total;
    out->why = conflict_total(share, amount, runs, arena, &total);
    if (out->why) return;
    out->model = total.model;
    out->can_be = total.can_be;
    out->reasons = total.reasons;
}

/* The amount's metric in the period that the change starts from. */
static void judge_before(const EvidenceConflict *conflict, const Tie *change, Tie amount,
                         const VerdictRuns *runs, Arena *arena, Implication *out)
{
    const Record *record = verdict_run_find(runs, runs->run);
    const double slack =
        2.0 * claim_slack * fmax(fabs(conflict->b->value), fabs(conflict->low));
    if (change->base.from == MONTH_NONE || !record) {
        out->why = IN_WORDS(runs->language, "no base year is named", "没有点明基年");
        return;
    }
    amount.period = change->base;
    const Measured before =
        measure_tie(&amount, record, runs, strcmp(amount.basis, "reo") == 0, arena);
    out->why = before.why;
    if (before.why) return;
    out->model = before.value;
    out->can_be =
        before.value >= conflict->low - slack && before.value <= conflict->high + slack;
}

void implied_judge(const EvidenceConflict *conflict, const Ties *ties, const VerdictRuns *runs,
                   Arena *arena, Implication *out)
{
    *out = (Implication){.model = NAN, .reasons = ""};
    if (conflict->kind == EVIDENCE_PAIR) return;
    const Tie part = tie_for(conflict->a, ties, runs, arena);
    const Tie amount = tie_for(conflict->b, ties, runs, arena);
    if (!*amount.metric)
        out->why = tie_note(&amount, runs->language);
    else if (conflict->kind == EVIDENCE_TOTAL)
        judge_whole(&part, &amount, runs, arena, out);
    else
        judge_before(conflict, &part, amount, runs, arena, out);
}

void implied_words(const EvidenceConflict *conflict, const Implication *implied,
                   WordLanguage language, char *out, size_t size)
{
    char model[40];
    evidence_conflict_words(conflict, language, out, size);
    const size_t n = strlen(out);
    verdict_number(implied->model, model, sizeof model);
    if (isfinite(implied->model))
        snprintf(out + n, size - n,
                 IN_WORDS(language, "; the run has %s: that %s", "；运行为 %s：%s"), model,
                 implied->can_be ? IN_WORDS(language, "can be", "可能")
                                 : IN_WORDS(language, "cannot be", "不可能"));
    else if (implied->why && *implied->why)
        snprintf(out + n, size - n,
                 IN_WORDS(language, "; not modelled: %s", "；模型未涵盖：%s"), implied->why);
}
