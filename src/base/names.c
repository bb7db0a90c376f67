#include "base/names.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum { FIRST_SLOTS = 32 }; /* a power of two; at most half of them are filled */

struct Names {
    Arena *arena;
    const char **ids; /* slots / 2 */
    int32_t *slot;    /* index + 1, or 0 where empty */
    uint32_t *hash;   /* of each slot's id */
    uint32_t slots;
    int32_t n;
};

/* FNV-1a [Fowler91] */
static uint32_t hash_of(const char *id)
{
    uint32_t hash = 2166136261u;
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 16777619u;
    return hash ^ (hash >> 15);
}

static bool take_slots(Names *names, uint32_t slots)
{
    const char **ids = ARENA_ARRAY(names->arena, const char *, slots / 2);
    int32_t *slot = ARENA_ARRAY(names->arena, int32_t, slots);
    uint32_t *hash = ARENA_ARRAY(names->arena, uint32_t, slots);
    if (!ids || !slot || !hash) return false;
    for (uint32_t i = 0; i < names->slots; i++) {
        if (!names->slot[i]) continue;
        uint32_t at = names->hash[i] & (slots - 1);
        while (slot[at])
            at = (at + 1) & (slots - 1);
        slot[at] = names->slot[i];
        hash[at] = names->hash[i];
    }
    if (names->n) memcpy(ids, names->ids, (size_t)names->n * sizeof *ids);
    names->ids = ids;
    names->slot = slot;
    names->hash = hash;
    names->slots = slots;
    return true;
}

Names *names_new(Arena *arena)
{
    Names *names = ARENA_ARRAY(arena, Names, 1);
    if (!names) return NULL;
    names->arena = arena;
    return take_slots(names, FIRST_SLOTS) ? names : NULL;
}

/* The slot that holds id, or the empty one where it would go. */
static uint32_t seek(const Names *names, const char *id, uint32_t hash)
{
    uint32_t at = hash & (names->slots - 1);
    while (names->slot[at] &&
           (names->hash[at] != hash || strcmp(names->ids[names->slot[at] - 1], id) != 0))
        at = (at + 1) & (names->slots - 1);
    return at;
}

int32_t names_add(Names *names, const char *id)
{
    const uint32_t hash = hash_of(id);
    uint32_t at = seek(names, id, hash);
    if (names->slot[at]) return names->slot[at] - 1;
    if ((uint32_t)names->n == names->slots / 2) {
        if (names->slots > (1u << 29) || !take_slots(names, 2 * names->slots))
            return NAMES_NO_MEMORY;
        at = seek(names, id, hash);
    }
    names->ids[names->n] = id;
    names->hash[at] = hash;
    names->slot[at] = ++names->n;
    return names->n - 1;
}

int32_t names_find(const Names *names, const char *id)
{
    return names->slot[seek(names, id, hash_of(id))] - 1;
}

int32_t names_count(const Names *names)
{
    return names->n;
}

const char *names_at(const Names *names, int32_t index)
{
    return names->ids[index];
}

const char *names_nearest(const Names *names, const char *id)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, id);
    for (int32_t i = 0; i < names->n; i++)
        text_nearest_try(&nearest, names->ids[i]);
    return nearest.best;
}
