/* relax.c - a better first guess: each market in turn at the price that clears it.
 *
 * Given prices, every column has its place on the central path, and what arrives at a market
 * less what leaves it grows with the market's own price. At last month's prices all columns of
 * a market may lie at bounds; what is out of balance there would take a thousand times the step
 * that Newton's method can go. So each market is cleared by its own price, the others' held:
 * one sweep of relaxation in the dual [Tseng91], from the end of the elimination order, where
 * the markets stand that most others hang on. Duties on another market's price are left out. */
#include <math.h>

#include "market/central.h"
#include "market/ipm.h"

/* The search begins with this share of the larger of price and price scale and goes on in steps
 * that grow; the last of them is halved until it is near enough: to a share of the way, or of
 * the price scale. */
static const double first_step = 0.01, growth = 3.0, near_way = 0.1, near_scale = 1e-3;
enum { STEPS = 40, HALVINGS = 40 };

/* A column with no second bound to lean on goes so far, in usual quantities. */
static const double far_away = 1e7;

/* The least price that demand is asked at, in price scales: there it may have no end. */
static const double bid_least = 1e-9;

/* ---- the columns of a market, side by side ---- */

static void gather_column(const Slots *s, const OneMarket *one, int32_t slot, double coef,
                          double mu, int32_t k)
{
    const bool has_low = s->weight_low[slot] > 0.0, has_up = s->weight_up[slot] > 0.0;
    one->coef[k] = coef;
    one->gap[k] = s->cost[slot] - s->gain[slot];
    one->slope[k] = s->slope[slot];
    one->lower[k] = has_low ? s->lower[slot] : 0.0;
    one->upper[k] = has_up ? s->upper[slot] : 0.0;
    one->push_low[k] = mu * s->weight_low[slot];
    one->push_up[k] = mu * s->weight_up[slot];
    one->reach[k] = has_low && has_up ? 0.5 * (s->upper[slot] - s->lower[slot])
                                      : far_away * s->quantity_scale[slot];
}

static void gather_demand(const MarketWork *work, const OneMarket *one, int32_t d, double coef,
                          int32_t k)
{
    one->demand[k] = d;
    one->bid_coef[k] = coef;
    one->bid[k] = -work->slots.gain[work->demands.slot[d]];
    one->inv_power[k] = work->demands.inv_power[d];
}

/* Columns that move nothing, up to a multiple of LANES. */
static int32_t pad_columns(const OneMarket *one, int32_t n)
{
    for (; n % LANES; n++) {
        one->coef[n] = one->slope[n] = one->lower[n] = one->upper[n] = 0.0;
        one->push_low[n] = one->push_up[n] = 0.0;
        one->gap[n] = one->reach[n] = 1.0;
    }
    return n;
}

static void gather(const MarketWork *work, const Program *program, int32_t place, double mu,
                   OneMarket *one)
{
    const RowIndex *index = &work->by_row;
    const int32_t row = work->row_of[place];
    one->fixed = -work->rows.rhs[place];
    one->n = one->n_demands = 0;
    for (int32_t at = index->row_start[row]; at < index->row_start[row + 1]; at++) {
        const int32_t slot = work->slot_of[index->col[at]];
        const int32_t d = index->col[at] - program->demand0;
        const double coef = program->coef[index->entry[at]];
        if (work->slots.live[slot] <= 0.0)
            one->fixed += coef * work->slots.z[slot];
        else if (d >= 0 && d < program->n_demands)
            gather_demand(work, one, work->demands.place[d], coef, one->n_demands++);
        else
            gather_column(&work->slots, one, slot, coef, mu, one->n++);
    }
    one->n = pad_columns(one, one->n);
}

/* ---- what arrives less what leaves, at another price ---- */

FOR_EACH_PROCESSOR
static double columns_excess(const OneMarket *one, int32_t n, double rise)
{
    Lanes sum = {0};
    for (int32_t k = 0; k < n; k += LANES) {
        const Lanes coef = AT(one->coef, k), slope = AT(one->slope, k);
        const Lanes lower = AT(one->lower, k), upper = AT(one->upper, k);
        const Lanes push_low = AT(one->push_low, k), push_up = AT(one->push_up, k);
        const Lanes reach = AT(one->reach, k), gap = AT(one->gap, k) - coef * rise;
        const LaneMask has_low = (LaneMask)(push_low > 0.0), has_up = (LaneMask)(push_up > 0.0);
        const Lanes h_low = gap + slope * lower, h_up = -gap - slope * upper;
        Lanes x, free;
        LaneMask at_up;
        NEAREST_BOUND(x, at_up, has_low, has_up, h_low, h_up, slope, push_low, push_up, reach);
        FREE_COLUMN(free, gap, slope, reach);
        const Lanes bound = CHOOSE(at_up, upper - x, lower + x);
        sum += coef * CHOOSE(has_low | has_up, bound, free);
    }
    return SUM_OF(sum);
}

static double demands_excess(const MarketWork *work, const OneMarket *one, double rise)
{
    const Demands *demands = &work->demands;
    const Slots *s = &work->slots;
    const int32_t n = one->n_demands;
    for (int32_t k = 0; k < n; k++) {
        const int32_t d = one->demand[k];
        const double least = bid_least * s->price_scale[demands->slot[d]];
        one->price[k] = one->bid[k] - one->bid_coef[k] * rise;
        one->base[k] = fmin(fmax(one->price[k], least), demands->choke[d]);
    }
    ipm_powers(n, one->base, one->inv_power, one->share);
    double sum = 0.0;
    for (int32_t k = 0; k < n; k++) {
        const int32_t d = one->demand[k], slot = demands->slot[d];
        const double q = ipm_demand_quantity(demands, d, one->price[k], one->share[k]);
        sum += one->bid_coef[k] * fmin(fmax(q, s->lower[slot]), s->upper[slot]);
    }
    return sum;
}

static double excess(const MarketWork *work, const OneMarket *one, double rise)
{
    const double demands = one->n_demands ? demands_excess(work, one, rise) : 0.0;
    return one->fixed + columns_excess(one, one->n, rise) + demands;
}

/* ---- the price that clears ---- */

/* By how much the gathered market's price should rise; 0 if none within reach clears it. */
static double clearing_rise(const MarketWork *work, const OneMarket *one, double price,
                            double scale)
{
    const double now = excess(work, one, 0.0);
    if (now == 0.0) return 0.0;
    double step = copysign(first_step * fmax(fabs(price), scale), -now), near = 0.0, far = step;
    int k = 0;
    for (; k < STEPS && excess(work, one, far) * now > 0.0; k++) {
        near = far;
        step *= growth;
        far += step;
    }
    if (k == STEPS) return 0.0;
    for (k = 0; k < HALVINGS; k++) {
        if (fabs(far - near) <= fmax(near_scale * scale, near_way * fabs(far))) break;
        const double middle = 0.5 * (near + far);
        if (excess(work, one, middle) * now > 0.0)
            near = middle;
        else
            far = middle;
    }
    return 0.5 * (near + far);
}

/* The columns of a row feel its price. */
static void raise_gains(MarketWork *work, const Program *program, int32_t row, double rise)
{
    const RowIndex *index = &work->by_row;
    for (int32_t at = index->row_start[row]; at < index->row_start[row + 1]; at++)
        work->slots.gain[work->slot_of[index->col[at]]] +=
            program->coef[index->entry[at]] * rise;
}

typedef struct Sweep {
    MarketWork *work;
    const Program *program;
    double mu;
    double moved[N_HALVES]; /* over the markets: by how much */
} Sweep;

/* Rows end - 1 .. begin, in the room of a half. */
static double relax_rows(const Sweep *sweep, OneMarket *one, int32_t begin, int32_t end)
{
    MarketWork *work = sweep->work;
    Rows *r = &work->rows;
    double moved = 0.0;
    for (int32_t i = end - 1; i >= begin; i--) {
        if (r->hold[i] > 0.0 || work->row_of[i] >= sweep->program->n_markets) continue;
        gather(work, sweep->program, i, sweep->mu, one);
        const double rise = clearing_rise(work, one, r->price[i], r->price_scale[i]);
        moved += fmin(fabs(rise) / (fabs(r->price[i]) + r->price_scale[i]), 1.0);
        r->price[i] += rise;
        raise_gains(work, sweep->program, work->row_of[i], rise);
    }
    return moved;
}

static void gain_half(void *of, int half)
{
    const Sweep *sweep = of;
    work_gain(sweep->work, half, sweep->work->rows.price, sweep->work->slots.gain);
}

static void relax_half(void *of, int half)
{
    Sweep *sweep = of;
    const int32_t *end = sweep->work->factor.split.end, begin = half ? end[half - 1] : 0;
    sweep->moved[half] = relax_rows(sweep, &sweep->work->half[half].one, begin, end[half]);
}

double ipm_relax(MarketWork *work, const Program *program, double mu)
{
    Sweep sweep = {.work = work, .program = program, .mu = mu};
    ipm_raise_rents(work, mu);
    work_repeat_top(work, work->rows.price);
    helper_run(work->helper, gain_half, &sweep);
    const double moved =
        relax_rows(&sweep, &work->half[0].one, work->factor.split.end[1], work->n_places);
    helper_run(work->helper, relax_half, &sweep);
    return (moved + sweep.moved[0] + sweep.moved[1]) / fmax(program->n_markets, 1.0);
}
