#include "cli/backtest_print.h"

#include <math.h>
#include <string.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "metrics/words.h"
#include "model/observed.h"

bool backtest_shows(const BacktestPage *page, const BacktestSeries *series)
{
    return !page->only || strstr(series->name, page->only);
}

static const char *status_word(const Observation *o)
{
    static const char *const words[] = {"", "seen", "memory", "estimate"};
    return words[o->origin.status];
}

/* "2011", "2011-Q3", "2011-09" */
static void period_text(const Observation *o, char *buffer, size_t size)
{
    char month[8];
    month_format(o->from, month, sizeof month);
    if (o->months == 12 && month_of_year(o->from) == 1)
        snprintf(buffer, size, "%.4s", month);
    else if (o->months == 3 && month_of_year(o->from) % 3 == 1)
        snprintf(buffer, size, "%.4s-Q%d", month, (int)(month_of_year(o->from) + 2) / 3);
    else
        snprintf(buffer, size, "%s", month);
}

/* ---- for people ---- */

/* A factor: 0.41 is 41 % of what was observed. */
static void factor_cell(Grid *grid, double log_ratio)
{
    char text[WORDS_SIZE];
    words_rounded(exp(log_ratio), 2, text, sizeof text);
    grid_text(grid, isnan(log_ratio) ? "-" : text);
}

static void value_cell(Grid *grid, double value)
{
    char text[WORDS_SIZE];
    words_rounded(value, 3, text, sizeof text);
    grid_text(grid, text);
}

static void peak_cells(Grid *grid, const BacktestPeak *peak)
{
    char month[8] = "-";
    value_cell(grid, peak->value);
    if (peak->month != MONTH_NONE) month_format(peak->month, month, sizeof month);
    grid_text(grid, month);
    value_cell(grid, peak->later);
}

static void series_row(Grid *grid, const BacktestSeries *series)
{
    grid_text(grid, series->name);
    grid_text(grid, series->unit);
    grid_format(grid, "%d", (int)series->n_counted);
    factor_cell(grid, series->bias);
    factor_cell(grid, series->error);
    grid_format(grid, "%d of %d", (int)series->n_right, (int)series->n_moves);
    peak_cells(grid, &series->observed_peak);
    peak_cells(grid, &series->model_peak);
}

Status backtest_print_series(const BacktestPage *page)
{
    static const char *const titles[] = {"series", "unit",         "points", "bias",
                                         "error",  "right moves",  "peak",   "in",
                                         "later",  "model's peak", "in",     "later"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    Grid *grid = grid_new(COLUMNS, titles);
    for (int column = 2; column < COLUMNS; column++)
        grid_right(grid, column);
    for (int32_t i = 0; i < page->backtest->n; i++) {
        const BacktestSeries *series = &page->backtest->series[i];
        if (series->n_counted && backtest_shows(page, series)) series_row(grid, series);
    }
    const Status st = grid_print(grid, page->screen);
    grid_free(grid);
    if (st) return st;
    fprintf(page->screen->out,
            "\nbias: model over observed, the usual ratio; error: the usual factor between the "
            "two, either way.\nlater: the level %d months after the peak. Points of the base "
            "year, which the model was fitted to, do not count.\n%d observations fall into the "
            "run, %d do not.\n",
            BACKTEST_LATER, (int)page->backtest->n_points, (int)page->backtest->n_outside);
    return LODE_OK;
}

static void point_row(Grid *grid, const BacktestPage *page, const BacktestSeries *series,
                      const BacktestPoint *point)
{
    char period[24];
    const bool both = point->model > 0 && point->observed > 0;
    period_text(point->observation, period, sizeof period);
    grid_text(grid, series->name);
    grid_text(grid, period);
    value_cell(grid, point->observed);
    value_cell(grid, point->model);
    grid_text(grid, series->unit);
    factor_cell(grid, both ? log(point->model / point->observed) : NAN);
    grid_text(grid, point->fitted ? "base year" : status_word(point->observation));
    grid_text(grid, observed_source(page->model, point->observation));
}

Status backtest_print_points(const BacktestPage *page)
{
    static const char *const titles[] = {"series", "period", "observed", "model",
                                         "unit",   "ratio",  "status",   "source"};
    Grid *grid = grid_new(8, titles);
    grid_right(grid, 2);
    grid_right(grid, 3);
    grid_right(grid, 5);
    for (int32_t i = 0; i < page->backtest->n; i++) {
        const BacktestSeries *series = &page->backtest->series[i];
        for (int32_t k = 0; k < series->n && backtest_shows(page, series); k++)
            point_row(grid, page, series, &series->points[k]);
    }
    const Status st = grid_print(grid, page->screen);
    grid_free(grid);
    return st;
}

/* ---- for programs ---- */

static void csv_row(Grid *grid, const BacktestPage *page, const BacktestSeries *series,
                    const BacktestPoint *point)
{
    char month[8];
    month_format(point->observation->from, month, sizeof month);
    grid_text(grid, series->name);
    grid_text(grid, month);
    grid_format(grid, "%d", (int)point->observation->months);
    grid_number(grid, point->observed);
    grid_number(grid, point->observation->sigma);
    grid_number(grid, point->model);
    grid_text(grid, series->unit);
    grid_text(grid, point->fitted ? "1" : "0");
    grid_text(grid, status_word(point->observation));
    grid_text(grid, observed_source(page->model, point->observation));
}

static void csv_month(Grid *grid, const Backtest *backtest, const BacktestSeries *series,
                      int32_t step)
{
    char month[8];
    month_format(record_month(backtest->record, step), month, sizeof month);
    grid_text(grid, series->name);
    grid_text(grid, month);
    grid_format(grid, "%d", (int)backtest->record->months_per_step);
    grid_text(grid, "");
    grid_text(grid, "");
    grid_number(grid, series->months[step]);
    grid_text(grid, series->unit);
    grid_text(grid, "");
    grid_text(grid, "model");
    grid_text(grid, "");
}

Status backtest_print_csv(const BacktestPage *page)
{
    static const char *const titles[] = {"series", "from", "months", "observed", "sigma",
                                         "model",  "unit", "fitted", "status",   "source"};
    const Backtest *b = page->backtest;
    Grid *grid = grid_new(10, titles);
    for (int32_t i = 0; i < b->n; i++) {
        const BacktestSeries *series = &b->series[i];
        if (!backtest_shows(page, series)) continue;
        for (int32_t k = 0; k < series->n; k++)
            csv_row(grid, page, series, &series->points[k]);
        for (int32_t t = 0; t < b->record->n_steps && page->months; t++)
            csv_month(grid, b, series, t);
    }
    const Status st = grid_print_csv(grid, page->screen);
    grid_free(grid);
    return st;
}

static json_t *peak_json(const BacktestPeak *peak)
{
    char month[8] = "";
    if (peak->month != MONTH_NONE) month_format(peak->month, month, sizeof month);
    return json_pack("{s:o, s:o, s:o}", "value", json_number(peak->value), "month",
                     json_text(month), "later", json_number(peak->later));
}

static json_t *points_json(const BacktestPage *page, const BacktestSeries *series)
{
    json_t *list = json_array();
    for (int32_t k = 0; k < series->n; k++) {
        const BacktestPoint *point = &series->points[k];
        char period[24];
        period_text(point->observation, period, sizeof period);
        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:o, s:b, s:s, s:s}", "period", period,
                                        "observed", json_number(point->observed), "model",
                                        json_number(point->model), "fitted", (int)point->fitted,
                                        "status", status_word(point->observation), "source",
                                        observed_source(page->model, point->observation)));
    }
    return list;
}

Status backtest_print_json(const BacktestPage *page)
{
    const Backtest *b = page->backtest;
    json_t *list = json_array();
    for (int32_t i = 0; i < b->n; i++) {
        const BacktestSeries *s = &b->series[i];
        if (!backtest_shows(page, s)) continue;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:i, s:o, s:o, s:i, s:i, s:o, s:o, s:o}", "series",
                            s->name, "unit", s->unit, "counted", (int)s->n_counted, "bias",
                            json_number(s->bias), "error", json_number(s->error), "moves",
                            (int)s->n_moves, "right_moves", (int)s->n_right, "observed_peak",
                            peak_json(&s->observed_peak), "model_peak",
                            peak_json(&s->model_peak), "points", points_json(page, s)));
    }
    return json_print(page->screen,
                      json_pack("{s:s, s:s, s:i, s:i, s:o}", "schema", "lode.backtest/1", "run",
                                b->record->run_name, "points", (int)b->n_points, "outside",
                                (int)b->n_outside, "series", list));
}
