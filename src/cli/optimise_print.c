#include <math.h>
#include <stdio.h>
#include <string.h>

#include "choice/candidates.h"
#include "cli/grid.h"
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

const char *optimise_risk_words(RiskMeasure risk)
{
    static const char *const words[] = {"mean", "worst", "mean of the worst fifth"};
    return words[risk];
}

bool optimise_apart(const AppraiseSpread *s)
{
    return s->most - s->least > 1e-9 * fmax(1e-3, fmax(fabs(s->least), fabs(s->most)));
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

/* What is left of nothing is nothing. */
static double shown(double value)
{
    return fabs(value) < 1e-12 ? 0 : value;
}

static void cell_goal(Grid *grid, const Goal *goal, const SearchAnswer *a)
{
    grid_number(grid, shown(goal_value(goal, a->goal)));
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

/* "0.71 to 0.94": over worlds and futures. */
static void cell_spread(Grid *grid, const AppraiseSpread *s)
{
    char least[WORDS_SIZE], most[WORDS_SIZE];
    words_number(shown(s->least), 4, least, sizeof least);
    words_number(shown(s->most), 4, most, sizeof most);
    if (optimise_apart(s))
        grid_format(grid, "%s to %s", least, most);
    else
        grid_text(grid, "");
}

static Status print_frontier(const Screen *screen, const Optimised *o,
                             const OptimiseOptions *how)
{
    const bool target = how->rule.target;
    const char *const titles[] = {target ? "goal at least" : "budget, million",
                                  "goal",
                                  "it lies within",
                                  "cost, million",
                                  "",
                                  "takes"};
    if (!o->n_points) return LODE_OK;
    fprintf(screen->out, "\nFrontier\n");
    Grid *grid = grid_new(6, titles);
    for (int c = 0; c < 4; c++)
        if (c != 2) grid_right(grid, c);
    for (int32_t i = 0; i < o->n_points; i++) {
        const OptimisePoint *p = &o->points[i];
        char text[2 * TEXT], blocks[4 * BAR + 1];
        grid_number(grid, target ? p->limit : p->limit / MILLION);
        cell_goal(grid, &how->worlds.goal, &p->answer);
        cell_spread(grid, &p->spread);
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

static void tell_worlds(const Screen *screen, const Optimised *o, const AppraiseOptions *w)
{
    char least[WORDS_SIZE], mean[WORDS_SIZE], most[WORDS_SIZE];
    if (!optimise_apart(&o->spread)) return;
    words_number(o->spread.least, 5, least, sizeof least);
    words_number(o->spread.mean, 5, mean, sizeof mean);
    words_number(o->spread.most, 5, most, sizeof most);
    fprintf(screen->out, "The goal counts as the %s over ", optimise_risk_words(w->risk));
    if (w->futures)
        fprintf(screen->out, "%d future%s (seed %llu) of each world", (int)w->futures,
                w->futures == 1 ? "" : "s", (unsigned long long)w->seed);
    else
        fprintf(screen->out, "the worlds");
    fprintf(screen->out, "; with the plan it lies between %s and %s, at %s on the mean.\n",
            least, most, mean);
}

static void print_head(const Screen *screen, const Optimised *o, const OptimiseOptions *how)
{
    char goal[TEXT], was[WORDS_SIZE], is[WORDS_SIZE], cost[WORDS_SIZE], limit[WORDS_SIZE];
    const Goal *g = &how->worlds.goal;
    optimise_goal_words(g, goal, sizeof goal);
    words_number(shown(goal_value(g, o->nothing.goal)), 5, was, sizeof was);
    words_number(shown(goal_value(g, o->found.answer.goal)), 5, is, sizeof is);
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
    tell_worlds(screen, o, &how->worlds);
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
