#include "support/test.h"

#include <stdint.h>
#include <string.h>

static long countdown = -1; /* allocations until one fails; -1: none does */

static int is_out(void)
{
    if (countdown > 0) countdown--;
    return countdown == 0;
}

static void *failing_malloc(size_t size);
static void *failing_calloc(size_t n, size_t size);

/* The arena itself, with an allocator that fails when told to; this copy hides the library's.
 */
#include <stdlib.h>
#define malloc failing_malloc
#define calloc failing_calloc
#include "../../../src/base/arena.c"
#undef malloc
#undef calloc

static void *failing_malloc(size_t size)
{
    return is_out() ? NULL : malloc(size);
}

static void *failing_calloc(size_t n, size_t size)
{
    return is_out() ? NULL : calloc(n, size);
}

TEST(memory_is_zeroed_and_aligned_to_a_cache_line)
{
    Arena *arena = arena_new(0);
    for (size_t n = 1; n < 5000; n = 2 * n + 1) {
        unsigned char *bytes = arena_zeroed(arena, n, 1);
        CHECK(bytes && (uintptr_t)bytes % 64 == 0);
        for (size_t i = 0; i < n; i++)
            CHECK(bytes[i] == 0);
        memset(bytes, 0xFF, n);
    }
    arena_free(arena);
}

TEST(short_texts_share_memory_and_long_ones_do_not)
{
    Arena *arena = arena_new(0);
    char long_text[5000];
    memset(long_text, 'x', sizeof long_text);
    const char *a = arena_text(arena, "china", 5), *b = arena_text(arena, "japan!", 5);
    const char *c = arena_text(arena, long_text, sizeof long_text);
    CHECK_TEXT(a, "china");
    CHECK_TEXT(b, "japan");
    CHECK_INT(b - a, 6);
    CHECK_INT(strlen(c), sizeof long_text);
    for (int i = 0; i < 10000; i++)
        CHECK_TEXT(arena_text(arena, "many of them", 12), "many of them");
    CHECK_TEXT(a, "china");
    CHECK(arena_bytes(arena) < 300000);
    arena_free(arena);
}

TEST(sizes_that_overflow_are_refused)
{
    Arena *arena = arena_new(0);
    CHECK(arena_zeroed(arena, SIZE_MAX / 4, 8) == NULL);
    CHECK(arena_zeroed(NULL, 1, 1) == NULL);
    CHECK(arena_text(NULL, "a", 1) == NULL);
    CHECK(arena_zeroed(arena, 0, 8) != NULL);
    arena_free(arena);
    arena_free(NULL);
}

TEST(a_request_that_cannot_be_met_is_null_and_harms_nothing)
{
    int reached = 1;
    for (long n = 1; reached; n++) {
        countdown = n;
        Arena *arena = arena_new(0);
        const char *text = arena_text(arena, "china", 5);
        const double *numbers = ARENA_ARRAY(arena, double, 10000);
        reached = countdown == 0;
        countdown = -1;
        if (text) CHECK_TEXT(text, "china");
        if (numbers) CHECK(numbers[9999] == 0);
        if (!reached) CHECK(text && numbers);
        if (arena) CHECK(arena_text(arena, "again", 5) != NULL);
        arena_free(arena);
    }
}
