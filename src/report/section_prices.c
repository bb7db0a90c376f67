/* What prices do: one picture for each price of the headline, in the region it names and in the
 * region where the comparison moves it most. */
#include <string.h>

#include "report/chart.h"
#include "report/page.h"
#include "report/section.h"

enum { PICTURES = 12, SPANS = 32, NAME_SIZE = 160, KEY_SIZE = 96 };

/* Markets already drawn. */
typedef struct Drawn {
    const Report *report;
    Arena *arena;
    char keys[PICTURES][KEY_SIZE];
    int n;
    ChartSpan spans[SPANS];
    int n_spans;
    bool fans; /* a picture has bands */
} Drawn;

static bool is_new(Drawn *drawn, const char *region, const char *commodity)
{
    char key[KEY_SIZE];
    snprintf(key, sizeof key, "%s/%s", region, commodity);
    for (int i = 0; i < drawn->n; i++)
        if (!strcmp(drawn->keys[i], key)) return false;
    if (drawn->n == PICTURES) return false;
    memcpy(drawn->keys[drawn->n++], key, sizeof key);
    return true;
}

/* The line of a run, with the bands of its futures if the file holds an ensemble of its name.
 */
static ChartLine line_of(Drawn *drawn, int run, const double *values,
                         const MetricFilter *filter)
{
    const Report *report = drawn->report;
    ChartLine line = {.name = report->names[run], .values = values};
    StoreFan fan;
    const Status st = store_read_fan(report->store, line.name, "price", filter, drawn->arena,
                                     report->diag, &fan);
    if (st || fan.n != report->records[0]->n_steps) return line;
    line.low = fan.quantile[0];
    line.lower = fan.quantile[1];
    line.upper = fan.quantile[3];
    line.high = fan.quantile[4];
    drawn->fans = true;
    return line;
}

static void draw_market(Drawn *drawn, const char *region, const char *commodity)
{
    const Report *report = drawn->report;
    const Record *r = report->records[0];
    const MetricFilter filter = {.region = region, .commodity = commodity};
    char title[NAME_SIZE], unit[NAME_SIZE];
    const char *per = "";
    for (int32_t c = 0; c < r->n_commodities; c++)
        if (!strcmp(r->commodities[c].id, commodity)) per = r->commodities[c].unit;
    if (!is_new(drawn, region, commodity)) return;
    snprintf(title, sizeof title, "%s, %s", headline_commodity(r, commodity),
             headline_region(r, region));
    snprintf(unit, sizeof unit, "%s/%s", *r->currency ? r->currency : "money", per);
    Chart chart = {.title = title,
                   .unit = unit,
                   .start = r->start,
                   .n = r->n_steps,
                   .months_per_step = r->months_per_step,
                   .spans = drawn->spans,
                   .n_spans = drawn->n_spans};
    for (int run = 0; run < report->n; run++) {
        if (report->records[run]->n_steps != r->n_steps ||
            report->records[run]->start != r->start)
            continue;
        double *values = section_series(report, run, "price", &filter, drawn->arena);
        if (values) chart.lines[chart.n_lines++] = line_of(drawn, run, values, &filter);
    }
    chart_draw(report->out, &chart);
}

/* Months in which a policy of a compared scenario is in force. */
static void find_spans(Drawn *drawn)
{
    const Report *report = drawn->report;
    for (int run = 1; run < report->n; run++)
        for (int place = 0; section_scenario(report, run, place); place++) {
            const Scenario *s = section_scenario(report, run, place);
            for (int32_t i = 0; i < s->n_policies && drawn->n_spans < SPANS; i++) {
                ChartSpan span = {MONTH_NONE, MONTH_NONE};
                const YamlNode *from = yaml_get(s->policies[i].node, "from");
                const YamlNode *until = yaml_get(s->policies[i].node, "until");
                int32_t covered = 1;
                if (section_is_common(report, &s->policies[i])) continue;
                if (!from || !month_parse(from->text, &span.from, NULL)) continue;
                if (until && month_parse(until->text, &span.until, &covered))
                    span.until += covered - 1;
                drawn->spans[drawn->n_spans++] = span;
            }
        }
}

Status section_prices(const Report *report)
{
    Drawn drawn = {.report = report, .arena = arena_new(0)};
    if (!drawn.arena) return LODE_NO_MEMORY;
    find_spans(&drawn);
    fputs("<h2>What prices do</h2>\n<div class=\"grid\">\n", report->out);
    const RunHeadline *h = report->headlines[0];
    for (int32_t i = 0; i < h->n; i++)
        if (!strcmp(h->lines[i].metric, "price"))
            draw_market(&drawn, h->lines[i].region, h->lines[i].commodity);
    const Record *r = report->records[0];
    for (int run = 1; run < report->n; run++) {
        const ChangeList *list = &report->against[run]->of[CHANGE_PRICE];
        for (int32_t i = 0; i < list->n && i < 4; i++)
            draw_market(&drawn, r->regions[list->changes[i].region].id,
                        r->commodities[list->changes[i].commodity].id);
    }
    fputs("</div>\n", report->out);
    if (drawn.n_spans)
        fputs("<p class=\"note\">Shaded: months in which a policy of a compared scenario is in "
              "force.</p>\n",
              report->out);
    if (drawn.fans)
        fputs("<p class=\"note\">Bands: where half, and where nine in ten, of the futures of "
              "<code>lode ensemble</code> lie; the line is the run with usual values.</p>\n",
              report->out);
    arena_free(drawn.arena);
    return LODE_OK;
}
