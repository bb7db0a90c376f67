/* plan.h - one plan in one world: as a scenario, and what a run of it says. */
#ifndef LODE_CHOICE_PLAN_H
#define LODE_CHOICE_PLAN_H

#include "choice/story.h"
#include "metrics/metric.h"
#include "sim/sim.h"

enum { WORLD_SCENARIOS = 8 };

typedef struct World {
    const char *scenarios[WORLD_SCENARIOS]; /* ids; none = the model as it is */
    int n_scenarios;
} World;

typedef struct Goal {
    const Metric *metric;
    MetricFilter filter;
    Month from; /* MONTH_NONE = the whole run */
    int32_t months;
    bool least; /* is to be made small */
} Goal;

/* The plan (steps of the model's candidates) as policies beside the world's scenarios. In
 * arena. */
Status plan_read(const Model *model, const World *world, const double *steps, Arena *arena,
                 Diag *diag, Scenario *out);

/* What a run says: the goal (as it is) and what the candidates taken paid in it. */
Status plan_measure(const Model *model, const Goal *goal, const double *steps,
                    const Record *record, double *value, double *cost);

/* The plan as a scenario file that extends the world's last scenario; `head` lines are comments
 * that begin it ("" if none), `title` its title. story_free. */
Story *plan_story(const Model *model, const World *world, const char *head, const char *title,
                  const double *steps);

#endif
