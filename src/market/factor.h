/* factor.h - H = L D L' of a symmetric matrix whose pattern never changes.
 *
 * The rows of H are numbered in elimination order (order.h). Neighbouring columns of L with
 * (nearly) the same rows form a panel, kept as one dense block by columns:
 *
 *     columns first .. first + width - 1
 *     rows    row[0 .. height - 1], the panel's own columns first, then rows of later panels
 *
 * A panel is eliminated with the dense loop of dense.h and then takes L D L' of its lower rows
 * from the panels those rows belong to: a right-looking supernodal method [Ng93]. Where every
 * entry goes is found once, in factor_new; factor_compute allocates nothing. */
#ifndef LODE_MARKET_FACTOR_H
#define LODE_MARKET_FACTOR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "market/dense.h"

/* Rows from .. height - 1 of a panel as a later panel sees them: rows from .. to - 1 are
 * columns of that panel, and row i is its row place[i - from]. */
typedef struct PanelLink {
    int32_t target, from, to;
    const int32_t *place;
} PanelLink;

typedef struct Panel {
    int32_t first, width, height, stride; /* stride: doubles from one column to the next */
    int32_t n_links;
    const int32_t *row; /* height */
    const PanelLink *link;
    double *value; /* stride * width */
} Panel;

typedef struct Factor {
    int32_t n, n_panels;
    int32_t *panel_of; /* n: the panel a column belongs to */
    Panel *panel;
    double *value; /* all panels, one after another */
    size_t n_values;
    double *diagonal;       /* n: the diagonal of H, filled by the caller */
    double *pivot;          /* n: D */
    double *inverse;        /* n: 1/D, and 0 where a pivot was skipped */
    double *block, *packed; /* scratch: one update block, one packed right side */
    double *part;           /* scratch: one panel's part of a vector */
    DenseUpdate *update;
} Factor;

/* The pattern: neighbours of row i are graph[start[i] .. start[i + 1] - 1], both ways, without
 * the diagonal. Rows are in a postordered elimination order (order_rows sees to it). `scratch`
 * may be given back afterwards. */
Status factor_new(int32_t n, const int32_t *start, const int32_t *graph, Arena *arena,
                  Arena *scratch, Factor *out);

/* Where entry (i, j), i > j, of H is added: an index into value. It must be in the pattern. */
int32_t factor_place(const Factor *factor, int32_t i, int32_t j);

/* On entry value holds H below its diagonal, zero elsewhere, and diagonal the rest; on exit
 * value holds L. A pivot that rounding has eaten is skipped: that unknown stays zero
 * [Wright99]. Returns the number of skipped pivots. */
int32_t factor_compute(Factor *factor);

/* x := H^-1 x */
void factor_solve(const Factor *factor, double *x);

#endif
