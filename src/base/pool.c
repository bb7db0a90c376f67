#include "base/pool.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

/* Blocks kept at most; one that is more than so many times too large is left to others. */
enum { KEPT_MOST = 8, TOO_LARGE = 2, ALIGN = 64 };

/* Stands before what is handed out. */
typedef struct Head {
    void *memory; /* as the system gave it */
    size_t bytes; /* behind the head */
} Head;

struct Pool {
    pthread_mutex_t mutex;
    Head *kept[KEPT_MOST];
    int n;
};

Pool *pool_new(void)
{
    Pool *pool = calloc(1, sizeof *pool);
    if (pool) pthread_mutex_init(&pool->mutex, NULL);
    return pool;
}

static void block_free(Head *head)
{
    if (head) free(head->memory);
}

void pool_free(Pool *pool)
{
    if (!pool) return;
    for (int i = 0; i < pool->n; i++)
        block_free(pool->kept[i]);
    pthread_mutex_destroy(&pool->mutex);
    free(pool);
}

static Head *head_of(void *block)
{
    return (Head *)((unsigned char *)block - ALIGN);
}

static void *block_new(size_t bytes)
{
    if (bytes > SIZE_MAX - 2 * ALIGN) return NULL;
    void *memory = calloc(1, bytes + 2 * ALIGN);
    if (!memory) return NULL;
    const uintptr_t past = (uintptr_t)memory % ALIGN;
    Head *head = (Head *)((unsigned char *)memory + (ALIGN - past) % ALIGN);
    *head = (Head){memory, bytes};
    return (unsigned char *)head + ALIGN;
}

/* The smallest that is kept and large enough. The mutex is held. */
static Head *take_kept(Pool *pool, size_t bytes)
{
    int best = -1;
    for (int i = 0; i < pool->n; i++) {
        const size_t has = pool->kept[i]->bytes;
        if (has < bytes || has / TOO_LARGE > bytes) continue;
        if (best < 0 || has < pool->kept[best]->bytes) best = i;
    }
    if (best < 0) return NULL;
    Head *head = pool->kept[best];
    pool->kept[best] = pool->kept[--pool->n];
    return head;
}

void *pool_take(Pool *pool, size_t bytes)
{
    if (!pool) return block_new(bytes);
    pthread_mutex_lock(&pool->mutex);
    Head *head = take_kept(pool, bytes);
    pthread_mutex_unlock(&pool->mutex);
    return head ? (unsigned char *)head + ALIGN : block_new(bytes);
}

void pool_give(Pool *pool, void *block)
{
    if (!block) return;
    Head *head = head_of(block);
    if (pool) {
        pthread_mutex_lock(&pool->mutex);
        if (pool->n < KEPT_MOST) {
            pool->kept[pool->n++] = head;
            head = NULL;
        }
        pthread_mutex_unlock(&pool->mutex);
    }
    block_free(head);
}
