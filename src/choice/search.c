#include "choice/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "choice/asked.h"
#include "choice/relax.h"
#include "choice/rivals.h"

/* Costs and goals that differ by less than this share of the largest are the same: runs agree
 * with each other to about that. */
#define SAME 1e-7

/* ---- rules ---- */

bool search_keeps(const SearchRule *rule, const SearchAnswer *a)
{
    if (isnan(a->goal) || isnan(a->cost)) return false;
    return rule->target ? a->goal >= rule->limit - rule->dust_goal
                        : a->cost <= rule->limit + rule->dust_cost;
}

/* a above b by more than dust: 1, below: -1. */
static int compare(double a, double b, double dust)
{
    return fabs(a - b) <= dust ? 0 : a > b ? 1 : -1;
}

bool search_better(const SearchRule *rule, const SearchAnswer *a, const SearchAnswer *b)
{
    if (isnan(a->goal) || isnan(a->cost)) return false;
    if (isnan(b->goal) || isnan(b->cost)) return true;
    const bool keeps = search_keeps(rule, a);
    const int goal = compare(a->goal, b->goal, rule->dust_goal);
    const int cost = compare(b->cost, a->cost, rule->dust_cost);
    if (keeps != search_keeps(rule, b)) return keeps;
    const bool goal_first = keeps != rule->target; /* what breaks a rule comes nearer to it */
    if (goal_first) return goal ? goal > 0 : cost > 0;
    return cost ? cost > 0 : goal > 0;
}

/* ---- between the grid's points ---- */

static Status ask_one(void *context, const double *point, SearchAnswer *out)
{
    return search_ask(context, point, 1, out);
}

/* From the least to the most of all answers so far; never 0. */
static double spread(const Search *s, bool of_cost, const SearchRule *rule)
{
    double low = INFINITY, high = -INFINITY;
    for (int32_t i = 0; i < s->n_points; i++) {
        const double value = of_cost ? s->answers[i].cost : s->answers[i].goal;
        if (isnan(value)) continue;
        low = fmin(low, value);
        high = fmax(high, value);
    }
    const double dust = of_cost ? rule->dust_cost : rule->dust_goal;
    return high - low > dust ? high - low : fmax(dust, 1);
}

/* COBYLA from the best point so far; then the whole points around where it ended. */
static Status try_relaxed(Search *s, const SearchRule *rule)
{
    double *end = malloc(asked_row_bytes(s) + sizeof(double));
    if (!end) return LODE_NO_MEMORY;
    memcpy(end, asked_row(s, s->kept, KEPT_BEST), asked_row_bytes(s));
    const Relax relax = {.n = s->o.n,
                         .most = s->o.most,
                         .questions = s->o.relaxed,
                         .rule = *rule,
                         .goal_scale = spread(s, false, rule),
                         .cost_scale = spread(s, true, rule),
                         .ask = ask_one,
                         .context = s};
    Status st = relax_run(&relax, asked_answer(s, end), end);
    s->n_batch = 0;
    double *down = st ? NULL : asked_add(s, end);
    for (int32_t i = 0; i < s->o.n && down; i++)
        down[i] = floor(end[i]);
    double *near = down ? asked_add(s, end) : NULL;
    for (int32_t i = 0; i < s->o.n && near; i++)
        near[i] = floor(end[i] + 0.5);
    free(end);
    if (!st && !near) st = LODE_NO_MEMORY;
    if (!st) st = asked_batch(s);
    if (!st) asked_keep_better(s, rule, KEPT_BEST, asked_row(s, s->batch, asked_best(s, rule)));
    return st;
}

/* ---- neighbours ---- */

/* The point with steps moved from candidate `from` (-1: none) to `to` (-1: none). */
static Status add_neighbour(Search *s, const double *now, int32_t to, int32_t from,
                            int32_t stride)
{
    if (to >= 0 && now[to] >= s->o.most[to]) return LODE_OK;
    if (from >= 0 && now[from] <= 0) return LODE_OK;
    double *point = asked_add(s, now);
    if (!point) return LODE_NO_MEMORY;
    if (to >= 0) point[to] = fmin(now[to] + stride, s->o.most[to]);
    if (from >= 0) point[from] = fmax(now[from] - stride, 0);
    return LODE_OK;
}

/* One candidate more or less; with `swaps` also one more for one less. */
static Status ask_around(Search *s, const double *now, int32_t stride, bool swaps)
{
    Status st = LODE_OK;
    s->n_batch = 0;
    for (int32_t i = 0; i < s->o.n && !st; i++) {
        st = add_neighbour(s, now, i, -1, stride);
        if (!st) st = add_neighbour(s, now, -1, i, stride);
        for (int32_t j = 0; j < s->o.n && !st && swaps; j++)
            if (j != i) st = add_neighbour(s, now, i, j, stride);
    }
    return st ? st : asked_batch(s);
}

/* Moves to the best neighbour as long as it is better; first without, then with swaps. */
static Status polish(Search *s, const SearchRule *rule, int32_t begun)
{
    Status st = LODE_OK;
    double *now = asked_row(s, s->kept, KEPT_BEST);
    for (int32_t stride = asked_stride(s); stride >= 1 && !st; stride /= 2)
        for (int swaps = 0; swaps < 2 && !st && asked_may(s, begun); swaps++)
            for (bool moved = true; moved && !st && asked_may(s, begun);) {
                st = ask_around(s, now, stride, swaps == 1);
                const int32_t best = st ? -1 : asked_best(s, rule);
                moved = best >= 0 &&
                        search_better(rule, asked_answer(s, asked_row(s, s->batch, best)),
                                      asked_answer(s, now));
                if (moved) memcpy(now, asked_row(s, s->batch, best), asked_row_bytes(s));
                if (moved) swaps = 0;
            }
    return st;
}

/* ---- small grids ---- */

static double grid_points(const Search *s)
{
    double n = 1;
    for (int32_t i = 0; i < s->o.n; i++)
        n *= s->o.most[i] + 1.0;
    return n;
}

static Status ask_all(Search *s)
{
    const int32_t n = (int32_t)grid_points(s);
    s->n_batch = 0;
    for (int32_t p = 0; p < n; p++) {
        double *point = asked_add(s, NULL);
        int32_t rest = p;
        if (!point) return LODE_NO_MEMORY;
        for (int32_t i = 0; i < s->o.n; i++) {
            point[i] = rest % (s->o.most[i] + 1);
            rest /= s->o.most[i] + 1;
        }
    }
    return asked_batch(s);
}

/* ---- all of it ---- */

static bool is_whole(const Search *s, const double *point)
{
    for (int32_t i = 0; i < s->o.n; i++)
        if (point[i] != floor(point[i])) return false;
    return true;
}

/* The best of all that was ever asked and lies on the grid. */
static void recall_best(Search *s, const SearchRule *rule)
{
    for (int32_t i = 0; i < s->n_points; i++) {
        const double *point = asked_row(s, s->points, i);
        if (is_whole(s, point)) asked_keep_better(s, rule, KEPT_BEST, point);
    }
}

static void add_dust(SearchRule *rule, const SearchAnswer *a)
{
    if (isnan(a->goal) || isnan(a->cost)) return;
    rule->dust_goal = fmax(rule->dust_goal, SAME * fabs(a->goal));
    rule->dust_cost = fmax(rule->dust_cost, SAME * fabs(a->cost));
}

bool search_recall(const Search *s, const SearchRule *given, double *best, SearchAnswer *answer)
{
    SearchRule rule = *given;
    int32_t at = -1;
    rule.dust_goal = rule.dust_cost = 0;
    for (int32_t i = 0; i < s->n_points; i++)
        add_dust(&rule, &s->answers[i]);
    for (int32_t i = 0; i < s->n_points; i++)
        if (is_whole(s, asked_row(s, s->points, i)) &&
            (at < 0 || search_better(&rule, &s->answers[i], &s->answers[at])))
            at = i;
    if (at < 0) return false;
    memcpy(best, asked_row(s, s->points, at), asked_row_bytes(s));
    *answer = s->answers[at];
    return search_keeps(&rule, answer);
}

/* Sets the rule's dust by what the batch of single measures says. */
static void set_dust(const Search *s, SearchRule *rule)
{
    rule->dust_goal = rule->dust_cost = 0;
    for (int32_t b = 0; b < s->n_batch; b++)
        add_dust(rule, asked_answer(s, asked_row(s, s->batch, b)));
}

static Status look(Search *s, SearchRule *rule, bool *whole)
{
    const int32_t begun = s->n_points;
    Status st = rivals_singles(s);
    if (!st) set_dust(s, rule);
    for (int32_t b = 0; b < s->n_batch && !st; b++)
        asked_keep_better(s, rule, KEPT_SINGLE, asked_row(s, s->batch, b));
    if (!st) st = rivals_blend(s, rule);
    if (!st) st = rivals_equal(s, rule);
    if (!st) st = rivals_greedy(s, rule, begun);
    if (st) return st;
    *whole = grid_points(s) <= s->o.enumerate;
    if (*whole) {
        st = ask_all(s);
        recall_best(s, rule);
        return st;
    }
    recall_best(s, rule);
    if (s->o.relaxed > 0 && asked_may(s, begun)) st = try_relaxed(s, rule);
    return st ? st : polish(s, rule, begun);
}

Status search_run(Search *s, const SearchRule *given, SearchFound *out)
{
    SearchRule rule = *given;
    memset(s->kept, 0, KEPT_ROWS * asked_row_bytes(s));
    *out = (SearchFound){0};
    const Status st = look(s, &rule, &out->whole);
    if (st) return st;
    out->best = asked_row(s, s->kept, KEPT_BEST);
    out->equal = asked_row(s, s->kept, KEPT_EQUAL);
    out->single = asked_row(s, s->kept, KEPT_SINGLE);
    out->greedy = asked_row(s, s->kept, KEPT_GREEDY);
    out->answer = *asked_answer(s, out->best);
    out->equal_answer = *asked_answer(s, out->equal);
    out->single_answer = *asked_answer(s, out->single);
    out->greedy_answer = *asked_answer(s, out->greedy);
    out->kept = search_keeps(&rule, &out->answer);
    out->questions = s->n_points;
    return LODE_OK;
}
