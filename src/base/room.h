/* room.h - large blocks of memory that are handed on instead of given back. The system gives
 * new memory page by page, each by a fault and full of zeros; that can cost more than what is
 * then done in it. A room may be used by several threads at once. */
#ifndef LODE_BASE_ROOM_H
#define LODE_BASE_ROOM_H

#include <stddef.h>

typedef struct Room Room;

/* NULL when memory is out. */
Room *room_new(void);

/* After all that was taken has been given back. NULL is fine. */
void room_free(Room *room);

/* At least so many bytes, aligned to 64: a block that was given back, with whatever stands in
 * it, or a new one, which is zeroed. Without a room (NULL) always a new one. NULL when memory
 * is out. */
void *room_take(Room *room, size_t bytes);

/* Hands on what room_take gave, for the same room. NULL is no block. */
void room_give(Room *room, void *block);

#endif
