/* quantity.h - which unit a number must have, given what it measures and what the row is about,
 * and its conversion to the unit the engine computes in. */
#ifndef LODE_MODEL_QUANTITY_H
#define LODE_MODEL_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/units.h"
#include "table/column.h"

/* What a row is about. NULL: not known, since the row names it wrongly; then numbers are read
 * but not converted. */
typedef struct Subject {
    const char *unit;   /* of the commodity, or of the activity */
    const char *amount; /* of amounts and rates: `unit`, or t when they are in another basis */
    const char *per;    /* of one activity, device or driver */
    const char
        *mixed;     /* a second unit, when the row covers commodities that differ; else NULL */
    int32_t months; /* what the row's date covers */
    bool unsure;    /* a cell that decides the above could not be read */
} Subject;

/* Remembers conversions, so that each pair of units is parsed once. */
typedef struct UnitCache UnitCache;
UnitCache *unit_cache_new(Arena *arena, const UnitSystem *units);

/* False when a number of this quantity may not stand without a unit for this subject. */
bool quantity_may_be_plain(Quantity quantity, const Subject *subject);

/* Writes a fitting unit, as messages show it: "t/year". */
void quantity_example(Quantity quantity, const UnitSystem *units, const Subject *subject,
                      char *out, size_t size);

/* Writes what numbers of this quantity are kept in, as people write it: "t/month"; "1" for
 * plain ones. */
void quantity_inside(Quantity quantity, const UnitSystem *units, const Subject *subject,
                     char *out, size_t size);

/* The factor from `unit` to what the engine wants. False: *why says why not. When memory is
 * out, *why is NULL. */
bool quantity_factor(UnitCache *cache, Quantity quantity, const char *unit,
                     const Subject *subject, UnitFactor *factor, const char **why);

#endif
