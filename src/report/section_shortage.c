/* Who is short: need that is not met, as a share of what is wanted, region and good by year. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/split.h"
#include "metrics/words.h"
#include "report/page.h"
#include "report/section.h"

enum { ROWS = 12, YEARS = 30 };
#define SHORTAGE_FLOOR 5e-4 /* of what is wanted: less is not shown */

typedef struct Row {
    const MetricFilter *part;
    double worst;        /* largest share of a year */
    double share[YEARS]; /* unmet / wanted */
} Row;

typedef struct Strip {
    const Report *report;
    int run;
    int32_t first_year;
    int n_years;
    Row rows[ROWS]; /* the worst first */
    int n;
} Strip;

/* Keeps the row if it is among the worst ones. */
static void keep(Strip *strip, const Row *row)
{
    if (!(row->worst > SHORTAGE_FLOOR)) return;
    int at = strip->n < ROWS ? strip->n++ : ROWS;
    if (at == ROWS && !(row->worst > strip->rows[ROWS - 1].worst)) return;
    if (at == ROWS) at--;
    for (; at > 0 && strip->rows[at - 1].worst < row->worst; at--)
        strip->rows[at] = strip->rows[at - 1];
    strip->rows[at] = *row;
}

static void measure_part(Strip *strip, const MetricFilter *part)
{
    const Report *report = strip->report;
    const Record *r = report->records[strip->run];
    Row row = {.part = part};
    for (int y = 0; y < strip->n_years; y++) {
        const Steps steps = record_year(r, strip->first_year + y);
        const double wanted = section_value(report, strip->run, "wanted", part, steps);
        const double unmet = section_value(report, strip->run, "shortage", part, steps);
        row.share[y] = wanted > 0 && unmet > 0 ? unmet / wanted : 0;
        row.worst = fmax(row.worst, row.share[y]);
    }
    keep(strip, &row);
}

static void heat_cell(const Strip *strip, double share)
{
    FILE *out = strip->report->out;
    char text[WORDS_SIZE];
    if (share < SHORTAGE_FLOOR) {
        fputs("<td class=\"heat\"></td>", out);
        return;
    }
    words_percent(share, text, sizeof text);
    const double deep = fmin(1, sqrt(share / 0.5));
    fprintf(out, "<td class=\"heat\" style=\"background:hsl(18 80%% %.0f%%);color:%s\">%s</td>",
            94 - 52 * deep, deep > 0.55 ? "#fff" : "inherit", text);
}

static void draw_row(const Strip *strip, const Row *row)
{
    const Record *r = strip->report->records[strip->run];
    FILE *out = strip->report->out;
    fputs("<tr><td>", out);
    for (int32_t i = 0; i < r->n_regions; i++)
        if (!strcmp(r->regions[i].id, row->part->region)) page_text(out, region_words(r, i));
    fputs("</td><td>", out);
    for (int32_t c = 0; c < r->n_commodities; c++)
        if (!strcmp(r->commodities[c].id, row->part->commodity))
            page_text(out, commodity_words(r, c));
    fputs("</td>", out);
    for (int y = 0; y < strip->n_years; y++)
        heat_cell(strip, row->share[y]);
    fputs("</tr>\n", out);
}

static void draw_strip(const Strip *strip)
{
    FILE *out = strip->report->out;
    fputs("<h3>", out);
    page_text(out, strip->report->names[strip->run]);
    fputs("</h3>\n", out);
    if (!strip->n) {
        fputs("<p>Nobody is short: at some price all that is wanted can be had.</p>\n", out);
        return;
    }
    fputs("<div class=\"scroll\"><table><thead><tr><th>where</th><th>what</th>", out);
    for (int y = 0; y < strip->n_years; y++)
        fprintf(out, "<th class=\"n\">%d</th>", (int)(strip->first_year + y));
    fputs("</tr></thead><tbody>\n", out);
    for (int i = 0; i < strip->n; i++)
        draw_row(strip, &strip->rows[i]);
    fputs("</tbody></table></div>\n", out);
}

static Status strip_run(const Report *report, int run)
{
    static const QueryField by[] = {QUERY_REGION, QUERY_COMMODITY};
    const Record *r = report->records[run];
    const MetricFilter all = {.region = NULL};
    Strip strip = {.report = report, .run = run, .first_year = month_year(r->start)};
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    strip.n_years = last - strip.first_year + 1 < YEARS ? last - strip.first_year + 1 : YEARS;
    Split *split;
    Diag *quiet = diag_new();
    if (!quiet) return LODE_NO_MEMORY;
    const Status st = metric_split(r, metric_find("wanted"), &all, by, 2, quiet, &split);
    diag_free(quiet);
    if (st) return st == LODE_NO_MEMORY ? st : LODE_OK;
    for (int32_t i = 0; i < split->n; i++)
        measure_part(&strip, &split->parts[i]);
    draw_strip(&strip);
    split_free(split);
    return LODE_OK;
}

Status section_shortage(const Report *report)
{
    fputs("<h2>Who is short</h2>\n<p class=\"note\">Final demand that is not met because the "
          "price is above what users can pay, as a share of what they would take at the "
          "reference price; the worst twelve.</p>\n",
          report->out);
    Status st = LODE_OK;
    for (int run = 0; !st && run < report->n; run++)
        st = strip_run(report, run);
    return st;
}
