#include "base/room.h"

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

struct Room {
    pthread_mutex_t mutex;
    Head *kept[KEPT_MOST];
    int n;
};

Room *room_new(void)
{
    Room *room = calloc(1, sizeof *room);
    if (room) pthread_mutex_init(&room->mutex, NULL);
    return room;
}

static void block_free(Head *head)
{
    if (head) free(head->memory);
}

void room_free(Room *room)
{
    if (!room) return;
    for (int i = 0; i < room->n; i++)
        block_free(room->kept[i]);
    pthread_mutex_destroy(&room->mutex);
    free(room);
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
static Head *take_kept(Room *room, size_t bytes)
{
    int best = -1;
    for (int i = 0; i < room->n; i++) {
        const size_t has = room->kept[i]->bytes;
        if (has < bytes || has / TOO_LARGE > bytes) continue;
        if (best < 0 || has < room->kept[best]->bytes) best = i;
    }
    if (best < 0) return NULL;
    Head *head = room->kept[best];
    room->kept[best] = room->kept[--room->n];
    return head;
}

void *room_take(Room *room, size_t bytes)
{
    if (!room) return block_new(bytes);
    pthread_mutex_lock(&room->mutex);
    Head *head = take_kept(room, bytes);
    pthread_mutex_unlock(&room->mutex);
    return head ? (unsigned char *)head + ALIGN : block_new(bytes);
}

void room_give(Room *room, void *block)
{
    if (!block) return;
    Head *head = head_of(block);
    if (room) {
        pthread_mutex_lock(&room->mutex);
        if (room->n < KEPT_MOST) {
            room->kept[room->n++] = head;
            head = NULL;
        }
        pthread_mutex_unlock(&room->mutex);
    }
    block_free(head);
}
