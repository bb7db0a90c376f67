#include "sim/fill.h"

#include <math.h>
#include <string.h>

#include "sim/offer.h"

/* ---- names ---- */

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
                Month start, int32_t n_steps, Record **out)
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
    const Status st = record_new(&size, &record);
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

/* ---- one step ---- */

/* Prices, stocks and valves of the markets, which the agents below then add to. */
static void fill_markets(const Net *net, const MarketSolution *sol, const State *opening,
                         size_t at, Record *r)
{
    for (int32_t m = 0; m < net->n_markets; m++) {
        const size_t i = at + (size_t)m;
        const int32_t s = net->market_stock[m];
        r->price[i] = sol->price[m];
        r->expected[i] = opening->expected[m];
        r->opening[i] = s == NET_NONE ? 0.0 : opening->stock[s];
        r->stock[i] = s == NET_NONE ? 0.0 : sol->z[net->stock0 + s];
        r->disposal[i] = sol->z[net->disposal0 + m];
        r->backstop[i] = sol->z[net->backstop0 + m];
    }
}

/* margin = sum over the recipe of price x coefficient, and over limits of rent x coefficient,
 * less the marginal cost at this activity. What a contract pays counts as less spent. */
static void fill_facilities(const Net *net, const Effects *effects, const Program *p,
                            const MarketSolution *sol, int32_t t, size_t at, Record *r)
{
    const int32_t n = net->model->n_facilities;
    for (int32_t k = 0; k < n; k++) {
        const int32_t col = net->facility0 + k;
        const double x = sol->z[col];
        double value = 0;
        for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++) {
            const double amount = p->coef[e] * x;
            value += p->coef[e] * sol->price[p->row[e]];
            if (e >= net->recipe_end[k]) continue;
            const size_t i = at + (size_t)p->row[e];
            if (amount > 0)
                r->production[i] += amount;
            else
                r->process_use[i] -= amount;
        }
        const size_t i = (size_t)t * (size_t)n + (size_t)k;
        r->activity[i] = x;
        r->capacity[i] = fmin(effects->capacity[k], effects->collected[k]);
        r->margin[i] = value - program_marginal_cost(p, col, x, sol->price);
        r->spent[i] = program_cost(p, col, x);
        if (p->duty[col] != 0.0) r->spent[i] += p->duty[col] * sol->price[p->duty_row[col]] * x;
    }
}

/* What the marginal cost has beside freight, wedge and duties is friction. */
static void fill_routes(const Net *net, const Effects *effects, const Program *p,
                        const MarketSolution *sol, int32_t t, size_t at, Record *r)
{
    const Model *model = net->model;
    for (int32_t f = 0; f < model->n_routes; f++) {
        const double y = sol->z[net->route0 + f];
        const double origin = sol->price[net->route_from[f]];
        const size_t i = (size_t)t * (size_t)model->n_routes + (size_t)f;
        r->exports[at + (size_t)net->route_from[f]] += y;
        r->imports[at + (size_t)net->route_to[f]] += y;
        r->flow[i] = y;
        r->duty_paid[i] = effects->duty[f] * origin + effects->specific[f];
        r->delivered_cost[i] =
            origin + model->routes[f].freight + model->routes[f].wedge + r->duty_paid[i];
        r->friction[i] = p->cost[net->route0 + f] + p->slope[net->route0 + f] * y -
                         model->routes[f].freight - model->routes[f].wedge -
                         effects->specific[f];
        r->flow_limit[i] = effects->flow_limit[f];
    }
}

static void fill_demands(const Net *net, const Effects *effects, const Program *p,
                         const MarketSolution *sol, int32_t t, size_t at, Record *r)
{
    const Model *model = net->model;
    for (int32_t d = 0; d < model->n_demands; d++) {
        const int32_t col = net->demand_col[d];
        const double q = sol->z[col];
        const size_t i = (size_t)t * (size_t)model->n_demands + (size_t)d;
        r->demand[at + (size_t)net->demand_market[d]] += q;
        r->quantity[i] = q;
        r->wanted[i] = offer_wanted(net, d, effects->month) * effects->demand_scale[d];
        if (col >= net->curve0) {
            const double needed = program_demand_choke_quantity(p, col - net->curve0);
            r->shortage[i] = fmax(0.0, needed - q);
        }
    }
}

/* What counts towards a limit is used; what counts against it raises it. */
static void count_term(double amount, double *used, double *limit)
{
    if (amount > 0)
        *used += amount;
    else
        *limit -= amount;
}

/* What one more unit of a column would bring beyond its cost. */
static double gain(const Program *p, const MarketSolution *sol, int32_t col)
{
    double sum = -p->cost[col] - p->slope[col] * sol->z[col];
    if (p->duty[col] != 0.0) sum -= p->duty[col] * sol->price[p->duty_row[col]];
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        sum += p->coef[e] * sol->price[p->row[e]];
    return sum;
}

/* The multiplier of a limit row. One that lets nothing pass is no row of the program (offer.c):
 * its rent is the least at which nobody would pass, what the best use of a unit of it is worth.
 */
static double limit_rent(const Net *net, const Effects *effects, const Program *program,
                         const MarketSolution *sol, int32_t l)
{
    const LimitSet *set = &net->limits[l];
    double most = 0.0;
    if (isinf(effects->limit[l])) return 0.0;
    if (!isinf(program->rhs[net->n_markets + l])) return sol->price[net->n_markets + l];
    for (int32_t i = 0; i < set->n_terms; i++)
        if (set->terms[i].coef > 0.0)
            most = fmax(most, gain(program, sol, net_term_col(net, &set->terms[i])) /
                                  set->terms[i].coef);
    return most;
}

static void fill_limits(const Net *net, const Effects *effects, const Program *program,
                        const MarketSolution *sol, int32_t t, Record *r)
{
    for (int32_t l = 0; l < net->n_limits; l++) {
        const LimitSet *set = &net->limits[l];
        const size_t i = (size_t)t * (size_t)net->n_limits + (size_t)l;
        r->limit[i] = effects->limit[l];
        r->rent[i] = limit_rent(net, effects, program, sol, l);
        r->known[i] = l < net->technology0 ? NAN : effects->known[l - net->technology0];
        r->used[i] = 0.0;
        for (int32_t j = 0; j < set->n_terms; j++)
            count_term(set->terms[j].coef * sol->z[net_term_col(net, &set->terms[j])],
                       &r->used[i], &r->limit[i]);
    }
}

/* Support is paid for what was done; grants are added where building is decided. */
static void fill_payments(const Net *net, const Effects *effects, const MarketSolution *sol,
                          int32_t t, Record *r)
{
    double *payment = &r->payment[(size_t)t * (size_t)r->n_policies];
    for (int32_t i = 0; i < effects->n_aids; i++) {
        const Aid *aid = &effects->aids[i];
        payment[aid->payer] += aid->rate * sol->z[net->facility0 + aid->facility];
    }
}

void fill_step(const Net *net, const Effects *effects, const Program *program,
               const MarketSolution *sol, const State *opening, int32_t t, Record *record)
{
    const size_t at = (size_t)t * (size_t)net->n_markets;
    fill_markets(net, sol, opening, at, record);
    fill_facilities(net, effects, program, sol, t, at, record);
    fill_routes(net, effects, program, sol, t, at, record);
    fill_demands(net, effects, program, sol, t, at, record);
    fill_limits(net, effects, program, sol, t, record);
    fill_payments(net, effects, sol, t, record);
}

void fill_active(const Plan *plan, const double *memory, int32_t t, Record *record)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        record->active[(size_t)t * (size_t)plan->n_policies + (size_t)i] =
            plan_in_force(plan, i, memory);
}

/* ---- steps of another run ---- */

/* What a term counted in a step of the record. */
static double term_amount(const LimitTerm *term, const Record *from, int32_t t)
{
    const size_t step = (size_t)t, i = (size_t)term->index;
    if (term->over == LIMIT_OVER_FACILITY)
        return from->activity[step * (size_t)from->n_facilities + i];
    if (term->over == LIMIT_OVER_ROUTE) return from->flow[step * (size_t)from->n_routes + i];
    return from->quantity[step * (size_t)from->n_demands + i];
}

static void adopt_limit(const LimitSet *set, const Record *from, int32_t steps, int32_t l,
                        Record *record)
{
    int32_t k = 0;
    while (k < from->n_limits && strcmp(from->limits[k].id, set->id) != 0)
        k++;
    for (int32_t t = 0; t < steps; t++) {
        const size_t i = (size_t)t * (size_t)record->n_limits + (size_t)l;
        const size_t j = (size_t)t * (size_t)from->n_limits + (size_t)k;
        record->limit[i] = k == from->n_limits ? INFINITY : from->limit[j];
        record->rent[i] = k == from->n_limits ? 0.0 : from->rent[j];
        record->known[i] = k == from->n_limits ? NAN : from->known[j];
        record->used[i] = 0.0;
        for (int32_t r = 0; r < set->n_terms; r++)
            record->used[i] +=
                fmax(0.0, set->terms[r].coef * term_amount(&set->terms[r], from, t));
    }
}

static void adopt_policy(const Record *from, int32_t steps, int32_t policy, Record *record)
{
    for (int32_t k = 0; k < from->n_policies; k++) {
        if (strcmp(from->policies[k].id, record->policies[policy].id) != 0) continue;
        for (int32_t t = 0; t < steps; t++) {
            const size_t i = (size_t)t * (size_t)record->n_policies + (size_t)policy;
            const size_t j = (size_t)t * (size_t)from->n_policies + (size_t)k;
            record->payment[i] = from->payment[j];
            record->active[i] = from->active[j];
            record->held[i] = from->held[j];
        }
    }
}

void fill_adopt(const Net *net, const Record *from, int32_t steps, Record *record)
{
    record_copy_steps(from, steps, record);
    for (int32_t l = 0; l < net->n_limits; l++)
        adopt_limit(&net->limits[l], from, steps, l, record);
    for (int32_t i = 0; i < record->n_policies; i++)
        adopt_policy(from, steps, i, record);
}
