/* design.h - which runs an ensemble has, and what each of them draws.
 *
 * A plain sample has n runs; designs for sensitivity (sensitivity.h) have more, and n counts
 * rows of Sobol's scheme or trajectories of Morris's. Run i is a function of the options and of
 * i alone. */
#ifndef LODE_ENSEMBLE_DESIGN_H
#define LODE_ENSEMBLE_DESIGN_H

#include "ensemble/dimension.h"
#include "ensemble/draw.h"
#include "ensemble/sequence.h"

typedef enum DesignKind { DESIGN_PLAIN, DESIGN_SOBOL, DESIGN_MORRIS } DesignKind;

enum { DESIGN_MORRIS_LEVELS = 8 };

typedef struct DesignOptions {
    DesignKind kind;
    const char *const *scenarios; /* of every run; outlive the design */
    int n_scenarios;
    DimensionChoice vary;
    int64_t n;
    uint64_t seed;
    SequenceKind sequence; /* of a plain sample and of Sobol's scheme */
} DesignOptions;

typedef struct Design {
    DesignOptions options;
    const Model *model;
    Dimensions dimensions;
    Sequence *sequence; /* NULL without dimensions, and of Morris's design */
    int64_t n_runs;
} Design;

/* model was read from files; both outlive the design, and so does arena. What does not fit
 * together, and a model of which nothing varies, is told in diag. Close it whatever comes back.
 */
Status design_open(const Model *model, const Files *files, const DesignOptions *options,
                   Arena *arena, Diag *diag, Design *out);
void design_close(Design *design);

/* What run i draws, without the others: dimensions.n values, and what happens to facilities. */
Status design_point(const Design *design, int64_t i, Arena *arena, double *values);
Status design_mishaps(const Design *design, int64_t i, Arena *arena, Mishaps *out);

/* Both, as a run of a study (study.h); in arena. */
Status design_variation(const Design *design, int64_t i, Arena *arena, Variation *out);

#endif
