/* ancestry.h - where the goods of a market come from, traced back along the chain. Private to
 * metrics/.
 *
 * For each market m, d_m is the share of its supply that has passed through a facility of the
 * partner (at the stage asked for, or at any):
 *     d_m = (sum_k out_km delta_k + sum_f y_f d_from(f)) / (sum_k out_km + sum_f y_f)
 *     delta_k = 1 in the partner at the stage;  else  sum_i w_ki d_i,  w_ki = value share of
 * input i in the spirit of input-output analysis [Leontief36]: a linear system over the flows
 * and recipes of one step. What is drawn from stock counts like the rest of the supply; what
 * nothing could fill counts as from nowhere. Loops (scrap) are part of the system; of its
 * solutions the least is taken, which is the one that counts only what came from somewhere. */
#ifndef LODE_METRICS_ANCESTRY_H
#define LODE_METRICS_ANCESTRY_H

#include "metrics/query.h"

typedef struct Ancestry {
    const bool *there;        /* facilities of the partner, at the stage */
    const int32_t *from, *to; /* routes: markets */
    const int32_t *at;        /* lines of recipes: markets */
    double *share;            /* markets: d; NAN where nothing is supplied */
    double *through;          /* facilities: delta */
    double *supply;           /* markets */
    double *worth;            /* facilities: value of inputs */
    double *next;             /* markets: scratch */
} Ancestry;

/* Finds who is the partner, and takes the memory for all steps. */
Status ancestry_prepare(MetricQuery *q, const Chosen *chosen, Ancestry **out);

/* Solves one step: share. */
void ancestry_solve(const Record *record, const Ancestry *chain, int32_t step);

#endif
