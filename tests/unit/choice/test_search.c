/* The search over a grid, on functions that need no model: against full enumeration by a loop
 * of the test's own. */
#include "choice/search.h"

#include <math.h>
#include <string.h>

#include "support/test.h"

enum { N = 4, MOST_ASKED = 4000 };

/* Goals and costs of one problem, and what was asked. */
typedef struct Problem {
    double gain[N], price[N], together; /* goal: sum gain sqrt(x) + together min(x0, x1) */
    double fails_at;                    /* runs with so much of candidate 3 fail; 0: none */
    int32_t most[N];
    double asked[MOST_ASKED][N];
    int32_t n_asked;
} Problem;

static SearchAnswer answer(const Problem *p, const double *x)
{
    SearchAnswer a = {p->together * fmin(x[0], x[1]), 0};
    for (int i = 0; i < N; i++) {
        a.goal += p->gain[i] * sqrt(x[i]);
        a.cost += p->price[i] * x[i];
    }
    return p->fails_at > 0 && x[3] >= p->fails_at ? (SearchAnswer){NAN, NAN} : a;
}

static Status ask(void *context, const double *points, int32_t n, SearchAnswer *answers)
{
    Problem *p = context;
    for (int32_t i = 0; i < n; i++) {
        CHECK(p->n_asked < MOST_ASKED);
        memcpy(p->asked[p->n_asked++], points + i * N, sizeof p->asked[0]);
        answers[i] = answer(p, points + i * N);
    }
    return LODE_OK;
}

/* The best of the whole grid. */
static SearchAnswer enumerate(const Problem *p, const SearchRule *rule)
{
    SearchAnswer best = answer(p, (double[N]){0});
    double x[N];
    for (x[0] = 0; x[0] <= p->most[0]; x[0]++)
        for (x[1] = 0; x[1] <= p->most[1]; x[1]++)
            for (x[2] = 0; x[2] <= p->most[2]; x[2]++)
                for (x[3] = 0; x[3] <= p->most[3]; x[3]++) {
                    const SearchAnswer a = answer(p, x);
                    if (search_better(rule, &a, &best)) best = a;
                }
    return best;
}

static SearchOptions options_of(Problem *p, int32_t relaxed, int32_t enumerated)
{
    return (SearchOptions){.n = N,
                           .most = p->most,
                           .questions = 400,
                           .relaxed = relaxed,
                           .enumerate = enumerated,
                           .ask = ask,
                           .context = p};
}

/* In the first four no measure touches another; in the last two the first pair helps together.
 */
static const Problem problems[] = {
    {{3, 2, 2, 1}, {1, 1, 1, 1}, 0, 0, {5, 5, 5, 5}, {{0}}, 0},
    {{1, 1, 5, 4}, {2, 3, 7, 5}, 0, 0, {6, 6, 6, 6}, {{0}}, 0},
    {{4, 1, 1, 9}, {5, 1, 1, 4}, 0, 4, {4, 8, 8, 8}, {{0}}, 0}, /* runs that fail */
    {{1, 2, 3, 4}, {1, 4, 9, 16}, 0, 0, {7, 5, 3, 2}, {{0}}, 0},
    {{0, 0, 2, 2}, {3, 3, 2, 2}, 3, 0, {5, 5, 5, 5}, {{0}}, 0},
    {{1, 2, 3, 4}, {1, 4, 9, 16}, 1, 0, {7, 5, 3, 2}, {{0}}, 0},
};
enum { N_APART = 4, N_PROBLEMS = sizeof problems / sizeof *problems };

static SearchFound seek(Problem *p, const SearchRule *rule, int32_t relaxed, Search **search)
{
    const SearchOptions options = options_of(p, relaxed, 0);
    SearchFound found;
    CHECK_OK(search_new(&options, search));
    CHECK_OK(search_run(*search, rule, &found));
    CHECK(!found.whole);
    return found;
}

TEST(measures_that_do_not_touch_each_other_are_mixed_as_enumeration_does)
{
    static const double budgets[] = {0, 4, 11, 23, 40};
    for (int k = 0; k < N_APART; k++)
        for (int b = 0; b < 5; b++) {
            Problem p = problems[k];
            Search *search;
            const SearchRule rule = {.limit = budgets[b]};
            const SearchAnswer best = enumerate(&p, &rule);
            const SearchFound found = seek(&p, &rule, 60, &search);
            CHECK(found.kept);
            if (fabs(found.answer.goal - best.goal) > 1e-6 * fmax(1, best.goal))
                fail_msg("problem %d, budget %g: %.9g, enumeration %.9g", k, budgets[b],
                         found.answer.goal, best.goal);
            search_free(search);
        }
}

TEST(a_target_is_reached_as_cheaply_as_enumeration_does)
{
    static const double targets[] = {1, 4, 7, 9};
    for (int k = 0; k < N_APART; k++)
        for (int b = 0; b < 4; b++) {
            Problem p = problems[k];
            Search *search;
            const SearchRule rule = {.target = true, .limit = targets[b]};
            const SearchAnswer best = enumerate(&p, &rule);
            const SearchFound found = seek(&p, &rule, 0, &search);
            CHECK_INT(found.kept, search_keeps(&rule, &best));
            if (fabs(found.answer.cost - best.cost) > 1e-6 * fmax(1, best.cost))
                fail_msg("problem %d, target %g: cost %.9g, enumeration %.9g", k, targets[b],
                         found.answer.cost, best.cost);
            search_free(search);
        }
}

/* Where measures help each other the search may miss the best (docs/choice.md), but never what
 * it is compared with, and never the rule. */
TEST(a_plan_is_never_worse_than_what_it_is_compared_with)
{
    for (int k = 0; k < N_PROBLEMS; k++)
        for (double budget = 0; budget < 60; budget += 7) {
            Problem p = problems[k];
            Search *search;
            const SearchRule rule = {.limit = budget};
            const SearchFound f = seek(&p, &rule, 60, &search);
            CHECK(f.kept && f.answer.cost <= budget + 1e-5);
            CHECK(!search_better(&rule, &f.greedy_answer, &f.answer));
            CHECK(!search_better(&rule, &f.single_answer, &f.answer));
            CHECK(!search_better(&rule, &f.equal_answer, &f.answer));
            search_free(search);
        }
}

TEST(a_small_grid_is_enumerated_and_said_to_be)
{
    Problem p = {.gain = {1, 1, 1, 1}, .price = {1, 1, 1, 1}, .most = {2, 2, 2, 2}};
    const SearchRule rule = {.limit = 3};
    const SearchOptions options = options_of(&p, 60, 100);
    Search *search;
    SearchFound found;
    CHECK_OK(search_new(&options, &search));
    CHECK_OK(search_run(search, &rule, &found));
    CHECK(found.whole);
    CHECK_INT(found.questions, 81);
    CHECK_NEAR(found.answer.goal, 3, 1e-12); /* one of three each */
    CHECK_NEAR(found.single_answer.goal, sqrt(2), 1e-12);
    CHECK_NEAR(found.equal_answer.goal, 0, 1e-12); /* 3/4 buys no step */
    search_free(search);
}

TEST(no_point_is_asked_for_twice)
{
    Problem p = problems[4];
    const SearchOptions options = options_of(&p, 60, 0);
    Search *search;
    SearchFound found;
    CHECK_OK(search_new(&options, &search));
    for (int b = 0; b < 3; b++) {
        const SearchRule rule = {.limit = 10.0 + 5 * b};
        CHECK_OK(search_run(search, &rule, &found));
    }
    CHECK_INT(found.questions, p.n_asked);
    for (int32_t i = 0; i < p.n_asked; i++)
        for (int32_t j = 0; j < i; j++)
            CHECK(memcmp(p.asked[i], p.asked[j], sizeof p.asked[0]) != 0);
    search_free(search);
}

TEST(the_same_questions_are_asked_in_the_same_order)
{
    Problem p = problems[1], q = problems[1];
    Problem *both[] = {&p, &q};
    const SearchRule rule = {.limit = 23};
    for (int i = 0; i < 2; i++) {
        const SearchOptions options = options_of(both[i], 60, 0);
        Search *search;
        SearchFound found;
        CHECK_OK(search_new(&options, &search));
        CHECK_OK(search_run(search, &rule, &found));
        search_free(search);
    }
    CHECK_INT(p.n_asked, q.n_asked);
    CHECK(memcmp(p.asked, q.asked, (size_t)p.n_asked * sizeof p.asked[0]) == 0);
}

TEST(what_keeps_a_rule_comes_first_then_the_goal_then_the_cost)
{
    const SearchRule budget = {.limit = 10}, target = {.target = true, .limit = 5};
    const SearchAnswer cheap = {4, 6}, good = {6, 9}, dear = {8, 12}, failed = {NAN, NAN};
    CHECK(search_better(&budget, &good, &cheap));
    CHECK(search_better(&budget, &cheap, &dear)); /* over the budget */
    CHECK(search_better(&budget, &good, &dear));
    CHECK(search_better(&target, &good, &cheap)); /* below the target */
    CHECK(search_better(&target, &good, &dear));  /* cheaper */
    CHECK(search_better(&target, &cheap, &failed));
    CHECK(!search_better(&target, &failed, &failed));
    CHECK(!search_better(&budget, &good, &good));
}
