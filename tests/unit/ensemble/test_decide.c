/* What decides, on functions whose shares are known. */
#include "ensemble/decide.h"

#include <math.h>
#include <stdlib.h>

#include "ensemble/sequence.h"
#include "support/test.h"

enum { RUNS = 4096, INPUTS = 3 };

#define PI 3.14159265358979323846

/* f = sin a + 7 sin^2 b + 0.1 c^4 sin a, inputs uniform in (-pi, pi): first-order shares
 * 0.3139, 0.4424 and 0 [Ishigami90]. Ten parts see a little less than all of a curve. */
TEST(shares_of_the_ishigami_function)
{
    double *x = calloc(INPUTS * RUNS, sizeof *x), *f = calloc(RUNS, sizeof *f);
    Sequence *sequence;
    Influence out[INPUTS];
    assert_true(x && f);
    CHECK_OK(sequence_new(SEQUENCE_SOBOL, INPUTS, RUNS, 3, &sequence));
    for (uint64_t i = 0; i < RUNS; i++) {
        double u[INPUTS];
        sequence_point(sequence, i, u);
        const double a = PI * (2 * u[0] - 1), b = PI * (2 * u[1] - 1), c = PI * (2 * u[2] - 1);
        for (int k = 0; k < INPUTS; k++)
            x[k * RUNS + (int)i] = u[k];
        f[i] = sin(a) + 7 * sin(b) * sin(b) + 0.1 * c * c * c * c * sin(a);
    }
    CHECK_OK(decide_by_data(x, f, RUNS, INPUTS, 1, out));
    CHECK_NEAR(out[0].share, 0.3139 * 0.9675, 0.005);
    CHECK_NEAR(out[1].share, 0.4424 * 0.8751, 0.005);
    CHECK_NEAR(out[2].share, 0, 0.005);
    for (int k = 0; k < INPUTS; k++)
        CHECK(out[k].share_low <= out[k].share && out[k].share <= out[k].share_high);
    sequence_free(sequence);
    free(x);
    free(f);
}

/* The product of (|4 x - 2| + a) / (1 + a) has first-order shares V_i / (prod (1 + V) - 1), V_i
 * = 1 / (3 (1 + a_i)^2) [Saltelli10]. |4 x - 2| is straight but for its kink in the middle,
 * which no part of ten holds: a part of width w = 1/10 hides (4 w)^2 / 12 of the variance 1/3.
 */
TEST(shares_of_the_g_function)
{
    static const double a[INPUTS] = {0, 1, 4.5};
    double *x = calloc(INPUTS * RUNS, sizeof *x), *f = calloc(RUNS, sizeof *f), all = 1;
    Sequence *sequence;
    Influence out[INPUTS];
    assert_true(x && f);
    CHECK_OK(sequence_new(SEQUENCE_SOBOL, INPUTS, RUNS, 3, &sequence));
    for (uint64_t i = 0; i < RUNS; i++) {
        double u[INPUTS];
        sequence_point(sequence, i, u);
        f[i] = 1;
        for (int k = 0; k < INPUTS; k++) {
            x[k * RUNS + (int)i] = u[k];
            f[i] *= (fabs(4 * u[k] - 2) + a[k]) / (1 + a[k]);
        }
    }
    CHECK_OK(decide_by_data(x, f, RUNS, INPUTS, 1, out));
    for (int k = 0; k < INPUTS; k++)
        all *= 1 + 1 / (3 * pow(1 + a[k], 2));
    for (int k = 0; k < INPUTS; k++)
        CHECK_NEAR(out[k].share, 1 / (3 * pow(1 + a[k], 2)) / (all - 1) * 0.96, 0.01);
    sequence_free(sequence);
    free(x);
    free(f);
}

/* f = 10 x: the lowest fifth has mean 1, the highest 9; a run without a number changes little.
 */
TEST(a_tornado_has_the_means_of_the_outer_fifths)
{
    double x[1000], f[1000];
    Influence out;
    for (int i = 0; i < 1000; i++) {
        x[i] = (i + 0.5) / 1000;
        f[i] = i % 100 == 0 ? NAN : 10 * x[i];
    }
    CHECK_OK(decide_by_data(x, f, 1000, 1, 1, &out));
    CHECK_NEAR(out.at_low, 1, 0.02);
    CHECK_NEAR(out.at_high, 9, 0.02);
    CHECK(out.share > 0.98 && out.share <= 1); /* ten parts: 1 - 1/100 */
}

TEST(too_few_runs_say_nothing)
{
    const double x[] = {1, 2, 3}, f[] = {1, 2, 3};
    Influence out;
    CHECK_OK(decide_by_data(x, f, 3, 1, 1, &out));
    CHECK(isnan(out.share) && isnan(out.at_low));
}
