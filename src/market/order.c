#include "market/order.h"

#include <amd.h>
#include <metis.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

/* Multiplications from which on nested dissection is tried as well: it takes some milliseconds
 * itself, and a month's program needs a hundredth of this. */
static const double dissect_from = 2e8;

/* METIS draws from rand(), of which a process has one: two threads at a time would draw from
 * each other's sequence, and order the same rows differently. */
static pthread_mutex_t drawing = PTHREAD_MUTEX_INITIALIZER;

/* An order of the rows, its elimination tree, and what eliminating costs. */
typedef struct Elimination {
    int32_t *order, *parent; /* parent[k]: both k and its value count eliminations */
    int32_t *count;          /* entries of the columns of L */
    double n_products;       /* sum over columns of L of their entries squared */
} Elimination;

/* AMD in memory of our own, so that the only allocator is the arena. */
static Status order_minimum_degree(int32_t n, const int32_t *start, const int32_t *graph,
                                   Arena *scratch, int32_t *order)
{
    enum { N_LISTS = 8 };
    const int32_t n_entries = start[n];
    const int32_t room = n_entries + n_entries / 5 + n + 1; /* AMD asks for 1.2 nz + n */
    int32_t *list[N_LISTS], *pattern = ARENA_ARRAY(scratch, int32_t, room);
    for (int k = 0; k < N_LISTS; k++)
        list[k] = ARENA_ARRAY(scratch, int32_t, n);
    if (!list[N_LISTS - 1] || !pattern) return LODE_NO_MEMORY;
    for (int k = 0; k < N_LISTS; k++)
        if (!list[k]) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++) {
        list[0][i] = start[i];
        list[1][i] = start[i + 1] - start[i];
    }
    if (n_entries) memcpy(pattern, graph, (size_t)n_entries * sizeof *pattern);
    amd_2(n, list[0], pattern, list[1], room, n_entries, list[2], list[3], order, list[4],
          list[5], list[6], list[7], NULL, NULL);
    return LODE_OK;
}

/* Nested dissection [Karypis98]: halves the graph by few rows, which go last, again and again.
 * The library takes memory of its own; where it gets none its order is not used. */
static bool order_dissection(int32_t n, const int32_t *start, const int32_t *graph,
                             Arena *scratch, int32_t *order)
{
    enum { SEED = 1 };
    _Static_assert(sizeof(idx_t) == sizeof(int32_t), "METIS with 32-bit numbers");
    idx_t options[METIS_NOPTIONS], n_rows = n;
    idx_t *first = ARENA_ARRAY(scratch, idx_t, n + 1), *place = ARENA_ARRAY(scratch, idx_t, n);
    idx_t *list = ARENA_ARRAY(scratch, idx_t, start[n]);
    if (!first || !place || !list) return false;
    memcpy(first, start, ((size_t)n + 1) * sizeof *first);
    memcpy(list, graph, (size_t)start[n] * sizeof *list);
    METIS_SetDefaultOptions(options);
    options[METIS_OPTION_SEED] = SEED; /* the same rows, the same order */
    pthread_mutex_lock(&drawing);
    const int said = METIS_NodeND(&n_rows, first, list, NULL, options, order, place);
    pthread_mutex_unlock(&drawing);
    return said == METIS_OK;
}

/* The tree and the cost of elim->order. Row k of L has entries in the columns on the way from
 * its neighbours eliminated before up to k. */
static void eliminate(int32_t n, const int32_t *start, const int32_t *graph, int32_t *place,
                      int32_t *seen, Elimination *elim)
{
    for (int32_t k = 0; k < n; k++)
        place[elim->order[k]] = k;
    for (int32_t k = 0; k < n; k++) {
        elim->parent[k] = -1;
        seen[k] = k;
        elim->count[k] = 1;
        for (int32_t e = start[elim->order[k]]; e < start[elim->order[k] + 1]; e++)
            for (int32_t i = place[graph[e]]; i < k && seen[i] != k; i = elim->parent[i]) {
                if (elim->parent[i] < 0) elim->parent[i] = k;
                seen[i] = k;
                elim->count[i]++;
            }
    }
    elim->n_products = 0.0;
    for (int32_t k = 0; k < n; k++)
        elim->n_products += (double)elim->count[k] * elim->count[k];
}

/* post[k] is the k-th node of the forest when children come before parents and subtrees are
 * contiguous. Of a node's children the one with the largest number comes last: it is the
 * deepest and the likeliest to share its parent's panel. */
static void postorder(int32_t n, const int32_t *parent, int32_t *child, int32_t *sibling,
                      int32_t *stack, int32_t *post)
{
    for (int32_t k = 0; k < n; k++)
        child[k] = -1;
    for (int32_t k = n - 1; k >= 0; k--)
        if (parent[k] >= 0) {
            sibling[k] = child[parent[k]];
            child[parent[k]] = k;
        }
    int32_t n_done = 0;
    for (int32_t root = 0; root < n; root++) {
        if (parent[root] >= 0) continue;
        int32_t depth = 0;
        stack[0] = root;
        while (depth >= 0) {
            const int32_t k = stack[depth];
            if (child[k] >= 0) {
                stack[++depth] = child[k];
                child[k] = sibling[child[k]];
            } else {
                post[n_done++] = k;
                depth--;
            }
        }
    }
}

static bool elimination_new(int32_t n, Arena *scratch, Elimination *out)
{
    out->order = ARENA_ARRAY(scratch, int32_t, n);
    out->parent = ARENA_ARRAY(scratch, int32_t, n);
    out->count = ARENA_ARRAY(scratch, int32_t, n);
    return out->order && out->parent && out->count;
}

/* The same elimination with its rows in the order `post`. */
static void renumber(int32_t n, const Elimination *elim, const int32_t *post, int32_t *place,
                     Elimination *out)
{
    for (int32_t k = 0; k < n; k++)
        place[post[k]] = k;
    for (int32_t k = 0; k < n; k++) {
        const int32_t parent = elim->parent[post[k]];
        out->order[k] = elim->order[post[k]];
        out->count[k] = elim->count[post[k]];
        out->parent[k] = parent < 0 ? -1 : place[parent];
    }
}

Status order_rows(int32_t n, const int32_t *start, const int32_t *graph, Arena *scratch,
                  int32_t *order, Split *split)
{
    *split = (Split){{0, 0}};
    if (n == 0) return LODE_OK;
    Elimination best, other;
    int32_t *post = ARENA_ARRAY(scratch, int32_t, n);
    int32_t *lists = ARENA_ARRAY(scratch, int32_t, 3 * (size_t)n);
    if (!elimination_new(n, scratch, &best) || !elimination_new(n, scratch, &other) || !post ||
        !lists)
        return LODE_NO_MEMORY;
    Status st = order_minimum_degree(n, start, graph, scratch, best.order);
    if (st) return st;
    eliminate(n, start, graph, lists, lists + n, &best);
    if (best.n_products > dissect_from &&
        order_dissection(n, start, graph, scratch, other.order)) {
        eliminate(n, start, graph, lists, lists + n, &other);
        if (other.n_products < best.n_products) {
            const Elimination fewer = other;
            other = best;
            best = fewer;
        }
    }
    postorder(n, best.parent, lists, lists + n, lists + 2 * n, post);
    renumber(n, &best, post, lists, &other);
    st = split_rows(n, other.parent, other.count, scratch, post, split);
    for (int32_t k = 0; !st && k < n; k++)
        order[k] = other.order[post[k]];
    return st;
}
