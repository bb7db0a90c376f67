/* Claims beside runs: verdicts of ties, of the claims of a document, contradictions, and the
 * rows of the model that cite a document. */
#include <math.h>
#include <string.h>

#include "web/bench.h"

/* ---- verdicts ---- */

static void put_tie(Out *out, const Tie *tie, WordLanguage language)
{
    static const char *const transforms[] = {"",           "ratio", "growth",
                                             "difference", "sum",   "convert"};
    out_text(out, "tie", tie->id);
    out_text(out, "statement", tie_statement(tie, language));
    out_text(out, "model_document", tie->document);
    out_text(out, "relation", tie->relation);
    out_text(out, "unit", tie->unit);
    out_text(out, "period", tie->period.text);
    out_text(out, "base", tie->base.text);
    out_text(out, "metric", tie->metric);
    out_text(out, "region", tie->filter.region);
    out_text(out, "partner", tie->filter.partner);
    out_text(out, "commodity", tie->filter.commodity);
    out_text(out, "stage", tie->filter.stage);
    out_text(out, "facility", tie->filter.facility);
    out_text(out, "use", tie->filter.use);
    out_text(out, "transform", transforms[tie->transform]);
    out_text(out, "over", tie->over);
    out_text(out, "scenario", tie->scenario);
    out_text(out, "state", tie->state);
    out_text(out, "status", tie->status);
    out_text(out, "note", tie_note(tie, language));
    out_text(out, "file", tie->file);
    out_number(out, "line", tie->line ? (double)tie->line : NAN);
}

static void put_verdict(Out *out, const Verdict *verdict)
{
    VerdictWords words;
    verdict_words(verdict, &words);
    put_tie(out, verdict->tie, verdict->language);
    out_text(out, "run", verdict->run);
    out_text(out, "claimed", words.claimed);
    out_text(out, "model", words.model);
    out_text(out, "difference", words.difference);
    out_text(out, "verdict", verdict_text(verdict->kind));
    out_text(out, "reason", verdict->reason);
    out_number(out, "claimed_low", verdict->low);
    out_number(out, "claimed_high", verdict->high);
    out_number(out, "model_value", verdict->model);
    out_number(out, "model_low", verdict->model_low);
    out_number(out, "model_high", verdict->model_high);
    out_text(out, "within", verdict_within_range(verdict) ? "yes" : "");
}

Status resource_verdicts(const Ask *ask)
{
    Bench bench;
    const Ties *ties;
    Verdicts *verdicts = NULL;
    Status st = papers_ties(ask->papers, ask->diag, &ties);
    if (st || !ties) return st;
    st = bench_open(ask, ties, &bench);
    if (!st) st = verdicts_of(ties, &bench.verdicts, &verdicts);
    if (!st) {
        out_meta_text(ask->out, "run", bench.verdicts.run);
        out_meta_number(ask->out, "agrees", verdicts->agrees);
        out_meta_number(ask->out, "disagrees", verdicts->disagrees);
        out_meta_number(ask->out, "not_modelled", verdicts->not_modelled);
    }
    for (int32_t i = 0; !st && i < verdicts->n; i++) {
        out_row(ask->out);
        put_verdict(ask->out, &verdicts->verdicts[i]);
    }
    verdicts_free(verdicts);
    bench_close(&bench);
    return st;
}

/* ---- the claims of a document ---- */

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool says_the_same(const Tie *tie, const EvidenceClaim *claim)
{
    const double value = isnan(claim->value) ? claim->low : claim->value;
    const bool year = !claim->year || tie->period.from == MONTH_NONE ||
                      month_year(tie->period.from) == claim->year;
    return isfinite(tie->value) && strcmp(tie->unit, claim->unit ? claim->unit : "") == 0 &&
           near(tie->value, value) && year;
}

/* The tie of a claim: by its key, else that of the same document that says the same. */
static const Tie *find_tie(const Ties *ties, const EvidenceClaim *claim, const char *document)
{
    const Tie *tied = tie_of_claim(ties, claim->key);
    if (tied) return tied;
    for (int32_t i = 0; ties && *document && i < ties->n; i++)
        if (strcmp(ties->ties[i].document, document) == 0 &&
            says_the_same(&ties->ties[i], claim))
            return &ties->ties[i];
    return NULL;
}

/* What each claim is held against: its tie, or the one that a rule offers. */
static Status ties_of(const Ask *ask, const Ties *ties, int64_t id, Arena *arena,
                      EvidenceClaims **claims, Ties *out)
{
    EvidenceDocument *document = NULL;
    WordLanguage language;
    Status st = ask_language(ask, &language);
    if (!st) st = evidence_document(ask->papers->library, id, &document);
    if (!st) st = evidence_claims(ask->papers->library, id, claims);
    Tie *list = st ? NULL : ARENA_ARRAY(arena, Tie, (*claims)->n);
    if (!st && !list) st = LODE_NO_MEMORY;
    if (!st) {
        const int32_t own =
            own_document(ask->model, document->title, document->source, document->date);
        const char *name = own == MODEL_NONE ? "" : ask->model->documents[own].id;
        for (int32_t i = 0; i < (*claims)->n; i++) {
            const Tie *tie = find_tie(ties, &(*claims)->claims[i], name);
            if (tie)
                list[i] = *tie;
            else
                tie_suggest(&(*claims)->claims[i], language, arena, &list[i]);
        }
        *out = (Ties){.ties = list, .n = (*claims)->n};
    }
    evidence_document_free(document);
    return st;
}

static Status judge_claims(const Ask *ask, const Ties *all, const Ties *ties,
                           const EvidenceClaims *claims)
{
    Bench bench;
    Verdicts *verdicts = NULL;
    Status st = bench_open(ask, all, &bench);
    if (!st) st = verdicts_of(ties, &bench.verdicts, &verdicts);
    for (int32_t i = 0, v = 0; !st && v < verdicts->n && i < ties->n; i++) {
        if (verdicts->verdicts[v].tie != &ties->ties[i]) continue; /* rejected */
        out_row(ask->out);
        out_number(ask->out, "claim", (double)claims->claims[i].id);
        put_verdict(ask->out, &verdicts->verdicts[v++]);
    }
    verdicts_free(verdicts);
    bench_close(&bench);
    return st;
}

Status resource_judged(const Ask *ask)
{
    int64_t id;
    const Ties *all;
    Ties ties;
    EvidenceClaims *claims = NULL;
    Arena *arena = arena_new(0);
    Status st = arena ? ask_document(ask, &id) : LODE_NO_MEMORY;
    if (!st) st = papers_ties(ask->papers, ask->diag, &all);
    if (!st) st = papers_take(ask->papers, ask->diag);
    if (!st)
        st = papers_end(ask->papers, ties_of(ask, all, id, arena, &claims, &ties), ask->diag);
    if (!st) st = judge_claims(ask, all, &ties, claims);
    evidence_claims_free(claims);
    if (arena) arena_free(arena);
    return st;
}
