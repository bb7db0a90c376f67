#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_ALIGN = 64, ARENA_MIN_BLOCK = 4096, ARENA_TEXT_LINE = 2048 };

typedef struct Block {
    struct Block *next;
    size_t used, size; /* bytes, counted from the block's first aligned byte */
    unsigned char *data;
    void *memory; /* as it was given: data is its first aligned byte */
} Block;

struct Arena {
    Block *blocks; /* newest first */
    size_t next_size, taken;
    char *text; /* where the next text goes */
    size_t text_room;
};

/* Zeroed as a whole: for large blocks the system gives pages that are zero already, and only
 * those that are touched. */
static Block *block_new(size_t size)
{
    Block *block = malloc(sizeof *block);
    if (!block) return NULL;
    block->memory = calloc(1, size + ARENA_ALIGN);
    if (!block->memory) {
        free(block);
        return NULL;
    }
    const uintptr_t past = (uintptr_t)block->memory % ARENA_ALIGN;
    block->data = (unsigned char *)block->memory + (ARENA_ALIGN - past) % ARENA_ALIGN;
    block->next = NULL;
    block->used = 0;
    block->size = size;
    return block;
}

static size_t round_up(size_t n)
{
    return (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

Arena *arena_new(size_t first_bytes)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena) return NULL;
    arena->next_size = round_up(first_bytes < ARENA_MIN_BLOCK ? ARENA_MIN_BLOCK : first_bytes);
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena) return;
    for (Block *block = arena->blocks; block;) {
        Block *next = block->next;
        free(block->memory);
        free(block);
        block = next;
    }
    free(arena);
}

static Block *arena_room(Arena *arena, size_t bytes)
{
    if (arena->blocks && arena->blocks->size - arena->blocks->used >= bytes)
        return arena->blocks;
    const size_t size = bytes > arena->next_size ? bytes : arena->next_size;
    Block *block = block_new(size);
    if (!block) return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    if (arena->next_size <= SIZE_MAX / 4) arena->next_size *= 2;
    return block;
}

void *arena_zeroed(Arena *arena, size_t n, size_t size)
{
    if (!arena || (size && n > (SIZE_MAX / 2) / size)) return NULL;
    const size_t asked = n * size;
    const size_t bytes = round_up(asked > 0 ? asked : 1);
    Block *block = arena_room(arena, bytes);
    if (!block) return NULL;
    void *out = block->data + block->used;
    block->used += bytes;
    arena->taken += bytes;
    return out;
}

void *arena_copy(Arena *arena, const void *from, size_t n, size_t size)
{
    void *copy = arena_zeroed(arena, n, size);
    if (copy && n) memcpy(copy, from, n * size);
    return copy;
}

/* Texts need no alignment: short ones lie side by side in a line that they share. */
char *arena_text(Arena *arena, const char *text, size_t n)
{
    if (!arena) return NULL;
    char *copy;
    if (n >= ARENA_TEXT_LINE / 4) {
        copy = arena_zeroed(arena, n + 1, 1);
        if (!copy) return NULL;
    } else {
        if (n >= arena->text_room) {
            arena->text = arena_zeroed(arena, ARENA_TEXT_LINE, 1);
            arena->text_room = arena->text ? ARENA_TEXT_LINE : 0;
        }
        if (!arena->text) return NULL;
        copy = arena->text;
        arena->text += n + 1;
        arena->text_room -= n + 1;
    }
    if (n) memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

size_t arena_bytes(const Arena *arena)
{
    return arena ? arena->taken : 0;
}
