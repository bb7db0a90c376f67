#include "calibrate/verify.h"

#include <math.h>

#include "sim/sim.h"

#define SMALL 1e-3 /* of the turnover, of the reference price */

static double relative(double got, double wanted, double scale)
{
    return fabs(got - wanted) / fmax(fabs(wanted), SMALL * scale);
}

/* The turnover of the largest market that the column touches, in its own units. */
static double scale_of(const Base *base, int32_t col)
{
    const Program *p = &base->net->program;
    double scale = 0;
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        if (p->row[e] < base->net->n_markets && p->coef[e] != 0)
            scale = fmax(scale, base_turnover(base, p->row[e]) / fabs(p->coef[e]));
    return scale;
}

static void compare(const Base *base, const double *z, int32_t col, double got,
                    Verification *out)
{
    const double off = relative(got, z[col], scale_of(base, col));
    if (off <= out->quantity) return;
    out->quantity = off;
    out->worst_col = col;
}

static void compare_prices(const Base *base, const double *price, const Record *record,
                           Verification *out)
{
    for (int32_t m = 0; m < base->net->n_markets; m++) {
        const double moved = record->production[m] + record->imports[m];
        if (moved < SMALL * base_turnover(base, m)) continue;
        const double off = relative(record->price[m], price[m], base_price(base, m));
        if (off <= out->price) continue;
        out->price = off;
        out->worst_market = m;
    }
}

static void compare_all(const Base *base, const double *z, const double *price,
                        const Record *record, Verification *out)
{
    const Net *net = base->net;
    for (int32_t k = 0; k < base->model->n_facilities; k++)
        compare(base, z, net->facility0 + k, record->activity[k], out);
    for (int32_t f = 0; f < base->model->n_routes; f++)
        compare(base, z, net->route0 + f, record->flow[f], out);
    for (int32_t d = 0; d < base->model->n_demands; d++)
        compare(base, z, net->demand_col[d], record->quantity[d], out);
    for (int32_t m = 0; m < net->n_markets; m++)
        compare(base, z, net->disposal0 + m, record->disposal[m], out);
    compare_prices(base, price, record, out);
    out->balance = record->balance_residual[0];
    out->complementarity = record->complementarity_residual[0];
}

Status verify_fit(const Base *base, const double *z, const double *price, const Fit *fit,
                  Diag *diag, Verification *out)
{
    Model fitted;
    Record *record = NULL;
    const Model *model = base->model;
    *out = (Verification){0};
    Status st = fit_apply(model, fit, base->arena, &fitted);
    const RunOptions options = {.start = MONTH_NONE,
                                .end = model->start + model->months_per_step - 1};
    if (!st) st = sim_run(&fitted, &options, diag, &record);
    if (!st) compare_all(base, z, price, record, out);
    record_free(record);
    return st;
}
