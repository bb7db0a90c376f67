/* path.h - the periods of a horizon before they are tied together: what holds in each, what
 * everybody offers and asks, and what its money counts.
 *
 * Habits of trade, the use that stocks cover, and what policies do are taken from the recursive
 * run of the same scenario, so that the two ways to see the future differ by foresight and by
 * nothing else. A model without habits, covers and policies needs no such run.
 *
 * A period is one step of the model, or several of them taken together (period.h): then what
 * it offers and asks is what its parts do, and its amounts are those of all of them. */
#ifndef LODE_HORIZON_PATH_H
#define LODE_HORIZON_PATH_H

#include "kinds/plan.h"
#include "sim/sim.h"
#include "sim/state.h"

typedef struct PathStep {
    Month month;          /* its first */
    int32_t first, n;     /* which steps of the model it takes: first .. first + n - 1 */
    double begin, months; /* since the start of the run; its length */
    double weight;        /* what its money counts: 1 = as much as money at the start */
    Effects effects;      /* what holds in it */
    Program program;      /* its own numbers, stocks left out; not discounted */
    double *target;       /* stocks: what holders aim at */
    double *most;         /* stocks: what use leaves room for; INFINITY = any amount */
} PathStep;

typedef struct Path {
    const Model *model;
    Arena *arena;
    Plan *plan;
    Net *net;
    Month start;
    int32_t n_steps; /* periods */
    PathStep *steps;
    int32_t n_parts;   /* steps of the model */
    PathStep *parts;   /* the same as `steps` where no period takes several */
    double length;     /* months in all */
    Record *recursive; /* the run that all this is taken from; NULL when none was needed */
    State before;      /* the first step; activity NAN = not known */
} Path;

/* The end of a step, in months since the start of the run. */
double path_end(const PathStep *step);

/* What is wrong with scenarios, and a recursive run that has no equilibrium, is said in diag.
 */
Status path_new(const Model *model, const RunOptions *options, Diag *diag, Path *out);
void path_free(Path *path);

/* What money counts in `months` months that begin `begin` months behind the start of the run:
 * the mean of (1 + discount)^-y over the payments, which are made at the end of each of these
 * years (at the end, if it is less than one). */
double path_weight(double discount, double begin, double months);

#endif
