#include "market/order.h"

#include <amd.h>
#include <string.h>

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

/* parent[k] in the elimination tree of the order given; k counts eliminations. */
static void elimination_tree(int32_t n, const int32_t *start, const int32_t *graph,
                             const int32_t *order, const int32_t *place, int32_t *ancestor,
                             int32_t *parent)
{
    for (int32_t k = 0; k < n; k++) {
        parent[k] = ancestor[k] = -1;
        for (int32_t e = start[order[k]]; e < start[order[k] + 1]; e++)
            for (int32_t i = place[graph[e]], next; i >= 0 && i < k; i = next) {
                next = ancestor[i];
                ancestor[i] = k; /* the path is halved for the next visit */
                if (next < 0) parent[i] = k;
            }
    }
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

Status order_rows(int32_t n, const int32_t *start, const int32_t *graph, Arena *scratch,
                  int32_t *order)
{
    if (n == 0) return LODE_OK;
    int32_t *first = ARENA_ARRAY(scratch, int32_t, n),
            *place = ARENA_ARRAY(scratch, int32_t, n);
    int32_t *parent = ARENA_ARRAY(scratch, int32_t, n),
            *post = ARENA_ARRAY(scratch, int32_t, n);
    int32_t *lists = ARENA_ARRAY(scratch, int32_t, 3 * (size_t)n);
    if (!first || !place || !parent || !post || !lists) return LODE_NO_MEMORY;
    const Status st = order_minimum_degree(n, start, graph, scratch, first);
    if (st) return st;
    for (int32_t k = 0; k < n; k++)
        place[first[k]] = k;
    elimination_tree(n, start, graph, first, place, lists, parent);
    postorder(n, parent, lists, lists + n, lists + 2 * n, post);
    for (int32_t k = 0; k < n; k++)
        order[k] = first[post[k]];
    return LODE_OK;
}
