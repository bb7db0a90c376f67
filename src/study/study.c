#include "study/study.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "study/single.h"

enum {
    THREADS_MAX = 256,
    SLOTS_PER_THREAD = 4, /* results that may wait for a slower one before them */
    ASK_EVERY_MS = 100    /* progress is asked so often while nothing is finished */
};

/* A place for one run, from when it is taken until it is delivered. */
typedef struct Slot {
    bool finished;
    StudyRun run;
    char reason[STUDY_REASON_SIZE];
} Slot;

/* Runs are counted by their place in the study, 0 to n - 1. */
typedef struct Pool {
    const Study *study;
    Slot *slots; /* run at place p is in slot p % n_slots */
    int64_t n_slots;
    pthread_mutex_t lock;
    pthread_cond_t finished, free; /* a run is finished; a slot is free, or no more work */
    int64_t next, delivered;       /* the first place that nobody took; that is still here */
    bool closed;                   /* no more runs are begun */
} Pool;

/* ---- who works: takes the next run, as long as there is room for its result ---- */

static int64_t take(Pool *pool)
{
    int64_t place = -1;
    pthread_mutex_lock(&pool->lock);
    while (!pool->closed && pool->next < pool->study->n &&
           pool->next >= pool->delivered + pool->n_slots)
        pthread_cond_wait(&pool->free, &pool->lock);
    if (!pool->closed && pool->next < pool->study->n) place = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return place;
}

static void *work(void *context)
{
    Pool *pool = context;
    const Study *study = pool->study;
    for (int64_t place; (place = take(pool)) >= 0;) {
        Slot *slot = &pool->slots[place % pool->n_slots];
        slot->run.run = study->first + place * (study->step ? study->step : 1);
        slot->run.status = single_run(study, slot->run.run, slot->run.result, slot->reason);
        pthread_mutex_lock(&pool->lock);
        slot->finished = true;
        pthread_cond_signal(&pool->finished);
        pthread_mutex_unlock(&pool->lock);
    }
    return NULL;
}

/* ---- who delivers ---- */

static void close_pool(Pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    pthread_cond_broadcast(&pool->free);
    pthread_mutex_unlock(&pool->lock);
}

static struct timespec soon(void)
{
    struct timespec when;
    clock_gettime(CLOCK_REALTIME, &when);
    when.tv_nsec += ASK_EVERY_MS * 1000000L;
    if (when.tv_nsec >= 1000000000L) {
        when.tv_nsec -= 1000000000L;
        when.tv_sec++;
    }
    return when;
}

/* Waits for the next result, but not for long: NULL then. *over: none will come. */
static Slot *wait_for(Pool *pool, bool *over)
{
    Slot *slot = &pool->slots[pool->delivered % pool->n_slots];
    const struct timespec until = soon();
    int late = 0;
    pthread_mutex_lock(&pool->lock);
    const bool closed = pool->closed || pool->next >= pool->study->n;
    *over = closed && pool->delivered >= pool->next;
    while (!*over && !slot->finished && !late)
        late = pthread_cond_timedwait(&pool->finished, &pool->lock, &until);
    const bool finished = !*over && slot->finished;
    pthread_mutex_unlock(&pool->lock);
    return finished ? slot : NULL;
}

/* Gives the slot back for another run. */
static void clear(Pool *pool, Slot *slot)
{
    const Study *study = pool->study;
    if (study->drop) study->drop(study->context, slot->run.result);
    memset(slot->run.result, 0, study->result_size);
    pthread_mutex_lock(&pool->lock);
    slot->finished = false;
    pool->delivered++;
    pthread_cond_broadcast(&pool->free);
    pthread_mutex_unlock(&pool->lock);
}

/* Once something ends the study, runs under way are waited for: delivered after an interrupt,
 * dropped after a failure. */
static Status deliver_all(Pool *pool)
{
    const Study *study = pool->study;
    Status st = LODE_OK;
    for (bool over = false; !over;) {
        const bool failed = st && st != LODE_INTERRUPTED;
        Slot *slot = wait_for(pool, &over);
        if (slot) {
            Status got = slot->run.status == LODE_NO_MEMORY ? LODE_NO_MEMORY : LODE_OK;
            if (!got && !failed) got = study->deliver(study->context, &slot->run);
            clear(pool, slot);
            if (got && !failed) st = got;
        }
        if (!st && study->progress &&
            study->progress(study->context, pool->delivered, study->n))
            st = LODE_INTERRUPTED;
        if (st) close_pool(pool);
    }
    return st;
}

/* ---- all of it ---- */

static Status open_slots(Pool *pool, Arena *arena, int threads)
{
    pool->n_slots = (int64_t)threads * SLOTS_PER_THREAD;
    if (!(pool->slots = ARENA_ARRAY(arena, Slot, pool->n_slots))) return LODE_NO_MEMORY;
    for (int64_t i = 0; i < pool->n_slots; i++) {
        Slot *slot = &pool->slots[i];
        slot->run.reason = slot->reason;
        slot->run.result = arena_zeroed(arena, 1, pool->study->result_size);
        if (!slot->run.result) return LODE_NO_MEMORY;
    }
    return LODE_OK;
}

static Status run_pool(Pool *pool, int threads)
{
    pthread_t thread[THREADS_MAX];
    int started = 0;
    while (started < threads && pthread_create(&thread[started], NULL, work, pool) == 0)
        started++;
    const Status st = started ? deliver_all(pool) : LODE_NO_MEMORY;
    for (int i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    return st;
}

Status study_run(const Study *study)
{
    const int threads = study->threads < 1             ? 1
                        : study->threads > THREADS_MAX ? THREADS_MAX
                                                       : study->threads;
    Arena *arena = arena_new(0);
    Pool pool = {.study = study};
    Status st = open_slots(&pool, arena, threads);
    if (!st && pthread_mutex_init(&pool.lock, NULL)) st = LODE_NO_MEMORY;
    if (!st) {
        pthread_cond_init(&pool.finished, NULL);
        pthread_cond_init(&pool.free, NULL);
        st = run_pool(&pool, threads);
        pthread_cond_destroy(&pool.free);
        pthread_cond_destroy(&pool.finished);
        pthread_mutex_destroy(&pool.lock);
    }
    arena_free(arena);
    return st;
}
