/* `lode evidence claims --suggest` and `--contradictions`. */
#include <math.h>
#include <string.h>

#include "cli/evidence_claims.h"
#include "evidence/conflicts.h"
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
        offered += tie_suggest(&claims->claims[i], shelf->arena, &tie);
        print_tie(out, &tie);
    }
    screen_note(shelf->screen, "%d of %d claims can be tied by a rule; look at each\n", offered,
                claims->n);
    evidence_claims_free(claims);
    return offered ? LODE_OK : LODE_NEGATIVE;
}

/* --- contradictions --- */

static void print_reasons(FILE *out, const char *reasons)
{
    if (*reasons) fprintf(out, "      perhaps: %s\n", reasons);
}

static void print_claim(const Screen *screen, const EvidenceClaim *claim)
{
    char words[256];
    evidence_claim_words(claim, words, sizeof words);
    fprintf(screen->out, "      document %lld: %s\n", (long long)claim->document, words);
}

static void print_conflict(const Screen *screen, const EvidenceConflict *conflict)
{
    char words[160];
    evidence_conflict_words(conflict, words, sizeof words);
    fprintf(screen->out, "%6lld  and %lld %s%s\n", (long long)conflict->a->id,
            (long long)conflict->b->id, words,
            conflict->kind == EVIDENCE_PAIR ? "" : ": can that be?");
    print_claim(screen, conflict->a);
    print_claim(screen, conflict->b);
    print_reasons(screen->out, conflict->reasons);
}

static json_t *conflict_json(const EvidenceConflict *conflict)
{
    static const char *const kinds[] = {"pair", "total", "before"};
    json_t *one = json_object();
    json_put(one, "kind", json_string(kinds[conflict->kind]));
    json_put(one, "a", evidence_claim_json(conflict->a));
    json_put(one, "b", evidence_claim_json(conflict->b));
    json_put(one, "low", json_number(conflict->low));
    json_put(one, "high", json_number(conflict->high));
    json_put(one, "unit", json_text(conflict->unit));
    json_put(one, "reasons", json_text(conflict->reasons));
    return one;
}

Status claims_contradictions(Shelf *shelf)
{
    EvidenceConflicts *conflicts = NULL;
    Status st = shelf_tell(shelf, evidence_conflicts(shelf->library, &conflicts));
    if (st) return st;
    if (args_has(shelf->args, "json")) {
        json_t *list = json_array();
        for (int32_t i = 0; i < conflicts->n; i++)
            json_array_append_new(list, conflict_json(&conflicts->conflicts[i]));
        st = json_print(shelf->screen,
                        json_pack("{s:s, s:o}", "schema", "lode.evidence.contradictions/1",
                                  "contradictions", list));
    } else {
        for (int32_t i = 0; i < conflicts->n; i++)
            print_conflict(shelf->screen, &conflicts->conflicts[i]);
    }
    if (!st && conflicts->n == 0) st = LODE_NEGATIVE;
    evidence_conflicts_free(conflicts);
    return st;
}
