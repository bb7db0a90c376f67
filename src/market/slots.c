#include "market/slots.h"

#include "market/lanes.h"

FOR_EACH_PROCESSOR
static Found measure(const Slots *s, int32_t begin, int32_t end)
{
    Lanes sum = {0}, most = {0}, dual = {0};
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes low = AT(s->low, j), up = AT(s->up, j);
        const Lanes mult_low = AT(s->mult_low, j), mult_up = AT(s->mult_up, j);
        const Lanes live = AT(s->live, j);
        const Lanes inv_low = 1.0 / low, inv_up = 1.0 / up;
        const Lanes gap = live * (AT(s->marginal, j) - AT(s->gain, j));
        const Lanes off = MAGNITUDE(gap - mult_low + mult_up) * AT(s->price_unscale, j);
        const Lanes product_low = mult_low * low * AT(s->unweight_low, j);
        const Lanes product_up = mult_up * up * AT(s->unweight_up, j);
        const Lanes product = LARGER(product_low, product_up);
        AT(s->inv_low, j) = inv_low;
        AT(s->inv_up, j) = inv_up;
        AT(s->gap, j) = gap;
        const Lanes theta = live / (AT(s->curvature, j) + AT(s->proximal, j) +
                                    mult_low * inv_low + mult_up * inv_up);
        AT(s->theta, j) = theta;
        AT(s->push, j) = theta * gap;
        sum += product_low + product_up;
        most = LARGER(most, product);
        dual = LARGER(dual, off);
    }
    return (Found){SUM_OF(sum), LARGEST_OF(most), LARGEST_OF(dual)};
}

/* The affine step of a slot, aiming at complementarity zero:
 *     dz = theta (gain - gap),  dlow = -mult_low (1 + dz/low),  dup = -mult_up (1 - dz/up) */
FOR_EACH_PROCESSOR
static Reach predict(const Slots *s, int32_t begin, int32_t end)
{
    Lanes primal = {0}, dual = {0}, s1 = {0}, s3 = {0};
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes dz = AT(s->theta, j) * (AT(s->gain, j) - AT(s->gap, j));
        const Lanes low = dz * AT(s->inv_low, j), up = dz * AT(s->inv_up, j);
        const Lanes mult_low = AT(s->mult_low, j) * AT(s->unweight_low, j);
        const Lanes mult_up = AT(s->mult_up, j) * AT(s->unweight_up, j);
        const Lanes nearer = LARGER(-low, up), weaker = LARGER(1.0 + low, 1.0 - up);
        AT(s->dz, j) = dz;
        primal = LARGER(primal, nearer);
        dual = LARGER(dual, weaker);
        s1 += dz * (mult_low - mult_up);
        s3 -= dz * (mult_low * (1.0 + low) - mult_up * (1.0 - up));
    }
    return (Reach){LARGEST_OF(primal), LARGEST_OF(dual), SUM_OF(s1), SUM_OF(s3)};
}

/* Targets with Mehrotra's second order term, and what they push into the rows:
 *     target_low = mu weight - second dz dlow,  target_up = mu weight + second dz dup
 *     push = theta (gap - target_low/low + target_up/up) */
FOR_EACH_PROCESSOR
static void correct(const Slots *s, int32_t begin, int32_t end, double mu, double second)
{
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes dz = AT(s->dz, j), inv_low = AT(s->inv_low, j), inv_up = AT(s->inv_up, j);
        const Lanes dlow = -AT(s->mult_low, j) * (1.0 + dz * inv_low);
        const Lanes dup = -AT(s->mult_up, j) * (1.0 - dz * inv_up);
        const Lanes target_low = mu * AT(s->weight_low, j) - second * dz * dlow;
        const Lanes target_up = mu * AT(s->weight_up, j) + second * dz * dup;
        AT(s->target_low, j) = target_low;
        AT(s->target_up, j) = target_up;
        AT(s->push, j) =
            AT(s->theta, j) * (AT(s->gap, j) - target_low * inv_low + target_up * inv_up);
    }
}

/* The step itself: dz = theta gain - push, and multipliers from
 *     dlow = target_low/low - mult_low (1 + dz/low),  dup = target_up/up - mult_up (1 - dz/up)
 */
FOR_EACH_PROCESSOR
static Reach step(const Slots *s, int32_t begin, int32_t end)
{
    const double tiny = 1e-300; /* where there is no bound both multiplier and step are zero */
    Lanes primal = {0}, dual = {0};
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes dz = AT(s->theta, j) * AT(s->gain, j) - AT(s->push, j);
        const Lanes inv_low = AT(s->inv_low, j), inv_up = AT(s->inv_up, j);
        const Lanes low = dz * inv_low, up = dz * inv_up;
        const Lanes mult_low = AT(s->mult_low, j), mult_up = AT(s->mult_up, j);
        const Lanes dlow = AT(s->target_low, j) * inv_low - mult_low * (1.0 + low);
        const Lanes dup = AT(s->target_up, j) * inv_up - mult_up * (1.0 - up);
        const Lanes fall_low = -dlow / (mult_low + tiny), fall_up = -dup / (mult_up + tiny);
        const Lanes nearer = LARGER(-low, up), weaker = LARGER(fall_low, fall_up);
        AT(s->dz, j) = dz;
        AT(s->dlow, j) = dlow;
        AT(s->dup, j) = dup;
        primal = LARGER(primal, nearer);
        dual = LARGER(dual, weaker);
    }
    return (Reach){.primal = LARGEST_OF(primal), .dual = LARGEST_OF(dual)};
}

FOR_EACH_PROCESSOR
static void move(const Slots *s, int32_t begin, int32_t end, double primal, double dual)
{
    for (int32_t j = begin; j < end; j += LANES) {
        const Lanes dz = primal * AT(s->dz, j), z = AT(s->z, j) + dz;
        AT(s->z, j) = z;
        AT(s->low, j) += dz;
        AT(s->up, j) -= dz;
        AT(s->mult_low, j) += dual * AT(s->dlow, j);
        AT(s->mult_up, j) += dual * AT(s->dup, j);
        AT(s->marginal, j) = AT(s->cost, j) + AT(s->slope, j) * z;
    }
}

/* ---- what others call ---- */

Found slots_measure(const Slots *s, int32_t begin, int32_t end)
{
    return measure(s, begin, end);
}

Reach slots_predict(const Slots *s, int32_t begin, int32_t end)
{
    return predict(s, begin, end);
}

void slots_correct(const Slots *s, int32_t begin, int32_t end, double mu, double second)
{
    correct(s, begin, end, mu, second);
}

Reach slots_step(const Slots *s, int32_t begin, int32_t end)
{
    return step(s, begin, end);
}

void slots_move(const Slots *s, int32_t begin, int32_t end, double primal, double dual)
{
    move(s, begin, end, primal, dual);
}
