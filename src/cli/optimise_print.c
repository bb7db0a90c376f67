#include <math.h>
#include <stdio.h>
#include <string.h>

#include "choice/candidates.h"
#include "cli/grid.h"
#include "cli/json.h"
#include "cli/optimise.h"
#include "metrics/words.h"

enum { TEXT = 512, BAR = 24 };
#define MILLION 1e6

void optimise_goal_words(const Goal *goal, char *buffer, size_t size)
{
    const MetricFilter *f = &goal->filter;
    const char *const parts[] = {f->region,   f->partner, f->commodity, f->stage,
                                 f->facility, f->process, f->use};
    char period[16] = "";
    int n = snprintf(buffer, size, "%s", goal->metric->id);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && n > 0 && (size_t)n < size)
            n += snprintf(buffer + n, size - (size_t)n, " %s", parts[i]);
    if (goal->from != MONTH_NONE) month_format(goal->from, period, sizeof period);
    if (goal->from != MONTH_NONE && goal->months == 12) period[4] = '\0';
    if (*period && n > 0 && (size_t)n < size)
        snprintf(buffer + n, size - (size_t)n, " in %s", period);
}

/* ---- for people ---- */

static void money_words(double money, char *buffer, size_t size)
{
    words_rounded(fabs(money) < 0.5 ? 0 : money / MILLION, 4, buffer, size);
}

static const char *name_of(const PolicyCandidate *c)
{
    return *c->name ? c->name : c->id;
}

static void size_words(const PolicyCandidate *c, double steps, char *buffer, size_t size)
{
    char number[WORDS_SIZE];
    const double amount = candidate_size(c, steps);
    const bool money = strcmp(c->unit, "USD") == 0 && amount >= MILLION;
    words_number(money ? amount / MILLION : amount, 6, number, sizeof number);
    snprintf(buffer, size, "%s %s%s", number, money ? "million " : "", c->unit);
}

static void cell_goal(Grid *grid, const Goal *goal, const SearchAnswer *a)
{
    grid_number(grid, goal_value(goal, a->goal));
}

static void cell_cost(Grid *grid, const SearchAnswer *a)
{
    char text[WORDS_SIZE];
    money_words(a->cost, text, sizeof text);
    grid_text(grid, isnan(a->cost) ? "-" : text);
}

static Status print_parts(const Screen *screen, const Optimised *o, const Goal *goal)
{
    static const char *const titles[] = {"measure",       "size",           "alone",
                                         "without it",    "saves, million", "a step more",
                                         "costs, million"};
    Grid *grid = grid_new(7, titles);
    for (int c = 1; c < 7; c++)
        grid_right(grid, c);
    for (int32_t i = 0; i < o->model->n_candidates; i++) {
        char text[TEXT];
        const PolicyCandidate *c = &o->model->candidates[i];
        const OptimisePart *p = &o->parts[i];
        const SearchAnswer saved = {NAN, o->found.answer.cost - p->without.cost};
        const SearchAnswer more = {NAN, p->further.cost - o->found.answer.cost};
        grid_text(grid, name_of(c));
        size_words(c, p->steps, text, sizeof text);
        grid_text(grid, p->steps > 0 ? text : "-");
        cell_goal(grid, goal, &p->alone);
        cell_goal(grid, goal, &p->without);
        cell_cost(grid, &saved);
        cell_goal(grid, goal, &p->further);
        cell_cost(grid, &more);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static void mix_words(const Optimised *o, const double *steps, char *buffer, size_t size)
{
    char text[TEXT];
    size_t n = 0;
    snprintf(buffer, size, "nothing");
    for (int32_t i = 0; i < o->model->n_candidates; i++) {
        if (!(steps[i] > 0) || n >= size) continue;
        size_words(&o->model->candidates[i], steps[i], text, sizeof text);
        n += (size_t)snprintf(buffer + n, size - n, "%s%s %s", n ? ", " : "",
                              o->model->candidates[i].id, text);
    }
}

static Status print_others(const Screen *screen, const Optimised *o, const Goal *goal)
{
    static const char *const titles[] = {"", "goal", "cost, million", "takes"};
    const SearchFound *f = &o->found;
    const struct {
        const char *name;
        const SearchAnswer *answer;
        const double *steps;
    } rows[] = {{"this plan", &f->answer, f->best},
                {"greedy", &f->greedy_answer, f->greedy},
                {"best single measure", &f->single_answer, f->single},
                {"equal split", &f->equal_answer, f->equal}};
    Grid *grid = grid_new(4, titles);
    grid_right(grid, 1);
    grid_right(grid, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[2 * TEXT];
        grid_text(grid, rows[i].name);
        cell_goal(grid, goal, rows[i].answer);
        cell_cost(grid, rows[i].answer);
        mix_words(o, rows[i].steps, text, sizeof text);
        grid_text(grid, text);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

/* A bar from the least to the largest goal of the frontier. */
static void bar(const Optimised *o, double goal, char *out)
{
    double low = o->nothing.goal, high = low;
    for (int32_t i = 0; i < o->n_points; i++)
        high = fmax(high, o->points[i].answer.goal);
    int n = high > low ? (int)lround(BAR * (goal - low) / (high - low)) : 0;
    out[0] = '\0';
    for (n = n < 0 ? 0 : n; n > 0; n--)
        strcat(out, "█");
}

static Status print_frontier(const Screen *screen, const Optimised *o,
                             const OptimiseOptions *how)
{
    const bool target = how->rule.target;
    const char *const titles[] = {target ? "goal at least" : "budget, million", "goal",
                                  "cost, million", "", "takes"};
    if (!o->n_points) return LODE_OK;
    fprintf(screen->out, "\nFrontier\n");
    Grid *grid = grid_new(5, titles);
    for (int c = 0; c < 3; c++)
        grid_right(grid, c);
    for (int32_t i = 0; i < o->n_points; i++) {
        const OptimisePoint *p = &o->points[i];
        char text[2 * TEXT], blocks[4 * BAR + 1];
        grid_number(grid, target ? p->limit : p->limit / MILLION);
        cell_goal(grid, &how->worlds.goal, &p->answer);
        cell_cost(grid, &p->answer);
        bar(o, p->answer.goal, blocks);
        grid_text(grid, blocks);
        mix_words(o, p->steps, text, sizeof text);
        grid_text(grid, p->kept ? text : "not reached");
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static void print_head(const Screen *screen, const Optimised *o, const OptimiseOptions *how)
{
    char goal[TEXT], was[WORDS_SIZE], is[WORDS_SIZE], cost[WORDS_SIZE], limit[WORDS_SIZE];
    const Goal *g = &how->worlds.goal;
    optimise_goal_words(g, goal, sizeof goal);
    words_number(goal_value(g, o->nothing.goal), 5, was, sizeof was);
    words_number(goal_value(g, o->found.answer.goal), 5, is, sizeof is);
    money_words(o->found.answer.cost, cost, sizeof cost);
    if (how->rule.target)
        words_number(how->rule.limit, 5, limit, sizeof limit);
    else
        money_words(how->rule.limit, limit, sizeof limit);
    fprintf(screen->out,
            "%s: %s without measures, %s with this plan, which costs %s million %s.\n", goal,
            was, is, cost, o->model->currency);
    if (how->rule.target)
        fprintf(screen->out, "Asked for: %s%s.\n", limit,
                o->found.kept ? "" : ", which no plan tried reaches; this one comes nearest");
    fprintf(screen->out, "%s (%d plans tried in %d world%s, %d runs).\n\n",
            o->found.whole ? "The best there is on this grid: all of it was tried"
                           : "The best that was found; no proof that there is none better",
            (int)o->questions, how->worlds.n_worlds, how->worlds.n_worlds == 1 ? "" : "s",
            (int)o->runs);
}

Status optimise_print(const Screen *screen, const Optimised *o, const OptimiseOptions *how,
                      Diag *diag)
{
    print_head(screen, o, how);
    Status st = print_parts(screen, o, &how->worlds.goal);
    if (!st) fputc('\n', screen->out);
    if (!st) st = print_others(screen, o, &how->worlds.goal);
    if (!st) st = optimise_tell(screen, o, how, diag);
    return st ? st : print_frontier(screen, o, how);
}

/* ---- for programs ---- */

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
    json_put(value, "plan", plan_json(o, goal, &f->answer, f->best));
    json_put(value, "greedy", plan_json(o, goal, &f->greedy_answer, f->greedy));
    json_put(value, "single", plan_json(o, goal, &f->single_answer, f->single));
    json_put(value, "equal", plan_json(o, goal, &f->equal_answer, f->equal));
    json_put(value, "measures", parts_json(o, goal));
    for (int32_t i = 0; i < o->n_points; i++) {
        json_t *point = plan_json(o, goal, &o->points[i].answer, o->points[i].steps);
        json_put(point, "limit", json_number(o->points[i].limit));
        json_put(point, "kept", json_boolean(o->points[i].kept));
        json_array_append_new(points, point);
    }
    json_put(value, "frontier", points);
    return json_print(screen, value);
}

Status optimise_print_csv(const Screen *screen, const Optimised *o, const OptimiseOptions *how)
{
    enum { MOST = 256 };
    const char *titles[MOST] = {"limit", "goal", "cost", "kept"};
    const int32_t n = o->model->n_candidates < MOST - 4 ? o->model->n_candidates : MOST - 4;
    for (int32_t i = 0; i < n; i++)
        titles[4 + i] = o->model->candidates[i].id;
    Grid *grid = grid_new(4 + n, titles);
    for (int32_t p = -1; p < o->n_points; p++) {
        const SearchAnswer *a = p < 0 ? &o->found.answer : &o->points[p].answer;
        const double *steps = p < 0 ? o->found.best : o->points[p].steps;
        if (p < 0 && o->n_points) continue; /* without a frontier the plan is its only point */
        grid_number(grid, p < 0 ? how->rule.limit : o->points[p].limit);
        cell_goal(grid, &how->worlds.goal, a);
        grid_number(grid, a->cost);
        grid_text(grid, (p < 0 ? o->found.kept : o->points[p].kept) ? "yes" : "no");
        for (int32_t i = 0; i < n; i++)
            grid_number(grid, candidate_size(&o->model->candidates[i], steps[i]));
    }
    const Status st = grid_print_csv(grid, screen);
    grid_free(grid);
    return st;
}
