/* quantity.h - a number with its unit: "$63.5 per kilogram", 三千吨, "5 feet and 2 inches". */
#ifndef LODE_CLAIMS_QUANTITY_H
#define LODE_CLAIMS_QUANTITY_H

#include "claims/number.h"

typedef struct Quantity {
    double lo, hi;  /* equal unless it is a range; as written, before the unit's factor */
    double scale;   /* of the number: 1e6 for "5 million" */
    uint32_t flags; /* NUMBER_... */
    int32_t digits; /* of a bare Arabic number */
    const UnitRow *unit, *per; /* NULL where there is none */
    ClaimBound bound;
    bool range, cycle, prefixed; /* cycle: "every 90 seconds"; prefixed: "$5" */
    int32_t start, end;          /* in the fold */
} Quantity;

/* The quantity at `at`; false if no number starts there. */
bool quantity_read(const ClaimReader *reader, const Fold *fold, int32_t at, Quantity *out);

/* Letters and currency signs with a digit behind them, so that one may look for "RMB 5". */
bool quantity_symbol_ahead(const Fold *fold, int32_t at);

/* A stroke, "per", "a" or 每 and what one divides by; returns where it ends, `at` if it is
 * none. Things counted ("per vehicle", /台) are passed over: a count is no unit. */
int32_t unit_read_per(const ClaimReader *reader, const Fold *fold, int32_t at,
                      const UnitRow **per);

/* Can one quantity be part of another, as one end of a range? */
bool quantity_same_unit(const Quantity *a, const Quantity *b);

Dimension quantity_dim(const Quantity *quantity);
double quantity_scale(const Quantity *quantity); /* to the canonical unit */
/* The canonical code: "USD/kg". */
void quantity_code(const Quantity *quantity, char code[CLAIM_UNIT_MAX]);

#endif
