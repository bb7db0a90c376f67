/* Indices against functions whose indices are known. */
#include "support/test.h"

#include <math.h>
#include <stdlib.h>

#include "ensemble/sensitivity.h"

#define PI 3.14159265358979323846

typedef double Function(const double *x, int32_t k);

static double *run_design(Function *function, uint64_t n, int32_t k)
{
    Sequence *base;
    double *f = calloc(sensitivity_runs(n, k), sizeof *f), scratch[64], point[32];
    CHECK(f != NULL);
    CHECK_OK(sequence_new(SEQUENCE_SOBOL, 2 * k, n, 11, &base));
    for (uint64_t r = 0; r < sensitivity_runs(n, k); r++) {
        sensitivity_point(base, n, k, r, scratch, point);
        f[r] = function(point, k);
    }
    sequence_free(base);
    return f;
}

/* Ishigami: sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x in (-pi, pi). With a = 7, b = 0.1:
 *     V1 = (1 + b pi^4/5)^2 / 2    V2 = a^2/8    V13 = b^2 pi^8 (1/18 - 1/50)   [Ishigami90] */
static double ishigami(const double *x, int32_t k)
{
    (void)k;
    const double x1 = PI * (2 * x[0] - 1), x2 = PI * (2 * x[1] - 1), x3 = PI * (2 * x[2] - 1);
    return sin(x1) + 7 * sin(x2) * sin(x2) + 0.1 * pow(x3, 4) * sin(x1);
}

TEST(ishigamis_function_has_its_known_indices)
{
    enum { K = 3 };
    const uint64_t n = 8192;
    double *f = run_design(ishigami, n, K);
    Sensitivity s[K];
    CHECK_OK(sensitivity_measure(f, n, K, 200, 5, s));
    const double v1 = pow(1 + 0.1 * pow(PI, 4) / 5, 2) / 2, v2 = 49.0 / 8;
    const double v13 = 0.01 * pow(PI, 8) * (1.0 / 18 - 1.0 / 50), v = v1 + v2 + v13;
    const double first[K] = {v1 / v, v2 / v, 0}, total[K] = {(v1 + v13) / v, v2 / v, v13 / v};
    for (int i = 0; i < K; i++) {
        CHECK_NEAR(s[i].first, first[i], 0.01);
        CHECK_NEAR(s[i].total, total[i], 0.01);
        CHECK(s[i].first_low <= s[i].first && s[i].first <= s[i].first_high);
        CHECK(s[i].total_low <= s[i].total && s[i].total <= s[i].total_high);
    }
    free(f);
}

TEST(four_times_as_many_rows_halve_the_interval)
{
    enum { K = 3 };
    double width[2];
    for (int i = 0; i < 2; i++) {
        const uint64_t n = i ? 8192 : 2048;
        double *f = run_design(ishigami, n, K);
        Sensitivity s[K];
        CHECK_OK(sensitivity_measure(f, n, K, 400, 5, s));
        width[i] = s[0].total_high - s[0].total_low;
        free(f);
    }
    CHECK(width[0] / width[1] > 1.6 && width[0] / width[1] < 2.4);
}

/* Sobol's G: prod (|4 x_i - 2| + a_i) / (1 + a_i), V_i = 1 / (3 (1 + a_i)^2),
 *     V = prod (1 + V_i) - 1,   T_i = V_i prod_{j != i} (1 + V_j) / V            [Saltelli95]
 */
static const double g_a[6] = {0, 0.5, 3, 9, 99, 99};

static double g_function(const double *x, int32_t k)
{
    double product = 1;
    for (int32_t i = 0; i < k; i++)
        product *= (fabs(4 * x[i] - 2) + g_a[i]) / (1 + g_a[i]);
    return product;
}

TEST(the_g_function_has_its_known_indices)
{
    enum { K = 6 };
    const uint64_t n = 8192;
    double *f = run_design(g_function, n, K), product = 1;
    Sensitivity s[K];
    CHECK_OK(sensitivity_measure(f, n, K, 50, 5, s));
    for (int i = 0; i < K; i++)
        product *= 1 + 1 / (3 * pow(1 + g_a[i], 2));
    for (int i = 0; i < K; i++) {
        const double v = 1 / (3 * pow(1 + g_a[i], 2));
        CHECK_NEAR(s[i].first, v / (product - 1), 0.01);
        CHECK_NEAR(s[i].total, v * product / (1 + v) / (product - 1), 0.01);
    }
    free(f);
}

TEST(runs_without_an_answer_are_left_out_with_their_row)
{
    enum { K = 3 };
    const uint64_t n = 4096;
    double *f = run_design(ishigami, n, K);
    Sensitivity s[K];
    for (uint64_t j = 0; j < n; j += 97)
        f[(j % (K + 2)) * n + j] = NAN;
    CHECK_OK(sensitivity_measure(f, n, K, 20, 5, s));
    CHECK_NEAR(s[1].first, 0.4424, 0.02);
    for (uint64_t r = 0; r < sensitivity_runs(n, K); r++)
        f[r] = 1;
    CHECK_INT(sensitivity_measure(f, n, K, 20, 5, s), LODE_BAD_INPUT);
    free(f);
}

/* Of a plain sum 3 x1 - 2 x2 + 0 x3 every elementary effect is the coefficient itself. */
static double plane(const double *x)
{
    return 3 * x[0] - 2 * x[1];
}

TEST(screening_finds_the_slopes_of_a_plane)
{
    enum { K = 3, R = 10, LEVELS = 6 };
    double f[R * (K + 1)], point[K];
    Screening s[K];
    for (uint64_t run = 0; run < screening_runs(R, K); run++) {
        screening_point(run, K, LEVELS, 3, point);
        for (int i = 0; i < K; i++)
            CHECK(point[i] >= 0 && point[i] <= 1);
        f[run] = plane(point);
    }
    CHECK_OK(screening_measure(f, R, K, LEVELS, 3, s));
    const double slope[K] = {3, -2, 0};
    for (int i = 0; i < K; i++) {
        CHECK_NEAR(s[i].mean, slope[i], 1e-12);
        CHECK_NEAR(s[i].magnitude, fabs(slope[i]), 1e-12);
        CHECK_NEAR(s[i].deviation, 0, 1e-12);
    }
}

TEST(consecutive_points_of_a_trajectory_differ_in_one_input)
{
    enum { K = 5, LEVELS = 4 };
    double before[K] = {0}, after[K];
    for (uint64_t run = 0; run < screening_runs(20, K); run++) {
        screening_point(run, K, LEVELS, 1, after);
        int moved = 0;
        for (int i = 0; run % (K + 1) && i < K; i++)
            moved += fabs(after[i] - before[i]) > 1e-12;
        CHECK_INT(moved, run % (K + 1) ? 1 : 0);
        for (int i = 0; i < K; i++)
            before[i] = after[i];
    }
}
