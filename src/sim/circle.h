/* circle.h - goods that travel in a circle are taken out of the answer.
 *
 * Where routes cost nothing beyond constant freight, an optimal answer may send a good round in
 * a circle: at the equilibrium the costs along it sum to zero, so any amount is as good as
 * none, and the solver ends somewhere in between. No price, balance or objective changes when
 * each circle is reduced by its smallest flow; what is left is trade. Sticky routes have one
 * answer and are left alone. */
#ifndef LODE_SIM_CIRCLE_H
#define LODE_SIM_CIRCLE_H

#include "net/net.h"

typedef struct Circles {
    const Net *net;
    bool any; /* some route is not sticky */
    int32_t *
        first_out; /* n_commodities x n_regions + 1: first route of a commodity from a region */
    int32_t *next_out; /* n_regions: next route to try; scratch of the search */
    int32_t *path;     /* n_regions: routes from the start of the search to here */
    int32_t *depth;    /* n_regions: place on the path, or one of the marks in circle.c */
} Circles;

Status circles_new(const Net *net, Arena *arena, Circles *out);

/* Reduces every circle of flows in z (n_cols of the net's program). */
void circles_remove(const Circles *circles, const Program *program, double *z);

#endif
