/* Who loses and who gains: the largest changes of use, trade, output and shortage. */
#include <math.h>

#include "report/page.h"
#include "report/section.h"

enum { LINES = 10 };

static const struct List {
    ChangeKind kind;
    const char *title;
} lists[] = {
    {CHANGE_USE, "Use"},
    {CHANGE_TRADE, "Trade"},
    {CHANGE_OUTPUT, "Output of producers"},
    {CHANGE_SHORTAGE, "Shortage"},
};

static void where_cell(FILE *out, const Record *r, const Change *change)
{
    if (change->kind == CHANGE_TRADE)
        page_format(out, "%s from %s", region_words(r, change->region),
                    region_words(r, change->partner));
    else if (change->kind == CHANGE_OUTPUT)
        page_text(out, facility_words(r, change->facility));
    else
        page_format(out, "%s%s%s", region_words(r, change->region), *change->use ? ", " : "",
                    change->use);
}

static void change_row(FILE *out, const Record *r, const Change *change)
{
    fputs("<tr><td>", out);
    page_text(out, commodity_words(r, change->commodity));
    fputs("</td><td>", out);
    where_cell(out, r, change);
    fputs("</td><td class=\"n\">", out);
    page_number(out, change->before);
    fputs("</td><td class=\"n\">", out);
    page_number(out, change->after);
    fputs("</td><td>", out);
    page_format(out, "%s/month", change->unit);
    fputs("</td><td class=\"n\">", out);
    page_percent(out, change->relative);
    fputs("</td><td class=\"n\">", out);
    page_number(out, change->total);
    fputs("</td><td class=\"when\">", out);
    page_month(out, change->first);
    fputs(" \u2013 ", out);
    if (change->lasting)
        fputs("the end", out);
    else
        page_month(out, change->last);
    fputs("</td></tr>\n", out);
}

static void change_table(const Report *report, int run, const struct List *what)
{
    const Comparison *c = report->against[run];
    const ChangeList *list = &c->of[what->kind];
    FILE *out = report->out;
    if (!list->n) return;
    fputs("<h3>", out);
    page_format(out, "%s: %s", report->names[run], what->title);
    fputs("</h3>\n<div class=\"scroll\"><table><thead><tr><th>what</th><th>where</th>"
          "<th class=\"n\">before</th><th class=\"n\">after</th><th>unit</th>"
          "<th class=\"n\">change</th><th class=\"n\">in all</th><th>when</th></tr></thead>"
          "<tbody>\n",
          out);
    for (int32_t i = 0; i < list->n && i < LINES; i++)
        change_row(out, c->a, &list->changes[i]);
    fputs("</tbody></table></div>\n", out);
    if (list->n > LINES)
        fprintf(out, "<p class=\"note\">and %d smaller ones</p>\n", (int)(list->n - LINES));
}

Status section_changes(const Report *report)
{
    if (report->n < 2) return LODE_OK;
    fputs(
        "<h2>Who loses, who gains</h2>\n<p class=\"note\">Means over the months that differ by "
        "more than 0.1 %.</p>\n",
        report->out);
    for (int run = 1; run < report->n; run++)
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
            change_table(report, run, &lists[i]);
    return LODE_OK;
}
