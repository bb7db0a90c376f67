/* pool.h - large blocks of memory that are handed on instead of given back. The system gives
 * new memory page by page, each by a fault and full of zeros; that can cost more than what is
 * then done in it. A pool may be used by several threads at once. */
#ifndef LODE_BASE_POOL_H
#define LODE_BASE_POOL_H

#include <stddef.h>

typedef struct Pool Pool;

/* NULL when memory is out. */
Pool *pool_new(void);

/* After all that was taken has been given back. NULL is fine. */
void pool_free(Pool *pool);

/* At least so many bytes, aligned to 64: a block that was given back, with whatever stands in
 * it, or a new one, which is zeroed. Without a pool (NULL) always a new one. NULL when memory
 * is out. */
void *pool_take(Pool *pool, size_t bytes);

/* Hands on what pool_take gave, for the same pool. NULL is no block. */
void pool_give(Pool *pool, void *block);

#endif
