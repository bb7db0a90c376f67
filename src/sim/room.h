/* room.h - what runs leave for later ones to work in: memory of records and trails, and works
 * of the market, which a run of the same pattern need not lay out again. Private to sim/. */
#ifndef LODE_SIM_ROOM_H
#define LODE_SIM_ROOM_H

#include "base/room.h"
#include "market/market.h"
#include "sim/sim.h"

/* Blocks for numbers; of no room (NULL) the system's. */
Room *sim_room_blocks(SimRoom *room);

/* A work for programs of this pattern: one that was left, or a new one. */
Status sim_room_take(SimRoom *room, const Program *pattern, MarketWork **out);

/* Leaves a work for others. NULL is no work. */
void sim_room_leave(SimRoom *room, MarketWork *work);

#endif
