/* reconcile.h - the base year nearest to everything that was observed, such that every market
 * balances and no limit is broken: weighted least squares with bounds, as in material flow
 * analysis [Cencic15].
 *     min  sum_o w_o e_o^2 / 2  +  sum ((z_j - expected_j) / s_j)^2 / 2  +  sum charge_j z_j
 *     e_o = (what the year says - what was observed) / sigma_o
 * Facts far off after a first pass count less in the next (w_o = 2/|e_o|, [Huber81]), so that a
 * gross error does not bend the rest. */
#ifndef LODE_CALIBRATE_RECONCILE_H
#define LODE_CALIBRATE_RECONCILE_H

#include "calibrate/observe.h"

/* What became of a fact. */
typedef struct FactResult {
    double reconciled; /* as the fact's value: amount per step, or share */
    double off;        /* (reconciled - observed) / sigma */
    double weight;     /* below 1: counted less */
    double pull;       /* w e: how strongly it pulls, in sigma; its sign is that of off */
    int32_t group;     /* of facts that cannot be true together; -1 = none */
} FactResult;

typedef struct Reconciled {
    double *z;        /* columns of the net: the base year, amounts per step */
    double *pressure; /* markets: multiplier of the balance times the turnover, in sigma^2 */
    FactResult *facts;
    int32_t n_groups;
    double balance; /* worst imbalance of a market over its turnover */
    int iterations; /* of all passes */
} Reconciled;

/* LODE_INFEASIBLE: no year balances within the limits; diag names a market. */
Status reconcile(const Base *base, const Fact *facts, int32_t n_facts, Arena *arena, Diag *diag,
                 Reconciled *out);

#endif
