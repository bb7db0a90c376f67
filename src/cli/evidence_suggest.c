/* `lode evidence claims --suggest` and `--contradictions`. */
#include <math.h>
#include <string.h>

#include "cli/evidence_claims.h"
#include "evidence/json.h"
#include "store/csv.h"
#include "verdict/verdict.h"

static void cell(FILE *out, const char *text)
{
    csv_write_cell(out, text ? text : "", false);
}

static void print_tie(FILE *out, const Tie *tie)
{
    static const char *const transforms[] = {"",           "ratio", "growth",
                                             "difference", "sum",   "convert"};
    cell(out, tie->id);
    cell(out, tie->document);
    cell(out, tie->claim);
    cell(out, tie->statement);
    cell(out, tie->relation);
    csv_write_number(out, tie->value, false);
    csv_write_number(out, tie->high, false);
    cell(out, tie->unit);
    cell(out, tie->bound);
    cell(out, tie->basis);
    cell(out, tie->period.text);
    cell(out, tie->base.text);
    cell(out, tie->metric);
    cell(out, tie->filter.region);
    cell(out, tie->filter.commodity);
    cell(out, tie->filter.stage);
    cell(out, tie->filter.use);
    cell(out, transforms[tie->transform]);
    cell(out, tie->over);
    cell(out, tie->state);
    csv_write_cell(out, tie->note, true);
}

static Status find_claims(Shelf *shelf, EvidenceClaims **claims)
{
    int64_t document;
    Status st = shelf_number(shelf, "document", 0, &document);
    if (st) return st;
    return shelf_tell(shelf, evidence_claims(shelf->library, document, claims));
}

Status claims_suggest(Shelf *shelf)
{
    EvidenceClaims *claims = NULL;
    int32_t offered = 0;
    FILE *out = shelf->screen->out;
    Status st = find_claims(shelf, &claims);
    if (st) return st;
    fputs("id,document,claim,statement,relation,value,high,unit,bound,basis,period,base,metric,"
          "region,commodity,stage,use,transform,over,state,note\n",
          out);
    for (int32_t i = 0; i < claims->n; i++) {
        Tie tie;
        if (strcmp(claims->claims[i].state, "rejected") == 0) continue;
        offered +=
            tie_suggest(&claims->claims[i], claims_language(shelf->args), shelf->arena, &tie);
        print_tie(out, &tie);
    }
    screen_note(shelf->screen, "%d of %d claims can be tied by a rule; look at each\n", offered,
                claims->n);
    evidence_claims_free(claims);
    return offered ? LODE_OK : LODE_NEGATIVE;
}

/* --- contradictions --- */

static void print_reasons(FILE *out, const char *reasons, WordLanguage language)
{
    if (*reasons)
        fprintf(out, IN_WORDS(language, "      perhaps: %s\n", "      可能的原因：%s\n"),
                reasons);
}

static void print_claim(const Screen *screen, const EvidenceClaim *claim, WordLanguage language)
{
    char words[256];
    evidence_claim_words(claim, language, words, sizeof words);
    fprintf(screen->out,
            IN_WORDS(language, "      document %lld: %s\n", "      文献 %lld：%s\n"),
            (long long)claim->document, words);
}

static void print_conflict(const Screen *screen, const EvidenceConflict *conflict,
                           const Implication *implied, WordLanguage language)
{
    char words[VERDICT_WORDS_MAX];
    const bool pair = conflict->kind == EVIDENCE_PAIR;
    implied_words(conflict, implied, language, words, sizeof words);
    const bool open = !pair && isnan(implied->model) && !implied->why;
    fprintf(screen->out, IN_WORDS(language, "%6lld  and %lld %s%s\n", "%6lld  与 %lld %s%s\n"),
            (long long)conflict->a->id, (long long)conflict->b->id, words,
            open ? IN_WORDS(language, ": can that be? --against FILE says",
                            "：可能吗？--against FILE 会说明")
                 : "");
    print_claim(screen, conflict->a, language);
    print_claim(screen, conflict->b, language);
    print_reasons(screen->out, pair ? conflict->reasons : implied->reasons, language);
}

static json_t *conflict_json(const EvidenceConflict *conflict, const Implication *implied,
                             WordLanguage language)
{
    static const char *const kinds[] = {"pair", "total", "before"};
    const bool pair = conflict->kind == EVIDENCE_PAIR;
    json_t *one = json_object();
    json_put(one, "kind", json_string(kinds[conflict->kind]));
    json_put(one, "a", evidence_claim_json(conflict->a, language));
    json_put(one, "b", evidence_claim_json(conflict->b, language));
    json_put(one, "low", json_number(conflict->low));
    json_put(one, "high", json_number(conflict->high));
    json_put(one, "unit", json_text(conflict->unit));
    json_put(one, "reasons", json_text(pair ? conflict->reasons : implied->reasons));
    json_put(one, "model", json_number(implied->model));
    json_put(one, "can_be",
             isnan(implied->model) ? json_null() : json_boolean(implied->can_be));
    json_put(one, "why", json_text(implied->why));
    return one;
}

/* Without runs nothing is judged: the question stays open. */
static Implication judge(const Shelf *shelf, const EvidenceConflict *conflict, const Ties *ties,
                         const VerdictRuns *runs)
{
    Implication implied = {.model = NAN, .reasons = ""};
    if (runs) implied_judge(conflict, ties, runs, shelf->arena, &implied);
    return implied;
}

Status claims_contradictions(Shelf *shelf, const Ties *ties, const VerdictRuns *runs)
{
    EvidenceConflicts *conflicts = NULL;
    const WordLanguage language = claims_language(shelf->args);
    Status st = shelf_tell(shelf, evidence_conflicts(shelf->library, language, &conflicts));
    if (st) return st;
    json_t *list = args_has(shelf->args, "json") ? json_array() : NULL;
    for (int32_t i = 0; i < conflicts->n; i++) {
        const EvidenceConflict *one = &conflicts->conflicts[i];
        const Implication implied = judge(shelf, one, ties, runs);
        if (list)
            json_array_append_new(list, conflict_json(one, &implied, language));
        else
            print_conflict(shelf->screen, one, &implied, language);
    }
    if (list)
        st = json_print(shelf->screen,
                        json_pack("{s:s, s:o}", "schema", "lode.evidence.contradictions/1",
                                  "contradictions", list));
    if (!st && conflicts->n == 0) st = LODE_NEGATIVE;
    evidence_conflicts_free(conflicts);
    return st;
}
