/* L D L' of random sparse matrices against a plain dense elimination. */
#include <math.h>
#include <stdlib.h>

#include "market/factor.h"
#include "market/order.h"
#include "support/test.h"

enum { N_MOST = 300 };

typedef struct Matrix {
    int32_t n, start[N_MOST + 1], list[N_MOST * N_MOST];
    double value[N_MOST][N_MOST];
} Matrix;

static double uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) * 0x1p-53;
}

static void matrix_list_neighbours(Matrix *m)
{
    int32_t n_entries = 0;
    for (int32_t i = 0; i < m->n; i++) {
        m->start[i] = n_entries;
        for (int32_t j = 0; j < m->n; j++)
            if (i != j && m->value[i][j] != 0.0) m->list[n_entries++] = j;
    }
    m->start[m->n] = n_entries;
}

/* Diagonally dominant, `links` random entries a row; hubs make some rows dense. */
static Matrix *matrix_random(int32_t n, double links, bool hubs, uint64_t seed)
{
    Matrix *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->n = n;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < i; j++) {
            const bool hub = hubs && j % 50 == 0 && uniform(&seed) < 0.3;
            if (!hub && uniform(&seed) >= links / n) continue;
            m->value[i][j] = m->value[j][i] = 2.0 * uniform(&seed) - 1.0;
        }
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            m->value[i][i] += j == i ? 0.1 : fabs(m->value[i][j]);
    matrix_list_neighbours(m);
    return m;
}

/* The same matrix with its rows in elimination order. */
static Matrix *matrix_ordered(const Matrix *m, Arena *arena)
{
    Matrix *out = calloc(1, sizeof *out);
    int32_t *order = ARENA_ARRAY(arena, int32_t, m->n);
    assert_non_null(out);
    CHECK_OK(order_rows(m->n, m->start, m->list, arena, order));
    out->n = m->n;
    bool seen[N_MOST] = {false};
    for (int32_t i = 0; i < m->n; i++) {
        CHECK(order[i] >= 0 && order[i] < m->n && !seen[order[i]]);
        seen[order[i]] = true;
        for (int32_t j = 0; j < m->n; j++)
            out->value[i][j] = m->value[order[i]][order[j]];
    }
    matrix_list_neighbours(out);
    return out;
}

static void matrix_load(const Matrix *m, Factor *factor)
{
    for (size_t k = 0; k < factor->n_values; k++)
        factor->value[k] = 0.0;
    for (int32_t i = 0; i < m->n; i++) {
        factor->diagonal[i] = m->value[i][i];
        for (int32_t e = m->start[i]; e < m->start[i + 1]; e++)
            if (m->list[e] < i)
                factor->value[factor_place(factor, i, m->list[e])] += m->value[i][m->list[e]];
    }
}

static double residual(const Matrix *m, const double *x, const double *b)
{
    double worst = 0.0;
    for (int32_t i = 0; i < m->n; i++) {
        double sum = -b[i];
        for (int32_t j = 0; j < m->n; j++)
            sum += m->value[i][j] * x[j];
        worst = fmax(worst, fabs(sum));
    }
    return worst;
}

static void check_solve(Matrix *random)
{
    Arena *arena = arena_new(0);
    Matrix *m = matrix_ordered(random, arena);
    Factor factor;
    double x[N_MOST], b[N_MOST];
    CHECK_OK(factor_new(m->n, m->start, m->list, arena, arena, &factor));
    for (int level = 0; level < 3; level++) {
        if (!dense_update_of(level)) continue;
        factor.update = dense_update_of(level);
        matrix_load(m, &factor);
        CHECK_INT(factor_compute(&factor), 0);
        for (int32_t i = 0; i < m->n; i++)
            x[i] = b[i] = sin(1.0 + i);
        factor_solve(&factor, x);
        CHECK(residual(m, x, b) < 1e-12);
    }
    free(random);
    free(m);
    arena_free(arena);
}

TEST(sparse_matrices_are_solved)
{
    for (uint64_t seed = 1; seed <= 20; seed++)
        check_solve(matrix_random(10 + (int32_t)seed * 7, 2.0, false, seed));
}

TEST(matrices_with_hubs_are_solved)
{
    for (uint64_t seed = 1; seed <= 5; seed++)
        check_solve(matrix_random(N_MOST, 2.0, true, seed));
}

TEST(dense_and_diagonal_matrices_are_solved)
{
    for (int32_t n = 1; n <= 40; n += 3) {
        check_solve(matrix_random(n, 1e9, false, 5));
        check_solve(matrix_random(n, 0.0, false, 5));
    }
}

/* Neighbours of point i of a grid of `side` points a side, rising. */
static int32_t grid_neighbours(int32_t side, int32_t i, int32_t *list)
{
    const int32_t at[] = {i / (side * side), i / side % side, i % side};
    const int32_t stride[] = {side * side, side, 1};
    int32_t n = 0;
    for (int k = 0; k < 3; k++)
        if (at[k] > 0) list[n++] = i - stride[k];
    for (int k = 2; k >= 0; k--)
        if (at[k] + 1 < side) list[n++] = i + stride[k];
    return n;
}

static void grid_list(int32_t side, int32_t *start, int32_t *list)
{
    for (int32_t i = start[0] = 0; i < side * side * side; i++)
        start[i + 1] = start[i] + grid_neighbours(side, i, list + start[i]);
}

/* (7 - sum over neighbours) x = b. A cube of points is where minimum degree leaves much to do,
 * and nested dissection [George73] does not: large enough, it is what the rows are ordered by.
 */
TEST(a_cube_of_points_is_solved_and_twice_in_the_same_order)
{
    enum { SIDE = 20, N = SIDE * SIDE * SIDE, MOST = 6 };
    Arena *arena = arena_new(0);
    int32_t *start = ARENA_ARRAY(arena, int32_t, N + 1),
            *list = ARENA_ARRAY(arena, int32_t, MOST * N);
    int32_t *order = ARENA_ARRAY(arena, int32_t, N), *again = ARENA_ARRAY(arena, int32_t, N);
    int32_t *place = ARENA_ARRAY(arena, int32_t, N);
    int32_t *start_in = ARENA_ARRAY(arena, int32_t, N + 1);
    int32_t *list_in = ARENA_ARRAY(arena, int32_t, MOST * N);
    double *x = ARENA_ARRAY(arena, double, N);
    grid_list(SIDE, start, list);
    CHECK_OK(order_rows(N, start, list, arena, order));
    CHECK_OK(order_rows(N, start, list, arena, again));
    for (int32_t k = 0; k < N; k++) {
        CHECK_INT(order[k], again[k]);
        CHECK_INT(place[order[k]], 0); /* not there before */
        place[order[k]] = k + 1;
    }
    for (int32_t k = 0; k < N; k++) {
        start_in[k + 1] = start_in[k];
        for (int32_t e = start[order[k]]; e < start[order[k] + 1]; e++)
            list_in[start_in[k + 1]++] = place[list[e]] - 1;
    }
    Factor factor;
    CHECK_OK(factor_new(N, start_in, list_in, arena, arena, &factor));
    for (int32_t k = 0; k < N; k++) {
        factor.diagonal[k] = 7.0;
        for (int32_t e = start_in[k]; e < start_in[k + 1]; e++)
            if (list_in[e] < k) factor.value[factor_place(&factor, k, list_in[e])] = -1.0;
        x[k] = sin(1.0 + k);
    }
    CHECK_INT(factor_compute(&factor), 0);
    factor_solve(&factor, x);
    for (int32_t k = 0; k < N; k++) {
        double sum = 7.0 * x[k] - sin(1.0 + k);
        for (int32_t e = start_in[k]; e < start_in[k + 1]; e++)
            sum -= x[list_in[e]];
        CHECK(fabs(sum) < 1e-12);
    }
    arena_free(arena);
}

/* Two rows that say the same: [1 -1; -1 1] x = [1; -1]. The second pivot is eaten; its unknown
 * stays zero and the other takes the difference. */
TEST(a_row_that_repeats_another_is_skipped)
{
    Arena *arena = arena_new(0);
    const int32_t start[] = {0, 1, 2}, list[] = {1, 0};
    Factor factor;
    CHECK_OK(factor_new(2, start, list, arena, arena, &factor));
    factor.value[factor_place(&factor, 1, 0)] = -1.0;
    factor.diagonal[0] = factor.diagonal[1] = 1.0;
    CHECK_INT(factor_compute(&factor), 1);
    double x[] = {1.0, -1.0};
    factor_solve(&factor, x);
    CHECK_NEAR(x[0], 1.0, 1e-15);
    CHECK_NEAR(x[1], 0.0, 0.0);
    arena_free(arena);
}
