/* A plan for programs: one JSON value, or the frontier as CSV. */
#include "choice/candidates.h"
#include "cli/grid.h"
#include "cli/json.h"
#include "cli/optimise.h"

enum { TEXT = 512 };

static json_t *mix_json(const Optimised *o, const double *steps)
{
    json_t *out = json_object();
    for (int32_t i = 0; i < o->model->n_candidates; i++)
        if (steps[i] > 0)
            json_put(out, o->model->candidates[i].id,
                     json_number(candidate_size(&o->model->candidates[i], steps[i])));
    return out;
}

static json_t *plan_json(const Optimised *o, const Goal *goal, const SearchAnswer *a,
                         const double *steps)
{
    json_t *out = json_object();
    json_put(out, "goal", json_number(goal_value(goal, a->goal)));
    json_put(out, "cost", json_number(a->cost));
    json_put(out, "sizes", mix_json(o, steps));
    return out;
}

static void put_spread(json_t *plan, const AppraiseSpread *s)
{
    json_put(plan, "goal_least", json_number(s->least));
    json_put(plan, "goal_mean", json_number(s->mean));
    json_put(plan, "goal_most", json_number(s->most));
}

static json_t *parts_json(const Optimised *o, const Goal *goal)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < o->model->n_candidates; i++) {
        const OptimisePart *p = &o->parts[i];
        json_t *part = json_object();
        const struct {
            const char *key;
            double value;
        } numbers[] = {{"size", candidate_size(&o->model->candidates[i], p->steps)},
                       {"goal_alone", goal_value(goal, p->alone.goal)},
                       {"goal_without", goal_value(goal, p->without.goal)},
                       {"cost_without", p->without.cost},
                       {"goal_further", goal_value(goal, p->further.goal)},
                       {"cost_further", p->further.cost}};
        json_put(part, "id", json_string(o->model->candidates[i].id));
        json_put(part, "name", json_string(o->model->candidates[i].name));
        json_put(part, "unit", json_string(o->model->candidates[i].unit));
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            json_put(part, numbers[k].key, json_number(numbers[k].value));
        json_put(part, "largest", json_boolean(p->largest));
        json_array_append_new(list, part);
    }
    return list;
}

Status optimise_print_json(const Screen *screen, const Optimised *o, const OptimiseOptions *how)
{
    char words[TEXT];
    const Goal *goal = &how->worlds.goal;
    const SearchFound *f = &o->found;
    json_t *points = json_array();
    optimise_goal_words(goal, words, sizeof words);
    json_t *value =
        json_pack("{s:s, s:s, s:s, s:b, s:b, s:i, s:i, s:i}", "schema", "lode.optimise/1",
                  "goal", words, "rule", how->rule.target ? "target" : "budget", "kept",
                  (int)f->kept, "proven", (int)f->whole, "plans_tried", (int)o->questions,
                  "worlds", how->worlds.n_worlds, "runs", (int)o->runs);
    json_put(value, "limit", json_number(how->rule.limit));
    json_put(value, "without_measures", json_number(goal_value(goal, o->nothing.goal)));
    json_put(value, "futures", json_integer(how->worlds.futures));
    json_put(value, "seed", json_integer((json_int_t)how->worlds.seed));
    json_put(value, "risk", json_string(optimise_risk_words(how->worlds.risk)));
    json_t *plan = plan_json(o, goal, &f->answer, f->best);
    put_spread(plan, &o->spread);
    json_put(value, "plan", plan);
    json_put(value, "greedy", plan_json(o, goal, &f->greedy_answer, f->greedy));
    json_put(value, "single", plan_json(o, goal, &f->single_answer, f->single));
    json_put(value, "equal", plan_json(o, goal, &f->equal_answer, f->equal));
    json_put(value, "measures", parts_json(o, goal));
    for (int32_t i = 0; i < o->n_points; i++) {
        json_t *point = plan_json(o, goal, &o->points[i].answer, o->points[i].steps);
        json_put(point, "limit", json_number(o->points[i].limit));
        put_spread(point, &o->points[i].spread);
        json_put(point, "kept", json_boolean(o->points[i].kept));
        json_array_append_new(points, point);
    }
    json_put(value, "frontier", points);
    return json_print(screen, value);
}

Status optimise_print_csv(const Screen *screen, const Optimised *o, const OptimiseOptions *how)
{
    enum { MOST = 256, OWN = 7 };
    const char *titles[MOST] = {"limit",      "goal",      "cost",     "kept",
                                "goal_least", "goal_mean", "goal_most"};
    const int32_t n = o->model->n_candidates < MOST - OWN ? o->model->n_candidates : MOST - OWN;
    for (int32_t i = 0; i < n; i++)
        titles[OWN + i] = o->model->candidates[i].id;
    Grid *grid = grid_new(OWN + n, titles);
    for (int32_t p = -1; p < o->n_points; p++) {
        const SearchAnswer *a = p < 0 ? &o->found.answer : &o->points[p].answer;
        const double *steps = p < 0 ? o->found.best : o->points[p].steps;
        if (p < 0 && o->n_points) continue; /* without a frontier the plan is its only point */
        grid_number(grid, p < 0 ? how->rule.limit : o->points[p].limit);
        const AppraiseSpread *spread = p < 0 ? &o->spread : &o->points[p].spread;
        grid_number(grid, goal_value(&how->worlds.goal, a->goal));
        grid_number(grid, a->cost);
        grid_text(grid, (p < 0 ? o->found.kept : o->points[p].kept) ? "yes" : "no");
        grid_number(grid, spread->least);
        grid_number(grid, spread->mean);
        grid_number(grid, spread->most);
        for (int32_t i = 0; i < n; i++)
            grid_number(grid, candidate_size(&o->model->candidates[i], steps[i]));
    }
    const Status st = grid_print_csv(grid, screen);
    grid_free(grid);
    return st;
}
