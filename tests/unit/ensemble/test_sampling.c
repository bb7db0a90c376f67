/* Random numbers by name, points that fill a cube, distributions. */
#include "support/test.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ensemble/random.h"
#include "ensemble/sequence.h"
#include "ensemble/spread.h"

enum { N = 1024 };

TEST(a_number_depends_on_its_name_and_on_nothing_else)
{
    const RandomStream a = {1, 4711, 3}, same = {1, 4711, 3}, other = {1, 4712, 3};
    CHECK(random_bits(&a, 10) == random_bits(&same, 10));
    CHECK(random_bits(&a, 10) != random_bits(&a, 11));
    CHECK(random_bits(&a, 10) != random_bits(&other, 10));
}

/* Philox4x32-10 of the key and counter 0 is published with the generator's known answers: the
 * words 6627e8d5 e169c58d bc57ac4c 9b00dbd8. */
TEST(the_generator_gives_its_published_answer)
{
    const RandomStream zero = {0, 0, 0};
    CHECK(random_bits(&zero, 0) == UINT64_C(0xe169c58d6627e8d5));
    CHECK(random_bits(&zero, 1) == UINT64_C(0x9b00dbd8bc57ac4c));
}

TEST(uniform_numbers_have_the_moments_of_their_law)
{
    const RandomStream stream = {42, 1, 2};
    double sum = 0, squares = 0;
    for (uint64_t i = 0; i < 100000; i++) {
        const double u = random_uniform(&stream, i);
        CHECK(u > 0 && u < 1);
        sum += u;
        squares += u * u;
    }
    CHECK_NEAR(sum / 1e5, 0.5, 5 * 0.2887 / sqrt(1e5)); /* five standard errors */
    CHECK_NEAR(squares / 1e5, 1.0 / 3, 5 * 0.2981 / sqrt(1e5));
}

TEST(a_random_order_visits_everything_once)
{
    for (uint64_t n = 1; n <= 300; n += 13) {
        bool seen[300] = {false};
        const RandomStream stream = {7, 0, (uint32_t)n};
        for (uint64_t i = 0; i < n; i++) {
            const uint64_t place = random_order(&stream, i, n);
            CHECK(place < n && !seen[place]);
            seen[place] = true;
        }
    }
}

static double *points_of(SequenceKind kind, int32_t n, int32_t dimensions, uint64_t seed)
{
    Sequence *sequence;
    double *points = calloc((size_t)n * (size_t)dimensions, sizeof *points);
    CHECK(points != NULL);
    CHECK_OK(sequence_new(kind, dimensions, (uint64_t)n, seed, &sequence));
    for (int32_t i = 0; i < n; i++)
        sequence_point(sequence, (uint64_t)i, points + (size_t)i * (size_t)dimensions);
    sequence_free(sequence);
    return points;
}

/* 2^k points, one in each of 2^k slices of every axis. */
static void check_one_in_each_slice(const double *points, int32_t n, int32_t dimensions)
{
    for (int32_t d = 0; d < dimensions; d++) {
        bool seen[N] = {false};
        for (int32_t i = 0; i < n; i++) {
            const int32_t slice = (int32_t)(points[i * dimensions + d] * n);
            CHECK(slice >= 0 && slice < n && !seen[slice]);
            seen[slice] = true;
        }
    }
}

TEST(a_latin_hypercube_has_one_point_in_each_slice)
{
    double *points = points_of(SEQUENCE_LATIN, 300, 7, 5);
    check_one_in_each_slice(points, 300, 7);
    free(points);
}

TEST(sobols_sequence_has_one_point_in_each_slice_of_every_axis_also_shifted)
{
    for (uint64_t seed = 0; seed < 2; seed++) {
        double *points = points_of(SEQUENCE_SOBOL, N, SEQUENCE_SOBOL_DIMENSIONS, seed);
        check_one_in_each_slice(points, N, SEQUENCE_SOBOL_DIMENSIONS);
        free(points);
    }
}

/* The first two axes are a (0, 2)-sequence: every box of 2^-a x 2^-b with a + b = 10 holds
 * exactly one of the first 1024 points. */
TEST(the_first_two_axes_fill_every_elementary_box_once)
{
    double *points = points_of(SEQUENCE_SOBOL, N, 2, 0);
    for (int a = 0; a <= 10; a++) {
        bool seen[N] = {false};
        for (int32_t i = 0; i < N; i++) {
            const int column = (int)ldexp(points[2 * i], a);
            const int row = (int)ldexp(points[2 * i + 1], 10 - a);
            const int box = column * (1 << (10 - a)) + row;
            CHECK(!seen[box]);
            seen[box] = true;
        }
    }
    free(points);
}

/* Joe and Kuo's own first points, in Gray-code order; coordinates are the middle of a cell of
 * 2^-52, so half a cell above. */
TEST(the_first_points_are_those_of_joe_and_kuo)
{
    static const double expected[5][3] = {{0, 0, 0},
                                          {0.5, 0.5, 0.5},
                                          {0.75, 0.25, 0.25},
                                          {0.25, 0.75, 0.75},
                                          {0.375, 0.375, 0.625}};
    double *points = points_of(SEQUENCE_SOBOL, 5, 3, 0);
    for (int i = 0; i < 5; i++)
        for (int d = 0; d < 3; d++)
            CHECK_NEAR(points[3 * i + d], expected[i][d], 1e-15);
    free(points);
}

/* One point in the middle of the unit interval: D^2 = 1/3 - 2 (1 - 1/4)/2 + (1 - 1/2) = 1/12.
 */
TEST(discrepancy_of_one_point_by_hand)
{
    CHECK_NEAR(sequence_discrepancy((const double[]){0.5}, 1, 1), sqrt(1.0 / 12), 1e-15);
}

/* Random points have E D^2 = (2^-d - 3^-d) / n, so their discrepancy halves with four times as
 * many; that of Sobol's falls faster, nearly to a quarter in few dimensions. */
TEST(even_points_have_less_discrepancy_than_random_ones)
{
    enum { D = 3 };
    double *random = points_of(SEQUENCE_RANDOM, N, D, 3),
           *latin = points_of(SEQUENCE_LATIN, N, D, 3),
           *sobol = points_of(SEQUENCE_SOBOL, N, D, 3);
    const double expected = sqrt((pow(2, -D) - pow(3, -D)) / N);
    const double of_random = sequence_discrepancy(random, N, D);
    CHECK(of_random > 0.5 * expected && of_random < 2 * expected);
    CHECK(sequence_discrepancy(latin, N, D) < of_random);
    const double of_sobol = sequence_discrepancy(sobol, N, D);
    CHECK(of_sobol < 0.3 * expected);
    CHECK(sequence_discrepancy(sobol, N / 4, D) > 2.5 * of_sobol);
    free(random);
    free(latin);
    free(sobol);
}

TEST(a_sequence_says_what_it_cannot)
{
    Sequence *sequence;
    CHECK_INT(sequence_new(SEQUENCE_SOBOL, 513, 8, 0, &sequence), LODE_BAD_INPUT);
    CHECK_INT(sequence_new(SEQUENCE_LATIN, 0, 8, 0, &sequence), LODE_BAD_INPUT);
    CHECK_INT(sequence_new(SEQUENCE_RANDOM, 1, 0, 0, &sequence), LODE_BAD_INPUT);
}

/* Quantile and distribution are two programs for one function; and three published digits. */
TEST(the_normal_quantile_undoes_the_normal_distribution)
{
    CHECK_NEAR(spread_normal_quantile(0.975), 1.959963984540054, 1e-15);
    CHECK_NEAR(spread_normal_quantile(0.5), 0, 1e-16);
    CHECK_NEAR(spread_normal_quantile(1e-10), -6.361340902404056, 1e-14);
    for (double p = 1e-12; p < 1; p = p < 0.01 ? p * 3 : p + 0.007)
        CHECK(fabs(spread_normal_share(spread_normal_quantile(p)) / p - 1) < 1e-11);
}

TEST(distributions_keep_what_their_author_wrote)
{
    const Spread uniform = {SPREAD_UNIFORM, 2, 3, 10}, triangle = {SPREAD_TRIANGULAR, 0, 1, 4},
                 bell = {SPREAD_NORMAL, 8, 10, 12}, log_bell = {SPREAD_LOGNORMAL, 1, 2, 100},
                 log_flat = {SPREAD_LOGUNIFORM, 1, 2, 100};
    CHECK_NEAR(spread_quantile(&uniform, 0.25), 4, 1e-15);
    /* triangle with ends 0 and 4, top at 1: a quarter of the probability lies below the top */
    CHECK_NEAR(spread_quantile(&triangle, 0.25), 1, 1e-15);
    CHECK_NEAR(spread_quantile(&triangle, 1 - 0.75 / 9), 4 - 1, 1e-15);
    CHECK_NEAR(spread_quantile(&bell, 0.05), 8, 1e-14);
    CHECK_NEAR(spread_quantile(&bell, 0.95), 12, 1e-14);
    CHECK_NEAR(spread_quantile(&log_bell, 0.05), 1, 1e-14);
    CHECK_NEAR(spread_quantile(&log_bell, 0.95), 100, 1e-14);
    CHECK_NEAR(spread_quantile(&log_flat, 0.5), 10, 1e-14);
}

TEST(numbers_that_make_no_distribution_are_told)
{
    CHECK(spread_fault(&(Spread){SPREAD_UNIFORM, 2, 2, 1}) != NULL);
    CHECK(spread_fault(&(Spread){SPREAD_TRIANGULAR, 2, 9, 3}) != NULL);
    CHECK(spread_fault(&(Spread){SPREAD_LOGNORMAL, 0, 1, 3}) != NULL);
    CHECK(spread_fault(&(Spread){SPREAD_UNIFORM, NAN, 1, 3}) != NULL);
    CHECK(spread_fault(&(Spread){SPREAD_UNIFORM, 1, 1, 1}) == NULL);
}

/* Two inputs with a correlation of 0.6: the normal scores must have it, each alone is uniform.
 */
TEST(correlated_inputs_have_the_correlation_that_was_asked_for)
{
    enum { M = 4096 };
    double root[4] = {1, 0.6, 0.6, 1}, scratch[2], xy = 0, mean = 0;
    double *points = points_of(SEQUENCE_SOBOL, M, 2, 9);
    CHECK_OK(spread_cholesky(root, 2));
    for (int32_t i = 0; i < M; i++) {
        double *u = points + 2 * i;
        spread_correlate(root, 2, u, scratch);
        xy += spread_normal_quantile(u[0]) * spread_normal_quantile(u[1]) / M;
        mean += u[1] / M;
    }
    CHECK_NEAR(xy, 0.6, 0.01);
    CHECK_NEAR(mean, 0.5, 0.002);
    free(points);
    double no_matrix[4] = {1, 1.2, 1.2, 1};
    CHECK_INT(spread_cholesky(no_matrix, 2), LODE_BAD_INPUT);
}
