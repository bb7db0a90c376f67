/* piecewise.h - a program as a linear one: each curve in PIECES straight pieces.
 *
 * This is how a linear programming code would be given the model, and what the LP peers solve.
 * A column with a slope, and a demand, becomes PIECES columns with the same entries whose costs
 * are marginal costs at the middle of each piece; a demand's pieces are its choke segment and
 * equal ratios of quantity beyond it. The pattern does not depend on the month. */
#ifndef LODE_BENCH_PIECEWISE_H
#define LODE_BENCH_PIECEWISE_H

#include "net/program.h"

enum { PIECES = 10 };

typedef struct Piecewise {
    int32_t n_rows, n_cols, n_entries;
    int32_t *first; /* columns of the program + 1: its pieces */
    int32_t *col_start, *row;
    double *coef;
    double *lower, *upper, *cost, *row_lower, *row_upper; /* of the month */
    double constant; /* cost of the columns at their lower bounds, beyond cost * lower */
} Piecewise;

Status piecewise_new(const Program *pattern, Arena *arena, Piecewise *out);

/* This month's numbers. Duties are left out: no linear program has them. */
void piecewise_set(Piecewise *pw, const Program *program);

#endif
