#include "choice/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "choice/blend.h"
#include "choice/relax.h"

/* Costs and goals that differ by less than this share of the largest are the same: runs agree
 * with each other to about that. */
#define SAME 1e-7

/* Everything that was answered, in the order of the questions. */
struct Search {
    SearchOptions o;
    double *points; /* n each */
    SearchAnswer *answers;
    int32_t n_points, room;
    double *kept;  /* rows that a result points to: best, equal, single, greedy */
    double *batch; /* points that are being put together */
    int32_t n_batch, batch_room;
};

enum { KEPT_BEST, KEPT_EQUAL, KEPT_SINGLE, KEPT_GREEDY, KEPT_ROWS };

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

/* ---- memory ---- */

Status search_new(const SearchOptions *options, Search **out)
{
    Search *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s) return LODE_NO_MEMORY;
    s->o = *options;
    s->kept = calloc((size_t)KEPT_ROWS * (size_t)options->n + 1, sizeof *s->kept);
    if (!s->kept) {
        free(s);
        return LODE_NO_MEMORY;
    }
    *out = s;
    return LODE_OK;
}

void search_free(Search *s)
{
    if (!s) return;
    free(s->points);
    free(s->answers);
    free(s->kept);
    free(s->batch);
    free(s);
}

static size_t row_bytes(const Search *s)
{
    return (size_t)s->o.n * sizeof(double);
}

static double *row_of(const Search *s, double *rows, int32_t i)
{
    return rows + (size_t)i * (size_t)s->o.n;
}

/* Room for `n` rows in *rows; what is in it is kept. */
static Status grow(const Search *s, double **rows, int32_t *room, int32_t n)
{
    if (n <= *room) return LODE_OK;
    const int32_t larger = 2 * n + 16;
    double *longer = realloc(*rows, (size_t)larger * row_bytes(s) + sizeof(double));
    if (!longer) return LODE_NO_MEMORY;
    *rows = longer;
    *room = larger;
    return LODE_OK;
}

/* The place of a point that was answered, or -1. */
static int32_t find(const Search *s, const double *point)
{
    for (int32_t i = 0; i < s->n_points; i++)
        if (memcmp(row_of(s, s->points, i), point, row_bytes(s)) == 0) return i;
    return -1;
}

/* ---- questions ---- */

static Status remember(Search *s, const double *points, const SearchAnswer *answers, int32_t n)
{
    const int32_t before = s->room;
    Status st = grow(s, &s->points, &s->room, s->n_points + n);
    if (!st && s->room > before) {
        SearchAnswer *longer = realloc(s->answers, (size_t)s->room * sizeof *longer);
        if (!longer) return LODE_NO_MEMORY;
        s->answers = longer;
    }
    if (st) return st;
    memcpy(row_of(s, s->points, s->n_points), points, (size_t)n * row_bytes(s));
    memcpy(&s->answers[s->n_points], answers, (size_t)n * sizeof *answers);
    s->n_points += n;
    return LODE_OK;
}

static bool among(const Search *s, double *rows, int32_t n, const double *point)
{
    for (int32_t i = 0; i < n; i++)
        if (memcmp(row_of(s, rows, i), point, row_bytes(s)) == 0) return true;
    return false;
}

/* Asks for what is new among the points. */
static Status ask_new(Search *s, const double *points, int32_t n)
{
    double *fresh = malloc((size_t)n * row_bytes(s) + sizeof(double));
    SearchAnswer *answers = calloc((size_t)n + 1, sizeof *answers);
    Status st = fresh && answers ? LODE_OK : LODE_NO_MEMORY;
    int32_t n_fresh = 0;
    for (int32_t i = 0; i < n && !st; i++) {
        const double *point = points + (size_t)i * (size_t)s->o.n;
        if (find(s, point) >= 0 || among(s, fresh, n_fresh, point)) continue;
        memcpy(row_of(s, fresh, n_fresh++), point, row_bytes(s));
    }
    if (!st && n_fresh) st = s->o.ask(s->o.context, fresh, n_fresh, answers);
    if (!st) st = remember(s, fresh, answers, n_fresh);
    free(fresh);
    free(answers);
    return st;
}

Status search_ask(Search *s, const double *points, int32_t n, SearchAnswer *answers)
{
    const Status st = ask_new(s, points, n);
    for (int32_t i = 0; i < n && !st; i++)
        answers[i] = s->answers[find(s, points + (size_t)i * (size_t)s->o.n)];
    return st;
}

/* ---- batches ---- */

/* A new point at the end of the batch: a copy of `from`, or all 0. NULL without memory. */
static double *batch_add(Search *s, const double *from)
{
    if (grow(s, &s->batch, &s->batch_room, s->n_batch + 1)) return NULL;
    double *point = row_of(s, s->batch, s->n_batch++);
    if (from)
        memcpy(point, from, row_bytes(s));
    else
        memset(point, 0, row_bytes(s));
    return point;
}

static Status batch_ask(Search *s)
{
    return s->n_batch ? ask_new(s, s->batch, s->n_batch) : LODE_OK;
}

/* The best point of the batch under the rule; ties go to the first. -1 when it is empty. */
static int32_t batch_best(const Search *s, const SearchRule *rule)
{
    int32_t best = -1;
    for (int32_t i = 0; i < s->n_batch; i++) {
        const SearchAnswer *a = &s->answers[find(s, row_of(s, s->batch, i))];
        if (best < 0 || search_better(rule, a, &s->answers[find(s, row_of(s, s->batch, best))]))
            best = i;
    }
    return best;
}

static const SearchAnswer *answer_of(const Search *s, const double *point)
{
    return &s->answers[find(s, point)];
}

/* Keeps a row for the result, if it is better than what is kept there. */
static void keep_better(Search *s, const SearchRule *rule, int row, const double *point)
{
    double *kept = row_of(s, s->kept, row);
    if (search_better(rule, answer_of(s, point), answer_of(s, kept)))
        memmove(kept, point, row_bytes(s));
}

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

/* Each candidate alone: at every step, or at one step, two, four, ... and all. */
static Status ask_singles(Search *s)
{
    const bool every = few_steps(s);
    s->n_batch = 0;
    if (!batch_add(s, NULL)) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < s->o.n; i++)
        for (int32_t steps = 1; s->o.most[i] > 0; steps = every ? steps + 1 : 2 * steps) {
            double *point = batch_add(s, NULL);
            if (!point) return LODE_NO_MEMORY;
            point[i] = steps < s->o.most[i] ? steps : s->o.most[i];
            if (steps >= s->o.most[i]) break;
        }
    return batch_ask(s);
}

/* How many steps of candidate i alone cost at most `money`, of those that were tried. */
static double steps_for(const Search *s, const SearchRule *rule, int32_t i, double money)
{
    double most = 0;
    for (int32_t b = 0; b < s->n_batch; b++) {
        const double *point = row_of(s, s->batch, b);
        const double cost = answer_of(s, point)->cost;
        if (point[i] > most && cost <= money + rule->dust_cost) most = point[i];
    }
    return most;
}

/* Budget: the same money for each. Target: each at the same eighth of what it has at most. The
 * batch holds the singles. */
static Status try_equal(Search *s, const SearchRule *rule)
{
    enum { PARTS = 8 };
    const int32_t singles = s->n_batch;
    double *split = batch_add(s, NULL);
    if (!split) return LODE_NO_MEMORY;
    s->n_batch = singles;
    for (int32_t i = 0; i < s->o.n && !rule->target; i++)
        split[i] = steps_for(s, rule, i, rule->limit / s->o.n);
    s->n_batch = singles + 1;
    for (int p = 1; p <= PARTS && rule->target; p++) {
        double *point = batch_add(s, NULL);
        if (!point) return LODE_NO_MEMORY;
        for (int32_t i = 0; i < s->o.n; i++)
            point[i] = floor((double)s->o.most[i] * p / PARTS);
    }
    memmove(s->batch, row_of(s, s->batch, singles),
            (size_t)(s->n_batch - singles) * row_bytes(s));
    s->n_batch -= singles;
    const Status st = batch_ask(s);
    if (!st) keep_better(s, rule, KEPT_EQUAL, row_of(s, s->batch, batch_best(s, rule)));
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
    const SearchAnswer *from = answer_of(s, now);
    int32_t best = -1;
    if (rule->target && search_keeps(rule, from)) return false;
    for (int32_t i = 0; i < s->n_batch; i++) {
        const SearchAnswer *a = answer_of(s, row_of(s, s->batch, i));
        if (!(a->goal > from->goal + rule->dust_goal)) continue;
        if (!rule->target && !search_keeps(rule, a)) continue;
        if (best < 0 || steeper(from, a, answer_of(s, row_of(s, s->batch, best)))) best = i;
    }
    if (best < 0) return false;
    memcpy(now, row_of(s, s->batch, best), row_bytes(s));
    return true;
}

static Status ask_further(Search *s, const double *now, int32_t stride)
{
    s->n_batch = 0;
    for (int32_t i = 0; i < s->o.n; i++) {
        if (now[i] >= s->o.most[i]) continue;
        double *point = batch_add(s, now);
        if (!point) return LODE_NO_MEMORY;
        point[i] = fmin(now[i] + stride, s->o.most[i]);
    }
    return batch_ask(s);
}

static int32_t largest_stride(const Search *s)
{
    int32_t most = 1, stride = 1;
    for (int32_t i = 0; i < s->o.n; i++)
        if (s->o.most[i] > most) most = s->o.most[i];
    while (4 * stride <= most)
        stride *= 2;
    return stride;
}

static bool may_ask(const Search *s, int32_t begun)
{
    return s->n_points - begun < s->o.questions;
}

/* Greedy growth is there to be compared with: it gets so small a part of the questions. */
enum { GREEDY_PART = 3 };

static Status try_greedy(Search *s, const SearchRule *rule, int32_t begun)
{
    double *now = row_of(s, s->kept, KEPT_GREEDY);
    Status st = LODE_OK;
    const int32_t most = s->n_points + s->o.questions / GREEDY_PART;
    for (int32_t stride = largest_stride(s);
         stride >= 1 && !st && may_ask(s, begun) && s->n_points < most; stride /= 2)
        do
            st = ask_further(s, now, stride);
        while (!st && greedy_step(s, rule, now) && may_ask(s, begun) && s->n_points < most);
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
        const double *point = row_of(s, s->batch, b);
        const int32_t high = (int32_t)point[i];
        if (high <= low) continue;
        const SearchAnswer *a = answer_of(s, point);
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

/* The best mix of what the singles (in the batch) say, as a point that is asked for. */
static Status try_blend(Search *s, const SearchRule *rule)
{
    size_t room = 0;
    for (int32_t i = 0; i < s->o.n; i++)
        room += (size_t)s->o.most[i] + 1;
    double *numbers = calloc(2 * room + (size_t)s->o.n + 1, sizeof *numbers);
    BlendPart *parts = calloc((size_t)s->o.n + 1, sizeof *parts);
    Status st = numbers && parts ? LODE_OK : LODE_NO_MEMORY;
    double *at = numbers;
    const SearchAnswer nothing = *answer_of(s, row_of(s, s->batch, 0));
    for (int32_t i = 0; i < s->o.n && !st; i++) {
        const int32_t n = s->o.most[i] + 1;
        draw_alone(s, i, &nothing, at, at + n);
        parts[i] = (BlendPart){at, at + n, s->o.most[i]};
        at += 2 * (size_t)n;
    }
    if (!st) st = blend_best(parts, s->o.n, rule, &nothing, at);
    if (!st) st = ask_new(s, at, 1);
    free(parts);
    free(numbers);
    return st;
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
    double *end = malloc(row_bytes(s) + sizeof(double));
    if (!end) return LODE_NO_MEMORY;
    memcpy(end, row_of(s, s->kept, KEPT_BEST), row_bytes(s));
    const Relax relax = {.n = s->o.n,
                         .most = s->o.most,
                         .questions = s->o.relaxed,
                         .rule = *rule,
                         .goal_scale = spread(s, false, rule),
                         .cost_scale = spread(s, true, rule),
                         .ask = ask_one,
                         .context = s};
    Status st = relax_run(&relax, answer_of(s, end), end);
    s->n_batch = 0;
    double *down = st ? NULL : batch_add(s, end);
    for (int32_t i = 0; i < s->o.n && down; i++)
        down[i] = floor(end[i]);
    double *near = down ? batch_add(s, end) : NULL;
    for (int32_t i = 0; i < s->o.n && near; i++)
        near[i] = floor(end[i] + 0.5);
    free(end);
    if (!st && !near) st = LODE_NO_MEMORY;
    if (!st) st = batch_ask(s);
    if (!st) keep_better(s, rule, KEPT_BEST, row_of(s, s->batch, batch_best(s, rule)));
    return st;
}

/* ---- neighbours ---- */

/* The point with steps moved from candidate `from` (-1: none) to `to` (-1: none). */
static Status add_neighbour(Search *s, const double *now, int32_t to, int32_t from,
                            int32_t stride)
{
    if (to >= 0 && now[to] >= s->o.most[to]) return LODE_OK;
    if (from >= 0 && now[from] <= 0) return LODE_OK;
    double *point = batch_add(s, now);
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
    return st ? st : batch_ask(s);
}

/* Moves to the best neighbour as long as it is better; first without, then with swaps. */
static Status polish(Search *s, const SearchRule *rule, int32_t begun)
{
    Status st = LODE_OK;
    double *now = row_of(s, s->kept, KEPT_BEST);
    for (int32_t stride = largest_stride(s); stride >= 1 && !st; stride /= 2)
        for (int swaps = 0; swaps < 2 && !st && may_ask(s, begun); swaps++)
            for (bool moved = true; moved && !st && may_ask(s, begun);) {
                st = ask_around(s, now, stride, swaps == 1);
                const int32_t best = st ? -1 : batch_best(s, rule);
                moved =
                    best >= 0 && search_better(rule, answer_of(s, row_of(s, s->batch, best)),
                                               answer_of(s, now));
                if (moved) memcpy(now, row_of(s, s->batch, best), row_bytes(s));
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
        double *point = batch_add(s, NULL);
        int32_t rest = p;
        if (!point) return LODE_NO_MEMORY;
        for (int32_t i = 0; i < s->o.n; i++) {
            point[i] = rest % (s->o.most[i] + 1);
            rest /= s->o.most[i] + 1;
        }
    }
    return batch_ask(s);
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
        const double *point = row_of(s, s->points, i);
        if (is_whole(s, point)) keep_better(s, rule, KEPT_BEST, point);
    }
}

/* Sets the rule's dust by what the batch of single measures says. */
static void set_dust(const Search *s, SearchRule *rule)
{
    rule->dust_goal = rule->dust_cost = 0;
    for (int32_t b = 0; b < s->n_batch; b++) {
        const SearchAnswer *a = answer_of(s, row_of(s, s->batch, b));
        if (isnan(a->goal) || isnan(a->cost)) continue;
        rule->dust_goal = fmax(rule->dust_goal, SAME * fabs(a->goal));
        rule->dust_cost = fmax(rule->dust_cost, SAME * fabs(a->cost));
    }
}

static Status look(Search *s, SearchRule *rule, bool *whole)
{
    const int32_t begun = s->n_points;
    Status st = ask_singles(s);
    if (!st) set_dust(s, rule);
    for (int32_t b = 0; b < s->n_batch && !st; b++)
        keep_better(s, rule, KEPT_SINGLE, row_of(s, s->batch, b));
    if (!st) st = try_blend(s, rule);
    if (!st) st = try_equal(s, rule);
    if (!st) st = try_greedy(s, rule, begun);
    if (st) return st;
    *whole = grid_points(s) <= s->o.enumerate;
    if (*whole) {
        st = ask_all(s);
        recall_best(s, rule);
        return st;
    }
    recall_best(s, rule);
    if (s->o.relaxed > 0 && may_ask(s, begun)) st = try_relaxed(s, rule);
    return st ? st : polish(s, rule, begun);
}

Status search_run(Search *s, const SearchRule *given, SearchFound *out)
{
    SearchRule rule = *given;
    memset(s->kept, 0, KEPT_ROWS * row_bytes(s));
    *out = (SearchFound){0};
    const Status st = look(s, &rule, &out->whole);
    if (st) return st;
    out->best = row_of(s, s->kept, KEPT_BEST);
    out->equal = row_of(s, s->kept, KEPT_EQUAL);
    out->single = row_of(s, s->kept, KEPT_SINGLE);
    out->greedy = row_of(s, s->kept, KEPT_GREEDY);
    out->answer = *answer_of(s, out->best);
    out->equal_answer = *answer_of(s, out->equal);
    out->single_answer = *answer_of(s, out->single);
    out->greedy_answer = *answer_of(s, out->greedy);
    out->kept = search_keeps(&rule, &out->answer);
    out->questions = s->n_points;
    return LODE_OK;
}
