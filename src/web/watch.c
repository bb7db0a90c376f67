#include "web/watch.h"

#include <stddef.h>
#include <string.h>

#include "metrics/money.h"
#include "metrics/split.h"
#include "web/live.h"

static const char *text_of(const json_t *item, const char *key)
{
    const char *text = json_string_value(json_object_get(item, key));
    return text && *text ? text : NULL;
}

static MetricFilter filter_of(const json_t *item)
{
    const char *basis = text_of(item, "basis");
    return (MetricFilter){.region = text_of(item, "region"),
                          .partner = text_of(item, "partner"),
                          .commodity = text_of(item, "commodity"),
                          .stage = text_of(item, "stage"),
                          .facility = text_of(item, "facility"),
                          .process = text_of(item, "process"),
                          .use = text_of(item, "use"),
                          .limit = text_of(item, "limit"),
                          .reo = basis && strcmp(basis, "reo") == 0};
}

static int fields_of(const json_t *item, QueryField by[QUERY_FIELDS])
{
    const json_t *list = json_object_get(item, "by");
    int n = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        for (int f = 0; name && f < QUERY_FIELDS && n < QUERY_FIELDS; f++)
            if (strcmp(query_field_name((QueryField)f), name) == 0) by[n++] = (QueryField)f;
    }
    return n;
}

static void name_line(Watches *w, int watch, const Metric *metric, const MetricFilter *part,
                      const MetricQuery *query)
{
    text_say(&w->names, "%s{\"watch\":%d,\"metric\":\"%s\",\"unit\":", w->n_lines ? "," : "",
             watch, metric->id);
    text_put_json(&w->names, metric_query_unit(query));
    for (int f = 0; f < QUERY_FIELDS; f++) {
        const char *id = split_id(part, (QueryField)f);
        if (!*id) continue;
        text_say(&w->names, ",\"%s\":", query_field_name((QueryField)f));
        text_put_json(&w->names, id);
    }
    text_put(&w->names, "}", 1);
}

/* Does the question ask for money of its own time? Then what that is is found once. */
static Status find_money(const Record *record, const json_t *item, const Metric *metric,
                         Diag *diag, Watches *w, bool *nominal)
{
    const char *money = text_of(item, "money");
    *nominal = money && strcmp(money, "nominal") == 0 &&
               (metric->unit == METRIC_PRICE || metric->unit == METRIC_MONEY);
    if (!*nominal || w->money) return LODE_OK;
    w->money = ARENA_ARRAY(w->arena, double, record->n_steps);
    return w->money ? money_of_steps(record, diag, w->money) : LODE_NO_MEMORY;
}

static Status add_lines(const Record *record, const json_t *item, int watch, Diag *diag,
                        Watches *w)
{
    QueryField by[QUERY_FIELDS];
    const char *id = text_of(item, "metric");
    const Metric *metric = id ? metric_find(id) : NULL;
    if (!metric) {
        diag_error(diag, "watch", watch + 1, 0, "metric",
                   "'%s' is no metric; /api/v1/metrics lists them", id ? id : "");
        return LODE_BAD_INPUT;
    }
    bool nominal;
    const MetricFilter filter = filter_of(item);
    Split *split = NULL;
    Status st = find_money(record, item, metric, diag, w, &nominal);
    if (!st) st = metric_split(record, metric, &filter, by, fields_of(item, by), diag, &split);
    for (int32_t i = 0; !st && i < split->n && w->n_lines < LIVE_LINES_MAX; i++) {
        MetricQuery *query;
        st = metric_open(record, metric, &split->parts[i], diag, &query);
        if (st) break;
        if (split->n > 1 && !metric_query_any(query)) {
            metric_close(query);
            continue;
        }
        name_line(w, watch, metric, &split->parts[i], query);
        w->lines[w->n_lines++] = (WatchLine){watch, nominal, query};
    }
    split_free(split);
    return st;
}

Status watches_open(const Record *record, const json_t *list, Diag *diag, Watches *out)
{
    *out = (Watches){.arena = arena_new(0), .room = LIVE_LINES_MAX};
    out->lines = ARENA_ARRAY(out->arena, WatchLine, LIVE_LINES_MAX);
    if (!out->lines) return LODE_NO_MEMORY;
    text_put(&out->names, "[", 1);
    const size_t n = json_array_size(list);
    Status st = LODE_OK;
    if (n > LIVE_WATCHES_MAX) {
        diag_error(diag, "watch", 0, 0, "", "there are more than %d questions",
                   LIVE_WATCHES_MAX);
        st = LODE_BAD_INPUT;
    }
    for (size_t i = 0; i < n && !st; i++)
        st = add_lines(record, json_array_get(list, i), (int)i, diag, out);
    text_put(&out->names, "]", 1);
    return st;
}

void watches_close(Watches *watches)
{
    for (int i = 0; i < watches->n_lines; i++)
        metric_close(watches->lines[i].query);
    text_free(&watches->names);
    if (watches->arena) arena_free(watches->arena);
    *watches = (Watches){0};
}

void watches_say(const Watches *watches, Steps steps, Text *out)
{
    text_put(out, "[", 1);
    for (int i = 0; i < watches->n_lines; i++) {
        text_put(out, i ? ",[" : "[", i ? 2 : 1);
        for (int32_t t = steps.first; t < steps.end; t++) {
            if (t > steps.first) text_put(out, ",", 1);
            const double money = watches->lines[i].nominal ? watches->money[t] : 1;
            text_put_short(out,
                           money * metric_over(watches->lines[i].query, (Steps){t, t + 1}));
        }
        text_put(out, "]", 1);
    }
    text_put(out, "]", 1);
}
