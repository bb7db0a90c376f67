/* Where the choke point is: stage by stage the region that makes most, its share and the
 * concentration, in the first and the last year. */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/section.h"

typedef struct Top {
    int32_t region; /* RECORD_NONE: nothing is made */
    double share, hhi;
} Top;

static Top top_of(const Report *report, int run, const char *stage, int32_t year)
{
    const Record *r = report->records[run];
    const Steps steps = record_year(r, year);
    Top top = {RECORD_NONE, 0, NAN};
    for (int32_t i = 0; i < r->n_regions; i++) {
        const MetricFilter one = {.region = r->regions[i].id, .stage = stage};
        double share = section_value(report, run, "share", &one, steps);
        if (isnan(share)) {
            const MetricFilter reo = {.region = r->regions[i].id, .stage = stage, .reo = true};
            share = section_value(report, run, "share", &reo, steps);
        }
        if (share > top.share) top = (Top){i, share, NAN};
    }
    const MetricFilter world = {.stage = stage};
    top.hhi = section_value(report, run, "hhi", &world, steps);
    return top;
}

static void top_cells(const Report *report, int run, const Top *top)
{
    FILE *out = report->out;
    if (top->region == RECORD_NONE) {
        fputs("<td>-</td><td class=\"n\">-</td><td class=\"n\">-</td>", out);
        return;
    }
    fputs("<td>", out);
    page_text(out, region_words(report->records[run], top->region));
    fputs("</td><td class=\"n\">", out);
    page_format(out, "%.0f %%", 100 * top->share);
    fputs("</td><td class=\"n\">", out);
    page_number(out, top->hhi);
    fputs("</td>", out);
}

#define CHOKE_NEWS 0.005 /* of the world's output: a run that differs less has no row */

static bool same_top(const Top *a, const Top *b)
{
    return a->region == b->region && fabs(a->share - b->share) < CHOKE_NEWS;
}

static void stage_row(const Report *report, int run, int32_t stage, int32_t first, int32_t last)
{
    const RecordStage *s = &report->records[run]->stages[stage];
    const Top begin = top_of(report, run, s->id, first), end = top_of(report, run, s->id, last);
    if (begin.region == RECORD_NONE && end.region == RECORD_NONE) return;
    if (run) {
        const Top begin0 = top_of(report, 0, s->id, first),
                  end0 = top_of(report, 0, s->id, last);
        if (same_top(&begin, &begin0) && same_top(&end, &end0)) return;
    }
    fputs("<tr><td>", report->out);
    page_text(report->out, *s->name ? s->name : s->id);
    fputs("</td><td>", report->out);
    page_text(report->out, report->names[run]);
    fputs("</td>", report->out);
    top_cells(report, run, &begin);
    top_cells(report, run, &end);
    fputs("</tr>\n", report->out);
}

Status section_choke(const Report *report)
{
    const Record *r = report->records[0];
    FILE *out = report->out;
    const int32_t first = month_year(r->start);
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    fputs("<h2>Where the choke point is</h2>\n<div class=\"scroll\"><table><thead><tr>"
          "<th>stage</th><th>run</th>",
          out);
    fprintf(out,
            "<th>largest in %d</th><th class=\"n\">share</th><th class=\"n\">HHI</th>"
            "<th>largest in %d</th><th class=\"n\">share</th><th class=\"n\">HHI</th>",
            (int)first, (int)last);
    fputs("</tr></thead><tbody>\n", out);
    for (int32_t s = 0; s < r->n_stages; s++)
        for (int run = 0; run < report->n; run++)
            if (s < report->records[run]->n_stages) stage_row(report, run, s, first, last);
    fputs(
        "</tbody></table></div>\n<p class=\"note\">HHI: the sum of squared shares in per cent; "
        "10,000 means that one region makes everything. Runs that differ from the first by "
        "less "
        "than half a point have no row of their own.</p>\n",
        out);
    return LODE_OK;
}
