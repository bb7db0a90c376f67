#include "two_threads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "clock.h"
#include "market/market.h"

enum { ALONE, HELPED, N_WAYS };
enum { TURNS = 5 };

typedef struct Way {
    MarketWork *work;
    MarketSolution sol;
    double seconds;
} Way;

static Status way_open(const Program *pattern, Arena *arena, Way *way)
{
    const Status st = market_work_new(pattern, &way->work);
    return st ? st : market_solution_new(pattern, arena, &way->sol);
}

static Status clear_month(const Program *month, bool warm, Way *way)
{
    const double start = clock_now();
    const Status st = market_solve(month, way->work, warm, &way->sol, NULL);
    way->seconds += clock_now() - start;
    return st;
}

static Status clear_months(const Program *months, int n, Way *ways)
{
    Status st = LODE_OK;
    for (int way = 0; way < N_WAYS; way++)
        ways[way].seconds = 0.0;
    for (int k = 0; k < n && !st; k++) {
        const int first = k % N_WAYS;
        st = clear_month(&months[k], k > 0, &ways[first]);
        if (!st) st = clear_month(&months[k], k > 0, &ways[1 - first]);
        const size_t bytes = (size_t)months[k].n_cols * sizeof(double);
        if (!st && memcmp(ways[ALONE].sol.z, ways[HELPED].sol.z, bytes) != 0) {
            printf("month %d differs\n", k);
            st = LODE_DIVERGED;
        }
    }
    return st;
}

Status bench_two_threads(const char *title, const Program *months, int n)
{
    Arena *arena = arena_new(0);
    Team *team = team_new();
    Way ways[N_WAYS] = {{0}};
    double ratio[TURNS], alone = 0.0, helped = 0.0;
    Status st = way_open(&months[0], arena, &ways[ALONE]);
    if (!st) st = way_open(&months[0], arena, &ways[HELPED]);
    if (!st) market_work_help(ways[HELPED].work, team_second(team));
    for (int turn = 0; turn < TURNS && !st; turn++) {
        st = clear_months(months, n, ways);
        ratio[turn] = ways[ALONE].seconds / ways[HELPED].seconds;
        alone += ways[ALONE].seconds / TURNS / n;
        helped += ways[HELPED].seconds / TURNS / n;
    }
    if (!st) {
        qsort(ratio, TURNS, sizeof *ratio, clock_by_size);
        printf("\n%s: a month by the clock, mean: %.3f ms on one thread, %.3f on two, the same "
               "bits; ratio %.2f (median of %d turns over %d months)\n",
               title, 1e3 * alone, 1e3 * helped, ratio[TURNS / 2], TURNS, n);
    }
    for (int way = 0; way < N_WAYS; way++)
        market_work_free(ways[way].work);
    team_free(team);
    arena_free(arena);
    return st;
}
