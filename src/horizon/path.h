/* path.h - the steps of a horizon before they are tied together: what holds in each, what
 * everybody offers and asks, and what its money counts.
 *
 * Habits of trade, the use that stocks cover, and what policies do are taken from the recursive
 * run of the same scenario, so that the two ways to see the future differ by foresight and by
 * nothing else. A model without habits, covers and policies needs no such run. */
#ifndef LODE_HORIZON_PATH_H
#define LODE_HORIZON_PATH_H

#include "kinds/plan.h"
#include "sim/sim.h"
#include "sim/state.h"

typedef struct PathStep {
    Month month;     /* its first */
    double weight;   /* what its money counts: 1 = as much as money at the start */
    Effects effects; /* what holds in it */
    Program program; /* its own numbers, stocks left out; not discounted */
    double *target;  /* stocks: what holders aim at */
    double *most;    /* stocks: what use leaves room for; INFINITY = any amount */
} PathStep;

typedef struct Path {
    const Model *model;
    Arena *arena;
    Plan *plan;
    Net *net;
    Month start;
    int32_t n_steps;
    PathStep *steps;
    Record *recursive; /* the run that all this is taken from; NULL when none was needed */
    State before;      /* the first step; activity NAN = not known */
} Path;

/* What is wrong with scenarios, and a recursive run that has no equilibrium, is said in diag.
 */
Status path_new(const Model *model, const RunOptions *options, Diag *diag, Path *out);
void path_free(Path *path);

/* What the money of step t counts: the model's weight, or the mean of (1 + r)^-y over its
 * payments, which are made at the end of each of its years (at its end, if it is shorter). */
double path_weight(const Model *model, Month start, int32_t t);

#endif
