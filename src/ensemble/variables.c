#include "ensemble/variables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { VARIABLES_MAX = 4096 };

typedef struct Chooser {
    const Record *record;
    Arena *arena;
    Diag *diag;
    const char *option; /* of the text at hand */
    Variable *items;
    int32_t n;
} Chooser;

/* Copies every id, "" for none. */
static Status keep_filter(Chooser *c, MetricFilter *filter)
{
    const char **texts[] = {&filter->region, &filter->partner,  &filter->commodity,
                            &filter->stage,  &filter->facility, &filter->process,
                            &filter->use,    &filter->limit,    &filter->policy};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *text = *texts[i] ? *texts[i] : "";
        if (!(*texts[i] = arena_text(c->arena, text, strlen(text)))) return LODE_NO_MEMORY;
    }
    return LODE_OK;
}

/* Adds a series unless it is there; one that cannot be measured is passed over. */
static Status add(Chooser *c, const Metric *metric, const MetricFilter *filter)
{
    MetricQuery *query;
    for (int32_t i = 0; i < c->n; i++)
        if (c->items[i].metric == metric && metric_filter_same(&c->items[i].filter, filter))
            return LODE_OK;
    if (c->n == VARIABLES_MAX) return LODE_OK;
    Status st = metric_open(c->record, metric, filter, NULL, &query);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st;
    const char *unit = metric_query_unit(query);
    Variable *v = &c->items[c->n];
    *v = (Variable){metric, *filter, arena_text(c->arena, unit, strlen(unit))};
    metric_close(query);
    st = v->unit ? keep_filter(c, &v->filter) : LODE_NO_MEMORY;
    c->n++;
    return st;
}

/* Those of one metric together, in the order in which metrics came. */
static Status group(Chooser *c)
{
    Variable *sorted = ARENA_ARRAY(c->arena, Variable, c->n);
    bool *done = ARENA_ARRAY(c->arena, bool, c->n);
    if (!sorted || !done) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < c->n; i++)
        for (int32_t k = i; k < c->n; k++)
            if (!done[k] && c->items[k].metric == c->items[i].metric) {
                sorted[n++] = c->items[k];
                done[k] = true;
            }
    c->items = sorted;
    return LODE_OK;
}

static Status finish(Chooser *c, Variables *out)
{
    const Record *r = c->record;
    const int32_t first = month_year(r->start);
    const int32_t last = month_year(record_month(r, r->n_steps - 1));
    int32_t *years = ARENA_ARRAY(c->arena, int32_t, last - first + 2);
    if (!years) return LODE_NO_MEMORY;
    for (int32_t y = first; y <= last; y++)
        years[1 + y - first] = y;
    const Status st = group(c);
    *out = (Variables){.items = c->items,
                       .n = c->n,
                       .start = r->start,
                       .months_per_step = r->months_per_step,
                       .n_steps = r->n_steps,
                       .years = years,
                       .n_years = last - first + 2};
    return st;
}

static Status begin(Chooser *c, const Record *record, Arena *arena, Diag *diag)
{
    *c = (Chooser){.record = record, .arena = arena, .diag = diag};
    c->items = ARENA_ARRAY(arena, Variable, VARIABLES_MAX + 1);
    return c->items ? LODE_OK : LODE_NO_MEMORY;
}

/* ---- the usual ones ---- */

static Status add_headline(Chooser *c, const Model *model)
{
    RunHeadline *headline;
    Status st = headline_measure(model, c->record, &headline);
    for (int32_t i = 0; !st && i < headline->n; i++) {
        const HeadlineLine *line = &headline->lines[i];
        const MetricFilter filter = {.region = line->region,
                                     .commodity = line->commodity,
                                     .stage = line->stage,
                                     .use = line->use};
        if (line->year != 0) st = add(c, metric_find(line->metric), &filter);
    }
    headline_free(headline);
    return st;
}

static Status add_self_sufficiency(Chooser *c, const Model *model)
{
    const Headline *h = &model->headline;
    Status st = LODE_OK;
    for (int32_t i = 0; h->region != MODEL_NONE && i < h->n_stages && !st; i++) {
        const MetricFilter filter = {.region = model->regions[h->region].id,
                                     .stage = model->stages[h->stages[i]].id};
        st = add(c, metric_find("self_sufficiency"), &filter);
    }
    return st;
}

/* Of each use of goods, and of goods without one. */
static Status add_shortages(Chooser *c)
{
    const Record *r = c->record;
    Status st = LODE_OK;
    for (int32_t d = 0; d < r->n_demands && !st; d++) {
        MetricFilter filter = {.use = r->demands[d].use};
        if (!*r->demands[d].use)
            filter = (MetricFilter){.commodity = r->commodities[r->demands[d].commodity].id};
        st = add(c, metric_find("shortage"), &filter);
    }
    return st;
}

static Status add_usual(Chooser *c, const Model *model)
{
    Status st = add_headline(c, model);
    if (!st) st = add_self_sufficiency(c, model);
    return st ? st : add_shortages(c);
}

/* ---- those that somebody asks for ---- */

static const char **field_of(MetricFilter *filter, QueryField field)
{
    const char **const fields[QUERY_FIELDS] = {[QUERY_REGION] = &filter->region,
                                               [QUERY_PARTNER] = &filter->partner,
                                               [QUERY_COMMODITY] = &filter->commodity,
                                               [QUERY_STAGE] = &filter->stage,
                                               [QUERY_FACILITY] = &filter->facility,
                                               [QUERY_PROCESS] = &filter->process,
                                               [QUERY_USE] = &filter->use,
                                               [QUERY_LIMIT] = &filter->limit,
                                               [QUERY_POLICY] = &filter->policy};
    return fields[field];
}

static Status wrong(const Chooser *c, const char *text, const char *why, const char *word)
{
    diag_error(c->diag, "", 0, 0, "", "%s '%s': %s '%s'", c->option, text, why, word);
    return LODE_USAGE;
}

/* "region=china", or "region=*". */
static Status read_field(const Chooser *c, char *word, const char *text, MetricFilter *filter,
                         QueryField *by, int *n_by)
{
    char *equals = strchr(word, '=');
    if (!equals || !equals[1]) return wrong(c, text, "write FIELD=ID, not", word);
    *equals = '\0';
    for (int f = 0; f < QUERY_FIELDS; f++) {
        if (strcmp(query_field_name((QueryField)f), word) != 0) continue;
        if (strcmp(equals + 1, "*") == 0)
            by[(*n_by)++] = (QueryField)f;
        else
            *field_of(filter, (QueryField)f) = equals + 1;
        return LODE_OK;
    }
    return wrong(c, text, "no metric has a field", word);
}

static Status read_one(Chooser *c, const char *text)
{
    char *words = arena_text(c->arena, text, strlen(text)), *rest = NULL;
    QueryField by[QUERY_FIELDS];
    int n_by = 0;
    MetricFilter filter = {0};
    if (!words) return LODE_NO_MEMORY;
    const char *name = strtok_r(words, " ", &rest);
    const Metric *metric = name ? metric_find(name) : NULL;
    if (!metric) {
        const char *near = metric_nearest(name ? name : "");
        return wrong(c, text, near ? "no such metric; the nearest is" : "no such metric",
                     near ? near : text);
    }
    Status st = LODE_OK;
    for (char *word = strtok_r(NULL, " ", &rest); word && !st;
         word = strtok_r(NULL, " ", &rest))
        st = n_by < QUERY_FIELDS ? read_field(c, word, text, &filter, by, &n_by) : LODE_USAGE;
    if (st) return st;
    Split *split = NULL;
    st = metric_split(c->record, metric, &filter, by, n_by, c->diag, &split);
    for (int32_t i = 0; !st && i < split->n; i++)
        st = add(c, metric, &split->parts[i]);
    split_free(split);
    return st == LODE_BAD_INPUT ? LODE_USAGE : st;
}

static Status read_all(Chooser *c, const VariableTexts *asked)
{
    Status st = LODE_OK;
    c->option = asked->option;
    for (int i = 0; i < asked->n && !st; i++)
        st = read_one(c, asked->texts[i]);
    if (!st && asked->n && c->n == 0)
        st = wrong(c, asked->texts[0], "nothing of it can be measured", "");
    return st;
}

Status variables_read(const Model *model, const Record *record, const VariableTexts *asked,
                      const VariableTexts *more, Arena *arena, Diag *diag, Variables *out)
{
    Chooser c;
    Status st = begin(&c, record, arena, diag);
    if (!st) st = asked->n ? read_all(&c, asked) : add_usual(&c, model);
    if (!st) st = read_all(&c, more);
    return st ? st : finish(&c, out);
}

Status variables_find(const Variables *vs, const Record *record, const char *option,
                      const char *text, Arena *arena, Diag *diag, int32_t *out)
{
    Chooser c;
    Status st = begin(&c, record, arena, diag);
    if (!st) st = read_all(&c, &(VariableTexts){option, &text, 1});
    if (!st && c.n != 1) st = wrong(&c, text, "name one series, not several", "*");
    for (*out = 0; !st && *out < vs->n; (*out)++)
        if (vs->items[*out].metric == c.items[0].metric &&
            metric_filter_same(&vs->items[*out].filter, &c.items[0].filter))
            return LODE_OK;
    return st ? st : LODE_USAGE;
}

/* ---- measuring ---- */

static void measure_one(const Variables *vs, const MetricQuery *query, const Record *record,
                        float *series, double *yearly)
{
    for (int32_t t = 0; t < vs->n_steps; t++)
        series[t] = (float)metric_over(query, (Steps){t, t + 1});
    for (int32_t y = 0; y < vs->n_years; y++) {
        const Steps steps =
            vs->years[y] ? record_year(record, vs->years[y]) : record_steps(record);
        yearly[y] = steps.first < steps.end ? metric_over(query, steps) : NAN;
    }
}

void variables_measure(const Variables *vs, const Record *record, float *series, double *yearly)
{
    for (int32_t i = 0; i < vs->n; i++) {
        const Variable *v = &vs->items[i];
        float *its = &series[(size_t)i * (size_t)vs->n_steps];
        double *years = &yearly[(size_t)i * (size_t)vs->n_years];
        MetricQuery *query = NULL;
        if (metric_open(record, v->metric, &v->filter, NULL, &query) == LODE_OK) {
            measure_one(vs, query, record, its, years);
            metric_close(query);
            continue;
        }
        for (int32_t t = 0; t < vs->n_steps; t++)
            its[t] = NAN;
        for (int32_t y = 0; y < vs->n_years; y++)
            years[y] = NAN;
    }
}

size_t variables_bytes(const Variables *vs)
{
    return (size_t)vs->n *
           ((size_t)vs->n_steps * sizeof(float) + (size_t)vs->n_years * sizeof(double));
}
