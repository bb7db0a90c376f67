/* lsq.h - least squares over a network, with bounds:
 *     min   sum_j [ charge_j z_j + sum ((z_j - target) / sigma)^2 / 2 ]
 *     s.t.  sum_j a_ij z_j = b_i  (or >= b_i),    lower_j <= z_j <= upper_j
 * A separable convex quadratic program, so the market solver solves it and the market's judge
 * checks it (market/market.h). Columns and rows may be of any size: they are scaled here. */
#ifndef LODE_CALIBRATE_LSQ_H
#define LODE_CALIBRATE_LSQ_H

#include <stdbool.h>

#include "market/market.h"

typedef struct Lsq Lsq;

Lsq *lsq_new(void); /* NULL when memory is out; the calls below then do nothing */
void lsq_free(Lsq *lsq);

/* Both return the index. `usual` is the size of the row's terms, or of a column without rows.
 */
int32_t lsq_column(Lsq *lsq, double usual, double lower, double upper);
int32_t lsq_row(Lsq *lsq, double usual, double rhs, bool at_least);

void lsq_entry(Lsq *lsq, int32_t row, int32_t column, double coef);
void lsq_pull(Lsq *lsq, int32_t column, double target, double sigma); /* pulls add up */
void lsq_charge(Lsq *lsq, int32_t column, double per_unit);

typedef struct LsqAnswer {
    double *z;          /* columns */
    double *multiplier; /* rows: how the objective falls as the right side rises, negated */
    MarketCheck check;
    MarketInfo info;
} LsqAnswer;

/* The answer is in `arena`, and the judge agrees with it. LODE_INFEASIBLE: it has none, and
 * *fault_row is a row that cannot hold, or -1. LODE_UNBOUNDED, LODE_DIVERGED: none was found.
 */
Status lsq_solve(Lsq *lsq, Arena *arena, LsqAnswer *out, int32_t *fault_row);

#endif
