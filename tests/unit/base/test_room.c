#include "base/room.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "support/test.h"

TEST(new_blocks_are_zeroed_and_aligned)
{
    Room *room = room_new();
    Room *const from[] = {NULL, room};
    for (size_t i = 0; i < 2; i++) {
        const unsigned char *block = room_take(from[i], 1000);
        CHECK((uintptr_t)block % 64 == 0);
        for (size_t k = 0; k < 1000; k++)
            CHECK_INT(block[k], 0);
        room_give(from[i], (void *)(uintptr_t)block);
    }
    room_free(room);
}

TEST(what_was_given_back_is_handed_on_as_it_is)
{
    Room *room = room_new();
    unsigned char *first = room_take(room, 1000);
    memset(first, 7, 1000);
    room_give(room, first);
    unsigned char *second = room_take(room, 900);
    CHECK(second == first);
    CHECK_INT(second[899], 7);
    room_give(room, second);
    room_free(room);
}

TEST(a_block_that_is_too_small_or_far_too_large_is_not_taken)
{
    Room *room = room_new();
    unsigned char *block = room_take(room, 1000);
    memset(block, 7, 1000);
    room_give(room, block);
    unsigned char *larger = room_take(room, 1001), *tiny = room_take(room, 10);
    CHECK_INT(larger[0], 0);
    CHECK_INT(tiny[0], 0);
    unsigned char *fits = room_take(room, 500);
    CHECK(fits == block);
    room_give(room, larger);
    room_give(room, tiny);
    room_give(room, fits);
    room_free(room);
}

TEST(the_smallest_block_that_fits_is_taken)
{
    Room *room = room_new();
    void *large = room_take(room, 1900), *small = room_take(room, 1200);
    room_give(room, large);
    room_give(room, small);
    CHECK(room_take(room, 1000) == small);
    CHECK(room_take(room, 1000) == large);
    room_give(room, small);
    room_give(room, large);
    room_free(room);
}

TEST(more_blocks_than_a_room_keeps_may_be_given)
{
    Room *room = room_new();
    void *blocks[40];
    for (size_t i = 0; i < 40; i++)
        blocks[i] = room_take(room, 100);
    for (size_t i = 0; i < 40; i++)
        room_give(room, blocks[i]);
    room_give(room, NULL);
    room_free(room);
}

TEST(a_size_beyond_memory_gives_none)
{
    CHECK(room_take(NULL, SIZE_MAX) == NULL);
    CHECK(room_take(NULL, SIZE_MAX / 2) == NULL);
}

static void *take_and_give(void *room)
{
    for (int i = 0; i < 200; i++) {
        unsigned char *block = room_take(room, 4096);
        memset(block, i, 4096);
        for (size_t k = 0; k < 4096; k++)
            if (block[k] != (unsigned char)i) return room;
        room_give(room, block);
    }
    return NULL;
}

TEST(threads_never_hold_the_same_block)
{
    Room *room = room_new();
    pthread_t threads[4];
    void *broken = NULL;
    for (size_t i = 0; i < 4; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, take_and_give, room), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], &broken);
        CHECK(broken == NULL);
    }
    room_free(room);
}
