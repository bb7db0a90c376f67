#include "cli/diff_parts.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_SHOWN = 3, NAME_SIZE = 160 };

/* ---- cells ---- */

static const Recast *change_of(const Plan *plan, const char *cell)
{
    for (int32_t i = 0; plan && i < plan->changes.n; i++)
        if (strcmp(plan->changes.items[i].cell, cell) == 0) return &plan->changes.items[i];
    return NULL;
}

static bool differ(const Recast *from, const Recast *to, CellDiff *out)
{
    const Recast *by = to ? to : from;
    *out = (CellDiff){.cell = by->cell,
                      .unit = by->unit,
                      .from = from ? from->to : by->from,
                      .to = to ? to->to : by->from,
                      .by = by};
    return strcmp(out->from, out->to) != 0;
}

bool diff_cell(const Plan *from, const Plan *to, int32_t i, CellDiff *out)
{
    int32_t n = 0;
    for (int32_t k = 0; to && k < to->changes.n; k++) {
        const Recast *item = &to->changes.items[k];
        if (differ(change_of(from, item->cell), item, out) && n++ == i) return true;
    }
    for (int32_t k = 0; from && k < from->changes.n; k++) {
        const Recast *item = &from->changes.items[k];
        if (!change_of(to, item->cell) && differ(item, NULL, out) && n++ == i) return true;
    }
    return false;
}

/* Its own source, else the documents of the scenario that says so. */
static json_t *sources_json(const Model *model, const ScenarioChange *said)
{
    json_t *list = json_array();
    const int32_t s = model_find_scenario(model, said->scenario);
    if (said->origin.document != MODEL_NONE)
        json_array_append_new(list, json_string(model->documents[said->origin.document].id));
    else if (s != MODEL_NONE)
        for (int32_t i = 0; i < model->scenarios[s].n_documents; i++)
            json_array_append_new(
                list, json_string(model->documents[model->scenarios[s].documents[i]].id));
    return list;
}

json_t *diff_cell_json(const Model *model, const CellDiff *diff)
{
    const ScenarioChange *said = diff->by->said;
    const Place *at = &said->origin.place;
    char place[NAME_SIZE];
    snprintf(place, sizeof place, "%s:%d", at->file, (int)at->line);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "cell", diff->cell, "from",
                     diff->from, "to", diff->to, "unit", diff->unit, "scenario", said->scenario,
                     "note", said->origin.note ? said->origin.note : "", "place", place,
                     "documents", sources_json(model, said));
}

/* ---- what a policy touches ---- */

typedef enum Thing { THING_ROUTE, THING_FACILITY, THING_DEMAND, THING_REGION, THINGS } Thing;

static int32_t count(const Policy *policy, Thing thing)
{
    const Selection *s = &policy->selection;
    const int32_t n[THINGS] = {s->n_routes, s->n_facilities, s->n_demands, s->n_regions};
    return n[thing] ? n[thing] : thing == THING_REGION ? s->n_orders / 2 : 0;
}

static void name_it(const Plan *plan, const Policy *policy, Thing thing, int32_t i, char *name)
{
    const Model *m = plan->model;
    const Selection *s = &policy->selection;
    if (thing == THING_ROUTE) {
        const Route *r = &m->routes[s->routes[i]];
        snprintf(name, NAME_SIZE, "%s %s > %s", m->commodities[r->commodity].id,
                 m->regions[r->from].id, m->regions[r->to].id);
    } else if (thing == THING_FACILITY) {
        snprintf(name, NAME_SIZE, "%s", m->facilities[s->facilities[i]].id);
    } else if (thing == THING_DEMAND) {
        snprintf(name, NAME_SIZE, "%s", m->demands[s->demands[i]].id);
    } else if (s->n_regions) {
        snprintf(name, NAME_SIZE, "%s", m->regions[s->regions[i]].id);
    } else { /* orders stand in pairs: a purchase and a release */
        const Order *order = &s->orders[2 * i];
        snprintf(name, NAME_SIZE, "%s in %s", m->commodities[order->commodity].id,
                 m->regions[order->region].id);
    }
}

static const char *noun(Thing thing, bool of_orders, bool one)
{
    static const char *const words[THINGS][2] = {{"routes", "route"},
                                                 {"facilities", "facility"},
                                                 {"demands", "demand"},
                                                 {"regions", "region"}};
    if (of_orders) return one ? "reserve" : "reserves";
    return words[thing][one];
}

static size_t put(char *buffer, size_t size, size_t n, const char *text)
{
    if (n < size) snprintf(buffer + n, size - n, "%s", text);
    const size_t end = n + strlen(text);
    return end < size ? end : size - 1;
}

void diff_touches(const Plan *plan, const Policy *policy, char *buffer, size_t size)
{
    char name[NAME_SIZE + 32];
    size_t n = 0;
    buffer[0] = '\0';
    for (Thing thing = 0; thing < THINGS; thing++) {
        const int32_t all = count(policy, thing);
        const bool of_orders = thing == THING_REGION && !policy->selection.n_regions;
        if (!all) continue;
        snprintf(name, sizeof name, "%s%d %s (", n ? ", " : "", (int)all,
                 noun(thing, of_orders, all == 1));
        n = put(buffer, size, n, name);
        for (int32_t i = 0; i < all && i < NAMES_SHOWN; i++) {
            if (i) n = put(buffer, size, n, ", ");
            name_it(plan, policy, thing, i, name);
            n = put(buffer, size, n, name);
        }
        n = put(buffer, size, n, all > NAMES_SHOWN ? ", ...)" : ")");
    }
    if (!n) put(buffer, size, n, "nothing");
}

json_t *diff_touches_json(const Plan *plan, const Policy *policy)
{
    char name[NAME_SIZE];
    json_t *object = json_object();
    for (Thing thing = 0; thing < THINGS; thing++) {
        const bool of_orders = thing == THING_REGION && !policy->selection.n_regions;
        const int32_t all = count(policy, thing);
        json_t *list = json_array();
        for (int32_t i = 0; i < all; i++) {
            name_it(plan, policy, thing, i, name);
            json_array_append_new(list, json_string(name));
        }
        json_put(object, noun(thing, of_orders && all, false), list);
    }
    return object;
}

/* ---- documents ---- */

static bool has(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_array_get(list, i)), id) == 0) return true;
    return false;
}

static void add_documents(const Model *model, const int32_t *documents, int32_t n, json_t *list)
{
    for (int32_t i = 0; i < n; i++) {
        const char *id = model->documents[documents[i]].id;
        if (!has(list, id)) json_array_append_new(list, json_string(id));
    }
}

json_t *diff_documents_json(const Model *model, const Policy *policy)
{
    json_t *list = json_array();
    add_documents(model, policy->documents.index, policy->documents.n, list);
    add_documents(model, policy->scenario->documents, policy->scenario->n_documents, list);
    return list;
}
