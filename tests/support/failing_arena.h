/* failing_arena.h - an arena whose allocations can be told to fail.
 * The arena is compiled into the test program once more, with an allocator that fails when
 * allocations_left has counted down to zero; it hides the library's. Include it once, first. */
#ifndef LODE_TESTS_FAILING_ARENA_H
#define LODE_TESTS_FAILING_ARENA_H

#include <stdlib.h>

static int allocations_left = -1; /* negative: as many as there are */

static int allocation_allowed(void)
{
    if (allocations_left == 0) return 0;
    if (allocations_left > 0) allocations_left--;
    return 1;
}

static void *failing_malloc(size_t size)
{
    return allocation_allowed() ? malloc(size) : NULL;
}

static void *failing_calloc(size_t n, size_t size)
{
    return allocation_allowed() ? calloc(n, size) : NULL;
}

#define malloc failing_malloc
#define calloc failing_calloc
#include "base/arena.c"
#undef malloc
#undef calloc

#endif
