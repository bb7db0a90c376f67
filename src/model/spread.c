#include "model/spread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Spread {
    Draft *draft;
    const SpreadKind *kind;
    const char *rows;
    const int32_t *specific;
    SpreadThing *things;
    int32_t *slot; /* thing + 1, 0 = empty; a power of two of them */
    uint32_t n_slots;
    int32_t n, room, laid;
};

Spread *spread_new(Draft *draft, const SpreadKind *kind, const void *rows,
                   const int32_t *specific)
{
    Spread *spread = ARENA_ARRAY(draft->reading.scratch, Spread, 1);
    if (!spread) return NULL;
    *spread = (Spread){.draft = draft, .kind = kind, .rows = rows, .specific = specific};
    return spread;
}

static uint32_t hash_of(uint64_t key)
{
    return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32); /* Fibonacci hashing [Knuth73] */
}

static uint32_t seek(const Spread *spread, uint64_t key)
{
    uint32_t at = hash_of(key) & (spread->n_slots - 1);
    while (spread->slot[at] && spread->things[spread->slot[at] - 1].key != key)
        at = (at + 1) & (spread->n_slots - 1);
    return at;
}

static bool grow(Spread *spread)
{
    const int32_t room = spread->room ? 2 * spread->room : 64;
    Arena *scratch = spread->draft->reading.scratch;
    SpreadThing *things = ARENA_ARRAY(scratch, SpreadThing, room);
    int32_t *slot = ARENA_ARRAY(scratch, int32_t, 2 * room);
    if (!things || !slot) return false;
    if (spread->n) memcpy(things, spread->things, (size_t)spread->n * sizeof *things);
    spread->things = things;
    spread->slot = slot;
    spread->room = room;
    spread->n_slots = 2 * (uint32_t)room;
    for (int32_t i = 0; i < spread->n; i++)
        slot[seek(spread, things[i].key)] = i + 1;
    return true;
}

static SpreadThing *find(Spread *spread, int32_t row, uint64_t key)
{
    if (spread->n == spread->room && !grow(spread)) return NULL;
    const uint32_t at = seek(spread, key);
    if (spread->slot[at]) return &spread->things[spread->slot[at] - 1];
    SpreadThing *thing = &spread->things[spread->n];
    spread->slot[at] = ++spread->n;
    thing->key = key;
    thing->first_row = row;
    for (int32_t i = 0; i < SPREAD_CELLS_MAX; i++) {
        thing->value[i] = NAN;
        thing->row[i] = MODEL_NONE;
    }
    return thing;
}

static const Place *place_of(const Spread *spread, int32_t row)
{
    const char *start = spread->rows + (size_t)row * spread->kind->row_size;
    return &((const Origin *)(const void *)(start + spread->kind->row_origin))->place;
}

static void dispute(Spread *spread, SpreadThing *thing, int32_t row, int32_t cell)
{
    if (thing->disputed[cell]) return;
    thing->disputed[cell] = true;
    row_error(
        &spread->draft->reading, place_of(spread, row), spread->kind->cells[cell].name,
        "line %d fills this for the same regions and commodity, and is as specific; leave one "
        "of the two blank",
        (int)place_of(spread, thing->row[cell])->line);
}

Status spread_lay(Spread *spread, int32_t row, uint64_t key)
{
    const char *start = spread->rows + (size_t)row * spread->kind->row_size;
    SpreadThing *thing = find(spread, row, key);
    if (!thing) return LODE_NO_MEMORY;
    if (spread->laid++ == SPREAD_TOTAL_MAX) {
        row_error(&spread->draft->reading, place_of(spread, row), "",
                  "the wildcards of this table stand for more than %d cells; name fewer",
                  SPREAD_TOTAL_MAX);
        return LODE_BAD_INPUT;
    }
    for (int32_t i = 0; i < spread->kind->n_cells; i++) {
        double value;
        memcpy(&value, start + spread->kind->cells[i].in_row, sizeof value);
        if (isnan(value)) continue;
        if (thing->row[i] == MODEL_NONE) {
            thing->row[i] = row;
            thing->value[i] = value;
        } else if (spread->specific[thing->row[i]] == spread->specific[row]) {
            dispute(spread, thing, row, i);
        }
    }
    return LODE_OK;
}

static int by_key(const void *a, const void *b)
{
    const uint64_t x = ((const SpreadThing *)a)->key, y = ((const SpreadThing *)b)->key;
    return x < y ? -1 : x > y;
}

SpreadThing *spread_things(Spread *spread, int32_t *n)
{
    *n = spread->n;
    if (spread->n) qsort(spread->things, (size_t)spread->n, sizeof *spread->things, by_key);
    return spread->things;
}

/* Few levels, so a pass for each. */
int32_t *spread_order(Arena *arena, const int32_t *specific, int32_t n)
{
    enum { LEVELS = 16 };
    int32_t *order = ARENA_ARRAY(arena, int32_t, n);
    int32_t used = 0;
    for (int32_t level = LEVELS; level >= 0 && order; level--)
        for (int32_t i = 0; i < n; i++)
            if (specific[i] == level) order[used++] = i;
    return order;
}
