/* split.h - two halves of the rows that can be eliminated at the same time.
 *
 * Rows of different subtrees of the elimination tree share no column of A and no entry of L.
 * So the tree's subtrees are dealt into two halves, and the rows above them all, the top,
 * come last [Geist89]:
 *
 *     rows 0 .. end[0] - 1         half 0
 *     rows end[0] .. end[1] - 1    half 1
 *     rows end[1] .. n - 1         the top
 *
 * Each half touches its own rows and the top's. What half 1 adds to the top it adds to a copy
 * of it, the shadow, that is added up when both are done: results do not depend on who was
 * first. Rows n .. of a vector with room for the shadow are the top's once more. */
#ifndef LODE_MARKET_SPLIT_H
#define LODE_MARKET_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* Bytes that no two threads should write to at the same time. */
enum { N_HALVES = 2, CACHE_LINE = 64 };

typedef struct Split {
    int32_t end[N_HALVES];
} Split;

/* For a postordered elimination tree (parent[k] > k, or -1 at a root) whose columns of L have
 * count[k] entries: order[] holds the rows in the order above, subtrees in postorder. A tree
 * that is small, or has no two halves worth the trouble, is all half 0. */
Status split_rows(int32_t n, const int32_t *parent, const int32_t *count, Arena *scratch,
                  int32_t *order, Split *out);

/* Which half a row belongs to; -1: the top. */
static inline int split_half(const Split *split, int32_t row)
{
    return row < split->end[0] ? 0 : row < split->end[1] ? 1 : -1;
}

/* Where a half adds to a row: at home, or half 1 at the shadow of the top. */
static inline int32_t split_place(const Split *split, int32_t n, int half, int32_t row)
{
    const bool shadowed = half == 1 && row >= split->end[1];
    return shadowed ? row + (n - split->end[1]) : row;
}

#endif
