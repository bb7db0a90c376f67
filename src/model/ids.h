/* ids.h - every id of a model by kind, and the sets that groups, stages and sectors stand for.
 */
#ifndef LODE_MODEL_IDS_H
#define LODE_MODEL_IDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/status.h"
#include "table/column.h"

typedef struct ModelIds {
    Names *names[TARGET_COUNT];    /* index = position in the model's array */
    bool incomplete[TARGET_COUNT]; /* its table cannot be read: nobody is to blame for an id */
    Names *sectors, *scenarios;
    const int32_t *identity; /* 0, 1, 2 ... as far as the longest table */
    int32_t n_identity;
    const IndexSet *groups, *stages, *in_sector; /* regions, commodities, uses of each */
} ModelIds;

/* Lower-case ASCII letters, digits, '-', '_' and '.' only. */
bool ids_is_id(const char *text);

/* "region", "commodity" ...: what messages call one. */
const char *ids_word(ColumnTarget target);

Status ids_new(Arena *arena, ModelIds **out);

/* Prepares `identity` once all names are known. */
Status ids_close(ModelIds *ids, Arena *arena);

/* Items 0 .. n_items-1 by owner (0 .. n_sets-1, or none when negative), as n_sets ascending
 * sets. */
const IndexSet *ids_members(Arena *arena, const int32_t *owner, int32_t n_items,
                            int32_t n_sets);

/* The set that one word means for a column of this target: an id, a group, stage or sector, or
 * '*'. An id wins over a group of the same name. False when the word means nothing. */
bool ids_set(const ModelIds *ids, ColumnTarget target, const char *word, IndexSet *out);

/* The id, group, stage or sector that was meant, or NULL. */
const char *ids_nearest(const ModelIds *ids, ColumnTarget target, const char *word);

#endif
