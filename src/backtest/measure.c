#include "backtest/measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LIST_SIZE = 4096 }; /* of ids joined by commas */

static const char *region_id(const Model *model, int32_t at)
{
    return model->regions[at].id;
}

static const char *commodity_id(const Model *model, int32_t at)
{
    return model->commodities[at].id;
}

/* "china,japan" */
static const char *list_of(const Model *model, const IndexSet *set,
                           const char *(*id)(const Model *, int32_t), char *out)
{
    size_t used = 0;
    for (int32_t i = 0; i < set->n && used < LIST_SIZE; i++)
        used += (size_t)snprintf(out + used, LIST_SIZE - used, "%s%s", i ? "," : "",
                                 id(model, set->index[i]));
    return out;
}

/* The same; NULL where a filter is to leave all. */
static const char *filter_of(const Model *model, const IndexSet *set,
                             const char *(*id)(const Model *, int32_t), char *out)
{
    return set->all || set->n == 0 ? NULL : list_of(model, set, id, out);
}

static bool by_plant(const Observation *o)
{
    return !o->facilities.all || !o->processes.all;
}

static const char *metric_of(const Observation *o)
{
    switch (o->kind) {
    case OBSERVED_OUTPUT:
        return by_plant(o) ? "output" : "production";
    case OBSERVED_FLOW:
        return "trade";
    case OBSERVED_USE:
        return o->use == MODEL_NONE ? "use" : "demand";
    case OBSERVED_PRICE:
        return "price";
    case OBSERVED_SHARE:
        return "share";
    }
    return "";
}

/* One query more, unless the run has nothing of it. */
static Status add_query(const Record *record, const Observation *o, const MetricFilter *filter,
                        double weight, Measure *measure)
{
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    MetricQuery *query = NULL;
    const Status st = metric_open(record, metric_find(metric_of(o)), filter, diag, &query);
    diag_free(diag);
    if (st && st != LODE_BAD_INPUT) return st;
    if (st || !metric_query_any(query)) {
        metric_close(query);
        return LODE_OK;
    }
    measure->queries[measure->n] = query;
    measure->weights[measure->n++] = weight;
    return LODE_OK;
}

/* Amounts: commodity by commodity, for one counts another amount than the other. */
static Status add_amounts(const Model *model, const Record *record, const Observation *o,
                          MetricFilter *filter, Measure *measure)
{
    Status st = LODE_OK;
    for (int32_t i = 0; i < o->commodities.n && !st; i++) {
        filter->commodity = model->commodities[o->commodities.index[i]].id;
        st = add_query(record, o, filter, o->content[i], measure);
    }
    return st;
}

static bool in_set(const IndexSet *set, int32_t index)
{
    bool found = set->all;
    for (int32_t i = 0; i < set->n && !found; i++)
        found = set->index[i] == index;
    return found;
}

/* What one unit of the plant's main output brings of what was observed: joint products come in
 * fixed proportions. */
static double brought(const Model *model, const Process *process, const Observation *o,
                      double main_per_activity)
{
    double amount = 0;
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &model->recipe_lines[process->first_line + i];
        for (int32_t c = 0; c < o->commodities.n && line->coefficient > 0; c++)
            if (o->commodities.index[c] == line->commodity)
                amount += line->coefficient * o->content[c];
    }
    return amount / main_per_activity;
}

/* Plant by plant, for a plant's output is told as its main one. */
static Status add_plants(const Model *model, const Record *record, const Observation *o,
                         Measure *measure)
{
    Status st = LODE_OK;
    for (int32_t k = 0; k < record->n_facilities && !st; k++) {
        const int32_t own = model_find_facility(model, record->facilities[k].id);
        if (own == MODEL_NONE) continue; /* the tables have changed since the run */
        const Facility *facility = &model->facilities[own];
        const bool meant = in_set(&o->facilities, own) &&
                           in_set(&o->regions, facility->region) &&
                           in_set(&o->processes, facility->process);
        if (!meant || record->facilities[k].main_commodity == RECORD_NONE) continue;
        const double weight = brought(model, &model->processes[facility->process], o,
                                      record->facilities[k].main_per_activity);
        const MetricFilter filter = {.facility = facility->id};
        if (weight > 0) st = add_query(record, o, &filter, weight, measure);
    }
    return st;
}

/* Queries that an observation can need at most. */
static int32_t room_for(const Record *record, const Observation *o)
{
    const int32_t n = by_plant(o) ? record->n_facilities : o->commodities.n;
    return n > 0 ? n : 1;
}

Status measure_open(const Model *model, const Record *record, const Observation *o,
                    Arena *arena, Measure *out)
{
    const bool flow = o->kind == OBSERVED_FLOW;
    const int32_t room = room_for(record, o);
    char *regions = ARENA_ARRAY(arena, char, LIST_SIZE);
    char *partners = ARENA_ARRAY(arena, char, LIST_SIZE);
    char *others = ARENA_ARRAY(arena, char, LIST_SIZE);
    *out = (Measure){.queries = ARENA_ARRAY(arena, MetricQuery *, room),
                     .weights = ARENA_ARRAY(arena, double, room)};
    if (!regions || !partners || !others || !out->queries || !out->weights)
        return LODE_NO_MEMORY;
    MetricFilter filter = {
        .region = filter_of(model, flow ? &o->partners : &o->regions, region_id, regions),
        .partner = flow ? filter_of(model, &o->regions, region_id, partners) : NULL,
        .use = o->use == MODEL_NONE ? NULL : model->uses[o->use].id};
    Status st;
    if (o->kind == OBSERVED_PRICE || o->kind == OBSERVED_SHARE) {
        filter.commodity = list_of(model, &o->commodities, commodity_id, others);
        st = add_query(record, o, &filter, 1.0, out);
    } else if (o->kind == OBSERVED_OUTPUT && by_plant(o)) {
        st = add_plants(model, record, o, out);
    } else {
        st = add_amounts(model, record, o, &filter, out);
    }
    if (st) measure_close(out);
    return st;
}

void measure_close(Measure *measure)
{
    for (int32_t i = 0; i < measure->n; i++)
        metric_close(measure->queries[i]);
    measure->n = 0;
}

double measure_over(const Measure *measure, Steps steps)
{
    double sum = 0;
    if (measure->n == 0) return NAN;
    for (int32_t i = 0; i < measure->n; i++)
        sum += measure->weights[i] * metric_over(measure->queries[i], steps);
    return sum;
}

const char *measure_unit(const Measure *measure)
{
    return measure->n ? metric_query_unit(measure->queries[0]) : "";
}
