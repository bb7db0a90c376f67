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
 * entry goes is found once, in factor_new; factor_compute allocates nothing.
 *
 * The two halves of the rows (split.h) are eliminated at the same time, if there is a helper.
 * The top's panels are there twice, so that each half has its own to take from: panels n_panels
 * .. are the shadows of panels top .. n_panels - 1. */
#ifndef LODE_MARKET_FACTOR_H
#define LODE_MARKET_FACTOR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/team.h"
#include "market/dense.h"
#include "market/split.h"

/* Rows from .. height - 1 of a panel as a later panel sees them: rows from .. to - 1 are
 * columns of that panel (of its shadow, where half 1 reaches the top), and row i is its row
 * place[i - from]. */
typedef struct PanelLink {
    int32_t target, from, to;
    const int32_t *place;
} PanelLink;

typedef struct Panel {
    int32_t first, width, height, stride; /* stride: doubles from one column to the next */
    int32_t n_links;
    int32_t *row; /* height; half 1 reaches the top's rows by their shadows */
    const PanelLink *link;
    double *value; /* stride * width */
} Panel;

/* Scratch of one half. */
typedef struct FactorRoom {
    _Alignas(CACHE_LINE) double *block, *packed; /* one update block, one packed right side */
    double *part;                                /* one panel's part of a vector */
    int32_t n_skipped;
} FactorRoom;

typedef struct Factor {
    int32_t n, n_room; /* rows, and with the top's shadow */
    Split split;
    int32_t n_panels, end[N_HALVES]; /* panels before end[0] are half 0's, then half 1's */
    int32_t *panel_of;               /* n: the panel a column belongs to */
    Panel *panel;                    /* and one behind the last */
    double *value;                   /* all panels, one after another */
    size_t n_values;
    double *diagonal; /* n_room: the diagonal of H, filled by the caller */
    double *pivot;    /* n: D */
    double *inverse;  /* n: 1/D, and 0 where a pivot was skipped */
    FactorRoom room[N_HALVES];
    DenseUpdate *update;
} Factor;

/* The pattern: neighbours of row i are graph[start[i] .. start[i + 1] - 1], both ways, without
 * the diagonal. Rows are in an elimination order, split, of which each half and the top are
 * postordered (order_rows sees to it). `scratch` may be given back afterwards. */
Status factor_new(int32_t n, const int32_t *start, const int32_t *graph, const Split *split,
                  Arena *arena, Arena *scratch, Factor *out);

/* Where a half adds to entry (i, j), i > j, of H: an index into value. The entry must be in the
 * pattern. */
int32_t factor_place(const Factor *factor, int half, int32_t i, int32_t j);

/* Sets to zero what a half adds to: its own values, and the top's or their shadows'. */
void factor_clear(Factor *factor, int half);

/* On entry value holds H below its diagonal, zero elsewhere, and diagonal the rest; on exit
 * value holds L. First each half, at the same time if you like, then the top. A pivot that
 * rounding has eaten is skipped: that unknown stays zero [Wright99]. Returns the number of
 * skipped pivots. */
void factor_eliminate(Factor *factor, int half);
int32_t factor_eliminate_top(Factor *factor);

/* x := H^-1 x, for n_room numbers: L y = x in each half; then the top, to which is added what
 * stands in its shadows, which repeat it from then on; then L' x = D^-1 y in each half. */
void factor_lower(const Factor *factor, int half, double *x);
void factor_top(const Factor *factor, double *x);
void factor_upper(const Factor *factor, int half, double *x);

/* All three. Without a helper (NULL) the same bits. */
void factor_solve(const Factor *factor, Helper *helper, double *x);

#endif
