/* pool.h - what runs leave for later ones: memory of records and trails, works of the market,
 * which a run of the same pattern need not lay out again, and teams. Private to sim/. */
#ifndef LODE_SIM_POOL_H
#define LODE_SIM_POOL_H

#include "base/pool.h"
#include "market/market.h"
#include "sim/sim.h"

/* Blocks for numbers; of no pool (NULL) the system's. */
Pool *sim_pool_blocks(SimPool *pool);

/* A work for programs of this pattern: one that was left, or a new one. */
Status sim_pool_take_work(SimPool *pool, const Program *pattern, MarketWork **out);

/* Leaves a work for others. NULL is no work. */
void sim_pool_give_work(SimPool *pool, MarketWork *work);

/* A team that was left, or a new one. NULL when no thread can be had. */
Team *sim_pool_take_team(SimPool *pool);

/* Leaves a team for others. NULL is no team. */
void sim_pool_give_team(SimPool *pool, Team *team);

#endif
