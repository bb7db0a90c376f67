#include "choice/candidates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/plan.h"

/* A largest size that is a whole number of steps but for rounding counts as one. */
#define STEP_SLACK 1e-9

int32_t candidate_most(const PolicyCandidate *c)
{
    return (int32_t)floor(c->most / c->step * (1 + STEP_SLACK));
}

double candidate_size(const PolicyCandidate *c, double steps)
{
    return steps * c->step;
}

/* `gap` stands between what its cells say. */
static void say_one(const PolicyCandidate *c, double steps, const char *gap, Story *story)
{
    story_say(story, "  - {kind: %s, id: %s,%s", c->kind, c->id, gap);
    story_say(story, "%s%s%s", c->target, *c->target ? "," : "", gap);
    story_say(story, "%s%s%s", c->terms, *c->terms ? "," : "", gap);
    story_say(story, "%s: %.17g%s%s}\n", c->sets, candidate_size(c, steps), *c->unit ? " " : "",
              c->unit);
}

void candidates_say(const Model *model, const double *steps, Story *story)
{
    for (int32_t i = 0; i < model->n_candidates; i++)
        if (steps[i] > 0) say_one(&model->candidates[i], steps[i], " ", story);
}

double candidates_rate(const Model *model, const double *steps)
{
    double sum = 0;
    for (int32_t i = 0; i < model->n_candidates; i++)
        sum += model->candidates[i].rate * candidate_size(&model->candidates[i], steps[i]);
    return sum;
}

const char *candidates_ids(const Model *model, const double *steps, Arena *arena)
{
    size_t n = 1;
    for (int32_t i = 0; i < model->n_candidates; i++)
        n += strlen(model->candidates[i].id) + 1;
    char *ids = arena_zeroed(arena, n, 1);
    for (int32_t i = 0; i < model->n_candidates && ids; i++) {
        if (!(steps[i] > 0)) continue;
        if (*ids) strcat(ids, ",");
        strcat(ids, model->candidates[i].id);
    }
    return ids;
}

/* ---- checking ---- */

/* The stack and, behind it, the scenario of the candidate's own. */
static Status bind(const Model *model, const char *const *scenarios, int n, const Scenario *own,
                   Arena *arena, Diag *diag)
{
    Plan *plan = NULL;
    const Scenario **stack = ARENA_ARRAY(arena, const Scenario *, n + 1);
    int found = 0;
    if (!stack) return LODE_NO_MEMORY;
    for (int i = 0; i < n; i++) {
        const int32_t s = model_find_scenario(model, scenarios[i]);
        if (s != MODEL_NONE) stack[found++] = &model->scenarios[s];
    }
    stack[found++] = own;
    const Status st = plan_new_of(model, stack, found, NULL, 0, diag, &plan);
    plan_free(plan);
    return st;
}

/* The policy that is checked has a line for each of its cells, behind this one. */
enum { FIRST_LINE = 2 };

/* Repeats what was said of the policy at the cell that it is about. */
static void tell_at(const PolicyCandidate *c, const Diag *from, Diag *to)
{
    for (int32_t i = 0; i < diag_count(from); i++) {
        const DiagMessage *m = diag_message(from, i);
        const int32_t line = m->line - FIRST_LINE;
        const bool its_own = strcmp(m->file, c->id) == 0 && line >= 0 && line < CANDIDATE_CELLS;
        const Place *place = its_own ? &c->cells[line] : &c->origin.place;
        if (m->level == DIAG_ERROR)
            diag_error(to, place->file, place->line, place->column, m->field, "%s", m->text);
        else
            diag_warn(to, place->file, place->line, place->column, m->field, "%s", m->text);
    }
}

static Status check_one(const Model *model, int32_t i, const char *const *scenarios, int n,
                        Diag *diag)
{
    const PolicyCandidate *c = &model->candidates[i];
    Scenario own;
    Arena *arena = arena_new(0);
    Diag *said = diag_new();
    Story *story = story_new();
    Status st = arena && said && story ? LODE_OK : LODE_NO_MEMORY;
    story_say(story, "policies:\n");
    say_one(c, 1, "\n", story);
    if (!st) st = story_read(story, c->id, arena, said, &own);
    if (!st) st = bind(model, scenarios, n, &own, arena, said);
    if (said) tell_at(c, said, diag);
    story_free(story);
    diag_free(said);
    arena_free(arena);
    return st;
}

Status candidates_check(const Model *model, const char *const *scenarios, int n, Diag *diag)
{
    Status worst = LODE_OK;
    if (!model->n_candidates) {
        diag_error(diag, "tables/candidates.csv", 0, 0, "",
                   "there are no candidates to choose from; write the table (docs/tables.md) "
                   "or give another with --candidates");
        return LODE_BAD_INPUT;
    }
    for (int32_t i = 0; i < model->n_candidates; i++) {
        const Status st = check_one(model, i, scenarios, n, diag);
        if (st == LODE_NO_MEMORY) return st;
        if (st) worst = LODE_BAD_INPUT;
    }
    return worst;
}
