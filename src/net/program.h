/* program.h - one month as a separable convex program over a network.
 *
 *     min   sum_j phi_j(z_j)
 *     s.t.  sum_j a_ij z_j  = b_i     rows 0 .. n_markets-1      multiplier p_i: the price
 *           sum_j a_ij z_j >= b_i     rows n_markets .. n_rows-1 multiplier p_i >= 0: the rent
 *           lower_j <= z_j <= upper_j
 *
 * Signs: a market row counts what arrives (production, imports, backstop) as positive and what
 * leaves (inputs, exports, demand, end stock, disposal) as negative; b_i = -(opening stock).
 * A limit row "sum of y_f over a set <= L" stands here as -sum y_f >= -L.
 *
 * Columns are of two kinds. A plain column has a rising linear marginal cost
 *     phi'_j(z) = cost_j + slope_j z + duty_j * p[duty_row_j]                (slope >= 0)
 * where the last term is an ad valorem duty on this month's price: it is no gradient of
 * anything, and is solved to consistency. A demand column has phi' = -P(q), where P is a
 * constant-elasticity inverse demand curve cut at the choke price (docs/model.md, "Demand"):
 *     P(q) = choke (1 + d - d q / q_c)         for q <= q_c = scale * choke^-e,   d =
 * DEMAND_CHOKE_RISE P(q) = (q / scale)^(-1/e)                for q >= q_c, e > 0 with e = 0 the
 * second branch is the bound upper_j = scale (a fixed need up to the choke).
 *
 * Everything is in the commodity's own unit per step, and in model money per unit. */
#ifndef LODE_NET_PROGRAM_H
#define LODE_NET_PROGRAM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* The linear piece above the choke ends at 1.2 times the choke. */
#define DEMAND_CHOKE_RISE 0.2

enum { PROGRAM_NONE = -1 };

typedef struct Program {
    int32_t n_markets; /* equality rows, first */
    int32_t n_rows;    /* markets and limit rows */
    int32_t n_cols;
    int32_t n_demands, demand0; /* demand columns are demand0 .. demand0 + n_demands - 1 */

    /* The matrix by columns: constant pattern and coefficients, shared by all months and
     * threads. Rows are sorted and distinct within a column; a column may be empty. */
    const int32_t *col_start; /* n_cols + 1 */
    const int32_t *row;       /* col_start[n_cols] */
    const double *coef;       /* col_start[n_cols] */

    /* This month's numbers: n_cols each. */
    double *lower, *upper; /* -INFINITY and INFINITY are legal; lower == upper fixes a column */
    double *cost, *slope;  /* unused for demand columns */
    double *duty;          /* fraction of the price of row duty_row; 0 for most */
    const int32_t *duty_row;

    /* n_demands each, see above. choke may be INFINITY. */
    double *demand_scale, *demand_elasticity, *demand_choke;

    double *rhs; /* n_rows; -INFINITY on a limit row: the row is not in force, its rent is 0 */

    /* Scales, n_rows each, constant over a run: what a usual price (or rent) and a usual
     * quantity on this row are. Positive. They set tolerances and steps, never the answer. */
    const double *row_price, *row_quantity;
} Program;

/* A program with the pattern of `like` (borrowed, so `like` must outlive it) and numbers of its
 * own in `arena`, copied from `like`. LODE_NO_MEMORY leaves *out unusable. */
Status program_copy(const Program *like, Arena *arena, Program *out);

/* Writes the numbers of `from` over those of `to`; both have the same pattern. */
void program_set(const Program *from, Program *to);

/* phi'_j at z for the prices p (n_rows); p is read only where a duty is. */
double program_marginal_cost(const Program *program, int32_t col, double z, const double *p);

/* phi_j at z, the duty left out (it is a transfer). For a demand column this is -U(q), the area
 * under the inverse demand curve from 0 to q, negated. */
double program_cost(const Program *program, int32_t col, double z);

/* Sum of program_cost over all columns: the objective. */
double program_objective(const Program *program, const double *z);

/* Inverse demand of demand column d (0 .. n_demands-1) at q > 0, and its slope dP/dq <= 0. */
double program_demand_price(const Program *program, int32_t d, double q);
double program_demand_price_slope(const Program *program, int32_t d, double q);

/* What demand d would take at price p > 0 within its bounds. */
double program_demand_quantity(const Program *program, int32_t d, double p);

/* The quantity at which the choke begins: what is needed when users pay all they would. */
double program_demand_choke_quantity(const Program *program, int32_t d);

#endif
