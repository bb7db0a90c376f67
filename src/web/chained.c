/* The chain of a run as links between nodes, and what holds a price. */
#include <math.h>
#include <string.h>

#include "metrics/chain.h"
#include "web/resource.h"

static void put_link(const Ask *ask, const ChainLink *link)
{
    const Model *m = ask->model;
    Out *out = ask->out;
    out_row(out);
    out_text(out, "from_stage", m->stages[link->from_stage].id);
    out_text(out, "from_region", m->regions[link->from_region].id);
    out_text(out, "to_stage",
             link->to_stage == RECORD_NONE ? "" : m->stages[link->to_stage].id);
    out_text(out, "to_region", m->regions[link->to_region].id);
    out_text(out, "use", link->use == MODEL_NONE ? "" : m->uses[link->use].id);
    out_number(out, "value", link->value);
}

Status resource_chain(const Ask *ask)
{
    Run *run;
    Steps steps;
    Chain *chain;
    const char *element = request_text(ask->request, "element");
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_steps(ask, run->record, &steps);
    if (!st) st = chain_measure(ask->model, run->record, element, steps, ask->diag, &chain);
    if (!st) {
        out_meta_text(ask->out, "unit", element ? "t oxide of the element" : "t REO");
        for (int32_t i = 0; i < chain->n; i++)
            put_link(ask, &chain->links[i]);
        chain_free(chain);
    }
    runs_release(ask->runs, run);
    return st;
}

/* ---- what holds a price ---- */

#define BINDING_SHARE 1e-6 /* of the turnover: less than this is nothing */

typedef struct Market {
    const Ask *ask;
    const Record *r;
    int32_t region, commodity, market, step;
    double price, turnover;
} Market;

static double at(const double *array, int32_t n, const Market *m, int32_t i)
{
    return array[(size_t)m->step * (size_t)n + (size_t)i];
}

static void put_binding(const Market *m, const char *kind, const char *id, const char *name,
                        double amount, double limit, double cost, double worth)
{
    Out *out = m->ask->out;
    out_row(out);
    out_text(out, "kind", kind);
    out_text(out, "id", id);
    out_text(out, "name", name);
    out_number(out, "amount", amount);
    out_number(out, "limit", limit);
    out_number(out, "cost", cost);
    out_number(out, "worth", worth);
}

/* Who brings it in, at what delivered cost; what a limit on the way is worth. */
static void put_supply_routes(const Market *m)
{
    const Record *r = m->r;
    for (int32_t f = 0; f < r->n_routes; f++) {
        const RecordRoute *route = &r->routes[f];
        const double flow = at(r->flow, r->n_routes, m, f);
        if (route->commodity != m->commodity || route->to != m->region) continue;
        if (!(flow > BINDING_SHARE * m->turnover)) continue;
        const double cost = at(r->delivered_cost, r->n_routes, m, f);
        put_binding(m, "import", r->regions[route->from].id, r->regions[route->from].name, flow,
                    NAN, cost, m->price - cost);
    }
}

/* Facilities here that make it: a full one earns a margin that more capacity would lower. */
static void put_makers(const Market *m)
{
    const Model *model = m->ask->model;
    const Record *r = m->r;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Process *p = &model->processes[model->facilities[k].process];
        const double x = at(r->activity, r->n_facilities, m, k);
        if (model->facilities[k].region != m->region) continue;
        for (int32_t l = p->first_line; l < p->first_line + p->n_lines; l++) {
            const RecipeLine *line = &model->recipe_lines[l];
            if (line->commodity != m->commodity || !(line->coefficient > 0)) continue;
            const double capacity = at(r->capacity, r->n_facilities, m, k);
            const bool full = isfinite(capacity) && x >= capacity * (1 - 1e-6) && capacity > 0;
            if (!(x * line->coefficient > BINDING_SHARE * m->turnover)) continue;
            put_binding(m, full ? "full" : "maker", model->facilities[k].id,
                        model->facilities[k].name, x * line->coefficient,
                        capacity * line->coefficient, NAN,
                        at(r->margin, r->n_facilities, m, k));
        }
    }
}

static void put_limits(const Market *m)
{
    const Record *r = m->r;
    for (int32_t l = 0; l < r->n_limits; l++) {
        const double rent = at(r->rent, r->n_limits, m, l);
        if (!(rent > 1e-6 * fabs(m->price))) continue;
        put_binding(m, "limit", r->limits[l].id, r->limits[l].id,
                    at(r->used, r->n_limits, m, l), at(r->limit, r->n_limits, m, l), NAN, rent);
    }
}

static void put_takers(const Market *m)
{
    const Record *r = m->r;
    for (int32_t d = 0; d < r->n_demands; d++) {
        if (r->demands[d].region != m->region || r->demands[d].commodity != m->commodity)
            continue;
        const double missing = at(r->shortage, r->n_demands, m, d);
        const double met = at(r->quantity, r->n_demands, m, d);
        const bool is_short = missing > 1e-4 * (met + missing);
        if (met + missing > BINDING_SHARE * m->turnover)
            put_binding(m, is_short ? "short" : "taker", r->demands[d].id, r->demands[d].use,
                        met, at(r->wanted, r->n_demands, m, d), NAN, missing);
    }
    for (int32_t f = 0; f < r->n_routes; f++) {
        const RecordRoute *route = &r->routes[f];
        const double flow = at(r->flow, r->n_routes, m, f);
        if (route->commodity != m->commodity || route->from != m->region) continue;
        if (flow > BINDING_SHARE * m->turnover)
            put_binding(m, "export", r->regions[route->to].id, r->regions[route->to].name, flow,
                        NAN, at(r->delivered_cost, r->n_routes, m, f), NAN);
    }
}

static Status find_market(const Ask *ask, const Record *r, Market *out)
{
    const char *region = request_text(ask->request, "region");
    const char *commodity = request_text(ask->request, "commodity");
    Steps steps;
    Status st = ask_steps(ask, r, &steps);
    if (st) return st;
    *out = (Market){.ask = ask, .r = r, .market = RECORD_NONE, .step = steps.first};
    out->region = region ? model_find_region(ask->model, region) : MODEL_NONE;
    out->commodity = commodity ? model_find_commodity(ask->model, commodity) : MODEL_NONE;
    for (int32_t m = 0; m < r->n_markets; m++)
        if (r->markets[m].region == out->region && r->markets[m].commodity == out->commodity)
            out->market = m;
    if (out->market == RECORD_NONE) {
        diag_error(ask->diag, "", 0, 0, "region", "there is no market of %.60s in %.60s",
                   commodity ? commodity : "(no commodity given)",
                   region ? region : "(no region given)");
        return LODE_NEGATIVE;
    }
    out->price = at(r->price, r->n_markets, out, out->market);
    out->turnover = at(r->production, r->n_markets, out, out->market) +
                    at(r->imports, r->n_markets, out, out->market) +
                    at(r->opening, r->n_markets, out, out->market);
    return LODE_OK;
}

Status resource_binding(const Ask *ask)
{
    Run *run;
    Market m;
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = find_market(ask, run->record, &m);
    if (!st) {
        const Record *r = run->record;
        out_meta_number(ask->out, "price", m.price);
        out_meta_number(ask->out, "production", at(r->production, r->n_markets, &m, m.market));
        out_meta_number(ask->out, "stock", at(r->stock, r->n_markets, &m, m.market));
        out_meta_number(ask->out, "opening", at(r->opening, r->n_markets, &m, m.market));
        put_supply_routes(&m);
        put_makers(&m);
        put_limits(&m);
        put_takers(&m);
    }
    runs_release(ask->runs, run);
    return st;
}
