/* What the model is made of, row by row, each with where it comes from. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/kinds.h"
#include "model/ids.h"
#include "web/own.h"
#include "web/resource.h"

static const char *region_id(const Model *m, int32_t r)
{
    return r == MODEL_NONE ? "" : m->regions[r].id;
}

static void put_names(Out *out, const char *id, const char *name, const char *name_zh)
{
    out_row(out);
    out_text(out, "id", id);
    out_text(out, "name", name);
    out_text(out, "name_zh", name_zh);
}

static void put_list(Out *out, const char *key, int n, const int32_t *index,
                     const char *(*id)(const Model *, int32_t), const Model *model)
{
    Text list = {0};
    for (int i = 0; i < n; i++)
        text_say(&list, "%s%s", i ? "," : "", id(model, index[i]));
    out_text(out, key, list.at);
    text_free(&list);
}

static const char *stage_id(const Model *m, int32_t s)
{
    return m->stages[s].id;
}

static const char *commodity_id(const Model *m, int32_t c)
{
    return m->commodities[c].id;
}

static const char *document_id(const Model *m, int32_t d)
{
    return m->documents[d].id;
}

/* Money of the model per unit of other money; null where the model gives no rate. */
static void put_rate(const Ask *ask, const char *field, const char *code)
{
    double worth = NAN;
    for (int32_t i = 0; i < ask->model->n_rates; i++)
        if (strcmp(ask->model->rates[i].code, code) == 0) worth = ask->model->rates[i].worth;
    out_number(ask->out, field, worth);
}

static void put_rates(const Ask *ask)
{
    put_rate(ask, "rate_cny", "CNY");
    put_rate(ask, "rate_eur", "EUR");
    put_rate(ask, "rate_jpy", "JPY");
}

/* The price index, and the last year of it that is no mere assumption. */
static void put_index(const Ask *ask)
{
    const Model *m = ask->model;
    double known = NAN;
    for (int32_t i = 0; i < m->n_price_levels; i++)
        if (m->price_levels[i].origin.document != MODEL_NONE) known = m->price_levels[i].year;
    out_number(ask->out, "price_index_years", m->n_price_levels);
    out_number(ask->out, "price_index_known", known);
}

Status resource_price_index(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_price_levels; i++) {
        const PriceLevel *level = &m->price_levels[i];
        out_row(ask->out);
        out_number(ask->out, "year", level->year);
        out_number(ask->out, "index", level->index);
        out_number(ask->out, "relative",
                   level->index / model_price_level(m, m->price_year)); /* to price_year */
        put_origin(ask, &level->origin);
    }
    return LODE_OK;
}

/* How many rows of the model's tables are known how. */
typedef struct Coverage {
    int seen, memory, estimate, assumed;
} Coverage;

static void cover(Coverage *c, const Origin *origin)
{
    if (origin->status == EVIDENCE_NONE) return; /* it has no numbers */
    if (origin->document == MODEL_NONE)
        c->assumed++;
    else if (origin->status == EVIDENCE_SEEN)
        c->seen++;
    else if (origin->status == EVIDENCE_MEMORY)
        c->memory++;
    else
        c->estimate++;
}

static Coverage coverage_of(const Model *m)
{
    Coverage c = {0};
#define COVER(array, n)                                                                        \
    for (int32_t i = 0; i < m->n; i++)                                                         \
        cover(&c, &m->array[i].origin);
    COVER(commodities, n_commodities)
    COVER(recipe_lines, n_recipe_lines)
    COVER(facilities, n_facilities)
    COVER(routes, n_routes)
    COVER(uses, n_uses)
    COVER(demands, n_demands)
    COVER(stocks, n_stocks)
    COVER(observations, n_observations)
    COVER(price_levels, n_price_levels)
#undef COVER
    return c;
}

static void put_vintage(const Ask *ask)
{
    const Model *m = ask->model;
    const Coverage c = coverage_of(m);
    const char *latest = "";
    for (int32_t i = 0; i < m->n_documents; i++)
        if (m->documents[i].date && isdigit((unsigned char)*m->documents[i].date) &&
            strcmp(m->documents[i].date, latest) > 0)
            latest = m->documents[i].date;
    out_text(ask->out, "latest_document", latest);
    out_number(ask->out, "rows_seen", c.seen);
    out_number(ask->out, "rows_memory", c.memory);
    out_number(ask->out, "rows_estimate", c.estimate);
    out_number(ask->out, "rows_assumed", c.assumed);
}

Status resource_model(const Ask *ask)
{
    const Model *m = ask->model;
    Out *out = ask->out;
    put_names(out, m->name, m->title, m->title_zh);
    out_text(out, "about", m->about);
    out_text(out, "licence", m->licence);
    out_text(out, "currency", m->currency);
    out_number(out, "price_year", m->price_year);
    out_month(out, "start", m->start);
    out_month(out, "end", m->end);
    out_number(out, "months_per_step", m->months_per_step);
    out_number(out, "steps", m->n_steps);
    out_text(out, "version", LODE_VERSION);
    out_text(out, "headline_region", region_id(m, m->headline.region));
    out_text(out, "headline_price_region", region_id(m, m->headline.price_region));
    put_list(out, "headline_stages", m->headline.n_stages, m->headline.stages, stage_id, m);
    put_list(out, "headline_prices", m->headline.n_prices, m->headline.prices, commodity_id, m);
    out_text(out, "folder", m->folder);
    put_rates(ask);
    put_index(ask);
    out_number(out, "documents", m->n_documents);
    put_vintage(ask);
    return LODE_OK;
}

Status resource_regions(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_regions; i++) {
        const Region *r = &m->regions[i];
        put_names(ask->out, r->id, r->name, r->name_zh);
        out_text(ask->out, "group", r->group == MODEL_NONE ? "" : m->groups[r->group].id);
        out_number(ask->out, "lat", r->lat);
        out_number(ask->out, "lon", r->lon);
        put_origin(ask, &r->origin);
    }
    return LODE_OK;
}

Status resource_stages(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_stages; i++) {
        put_names(ask->out, m->stages[i].id, m->stages[i].name, m->stages[i].name_zh);
        out_number(ask->out, "order", m->stages[i].order);
        put_origin(ask, &m->stages[i].origin);
    }
    return LODE_OK;
}

Status resource_commodities(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_commodities; i++) {
        const Commodity *c = &m->commodities[i];
        put_names(ask->out, c->id, c->name, c->name_zh);
        out_text(ask->out, "stage", m->stages[c->stage].id);
        out_text(ask->out, "unit", c->unit);
        out_text(ask->out, "element", c->element);
        out_number(ask->out, "content_reo", c->content_reo);
        out_number(ask->out, "content_element", c->content_element);
        out_number(ask->out, "price", c->price);
        put_origin(ask, &c->origin);
    }
    return LODE_OK;
}

Status resource_processes(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_processes; i++) {
        const Process *p = &m->processes[i];
        put_names(ask->out, p->id, p->name, p->name_zh);
        out_text(ask->out, "stage", m->stages[p->stage].id);
        out_text(ask->out, "unit", p->unit);
        put_origin(ask, &p->origin);
    }
    return LODE_OK;
}

Status resource_recipes(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_recipe_lines; i++) {
        const RecipeLine *line = &m->recipe_lines[i];
        out_row(ask->out);
        out_text(ask->out, "process", m->processes[line->process].id);
        out_text(ask->out, "commodity", m->commodities[line->commodity].id);
        out_number(ask->out, "coefficient", line->coefficient);
        out_number(ask->out, "amount", line->amount);
        out_number(ask->out, "yield", line->yield);
        put_origin(ask, &line->origin);
    }
    return LODE_OK;
}

/* Months of work on order at the start; NAN: the facility has no order book. */
static double order_book(const Model *m, int32_t facility)
{
    for (int32_t i = 0; i < m->n_books; i++)
        if (m->books[i].facility == facility) return m->books[i].backlog;
    return NAN;
}

Status resource_facilities(const Ask *ask)
{
    static const char *const states[] = {"operating", "ramping", "construction",
                                         "planned",   "halted",  "closed"};
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_facilities; i++) {
        const Facility *f = &m->facilities[i];
        put_names(ask->out, f->id, f->name, f->name_zh);
        out_text(ask->out, "owner", f->owner);
        out_text(ask->out, "region", m->regions[f->region].id);
        out_text(ask->out, "process", m->processes[f->process].id);
        out_text(ask->out, "stage", m->stages[m->processes[f->process].stage].id);
        out_text(ask->out, "state", states[f->state]);
        out_number(ask->out, "capacity", f->capacity * 12.0);
        out_text(ask->out, "unit", m->processes[f->process].unit);
        out_month(ask->out, "start", f->start);
        out_month(ask->out, "end", f->end);
        out_number(ask->out, "cost", f->cost);
        out_number(ask->out, "order_book", order_book(m, i));
        put_origin(ask, &f->origin);
    }
    return LODE_OK;
}

Status resource_routes(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_routes; i++) {
        const Route *r = &m->routes[i];
        out_row(ask->out);
        out_text(ask->out, "commodity", m->commodities[r->commodity].id);
        out_text(ask->out, "from", m->regions[r->from].id);
        out_text(ask->out, "to", m->regions[r->to].id);
        out_number(ask->out, "freight", r->freight);
        out_number(ask->out, "duty", r->duty);
        out_number(ask->out, "limit", r->limit);
        out_number(ask->out, "habit", r->habit);
        put_origin(ask, &r->origin);
    }
    return LODE_OK;
}

Status resource_uses(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_uses; i++) {
        const Use *u = &m->uses[i];
        put_names(ask->out, u->id, u->name, u->name_zh);
        out_text(ask->out, "sector", u->sector);
        out_text(ask->out, "device", u->device);
        out_number(ask->out, "per_device", u->per_device);
        put_origin(ask, &u->origin);
    }
    return LODE_OK;
}

Status resource_demands(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_demands; i++) {
        const Demand *d = &m->demands[i];
        out_row(ask->out);
        out_text(ask->out, "id", d->id);
        out_text(ask->out, "region", m->regions[d->region].id);
        out_text(ask->out, "commodity", m->commodities[d->commodity].id);
        out_text(ask->out, "use", d->use == MODEL_NONE ? "" : m->uses[d->use].id);
        out_number(ask->out, "quantity", d->quantity * 12.0);
        out_number(ask->out, "price", d->price);
        out_number(ask->out, "elasticity", d->elasticity);
        out_number(ask->out, "choke", d->choke);
        put_origin(ask, &d->origin);
    }
    return LODE_OK;
}

Status resource_stocks(const Ask *ask)
{
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_stocks; i++) {
        out_row(ask->out);
        out_text(ask->out, "region", m->regions[m->stocks[i].region].id);
        out_text(ask->out, "commodity", m->commodities[m->stocks[i].commodity].id);
        out_number(ask->out, "cover", m->stocks[i].cover);
        out_number(ask->out, "holding", m->stocks[i].holding);
        put_origin(ask, &m->stocks[i].origin);
    }
    return LODE_OK;
}

Status resource_observations(const Ask *ask)
{
    static const char *const kinds[] = {"output", "flow", "use", "price", "share"};
    const Model *m = ask->model;
    for (int32_t i = 0; i < m->n_observations; i++) {
        const Observation *o = &m->observations[i];
        out_row(ask->out);
        out_text(ask->out, "kind", kinds[o->kind]);
        put_list(ask->out, "region", o->regions.n, o->regions.index, region_id, m);
        put_list(ask->out, "partner", o->partners.n, o->partners.index, region_id, m);
        put_list(ask->out, "commodity", o->commodities.n, o->commodities.index, commodity_id,
                 m);
        out_month(ask->out, "month", o->from);
        out_number(ask->out, "months", o->months);
        out_number(ask->out, "value", o->value);
        out_number(ask->out, "sigma", o->sigma);
        put_origin(ask, &o->origin);
    }
    return LODE_OK;
}

static void put_document(const Ask *ask, const Document *d)
{
    out_row(ask->out);
    out_text(ask->out, "id", d->id);
    out_text(ask->out, "title", d->title);
    out_text(ask->out, "title_zh", d->title_zh);
    out_text(ask->out, "publisher", d->publisher);
    out_text(ask->out, "date", d->date);
    out_text(ask->out, "url", d->url);
    out_text(ask->out, "licence", d->licence);
    out_text(ask->out, "language", d->language);
    out_text(ask->out, "retrieved", d->retrieved);
    out_text(ask->out, "note", d->note);
}

Status resource_documents(const Ask *ask)
{
    for (int32_t i = 0; i < ask->model->n_documents; i++)
        put_document(ask, &ask->model->documents[i]);
    return LODE_OK;
}

Status resource_metrics(const Ask *ask)
{
    int32_t n;
    const Metric *list = metric_list(&n);
    for (int32_t i = 0; i < n; i++) {
        out_row(ask->out);
        out_text(ask->out, "id", list[i].id);
        out_text(ask->out, "unit", metric_unit_text(list[i].unit));
        out_text(ask->out, "over_time", metric_time_text(list[i].time));
        out_text(ask->out, "filters", metric_filters_text(list[i].detail));
        out_text(ask->out, "definition", list[i].definition);
    }
    return LODE_OK;
}

static void put_field(Out *out, const PolicyKind *kind, const Column *column)
{
    static const char *const types[] = {"text",   "id",    "ref",    "set",
                                        "number", "month", "choice", "flag"};
    static const char *const quantities[] = {"plain", "share", "amount", "rate", "price"};
    const bool named = column->quantity <= QUANTITY_PRICE;
    out_row(out);
    out_text(out, "kind", kind->name);
    out_text(out, "summary", kind->summary);
    out_text(out, "key", column->name);
    out_text(out, "type", types[column->type]);
    out_text(out, "target", column->target == TARGET_NONE ? "" : ids_word(column->target));
    out_text(out, "quantity", named ? quantities[column->quantity] : "other");
    out_flag(out, "required", column->required);
    out_number(out, "fallback", column->fallback);
    out_number(out, "low", column->low);
    out_number(out, "high", column->high);
    out_text(out, "choices", column->choices);
    out_text(out, "doc", column->doc);
}

Status resource_policies(const Ask *ask)
{
    int n;
    const PolicyKind *const *kinds = kind_list(&n);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < kinds[i]->n_columns; k++)
            put_field(ask->out, kinds[i], &kinds[i]->columns[k]);
    return LODE_OK;
}

/* The policies as a page writes them, with the id that the run gives them. */
static Status put_policies(const Ask *ask, const Scenario *s)
{
    json_t *list = json_array();
    for (int32_t p = 0; list && p < s->n_policies; p++) {
        json_t *policy = own_write(s->policies[p].node);
        char id[RUN_ID_SIZE];
        snprintf(id, sizeof id, "%s:%s:%d", s->id, s->policies[p].kind, (int)p + 1);
        if (!json_object_get(policy, "id")) json_object_set_new(policy, "id", json_string(id));
        json_array_append_new(list, policy);
    }
    char *text = list ? json_dumps(list, JSON_COMPACT) : NULL;
    if (text) out_json(ask->out, "policies", text);
    json_decref(list);
    if (!text) return LODE_NO_MEMORY;
    free(text);
    return LODE_OK;
}

/* What the scenario leaves open, for sliders. */
static Status put_varies(const Ask *ask, const Scenario *s)
{
    json_t *list = json_array();
    for (int32_t i = 0; list && i < s->n_varies; i++) {
        const ScenarioVary *v = &s->varies[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:f, s:f, s:f}", "id", v->id, "label",
                                        v->label, "label_zh", v->label_zh ? v->label_zh : "",
                                        "low", v->low, "high", v->high, "default", v->usual));
    }
    char *text = list ? json_dumps(list, JSON_COMPACT) : NULL;
    if (text) out_json(ask->out, "vary", text);
    json_decref(list);
    if (!text) return LODE_NO_MEMORY;
    free(text);
    return LODE_OK;
}

Status resource_scenarios(const Ask *ask)
{
    const Model *m = ask->model;
    Status st = LODE_OK;
    for (int32_t i = 0; i < m->n_scenarios && !st; i++) {
        const Scenario *s = &m->scenarios[i];
        out_row(ask->out);
        out_text(ask->out, "id", s->id);
        out_text(ask->out, "title", s->title);
        out_text(ask->out, "title_zh", s->title_zh);
        out_text(ask->out, "tells", s->tells);
        put_list(ask->out, "documents", s->n_documents, s->documents, document_id, m);
        out_text(ask->out, "file", s->place.file);
        st = put_varies(ask, s);
        if (!st) st = put_policies(ask, s);
    }
    return st;
}

Status resource_runs(const Ask *ask)
{
    Runs *runs = ask->runs;
    pthread_mutex_lock(&runs->mutex);
    for (int i = 0; i < RUNS_ROOM; i++) {
        const Run *run = runs->held[i];
        if (!run || run->solving) continue;
        out_row(ask->out);
        out_text(ask->out, "id", run->id);
        out_text(ask->out, "title", run->record->title);
        out_number(ask->out, "policies", run->record->n_policies);
        out_number(ask->out, "steps", run->record->n_steps);
        out_number(ask->out, "seconds", run->seconds);
    }
    pthread_mutex_unlock(&runs->mutex);
    return LODE_OK;
}

/* ---- where a row comes from ---- */

typedef struct Trace {
    const char *table, *id;
    const Origin *origin, *second; /* of its numbers; second: of costs, habits; may be NULL */
} Trace;

/* The row of lines.csv of a facility. */
static const Origin *lines_origin(const Model *m, int32_t facility)
{
    for (int32_t i = 0; i < m->n_lines; i++)
        if (m->lines[i].facility == facility) return &m->lines[i].origin;
    return NULL;
}

static bool find_trace(const Model *m, const char *table, const char *id, Trace *out)
{
    int32_t i;
    *out = (Trace){.table = table, .id = id};
#define TRACE(name, find, array)                                                               \
    if (strcmp(table, name) == 0 && (i = find(m, id)) != MODEL_NONE) {                         \
        out->origin = &m->array[i].origin;                                                     \
        return true;                                                                           \
    }
    TRACE("regions", model_find_region, regions)
    TRACE("stages", model_find_stage, stages)
    TRACE("commodities", model_find_commodity, commodities)
    TRACE("processes", model_find_process, processes)
    TRACE("uses", model_find_use, uses)
#undef TRACE
    if (strcmp(table, "facilities") == 0 && (i = model_find_facility(m, id)) != MODEL_NONE) {
        out->origin = &m->facilities[i].origin;
        out->second = &m->facilities[i].cost_origin;
        return true;
    }
    if (strcmp(table, "lines") == 0 && (i = model_find_facility(m, id)) != MODEL_NONE)
        out->origin = lines_origin(m, i);
    return out->origin != NULL;
}

static void put_trace(const Ask *ask, const char *what, const Origin *origin)
{
    out_row(ask->out);
    out_text(ask->out, "what", what);
    put_origin(ask, origin);
    const Document *d = origin_document(ask->model, origin);
    out_text(ask->out, "title", d ? d->title : "");
    out_text(ask->out, "publisher", d ? d->publisher : "");
    out_text(ask->out, "date", d ? d->date : "");
    out_text(ask->out, "url", d ? d->url : "");
    out_text(ask->out, "document_note", d ? d->note : "");
}

/* Everything of the model that speaks of a region and a commodity. */
static void trace_market(const Ask *ask, int32_t region, int32_t commodity)
{
    const Model *m = ask->model;
    for (int32_t k = 0; k < m->n_facilities; k++) {
        const Facility *f = &m->facilities[k];
        const Process *p = &m->processes[f->process];
        if (region != MODEL_NONE && f->region != region) continue;
        for (int32_t l = p->first_line; l < p->first_line + p->n_lines; l++) {
            if (m->recipe_lines[l].commodity != commodity) continue;
            put_trace(ask, f->name, &f->origin);
            break;
        }
    }
    for (int32_t d = 0; d < m->n_demands; d++) {
        const Demand *demand = &m->demands[d];
        if (demand->commodity != commodity) continue;
        if (region == MODEL_NONE || demand->region == region)
            put_trace(ask, demand->id, &demand->origin);
    }
    for (int32_t f = 0; f < m->n_routes; f++) {
        const Route *r = &m->routes[f];
        char what[256];
        if (r->commodity != commodity || region == MODEL_NONE) continue;
        if (r->from != region && r->to != region) continue;
        snprintf(what, sizeof what, "%s -> %s", m->regions[r->from].name,
                 m->regions[r->to].name);
        put_trace(ask, what, &r->origin);
    }
}

Status resource_provenance(const Ask *ask)
{
    const Model *m = ask->model;
    const char *table = request_text(ask->request, "table");
    const char *id = request_text(ask->request, "id");
    const char *commodity = request_text(ask->request, "commodity");
    const char *region = request_text(ask->request, "region");
    Trace trace;
    if (table && id && strcmp(table, "documents") == 0) {
        const int32_t d = model_find_document(m, id);
        if (d != MODEL_NONE) put_document(ask, &m->documents[d]);
        if (d != MODEL_NONE) return LODE_OK;
    } else if (table && id && find_trace(m, table, id, &trace)) {
        put_trace(ask, id, trace.origin);
        if (trace.second) put_trace(ask, "cost", trace.second);
        return LODE_OK;
    } else if (commodity) {
        const int32_t c = model_find_commodity(m, commodity);
        const int32_t r = region ? model_find_region(m, region) : MODEL_NONE;
        if (c != MODEL_NONE && (!region || r != MODEL_NONE)) {
            put_trace(ask, m->commodities[c].name, &m->commodities[c].origin);
            trace_market(ask, r, c);
            return LODE_OK;
        }
    }
    diag_error(ask->diag, "", 0, 0, "id",
               "ask for a table and an id of it, or for a commodity and perhaps a region");
    return LODE_NEGATIVE;
}
