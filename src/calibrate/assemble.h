/* assemble.h - the least-squares program of one pass of the reconciliation. Private to
 * calibrate/. Its first columns are those of the net, in their order; its first rows are the
 * markets. */
#ifndef LODE_CALIBRATE_ASSEMBLE_H
#define LODE_CALIBRATE_ASSEMBLE_H

#include "calibrate/lsq.h"
#include "calibrate/observe.h"

typedef struct Assembly {
    const Base *base;
    const Fact *facts;
    int32_t n_facts;
    const double *whole;  /* of each share: output of the world, from the pass before */
    const double *weight; /* of each fact */
    const bool *full;     /* of each facility: held at its capacity */
    const bool *shut;     /* of each facility and route, by column: held at nothing */
} Assembly;

void assemble(const Assembly *in, Lsq *lsq);

#endif
