#include "calibrate/stand.h"

#include <math.h>

Stand stand_of_facility(const Base *base, int32_t facility, double x)
{
    const double capacity = base->effects.capacity[facility];
    const double least = base->program.lower[base->net->facility0 + facility];
    if (capacity <= 0) return STAND_CLOSED;
    if (isfinite(capacity) && x >= capacity * (1 - STAND_AT_LIMIT)) return STAND_FULL;
    if (least > 0 && x <= least * (1 + STAND_AT_LIMIT)) return STAND_LEAST;
    return x > 0 ? STAND_INSIDE : STAND_IDLE;
}

static bool shares_limit(const Base *base, int32_t route, const double *z)
{
    for (int32_t l = 0; l < base->net->n_limits; l++) {
        const LimitSet *set = &base->net->limits[l];
        bool member = false;
        double used = 0;
        for (int32_t i = 0; i < set->n_terms; i++) {
            const LimitTerm *term = &set->terms[i];
            used += term->coef * z[net_term_col(base->net, term)];
            member = member || (term->over == LIMIT_OVER_ROUTE && term->index == route);
        }
        if (member && used >= base->effects.limit[l] * (1 - STAND_AT_LIMIT)) return true;
    }
    return false;
}

Stand stand_of_route(const Base *base, int32_t route, const double *z)
{
    const double limit = base->effects.flow_limit[route], y = z[base->net->route0 + route];
    if (limit <= 0) return STAND_CLOSED;
    if (y <= 0) return STAND_IDLE;
    const bool full = isfinite(limit) && y >= limit * (1 - STAND_AT_LIMIT);
    return full || shares_limit(base, route, z) ? STAND_FULL : STAND_INSIDE;
}
