/* duty.c - the prices' step when a duty on this month's price makes the Newton matrix
 * asymmetric.
 *
 *     K = H - C,   H = A theta A' + ... (factored),   C x = sum_j a_j theta_j duty_j x_row(j)
 *
 * C has a term for each column that pays a duty and nothing else, so GMRES [Saad86] on
 *     (I - H^-1 C) x = H^-1 b
 * costs one solve with the factor an iteration. Prices are compared over their scales. */
#include <math.h>
#include <string.h>

#include "market/ipm.h"

/* Four sums side by side, so that none waits for itself. */
static double scaled_product(const MarketWork *work, const double *x, const double *y)
{
    const double *unscale = work->rows.price_unscale;
    double sum[4] = {0.0};
    int32_t i = 0;
    for (; i + 4 <= work->n_places; i += 4)
        for (int32_t k = i; k < i + 4; k++)
            sum[k - i] += (x[k] * unscale[k]) * (y[k] * unscale[k]);
    for (; i < work->n_places; i++)
        sum[0] += (x[i] * unscale[i]) * (y[i] * unscale[i]);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* y := y + a x */
static void add_times(int32_t n, double a, const double *restrict x, double *restrict y)
{
    for (int32_t i = 0; i < n; i++)
        y[i] += a * x[i];
}

/* y := (I - H^-1 C) x */
static void duty_apply(MarketWork *work, const double *x, double *y)
{
    memset(y, 0, (size_t)work->n_room * sizeof *y);
    for (int half = 0; half < N_HALVES; half++)
        for (int32_t k = work->half[half].begin; k < work->half[half].duty_end; k++) {
            const int32_t j = work->duty_slot[k];
            const double flow = work->slots.theta[j] * work->duty[k] * x[work->duty_place[k]];
            work_add_column(work, j, flow, y);
        }
    factor_solve(&work->factor, work->helper, y);
    for (int32_t i = 0; i < work->n_places; i++)
        y[i] = x[i] - y[i];
}

/* Turns column k of the Hessenberg matrix by the rotations so far and by one more that clears
 * its last entry; the right side follows. */
static void rotate(Krylov *krylov, int k)
{
    double *column = krylov->hessenberg[k];
    for (int i = 0; i < k; i++) {
        const double c = krylov->cosine[i], s = krylov->sine[i], top = column[i];
        column[i] = c * top + s * column[i + 1];
        column[i + 1] = c * column[i + 1] - s * top;
    }
    const double length = hypot(column[k], column[k + 1]);
    const double c = length > 0.0 ? column[k] / length : 1.0;
    const double s = length > 0.0 ? column[k + 1] / length : 0.0;
    krylov->cosine[k] = c;
    krylov->sine[k] = s;
    column[k] = length;
    krylov->side[k + 1] = -s * krylov->side[k];
    krylov->side[k] *= c;
}

/* x := the combination of the first n basis vectors that solves the triangle. */
static void combine(const MarketWork *work, Krylov *krylov, int n, double *x)
{
    memset(x, 0, (size_t)work->n_places * sizeof *x);
    for (int k = n - 1; k >= 0; k--) {
        double y = krylov->side[k];
        for (int i = k + 1; i < n; i++)
            y -= krylov->hessenberg[i][k] * krylov->side[i];
        y = krylov->hessenberg[k][k] != 0.0 ? y / krylov->hessenberg[k][k] : 0.0;
        krylov->side[k] = y;
        add_times(work->n_places, y, krylov->basis[k], x);
    }
}

void duty_solve(MarketWork *work, double tolerance, double *x)
{
    Krylov *krylov = work->krylov;
    const double start = sqrt(scaled_product(work, x, x));
    if (!(start > 0.0)) return;
    for (int32_t i = 0; i < work->n_places; i++)
        krylov->basis[0][i] = x[i] / start;
    krylov->side[0] = start;
    int n = 0;
    while (n < KRYLOV_MOST && fabs(krylov->side[n]) > tolerance * start) {
        double *next = krylov->basis[n + 1], *column = krylov->hessenberg[n];
        duty_apply(work, krylov->basis[n], next);
        for (int k = 0; k <= n; k++) {
            column[k] = scaled_product(work, next, krylov->basis[k]);
            add_times(work->n_places, -column[k], krylov->basis[k], next);
        }
        column[n + 1] = sqrt(scaled_product(work, next, next));
        const double shrink = column[n + 1] > 0.0 ? 1.0 / column[n + 1] : 1.0;
        for (int32_t i = 0; i < work->n_places; i++)
            next[i] *= shrink;
        rotate(krylov, n++);
    }
    combine(work, krylov, n, x);
    work_repeat_top(work, x);
}
