#include "choice/rivals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "choice/blend.h"

/* ---- what others would do ---- */

/* Every step of every candidate may be tried alone when that takes so small a part of the
 * questions. */
enum { SINGLES_PART = 4 };

static bool few_steps(const Search *s)
{
    int64_t all = 0;
    for (int32_t i = 0; i < s->o.n; i++)
        all += s->o.most[i];
    return all <= s->o.questions / SINGLES_PART;
}

Status rivals_singles(Search *s)
{
    const bool every = few_steps(s);
    s->n_batch = 0;
    if (!asked_add(s, NULL)) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < s->o.n; i++)
        for (int32_t steps = 1; s->o.most[i] > 0; steps = every ? steps + 1 : 2 * steps) {
            double *point = asked_add(s, NULL);
            if (!point) return LODE_NO_MEMORY;
            point[i] = steps < s->o.most[i] ? steps : s->o.most[i];
            if (steps >= s->o.most[i]) break;
        }
    return asked_batch(s);
}

/* How many steps of candidate i alone cost at most `money`, of those that were tried. */
static double steps_for(const Search *s, const SearchRule *rule, int32_t i, double money)
{
    double most = 0;
    for (int32_t b = 0; b < s->n_batch; b++) {
        const double *point = asked_row(s, s->batch, b);
        const double cost = asked_answer(s, point)->cost;
        if (point[i] > most && cost <= money + rule->dust_cost) most = point[i];
    }
    return most;
}

Status rivals_equal(Search *s, const SearchRule *rule)
{
    enum { PARTS = 8 };
    const int32_t singles = s->n_batch;
    double *split = asked_add(s, NULL);
    if (!split) return LODE_NO_MEMORY;
    s->n_batch = singles;
    for (int32_t i = 0; i < s->o.n && !rule->target; i++)
        split[i] = steps_for(s, rule, i, rule->limit / s->o.n);
    s->n_batch = singles + 1;
    for (int p = 1; p <= PARTS && rule->target; p++) {
        double *point = asked_add(s, NULL);
        if (!point) return LODE_NO_MEMORY;
        for (int32_t i = 0; i < s->o.n; i++)
            point[i] = floor((double)s->o.most[i] * p / PARTS);
    }
    memmove(s->batch, asked_row(s, s->batch, singles),
            (size_t)(s->n_batch - singles) * asked_row_bytes(s));
    s->n_batch -= singles;
    const Status st = asked_batch(s);
    if (!st)
        asked_keep_better(s, rule, KEPT_EQUAL, asked_row(s, s->batch, asked_best(s, rule)));
    return st;
}

/* What is gained for what is paid, from one point to the next; of two that keep the rule (or of
 * a target) the steeper goes first. */
static bool steeper(const SearchAnswer *from, const SearchAnswer *a, const SearchAnswer *b)
{
    const double gain_a = a->goal - from->goal, gain_b = b->goal - from->goal;
    const double cost_a = fmax(a->cost - from->cost, 0), cost_b = fmax(b->cost - from->cost, 0);
    return gain_a * cost_b > gain_b * cost_a ||
           (gain_a * cost_b == gain_b * cost_a && gain_a > gain_b);
}

/* Takes a stride of the candidate that gains most for its money, as long as one gains and the
 * budget holds (or until the target is reached). The batch holds points one stride further. */
static bool greedy_step(const Search *s, const SearchRule *rule, double *now)
{
    const SearchAnswer *from = asked_answer(s, now);
    int32_t best = -1;
    if (rule->target && search_keeps(rule, from)) return false;
    for (int32_t i = 0; i < s->n_batch; i++) {
        const SearchAnswer *a = asked_answer(s, asked_row(s, s->batch, i));
        if (!(a->goal > from->goal + rule->dust_goal)) continue;
        if (!rule->target && !search_keeps(rule, a)) continue;
        if (best < 0 || steeper(from, a, asked_answer(s, asked_row(s, s->batch, best))))
            best = i;
    }
    if (best < 0) return false;
    memcpy(now, asked_row(s, s->batch, best), asked_row_bytes(s));
    return true;
}

static Status ask_further(Search *s, const double *now, int32_t stride)
{
    s->n_batch = 0;
    for (int32_t i = 0; i < s->o.n; i++) {
        if (now[i] >= s->o.most[i]) continue;
        double *point = asked_add(s, now);
        if (!point) return LODE_NO_MEMORY;
        point[i] = fmin(now[i] + stride, s->o.most[i]);
    }
    return asked_batch(s);
}

/* Greedy growth is there to be compared with: it gets so small a part of the questions. */
enum { GREEDY_PART = 3 };

Status rivals_greedy(Search *s, const SearchRule *rule, int32_t begun)
{
    double *now = asked_row(s, s->kept, KEPT_GREEDY);
    Status st = LODE_OK;
    const int32_t most = s->n_points + s->o.questions / GREEDY_PART;
    for (int32_t stride = asked_stride(s);
         stride >= 1 && !st && asked_may(s, begun) && s->n_points < most; stride /= 2)
        do
            st = ask_further(s, now, stride);
        while (!st && greedy_step(s, rule, now) && asked_may(s, begun) && s->n_points < most);
    return st;
}

/* ---- as if measures did not touch each other ---- */

/* Nothing is known of the steps from `first` on. */
static void forget_from(int32_t first, int32_t most, double *goal, double *cost)
{
    for (int32_t k = first; k <= most; k++)
        goal[k] = cost[k] = NAN;
}

/* What candidate i does alone at every step, between those that were tried on a straight line.
 * goal and cost have room for most + 1. */
static void draw_alone(const Search *s, int32_t i, const SearchAnswer *nothing, double *goal,
                       double *cost)
{
    int32_t low = 0;
    goal[0] = cost[0] = 0;
    for (int32_t b = 0; b < s->n_batch; b++) {
        const double *point = asked_row(s, s->batch, b);
        const int32_t high = (int32_t)point[i];
        if (high <= low) continue;
        const SearchAnswer *a = asked_answer(s, point);
        const bool failed = isnan(a->goal) || isnan(a->cost);
        const int32_t back =
            low > 0 ? low - 1 : 0; /* before a failure things go on as they did */
        const double up = failed ? goal[low] - goal[back]
                                 : (a->goal - nothing->goal - goal[low]) / (high - low);
        const double paid = failed ? cost[low] - cost[back]
                                   : (a->cost - nothing->cost - cost[low]) / (high - low);
        for (int32_t k = low + 1; k <= high; k++) {
            goal[k] = goal[low] + up * (k - low);
            cost[k] = cost[low] + paid * (k - low);
        }
        if (failed) {
            forget_from(high, s->o.most[i], goal, cost);
            return;
        }
        low = high;
    }
}

Status rivals_blend(Search *s, const SearchRule *rule)
{
    size_t room = 0;
    for (int32_t i = 0; i < s->o.n; i++)
        room += (size_t)s->o.most[i] + 1;
    double *numbers = calloc(2 * room + (size_t)s->o.n + 1, sizeof *numbers);
    BlendPart *parts = calloc((size_t)s->o.n + 1, sizeof *parts);
    Status st = numbers && parts ? LODE_OK : LODE_NO_MEMORY;
    double *at = numbers;
    const SearchAnswer nothing = *asked_answer(s, asked_row(s, s->batch, 0));
    for (int32_t i = 0; i < s->o.n && !st; i++) {
        const int32_t n = s->o.most[i] + 1;
        draw_alone(s, i, &nothing, at, at + n);
        parts[i] = (BlendPart){at, at + n, s->o.most[i]};
        at += 2 * (size_t)n;
    }
    if (!st) st = blend_best(parts, s->o.n, rule, &nothing, at);
    if (!st) st = asked_new(s, at, 1);
    free(parts);
    free(numbers);
    return st;
}
