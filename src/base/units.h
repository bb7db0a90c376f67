/* units.h - the units our users write, and the exact factors between them.
 * UDUNITS does the algebra; the definitions are ours, because stock UDUNITS reads `kt` as knot,
 * `a` as are, and knows no money. Base units: t, month, m, MW, piece, and the model's currency;
 * a year is 12 months, a day 1/30.4375 of one, so 12 kt/year is exactly 1000 t/month.
 * UDUNITS keeps its parser's state in globals, so one thread at a time is let in here; systems
 * of units may be used by several threads. */
#ifndef LODE_BASE_UNITS_H
#define LODE_BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef struct UnitSystem UnitSystem;

/* The factor multiply / divide, kept as two whole numbers where it is their ratio. */
typedef struct UnitFactor {
    double multiply, divide;
} UnitFactor;

Status units_new(const char *currency, UnitSystem **out);
void units_free(UnitSystem *units); /* NULL is fine */

/* Adds a unit called `name`: a new base unit when meaning is "new", else what the expression
 * `meaning` says. LODE_BAD_INPUT: the name is taken or no name of a unit, or `meaning` is no
 * unit; why (of size bytes) says which. */
Status units_define(UnitSystem *units, const char *name, const char *meaning, char *why,
                    size_t size);

/* Factor from unit `from` to unit `to`. False when one of them is unknown or they do not
 * measure the same; why says which, and what to write instead, as in
 *     "'t REO' is no unit: what a tonne is a tonne of stands in the column basis" */
bool units_factor(const UnitSystem *units, const char *from, const char *to, UnitFactor *factor,
                  char *why, size_t size);

/* True when text is a unit of this system; otherwise why says what is wrong with it. */
bool units_known(const UnitSystem *units, const char *text, char *why, size_t size);

/* The currency the system was made for, and its base unit number i, NULL behind the last. */
const char *units_currency(const UnitSystem *units);
const char *units_base(const UnitSystem *units, int i);

static inline double unit_convert(UnitFactor factor, double value)
{
    return value * factor.multiply / factor.divide;
}

#endif
