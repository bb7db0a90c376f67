/* draw.h - run r of an ensemble: a point of the dimensions, and what happens to facilities.
 *
 * What is drawn for a run is a function of the seed, the run's number and what it is for, so it
 * is the same alone, among ten thousand, on any thread or rank. One exception: the points of a
 * Latin hypercube depend on how many there are. */
#ifndef LODE_ENSEMBLE_DRAW_H
#define LODE_ENSEMBLE_DRAW_H

#include "ensemble/dimension.h"
#include "study/study.h"

/* Takes a run's coordinates (dimensions->n numbers in (0, 1)) to values, through correlations
 * and distributions; point is changed. scratch: n numbers. */
void draw_values(const Dimensions *dimensions, double *point, double *scratch, double *values);

/* What happens: months of delay of each facility, 0 = none, and outages. */
typedef struct Mishap {
    int32_t facility;
    Month from;     /* of an outage */
    int32_t months; /* how long, or how late */
    double share;   /* of an outage */
} Mishap;

typedef struct Mishaps {
    Mishap *outages, *delays;
    int32_t n_outages, n_delays;
} Mishaps;

/* Draws them for the months of the model. Outages of one facility do not overlap. */
Status draw_mishaps(const Model *model, uint64_t seed, uint64_t run, Arena *arena,
                    Mishaps *out);

/* Puts the policies of a drawn scenario (NULL: none) behind those of another, in arena. */
Status draw_join(const Scenario *drawn, Arena *arena, Scenario *scenario);

/* The run with these values and mishaps: cells, values of `vary`, and a scenario of outages.
 * Everything is in arena. */
Status draw_variation(const Dimensions *dimensions, const double *values,
                      const Mishaps *mishaps, Arena *arena, Variation *out);

#endif
