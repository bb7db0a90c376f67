/* Held against what was observed: series of the model's own observations beside the runs. */
#include <math.h>
#include <string.h>

#include "backtest/backtest.h"
#include "report/chart.h"
#include "report/page.h"
#include "report/section.h"

enum { PICTURES = 8, POINTS_LEAST = 4, ROWS = 40 };

typedef struct Observed {
    const Report *report;
    Arena *arena;
    Backtest *of[REPORT_RUNS];
} Observed;

static void observed_close(Observed *o)
{
    for (int run = 0; run < o->report->n; run++)
        backtest_free(o->of[run]);
    arena_free(o->arena);
}

static Status observed_open(const Report *report, Observed *o)
{
    *o = (Observed){.report = report, .arena = arena_new(0)};
    Status st = o->arena ? LODE_OK : LODE_NO_MEMORY;
    Diag *quiet = diag_new();
    for (int run = 0; !st && quiet && run < report->n; run++)
        st = backtest_new(report->model, report->records[run], quiet, &o->of[run]);
    diag_free(quiet);
    if (st) observed_close(o);
    return st;
}

static const BacktestSeries *same_series(const Observed *o, int run,
                                         const BacktestSeries *series)
{
    for (int32_t i = 0; i < o->of[run]->n; i++)
        if (!strcmp(o->of[run]->series[i].name, series->name)) return &o->of[run]->series[i];
    return NULL;
}

/* ---- pictures ---- */

static bool is_rate(const BacktestSeries *series)
{
    return series->kind != OBSERVED_PRICE && series->kind != OBSERVED_SHARE;
}

/* Amounts of a period become amounts of a step, so that they lie beside the model's. */
static ChartDot dot_of(const BacktestSeries *series, const BacktestPoint *point, int32_t step)
{
    const Observation *seen = point->observation;
    const double scale = is_rate(series) ? (double)step / seen->months : 1;
    return (ChartDot){seen->from, seen->months, point->observed * scale};
}

static Status draw_series(const Observed *o, const BacktestSeries *series)
{
    const Report *report = o->report;
    const Record *r = report->records[0];
    char unit[64];
    ChartDot *dots = ARENA_ARRAY(o->arena, ChartDot, series->n);
    if (!dots) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < series->n; i++)
        dots[i] = dot_of(series, &series->points[i], r->months_per_step);
    snprintf(unit, sizeof unit, "%s%s", strcmp(series->unit, "1") ? series->unit : "share",
             is_rate(series) ? " a month" : "");
    Chart chart = {.title = series->name,
                   .unit = unit,
                   .start = r->start,
                   .n = r->n_steps,
                   .months_per_step = r->months_per_step,
                   .dots = dots,
                   .n_dots = series->n};
    for (int run = 0; run < report->n; run++) {
        const BacktestSeries *own = same_series(o, run, series);
        if (!own || report->records[run]->n_steps != r->n_steps) continue;
        chart.lines[chart.n_lines++] =
            (ChartLine){.name = report->names[run], .values = own->months};
    }
    chart_draw(report->out, &chart);
    return LODE_OK;
}

/* The series with the most points among those that are not drawn yet; -1: none has enough. */
static int32_t next_series(const Backtest *b, const bool *drawn)
{
    int32_t best = -1, most = POINTS_LEAST - 1;
    for (int32_t i = 0; i < b->n; i++) {
        if (drawn[i] || b->series[i].n_counted <= most) continue;
        best = i;
        most = b->series[i].n_counted;
    }
    return best;
}

static Status draw_pictures(const Observed *o)
{
    const Backtest *b = o->of[0];
    bool *drawn = ARENA_ARRAY(o->arena, bool, b->n);
    Status st = drawn ? LODE_OK : LODE_NO_MEMORY;
    fputs("<div class=\"grid\">\n", o->report->out);
    for (int picture = 0; !st && picture < PICTURES; picture++) {
        const int32_t i = next_series(b, drawn);
        if (i < 0) break;
        drawn[i] = true;
        st = draw_series(o, &b->series[i]);
    }
    fputs("</div>\n", o->report->out);
    return st;
}

/* ---- the table ---- */

static void factor_cell(FILE *out, double log_ratio)
{
    fputs("<td class=\"n\">", out);
    if (isnan(log_ratio))
        fputs("-", out);
    else
        page_format(out, "%.2f", exp(log_ratio));
    fputs("</td>", out);
}

static void series_row(const Observed *o, const BacktestSeries *series)
{
    FILE *out = o->report->out;
    fputs("<tr><td>", out);
    page_text(out, series->name);
    fprintf(out, "</td><td class=\"n\">%d</td>", (int)series->n_counted);
    for (int run = 0; run < o->report->n; run++) {
        const BacktestSeries *own = same_series(o, run, series);
        factor_cell(out, own ? own->bias : NAN);
        factor_cell(out, own ? own->error : NAN);
    }
    fputs("</tr>\n", out);
}

static void draw_table(const Observed *o)
{
    FILE *out = o->report->out;
    int rows = 0, more = 0;
    fputs("<div class=\"scroll\"><table><thead><tr><th>series</th><th class=\"n\">points</th>",
          out);
    for (int run = 0; run < o->report->n; run++) {
        fputs("<th class=\"n\">bias, ", out);
        page_text(out, o->report->names[run]);
        fputs("</th><th class=\"n\">error</th>", out);
    }
    fputs("</tr></thead><tbody>\n", out);
    for (int32_t i = 0; i < o->of[0]->n; i++) {
        if (!o->of[0]->series[i].n_counted) continue;
        if (rows < ROWS)
            series_row(o, &o->of[0]->series[i]), rows++;
        else
            more++;
    }
    fputs("</tbody></table></div>\n", out);
    if (more) fprintf(out, "<p class=\"note\">and %d more: lode backtest</p>\n", more);
}

static bool anything(const Backtest *b)
{
    for (int32_t i = 0; i < b->n; i++)
        if (b->series[i].n_counted) return true;
    return false;
}

Status section_observed(const Report *report)
{
    Observed o;
    if (!report->model) return LODE_OK;
    Status st = observed_open(report, &o);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st; /* runs of another model */
    if (anything(o.of[0])) {
        fputs("<h2>Held against what was observed</h2>\n<p class=\"note\">Strokes: observed, "
              "over "
              "the months they cover. Bias: model over observed, the usual ratio; error: the "
              "usual factor between the two, either way. Points of the base year, which the "
              "model was fitted to, do not count.</p>\n",
              report->out);
        st = draw_pictures(&o);
        draw_table(&o);
    }
    observed_close(&o);
    return st;
}
