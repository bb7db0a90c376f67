/* What the model says of a month: capacities with their ramps, drivers between their dates. */
#include <math.h>

#include "model/model.h"

/* --- capacity --- */

/* From month `from` on, the level goes linearly from `low` to `high` within `ramp` months. */
typedef struct Ramp {
    double low, high, ramp;
    Month from;
} Ramp;

/* The level at the very start of a month. */
static double ramp_at(const Ramp *ramp, Month month)
{
    const double passed = (double)month - (double)ramp->from;
    if (passed >= ramp->ramp || ramp->low == ramp->high) return ramp->high;
    return ramp->low + (ramp->high - ramp->low) * passed / ramp->ramp;
}

/* The mean over the month: with F(x) = integral of min(x, ramp) / ramp, it is
 *     low + (high - low) (F(x + 1) - F(x)),   x = month - from */
static double ramp_integral(double x, double ramp)
{
    return x < ramp ? x * x / (2 * ramp) : x - ramp / 2;
}

static double ramp_mean(const Ramp *ramp, Month month)
{
    const double x = (double)month - (double)ramp->from;
    if (x >= ramp->ramp || ramp->low == ramp->high) return ramp->high;
    const double share = ramp_integral(x + 1, ramp->ramp) - ramp_integral(x, ramp->ramp);
    return ramp->low + (ramp->high - ramp->low) * share;
}

/* A limit that is not there cannot be approached step by step. */
static Ramp ramp_towards(double low, double high, double months, Month from)
{
    const bool gradual = isfinite(low) && isfinite(high);
    return (Ramp){.low = low, .high = high, .ramp = gradual ? months : 0, .from = from};
}

/* Availability is not yet applied. */
static double capacity_by_plan(const Model *model, const Facility *its, Month month)
{
    if (its->start != MONTH_NONE && month < its->start) return 0;
    Ramp ramp = {.low = its->capacity, .high = its->capacity};
    if (its->start != MONTH_NONE) ramp = ramp_towards(0, its->capacity, its->ramp, its->start);
    for (int32_t i = 0; i < its->n_steps; i++) {
        const CapacityStep *step = &model->capacity_steps[its->first_step + i];
        if (step->from > month) break;
        if (isnan(step->capacity)) continue;
        ramp = ramp_towards(ramp_at(&ramp, step->from), step->capacity, step->ramp, step->from);
    }
    return ramp_mean(&ramp, month);
}

/* With probability `chance` all dates but the end are `delay` months late (whole months): the
 * expectation is the mixture of the two plans. */
double facility_capacity(const Model *model, int32_t facility, Month month)
{
    const Facility *its = &model->facilities[facility];
    if (its->end != MONTH_NONE && month > its->end) return 0;
    double capacity = capacity_by_plan(model, its, month);
    if (its->chance > 0) {
        const double late = capacity_by_plan(model, its, month - (Month)lround(its->delay));
        const double on_time = its->chance < 1 ? (1 - its->chance) * capacity : 0;
        capacity = on_time + its->chance * late;
    }
    return isinf(capacity) ? capacity : capacity * its->availability;
}

double facility_minimum(const Model *model, int32_t facility, Month month)
{
    const Facility *its = &model->facilities[facility];
    double minimum = its->minimum;
    for (int32_t i = 0; i < its->n_steps; i++) {
        const CapacityStep *step = &model->capacity_steps[its->first_step + i];
        if (step->from <= month && !isnan(step->minimum)) minimum = step->minimum;
    }
    return minimum;
}

double facility_cost(const Model *model, int32_t facility, Month month)
{
    const Facility *its = &model->facilities[facility];
    double cost = its->cost;
    for (int32_t i = 0; i < its->n_steps; i++) {
        const CapacityStep *step = &model->capacity_steps[its->first_step + i];
        if (step->from <= month && !isnan(step->cost)) cost = step->cost;
    }
    return cost;
}

/* --- stocks --- */

#define STOCK_SERIES(field)                                                                    \
    double stock_##field(const Model *model, int32_t stock, Month month)                       \
    {                                                                                          \
        const Stock *its = &model->stocks[stock];                                              \
        double value = its->field;                                                             \
        for (int32_t i = 0; i < its->n_steps; i++) {                                           \
            const StockStep *step = &model->stock_steps[its->first_step + i];                  \
            if (step->from <= month && !isnan(step->field)) value = step->field;               \
        }                                                                                      \
        return value;                                                                          \
    }
STOCK_SERIES(storage)
STOCK_SERIES(least)
STOCK_SERIES(room)
#undef STOCK_SERIES

/* --- drivers --- */

double driver_value(const Model *model, int32_t driver, Month month)
{
    const Driver *its = &model->drivers[driver];
    const DriverPoint *points = &model->driver_points[its->first_point];
    int32_t low = 0, high = its->n_points; /* the first point behind month is in [low, high] */
    if (!its->n_points) return NAN;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (points[middle].month <= month)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return points[0].value;
    const DriverPoint *a = &points[low - 1];
    if (low == its->n_points || a->month == month) return a->value;
    const DriverPoint *b = &points[low];
    const double share = ((double)month - a->month) / ((double)b->month - a->month);
    return a->value + (b->value - a->value) * share;
}
