/* optimise.h - a plan on paper: what is bought with it, and what limits it. Private to cli/. */
#ifndef LODE_CLI_OPTIMISE_H
#define LODE_CLI_OPTIMISE_H

#include "choice/optimise.h"
#include "cli/args.h"

enum { OPTIMISE_WORLDS = 64, OPTIMISE_LIMITS = 32 };

/* What is asked, and what came of it. */
typedef struct OptimiseJob {
    const Screen *screen;
    const Args *args;
    Model *model;
    Files files; /* that it was read from; in arena */
    Diag *diag;
    Arena *arena;
    Progress progress;
    OptimiseOptions how;
    World worlds[OPTIMISE_WORLDS];
    double limits[OPTIMISE_LIMITS];
    Optimised *result;
} OptimiseJob;

/* Fills model, how and what how points to. LODE_USAGE after a message. */
Status optimise_read(OptimiseJob *job);

/* For people. Runs the plan once more, whole, to say what it changes and why no more. */
Status optimise_print(const Screen *screen, const Optimised *o, const OptimiseOptions *how,
                      Diag *diag);

/* A lode.optimise/1 value; the frontier as lines. */
Status optimise_print_json(const Screen *screen, const Optimised *o,
                           const OptimiseOptions *how);
Status optimise_print_csv(const Screen *screen, const Optimised *o, const OptimiseOptions *how);

/* "self_sufficiency of united-states magnet in 2030". */
void optimise_goal_words(const Goal *goal, char *buffer, size_t size);

/* "mean", "worst", "mean of the worst fifth". */
const char *optimise_risk_words(RiskMeasure risk);

/* Whether worlds and futures lie apart by more than rounding. */
bool optimise_apart(const AppraiseSpread *spread);

/* The frontier as an SVG file: the goal over what is paid, with the span of worlds and futures;
 * nothing without a frontier. */
Status optimise_draw(FILE *out, const Optimised *optimised, const OptimiseOptions *how);

/* The first sentences of what a plan does beside the world without it, and what holds it back.
 */
Status optimise_tell(const Screen *screen, const Optimised *o, const OptimiseOptions *how,
                     Diag *diag);

#endif
