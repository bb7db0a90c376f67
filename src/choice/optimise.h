/* optimise.h - the best use of a budget, or the cheapest way to a target: which candidates, and
 * how much of each (docs/choice.md). */
#ifndef LODE_CHOICE_OPTIMISE_H
#define LODE_CHOICE_OPTIMISE_H

#include "choice/appraise.h"
#include "choice/search.h"

typedef struct OptimiseOptions {
    AppraiseOptions worlds;                /* and the goal */
    SearchRule rule;                       /* limit as the goal reads, whatever is made of it */
    int32_t questions, relaxed, enumerate; /* search.h */
    const double *limits;                  /* of the frontier, ascending; none = no frontier */
    int32_t n_limits;
} OptimiseOptions;

/* What one candidate does in the plan. */
typedef struct OptimisePart {
    double steps;
    bool largest;         /* it is at its maximum */
    SearchAnswer without; /* the plan with none of it; NAN when it is not in the plan */
    SearchAnswer further; /* the plan with a step more; NAN at the maximum */
    SearchAnswer alone;   /* as much of it and nothing else; NAN likewise */
} OptimisePart;

typedef struct OptimisePoint { /* of the frontier */
    double limit;
    double *steps;
    SearchAnswer answer;
    AppraiseSpread spread; /* of the goal over worlds and futures */
    bool kept;
} OptimisePoint;

typedef struct Optimised {
    Arena *arena;
    const Model *model;    /* borrowed */
    Appraiser *appraiser;  /* its worlds, for whoever looks closer */
    SearchFound found;     /* points copied here */
    double *best;          /* found.best */
    SearchAnswer nothing;  /* without any measure */
    AppraiseSpread spread; /* of the plan over worlds and futures */
    OptimisePart *parts;   /* one for each candidate of the model */
    OptimisePoint *points; /* as many as there were limits */
    int32_t n_points;
    int32_t questions, runs;
} Optimised;

/* LODE_BAD_INPUT: candidates that make no policy; LODE_USAGE: a goal that names what is not
 * there; LODE_INFEASIBLE: not one plan could be run. Answers are as search.h has them;
 * goal_value reads them. */
Status optimise(const Model *model, const OptimiseOptions *options, Diag *diag,
                Optimised **out);
void optimised_free(Optimised *optimised); /* NULL is fine */

#endif
