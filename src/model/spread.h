/* spread.h - rows with wildcards, laid over the things they mean. The most specific row decides
 * each cell of a thing; a blank cell (NAN) leaves it to a less specific row; two equally
 * specific rows that both fill a cell of the same thing are a mistake. */
#ifndef LODE_MODEL_SPREAD_H
#define LODE_MODEL_SPREAD_H

#include "model/draft.h"

enum { SPREAD_CELLS_MAX = 10, SPREAD_TOTAL_MAX = 50000000 };

/* A cell that rows may fill: where it lies in the row, and what messages call it. */
typedef struct SpreadCell {
    const char *name;
    size_t in_row;
} SpreadCell;

typedef struct SpreadKind {
    const SpreadCell *cells;
    int32_t n_cells;
    size_t row_size, row_origin;
} SpreadKind;

/* One thing: a key, its cells, and which row (by index) filled each. */
typedef struct SpreadThing {
    uint64_t key;
    double value[SPREAD_CELLS_MAX];  /* NAN = no row fills it */
    int32_t row[SPREAD_CELLS_MAX];   /* MODEL_NONE = none */
    int32_t first_row;               /* the row that named the thing first */
    bool disputed[SPREAD_CELLS_MAX]; /* said so already */
} SpreadThing;

typedef struct Spread Spread;

/* Rows must be laid from the most specific to the least. */
Spread *spread_new(Draft *draft, const SpreadKind *kind, const void *rows,
                   const int32_t *specific);
Status spread_lay(Spread *spread, int32_t row, uint64_t key);

/* The things in the order of their keys. */
SpreadThing *spread_things(Spread *spread, int32_t *n);

/* The rows of a list from the most specific to the least, equals in file order. NULL when
 * memory is out. */
int32_t *spread_order(Arena *arena, const int32_t *specific, int32_t n);

#endif
