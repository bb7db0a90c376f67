/* What makers have learnt, what their lines can make, and what they have on order. */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/section.h"

static void head(FILE *out, const char *what, const SectionYears *years, const char *cell)
{
    fprintf(out, "<div class=\"scroll\"><table><thead><tr><th>%s</th><th>run</th>", what);
    for (int i = 0; i < years->n; i++)
        page_cell(out, "th", "%s %d", cell, (int)years->year[i]);
    fputs("</tr></thead><tbody>\n", out);
}

/* ---- technologies ---- */

static void technology_row(const Report *report, int run, int32_t limit,
                           const SectionYears *years)
{
    const Record *r = report->records[run];
    const MetricFilter filter = {.limit = r->limits[limit].id};
    fputs("<tr><td>", report->out);
    page_text(report->out, r->limits[limit].name);
    fputs("</td><td>", report->out);
    page_text(report->out, report->names[run]);
    fputs("</td>", report->out);
    for (int i = 0; i < years->n; i++) {
        const Steps steps = record_year(r, years->year[i]);
        const double used = section_value(report, run, "adoption", &filter, steps);
        const double known = section_value(report, run, "known", &filter, steps);
        if (isfinite(used))
            page_cell(report->out, "td", "%.0f / %.0f %%", 100 * used, 100 * known);
        else
            page_cell(report->out, "td", "%s", "");
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

static void technologies(const Report *report, const SectionYears *years)
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

/* ---- production lines ---- */

#define SECONDS_PER_MONTH (365.25 * 86400 / 12)
#define SHIFT (8 * 3600.0) /* s */

static void line_row(const Report *report, const FacilityLines *it)
{
    FILE *out = report->out;
    const Lines *lines = &it->lines;
    const double takt = lines->takt * SECONDS_PER_MONTH;
    const double year[] = {lines_pieces(lines) * 12 / 1e6, lines_output(lines) * 12};
    fputs("<tr><td>", out);
    page_text(out, report->model->facilities[it->facility].name);
    fputs("</td>", out);
    page_cell(out, "td", "%.6g", lines->lines);
    page_cell(out, "td", "%.4g", takt);
    page_cell(out, "td", "%.4g", SHIFT * lines->uptime * lines->yield / takt);
    page_cell(out, "td", "%.0f %%", 100 * lines->uptime);
    page_cell(out, "td", "%.0f %%", 100 * lines->yield);
    for (int i = 0; i < 2; i++) {
        fputs("<td class=\"n\">", out);
        page_number(out, year[i]);
        fputs("</td>", out);
    }
    fputs("</tr>\n", out);
}

static void production_lines(const Report *report)
{
    static const char *const titles[] = {"lines",        "s a piece", "pieces a line and shift",
                                         "uptime",       "yield",     "million pieces a year",
                                         "output a year"};
    fputs("<div class=\"scroll\"><table><thead><tr><th>production lines</th>", report->out);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        page_cell(report->out, "th", "%s", titles[i]);
    fputs("</tr></thead><tbody>\n", report->out);
    for (int32_t i = 0; i < report->model->n_lines; i++)
        line_row(report, &report->model->lines[i]);
    fputs(
        "</tbody></table></div>\n<p class=\"note\">A shift is eight hours. Output in the unit "
        "of the facility's capacity, at the start; what is built later adds to it.</p>\n",
        report->out);
}

/* ---- order books ---- */

static bool has_book(const Record *r, int32_t facility)
{
    for (int32_t t = 0; t < r->n_steps; t++)
        if (r->book[(size_t)t * (size_t)r->n_facilities + (size_t)facility] > 0) return true;
    return false;
}

static void book_row(const Report *report, int run, int32_t facility, const SectionYears *years)
{
    const Record *r = report->records[run];
    const MetricFilter filter = {.facility = r->facilities[facility].id};
    fputs("<tr><td>", report->out);
    page_text(report->out, facility_words(r, facility));
    fputs("</td><td>", report->out);
    page_text(report->out, report->names[run]);
    fputs("</td>", report->out);
    for (int i = 0; i < years->n; i++) {
        const Steps steps = record_year(r, years->year[i]);
        const double backlog = section_value(report, run, "backlog", &filter, steps);
        const double wait = section_value(report, run, "delivery_time", &filter, steps);
        const double booked = section_value(report, run, "booked_share", &filter, steps);
        if (isfinite(backlog))
            page_cell(report->out, "td", "%.1f / %.1f / %.0f %%", backlog, wait, 100 * booked);
        else
            page_cell(report->out, "td", "%s", "");
    }
    fputs("</tr>\n", report->out);
}

static void books(const Report *report, const SectionYears *years)
{
    head(report->out, "order book", years, "end of");
    for (int32_t k = 0; k < report->records[0]->n_facilities; k++)
        for (int run = 0; run < report->n; run++)
            if (k < report->records[run]->n_facilities && has_book(report->records[run], k))
                book_row(report, run, k, years);
    fputs("</tbody></table></div>\n<p class=\"note\">Backlog / delivery time in months / "
          "booked. Backlog: months of work on order at the "
          "output of the month; delivery: at full capacity; booked: share of what capacity "
          "allows "
          "in the next 24 months. Orders measure and bind nobody.</p>\n",
          report->out);
}

Status section_makers(const Report *report)
{
    const Record *r = report->records[0];
    bool learns = false, booked = false;
    for (int32_t l = 0; l < r->n_limits; l++)
        learns = learns || *r->limits[l].name;
    for (int32_t k = 0; k < r->n_facilities; k++)
        booked = booked || has_book(r, k);
    const bool lined = report->model && report->model->n_lines;
    if (!learns && !booked && !lined) return LODE_OK;
    const SectionYears years = section_years(r);
    fputs("<h2>What makers have learnt, can make and have on order</h2>\n", report->out);
    if (learns) technologies(report, &years);
    if (lined) production_lines(report);
    if (booked) books(report, &years);
    return LODE_OK;
}
