/* sequence.h - points that fill a unit cube: at random, one in each slice of every axis (Latin
 * hypercube [McKay79]), or by Sobol's sequence [Joe08].
 *
 * Any point can be had without the others, so members of an ensemble may be run in any order
 * and anywhere. Coordinates lie in the open interval (0, 1). */
#ifndef LODE_ENSEMBLE_SEQUENCE_H
#define LODE_ENSEMBLE_SEQUENCE_H

#include <stdint.h>

#include "base/status.h"

typedef enum SequenceKind { SEQUENCE_RANDOM, SEQUENCE_LATIN, SEQUENCE_SOBOL } SequenceKind;

enum { SEQUENCE_SOBOL_DIMENSIONS = 512 };

typedef struct Sequence Sequence;

/* n points in `dimensions` dimensions. The seed moves Sobol's points by one digital shift an
 * axis, which keeps what makes them even; seed 0 leaves them as they are. LODE_BAD_INPUT: no
 * point, no dimension, or more dimensions than SEQUENCE_SOBOL_DIMENSIONS for Sobol's. */
Status sequence_new(SequenceKind kind, int32_t dimensions, uint64_t n, uint64_t seed,
                    Sequence **out);
void sequence_free(Sequence *sequence); /* NULL is fine */

/* Point i (0 .. n - 1): dimensions numbers. */
void sequence_point(const Sequence *sequence, uint64_t i, double *point);

/* "random", "latin", "sobol" */
const char *sequence_name(SequenceKind kind);

/* L2-star discrepancy of n points by Warnock's formula: how far the share of points in a box at
 * the origin is from its volume, in the mean over boxes. points: n rows of dimensions. O(n^2).
 */
double sequence_discrepancy(const double *points, int32_t n, int32_t dimensions);

#endif
