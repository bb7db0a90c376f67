#include "market/split.h"

#include <stdlib.h>
#include <string.h>

/* A row costs its column of L squared, and by itself as much as so many products (measured). */
static const double row_cost = 600.0;

/* Handing over pays from so many rows on, if it saves such a share of the time. */
enum { SPLIT_ROWS = 100 };
static const double least_gain = 0.1;

typedef struct Subtree {
    double cost;
    int32_t root;
} Subtree;

/* Subtrees that are still whole, as a heap: none is dearer than the one at half its place. */
typedef struct Forest {
    int32_t n;
    Subtree *tree, *sorted; /* from 1 on; scratch */
    double total;
} Forest;

/* Room for a split: per row of the tree. */
typedef struct Room {
    const int32_t *parent;
    int32_t *child, *sibling; /* -1 at the end */
    double *cost;             /* of the row's subtree */
    int32_t *cut;             /* rows in the order in which they went to the top */
    int *half;
} Room;

static Status room_new(int32_t n, const int32_t *parent, const int32_t *count, Arena *scratch,
                       Room *room, Forest *forest)
{
    room->parent = parent;
    room->child = ARENA_ARRAY(scratch, int32_t, n);
    room->sibling = ARENA_ARRAY(scratch, int32_t, n);
    room->cost = ARENA_ARRAY(scratch, double, n);
    room->cut = ARENA_ARRAY(scratch, int32_t, n);
    room->half = ARENA_ARRAY(scratch, int, n);
    forest->tree = ARENA_ARRAY(scratch, Subtree, (size_t)n + 1);
    forest->sorted = ARENA_ARRAY(scratch, Subtree, n);
    if (!room->child || !room->sibling || !room->cost || !room->cut || !room->half ||
        !forest->tree || !forest->sorted)
        return LODE_NO_MEMORY;
    for (int32_t k = 0; k < n; k++)
        room->child[k] = room->sibling[k] = -1;
    for (int32_t k = 0; k < n; k++) {
        room->cost[k] += row_cost + (double)count[k] * count[k];
        if (parent[k] < 0) continue;
        room->sibling[k] = room->child[parent[k]];
        room->child[parent[k]] = k;
        room->cost[parent[k]] += room->cost[k];
    }
    return LODE_OK;
}

static void forest_add(Forest *forest, const Room *room, int32_t root)
{
    Subtree *tree = forest->tree;
    const Subtree its = {room->cost[root], root};
    int32_t at = ++forest->n;
    for (; at > 1 && tree[at / 2].cost < its.cost; at /= 2)
        tree[at] = tree[at / 2];
    tree[at] = its;
    forest->total += its.cost;
}

static Subtree forest_take_dearest(Forest *forest)
{
    Subtree *tree = forest->tree;
    const Subtree dearest = tree[1], last = tree[forest->n--];
    int32_t at = 1;
    for (int32_t next = 2; next <= forest->n; at = next, next *= 2) {
        if (next < forest->n && tree[next + 1].cost > tree[next].cost) next++;
        if (tree[next].cost <= last.cost) break;
        tree[at] = tree[next];
    }
    tree[at] = last;
    forest->total -= dearest.cost;
    return dearest;
}

/* Takes the root off the dearest subtree, and returns it; its children's stay. */
static int32_t forest_cut(Forest *forest, const Room *room)
{
    const int32_t root = forest_take_dearest(forest).root;
    for (int32_t c = room->child[root]; c >= 0; c = room->sibling[c])
        forest_add(forest, room, c);
    return root;
}

static int dearest_first(const void *a, const void *b)
{
    const Subtree *x = a, *y = b;
    const int by_cost = (x->cost < y->cost) - (x->cost > y->cost);
    return by_cost ? by_cost : (x->root > y->root) - (x->root < y->root);
}

/* The cost of the dearer half when each subtree, the dearest first, goes to the cheaper one. */
static double forest_deal(const Forest *forest, int *half)
{
    double cost[N_HALVES] = {0.0};
    memcpy(forest->sorted, forest->tree + 1, (size_t)forest->n * sizeof *forest->sorted);
    qsort(forest->sorted, (size_t)forest->n, sizeof *forest->sorted, dearest_first);
    for (int32_t k = 0; k < forest->n; k++) {
        const int to = cost[1] < cost[0];
        cost[to] += forest->sorted[k].cost;
        half[forest->sorted[k].root] = to;
    }
    return cost[0] > cost[1] ? cost[0] : cost[1];
}

static void forest_of_roots(int32_t n, const Room *room, Forest *forest)
{
    forest->n = 0;
    forest->total = 0.0;
    for (int32_t k = 0; k < n; k++)
        if (room->parent[k] < 0) forest_add(forest, room, k);
}

/* How many rows to cut off for the least time: that of the top and of the dearer half. -1 if
 * nothing is worth it. What is cut off adds to the top twice what it takes from the mean half,
 * so the search ends when even two equal halves would take longer than the best. */
static int32_t best_cut(const Room *room, Forest *forest)
{
    double top = 0.0, best = (1.0 - least_gain) * forest->total;
    int32_t best_n = -1;
    for (int32_t n_cut = 0; forest->n && top + 0.5 * forest->total < best; n_cut++) {
        if (top + forest->tree[1].cost < best) {
            const double time = top + forest_deal(forest, room->half);
            if (time < best) best_n = n_cut;
            best = time < best ? time : best;
        }
        const double before = forest->total;
        room->cut[n_cut] = forest_cut(forest, room);
        top += before - forest->total;
    }
    return best_n;
}

/* The halves of all rows when n_cut are cut off: a row's is its parent's. */
static void deal_rows(int32_t n, int32_t n_cut, const Room *room, Forest *forest)
{
    forest_of_roots(n, room, forest);
    for (int32_t k = 0; k < n_cut; k++)
        (void)forest_cut(forest, room);
    (void)forest_deal(forest, room->half);
    for (int32_t k = 0; k < n_cut; k++)
        room->half[room->cut[k]] = -1;
    for (int32_t k = n - 1; k >= 0; k--)
        if (room->parent[k] >= 0 && room->half[room->parent[k]] >= 0)
            room->half[k] = room->half[room->parent[k]];
}

Status split_rows(int32_t n, const int32_t *parent, const int32_t *count, Arena *scratch,
                  int32_t *order, Split *out)
{
    Room room;
    Forest forest;
    const Status st = room_new(n, parent, count, scratch, &room, &forest);
    if (st) return st;
    forest_of_roots(n, &room, &forest);
    const int32_t n_cut = n < SPLIT_ROWS ? -1 : best_cut(&room, &forest);
    if (n_cut >= 0)
        deal_rows(n, n_cut, &room, &forest);
    else
        memset(room.half, 0, (size_t)n * sizeof *room.half);
    int32_t end = 0;
    for (int half = 0; half < N_HALVES; half++) {
        for (int32_t k = 0; k < n; k++)
            if (room.half[k] == half) order[end++] = k;
        out->end[half] = end;
    }
    for (int32_t k = 0; k < n; k++)
        if (room.half[k] < 0) order[end++] = k;
    return LODE_OK;
}
