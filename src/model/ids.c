#include "model/ids.h"

#include <string.h>

const char *ids_word(ColumnTarget target)
{
    static const char *const words[TARGET_COUNT] = {
        [TARGET_NONE] = "id",
        [TARGET_REGION] = "region",
        [TARGET_GROUP] = "group",
        [TARGET_STAGE] = "stage",
        [TARGET_COMMODITY] = "commodity",
        [TARGET_PROCESS] = "process",
        [TARGET_FACILITY] = "facility",
        [TARGET_USE] = "use",
        [TARGET_DEMAND] = "demand",
        [TARGET_DOCUMENT] = "document",
        [TARGET_DRIVER] = "driver",
        [TARGET_CONSTRAINT] = "constraint",
        [TARGET_TECHNOLOGY] = "technology",
    };
    return words[target];
}

bool ids_is_id(const char *text)
{
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_.")] == '\0';
}

Status ids_new(Arena *arena, ModelIds **out)
{
    ModelIds *ids = ARENA_ARRAY(arena, ModelIds, 1);
    *out = ids;
    if (!ids) return LODE_NO_MEMORY;
    for (int i = 0; i < TARGET_COUNT; i++)
        if (!(ids->names[i] = names_new(arena))) return LODE_NO_MEMORY;
    ids->sectors = names_new(arena);
    return ids->sectors ? LODE_OK : LODE_NO_MEMORY;
}

Status ids_close(ModelIds *ids, Arena *arena)
{
    for (int i = 0; i < TARGET_COUNT; i++)
        if (names_count(ids->names[i]) > ids->n_identity)
            ids->n_identity = names_count(ids->names[i]);
    int32_t *identity = ARENA_ARRAY(arena, int32_t, ids->n_identity);
    for (int32_t i = 0; identity && i < ids->n_identity; i++)
        identity[i] = i;
    ids->identity = identity;
    return identity ? LODE_OK : LODE_NO_MEMORY;
}

const IndexSet *ids_members(Arena *arena, const int32_t *owner, int32_t n_items, int32_t n_sets)
{
    IndexSet *sets = ARENA_ARRAY(arena, IndexSet, n_sets);
    int32_t *members = ARENA_ARRAY(arena, int32_t, n_items);
    int32_t *next = ARENA_ARRAY(arena, int32_t, n_sets);
    if (!sets || !members || !next) return NULL;
    for (int32_t i = 0; i < n_items; i++)
        if (owner[i] >= 0) sets[owner[i]].n++;
    for (int32_t s = 0, start = 0; s < n_sets; s++) {
        sets[s].index = members + start;
        sets[s].specific = 1;
        next[s] = start;
        start += sets[s].n;
    }
    for (int32_t i = 0; i < n_items; i++)
        if (owner[i] >= 0) members[next[owner[i]]++] = i;
    return sets;
}

typedef struct Family {
    const Names *names;
    const IndexSet *sets; /* NULL while they are not known */
} Family;

/* The ids of sets that a column of this target may name beside its own. */
static Family family_of(const ModelIds *ids, ColumnTarget target)
{
    if (target == TARGET_REGION) return (Family){ids->names[TARGET_GROUP], ids->groups};
    if (target == TARGET_COMMODITY) return (Family){ids->names[TARGET_STAGE], ids->stages};
    if (target == TARGET_USE) return (Family){ids->sectors, ids->in_sector};
    return (Family){NULL, NULL};
}

bool ids_set(const ModelIds *ids, ColumnTarget target, const char *word, IndexSet *out)
{
    const int32_t at = names_find(ids->names[target], word);
    if (at >= 0) {
        *out = (IndexSet){.n = 1, .index = ids->identity + at, .specific = 2};
        return true;
    }
    if (strcmp(word, "*") == 0) {
        *out = (IndexSet){
            .n = names_count(ids->names[target]), .index = ids->identity, .all = true};
        return true;
    }
    const Family family = family_of(ids, target);
    const int32_t set = family.names ? names_find(family.names, word) : -1;
    if (set < 0) return false;
    *out = family.sets ? family.sets[set] : (IndexSet){.specific = 1};
    return true;
}

const char *ids_nearest(const ModelIds *ids, ColumnTarget target, const char *word)
{
    const char *nearest = names_nearest(ids->names[target], word);
    const Family family = family_of(ids, target);
    return nearest || !family.names ? nearest : names_nearest(family.names, word);
}
