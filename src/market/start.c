/* start.c - a first point from prices alone. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/larger.h"
#include "market/central.h"
#include "market/ipm.h"

/* Newton steps on the start equation; what they leave over goes to the multipliers. */
enum { START_STEPS = 3 };

/* A column with no second bound to lean on starts within this many of its usual quantities. */
static const double start_reach = 10.0;

/* P may be infinite at 0, so tangents touch demand curves at least this far from the lower
 * bound, in usual quantities. */
static const double demand_inside = 1e-6;

/* Puts each demand of a half where it would be at these prices. */
static void place_demands(MarketWork *work, int half)
{
    Slots *s = &work->slots;
    const Demands *demands = &work->demands;
    const int32_t begin = work->half[half].demand0, end = work->half[half].demand_end;
    for (int32_t d = begin; d < end; d++) {
        const bool lives = ipm_demand_lives(work, d);
        demands->bid[d] = lives ? larger(-s->gain[demands->slot[d]], 0.0) : 0.0;
        demands->base[d] = larger(demands->bid[d], DBL_MIN);
    }
    ipm_powers(end - begin, demands->base + begin, demands->inv_power + begin,
               demands->share + begin);
    for (int32_t d = begin; d < end; d++) {
        if (!ipm_demand_lives(work, d)) continue;
        const int32_t j = demands->slot[d];
        const double q = ipm_demand_quantity(demands, d, demands->bid[d], demands->share[d]);
        const double least = s->lower[j] + demand_inside * s->quantity_scale[j];
        s->z[j] = larger(smaller(q, s->upper[j]), least);
    }
}

/* Replaces demand curves by their tangents there, as the lines marginal + curvature z. */
static void take_tangents(MarketWork *work, int half)
{
    Slots *s = &work->slots;
    place_demands(work, half);
    ipm_demand_margins(work, half);
    for (int32_t d = work->half[half].demand0; d < work->half[half].demand_end; d++) {
        const int32_t j = work->demands.slot[d];
        if (ipm_demand_lives(work, d)) s->marginal[j] -= s->curvature[j] * s->z[j];
    }
}

/* Puts each slot on the central path for the line marginal + curvature z. With h the gap phi' -
 * g at a bound and m = mu weight, z solves
 *
 *     phi'(z) - g - m / (z - lower) + m / (upper - z) = 0
 *
 * With one bound that has a closed form. With two, the lone roots enclose the solution, and the
 * smaller of the two distances, x, is a good guess from which Newton's method goes on:
 *
 *     f(x) = h + slope x - m/x + m/(range - x),   f' = slope + m/x^2 + m/(range - x)^2 */
FOR_EACH_PROCESSOR
static void start_slots(const Slots *s, int32_t begin, int32_t end, double mu)
{
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes lower = AT(s->lower, j), upper = AT(s->upper, j), range = upper - lower;
        const Lanes slope = AT(s->curvature, j), weight_low = AT(s->weight_low, j);
        const Lanes weight_up = AT(s->weight_up, j), usual = AT(s->quantity_scale, j);
        const Lanes gap = AT(s->marginal, j) - AT(s->gain, j);
        const Lanes none = {NO_BOUND, NO_BOUND, NO_BOUND, NO_BOUND};
        const LaneMask has_low = (LaneMask)(weight_low > 0.0);
        const LaneMask has_up = (LaneMask)(weight_up > 0.0);
        const LaneMask has_both = has_low & has_up, has_none = ~(has_low | has_up);
        const Lanes m = mu * LARGER(weight_low, weight_up);
        const Lanes h_low = gap + slope * lower, h_up = -gap - slope * upper;
        const Lanes reach = CHOOSE(has_both, 0.5 * range, start_reach * usual);
        Lanes x, free;
        LaneMask at_up;
        NEAREST_BOUND(x, at_up, has_low, has_up, h_low, h_up, slope, m, m, reach);
        const Lanes h = CHOOSE(at_up, h_up, h_low);
        for (int k = 0; k < START_STEPS; k++) {
            const Lanes y = range - x, per_x = 1.0 / x, per_y = 1.0 / y;
            const Lanes f = h + slope * x - m * per_x + m * per_y;
            const Lanes rise = slope + m * per_x * per_x + m * per_y * per_y;
            const Lanes next = x - f / rise, most = range - 0.1 * y;
            const Lanes bounded = LARGER(0.1 * x, -LARGER(-next, -most));
            x = CHOOSE(has_both, bounded, x);
        }
        FREE_COLUMN(free, gap, slope, reach);
        const Lanes z = CHOOSE(at_up, upper - x, lower + x);
        const LaneMask live = (LaneMask)(AT(s->live, j) > 0.0);
        const Lanes low = CHOOSE(has_low & live, CHOOSE(at_up, range - x, x), none);
        const Lanes up = CHOOSE(has_up & live, CHOOSE(at_up, x, range - x), none);
        AT(s->z, j) = CHOOSE(live, CHOOSE(has_none, free, z), lower); /* a fixed one is there */
        AT(s->low, j) = low;
        AT(s->up, j) = up;
        AT(s->mult_low, j) = mu * weight_low / low;
        AT(s->mult_up, j) = mu * weight_up / up;
    }
}

/* Gives what is left of phi' - g - mult_low + mult_up to the multiplier that can take it, so
 * that the start is dual feasible wherever it can be. */
FOR_EACH_PROCESSOR
static void absorb_gap(const Slots *s, int32_t begin, int32_t end)
{
    const Lanes zero = {0};
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes gap = AT(s->live, j) * (AT(s->marginal, j) - AT(s->gain, j));
        const Lanes left = gap - AT(s->mult_low, j) + AT(s->mult_up, j);
        const LaneMask has_low = (LaneMask)(AT(s->weight_low, j) > 0.0);
        const LaneMask has_up = (LaneMask)(AT(s->weight_up, j) > 0.0);
        AT(s->mult_low, j) += CHOOSE(has_low, LARGER(left, zero), zero);
        AT(s->mult_up, j) += CHOOSE(has_up, LARGER(-left, zero), zero);
    }
}

void ipm_raise_rents(MarketWork *work, double mu)
{
    Rows *r = &work->rows;
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        r->price[i] = fmax(r->price[i], mu * r->price_scale[i]);
    }
}

static void start_limits(MarketWork *work, double mu)
{
    Rows *r = &work->rows;
    ipm_raise_rents(work, mu);
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        r->slack[i] = mu * r->price_scale[i] * r->quantity_scale[i] / r->price[i];
    }
    for (int32_t k = work->n_limits; k < work->n_limit_rows; k++)
        r->price[work->limit[k]] = 0.0;
}

typedef struct Start {
    MarketWork *work;
    double mu;
} Start;

static void start_half(void *of, int half)
{
    const Start *start = of;
    MarketWork *work = start->work;
    Slots *s = &work->slots;
    const int32_t begin = work->half[half].begin, end = work->half[half].end;
    const size_t n = (size_t)(end - begin);
    work_gain(work, half, work->rows.price, s->gain);
    if (n) memcpy(s->marginal + begin, s->cost + begin, n * sizeof *s->marginal);
    if (n) memcpy(s->curvature + begin, s->slope + begin, n * sizeof *s->curvature);
    take_tangents(work, half);
    start_slots(s, begin, end, start->mu);
    for (int32_t j = begin; j < end; j++)
        s->marginal[j] = s->cost[j] + s->slope[j] * s->z[j];
    ipm_demand_margins(work, half);
    absorb_gap(s, begin, end);
}

void ipm_start(MarketWork *work, double mu)
{
    Start start = {work, mu};
    start_limits(work, mu);
    work_repeat_top(work, work->rows.price);
    helper_run(work->helper, start_half, &start);
}
