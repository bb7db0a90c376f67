#include "horizon/period.h"

#include <math.h>

/* ---- what holds ---- */

static void gather_effects(const Path *path, PathStep *period)
{
    const PathStep *parts = &path->parts[period->first];
    Effects *to = &period->effects;
    effects_copy(path->net, &parts[0].effects, to);
    for (int32_t k = 0; k < path->model->n_facilities; k++) {
        to->capital_scale[k] /= period->n;
        to->build_scale[k] /= period->n;
        for (int32_t i = 1; i < period->n; i++) {
            const Effects *from = &parts[i].effects;
            to->capacity[k] += from->capacity[k];
            to->collected[k] += from->collected[k];
            to->most[k] += from->most[k];
            to->capital_scale[k] += from->capital_scale[k] / period->n;
            to->build_scale[k] += from->build_scale[k] / period->n;
        }
    }
}

/* ---- curves ---- */

/* The marginal costs of the parts in which the column can move at all. */
typedef struct Curves {
    double n, cost, slope;     /* sums */
    double inverse, intercept; /* of 1 / slope, and of cost / slope */
    double duty;
    bool flat;
} Curves;

static Curves curves_of(const PathStep *parts, int32_t n, int32_t j, bool all)
{
    Curves sum = {0};
    for (int32_t i = 0; i < n; i++) {
        const Program *p = &parts[i].program;
        if (!all && !(p->upper[j] > p->lower[j])) continue;
        sum.n++;
        sum.cost += p->cost[j];
        sum.slope += p->slope[j];
        sum.duty += p->duty[j];
        sum.flat = sum.flat || !(p->slope[j] > 0.0);
        sum.inverse += 1.0 / p->slope[j];
        sum.intercept += p->cost[j] / p->slope[j];
    }
    return sum;
}

static void gather_cost(const PathStep *parts, int32_t n, int32_t j, Program *to)
{
    Curves sum = curves_of(parts, n, j, false);
    if (sum.n == 0) sum = curves_of(parts, n, j, true);
    to->duty[j] = sum.duty / sum.n;
    if (sum.flat || isinf(sum.intercept)) {
        to->cost[j] = sum.cost / sum.n;
        to->slope[j] = sum.slope / (sum.n * sum.n);
    } else {
        to->cost[j] = sum.intercept / sum.inverse;
        to->slope[j] = 1.0 / sum.inverse;
    }
}

static double sum_of(double (*of)(const Program *, int32_t), const PathStep *parts, int32_t n,
                     int32_t at)
{
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += of(&parts[i].program, at);
    return sum;
}

static double lower_of(const Program *p, int32_t j)
{
    return p->lower[j];
}

static double upper_of(const Program *p, int32_t j)
{
    return p->upper[j];
}

static double rhs_of(const Program *p, int32_t i)
{
    return p->rhs[i];
}

static double scale_of(const Program *p, int32_t d)
{
    return p->demand_scale[d];
}

static double choke_of(const Program *p, int32_t d)
{
    return p->demand_choke[d];
}

static Status gather_program(const Path *path, PathStep *period)
{
    const PathStep *parts = &path->parts[period->first];
    const int32_t n = period->n;
    Program *to = &period->program;
    double *quantity = ARENA_ARRAY(path->arena, double, to->n_rows);
    if (!quantity) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < to->n_cols; j++) {
        to->lower[j] = sum_of(lower_of, parts, n, j);
        to->upper[j] = sum_of(upper_of, parts, n, j);
        gather_cost(parts, n, j, to);
    }
    for (int32_t d = 0; d < to->n_demands; d++) {
        to->demand_scale[d] = sum_of(scale_of, parts, n, d);
        to->demand_choke[d] = sum_of(choke_of, parts, n, d) / n;
    }
    for (int32_t i = 0; i < to->n_rows; i++) {
        to->rhs[i] = sum_of(rhs_of, parts, n, i);
        quantity[i] = n * to->row_quantity[i];
    }
    to->row_quantity = quantity;
    return LODE_OK;
}

/* ---- stocks: as at the end of the period ---- */

static void gather_stocks(const Path *path, PathStep *period)
{
    const PathStep *last = &path->parts[period->first + period->n - 1];
    for (int32_t s = 0; s < path->model->n_stocks; s++) {
        period->target[s] = last->target[s];
        period->most[s] = last->most[s];
    }
}

Status periods_gather(Path *path)
{
    Status st = LODE_OK;
    for (int32_t t = 0; !st && t < path->n_steps; t++) {
        gather_effects(path, &path->steps[t]);
        gather_stocks(path, &path->steps[t]);
        st = gather_program(path, &path->steps[t]);
    }
    return st;
}
