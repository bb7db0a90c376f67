/* What the chain is worth, as analysts quote it: the value of what is made at each stage and of
 * what users buy at the last, in the run's money and in yuan where the model gives a rate. */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/section.h"

#define YUAN "CNY"
#define MILLION 1e6

enum { MONIES = 2 };

/* Money in which values are told: the run's own, then yuan. */
typedef struct Monies {
    const char *code[MONIES];
    double worth[MONIES]; /* of one unit, in the run's money */
    int n;
} Monies;

static Monies monies_of(const Record *r)
{
    Monies monies = {.code = {r->currency}, .worth = {1.0}, .n = 1};
    for (int32_t i = 0; i < r->n_rates; i++)
        if (strcmp(r->rates[i].code, YUAN) == 0) {
            monies.code[monies.n] = YUAN;
            monies.worth[monies.n++] = r->rates[i].worth;
            break;
        }
    return monies;
}

static void head(FILE *out, const Monies *monies, const SectionYears *years)
{
    fputs("<div class=\"scroll\"><table><thead><tr><th>stage</th><th>run</th>", out);
    for (int i = 0; i < years->n; i++)
        for (int k = 0; k < monies->n; k++)
            page_cell(out, "th", "%d [million %s]", (int)years->year[i], monies->code[k]);
    fputs("</tr></thead><tbody>\n", out);
}

static void row(const Report *report, int run, const char *name, const char *metric,
                const MetricFilter *filter, const Monies *monies, const SectionYears *years)
{
    FILE *out = report->out;
    fputs("<tr><td>", out);
    page_text(out, name);
    fputs("</td><td>", out);
    page_text(out, report->names[run]);
    fputs("</td>", out);
    for (int i = 0; i < years->n; i++) {
        const double value = section_value(report, run, metric, filter,
                                           record_year(report->records[run], years->year[i]));
        for (int k = 0; k < monies->n; k++) {
            fputs("<td class=\"n\">", out);
            if (isfinite(value)) page_number(out, value / monies->worth[k] / MILLION);
            fputs("</td>", out);
        }
    }
    fputs("</tr>\n", out);
}

/* The stage whose goods users buy most of, by money. */
static int32_t last_stage(const Report *report)
{
    const Record *r = report->records[0];
    int32_t best = RECORD_NONE;
    double most = 0;
    for (int32_t s = 0; s < r->n_stages; s++) {
        const MetricFilter filter = {.stage = r->stages[s].id};
        const double value = section_value(report, 0, "demand_value", &filter, record_steps(r));
        if (!(value > most)) continue;
        most = value;
        best = s;
    }
    return best;
}

static void rows_of_stages(const Report *report, const Monies *monies,
                           const SectionYears *years)
{
    const Record *r = report->records[0];
    for (int32_t s = 0; s < r->n_stages; s++) {
        const MetricFilter filter = {.stage = r->stages[s].id};
        if (!(section_value(report, 0, "value", &filter, record_steps(r)) > 0)) continue;
        const char *name = *r->stages[s].name ? r->stages[s].name : r->stages[s].id;
        for (int run = 0; run < report->n; run++)
            row(report, run, name, "value", &filter, monies, years);
    }
}

Status section_worth(const Report *report)
{
    const Record *r = report->records[0];
    const int32_t stage = last_stage(report);
    const Monies monies = monies_of(r);
    if (stage == RECORD_NONE || !*r->currency) return LODE_OK;
    const SectionYears years = section_years(r);
    fputs("<h2>What the chain is worth</h2>\n", report->out);
    head(report->out, &monies, &years);
    rows_of_stages(report, &monies, &years);
    const MetricFilter bought = {.stage = r->stages[stage].id};
    for (int run = 0; run < report->n; run++)
        row(report, run, "bought by users of the last stage", "demand_value", &bought, &monies,
            &years);
    fputs(
        "</tbody></table></div>\n<p class=\"note\">Value of what is made, at the prices where "
        "it is made; stages contain one another and do not add up.",
        report->out);
    if (monies.n > 1)
        page_format(report->out, " 1 %s = %.4g %s, one rate for all years.", r->currency,
                    1 / monies.worth[1], YUAN);
    fputs("</p>\n", report->out);
    return LODE_OK;
}
