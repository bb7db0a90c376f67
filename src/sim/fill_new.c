/* fill_new.c - a record's names: what the numbers of a run belong to. */
#include <math.h>
#include <string.h>

#include "sim/fill.h"

static const char *keep(Arena *arena, const char *text, bool *ok)
{
    const char *copy = arena_text(arena, text ? text : "", text ? strlen(text) : 0);
    *ok = *ok && copy;
    return copy;
}

static void name_places(const Model *model, Record *record, bool *ok)
{
    Arena *a = record->arena;
    RecordRegion *regions = record_region_room(record);
    for (int32_t r = 0; r < model->n_regions; r++) {
        const Region *from = &model->regions[r];
        const char *group = from->group == MODEL_NONE ? "" : model->groups[from->group].id;
        regions[r] = (RecordRegion){.id = keep(a, from->id, ok),
                                    .name = keep(a, from->name, ok),
                                    .name_zh = keep(a, from->name_zh, ok),
                                    .group = keep(a, group, ok)};
    }
    RecordStage *stages = record_stage_room(record);
    for (int32_t s = 0; s < model->n_stages; s++)
        stages[s] = (RecordStage){.id = keep(a, model->stages[s].id, ok),
                                  .name = keep(a, model->stages[s].name, ok),
                                  .name_zh = keep(a, model->stages[s].name_zh, ok)};
}

static void name_goods(const Net *net, Record *record, bool *ok)
{
    const Model *model = net->model;
    Arena *a = record->arena;
    RecordCommodity *commodities = record_commodity_room(record);
    for (int32_t c = 0; c < model->n_commodities; c++) {
        const Commodity *from = &model->commodities[c];
        commodities[c] = (RecordCommodity){.id = keep(a, from->id, ok),
                                           .name = keep(a, from->name, ok),
                                           .name_zh = keep(a, from->name_zh, ok),
                                           .unit = keep(a, from->unit, ok),
                                           .element = keep(a, from->element, ok),
                                           .stage = from->stage,
                                           .price = from->price,
                                           .content_reo = from->content_reo,
                                           .content_element = from->content_element};
    }
    RecordMarket *markets = record_market_room(record);
    for (int32_t m = 0; m < net->n_markets; m++)
        markets[m] = (RecordMarket){net->market_region[m], net->market_commodity[m]};
}

/* A facility's activity is shown as its measured commodity, else its first output or input. */
static void name_main(const Model *model, const Facility *facility, RecordFacility *to)
{
    const Process *process = &model->processes[facility->process];
    to->main_commodity = RECORD_NONE;
    to->main_per_activity = 1.0;
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &model->recipe_lines[process->first_line + i];
        const bool measured = line->commodity == facility->of;
        const bool first = to->main_commodity == RECORD_NONE;
        const bool output_after_input = to->main_per_activity < 0 && line->coefficient > 0;
        if (measured || first || (output_after_input && facility->of == MODEL_NONE)) {
            to->main_commodity = line->commodity;
            to->main_per_activity = line->coefficient;
        }
        if (measured) break;
    }
    to->main_per_activity = fabs(to->main_per_activity);
}

static void name_agents(const Net *net, Record *record, bool *ok)
{
    const Model *model = net->model;
    Arena *a = record->arena;
    RecordFacility *facilities = record_facility_room(record);
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *from = &model->facilities[k];
        const Process *process = &model->processes[from->process];
        facilities[k] = (RecordFacility){.id = keep(a, from->id, ok),
                                         .name = keep(a, from->name, ok),
                                         .name_zh = keep(a, from->name_zh, ok),
                                         .process = keep(a, process->id, ok),
                                         .region = from->region,
                                         .stage = process->stage};
        name_main(model, from, &facilities[k]);
    }
    RecordRoute *routes = record_route_room(record);
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *from = &model->routes[f];
        routes[f] =
            (RecordRoute){from->commodity, from->from, from->to, from->freight, from->wedge};
    }
    RecordDemand *demands = record_demand_room(record);
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *from = &model->demands[d];
        const bool used = from->use != MODEL_NONE, line = from->form == DEMAND_LINEAR;
        demands[d] = (RecordDemand){
            .id = keep(a, from->id, ok),
            .use = keep(a, used ? model->uses[from->use].id : "", ok),
            .use_name = keep(a, used ? model->uses[from->use].name : "", ok),
            .use_name_zh = keep(a, used ? model->uses[from->use].name_zh : "", ok),
            .region = from->region,
            .commodity = from->commodity,
            .per_device = used ? model->uses[from->use].per_device : NAN,
            .elasticity = line ? NAN : from->elasticity,
            .price = line ? 0 : from->price,
            .choke = line ? from->intercept / from->slope : from->choke * from->price,
        };
    }
    RecordLimit *limits = record_limit_room(record);
    for (int32_t l = 0; l < net->n_limits; l++) {
        const int32_t i = l - net->technology0;
        const Technology *technology = i < 0 ? NULL : &model->technologies[i];
        limits[l] =
            (RecordLimit){.id = keep(a, net->limits[l].id, ok),
                          .name = keep(a, technology ? technology->name : "", ok),
                          .name_zh = keep(a, technology ? technology->name_zh : "", ok)};
    }
}

/* ---- what belongs to what ---- */

static int32_t count_recipe(const Net *net)
{
    int32_t n = 0;
    for (int32_t k = 0; k < net->model->n_facilities; k++)
        n += net->recipe_end[k] - net->program.col_start[net->facility0 + k];
    return n;
}

/* The columns of the matrix: joint lines of one commodity are one by now. */
static void list_recipes(const Net *net, Record *record)
{
    RecordRecipe *recipe = record_recipe_room(record);
    const Program *p = &net->program;
    for (int32_t k = 0; k < net->model->n_facilities; k++) {
        const int32_t col = net->facility0 + k;
        for (int32_t e = p->col_start[col]; e < net->recipe_end[k]; e++)
            *recipe++ = (RecordRecipe){k, net->market_commodity[p->row[e]], p->coef[e]};
    }
}

static int32_t count_limit_routes(const Net *net)
{
    int32_t n = 0;
    for (int32_t l = 0; l < net->n_limits; l++)
        for (int32_t i = 0; i < net->limits[l].n_terms; i++)
            n += net->limits[l].terms[i].over == LIMIT_OVER_ROUTE;
    return n;
}

static void list_limit_routes(const Net *net, Record *record)
{
    RecordLimitRoute *next = record_limit_route_room(record);
    for (int32_t l = 0; l < net->n_limits; l++)
        for (int32_t i = 0; i < net->limits[l].n_terms; i++)
            if (net->limits[l].terms[i].over == LIMIT_OVER_ROUTE)
                *next++ = (RecordLimitRoute){l, net->limits[l].terms[i].index};
}

static int32_t count_limit_facilities(const Net *net)
{
    int32_t n = 0;
    for (int32_t i = 0; i < net->model->n_technologies; i++)
        n += net->families[i].n_makers;
    return n;
}

/* Adopters are some of the makers, in the same order. */
static void list_limit_facilities(const Net *net, Record *record)
{
    RecordLimitFacility *next = record_limit_facility_room(record);
    for (int32_t i = 0; i < net->model->n_technologies; i++) {
        const Family *family = &net->families[i];
        for (int32_t j = 0, a = 0; j < family->n_makers; j++) {
            const int32_t k = family->makers[j].index;
            const bool under = a < family->n_adopters && family->adopters[a].index == k;
            *next++ =
                (RecordLimitFacility){net->technology0 + i, k, family->makers[j].coef, under};
            a += under;
        }
    }
}

static int32_t count_touches(const Plan *plan)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_policies; i++) {
        const Selection *s = &plan->policies[i].selection;
        n += s->n_routes + s->n_facilities + s->n_demands;
    }
    return n;
}

static RecordTouch *list_items(RecordTouch *next, int32_t policy, RecordThing thing,
                               const int32_t *items, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        *next++ = (RecordTouch){policy, (int32_t)thing, items[i]};
    return next;
}

static void list_touches(const Plan *plan, Record *record)
{
    RecordTouch *next = record_touch_room(record);
    for (int32_t i = 0; i < plan->n_policies; i++) {
        const Selection *s = &plan->policies[i].selection;
        next = list_items(next, i, RECORD_ROUTE, s->routes, s->n_routes);
        next = list_items(next, i, RECORD_FACILITY, s->facilities, s->n_facilities);
        next = list_items(next, i, RECORD_DEMAND, s->demands, s->n_demands);
    }
}

static void name_policies(const Plan *plan, Record *record, bool *ok)
{
    RecordPolicy *policies = record_policy_room(record);
    for (int32_t i = 0; i < plan->n_policies; i++)
        policies[i] =
            (RecordPolicy){.id = keep(record->arena, plan->policies[i].id, ok),
                           .kind = keep(record->arena, plan->policies[i].kind->name, ok)};
}

static void list_changes(const Plan *plan, Record *record, bool *ok)
{
    RecordChange *changes = record_change_room(record);
    Arena *a = record->arena;
    for (int32_t i = 0; i < plan->changes.n; i++) {
        const Recast *from = &plan->changes.items[i];
        changes[i] = (RecordChange){.cell = keep(a, from->cell, ok),
                                    .from = keep(a, from->from, ok),
                                    .to = keep(a, from->to, ok),
                                    .unit = keep(a, from->unit, ok),
                                    .scenario = keep(a, from->said->scenario, ok)};
    }
}

static void list_rates(const Model *model, Record *record, bool *ok)
{
    RecordRate *rates = record_rate_room(record);
    for (int32_t i = 0; i < model->n_rates; i++) {
        const Rate *rate = &model->rates[i];
        rates[i] = (RecordRate){.code = keep(record->arena, rate->code, ok),
                                .worth = rate->worth,
                                .source = keep(record->arena, rate->source, ok),
                                .status = keep(record->arena, rate->status, ok)};
    }
}

static void list_levels(const Model *model, Record *record, bool *ok)
{
    static const char *const words[] = {"", "seen", "memory", "estimate"};
    RecordLevel *levels = record_level_room(record);
    for (int32_t i = 0; i < model->n_price_levels; i++) {
        const PriceLevel *level = &model->price_levels[i];
        const int32_t d = level->origin.document;
        const char *source = d == MODEL_NONE ? "assumption" : model->documents[d].id;
        levels[i] = (RecordLevel){.year = (int32_t)level->year,
                                  .index = level->index,
                                  .source = keep(record->arena, source, ok),
                                  .status = words[level->origin.status]};
    }
}

Status fill_new(const Net *net, const Plan *plan, const char *run_name, const char *title,
                Month start, int32_t n_steps, Pool *pool, Record **out)
{
    const Model *model = net->model;
    const RecordSize size = {.n_steps = n_steps,
                             .n_regions = model->n_regions,
                             .n_stages = model->n_stages,
                             .n_commodities = model->n_commodities,
                             .n_markets = net->n_markets,
                             .n_facilities = model->n_facilities,
                             .n_routes = model->n_routes,
                             .n_demands = model->n_demands,
                             .n_limits = net->n_limits,
                             .n_policies = plan->n_policies,
                             .n_recipe = count_recipe(net),
                             .n_limit_routes = count_limit_routes(net),
                             .n_limit_facilities = count_limit_facilities(net),
                             .n_touches = count_touches(plan),
                             .n_changes = plan->changes.n,
                             .n_rates = model->n_rates,
                             .n_levels = model->n_price_levels};
    Record *record;
    const Status st = record_new(&size, pool, &record);
    if (st) return st;
    bool ok = true;
    record->model_name = keep(record->arena, model->name, &ok);
    record->run_name = keep(record->arena, run_name, &ok);
    record->title = keep(record->arena, title, &ok);
    record->currency = keep(record->arena, model->currency, &ok);
    record->price_year = model->price_year;
    record->start = start;
    record->months_per_step = model->months_per_step;
    name_places(model, record, &ok);
    name_goods(net, record, &ok);
    name_agents(net, record, &ok);
    name_policies(plan, record, &ok);
    list_recipes(net, record);
    list_limit_routes(net, record);
    list_limit_facilities(net, record);
    list_touches(plan, record);
    list_changes(plan, record, &ok);
    list_rates(model, record, &ok);
    list_levels(model, record, &ok);
    if (!ok) {
        record_free(record);
        return LODE_NO_MEMORY;
    }
    *out = record;
    return LODE_OK;
}
