/* demand.c - demand curves as the iteration sees them: price and slope where they are. */
#include <float.h>
#include <math.h>

#include "market/ipm.h"
#include "market/lanes.h"

/* Chords of demand curves reach down to this share of the price they start at; where their ends
 * are within this share of it the tangent is as good. */
static const double bid_least_share = 0.1, chord_least = 1e-3;

#if defined(__x86_64__) && defined(__GLIBC__)
#pragma omp declare simd notinbranch
extern double pow(double, double);
#endif

/* P(q) of curve d, of which `curved` holds as long as q is beyond the choke. */
static void demand_margin(MarketWork *work, int32_t d, double curved)
{
    Slots *s = &work->slots;
    const Demands *demands = &work->demands;
    const int32_t j = demands->slot[d];
    const double q = s->z[j], choke = demands->choke[d];
    if (q <= demands->choke_quantity[d]) {
        const double fall = DEMAND_CHOKE_RISE * choke / demands->choke_quantity[d];
        s->marginal[j] = -(choke * (1.0 + DEMAND_CHOKE_RISE) - fall * q);
        s->curvature[j] = fall;
    } else {
        const double power = demands->power[d], price = power < 0.0 ? curved : 0.0;
        s->marginal[j] = -price;
        s->curvature[j] = -power * price / q;
    }
}

double ipm_demand_quantity(const Demands *demands, int32_t d, double price, double curved)
{
    const double beyond = price / demands->choke[d] - 1.0;
    return beyond > 0.0 ? demands->choke_quantity[d] * (1.0 - beyond / DEMAND_CHOKE_RISE)
                        : curved / demands->inv_scale[d];
}

/* The library takes powers of whole vectors (libmvec) where it is asked to. */
FOR_EACH_PROCESSOR
static void powers(int32_t n, const double *restrict base, const double *restrict exponent,
                   double *restrict out)
{
#pragma omp simd
    for (int32_t k = 0; k < n; k++)
        out[k] = pow(base[k], exponent[k]);
}

void ipm_powers(int32_t n, const double *base, const double *exponent, double *out)
{
    powers(n, base, exponent, out);
}

void ipm_demand_margins(MarketWork *work, int half)
{
    const Demands *demands = &work->demands;
    const int32_t begin = work->half[half].demand0, end = work->half[half].demand_end;
    for (int32_t d = begin; d < end; d++)
        demands->share[d] = ipm_demand_lives(work, d)
                                ? work->slots.z[demands->slot[d]] * demands->inv_scale[d]
                                : 1.0;
    powers(end - begin, demands->share + begin, demands->power + begin, demands->price + begin);
    for (int32_t d = begin; d < end; d++)
        if (ipm_demand_lives(work, d)) demand_margin(work, d, demands->price[d]);
}

/* The price at which the point's other conditions would have demand d: P(q) once solved. */
static double demand_bid(const MarketWork *work, int32_t d)
{
    const Slots *s = &work->slots;
    const Demands *demands = &work->demands;
    const int32_t j = demands->slot[d];
    const double bid = -s->gain[j] - s->mult_low[j] + s->mult_up[j];
    const double least = bid_least_share * -s->marginal[j];
    return fmin(fmax(bid, least), demands->choke[d] * (1.0 + DEMAND_CHOKE_RISE));
}

/* The slope of demand d from where it is, (q, P(q)), to where it would be at the bid, (D, bid):
 * a step along this chord is right if the price stays, and if the quantity stays. Along the
 * tangent a steep curve sends the step too far on one side, and the kink at the choke may send
 * it to and fro for ever. */
static void demand_chord(MarketWork *work, int32_t d, double bid, double curved)
{
    Slots *s = &work->slots;
    const int32_t j = work->demands.slot[d];
    const double way = ipm_demand_quantity(&work->demands, d, bid, curved) - s->z[j];
    const double chord = -(bid + s->marginal[j]) / way;
    if (chord > 0.0 && isfinite(chord)) s->curvature[j] = chord;
}

void ipm_demand_chords(MarketWork *work, int half)
{
    const Demands *demands = &work->demands;
    const int32_t begin = work->half[half].demand0, end = work->half[half].demand_end;
    int32_t n = begin;
    for (int32_t d = begin; d < end; d++) {
        if (!ipm_demand_lives(work, d)) continue;
        const double bid = demand_bid(work, d), price = -work->slots.marginal[demands->slot[d]];
        if (fabs(bid - price) <= chord_least * price) continue;
        demands->off[n] = d;
        demands->bid[n] = bid;
        demands->base[n] = fmax(fmin(bid, demands->choke[d]), DBL_MIN);
        demands->exponent[n++] = demands->inv_power[d];
    }
    powers(n - begin, demands->base + begin, demands->exponent + begin, demands->share + begin);
    for (int32_t k = begin; k < n; k++)
        demand_chord(work, demands->off[k], demands->bid[k], demands->share[k]);
}
