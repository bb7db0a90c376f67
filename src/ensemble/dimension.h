/* dimension.h - what an ensemble of a model and its scenarios varies.
 *
 * Dimensions are the rows of uncertain.csv and the ranges of the scenarios at hand (`vary:`); a
 * run is a point of the unit cube of all dimensions, taken through their distributions. Beside
 * them stand risks: outages and delays, which are drawn run by run (draw.h). */
#ifndef LODE_ENSEMBLE_DIMENSION_H
#define LODE_ENSEMBLE_DIMENSION_H

#include "ensemble/spread.h"
#include "model/inputs.h"
#include "model/overlay.h"

typedef enum DimensionKind { DIMENSION_CELLS, DIMENSION_VARY } DimensionKind;

typedef struct Dimension {
    DimensionKind kind;
    const char *id, *label;
    Spread spread; /* its mode is what a run uses; of factors 1 */
    UncertainAs as;
    const CellText *cells; /* texts are NULL; none of a scenario's range */
    const double *usual;   /* the number in each cell */
    int32_t n_cells;
    InputClass known;   /* how its author knows the numbers of the first cell */
    const char *source; /* of those; "" of a scenario's range */
    Place place;        /* of the row or key that makes it a dimension */
} Dimension;

/* Which of them vary. Texts are ids; those that do not vary keep their usual values. */
typedef struct DimensionChoice {
    const char *const *only; /* n_only = 0: all */
    int n_only;
    const char *const *fixed; /* but for these */
    int n_fixed;
} DimensionChoice;

typedef struct Dimensions {
    const Model *model;
    const Files *files; /* that the model was read from */
    Inputs inputs;
    CsvTable facilities, plans; /* whose dates a delay moves; empty when not there */
    const Dimension *items;
    int32_t n;
    const double *root; /* Cholesky factor of the correlations; NULL = all independent */
} Dimensions;

/* Everything is in arena; choice NULL: all. What does not fit together is told in diag with its
 * place: LODE_BAD_INPUT; an id that nothing has, too: LODE_USAGE. */
Status dimensions_list(const Model *model, const Files *files, const char *const *scenarios,
                       int n_scenarios, const DimensionChoice *choice, Arena *arena, Diag *diag,
                       Dimensions *out);

/* Writes the cells of a dimension at a value (of spread) to out, which has room for n_cells;
 * texts in arena. LODE_NO_MEMORY. */
Status dimension_write(const Dimension *dimension, double value, Arena *arena, CellText *out);

/* Reads the model with all cells at their low and at their high ends, so that a range which
 * leaves what a cell may hold is found before the first run: LODE_BAD_INPUT, told in diag. The
 * 5th and 95th percentile stand for the ends of a normal. */
Status dimensions_try(const Dimensions *dimensions, Diag *diag);

/* Checks the ranges of the model's tables, for `lode check`. */
Status dimensions_check(const Model *model, Diag *diag);

#endif
