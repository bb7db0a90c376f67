#include "calibrate/reconcile.h"

#include <math.h>

#include "calibrate/assemble.h"
#include "calibrate/conflict.h"

#define HUBER 2.0 /* sigma */

/* Smaller quantities, over the market's turnover, are no use of a route or facility. */
#define NOTHING 1e-8
#define MISSING 1e-6 /* likewise: more is missing */

/* A facility that does this share of its capacity is full: what it earns beyond its cost is
 * then a rent, and not taken for a cost that it would save by doing a little less. */
#define FULL_SHARE 0.98

/* What does less, over the smallest of its markets, is shut: it would do nothing but for what
 * an interior point cannot avoid, and yet count as in use. */
#define TRICKLE 1e-6

/* The world's output is renewed after each; facts are weighed after the second; facilities that
 * are full, and what is idle, are held there after the third. */
enum { WEIGH_AFTER = 2, FILL_AFTER = 3, PASSES = 4 };

/* ---- passes ---- */

static void explain(const Base *base, Status st, int32_t row, Diag *diag)
{
    char name[192] = "a market";
    if (st == LODE_NO_MEMORY) return;
    if (row >= 0 && row < base->net->n_markets) net_row_name(base->net, row, name, sizeof name);
    if (st == LODE_INFEASIBLE)
        diag_error(diag, "", 0, 0, "",
                   "no base year balances within capacities, least activities and limits: %s "
                   "cannot; `lode run` says which limits cause it",
                   name);
    else
        diag_error(diag, "", 0, 0, "", "the nearest base year was not found: %s",
                   status_text(st));
}

/* The market that most is missing in; -1 if nothing is. */
static int32_t find_missing(const Base *base, const double *z)
{
    int32_t worst = -1;
    double most = MISSING;
    for (int32_t m = 0; m < base->net->n_markets; m++) {
        const double share = z[base->net->backstop0 + m] / base_turnover(base, m);
        if (share <= most) continue;
        most = share;
        worst = m;
    }
    return worst;
}

static Status solve_pass(const Assembly *in, Arena *arena, Diag *diag, LsqAnswer *answer)
{
    int32_t fault = -1;
    Lsq *lsq = lsq_new();
    if (lsq) assemble(in, lsq);
    Status st = lsq_solve(lsq, arena, answer, &fault);
    lsq_free(lsq);
    if (!st) fault = find_missing(in->base, answer->z);
    if (!st && fault >= 0) st = LODE_INFEASIBLE;
    if (st) explain(in->base, st, fault, diag);
    return st;
}

static void measure_wholes(const Assembly *in, const double *z, double *whole)
{
    for (int32_t o = 0; o < in->n_facts; o++)
        if (in->facts[o].whole.n) whole[o] = fmax(observe_sum(&in->facts[o].whole, z), 1e-9);
}

static void weigh(const Assembly *in, const double *z, double *weight)
{
    for (int32_t o = 0; o < in->n_facts; o++) {
        const Fact *fact = &in->facts[o];
        const double off = fabs(observe_value(fact, z) - fact->value) / fact->sigma;
        weight[o] = off > HUBER ? HUBER / off : 1.0;
    }
}

static void fill(const Assembly *in, const double *z, bool *full)
{
    for (int32_t k = 0; k < in->base->model->n_facilities; k++) {
        const double capacity = in->base->effects.capacity[k];
        const double x = z[in->base->net->facility0 + k];
        full[k] = isfinite(capacity) && capacity > 0 && x >= FULL_SHARE * capacity;
    }
}

static void shut_idle(const Assembly *in, const double *z, bool *shut)
{
    const Base *base = in->base;
    for (int32_t j = 0; j < base->net->linear0; j++)
        shut[j] = base->program.lower[j] <= 0 && z[j] < TRICKLE * base_reach(base, j);
}

/* ---- what came out ---- */

/* Interior points stop short of bounds by next to nothing; here they reach them. */
static void round_to_bounds(const Base *base, double *z)
{
    const Net *net = base->net;
    for (int32_t j = 0; j < net->stock0; j++) {
        const double reach = base_reach(base, j);
        if (z[j] < NOTHING * reach) z[j] = 0;
        const double upper = j < net->route0    ? base->effects.capacity[j]
                             : j < net->linear0 ? base->effects.flow_limit[j - net->route0]
                                                : INFINITY;
        if (upper - z[j] < NOTHING * upper) z[j] = upper;
    }
    for (int32_t m = 0; m < net->n_markets; m++) {
        double *waste = &z[net->disposal0 + m];
        if (*waste < NOTHING * base_turnover(base, m)) *waste = 0;
        z[net->backstop0 + m] = 0;
    }
}

/* Worst imbalance of a market over its turnover. */
static double worst_balance(const Base *base, const double *z)
{
    const Program *p = &base->net->program;
    double worst = 0;
    double *sum = ARENA_ARRAY(base->arena, double, p->n_rows);
    for (int32_t j = 0; sum && j < p->n_cols; j++)
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            sum[p->row[e]] += p->coef[e] * z[j];
    for (int32_t m = 0; sum && m < base->net->n_markets; m++)
        worst = fmax(worst, fabs(sum[m]) / base_turnover(base, m));
    return sum ? worst : NAN;
}

static void judge_facts(const Assembly *in, Reconciled *out)
{
    for (int32_t o = 0; o < in->n_facts; o++) {
        const Fact *fact = &in->facts[o];
        FactResult *result = &out->facts[o];
        result->reconciled = observe_value(fact, out->z);
        result->off = (result->reconciled - fact->value) / fact->sigma;
        result->weight = in->weight[o];
        result->pull = result->weight * result->off;
        result->group = -1;
    }
}

static Status take_out(const Assembly *in, const LsqAnswer *answer, Arena *arena,
                       Reconciled *out)
{
    const Net *net = in->base->net;
    out->z = answer->z;
    out->pressure = ARENA_ARRAY(arena, double, net->n_markets);
    out->facts = ARENA_ARRAY(arena, FactResult, in->n_facts);
    if (!out->pressure || !out->facts) return LODE_NO_MEMORY;
    for (int32_t m = 0; m < net->n_markets; m++)
        out->pressure[m] = answer->multiplier[m] * base_turnover(in->base, m);
    round_to_bounds(in->base, out->z);
    out->balance = worst_balance(in->base, out->z);
    judge_facts(in, out);
    return LODE_OK;
}

Status reconcile(const Base *base, const Fact *facts, int32_t n_facts, Arena *arena, Diag *diag,
                 Reconciled *out)
{
    double *whole = ARENA_ARRAY(arena, double, n_facts);
    double *weight = ARENA_ARRAY(arena, double, n_facts);
    bool *full = ARENA_ARRAY(arena, bool, base->model->n_facilities);
    bool *shut = ARENA_ARRAY(arena, bool, base->net->program.n_cols);
    const Assembly in = {base, facts, n_facts, whole, weight, full, shut};
    LsqAnswer answer;
    *out = (Reconciled){0};
    if (!whole || !weight || !full || !shut) return LODE_NO_MEMORY;
    for (int32_t o = 0; o < n_facts; o++)
        weight[o] = 1.0;
    measure_wholes(&in, base->usual.z, whole);
    for (int p = 1; p <= PASSES; p++) {
        const Status st = solve_pass(&in, arena, diag, &answer);
        if (st) return st;
        out->iterations += answer.info.iterations;
        if (p < PASSES) measure_wholes(&in, answer.z, whole);
        if (p == WEIGH_AFTER) weigh(&in, answer.z, weight);
        if (p == FILL_AFTER) fill(&in, answer.z, full);
        if (p == FILL_AFTER) shut_idle(&in, answer.z, shut);
    }
    const Status st = take_out(&in, &answer, arena, out);
    return st ? st : conflict_find(base, facts, n_facts, arena, out);
}
