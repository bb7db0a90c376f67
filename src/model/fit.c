#include "model/fit.h"

#include <math.h>
#include <string.h>

#define RISE_LEAST 0.1  /* of the written cost */
#define TYPICAL_USE 0.8 /* of a capacity that nobody wrote down */

double facility_rise_of(double cost, double wedge)
{
    return wedge == 0 ? fabs(cost) : fmax(cost + wedge, RISE_LEAST * fabs(cost));
}

double facility_rise_at(double capacity, double base)
{
    if (isfinite(capacity)) return capacity > 0 ? capacity : INFINITY;
    return base > 0 ? base / TYPICAL_USE : INFINITY;
}

double facility_wedge_for(double cost, double rise, double margin)
{
    const double least = RISE_LEAST * fabs(cost), start = margin / (1.0 + rise);
    return (start >= least ? start : margin - rise * least) - cost;
}

static double *unknown(Arena *arena, int32_t n)
{
    double *values = ARENA_ARRAY(arena, double, n);
    for (int32_t i = 0; i < n && values; i++)
        values[i] = NAN;
    return values;
}

Status fit_new(const Model *model, Arena *arena, Fit *out)
{
    *out = (Fit){.facility_wedge = unknown(arena, model->n_facilities),
                 .facility_activity = unknown(arena, model->n_facilities),
                 .route_wedge = unknown(arena, model->n_routes),
                 .route_habit = unknown(arena, model->n_routes),
                 .demand_scale = unknown(arena, model->n_demands),
                 .demand_price = unknown(arena, model->n_demands),
                 .stock_wedge = unknown(arena, model->n_stocks)};
    const bool ok = out->facility_wedge && out->facility_activity && out->route_wedge &&
                    out->route_habit && out->demand_scale && out->demand_price &&
                    out->stock_wedge;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

static void *copy(Arena *arena, const void *items, int32_t n, size_t size)
{
    void *own = arena_zeroed(arena, (size_t)n, size);
    if (own && n) memcpy(own, items, (size_t)n * size);
    return own;
}

/* What is built next is taken to be like what stands there: an option that no fit names has the
 * mean wedge of the facilities of its process in its region, by what they did in the base
 * year. */
static void fit_option(Facility *option, const Facility *facilities, int32_t n)
{
    double sum = 0, weight = 0;
    for (int32_t k = 0; k < n; k++) {
        const Facility *its = &facilities[k];
        if (its->expansion != MODEL_NONE || its->process != option->process ||
            its->region != option->region)
            continue;
        sum += its->base * its->wedge;
        weight += its->base;
    }
    if (weight > 0) option->wedge = sum / weight;
}

static void fit_demand(Demand *demand, double scale, double price)
{
    if (!isnan(price)) demand->price = price;
    if (isnan(scale)) return;
    demand->quantity *= scale;
    demand->intensity *= scale;
    demand->intercept *= scale;
}

Status fit_apply(const Model *model, const Fit *fit, Arena *arena, Model *out)
{
    Facility *facilities =
        copy(arena, model->facilities, model->n_facilities, sizeof *facilities);
    Route *routes = copy(arena, model->routes, model->n_routes, sizeof *routes);
    Demand *demands = copy(arena, model->demands, model->n_demands, sizeof *demands);
    Stock *stocks = copy(arena, model->stocks, model->n_stocks, sizeof *stocks);
    if (!facilities || !routes || !demands || !stocks) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        if (!isnan(fit->facility_wedge[k])) facilities[k].wedge = fit->facility_wedge[k];
        if (!isnan(fit->facility_activity[k])) facilities[k].base = fit->facility_activity[k];
    }
    for (int32_t k = 0; k < model->n_facilities; k++)
        if (facilities[k].expansion != MODEL_NONE && isnan(fit->facility_wedge[k]))
            fit_option(&facilities[k], facilities, model->n_facilities);
    for (int32_t f = 0; f < model->n_routes; f++) {
        if (!isnan(fit->route_wedge[f])) routes[f].wedge += fit->route_wedge[f];
        if (!isnan(fit->route_habit[f])) routes[f].habit = fit->route_habit[f];
    }
    for (int32_t d = 0; d < model->n_demands; d++)
        fit_demand(&demands[d], fit->demand_scale[d], fit->demand_price[d]);
    for (int32_t s = 0; s < model->n_stocks; s++)
        if (!isnan(fit->stock_wedge[s])) stocks[s].wedge = fit->stock_wedge[s];
    *out = *model;
    out->facilities = facilities;
    out->routes = routes;
    out->demands = demands;
    out->stocks = stocks;
    return LODE_OK;
}
