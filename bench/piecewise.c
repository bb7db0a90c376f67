#include "piecewise.h"

#include <math.h>
#include <stdbool.h>

static bool has_pieces(const Program *program, int32_t j)
{
    const int32_t d = j - program->demand0;
    return (d >= 0 && d < program->n_demands) || program->slope[j] > 0.0;
}

Status piecewise_new(const Program *pattern, Arena *arena, Piecewise *out)
{
    *out = (Piecewise){.n_rows = pattern->n_rows};
    out->first = ARENA_ARRAY(arena, int32_t, pattern->n_cols + 1);
    if (!out->first) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < pattern->n_cols; j++) {
        const int32_t n = has_pieces(pattern, j) ? PIECES : 1;
        out->first[j + 1] = out->first[j] + n;
        out->n_entries += n * (pattern->col_start[j + 1] - pattern->col_start[j]);
    }
    out->n_cols = out->first[pattern->n_cols];
    out->col_start = ARENA_ARRAY(arena, int32_t, out->n_cols + 1);
    out->row = ARENA_ARRAY(arena, int32_t, out->n_entries);
    out->coef = ARENA_ARRAY(arena, double, out->n_entries);
    out->lower = ARENA_ARRAY(arena, double, out->n_cols);
    out->upper = ARENA_ARRAY(arena, double, out->n_cols);
    out->cost = ARENA_ARRAY(arena, double, out->n_cols);
    out->row_lower = ARENA_ARRAY(arena, double, out->n_rows);
    out->row_upper = ARENA_ARRAY(arena, double, out->n_rows);
    if (!out->col_start || !out->row || !out->coef || !out->lower || !out->upper ||
        !out->cost || !out->row_lower || !out->row_upper)
        return LODE_NO_MEMORY;
    int32_t at = 0;
    for (int32_t j = 0; j < pattern->n_cols; j++)
        for (int32_t k = out->first[j]; k < out->first[j + 1]; k++) {
            for (int32_t e = pattern->col_start[j]; e < pattern->col_start[j + 1]; e++, at++) {
                out->row[at] = pattern->row[e];
                out->coef[at] = pattern->coef[e];
            }
            out->col_start[k + 1] = at;
        }
    return LODE_OK;
}

/* A column without an upper bound is cut in pieces up to twice what its rows usually turn over;
 * the last piece goes on for ever. */
static double pieces_upper(const Program *program, int32_t j)
{
    if (isfinite(program->upper[j])) return program->upper[j];
    double usual = 1.0;
    for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
        usual = fmax(usual, program->row_quantity[program->row[e]] / fabs(program->coef[e]));
    return program->lower[j] + 2.0 * usual;
}

/* Where piece k of column j ends, k = 0 being the column's lower bound. */
static double piece_end(const Program *program, int32_t j, int32_t n, int32_t k)
{
    const double lower = program->lower[j], upper = pieces_upper(program, j);
    const int32_t d = j - program->demand0;
    if (k == 0) return lower;
    if (k == n) return upper;
    if (d < 0 || d >= program->n_demands) return lower + (upper - lower) * k / n;
    const double from = fmin(program_demand_choke_quantity(program, d), upper);
    return from * pow(upper / from, (double)(k - 1) / (n - 1));
}

void piecewise_set(Piecewise *pw, const Program *program)
{
    pw->constant = 0.0;
    for (int32_t i = 0; i < program->n_rows; i++) {
        pw->row_lower[i] = program->rhs[i];
        pw->row_upper[i] = i < program->n_markets ? program->rhs[i] : INFINITY;
    }
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int32_t n = pw->first[j + 1] - pw->first[j];
        for (int32_t k = 0; k < n; k++) {
            const double from = piece_end(program, j, n, k),
                         to = piece_end(program, j, n, k + 1);
            const double rise = program_cost(program, j, to) - program_cost(program, j, from);
            const int32_t piece = pw->first[j] + k;
            const double average = to > from ? rise / (to - from) : 0.0;
            pw->lower[piece] = k == 0 ? from : 0.0;
            pw->upper[piece] = k == 0 ? to : to - from;
            if (k == n - 1 && isinf(program->upper[j])) pw->upper[piece] = INFINITY;
            pw->cost[piece] = n == 1 ? program->cost[j] : average;
        }
        if (n > 1)
            pw->constant += program_cost(program, j, program->lower[j]) -
                            pw->cost[pw->first[j]] * program->lower[j];
    }
}
