#include "horizon/assemble.h"

#include <math.h>

#include "horizon/build.h"
#include "horizon/tie.h"

int32_t horizon_col(const Horizon *horizon, int32_t t, int32_t j)
{
    const Net *net = horizon->path->net;
    if (j < net->curve0) return t * horizon->n_plain + j;
    return -1 - (t * net->n_curves + (j - net->curve0));
}

int32_t horizon_row(const Horizon *horizon, int32_t t, int32_t i)
{
    const Net *net = horizon->path->net;
    if (i < net->n_markets) return t * net->n_markets + i;
    return horizon->limit0 + t * net->n_limits + (i - net->n_markets);
}

/* ---- the rows and columns that a step has by itself ---- */

static void add_market_rows(Horizon *h, int32_t t)
{
    const PathStep *step = &h->path->steps[t];
    for (int32_t m = 0; m < h->path->net->n_markets; m++)
        h->stack.equal[horizon_row(h, t, m)] =
            (StackRow){.rhs = 0.0,
                       .price = step->weight * step->program.row_price[m],
                       .quantity = step->program.row_quantity[m]};
}

static void add_limit_rows(Horizon *h, int32_t t)
{
    const PathStep *step = &h->path->steps[t];
    const Program *p = &step->program;
    for (int32_t i = p->n_markets; i < p->n_rows; i++)
        (void)stack_limit(&h->stack, (StackRow){.rhs = p->rhs[i],
                                                .price = step->weight * p->row_price[i],
                                                .quantity = p->row_quantity[i]});
}

static void add_entries(Horizon *h, int32_t t, int32_t j)
{
    const Program *p = &h->path->steps[t].program;
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
        stack_entry(&h->stack, horizon_col(h, t, j), horizon_row(h, t, p->row[e]), p->coef[e]);
}

static void add_columns(Horizon *h, int32_t t)
{
    const PathStep *step = &h->path->steps[t];
    const Program *p = &step->program;
    const double d = step->weight;
    for (int32_t j = 0; j < h->n_plain; j++) {
        const bool pays = p->duty_row[j] != PROGRAM_NONE;
        (void)stack_column(
            &h->stack,
            (StackColumn){.lower = p->lower[j],
                          .upper = p->upper[j],
                          .cost = d * p->cost[j],
                          .slope = d * p->slope[j],
                          .duty = p->duty[j], /* of a price that is discounted already */
                          .duty_row = pays ? horizon_row(h, t, p->duty_row[j]) : PROGRAM_NONE,
                          .step = t});
        add_entries(h, t, j);
    }
}

/* d P(q) is the curve whose choke is d times and whose scale is d^e times as large:
 *     d (q / scale)^(-1/e) = (q / (scale d^e))^(-1/e) */
static void add_curves(Horizon *h, int32_t t)
{
    const PathStep *step = &h->path->steps[t];
    const Program *p = &step->program;
    for (int32_t c = 0; c < p->n_demands; c++) {
        const double e = p->demand_elasticity[c];
        (void)stack_curve(&h->stack,
                          (StackCurve){.lower = p->lower[p->demand0 + c],
                                       .upper = p->upper[p->demand0 + c],
                                       .scale = p->demand_scale[c] * pow(step->weight, e),
                                       .elasticity = e,
                                       .choke = p->demand_choke[c] * step->weight});
        add_entries(h, t, p->demand0 + c);
    }
}

static int32_t count_equalities(const Model *model, int32_t n_steps)
{
    int32_t n = 0;
    for (int32_t c = 0; c < model->n_constraints; c++)
        if (model->constraints[c].sense == CONSTRAINT_EQUAL)
            n += model->constraints[c].over ? n_steps : 1;
    return n;
}

Status horizon_assemble(const Path *path, Arena *arena, Horizon *out)
{
    const Net *net = path->net;
    const int32_t n_markets = path->n_steps * net->n_markets;
    *out = (Horizon){.path = path, .n_plain = net->curve0, .constraint0 = n_markets};
    out->limit0 = n_markets + count_equalities(path->model, path->n_steps);
    out->stack = stack_new(out->limit0, arena);
    if (out->stack.status) return out->stack.status;
    for (int32_t t = 0; t < path->n_steps; t++) {
        add_market_rows(out, t);
        add_limit_rows(out, t);
    }
    for (int32_t t = 0; t < path->n_steps; t++) {
        add_columns(out, t);
        add_curves(out, t);
    }
    if (!out->stack.status) tie_stocks(out);
    if (!out->stack.status) tie_ramps(out);
    if (!out->stack.status) tie_collectors(out);
    if (!out->stack.status) tie_constraints(out);
    if (!out->stack.status) tie_keeping(out);
    if (!out->stack.status) tie_growth(out);
    if (!out->stack.status) tie_builds(out);
    return stack_pack(&out->stack, &out->program);
}
