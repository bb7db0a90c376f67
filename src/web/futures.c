#include "web/futures.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ensemble/design.h"
#include "ensemble/summary.h"
#include "metrics/money.h"
#include "metrics/probe.h"
#include "web/own.h"

#define TELL_SECONDS 1.0

struct Futures {
    Runs *runs;
    Run *base; /* held: its calendar, and what the series is asked of */
    Arena *arena;
    Diag *diag;
    Files files;
    Scenario own; /* the page's policies */
    Design design;
    const Metric *metric;
    MetricFilter filter;
    int32_t n_steps;
    int64_t done, failed;
    double *money;  /* by step; NULL: money of the price year */
    double *series; /* runs x steps; NAN of those that failed */
    Text text;      /* not yet read */
    size_t sent;
    bool ended;
};

/* ---- the question ---- */

static Status wrong(Diag *diag, const char *field, const char *text)
{
    diag_error(diag, "body", 0, 0, field, "%s", text);
    return LODE_BAD_INPUT;
}

static const char *text_of(const Futures *f, const json_t *body, const char *key)
{
    const char *text = json_string_value(json_object_get(body, key));
    return text && *text ? arena_text(f->arena, text, strlen(text)) : NULL;
}

/* Money of its own time is the same in all futures, so it is put to the percentiles. */
static Status ask_money(Futures *f, const char *money, Diag *diag)
{
    const bool is_money = f->metric->unit == METRIC_PRICE || f->metric->unit == METRIC_MONEY;
    if (!is_money || !money || strcmp(money, "nominal") != 0) return LODE_OK;
    f->money = ARENA_ARRAY(f->arena, double, f->base->record->n_steps);
    return f->money ? money_of_steps(f->base->record, diag, f->money) : LODE_NO_MEMORY;
}

static Status ask_series(Futures *f, const json_t *body, Diag *diag)
{
    const char *metric = json_string_value(json_object_get(body, "metric"));
    MetricQuery *query;
    f->metric = metric ? metric_find(metric) : NULL;
    if (!f->metric) return wrong(diag, "metric", "there is no such metric");
    f->filter = (MetricFilter){.region = text_of(f, body, "region"),
                               .partner = text_of(f, body, "partner"),
                               .commodity = text_of(f, body, "commodity"),
                               .stage = text_of(f, body, "stage"),
                               .use = text_of(f, body, "use")};
    const Status st = metric_open(f->base->record, f->metric, &f->filter, diag, &query);
    if (!st) metric_close(query);
    return st ? st : ask_money(f, json_string_value(json_object_get(body, "money")), diag);
}

static Status ask_number(const json_t *body, const char *key, double least, double most,
                         double usual, Diag *diag, double *out)
{
    const json_t *value = json_object_get(body, key);
    *out = value ? json_number_value(value) : usual;
    if ((!value || json_is_number(value)) && *out >= least && *out <= most &&
        *out == floor(*out))
        return LODE_OK;
    return wrong(diag, key, "is a whole number, and not too large");
}

static Status open_design(Futures *f, const json_t *body, Diag *diag)
{
    double n, seed;
    Status st = ask_number(body, "runs", 1, FUTURES_RUNS_MAX, FUTURES_RUNS_USUAL, diag, &n);
    if (!st) st = ask_number(body, "seed", 0, 0x1p53, 1, diag, &seed);
    if (!st) st = files_read(f->runs->model->folder, f->arena, diag, &f->files);
    if (st) return st;
    const DesignOptions options = {
        .n = (int64_t)n, .seed = (uint64_t)seed, .sequence = SEQUENCE_SOBOL};
    st = design_open(f->runs->model, &f->files, &options, f->arena, diag, &f->design);
    f->n_steps = f->base->record->n_steps;
    f->series = ARENA_ARRAY(f->arena, double, (size_t)n *(size_t)f->n_steps);
    return st || f->series ? st : LODE_NO_MEMORY;
}

static Status ask(Futures *f, const json_t *body, Diag *diag)
{
    const json_t *policies = json_object_get(body, "policies");
    if (!json_is_array(policies))
        return wrong(diag, "policies", "is a list, perhaps an empty one");
    Status st = own_read(policies, f->arena, diag, &f->own);
    if (!st)
        st = own_vary(json_object_get(body, "vary"), f->runs->model, f->arena, diag, &f->own);
    if (!st) st = runs_get(f->runs, "baseline", diag, &f->base);
    if (!st) st = ask_series(f, body, diag);
    if (!st) st = open_design(f, body, diag);
    if (!st)
        text_say(&f->text, "{\"runs\":%lld,\"inputs\":%d,\"steps\":%d}\n",
                 (long long)f->design.n_runs, (int)f->design.dimensions.n, (int)f->n_steps);
    return st;
}

Status futures_new(Runs *runs, const char *body, size_t n, Diag *diag, Futures **out)
{
    json_error_t error;
    json_t *json = json_loadb(body ? body : "", n, JSON_REJECT_DUPLICATES, &error);
    Futures *f = calloc(1, sizeof *f);
    Status st = f ? LODE_OK : LODE_NO_MEMORY;
    *out = NULL;
    if (f) {
        f->runs = runs;
        f->arena = arena_new(0);
        f->diag = diag_new();
        if (!f->arena || !f->diag) st = LODE_NO_MEMORY;
    }
    if (!st && !json) st = wrong(diag, "", "is not JSON");
    if (!st) st = ask(f, json, diag);
    json_decref(json);
    if (st)
        futures_free(f);
    else
        *out = f;
    return st;
}

void futures_free(Futures *f)
{
    if (!f) return;
    design_close(&f->design);
    runs_release(f->runs, f->base);
    text_free(&f->text);
    diag_free(f->diag);
    arena_free(f->arena);
    free(f);
}

/* ---- one future ---- */

/* The page's policies are all there are: it sends those of the baseline, too. */
static Status vary(void *context, int64_t run, Arena *arena, Variation *out)
{
    const Futures *f = context;
    Scenario *own = ARENA_ARRAY(arena, Scenario, 1);
    Status st = own ? design_variation(&f->design, run, arena, out) : LODE_NO_MEMORY;
    if (st) return st;
    *own = f->own;
    st = draw_join(out->own, arena, own);
    out->own = own;
    out->scenarios = NULL;
    out->n_scenarios = 0;
    return st;
}

static Status measure(void *context, int64_t run, const Model *model, const Record *record,
                      void *result)
{
    const Futures *f = context;
    MetricQuery *query;
    (void)run;
    (void)model;
    const Status st = metric_open(record, f->metric, &f->filter, NULL, &query);
    if (st) return st;
    metric_series(query, result);
    metric_close(query);
    return LODE_OK;
}

static Status deliver(void *context, const StudyRun *run)
{
    Futures *f = context;
    double *series = &f->series[run->run * f->n_steps];
    f->failed += run->status != LODE_OK;
    for (int32_t t = 0; t < f->n_steps; t++)
        series[t] = run->status ? NAN : ((const double *)run->result)[t];
    return LODE_OK;
}

/* In turns with all that the server computes. */
static Status run_next(Futures *f)
{
    const Study study = {.model = f->runs->model,
                         .files = &f->files,
                         .first = f->done,
                         .n = 1,
                         .threads = 1,
                         .start = MONTH_NONE,
                         .end = MONTH_NONE,
                         .probe = &metrics_probe,
                         .result_size = (size_t)f->n_steps * sizeof(double),
                         .context = f,
                         .vary = vary,
                         .measure = measure,
                         .deliver = deliver};
    gate_enter(f->runs->gate);
    const Status st = study_run(&study);
    gate_leave(f->runs->gate);
    f->done += !st;
    return st;
}

/* ---- the answer ---- */

static Status say_quantiles(Futures *f)
{
    double *values = calloc((size_t)f->done + 1, sizeof *values);
    Band *bands = calloc((size_t)f->n_steps, sizeof *bands);
    const Status st = values && bands ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t t = 0; t < f->n_steps && !st; t++) {
        for (int64_t i = 0; i < f->done; i++)
            values[i] = f->series[i * f->n_steps + t];
        bands[t] = summary_band(values, f->done);
    }
    text_say(&f->text, "{\"done\":%lld,\"failed\":%lld,\"quantiles\":[", (long long)f->done,
             (long long)f->failed);
    for (int q = 0; q < SUMMARY_QUANTILES && !st; q++) {
        text_put(&f->text, q ? ",[" : "[", q ? 2 : 1);
        for (int32_t t = 0; t < f->n_steps; t++) {
            if (t) text_put(&f->text, ",", 1);
            text_put_short(&f->text, (f->money ? f->money[t] : 1) * bands[t].quantile[q]);
        }
        text_put(&f->text, "]", 1);
    }
    text_say(&f->text, "]%s}\n", f->done == f->design.n_runs ? ",\"end\":true" : "");
    free(values);
    free(bands);
    return st;
}

static void say_more(Futures *f)
{
    const double begun = clock_now();
    Status st = LODE_OK;
    while (!st && f->done < f->design.n_runs && clock_now() - begun < TELL_SECONDS)
        st = run_next(f);
    if (!st) st = say_quantiles(f);
    f->ended = st || f->done == f->design.n_runs;
    if (!st) return;
    text_say(&f->text, "{\"error\":");
    text_put_json(&f->text, status_text(st));
    text_put(&f->text, "}\n", 2);
}

ssize_t futures_read(Futures *f, char *buffer, size_t room)
{
    if (f->sent == f->text.n) {
        if (f->ended) return -1;
        f->text.n = f->sent = 0;
        say_more(f);
        if (f->text.failed) return -1;
    }
    const size_t left = f->text.n - f->sent, n = left < room ? left : room;
    memcpy(buffer, f->text.at + f->sent, n);
    f->sent += n;
    return (ssize_t)n;
}
