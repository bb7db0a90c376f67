#include "metrics/chain.h"

#include <math.h>
#include <string.h>

/* Links below this share of all that moves are left out. */
#define CHAIN_DUST 1e-6

typedef struct Builder {
    const Model *model;
    const Record *record;
    Steps steps;
    Arena *scratch;
    double *content; /* per commodity */
    double *own;     /* regions x commodities: made and not exported */
    double *sent;    /* routes: flow */
    Chain *out;
    double *cells; /* links as a table: from (stage, region), to (stage or use, region) */
    int32_t n_from, n_to;
} Builder;

static double sum_steps(const double *array, int32_t n, int32_t i, Steps steps)
{
    double sum = 0;
    for (int32_t t = steps.first; t < steps.end; t++)
        sum += array[(size_t)t * (size_t)n + (size_t)i];
    return sum;
}

static void find_supply(Builder *b)
{
    const Record *r = b->record;
    for (int32_t m = 0; m < r->n_markets; m++) {
        const double made = sum_steps(r->production, r->n_markets, m, b->steps);
        const double left = sum_steps(r->exports, r->n_markets, m, b->steps);
        const size_t at = (size_t)r->markets[m].region * (size_t)r->n_commodities +
                          (size_t)r->markets[m].commodity;
        b->own[at] = fmax(made - left, 0.0);
    }
    for (int32_t f = 0; f < r->n_routes; f++)
        b->sent[f] = fmax(sum_steps(r->flow, r->n_routes, f, b->steps), 0.0);
}

static void add_cell(Builder *b, int32_t commodity, int32_t from_region, int32_t to,
                     double value)
{
    const int32_t stage = b->model->commodities[commodity].stage;
    const int32_t from = stage * b->record->n_regions + from_region;
    b->cells[(size_t)from * (size_t)b->n_to + (size_t)to] += value;
}

/* Deals out what is taken of a commodity in a region among its suppliers. */
static void take(Builder *b, int32_t region, int32_t commodity, int32_t to, double amount)
{
    const Record *r = b->record;
    const double value = amount * b->content[commodity];
    const double own = b->own[(size_t)region * (size_t)r->n_commodities + (size_t)commodity];
    double all = own;
    if (!(value > 0)) return;
    for (int32_t f = 0; f < r->n_routes; f++)
        if (r->routes[f].commodity == commodity && r->routes[f].to == region) all += b->sent[f];
    if (!(all > 0)) { /* from store */
        add_cell(b, commodity, region, to, value);
        return;
    }
    add_cell(b, commodity, region, to, value * own / all);
    for (int32_t f = 0; f < r->n_routes; f++)
        if (r->routes[f].commodity == commodity && r->routes[f].to == region)
            add_cell(b, commodity, r->routes[f].from, to, value * b->sent[f] / all);
}

/* Where what a facility makes stands: at the stage of its process if it makes anything of that
 * stage, else at that of what it makes most of. */
static int32_t stage_made(const Builder *b, int32_t facility)
{
    const Model *m = b->model;
    const Process *p = &m->processes[m->facilities[facility].process];
    int32_t stage = p->stage;
    double most = 0;
    for (int32_t l = p->first_line; l < p->first_line + p->n_lines; l++) {
        const RecipeLine *line = &m->recipe_lines[l];
        const double value = line->coefficient * b->content[line->commodity];
        if (!(value > 0)) continue;
        if (m->commodities[line->commodity].stage == p->stage) return p->stage;
        if (value <= most) continue;
        most = value;
        stage = m->commodities[line->commodity].stage;
    }
    return stage;
}

static void take_all(Builder *b)
{
    const Model *m = b->model;
    const Record *r = b->record;
    const int32_t use0 = m->n_stages * r->n_regions; /* behind the stages: uses by region */
    for (int32_t k = 0; k < m->n_facilities; k++) {
        const Process *p = &m->processes[m->facilities[k].process];
        const int32_t region = m->facilities[k].region;
        const double x = sum_steps(r->activity, r->n_facilities, k, b->steps);
        const int32_t to = stage_made(b, k) * r->n_regions + region;
        for (int32_t l = p->first_line; l < p->first_line + p->n_lines; l++)
            if (m->recipe_lines[l].coefficient < 0)
                take(b, region, m->recipe_lines[l].commodity, to,
                     -m->recipe_lines[l].coefficient * x);
    }
    for (int32_t d = 0; d < m->n_demands; d++) {
        const int32_t use = m->demands[d].use == MODEL_NONE ? m->n_uses : m->demands[d].use;
        take(b, m->demands[d].region, m->demands[d].commodity,
             use0 + use * r->n_regions + m->demands[d].region,
             sum_steps(r->quantity, r->n_demands, d, b->steps));
    }
}

static Status list_links(Builder *b)
{
    const int32_t n_regions = b->record->n_regions, use0 = b->model->n_stages * n_regions;
    double all = 0;
    int32_t n = 0;
    const size_t n_cells = (size_t)b->n_from * (size_t)b->n_to;
    for (size_t i = 0; i < n_cells; i++)
        all += b->cells[i];
    for (size_t i = 0; i < n_cells; i++)
        n += b->cells[i] > CHAIN_DUST * all;
    b->out->links = ARENA_ARRAY(b->out->arena, ChainLink, n);
    if (!b->out->links) return LODE_NO_MEMORY;
    for (size_t i = 0; i < n_cells; i++) {
        const int32_t from = (int32_t)(i / (size_t)b->n_to),
                      to = (int32_t)(i % (size_t)b->n_to);
        const int32_t use = to >= use0 ? (to - use0) / n_regions : b->model->n_uses;
        if (!(b->cells[i] > CHAIN_DUST * all)) continue;
        b->out->links[b->out->n++] =
            (ChainLink){.from_stage = from / n_regions,
                        .from_region = from % n_regions,
                        .to_stage = to >= use0 ? RECORD_NONE : to / n_regions,
                        .to_region = to % n_regions,
                        .use = use == b->model->n_uses ? MODEL_NONE : use,
                        .value = b->cells[i]};
    }
    return LODE_OK;
}

static Status build(Builder *b, const char *element)
{
    const Record *r = b->record;
    Arena *a = b->scratch;
    b->n_from = b->model->n_stages * r->n_regions;
    b->n_to = (b->model->n_stages + b->model->n_uses + 1) * r->n_regions;
    b->content = ARENA_ARRAY(a, double, r->n_commodities);
    b->own = arena_zeroed(a, (size_t)r->n_regions * (size_t)r->n_commodities, sizeof *b->own);
    b->sent = ARENA_ARRAY(a, double, r->n_routes);
    b->cells = arena_zeroed(a, (size_t)b->n_from * (size_t)b->n_to, sizeof *b->cells);
    if (!b->content || !b->own || !b->sent || !b->cells) return LODE_NO_MEMORY;
    const Status st = chain_content(b->model, r, element, b->steps, b->content);
    if (st) return st;
    find_supply(b);
    take_all(b);
    return list_links(b);
}

static bool is_element(const Model *model, const char *element)
{
    if (!element || !*element) return true;
    for (int32_t c = 0; c < model->n_commodities; c++)
        if (strcmp(model->commodities[c].element, element) == 0) return true;
    return false;
}

Status chain_measure(const Model *model, const Record *record, const char *element, Steps steps,
                     Diag *diag, Chain **out)
{
    *out = NULL;
    if (!is_element(model, element)) {
        diag_error(
            diag, "", 0, 0, "element",
            "no commodity is labelled '%.40s'; the column `element` of commodities.csv has "
            "what there is",
            element);
        return LODE_BAD_INPUT;
    }
    Arena *arena = arena_new(0);
    Builder b = {.model = model, .record = record, .steps = steps, .scratch = arena_new(0)};
    b.out = arena_zeroed(arena, 1, sizeof *b.out);
    Status st = b.out && b.scratch ? LODE_OK : LODE_NO_MEMORY;
    if (!st) {
        b.out->arena = arena;
        st = build(&b, element);
    }
    if (b.scratch) arena_free(b.scratch);
    if (st) {
        if (arena) arena_free(arena);
        return st;
    }
    *out = b.out;
    return LODE_OK;
}

void chain_free(Chain *chain)
{
    if (chain) arena_free(chain->arena);
}
