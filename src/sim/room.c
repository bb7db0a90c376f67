#include "sim/room.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WORKS_KEPT = 4 };

struct SimRoom {
    Room *blocks;
    pthread_mutex_t mutex;
    MarketWork *works[WORKS_KEPT]; /* as they came */
    int n;
};

SimRoom *sim_room_new(void)
{
    SimRoom *room = calloc(1, sizeof *room);
    if (!room) return NULL;
    room->blocks = room_new();
    if (!room->blocks) {
        free(room);
        return NULL;
    }
    pthread_mutex_init(&room->mutex, NULL);
    return room;
}

void sim_room_free(SimRoom *room)
{
    if (!room) return;
    for (int i = 0; i < room->n; i++)
        market_work_free(room->works[i]);
    pthread_mutex_destroy(&room->mutex);
    room_free(room->blocks);
    free(room);
}

Room *sim_room_blocks(SimRoom *room)
{
    return room ? room->blocks : NULL;
}

/* Takes out the work at place i. The mutex is held. */
static MarketWork *take_at(SimRoom *room, int i)
{
    MarketWork *work = room->works[i];
    room->n--;
    memmove(&room->works[i], &room->works[i + 1], (size_t)(room->n - i) * sizeof *room->works);
    return work;
}

static MarketWork *take_left(SimRoom *room, const Program *pattern)
{
    MarketWork *work = NULL;
    pthread_mutex_lock(&room->mutex);
    for (int i = 0; i < room->n && !work; i++)
        if (market_work_fits(room->works[i], pattern)) work = take_at(room, i);
    pthread_mutex_unlock(&room->mutex);
    return work;
}

Status sim_room_take(SimRoom *room, const Program *pattern, MarketWork **out)
{
    *out = room ? take_left(room, pattern) : NULL;
    return *out ? LODE_OK : market_work_new(pattern, out);
}

/* The one that has been there for longest makes place: patterns change with the policies. */
void sim_room_leave(SimRoom *room, MarketWork *work)
{
    MarketWork *spare = work;
    if (room && work) {
        pthread_mutex_lock(&room->mutex);
        spare = room->n == WORKS_KEPT ? take_at(room, 0) : NULL;
        room->works[room->n++] = work;
        pthread_mutex_unlock(&room->mutex);
    }
    market_work_free(spare);
}
