#include "choice/relax.h"

#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

/* The first steps, as a share of the range; the search ends when they are this small. */
#define FIRST_MOVE 0.25
#define LAST_MOVE 0.01

typedef struct Walk {
    const Relax *relax;
    nlopt_opt opt;
    double goal0;  /* of the start */
    double *steps; /* of the point that is asked for */
    double *best;
    SearchAnswer best_answer;
    Status status;
} Walk;

/* Shares of the range -> steps; asks; remembers the best. NAN when the run failed. */
static SearchAnswer visit(Walk *walk, const double *shares)
{
    const Relax *relax = walk->relax;
    SearchAnswer answer = {NAN, NAN};
    for (int32_t i = 0; i < relax->n; i++)
        walk->steps[i] = fmin(fmax(shares[i], 0), 1) * relax->most[i];
    if (!walk->status) walk->status = relax->ask(relax->context, walk->steps, &answer);
    if (walk->status) nlopt_force_stop(walk->opt);
    if (!walk->status && search_keeps(&relax->rule, &answer) &&
        search_better(&relax->rule, &answer, &walk->best_answer)) {
        walk->best_answer = answer;
        memcpy(walk->best, walk->steps, (size_t)relax->n * sizeof *walk->best);
    }
    return answer;
}

/* What is made small, and what has to stay below 0; a failed run is as bad as can be told. */
static double small_part(const Walk *walk, const SearchAnswer *a, bool wanted)
{
    const SearchRule *rule = &walk->relax->rule;
    if (isnan(a->goal) || isnan(a->cost)) return 1e3;
    const double goal = (a->goal - walk->goal0) / walk->relax->goal_scale;
    if (wanted) return rule->target ? a->cost / walk->relax->cost_scale : -goal;
    return rule->target ? (rule->limit - a->goal) / walk->relax->goal_scale
                        : (a->cost - rule->limit) / walk->relax->cost_scale;
}

static double objective(unsigned n, const double *x, double *gradient, void *context)
{
    Walk *walk = context;
    (void)n;
    (void)gradient; /* COBYLA asks for none */
    const SearchAnswer answer = visit(walk, x);
    return small_part(walk, &answer, true);
}

static double constraint(unsigned n, const double *x, double *gradient, void *context)
{
    Walk *walk = context;
    (void)n;
    (void)gradient;
    const SearchAnswer answer = visit(walk, x); /* the same point: remembered */
    return small_part(walk, &answer, false);
}

static Status set_up(Walk *walk)
{
    nlopt_opt opt = walk->opt;
    const bool bad = nlopt_set_lower_bounds1(opt, 0) < 0 ||
                     nlopt_set_upper_bounds1(opt, 1) < 0 ||
                     nlopt_set_min_objective(opt, objective, walk) < 0 ||
                     nlopt_add_inequality_constraint(opt, constraint, walk, 0) < 0 ||
                     nlopt_set_initial_step1(opt, FIRST_MOVE) < 0 ||
                     nlopt_set_xtol_abs1(opt, LAST_MOVE) < 0 ||
                     nlopt_set_maxeval(opt, walk->relax->questions) < 0;
    return bad ? LODE_NO_MEMORY : LODE_OK;
}

Status relax_run(const Relax *relax, const SearchAnswer *at, double *point)
{
    const size_t n = (size_t)relax->n;
    double *memory = calloc(2 * n + 1, sizeof *memory);
    Walk walk = {.relax = relax,
                 .opt = nlopt_create(NLOPT_LN_COBYLA, (unsigned)relax->n),
                 .goal0 = isnan(at->goal) ? 0 : at->goal,
                 .best_answer = *at};
    Status st = memory && walk.opt ? set_up(&walk) : LODE_NO_MEMORY;
    if (!st) {
        double least;
        walk.best = memory;
        walk.steps = memory + n;
        memcpy(walk.best, point, n * sizeof *point);
        for (size_t i = 0; i < n; i++)
            point[i] = relax->most[i] ? point[i] / relax->most[i] : 0;
        nlopt_optimize(walk.opt, point, &least); /* ends at maxeval, or stopped: both fine */
        st = walk.status;
        memcpy(point, walk.best, n * sizeof *point);
    }
    nlopt_destroy(walk.opt);
    free(memory);
    return st;
}
