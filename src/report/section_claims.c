/* section_claims.c - what documents claim beside what the runs have, for a model with ties. */
#include "report/page.h"
#include "report/section.h"
#include "verdict/own_library.h"

static void cell(FILE *out, const char *text)
{
    fputs("<td>", out);
    page_text(out, text);
    fputs("</td>", out);
}

static void row(const Report *report, const Verdict *verdict)
{
    VerdictWords words;
    FILE *out = report->out;
    const Tie *tie = verdict->tie;
    const int32_t d = model_find_document(report->model, tie->document);
    verdict_words(verdict, &words);
    fputs("<tr>", out);
    cell(out, tie->statement);
    cell(out, tie->period.text);
    cell(out, words.claimed);
    cell(out, words.model);
    cell(out, words.difference);
    cell(out, words.verdict);
    fputs("<td>", out);
    page_text(out, d == MODEL_NONE ? tie->claim : report->model->documents[d].title);
    if (d != MODEL_NONE && *report->model->documents[d].date)
        page_format(out, ", %s", report->model->documents[d].date);
    fputs("</td></tr>\n", out);
}

static void table(const Report *report, const Verdicts *verdicts)
{
    FILE *out = report->out;
    fputs(
        "<h2>What documents claim</h2>\n<p class=\"note\">Claims of evidence/claims.csv, held "
        "against ",
        out);
    page_text(out, report->names[0]);
    page_format(
        out,
        ", conditional ones against the run of their scenario: %d agree, %d disagree, %d "
        "are not modelled. A claim may be wrong, the model may, or they may count "
        "otherwise.",
        (int)verdicts->agrees, (int)verdicts->disagrees, (int)verdicts->not_modelled);
    fputs(
        "<div class=\"scroll\"><table><thead><tr><th>claim</th><th>period</th><th>claimed</th>"
        "<th>model</th><th>difference</th><th>verdict</th><th>source</th></tr></"
        "thead><tbody>\n",
        out);
    for (int32_t i = 0; i < verdicts->n; i++)
        row(report, &verdicts->verdicts[i]);
    fputs("</tbody></table></div>\n", out);
}

static void list_conflicts(const Report *report, const Conflicts *conflicts)
{
    char words[VERDICT_WORDS_MAX];
    FILE *out = report->out;
    if (!conflicts->n) return;
    fputs("<h3>Claims against claims</h3>\n<ul>\n", out);
    for (int32_t i = 0; i < conflicts->n; i++) {
        conflict_words(&conflicts->conflicts[i], words, sizeof words);
        fputs("<li>", out);
        page_format(out, "%s, %s: ", conflicts->conflicts[i].a->id,
                    conflicts->conflicts[i].b->id);
        page_text(out, words);
        if (*conflicts->conflicts[i].reasons) {
            fputs(" <span class=\"note\">(", out);
            page_text(out, conflicts->conflicts[i].reasons);
            fputs(")</span>", out);
        }
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
}

Status section_claims(const Report *report)
{
    Ties *ties = NULL;
    Verdicts *verdicts = NULL;
    Conflicts *conflicts = NULL;
    if (!report->model) return LODE_OK;
    Status st = own_ties(report->model, report->diag, &ties);
    if (st || !ties) return st == LODE_BAD_INPUT ? LODE_OK : st; /* diag says what is wrong */
    const VerdictRuns runs = {.records = (const Record *const *)report->records,
                              .n = report->n,
                              .run = report->records[0]->run_name,
                              .baseline = report->records[0]->run_name,
                              .units = report->model->units,
                              .futures = report->store};
    st = verdicts_of(ties, &runs, &verdicts);
    if (!st) st = conflicts_of(ties, &runs, &conflicts);
    if (!st && verdicts->n) {
        table(report, verdicts);
        list_conflicts(report, conflicts);
    }
    conflicts_free(conflicts);
    verdicts_free(verdicts);
    ties_free(ties);
    return st;
}
