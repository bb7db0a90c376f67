#include "choice/plan.h"

#include "choice/candidates.h"

Story *plan_story(const Model *model, const World *world, const char *head, const char *title,
                  const double *steps)
{
    Story *story = story_new();
    story_say(story, "%stitle: ", head);
    story_quote(story, title);
    if (world->n_scenarios)
        story_say(story, "\nextends: %s", world->scenarios[world->n_scenarios - 1]);
    story_say(story, "\npolicies:\n");
    candidates_say(model, steps, story);
    return story;
}

Status plan_read(const Model *model, const World *world, const double *steps, Arena *arena,
                 Diag *diag, Scenario *own)
{
    Story *story = plan_story(model, world, "", "plan", steps);
    const Status st = story_read(story, "plan", arena, diag, own);
    story_free(story);
    return st;
}

Status plan_measure(const Model *model, const Goal *goal, const double *steps,
                    const Record *record, double *value, double *cost)
{
    Steps when;
    Arena *arena = arena_new(0);
    const char *ids = arena ? candidates_ids(model, steps, arena) : NULL;
    Status st =
        ids ? metric_steps(record, goal->from, goal->months, NULL, &when) : LODE_NO_MEMORY;
    if (!st) st = metric_value(record, goal->metric, &goal->filter, when, NULL, value);
    *cost = 0;
    if (!st && *ids) {
        const MetricFilter taken = {.policy = ids};
        st = metric_value(record, metric_find("policy_cost"), &taken, record_steps(record),
                          NULL, cost);
    }
    *cost += candidates_rate(model, steps);
    arena_free(arena);
    return st;
}
