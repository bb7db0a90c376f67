#include "base/pool.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "support/test.h"

TEST(new_blocks_are_zeroed_and_aligned)
{
    Pool *pool = pool_new();
    Pool *const from[] = {NULL, pool};
    for (size_t i = 0; i < 2; i++) {
        const unsigned char *block = pool_take(from[i], 1000);
        CHECK((uintptr_t)block % 64 == 0);
        for (size_t k = 0; k < 1000; k++)
            CHECK_INT(block[k], 0);
        pool_give(from[i], (void *)(uintptr_t)block);
    }
    pool_free(pool);
}

TEST(what_was_given_back_is_handed_on_as_it_is)
{
    Pool *pool = pool_new();
    unsigned char *first = pool_take(pool, 1000);
    memset(first, 7, 1000);
    pool_give(pool, first);
    unsigned char *second = pool_take(pool, 900);
    CHECK(second == first);
    CHECK_INT(second[899], 7);
    pool_give(pool, second);
    pool_free(pool);
}

TEST(a_block_that_is_too_small_or_far_too_large_is_not_taken)
{
    Pool *pool = pool_new();
    unsigned char *block = pool_take(pool, 1000);
    memset(block, 7, 1000);
    pool_give(pool, block);
    unsigned char *larger = pool_take(pool, 1001), *tiny = pool_take(pool, 10);
    CHECK_INT(larger[0], 0);
    CHECK_INT(tiny[0], 0);
    unsigned char *fits = pool_take(pool, 500);
    CHECK(fits == block);
    pool_give(pool, larger);
    pool_give(pool, tiny);
    pool_give(pool, fits);
    pool_free(pool);
}

TEST(the_smallest_block_that_fits_is_taken)
{
    Pool *pool = pool_new();
    void *large = pool_take(pool, 1900), *small = pool_take(pool, 1200);
    pool_give(pool, large);
    pool_give(pool, small);
    CHECK(pool_take(pool, 1000) == small);
    CHECK(pool_take(pool, 1000) == large);
    pool_give(pool, small);
    pool_give(pool, large);
    pool_free(pool);
}

TEST(more_blocks_than_a_pool_keeps_may_be_given)
{
    Pool *pool = pool_new();
    void *blocks[40];
    for (size_t i = 0; i < 40; i++)
        blocks[i] = pool_take(pool, 100);
    for (size_t i = 0; i < 40; i++)
        pool_give(pool, blocks[i]);
    pool_give(pool, NULL);
    pool_free(pool);
}

TEST(a_size_beyond_memory_gives_none)
{
    CHECK(pool_take(NULL, SIZE_MAX) == NULL);
    CHECK(pool_take(NULL, SIZE_MAX / 2) == NULL);
}

static void *take_and_give(void *pool)
{
    for (int i = 0; i < 200; i++) {
        unsigned char *block = pool_take(pool, 4096);
        memset(block, i, 4096);
        for (size_t k = 0; k < 4096; k++)
            if (block[k] != (unsigned char)i) return pool;
        pool_give(pool, block);
    }
    return NULL;
}

TEST(threads_never_hold_the_same_block)
{
    Pool *pool = pool_new();
    pthread_t threads[4];
    void *broken = NULL;
    for (size_t i = 0; i < 4; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, take_and_give, pool), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], &broken);
        CHECK(broken == NULL);
    }
    pool_free(pool);
}
