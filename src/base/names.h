/* names.h - ids and the numbers they stand for: 0, 1, 2 ... in the order they were added.
 * Looked up by hash; the table and the texts it points to live as long as its arena and their
 * owner. Not for use by two threads while names are added. */
#ifndef LODE_BASE_NAMES_H
#define LODE_BASE_NAMES_H

#include <stdint.h>

#include "base/arena.h"

enum { NAMES_NONE = -1, NAMES_NO_MEMORY = -2 };

typedef struct Names Names;

Names *names_new(Arena *arena); /* NULL when memory is out */

/* The index of id, which is added if it is new; the text is borrowed, not copied.
 * NAMES_NO_MEMORY when it cannot grow. */
int32_t names_add(Names *names, const char *id);

/* NAMES_NONE when it is not there. */
int32_t names_find(const Names *names, const char *id);

int32_t names_count(const Names *names);
const char *names_at(const Names *names, int32_t index);

/* The id that the author may have meant: nearest by text_distance, if near enough, else NULL.
 */
const char *names_nearest(const Names *names, const char *id);

#endif
