/* What makers have learnt and what they have on order: technologies that spread, order books.
 */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/section.h"

enum { YEARS = 3 }; /* of the run: the first, the middle, the last */

static void shown_years(const Record *r, int32_t years[YEARS])
{
    const int32_t first = month_year(r->start);
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    years[0] = first;
    years[1] = first + (last - first) / 2;
    years[2] = last;
}

static void head(FILE *out, const char *what, const int32_t years[YEARS], const char *cell)
{
    fprintf(out, "<div class=\"scroll\"><table><thead><tr><th>%s</th><th>run</th>", what);
    for (int i = 0; i < YEARS; i++)
        fprintf(out, "<th class=\"n\">%s %d</th>", cell, (int)years[i]);
    fputs("</tr></thead><tbody>\n", out);
}

/* ---- technologies ---- */

static void technology_row(const Report *report, int run, int32_t limit,
                           const int32_t years[YEARS])
{
    const Record *r = report->records[run];
    const MetricFilter filter = {.limit = r->limits[limit].id};
    fputs("<tr><td>", report->out);
    page_text(report->out, r->limits[limit].name);
    fputs("</td><td>", report->out);
    page_text(report->out, report->names[run]);
    fputs("</td>", report->out);
    for (int i = 0; i < YEARS; i++) {
        const Steps steps = record_year(r, years[i]);
        const double used = section_value(report, run, "adoption", &filter, steps);
        const double known = section_value(report, run, "known", &filter, steps);
        fputs("<td class=\"n\">", report->out);
        if (isfinite(used)) page_format(report->out, "%.0f / %.0f %%", 100 * used, 100 * known);
        fputs("</td>", report->out);
    }
    fputs("</tr>\n", report->out);
}

/* The same technology in another run, whose policies may have brought other limits. */
static int32_t find_limit(const Record *r, const char *id)
{
    for (int32_t l = 0; l < r->n_limits; l++)
        if (strcmp(r->limits[l].id, id) == 0) return l;
    return RECORD_NONE;
}

static void technologies(const Report *report, const int32_t years[YEARS])
{
    head(report->out, "technology", years, "made with it / known in");
    const Record *first = report->records[0];
    for (int32_t l = 0; l < first->n_limits; l++)
        for (int run = 0; *first->limits[l].name && run < report->n; run++) {
            const int32_t same = find_limit(report->records[run], first->limits[l].id);
            if (same != RECORD_NONE) technology_row(report, run, same, years);
        }
    fputs("</tbody></table></div>\n<p class=\"note\">Shares of a family of goods. Known: what "
          "could be made with it by those who have learnt it.</p>\n",
          report->out);
}

/* ---- order books ---- */

static bool has_book(const Record *r, int32_t facility)
{
    for (int32_t t = 0; t < r->n_steps; t++)
        if (r->book[(size_t)t * (size_t)r->n_facilities + (size_t)facility] > 0) return true;
    return false;
}

static void book_row(const Report *report, int run, int32_t facility,
                     const int32_t years[YEARS])
{
    const Record *r = report->records[run];
    const MetricFilter filter = {.facility = r->facilities[facility].id};
    fputs("<tr><td>", report->out);
    page_text(report->out, facility_words(r, facility));
    fputs("</td><td>", report->out);
    page_text(report->out, report->names[run]);
    fputs("</td>", report->out);
    for (int i = 0; i < YEARS; i++) {
        const Steps steps = record_year(r, years[i]);
        const double backlog = section_value(report, run, "backlog", &filter, steps);
        const double wait = section_value(report, run, "delivery_time", &filter, steps);
        fputs("<td class=\"n\">", report->out);
        if (isfinite(backlog)) page_format(report->out, "%.1f / %.1f", backlog, wait);
        fputs("</td>", report->out);
    }
    fputs("</tr>\n", report->out);
}

static void books(const Report *report, const int32_t years[YEARS])
{
    head(report->out, "order book", years, "backlog / delivery in months, end of");
    for (int32_t k = 0; k < report->records[0]->n_facilities; k++)
        for (int run = 0; run < report->n; run++)
            if (k < report->records[run]->n_facilities && has_book(report->records[run], k))
                book_row(report, run, k, years);
    fputs("</tbody></table></div>\n<p class=\"note\">Backlog: months of work on order at the "
          "output of the month; delivery: at full capacity. Orders measure and bind "
          "nobody.</p>\n",
          report->out);
}

Status section_makers(const Report *report)
{
    const Record *r = report->records[0];
    bool learns = false, booked = false;
    int32_t years[YEARS];
    for (int32_t l = 0; l < r->n_limits; l++)
        learns = learns || *r->limits[l].name;
    for (int32_t k = 0; k < r->n_facilities; k++)
        booked = booked || has_book(r, k);
    if (!learns && !booked) return LODE_OK;
    shown_years(r, years);
    fputs("<h2>What makers have learnt and what they have on order</h2>\n", report->out);
    if (learns) technologies(report, years);
    if (booked) books(report, years);
    return LODE_OK;
}
