/* A metric of a run, as series of values. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"
#include "base/text.h"
#include "metrics/split.h"

#define MONTH_1970 (1970 * 12)
#define FIELD_CHOICES "region|partner|commodity|stage|facility|process|use|limit|policy"

enum { FIELD_SIZE = 16 };

struct lode_answer {
    Arena *arena;
    lode_messages messages;
    int32_t n_series, n_periods;
    Steps *steps; /* of each period */
    int64_t *months;
    int32_t *lengths;
    double *values;
    const char **units;
    const char **ids; /* QUERY_FIELDS of each series; "" where it was not split by the field */
};

/* ---- what is asked ---- */

static Status find_metric(const char *id, Diag *diag, const Metric **out)
{
    *out = id ? metric_find(id) : NULL;
    if (*out) return LODE_OK;
    const char *nearest = id ? metric_nearest(id) : NULL;
    diag_error(diag, "", 0, 0, "metric", "no metric '%s'%s%s%s", id ? id : "",
               nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
    return LODE_USAGE;
}

/* "region,partner" as fields; "*" is what tells the metric's things apart. */
static Status read_by(const char *text, const Metric *metric, Diag *diag,
                      QueryField by[QUERY_FIELDS], int *n)
{
    *n = 0;
    if (text && strcmp(text, "*") == 0) *n = metric_natural_split(metric, by);
    if (!text || *n) return LODE_OK;
    for (const char *at = text; *at;) {
        char word[FIELD_SIZE];
        const size_t length = strcspn(at, ",");
        int32_t field = -1;
        if (length < sizeof word) {
            memcpy(word, at, length);
            word[length] = '\0';
            field = text_choice(word, FIELD_CHOICES);
        }
        if (field < 0 || *n == QUERY_FIELDS) {
            diag_error(diag, "", 0, 0, "by", "'%.*s' is none of %s", (int)length, at,
                       FIELD_CHOICES);
            return LODE_USAGE;
        }
        by[(*n)++] = (QueryField)field;
        at += length + (at[length] == ',');
    }
    return LODE_OK;
}

static MetricFilter read_filter(const lode_query *q)
{
    return (MetricFilter){q->region,  q->partner, q->commodity, q->stage,  q->facility,
                          q->process, q->use,     q->limit,     q->policy, q->reo != 0};
}

/* ---- periods ---- */

static void add_period(const Record *r, lode_answer *a, Steps steps)
{
    if (steps.first >= steps.end) return;
    a->steps[a->n_periods] = steps;
    a->months[a->n_periods] = record_month(r, steps.first) - MONTH_1970;
    a->lengths[a->n_periods++] = record_months(r, steps);
}

static Status lay_periods(const Record *r, int period, Diag *diag, lode_answer *a)
{
    const int32_t room = r->n_steps + 1;
    const Month last = record_month(r, r->n_steps) - 1;
    a->steps = ARENA_ARRAY(a->arena, Steps, room);
    a->months = ARENA_ARRAY(a->arena, int64_t, room);
    a->lengths = ARENA_ARRAY(a->arena, int32_t, room);
    if (!a->steps || !a->months || !a->lengths) return LODE_NO_MEMORY;
    switch (period) {
    case LODE_BY_STEP:
        for (int32_t t = 0; t < r->n_steps; t++)
            add_period(r, a, (Steps){t, t + 1});
        return LODE_OK;
    case LODE_BY_YEAR:
        for (int32_t year = month_year(r->start); year <= month_year(last); year++)
            add_period(r, a, record_year(r, year));
        return LODE_OK;
    case LODE_WHOLE_RUN:
        add_period(r, a, record_steps(r));
        return LODE_OK;
    default:
        diag_error(diag, "", 0, 0, "period", "%d is no period", period);
        return LODE_USAGE;
    }
}

/* ---- measuring ---- */

static bool is_nothing(const double *values, int32_t n)
{
    for (int32_t p = 0; p < n; p++)
        if (values[p] != 0 && !isnan(values[p])) return false;
    return true;
}

/* What a question asks, resolved. */
typedef struct Asked {
    const Record *record;
    const Metric *metric;
    MetricFilter filter;
    QueryField by[QUERY_FIELDS];
    int n_by;
    bool drop_zero;
} Asked;

/* The answer outlives the run and the question: names are copied. */
static Status keep_names(const Asked *asked, const MetricFilter *part, const char *unit,
                         lode_answer *a)
{
    const char **ids = a->ids + (size_t)a->n_series * QUERY_FIELDS;
    for (int i = 0; i < QUERY_FIELDS; i++)
        ids[i] = "";
    for (int i = 0; i < asked->n_by; i++) {
        const char *id = split_id(part, asked->by[i]);
        ids[asked->by[i]] = arena_text(a->arena, id, strlen(id));
        if (!ids[asked->by[i]]) return LODE_NO_MEMORY;
    }
    a->units[a->n_series] = arena_text(a->arena, unit, strlen(unit));
    return a->units[a->n_series] ? LODE_OK : LODE_NO_MEMORY;
}

static Status measure_part(const Asked *asked, const MetricFilter *part, lode_answer *a)
{
    MetricQuery *query;
    double *values = a->values + (size_t)a->n_series * (size_t)a->n_periods;
    Status st = metric_open(asked->record, asked->metric, part, a->messages.diag, &query);
    if (st) return st;
    for (int32_t p = 0; p < a->n_periods; p++)
        values[p] = metric_over(query, a->steps[p]);
    if (!asked->drop_zero || !is_nothing(values, a->n_periods)) {
        st = keep_names(asked, part, metric_query_unit(query), a);
        if (!st) a->n_series++;
    }
    metric_close(query);
    return st;
}

static Status measure(const Asked *asked, lode_answer *a)
{
    Split *split;
    Status st = metric_split(asked->record, asked->metric, &asked->filter, asked->by,
                             asked->n_by, a->messages.diag, &split);
    if (st) return st;
    const size_t n = (size_t)split->n;
    a->values = ARENA_ARRAY(a->arena, double, n *(size_t)a->n_periods);
    a->units = ARENA_ARRAY(a->arena, const char *, n);
    a->ids = ARENA_ARRAY(a->arena, const char *, n *QUERY_FIELDS);
    if (!a->values || !a->units || !a->ids) st = LODE_NO_MEMORY;
    for (int32_t i = 0; i < split->n && !st; i++)
        st = measure_part(asked, &split->parts[i], a);
    split_free(split);
    return st;
}

static Status answer(const Record *record, const lode_query *given, lode_answer *a)
{
    lode_query q;
    Asked asked = {.record = record};
    Diag *diag = a->messages.diag;
    if (!record) {
        diag_error(diag, "", 0, 0, "", "a run that has failed has no answers");
        return LODE_USAGE;
    }
    Status st = options_take(given, sizeof q, &q, diag);
    if (!st) st = find_metric(q.metric, diag, &asked.metric);
    if (!st) st = read_by(q.by, asked.metric, diag, asked.by, &asked.n_by);
    if (!st) st = lay_periods(record, q.period, diag, a);
    asked.filter = read_filter(&q);
    asked.drop_zero = q.drop_zero != 0;
    if (!st) st = measure(&asked, a);
    return st == LODE_BAD_INPUT ? LODE_USAGE : st; /* the question names what is not there */
}

Status answer_new(const Record *record, const lode_query *query, lode_answer **out)
{
    lode_answer *a = calloc(1, sizeof *a);
    *out = NULL;
    if (!a) return LODE_NO_MEMORY;
    a->arena = arena_new(0);
    Status st = a->arena ? messages_open(&a->messages) : LODE_NO_MEMORY;
    if (!st) st = answer(record, query, a);
    if (st) a->n_series = 0;
    if (st != LODE_NO_MEMORY) st = messages_seal(&a->messages, st);
    if (st == LODE_NO_MEMORY)
        lode_answer_free(a);
    else
        *out = a;
    return st;
}

int lode_run_query(const lode_run *run, const lode_query *query, lode_answer **out)
{
    return (int)answer_new(run ? run->record : NULL, query, out);
}

void lode_answer_free(lode_answer *answer)
{
    if (!answer) return;
    messages_close(&answer->messages);
    arena_free(answer->arena);
    free(answer);
}

/* ---- reading ---- */

const lode_messages *lode_answer_messages(const lode_answer *answer)
{
    return answer ? &answer->messages : NULL;
}

int32_t lode_answer_series(const lode_answer *answer)
{
    return answer ? answer->n_series : 0;
}

int32_t lode_answer_periods(const lode_answer *answer)
{
    return answer ? answer->n_periods : 0;
}

const double *lode_answer_values(const lode_answer *answer)
{
    return answer ? answer->values : NULL;
}

const int64_t *lode_answer_months(const lode_answer *answer)
{
    return answer ? answer->months : NULL;
}

const int32_t *lode_answer_lengths(const lode_answer *answer)
{
    return answer ? answer->lengths : NULL;
}

const char *lode_answer_unit(const lode_answer *answer, int32_t series)
{
    if (!answer || series < 0 || series >= answer->n_series) return NULL;
    return answer->units[series];
}

const char *lode_answer_id(const lode_answer *answer, int32_t series, const char *field)
{
    if (!answer || !field || series < 0 || series >= answer->n_series) return NULL;
    const int32_t at = text_choice(field, FIELD_CHOICES);
    if (at < 0) return NULL;
    return answer->ids[(size_t)series * QUERY_FIELDS + (size_t)at];
}
