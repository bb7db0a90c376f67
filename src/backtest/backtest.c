#include "backtest/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "backtest/measure.h"
#include "model/observed.h"

enum { NAME_SIZE = 192, BASE_YEAR = 12 };

/* ---- which observations, in which series ---- */

static bool in_run(const Record *record, const Observation *o)
{
    const Month end = record->start + record->n_steps * record->months_per_step;
    return o->from != MONTH_NONE && o->from >= record->start && o->from + o->months <= end;
}

static BacktestSeries *series_of(Backtest *b, const Observation *o)
{
    for (int32_t i = 0; i < b->n; i++)
        if (observed_same(b->series[i].points[0].observation, o)) return &b->series[i];
    return NULL;
}

/* First pass: count the points of each series; points[0] names it. */
static Status count_points(Backtest *b, const Model *model)
{
    b->series = ARENA_ARRAY(b->arena, BacktestSeries, model->n_observations);
    BacktestPoint *names = ARENA_ARRAY(b->arena, BacktestPoint, model->n_observations);
    if (!b->series || !names) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_observations; i++) {
        const Observation *o = &model->observations[i];
        if (!in_run(b->record, o)) {
            b->n_outside++;
            continue;
        }
        BacktestSeries *series = series_of(b, o);
        if (!series) {
            names[b->n].observation = o;
            b->series[b->n] = (BacktestSeries){.kind = o->kind, .points = &names[b->n]};
            series = &b->series[b->n++];
        }
        series->n++;
        b->n_points++;
    }
    return LODE_OK;
}

static Status lay_points(Backtest *b, const Model *model)
{
    for (int32_t i = 0; i < b->n; i++) {
        BacktestSeries *series = &b->series[i];
        const Observation *first = series->points[0].observation;
        char name[NAME_SIZE];
        observed_words(model, first, name, sizeof name);
        series->name = arena_text(b->arena, name, strlen(name));
        series->points = ARENA_ARRAY(b->arena, BacktestPoint, series->n);
        series->months = ARENA_ARRAY(b->arena, double, b->record->n_steps);
        if (!series->name || !series->points || !series->months) return LODE_NO_MEMORY;
        series->points[0].observation = first;
        series->n = 0;
    }
    for (int32_t i = 0; i < model->n_observations; i++) {
        const Observation *o = &model->observations[i];
        if (!in_run(b->record, o)) continue;
        BacktestSeries *series = series_of(b, o);
        series->points[series->n++] =
            (BacktestPoint){.observation = o,
                            .observed = o->value,
                            .fitted = o->from + o->months <= model->start + BASE_YEAR};
    }
    return LODE_OK;
}

static int by_date(const void *a, const void *b)
{
    const Observation *x = ((const BacktestPoint *)a)->observation;
    const Observation *y = ((const BacktestPoint *)b)->observation;
    const int32_t twice_x = 2 * x->from + x->months, twice_y = 2 * y->from + y->months;
    if (twice_x != twice_y) return twice_x < twice_y ? -1 : 1;
    if (x->months != y->months) return x->months < y->months ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* ---- statistics ---- */

/* The middle month of what a point covers. */
static Month middle(const BacktestPoint *point)
{
    return point->observation->from + (point->observation->months - 1) / 2;
}

/* What a solver leaves of nothing is nothing. */
#define NOTHING 1e-6 /* of what was observed */

static bool counts(const BacktestPoint *point)
{
    return !point->fitted && point->observed > 0 && point->model > NOTHING * point->observed;
}

static void measure_errors(BacktestSeries *series)
{
    double sum = 0, squares = 0;
    for (int32_t i = 0; i < series->n; i++) {
        const BacktestPoint *point = &series->points[i];
        if (!counts(point)) continue;
        const double x = log(point->model / point->observed);
        sum += x;
        squares += x * x;
        series->n_counted++;
    }
    series->bias = series->n_counted ? sum / series->n_counted : NAN;
    series->error = series->n_counted ? sqrt(squares / series->n_counted) : NAN;
}

static void count_moves(BacktestSeries *series)
{
    const BacktestPoint *last = NULL;
    for (int32_t i = 0; i < series->n; i++) {
        const BacktestPoint *point = &series->points[i];
        if (!counts(point)) continue;
        const bool alike = last && last->observation->months == point->observation->months &&
                           point->observed != last->observed && middle(point) != middle(last);
        if (alike) {
            series->n_moves++;
            const double move = point->model - last->model;
            series->n_right += fabs(move) > NOTHING * point->model &&
                               move * (point->observed - last->observed) > 0;
        }
        last = point;
    }
}

/* Whole years hide a peak, so only points of a quarter or less tell it, unless all are long. */
enum { SHORT_MONTHS = 3 };

static bool all_long(const BacktestSeries *series)
{
    for (int32_t i = 0; i < series->n; i++)
        if (series->points[i].observation->months <= SHORT_MONTHS) return false;
    return true;
}

static bool tells_peak(const BacktestSeries *series, const BacktestPoint *point)
{
    return point->observation->months <= SHORT_MONTHS || all_long(series);
}

static double value_of(const BacktestPoint *point, bool modelled)
{
    return modelled ? point->model : point->observed;
}

static BacktestPeak peak_of_points(const BacktestSeries *series, bool modelled)
{
    BacktestPeak peak = {NAN, NAN, MONTH_NONE};
    int32_t nearest = BACKTEST_LATER_SLACK + 1;
    for (int32_t i = 0; i < series->n; i++) {
        const double value = value_of(&series->points[i], modelled);
        if (!tells_peak(series, &series->points[i]) || isnan(value) || value <= peak.value)
            continue;
        peak.value = value;
        peak.month = middle(&series->points[i]);
    }
    for (int32_t i = 0; i < series->n && peak.month != MONTH_NONE; i++) {
        const int32_t off = abs(middle(&series->points[i]) - peak.month - BACKTEST_LATER);
        if (!tells_peak(series, &series->points[i]) || off >= nearest) continue;
        nearest = off;
        peak.later = value_of(&series->points[i], modelled);
    }
    return peak;
}

static BacktestPeak peak_of_steps(const BacktestSeries *series, const Record *record)
{
    BacktestPeak peak = {NAN, NAN, MONTH_NONE};
    int32_t at = 0;
    for (int32_t t = 0; t < record->n_steps; t++) {
        if (isnan(series->months[t]) || series->months[t] <= peak.value) continue;
        peak.value = series->months[t];
        peak.month = record_month(record, at = t);
    }
    const int32_t later = at + BACKTEST_LATER / record->months_per_step;
    if (peak.month != MONTH_NONE && later < record->n_steps) peak.later = series->months[later];
    return peak;
}

static Status measure_series(Backtest *b, const Model *model, BacktestSeries *series)
{
    Measure measure;
    Status st =
        measure_open(model, b->record, series->points[0].observation, b->arena, &measure);
    if (st) return st;
    const char *unit = measure_unit(&measure);
    series->unit = arena_text(b->arena, unit, strlen(unit));
    for (int32_t t = 0; t < b->record->n_steps; t++)
        series->months[t] = measure_over(&measure, (Steps){t, t + 1});
    for (int32_t i = 0; i < series->n && !st; i++) {
        const Observation *o = series->points[i].observation;
        Steps steps;
        st = metric_steps(b->record, o->from, o->months, NULL, &steps);
        if (!st) series->points[i].model = measure_over(&measure, steps);
    }
    measure_close(&measure);
    return series->unit ? st : LODE_NO_MEMORY;
}

static Status measure_all(Backtest *b, const Model *model)
{
    for (int32_t i = 0; i < b->n; i++) {
        BacktestSeries *series = &b->series[i];
        qsort(series->points, (size_t)series->n, sizeof *series->points, by_date);
        const Status st = measure_series(b, model, series);
        if (st) return st;
        measure_errors(series);
        count_moves(series);
        series->observed_peak = peak_of_points(series, false);
        series->model_peak =
            all_long(series) ? peak_of_points(series, true) : peak_of_steps(series, b->record);
    }
    return LODE_OK;
}

Status backtest_new(const Model *model, const Record *record, Diag *diag, Backtest **out)
{
    *out = NULL;
    if (strcmp(model->name, record->model_name) != 0) {
        diag_error(diag, "", 0, 0, "", "the run '%s' is of the model '%s', not of '%s'",
                   record->run_name, record->model_name, model->name);
        return LODE_BAD_INPUT;
    }
    Arena *arena = arena_new(0);
    Backtest *b = arena ? arena_zeroed(arena, 1, sizeof *b) : NULL;
    Status st = b ? LODE_OK : LODE_NO_MEMORY;
    if (!st) *b = (Backtest){.arena = arena, .record = record};
    if (!st) st = count_points(b, model);
    if (!st) st = lay_points(b, model);
    if (!st) st = measure_all(b, model);
    if (st) arena_free(arena);
    *out = st ? NULL : b;
    return st;
}

void backtest_free(Backtest *backtest)
{
    if (backtest) arena_free(backtest->arena);
}
