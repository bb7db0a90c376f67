/* damage.h - what a spreadsheet or a careless copy has done to a cell, in words, and the
 * remedy. Called only for texts that are not what their column wants. */
#ifndef LODE_TABLE_DAMAGE_H
#define LODE_TABLE_DAMAGE_H

#include <stddef.h>

#include "base/arena.h"

/* Each writes one sentence on why `text` is no number, no month or no id, and what to write
 * instead. arena is for scratch. */
void damage_of_number(const char *text, Arena *arena, char *why, size_t size);
void damage_of_month(const char *text, Arena *arena, char *why, size_t size);
void damage_of_id(const char *text, Arena *arena, char *why, size_t size);

#endif
