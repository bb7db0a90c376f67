/* How much of an element is in what the chain moves. A pure oxide or metal says so itself. What
 * is taken apart holds what comes out of it; what is put together holds what went in:
 *     content(input)  = sum of the element in the outputs x share of the input / amount taken
 *     content(output) = sum of the element in the inputs x share of the output / amount made
 * with shares by contained oxide. Goods up to the pure ones are read backward, those behind
 * them forward; a few sweeps carry both through all stages. */
#include <math.h>
#include <string.h>

#include "metrics/chain.h"

enum { SWEEPS = 8 };

typedef struct Contents {
    const Model *model;
    const double *activity; /* of facilities over the steps */
    double *content;        /* t of the element per unit */
    double *sum, *amount;   /* per commodity, of one sweep */
    double pure_order;      /* of the stage at which the element is pure */
    const char *element;
} Contents;

static double oxide(const Model *model, int32_t c)
{
    const double reo = model->commodities[c].content_reo;
    return isnan(reo) ? 0.0 : reo;
}

static bool is_pure(const Contents *s, int32_t c)
{
    return strcmp(s->model->commodities[c].element, s->element) == 0;
}

/* Labelled with another single element: it holds none of this one. */
static bool is_other(const Contents *s, int32_t c)
{
    const char *label = s->model->commodities[c].element;
    const double order = s->model->stages[s->model->commodities[c].stage].order;
    return !is_pure(s, c) && order == s->pure_order && !strchr(label, ',');
}

static double order_of(const Contents *s, int32_t c)
{
    return s->model->stages[s->model->commodities[c].stage].order;
}

/* The element and all oxide on one side of a recipe, per unit of activity. */
static void side(const Contents *s, const Process *p, bool inputs, double *element, double *all)
{
    *element = *all = 0;
    for (int32_t l = p->first_line; l < p->first_line + p->n_lines; l++) {
        const RecipeLine *line = &s->model->recipe_lines[l];
        if ((line->coefficient < 0) != inputs) continue;
        *element += fabs(line->coefficient) * s->content[line->commodity];
        *all += fabs(line->coefficient) * oxide(s->model, line->commodity);
    }
}

/* Gives the commodities on one side of a facility's recipe what is on the other. */
static void pass_on(Contents *s, int32_t facility, bool to_inputs)
{
    const Process *p = &s->model->processes[s->model->facilities[facility].process];
    const double x = s->activity[facility];
    double element, ignored, all, held;
    side(s, p, !to_inputs, &element, &ignored);
    side(s, p, to_inputs, &held, &all);
    if (!(x > 0) || !(all > 0)) return;
    for (int32_t l = p->first_line; l < p->first_line + p->n_lines; l++) {
        const RecipeLine *line = &s->model->recipe_lines[l];
        if ((line->coefficient < 0) != to_inputs) continue;
        const double share = fabs(line->coefficient) * oxide(s->model, line->commodity) / all;
        s->sum[line->commodity] += x * element * share;
        s->amount[line->commodity] += x * fabs(line->coefficient);
    }
}

static void sweep(Contents *s, bool to_inputs)
{
    const Model *m = s->model;
    memset(s->sum, 0, (size_t)m->n_commodities * sizeof *s->sum);
    memset(s->amount, 0, (size_t)m->n_commodities * sizeof *s->amount);
    for (int32_t k = 0; k < m->n_facilities; k++)
        pass_on(s, k, to_inputs);
    for (int32_t c = 0; c < m->n_commodities; c++) {
        const bool before = order_of(s, c) < s->pure_order;
        if (is_pure(s, c) || is_other(s, c) || before != to_inputs) continue;
        if (s->amount[c] > 0) s->content[c] = fmin(s->sum[c] / s->amount[c], oxide(m, c));
    }
}

static double *sum_activity(const Record *record, Steps steps, Arena *arena)
{
    double *sum = ARENA_ARRAY(arena, double, record->n_facilities);
    for (int32_t t = steps.first; sum && t < steps.end; t++)
        for (int32_t k = 0; k < record->n_facilities; k++)
            sum[k] += record->activity[(size_t)t * (size_t)record->n_facilities + (size_t)k];
    return sum;
}

static void start(Contents *s)
{
    s->pure_order = INFINITY;
    for (int32_t c = 0; c < s->model->n_commodities; c++) {
        if (!is_pure(s, c)) continue;
        s->content[c] = oxide(s->model, c);
        s->pure_order = fmin(s->pure_order, order_of(s, c));
    }
}

Status chain_content(const Model *model, const Record *record, const char *element, Steps steps,
                     double *content)
{
    memset(content, 0, (size_t)model->n_commodities * sizeof *content);
    for (int32_t c = 0; c < model->n_commodities && (!element || !*element); c++)
        content[c] = oxide(model, c);
    if (!element || !*element) return LODE_OK;
    Arena *arena = arena_new(0);
    Contents s = {.model = model, .content = content, .element = element};
    s.activity = sum_activity(record, steps, arena);
    s.sum = ARENA_ARRAY(arena, double, model->n_commodities);
    s.amount = ARENA_ARRAY(arena, double, model->n_commodities);
    const bool ok = s.activity && s.sum && s.amount;
    if (ok) {
        start(&s);
        for (int i = 0; i < SWEEPS; i++) {
            sweep(&s, true);
            sweep(&s, false);
        }
    }
    arena_free(arena);
    return ok ? LODE_OK : LODE_NO_MEMORY;
}
