#include "calibrate/calibrate.h"

#include <math.h>
#include <stdlib.h>

#include "calibrate/price.h"
#include "kinds/kinds.h"

/* ---- markets where nothing was observed ---- */

static void mark_sum(const Base *base, const ObserveSum *sum, const Observation *o, bool *seen)
{
    const Program *p = &base->net->program;
    for (int32_t i = 0; i < sum->n; i++)
        for (int32_t e = p->col_start[sum->column[i]]; e < p->col_start[sum->column[i] + 1];
             e++) {
            const int32_t m = p->row[e];
            if (m >= base->net->n_markets) continue;
            if (set_has(&o->commodities, base->net->market_commodity[m])) seen[m] = true;
        }
}

static int by_value(const void *a, const void *b)
{
    const Unseen *x = a, *y = b;
    if (x->value != y->value) return x->value > y->value ? -1 : 1;
    return x->market < y->market ? -1 : x->market > y->market;
}

static Status find_unseen(Calibration *c)
{
    const int32_t n = c->base->net->n_markets;
    bool *seen = ARENA_ARRAY(c->arena, bool, n);
    double *moved = ARENA_ARRAY(c->arena, double, n);
    double all = 0, unseen = 0;
    c->unseen = ARENA_ARRAY(c->arena, Unseen, n);
    if (!seen || !moved || !c->unseen) return LODE_NO_MEMORY;
    base_moved(c->base, c->year.z, moved);
    for (int32_t o = 0; o < c->n_facts; o++)
        mark_sum(c->base, &c->facts[o].part, c->facts[o].observation, seen);
    for (int32_t m = 0; m < n; m++) {
        const double value = moved[m] * fabs(c->price[m]);
        all += value;
        if (seen[m] || !(value > 0)) continue;
        unseen += value;
        c->unseen[c->n_unseen++] = (Unseen){m, value};
    }
    c->unseen_share = all > 0 ? unseen / all : 0;
    if (c->n_unseen) qsort(c->unseen, (size_t)c->n_unseen, sizeof *c->unseen, by_value);
    return LODE_OK;
}

/* ---- prices and wedges ----
 * The cost of throwing away rises by the size of the market, and that follows the fitted habits
 * and needs; so prices are found again until it stays. */

enum { ROUNDS = 4 };
#define SAME 1e-12

/* The slopes of the fitted net into `slope`; *same: they are what they were. */
static void renew_waste(const Net *net, double *slope, bool *same)
{
    *same = true;
    for (int32_t m = 0; m < net->n_markets; m++) {
        const double now = net->program.slope[net->disposal0 + m];
        if (fabs(now - slope[m]) > SAME * fabs(now)) *same = false;
        slope[m] = now;
    }
}

static Status build_fitted(const Calibration *c, Net **out)
{
    Model *fitted = ARENA_ARRAY(c->arena, Model, 1);
    const Plan *plan = c->base->plan;
    const Status st =
        fitted ? fit_apply(c->base->model, &c->fit, c->arena, fitted) : LODE_NO_MEMORY;
    return st ? st : net_build(fitted, &plan->needs, out);
}

static Status fit_round(Calibration *c, double *slope, Diag *diag, bool *same)
{
    Net *net = NULL;
    Status st = price_system(c->base, c->year.z, slope, c->arena, diag, c->price);
    if (st) return st;
    wedge_fit(c->base, c->year.z, c->price, &c->fit);
    st = build_fitted(c, &net);
    if (!st) renew_waste(net, slope, same);
    net_free(net);
    return st;
}

static Status fit_stocks(Calibration *c)
{
    Net *net = NULL;
    Program program;
    MarketSolution usual;
    Status st = build_fitted(c, &net);
    if (!st) st = base_usual(c->base, net, c->arena, &program, &usual);
    if (!st) wedge_fit_stocks(c->base, c->year.z, usual.price, &c->fit);
    net_free(net);
    return st;
}

static Status fit_year(Calibration *c, Diag *diag)
{
    const Net *net = c->base->net;
    double *slope = ARENA_ARRAY(c->arena, double, net->n_markets);
    bool same = false;
    c->price = ARENA_ARRAY(c->arena, double, net->n_markets);
    Status st = c->price && slope ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = fit_new(c->base->model, c->arena, &c->fit);
    for (int32_t m = 0; m < net->n_markets && !st; m++)
        slope[m] = net->program.slope[net->disposal0 + m];
    for (int round = 0; round < ROUNDS && !st && !same; round++)
        st = fit_round(c, slope, diag, &same);
    return st ? st : fit_stocks(c);
}

/* ---- all of it ---- */

static Status run_steps(const Model *model, Diag *diag, Calibration *c)
{
    Status st = base_new(model, diag, &c->base);
    if (!st) st = observe_facts(c->base, diag, &c->facts, &c->n_facts, &c->n_other);
    if (!st) st = reconcile(c->base, c->facts, c->n_facts, c->arena, diag, &c->year);
    if (!st) st = fit_year(c, diag);
    if (st) return st;
    c->n_loose = wedge_loose(c->base, c->year.z, &c->fit);
    st = verify_fit(c->base, c->year.z, c->price, &c->fit, diag, &c->verification);
    return st ? st : find_unseen(c);
}

Status calibrate_model(const Model *model, Diag *diag, Calibration **out)
{
    Arena *arena = arena_new((size_t)1 << 18);
    Calibration *c = ARENA_ARRAY(arena, Calibration, 1);
    *out = NULL;
    if (!c) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    c->arena = arena;
    const Status st = run_steps(model, diag, c);
    if (st)
        calibration_free(c);
    else
        *out = c;
    return st;
}

void calibration_free(Calibration *calibration)
{
    if (!calibration) return;
    base_free(calibration->base);
    arena_free(calibration->arena);
}
