#include "sim/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WORKS_KEPT = 4, TEAMS_KEPT = 2 };

struct SimPool {
    Pool *blocks;
    pthread_mutex_t mutex;
    MarketWork *works[WORKS_KEPT]; /* as they came */
    int n;
    Team *teams[TEAMS_KEPT];
    int n_teams;
};

SimPool *sim_pool_new(void)
{
    SimPool *pool = calloc(1, sizeof *pool);
    if (!pool) return NULL;
    pool->blocks = pool_new();
    if (!pool->blocks) {
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->mutex, NULL);
    return pool;
}

void sim_pool_free(SimPool *pool)
{
    if (!pool) return;
    for (int i = 0; i < pool->n; i++)
        market_work_free(pool->works[i]);
    for (int i = 0; i < pool->n_teams; i++)
        team_free(pool->teams[i]);
    pthread_mutex_destroy(&pool->mutex);
    pool_free(pool->blocks);
    free(pool);
}

Pool *sim_pool_blocks(SimPool *pool)
{
    return pool ? pool->blocks : NULL;
}

/* Takes out the work at place i. The mutex is held. */
static MarketWork *take_at(SimPool *pool, int i)
{
    MarketWork *work = pool->works[i];
    pool->n--;
    memmove(&pool->works[i], &pool->works[i + 1], (size_t)(pool->n - i) * sizeof *pool->works);
    return work;
}

static MarketWork *take_left(SimPool *pool, const Program *pattern)
{
    MarketWork *work = NULL;
    pthread_mutex_lock(&pool->mutex);
    for (int i = 0; i < pool->n && !work; i++)
        if (market_work_fits(pool->works[i], pattern)) work = take_at(pool, i);
    pthread_mutex_unlock(&pool->mutex);
    return work;
}

Status sim_pool_take_work(SimPool *pool, const Program *pattern, MarketWork **out)
{
    *out = pool ? take_left(pool, pattern) : NULL;
    return *out ? LODE_OK : market_work_new(pattern, out);
}

/* The one that has been there for longest makes place: patterns change with the policies. */
void sim_pool_give_work(SimPool *pool, MarketWork *work)
{
    MarketWork *spare = work;
    if (work) market_work_help(work, NULL);
    if (pool && work) {
        pthread_mutex_lock(&pool->mutex);
        spare = pool->n == WORKS_KEPT ? take_at(pool, 0) : NULL;
        pool->works[pool->n++] = work;
        pthread_mutex_unlock(&pool->mutex);
    }
    market_work_free(spare);
}

Team *sim_pool_take_team(SimPool *pool)
{
    Team *team = NULL;
    if (pool) {
        pthread_mutex_lock(&pool->mutex);
        if (pool->n_teams) team = pool->teams[--pool->n_teams];
        pthread_mutex_unlock(&pool->mutex);
    }
    return team ? team : team_new();
}

void sim_pool_give_team(SimPool *pool, Team *team)
{
    Team *spare = team;
    if (pool && team) {
        pthread_mutex_lock(&pool->mutex);
        if (pool->n_teams < TEAMS_KEPT) {
            pool->teams[pool->n_teams++] = team;
            spare = NULL;
        }
        pthread_mutex_unlock(&pool->mutex);
    }
    team_free(spare);
}
