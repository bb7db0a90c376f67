#include "horizon/share.h"

#include <math.h>

enum { MONTHS_PER_YEAR = 12 };

double share_annuity(double discount, double years)
{
    return discount > 0 ? (1.0 - pow(1.0 + discount, -years)) / discount : years;
}

double share_charged(Residual residual, double discount, double lifetime, double left)
{
    const double life = lifetime / MONTHS_PER_YEAR, years = left / MONTHS_PER_YEAR;
    if (residual == RESIDUAL_NONE || !(life > years)) return 1.0;
    if (residual == RESIDUAL_LINEAR) return years / life;
    const double within = share_annuity(discount, years);
    if (isinf(life) && discount == 0) return 0.0;
    const double beyond = share_annuity(discount, life) - within;
    const double first = residual == RESIDUAL_MESSAGE ? 1.0 + discount : 1.0;
    return within / (within + first * beyond);
}

/* Integral of the share that works from opening to `age` months later. */
static double worked(const Expansion *its, double age)
{
    const double until = fmin(fmax(age, 0.0), its->lifetime), ramp = its->ramp;
    return until < ramp ? until * until / (2.0 * ramp) : until - ramp / 2.0;
}

double share_opening(const Path *path, const Expansion *its, int32_t v)
{
    const Effects *effects = &path->steps[v].effects;
    return path->steps[v].begin + effects->permit_months[its->facility] + its->lead;
}

double share_working(const Path *path, const Expansion *its, int32_t v, int32_t t)
{
    const PathStep *step = &path->steps[t];
    const double open = share_opening(path, its, v);
    return (worked(its, path_end(step) - open) - worked(its, step->begin - open)) /
           step->months;
}
