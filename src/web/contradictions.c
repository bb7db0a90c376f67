/* Claims that cannot be true together: those of claims.csv, then those of the library. */
#include <math.h>
#include <string.h>

#include "web/bench.h"

static void put_conflict(Out *out, const Conflict *conflict)
{
    char words[VERDICT_WORDS_MAX];
    const bool total = conflict->kind == CONFLICT_TOTAL;
    conflict_words(conflict, words, sizeof words);
    out_row(out);
    out_text(out, "kind", total ? "total" : "pair");
    out_text(out, "words", words);
    out_text(out, "reasons", conflict->reasons);
    out_text(out, "a", conflict->a->id);
    out_text(out, "b", conflict->b->id);
    out_text(out, "a_says", tie_statement(conflict->a, conflict->language));
    out_text(out, "b_says", tie_statement(conflict->b, conflict->language));
    out_text(out, "a_source", conflict->a->document);
    out_text(out, "b_source", conflict->b->document);
    out_number(out, "a_document", NAN);
    out_number(out, "b_document", NAN);
    out_text(out, "can_be", !total ? "" : conflict->can_be ? "yes" : "no");
}

static const char *can_be(const Implication *implied)
{
    return isnan(implied->model) ? "" : implied->can_be ? "yes" : "no";
}

static void put_library_conflict(Out *out, const EvidenceConflict *conflict,
                                 const Implication *implied, WordLanguage language)
{
    static const char *const kinds[] = {"pair", "total", "before"};
    char a[256], b[256], words[VERDICT_WORDS_MAX];
    evidence_claim_words(conflict->a, language, a, sizeof a);
    evidence_claim_words(conflict->b, language, b, sizeof b);
    implied_words(conflict, implied, language, words, sizeof words);
    out_row(out);
    out_text(out, "kind", kinds[conflict->kind]);
    out_text(out, "words", words);
    out_text(out, "reasons",
             conflict->kind == EVIDENCE_PAIR ? conflict->reasons : implied->reasons);
    out_text(out, "a", a);
    out_text(out, "b", b);
    out_text(out, "a_says", conflict->a->text);
    out_text(out, "b_says", conflict->b->text);
    out_text(out, "a_source", conflict->a->title);
    out_text(out, "b_source", conflict->b->title);
    out_number(out, "a_document", (double)conflict->a->document);
    out_number(out, "b_document", (double)conflict->b->document);
    out_text(out, "can_be", can_be(implied));
}

static bool same_key(const char *key, const Tie *tie)
{
    return key && *tie->claim && strcmp(key, tie->claim) == 0;
}

/* The library shows the same two claims in their own words. */
static bool is_shown(const Conflict *conflict, const EvidenceConflicts *library)
{
    for (int32_t i = 0; conflict->kind == CONFLICT_TOTAL && i < library->n; i++)
        if (library->conflicts[i].kind == EVIDENCE_TOTAL &&
            same_key(library->conflicts[i].a->key, conflict->a) &&
            same_key(library->conflicts[i].b->key, conflict->b))
            return true;
    return false;
}

/* What one statement implies together comes first: it needs no second document. */
static Status put_all(const Ask *ask, const Ties *ties, const VerdictRuns *runs,
                      const EvidenceConflicts *library)
{
    Conflicts *conflicts = NULL;
    Arena *arena = arena_new(0);
    Status st = !arena ? LODE_NO_MEMORY : ties ? conflicts_of(ties, runs, &conflicts) : LODE_OK;
    for (int pairs = 0; !st && pairs < 2; pairs++) {
        for (int32_t i = 0; i < library->n; i++) {
            Implication implied;
            if ((library->conflicts[i].kind == EVIDENCE_PAIR) != pairs) continue;
            implied_judge(&library->conflicts[i], ties, runs, arena, &implied);
            put_library_conflict(ask->out, &library->conflicts[i], &implied, runs->language);
        }
        for (int32_t i = 0; !pairs && conflicts && i < conflicts->n; i++)
            if (!is_shown(&conflicts->conflicts[i], library))
                put_conflict(ask->out, &conflicts->conflicts[i]);
    }
    conflicts_free(conflicts);
    if (arena) arena_free(arena);
    return st;
}

Status resource_contradictions(const Ask *ask)
{
    Bench bench = {.of = ask->runs};
    const Ties *ties = NULL;
    WordLanguage language;
    EvidenceConflicts *library = NULL;
    Status st = ask_language(ask, &language);
    if (!st) st = papers_ties(ask->papers, ask->diag, &ties);
    if (!st) st = papers_take(ask->papers, ask->diag);
    if (!st)
        st =
            papers_end(ask->papers,
                       evidence_conflicts(ask->papers->library, language, &library), ask->diag);
    if (!st) st = bench_open(ask, ties, &bench);
    if (!st) st = put_all(ask, ties, &bench.verdicts, library);
    evidence_conflicts_free(library);
    bench_close(&bench);
    return st;
}
