/* What happens, in words: the sentences of the comparison, then the headline numbers. */
#include <string.h>

#include "report/page.h"
#include "report/section.h"

enum { SENTENCES = 4, SENTENCE_SIZE = 768 };

static void sentence(const Report *report, const char *text)
{
    fputs("<li>", report->out);
    page_text(report->out, text);
    fputs("</li>\n", report->out);
}

static void tell_run(const Report *report, int run)
{
    const Comparison *c = report->against[run];
    char text[SENTENCE_SIZE];
    fputs("<h3>", report->out);
    page_format(report->out, "%s, against %s", report->names[run], report->names[0]);
    fputs("</h3>\n", report->out);
    if (comparison_same(c)) {
        fputs("<p>Nothing changes by more than 0.1 %.</p>\n", report->out);
        return;
    }
    fputs("<ul>\n", report->out);
    for (int32_t i = 0; i < c->n_shifts && i < SENTENCES; i++) {
        shift_words(c, &c->shifts[i], text, sizeof text);
        sentence(report, text);
    }
    for (int32_t i = 0; i < c->of[CHANGE_PRICE].n && i < SENTENCES; i++) {
        price_words(c, &c->of[CHANGE_PRICE].changes[i], text, sizeof text);
        sentence(report, text);
    }
    fputs("</ul>\n", report->out);
}

/* ---- the headline: a row a thing, columns of years, in each a run beside the other ---- */

typedef struct Table {
    const Report *report;
    const char *title;
    HeadlineWanted *wanted;
    HeadlineYears years;
} Table;

static bool is_share(const HeadlineLine *line)
{
    return strcmp(line->metric, "share") == 0;
}

static void head_row(const Table *table)
{
    const Report *report = table->report;
    FILE *out = report->out;
    fprintf(out, "<thead><tr><th>%s</th><th>unit</th>", table->title);
    for (int y = 0; y < table->years.n; y++)
        fprintf(out, "<th class=\"%s\" colspan=\"%d\">%d</th>", report->n > 1 ? "mid" : "n",
                report->n, (int)table->years.year[y]);
    fputs("</tr>", out);
    if (report->n > 1) {
        fputs("<tr class=\"sub\"><th></th><th></th>", out);
        for (int y = 0; y < table->years.n; y++)
            for (int run = 0; run < report->n; run++) {
                fputs("<th class=\"n\">", out);
                page_text(out, report->names[run]);
                fputs("</th>", out);
            }
        fputs("</tr>", out);
    }
    fputs("</thead>\n", out);
}

static void name_cells(const Report *report, const HeadlineLine *line)
{
    const Record *r = report->records[0];
    FILE *out = report->out;
    fputs("<tr><td>", out);
    if (is_share(line))
        page_format(out, "\u2003share of %s", headline_region(r, line->region));
    else
        page_text(out, *line->commodity ? headline_commodity(r, line->commodity)
                                        : headline_stage(r, line->stage));
    fputs("</td><td>", out);
    page_text(out, is_share(line) ? "%" : line->unit);
    fputs("</td>", out);
}

static void value_cell(const Report *report, int run, const HeadlineLine *asked)
{
    const HeadlineLine *line = headline_same(report->headlines[run], asked);
    fputs("<td class=\"n\">", report->out);
    if (!line)
        fputs("-", report->out);
    else if (is_share(line))
        page_format(report->out, "%.1f", 100 * line->value);
    else
        page_number(report->out, line->value);
    fputs("</td>", report->out);
}

static void value_row(const Table *table, const HeadlineLine *line)
{
    const Report *report = table->report;
    name_cells(report, line);
    for (int y = 0; y < table->years.n; y++) {
        HeadlineLine asked = *line;
        asked.year = table->years.year[y];
        for (int run = 0; run < report->n; run++)
            value_cell(report, run, &asked);
    }
    fputs("</tr>\n", report->out);
}

static void headline_table(const Report *report, const char *title, HeadlineWanted *wanted)
{
    const RunHeadline *h = report->headlines[0];
    const Table table = {report, title, wanted, headline_years(h, wanted)};
    if (!table.years.n) return;
    fputs("<div class=\"scroll\"><table>", report->out);
    head_row(&table);
    fputs("<tbody>\n", report->out);
    for (int32_t i = 0; i < h->n; i++)
        if (wanted(&h->lines[i]) && headline_begins_row(h, i)) value_row(&table, &h->lines[i]);
    fputs("</tbody></table></div>\n", report->out);
}

Status section_story(const Report *report)
{
    fputs("<h2>In short</h2>\n", report->out);
    for (int run = 1; run < report->n; run++)
        tell_run(report, run);
    headline_table(report, "World output", headline_is_output);
    headline_table(report, "Price", headline_is_price);
    return LODE_OK;
}
