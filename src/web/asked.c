/* Numbers of a run: any metric, its headline, what changed, trade on a map. All of them are
 * asked of metrics/, where each is defined once. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/compare.h"
#include "metrics/headline.h"
#include "metrics/split.h"
#include "web/resource.h"

typedef struct Line {
    const MetricFilter *part;
    MetricQuery *query;
    double value;
} Line;

typedef struct Answers {
    Split *split;
    Line *lines;
    int n;
} Answers;

static void answers_close(Answers *a)
{
    for (int i = 0; i < a->n; i++)
        metric_close(a->lines[i].query);
    free(a->lines);
    split_free(a->split);
}

static Status answers_open(const Record *record, const Metric *metric,
                           const MetricFilter *filter, const QueryField *by, int n_by,
                           Diag *diag, Answers *out)
{
    *out = (Answers){0};
    Status st = metric_split(record, metric, filter, by, n_by, diag, &out->split);
    if (st) {
        out->split = NULL;
        return st;
    }
    out->lines = calloc((size_t)out->split->n + 1, sizeof *out->lines);
    if (!out->lines) st = LODE_NO_MEMORY;
    for (int32_t i = 0; i < out->split->n && !st; i++) {
        Line line = {.part = &out->split->parts[i]};
        st = metric_open(record, metric, line.part, diag, &line.query);
        if (st) break;
        if (out->split->n > 1 && !metric_query_any(line.query))
            metric_close(line.query);
        else
            out->lines[out->n++] = line;
    }
    if (st) answers_close(out);
    return st;
}

static void put_line(Out *out, const Metric *metric, const Line *line)
{
    out_row(out);
    out_text(out, "metric", metric->id);
    for (int f = 0; f < QUERY_FIELDS; f++) {
        const char *id = split_id(line->part, (QueryField)f);
        if (*id) out_text(out, query_field_name((QueryField)f), id);
    }
    out_text(out, "unit", metric_query_unit(line->query));
}

static int by_value(const void *a, const void *b)
{
    const double x = ((const Line *)a)->value, y = ((const Line *)b)->value;
    return (x < y) - (x > y);
}

/* One value each, the largest `top` of them; what has no value comes last. */
static void put_values(const Ask *ask, const Metric *metric, Answers *a, Steps steps, int top)
{
    for (int i = 0; i < a->n; i++) {
        const double value = metric_over(a->lines[i].query, steps);
        a->lines[i].value = isnan(value) ? -INFINITY : value;
    }
    if (request_text(ask->request, "top"))
        qsort(a->lines, (size_t)a->n, sizeof *a->lines, by_value);
    for (int i = 0; i < a->n && i < top; i++) {
        put_line(ask->out, metric, &a->lines[i]);
        out_number(ask->out, "value", a->lines[i].value);
    }
}

static Status put_months(const Ask *ask, const Record *record, const Metric *metric,
                         const Answers *a)
{
    double *values = malloc(((size_t)record->n_steps + 1) * sizeof *values);
    if (!values) return LODE_NO_MEMORY;
    for (int i = 0; i < a->n; i++) {
        metric_series(a->lines[i].query, values);
        put_line(ask->out, metric, &a->lines[i]);
        out_series(ask->out, "values", record->start, record->months_per_step, values,
                   record->n_steps);
    }
    free(values);
    return LODE_OK;
}

static void put_years(const Ask *ask, const Record *record, const Metric *metric,
                      const Answers *a)
{
    const int32_t first = month_year(record->start);
    const int32_t last = month_year(record_month(record, record->n_steps - 1));
    for (int i = 0; i < a->n; i++) {
        for (int32_t year = first; year <= last; year++) {
            const Steps steps = record_year(record, year);
            if (steps.end <= steps.first) continue;
            put_line(ask->out, metric, &a->lines[i]);
            out_number(ask->out, "year", year);
            out_number(ask->out, "value", metric_over(a->lines[i].query, steps));
        }
    }
}

static Status query_record(const Ask *ask, const Record *record)
{
    const Metric *metric;
    QueryField by[QUERY_FIELDS];
    int n_by, top;
    Answers a;
    Steps steps;
    const char *every = request_text(ask->request, "every");
    const MetricFilter filter = ask_filter(ask);
    Status st = ask_metric(ask, &metric);
    if (!st) st = ask_by(ask, by, &n_by);
    if (!st) st = ask_count(ask, "top", 100000, 100000, &top);
    if (!st) st = ask_steps(ask, record, &steps);
    if (!st) st = answers_open(record, metric, &filter, by, n_by, ask->diag, &a);
    if (st) return st;
    out_meta_text(ask->out, "definition", metric->definition);
    out_meta_text(ask->out, "over_time", metric_time_text(metric->time));
    out_meta_text(ask->out, "run", record->run_name);
    out_meta_text(ask->out, "money", record->money ? "nominal" : "real");
    if (!every)
        put_values(ask, metric, &a, steps, top);
    else if (strcmp(every, "month") == 0)
        st = put_months(ask, record, metric, &a);
    else if (strcmp(every, "year") == 0)
        put_years(ask, record, metric, &a);
    else {
        diag_error(ask->diag, "", 0, 0, "every", "is month or year, not '%.40s'", every);
        st = LODE_BAD_INPUT;
    }
    answers_close(&a);
    return st;
}

Status resource_query(const Ask *ask)
{
    Run *run;
    const Record *record;
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_record(ask, run, &record);
    if (!st) st = query_record(ask, record);
    runs_release(ask->runs, run);
    return st;
}

Status resource_headline(const Ask *ask)
{
    Run *run;
    const Record *record;
    RunHeadline *headline = NULL;
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_record(ask, run, &record);
    if (!st) st = headline_measure(ask->model, record, &headline);
    for (int32_t i = 0; !st && i < headline->n; i++) {
        const HeadlineLine *line = &headline->lines[i];
        out_row(ask->out);
        out_text(ask->out, "metric", line->metric);
        out_text(ask->out, "region", line->region);
        out_text(ask->out, "stage", line->stage);
        out_text(ask->out, "commodity", line->commodity);
        out_text(ask->out, "use", line->use);
        out_number(ask->out, "year", line->year);
        out_number(ask->out, "value", line->value);
        out_text(ask->out, "unit", line->unit);
    }
    if (!st) headline_free(headline);
    runs_release(ask->runs, run);
    return st;
}

/* ---- what changed ---- */

enum { CHANGES_PER_KIND = 12, CHANGE_SHIFTS = 10 };

static void put_change(const Ask *ask, const Comparison *c, const Change *change,
                       const char *words)
{
    static const char *const kinds[] = {"price", "use",    "production",
                                        "trade", "output", "shortage"};
    const Record *r = c->a;
    Out *out = ask->out;
    out_row(out);
    out_text(out, "kind", kinds[change->kind]);
    out_text(out, "region", change->region == RECORD_NONE ? "" : r->regions[change->region].id);
    out_text(out, "partner",
             change->partner == RECORD_NONE ? "" : r->regions[change->partner].id);
    out_text(out, "commodity",
             change->commodity == RECORD_NONE ? "" : r->commodities[change->commodity].id);
    out_text(out, "facility",
             change->facility == RECORD_NONE ? "" : r->facilities[change->facility].id);
    out_text(out, "use", change->use);
    out_text(out, "unit", change->unit);
    out_number(out, "before", change->before);
    out_number(out, "after", change->after);
    out_number(out, "relative", change->relative);
    out_number(out, "peak", change->peak);
    out_number(out, "total", change->total);
    out_month(out, "first", change->first);
    out_month(out, "last", change->last);
    out_month(out, "peak_month", change->peak_month);
    out_flag(out, "lasting", change->lasting);
    out_number(out, "months_back", change->months_back);
    out_text(out, "words", words);
}

static void put_comparison(const Ask *ask, const Comparison *c)
{
    char words[512];
    for (int k = 0; k < CHANGE_KINDS; k++) {
        for (int32_t i = 0; i < c->of[k].n && i < CHANGES_PER_KIND; i++) {
            const Change *change = &c->of[k].changes[i];
            words[0] = '\0';
            if (k == CHANGE_PRICE) price_words(c, change, words, sizeof words);
            put_change(ask, c, change, words);
        }
    }
    for (int32_t i = 0; i < c->n_shifts && i < CHANGE_SHIFTS; i++) {
        const Shift *shift = &c->shifts[i];
        const Change *change = shift->use ? shift->use : shift->trades[0];
        if (!change) continue;
        shift_words(c, shift, words, sizeof words);
        put_change(ask, c, change, words);
    }
}

Status resource_changes(const Ask *ask)
{
    Run *run, *base = NULL;
    const Record *before, *after;
    Comparison *comparison;
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_run(ask, "base", &base);
    if (st) base = NULL;
    if (!st) st = ask_record(ask, base, &before);
    if (!st) st = ask_record(ask, run, &after);
    if (!st) {
        gate_enter(ask->runs->gate);
        st = compare_runs(before, after, ask->diag, &comparison);
        gate_leave(ask->runs->gate);
        if (!st) {
            put_comparison(ask, comparison);
            comparison_free(comparison);
        }
    }
    runs_release(ask->runs, base);
    runs_release(ask->runs, run);
    return st;
}

/* ---- the map ---- */

static void put_flow(const Ask *ask, const Line *line)
{
    const Model *m = ask->model;
    const int32_t from = model_find_region(m, split_id(line->part, QUERY_PARTNER));
    const int32_t to = model_find_region(m, split_id(line->part, QUERY_REGION));
    if (from == MODEL_NONE || to == MODEL_NONE || !(line->value > 0)) return;
    out_row(ask->out);
    out_text(ask->out, "from", m->regions[from].id);
    out_text(ask->out, "to", m->regions[to].id);
    out_number(ask->out, "value", line->value);
    out_text(ask->out, "unit", metric_query_unit(line->query));
    out_number(ask->out, "from_lat", m->regions[from].lat);
    out_number(ask->out, "from_lon", m->regions[from].lon);
    out_number(ask->out, "to_lat", m->regions[to].lat);
    out_number(ask->out, "to_lon", m->regions[to].lon);
}

static Status flows_of(const Ask *ask, const Record *record)
{
    static const QueryField by[] = {QUERY_PARTNER, QUERY_REGION};
    const Metric *metric = metric_find("trade");
    const MetricFilter filter = ask_filter(ask);
    int top;
    Steps steps;
    Answers a;
    double sum = 0;
    Status st = ask_count(ask, "top", 40, 1000, &top);
    if (!st) st = ask_steps(ask, record, &steps);
    if (!st) st = answers_open(record, metric, &filter, by, 2, ask->diag, &a);
    if (st) return st;
    for (int i = 0; i < a.n; i++) {
        a.lines[i].value = metric_over(a.lines[i].query, steps);
        if (isnan(a.lines[i].value)) a.lines[i].value = 0;
        sum += a.lines[i].value;
    }
    qsort(a.lines, (size_t)a.n, sizeof *a.lines, by_value);
    out_meta_number(ask->out, "all", sum);
    for (int i = 0; i < a.n && i < top; i++)
        put_flow(ask, &a.lines[i]);
    answers_close(&a);
    return LODE_OK;
}

Status resource_flows(const Ask *ask)
{
    Run *run;
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = flows_of(ask, run->record);
    runs_release(ask->runs, run);
    return st;
}
