/* L D L' of random sparse matrices against a plain dense elimination. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
static Matrix *matrix_ordered(const Matrix *m, Arena *arena, Split *split)
{
    Matrix *out = calloc(1, sizeof *out);
    int32_t *order = ARENA_ARRAY(arena, int32_t, m->n);
    assert_non_null(out);
    CHECK_OK(order_rows(m->n, m->start, m->list, arena, order, split));
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

/* What half 1 adds to the top goes to its shadow: here, half of everything there. */
static void matrix_add(Factor *factor, int32_t i, int32_t j, double value)
{
    const int half = split_half(&factor->split, j);
    if (half >= 0) {
        factor->value[factor_place(factor, half, i, j)] += value;
        return;
    }
    for (int h = 0; h < N_HALVES; h++)
        factor->value[factor_place(factor, h, i, j)] += 0.5 * value;
}

static void matrix_load(const Matrix *m, Factor *factor)
{
    for (int half = 0; half < N_HALVES; half++)
        factor_clear(factor, half);
    memset(factor->diagonal, 0, (size_t)factor->n_room * sizeof *factor->diagonal);
    for (int32_t i = 0; i < m->n; i++) {
        const int32_t shadow = split_place(&factor->split, m->n, 1, i);
        factor->diagonal[i] = m->value[i][i];
        if (shadow >= m->n) factor->diagonal[shadow] = -0.25; /* and so much more at home */
        if (shadow >= m->n) factor->diagonal[i] += 0.25;
        for (int32_t e = m->start[i]; e < m->start[i + 1]; e++)
            if (m->list[e] < i) matrix_add(factor, i, m->list[e], m->value[i][m->list[e]]);
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

/* No entry of the matrix joins the two halves, and rows are dealt as the split says. */
static void check_halves(const Matrix *m, const Split *split)
{
    CHECK(split->end[0] >= 0 && split->end[0] <= split->end[1] && split->end[1] <= m->n);
    for (int32_t i = split->end[0]; i < split->end[1]; i++)
        for (int32_t j = 0; j < split->end[0]; j++)
            CHECK(m->value[i][j] == 0.0);
}

static void eliminate_half(void *of, int half)
{
    factor_eliminate(of, half);
}

static int32_t eliminate(Helper *helper, Factor *factor)
{
    helper_run(helper, eliminate_half, factor);
    return factor_eliminate_top(factor);
}

/* x := H^-1 b by this helper, or none. */
static void solve_with(Helper *helper, const Matrix *m, Factor *factor, const double *b,
                       double *x)
{
    matrix_load(m, factor);
    CHECK_INT(eliminate(helper, factor), 0);
    memset(x, 0, (size_t)factor->n_room * sizeof *x);
    memcpy(x, b, (size_t)m->n * sizeof *x);
    factor_solve(factor, helper, x);
    for (int32_t i = factor->split.end[1]; i < m->n; i++)
        CHECK(x[i] == x[split_place(&factor->split, m->n, 1, i)]); /* shadows repeat them */
}

/* Alone and with a helper, by each dense loop that can run here. Returns whether the rows have
 * two halves. */
static bool check_solve(Matrix *random)
{
    Arena *arena = arena_new(0);
    Team *team = team_new();
    Split split;
    Matrix *m = matrix_ordered(random, arena, &split);
    Factor factor;
    double x[2 * N_MOST], helped[2 * N_MOST], b[N_MOST];
    check_halves(m, &split);
    CHECK_OK(factor_new(m->n, m->start, m->list, &split, arena, arena, &factor));
    for (int32_t i = 0; i < m->n; i++)
        b[i] = sin(1.0 + i);
    helper_begin(team_second(team));
    for (int level = 0; level < 3; level++) {
        if (!dense_update_of(level)) continue;
        factor.update = dense_update_of(level);
        solve_with(NULL, m, &factor, b, x);
        CHECK(residual(m, x, b) < 1e-12);
        solve_with(team_second(team), m, &factor, b, helped);
        CHECK(memcmp(x, helped, (size_t)m->n * sizeof *x) == 0);
    }
    helper_end(team_second(team));
    team_free(team);
    free(random);
    free(m);
    arena_free(arena);
    return split.end[0] < split.end[1];
}

TEST(sparse_matrices_are_solved)
{
    int n_split = 0;
    for (uint64_t seed = 1; seed <= 20; seed++)
        n_split += check_solve(matrix_random(10 + (int32_t)seed * 7, 2.0, false, seed));
    CHECK(n_split > 0 && n_split < 20); /* small ones are left whole */
}

TEST(matrices_with_hubs_are_solved)
{
    for (uint64_t seed = 1; seed <= 5; seed++)
        (void)check_solve(matrix_random(N_MOST, 2.0, true, seed));
}

TEST(dense_and_diagonal_matrices_are_solved)
{
    for (int32_t n = 1; n <= 40; n += 3) {
        CHECK(!check_solve(matrix_random(n, 1e9, false, 5)));
        CHECK(!check_solve(matrix_random(n, 0.0, false, 5)));
    }
    CHECK(check_solve(matrix_random(N_MOST, 0.0, false, 5))); /* without a top */
    CHECK(!check_solve(matrix_random(N_MOST, 1e9, false, 5)));
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
    double *x = ARENA_ARRAY(arena, double, 2 * N);
    grid_list(SIDE, start, list);
    Split split, same;
    CHECK_OK(order_rows(N, start, list, arena, order, &split));
    CHECK_OK(order_rows(N, start, list, arena, again, &same));
    CHECK(memcmp(&split, &same, sizeof split) == 0);
    CHECK(split.end[0] < split.end[1] && split.end[1] < N); /* a cube has two halves */
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
    CHECK_OK(factor_new(N, start_in, list_in, &split, arena, arena, &factor));
    for (int32_t k = 0; k < N; k++) {
        factor.diagonal[k] = 7.0;
        for (int32_t e = start_in[k]; e < start_in[k + 1]; e++)
            if (list_in[e] < k) matrix_add(&factor, k, list_in[e], -1.0);
        x[k] = sin(1.0 + k);
    }
    CHECK_INT(eliminate(NULL, &factor), 0);
    factor_solve(&factor, NULL, x);
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
    const Split whole = {{2, 2}};
    Factor factor;
    CHECK_OK(factor_new(2, start, list, &whole, arena, arena, &factor));
    factor.value[factor_place(&factor, 0, 1, 0)] = -1.0;
    factor.diagonal[0] = factor.diagonal[1] = 1.0;
    CHECK_INT(eliminate(NULL, &factor), 1);
    double x[] = {1.0, -1.0};
    factor_solve(&factor, NULL, x);
    CHECK_NEAR(x[0], 1.0, 1e-15);
    CHECK_NEAR(x[1], 0.0, 0.0);
    arena_free(arena);
}
