/* appraise.h - what a plan is worth: run in every world that it has to stand, measured by one
 * metric, paid for by what the runs say that its policies pay.
 *
 * A world is a stack of scenarios, with usual numbers or in any number of futures, which are
 * those that `lode ensemble` draws of it (ensemble/design.h). The goal of several worlds and
 * futures is their mean, the worst, or the mean of the worst fifth; the cost is that of the
 * dearest, since a budget holds in all. All plans are run in the same worlds and futures, so
 * two of them differ by nothing but their measures. Runs start at the beginning and follow no
 * trail, so that a plan's numbers are those of `lode run`, bit by bit: policies with limits or
 * contracts of their own agree behind a trail to 1e-8 only, and a decision that hangs in the
 * balance may then fall the other way. */
#ifndef LODE_CHOICE_APPRAISE_H
#define LODE_CHOICE_APPRAISE_H

#include "choice/plan.h"
#include "choice/search.h"

typedef enum RiskMeasure { RISK_MEAN, RISK_WORST, RISK_CVAR } RiskMeasure;
#define RISKS "mean|worst|cvar"
#define RISK_TAIL 0.2 /* of the worlds and futures, for cvar */

typedef struct AppraiseOptions {
    const World *worlds;
    int n_worlds;
    Goal goal;
    RiskMeasure risk;
    Month end; /* of the runs; MONTH_NONE = the model's */
    int threads;
    int32_t futures;    /* of each world; 0 = usual numbers alone */
    uint64_t seed;      /* of the futures */
    const Files *files; /* that the model was read from, when there are futures */
    /* Called while runs are made; nonzero stops. May be NULL. */
    int (*progress)(void *context, int32_t runs);
    void *progress_context;
} AppraiseOptions;

typedef struct Appraiser Appraiser;

/* Runs every world without any measure and checks the goal on it. LODE_USAGE: the goal names
 * what is not there. Options are copied, what they point to is borrowed. */
Status appraiser_new(const Model *model, const AppraiseOptions *options, Diag *diag,
                     Appraiser **out);
void appraiser_free(Appraiser *appraiser); /* NULL is fine */

/* Answers for plans (rows of steps of the model's candidates), for search.h; the context is the
 * appraiser. A goal that is to be small is told as its negative. */
Status appraise(void *context, const double *points, int32_t n_points, SearchAnswer *answers);

/* What the goal is over the worlds and futures of a plan, as people read it. */
typedef struct AppraiseSpread {
    double least, mean, most; /* NAN when a run failed */
} AppraiseSpread;

/* Runs n_points plans once more, to see how far their answers lie apart. */
Status appraise_spread(Appraiser *appraiser, const double *points, int32_t n_points,
                       AppraiseSpread *out);

/* The first thing that went wrong in a run of a plan, in words; "" = nothing did. */
const char *appraiser_reason(const Appraiser *appraiser);
int32_t appraiser_runs(const Appraiser *appraiser); /* made so far */

/* The goal as people read it: undoes the sign. */
double goal_value(const Goal *goal, double answer);

/* One plan in one world, whole, for whoever looks closer; record_free. The world as it is
 * without one is borrowed from the appraiser. */
Status appraise_record(const Appraiser *appraiser, int world, const double *steps, Diag *diag,
                       Record **out);
const Record *appraiser_base(const Appraiser *appraiser, int world);

#endif
