/* Claims that cannot be true together: those of claims.csv, then those of the library. */
#include <math.h>
#include <stdio.h>

#include "evidence/conflicts.h"
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
    out_text(out, "a_says", conflict->a->statement);
    out_text(out, "b_says", conflict->b->statement);
    out_text(out, "a_source", conflict->a->document);
    out_text(out, "b_source", conflict->b->document);
    out_number(out, "a_document", NAN);
    out_number(out, "b_document", NAN);
    out_text(out, "can_be", !total ? "" : conflict->can_be ? "yes" : "no");
}

static void put_library_conflict(Out *out, const EvidenceConflict *conflict)
{
    static const char *const kinds[] = {"pair", "total", "before"};
    char a[256], b[256], words[VERDICT_WORDS_MAX];
    evidence_claim_words(conflict->a, a, sizeof a);
    evidence_claim_words(conflict->b, b, sizeof b);
    evidence_conflict_words(conflict, words, sizeof words);
    out_row(out);
    out_text(out, "kind", kinds[conflict->kind]);
    out_text(out, "words", words);
    out_text(out, "reasons", conflict->reasons);
    out_text(out, "a", a);
    out_text(out, "b", b);
    out_text(out, "a_says", conflict->a->text);
    out_text(out, "b_says", conflict->b->text);
    out_text(out, "a_source", conflict->a->title);
    out_text(out, "b_source", conflict->b->title);
    out_number(out, "a_document", (double)conflict->a->document);
    out_number(out, "b_document", (double)conflict->b->document);
    out_text(out, "can_be", "");
}

static Status tie_conflicts(const Ask *ask)
{
    Bench bench;
    const Ties *ties;
    Conflicts *conflicts = NULL;
    Status st = papers_ties(ask->papers, ask->diag, &ties);
    if (st || !ties) return st;
    st = bench_open(ask, ties, &bench);
    if (!st) st = conflicts_of(ties, &bench.verdicts, &conflicts);
    for (int32_t i = 0; !st && i < conflicts->n; i++)
        put_conflict(ask->out, &conflicts->conflicts[i]);
    conflicts_free(conflicts);
    bench_close(&bench);
    return st;
}

Status resource_contradictions(const Ask *ask)
{
    EvidenceConflicts *conflicts = NULL;
    Status st = tie_conflicts(ask);
    if (!st) st = papers_take(ask->papers, ask->diag);
    if (st) return st;
    st = evidence_conflicts(ask->papers->library, &conflicts);
    for (int32_t i = 0; !st && i < conflicts->n; i++)
        put_library_conflict(ask->out, &conflicts->conflicts[i]);
    evidence_conflicts_free(conflicts);
    return papers_end(ask->papers, st, ask->diag);
}
