/* arena.h - memory that is taken in blocks and given back all at once.
 * What lives as long as a Model, a Net or a Record lives in that object's arena, so nothing in
 * it is freed by hand and a failed build is undone by one call. Not for use by two threads. */
#ifndef LODE_BASE_ARENA_H
#define LODE_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

/* NULL when memory is out. first_bytes sizes the first block; later blocks double. */
Arena *arena_new(size_t first_bytes);

/* Gives back everything taken from the arena, and the arena. NULL is fine. */
void arena_free(Arena *arena);

/* Zeroed memory for n objects of `size` bytes, aligned to 64 bytes so that kernels can load
 * whole cache lines. NULL when memory is out, when n * size overflows, or when arena is NULL.
 * n == 0 gives a valid pointer to nothing. */
void *arena_zeroed(Arena *arena, size_t n, size_t size);

/* A copy of n objects of `size` bytes, aligned like arena_zeroed's; NULL when memory is out. */
void *arena_copy(Arena *arena, const void *from, size_t n, size_t size);

/* A copy of n bytes of text with a zero behind it; NULL when memory is out. */
char *arena_text(Arena *arena, const char *text, size_t n);

/* Bytes handed out so far: what the object built in this arena costs. */
size_t arena_bytes(const Arena *arena);

#define ARENA_COPY(arena, from, n) arena_copy((arena), (from), (size_t)(n), sizeof *(from))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_zeroed((arena), (size_t)(n), sizeof(type)))

#endif
