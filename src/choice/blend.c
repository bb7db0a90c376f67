#include "choice/blend.h"

#include <math.h>
#include <stdlib.h>

/* A mix of the measures so far: the one before, and how much of the last. */
typedef struct Mix {
    double goal, cost;
    int32_t before, steps; /* index into the list of one measure less; -1 at the start */
} Mix;

typedef struct MixList {
    Mix *mixes;
    int32_t n;
} MixList;

/* Cheapest first, of equals the best first. */
static int by_cost(const void *a, const void *b)
{
    const Mix *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    if (x->goal != y->goal) return x->goal > y->goal ? -1 : 1;
    if (x->before != y->before) return x->before < y->before ? -1 : 1;
    return x->steps < y->steps ? -1 : x->steps > y->steps;
}

/* Keeps what no other mix beats in both; of a budget, only what it allows. */
static void prune(MixList *list, const SearchRule *rule, double nothing_cost)
{
    int32_t kept = 0;
    qsort(list->mixes, (size_t)list->n, sizeof *list->mixes, by_cost);
    for (int32_t i = 0; i < list->n && kept < BLEND_MIXES; i++) {
        const Mix *mix = &list->mixes[i];
        if (!rule->target && nothing_cost + mix->cost > rule->limit + rule->dust_cost) break;
        if (kept && mix->goal <= list->mixes[kept - 1].goal) continue;
        list->mixes[kept++] = *mix;
    }
    list->n = kept;
}

/* Every mix so far with every amount of one measure more. */
static Status extend(const MixList *from, const BlendPart *part, MixList *to)
{
    to->n = 0;
    to->mixes = malloc(((size_t)from->n * ((size_t)part->most + 1) + 1) * sizeof *to->mixes);
    if (!to->mixes) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < from->n; i++)
        for (int32_t s = 0; s <= part->most; s++) {
            if (isnan(part->goal[s]) || isnan(part->cost[s])) continue;
            to->mixes[to->n++] = (Mix){from->mixes[i].goal + part->goal[s],
                                       from->mixes[i].cost + part->cost[s], i, s};
        }
    return LODE_OK;
}

/* The best of the last list, walked back to its steps. */
static void pick(const MixList *lists, int32_t n, const SearchRule *rule,
                 const SearchAnswer *nothing, double *steps)
{
    const MixList *last = &lists[n];
    int32_t best = -1;
    SearchAnswer answer = {NAN, NAN};
    for (int32_t i = 0; i < last->n; i++) {
        const SearchAnswer a = {nothing->goal + last->mixes[i].goal,
                                nothing->cost + last->mixes[i].cost};
        if (best >= 0 && !search_better(rule, &a, &answer)) continue;
        best = i;
        answer = a;
    }
    for (int32_t i = n; i > 0; i--) {
        steps[i - 1] = best < 0 ? 0 : lists[i].mixes[best].steps;
        if (best >= 0) best = lists[i].mixes[best].before;
    }
}

Status blend_best(const BlendPart *parts, int32_t n, const SearchRule *rule,
                  const SearchAnswer *nothing, double *steps)
{
    Mix start = {0, 0, -1, 0};
    MixList *lists = calloc((size_t)n + 1, sizeof *lists);
    Status st = lists ? LODE_OK : LODE_NO_MEMORY;
    if (!st) lists[0] = (MixList){&start, 1};
    for (int32_t i = 0; i < n && !st; i++) {
        st = extend(&lists[i], &parts[i], &lists[i + 1]);
        if (!st) prune(&lists[i + 1], rule, nothing->cost);
    }
    if (!st) pick(lists, n, rule, nothing, steps);
    for (int32_t i = 1; i <= n && lists; i++)
        free(lists[i].mixes);
    free(lists);
    return st;
}
