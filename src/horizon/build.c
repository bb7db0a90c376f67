#include "horizon/build.h"

#include <math.h>

#include "horizon/grow.h"
#include "horizon/row.h"
#include "horizon/share.h"
#include "model/fit.h"

enum { MONTHS_PER_YEAR = 12 };

/* A step in which a start could still come to work before the end. */
static bool may_start(const Path *path, const Expansion *its, int32_t v)
{
    const bool permitted = its->first == MONTH_NONE || path->steps[v].month >= its->first;
    return permitted && share_opening(path, its, v) < path->length;
}

/* What keeping a unit of what is started in v costs from step s on, discounted. */
static double keeping(const Path *path, const Expansion *its, int32_t v, int32_t s)
{
    const double keep = path->model->facilities[its->facility].keep;
    double sum = 0;
    for (int32_t t = s; t < path->n_steps && keep > 0; t++)
        sum += path->steps[t].weight * keep * path->steps[t].months *
               share_working(path, its, v, t);
    return sum;
}

static void add_starts(Horizon *h, const Expansion *its, Build *build)
{
    const Path *path = h->path;
    const Model *model = path->model;
    for (int32_t v = 0; v < path->n_steps; v++) {
        const PathStep *step = &path->steps[v];
        const double years = step->months / MONTHS_PER_YEAR;
        const double left = path->length - share_opening(path, its, v);
        const double charged =
            share_charged(its->residual, model->discount, its->lifetime, left);
        const double capital = its->capital * step->effects.capital_scale[its->facility];
        const double most = its->build * years * step->effects.build_scale[its->facility];
        build->start[v] = PROGRAM_NONE;
        if (!may_start(path, its, v) || !(fmin(most, its->maximum) > 0.0)) continue;
        build->start[v] = stack_column(
            &h->stack,
            (StackColumn){.upper = most,
                          .cost = step->weight * capital * charged + keeping(path, its, v, v),
                          .duty_row = PROGRAM_NONE,
                          .step = v,
                          .label = {"new capacity of", model->facilities[its->facility].id}});
    }
}

/* Gives what is no longer kept its cost back, from step s on. */
static void add_give_ups(Horizon *h, const Expansion *its, Build *build)
{
    const Path *path = h->path;
    const int32_t n = path->n_steps;
    const char *id = path->model->facilities[its->facility].id;
    for (int32_t i = 0; i < n * n; i++)
        build->give_up[i] = PROGRAM_NONE;
    for (int32_t v = 0; v < n; v++) {
        if (build->start[v] == PROGRAM_NONE) continue;
        const int32_t all = row_add(h, v, its->facility, 0.0, "what is given up of");
        stack_entry(&h->stack, build->start[v], all, 1.0);
        for (int32_t s = v + 1; s < n; s++) {
            const double back = keeping(path, its, v, s);
            if (back == 0.0) continue;
            build->give_up[v * n + s] =
                stack_column(&h->stack, (StackColumn){.upper = INFINITY,
                                                      .cost = -back,
                                                      .duty_row = PROGRAM_NONE,
                                                      .step = s,
                                                      .label = {"what is given up of", id}});
            stack_entry(&h->stack, build->give_up[v * n + s], all, -1.0);
        }
    }
}

/* The most that could work in step t (activity per month). */
static double most_working(const Horizon *h, const Expansion *its, const Build *build,
                           int32_t t)
{
    double sum = 0.0;
    for (int32_t v = 0; v <= t; v++)
        if (build->start[v] != PROGRAM_NONE)
            sum += share_working(h->path, its, v, t) * h->stack.columns[build->start[v]].upper;
    return fmin(sum, its->maximum);
}

/* What a unit of activity has to earn beyond its running cost to pay for its capacity:
 * discounted money of step t. */
static double usual_rent(const Path *path, const Expansion *its, int32_t t)
{
    const double life = its->lifetime / MONTHS_PER_YEAR;
    const double yearly = its->capital / share_annuity(path->model->discount, life);
    const double availability = path->model->facilities[its->facility].availability;
    const double rent = path->steps[t].weight * yearly / (MONTHS_PER_YEAR * availability);
    return rent > 0.0 ? rent : row_price(path, t, its->facility);
}

/* sigma_vt - sigma_v,t-1, without what rounding leaves of nothing. */
static double share_gained(const Path *path, const Expansion *its, int32_t v, int32_t t)
{
    const double least = 1e-12;
    const double gain =
        share_working(path, its, v, t) - (t > v ? share_working(path, its, v, t - 1) : 0.0);
    return fabs(gain) > least ? gain : 0.0;
}

/* K_t <= K_t-1 + what comes to work in t - what has come to its end or is given up */
static void limit_working(Horizon *h, const Expansion *its, const Build *build, int32_t t,
                          int32_t row, int32_t before)
{
    const Path *path = h->path;
    const int32_t n = path->n_steps;
    if (before != PROGRAM_NONE) stack_entry(&h->stack, before, row, 1.0);
    for (int32_t v = 0; v <= t; v++) {
        if (build->start[v] == PROGRAM_NONE) continue;
        stack_entry(&h->stack, build->start[v], row, share_gained(path, its, v, t));
        for (int32_t s = v + 1; s <= t && build->give_up; s++)
            if (build->give_up[v * n + s] != PROGRAM_NONE)
                stack_entry(
                    &h->stack, build->give_up[v * n + s], row,
                    -(s < t ? share_gained(path, its, v, t) : share_working(path, its, v, t)));
    }
}

/* Capacity that may be built without end counts as usual up to so many times what its largest
 * market turns over now. */
static const double growth_most = 10.0;

/* x_t <= months availability K_t. Before the first can work the activity is fixed at nothing:
 * as a row, x <= 0 beside x >= 0 would leave the solver no inside to walk through, and its rent
 * no bound. Beyond twice what could ever work the activity has a bound that never holds; it
 * tells the solver how large the option is beside its markets. */
static int32_t limit_capacity(Horizon *h, const Expansion *its, const Build *build, int32_t t,
                              int32_t before)
{
    const Path *path = h->path;
    const int32_t k = its->facility, col = horizon_col(h, t, path->net->facility0 + k);
    const double whole = path->steps[t].months * path->model->facilities[k].availability;
    const double room = most_working(h, its, build, t);
    StackColumn *column = &h->stack.columns[col];
    if (!(room > 0.0)) {
        column->lower = column->upper = 0.0;
        return PROGRAM_NONE;
    }
    column->upper = fmin(path->steps[t].effects.most[k], 2.0 * whole * room);
    const Label label = {"the capacity of", path->model->facilities[k].id};
    const double rent = usual_rent(path, its, t);
    const double usual = fmin(room, growth_most * row_quantity(path, t, k) / whole);
    const int32_t used = stack_limit(
        &h->stack, (StackRow){.price = rent, .quantity = whole * usual, .label = label});
    double worth = 0.0; /* a unit works on in all later steps */
    for (int32_t s = t; s < path->n_steps; s++)
        worth += usual_rent(path, its, s) * path->steps[s].months *
                 path->model->facilities[k].availability;
    const int32_t works =
        stack_limit(&h->stack, (StackRow){.price = worth, .quantity = usual, .label = label});
    const int32_t capacity = stack_column(&h->stack, (StackColumn){.upper = 2.0 * room,
                                                                   .duty_row = PROGRAM_NONE,
                                                                   .step = t,
                                                                   .label = label});
    stack_entry(&h->stack, capacity, used, whole);
    stack_entry(&h->stack, col, used, -1.0);
    stack_entry(&h->stack, capacity, works, -1.0);
    limit_working(h, its, build, t, works, before);
    return capacity;
}

/* Whether what is started in v stands or is being built in step t. */
static bool is_there(const Path *path, const Expansion *its, const Build *build, int32_t v,
                     int32_t t)
{
    if (t >= path->n_steps || v > t || build->start[v] == PROGRAM_NONE) return false;
    return share_opening(path, its, v) + its->lifetime > path->steps[t].begin;
}

/* What stands or is being built is at most the maximum. A step at the end of which nothing goes
 * needs no row: that of the next step asks for more. */
static void limit_all(Horizon *h, const Expansion *its, const Build *build, int32_t t)
{
    const Path *path = h->path;
    const double months = path->steps[t].months;
    bool goes = false;
    for (int32_t v = 0; v <= t; v++)
        goes =
            goes || (is_there(path, its, build, v, t) && !is_there(path, its, build, v, t + 1));
    if (isinf(its->maximum) || !goes) return;
    const double usual = row_quantity(path, t, its->facility) / months;
    const int32_t row = stack_limit(
        &h->stack,
        (StackRow){.rhs = -its->maximum,
                   .price = row_price(path, t, its->facility) * months,
                   .quantity = its->maximum > 0 ? its->maximum : usual,
                   .label = {"the maximum of", path->model->facilities[its->facility].id}});
    for (int32_t v = 0; v <= t; v++)
        if (is_there(path, its, build, v, t))
            stack_entry(&h->stack, build->start[v], row, -1.0);
}

static void limit_starts(Horizon *h, const Expansion *its, const Build *build, int32_t t)
{
    const PathStep *step = &h->path->steps[t];
    const double years = step->months / MONTHS_PER_YEAR;
    if (isnan(its->growth) || build->start[t] == PROGRAM_NONE) return;
    const double factor = growth_factor(its->growth, years);
    double room = growth_allowance(its->growth, years, its->allowance) * years;
    if (t == 0) room += factor * its->before * years;
    const int32_t row = row_add(h, t, its->facility, -room, "the growth of");
    stack_entry(&h->stack, build->start[t], row, -1.0);
    if (t > 0 && build->start[t - 1] != PROGRAM_NONE)
        stack_entry(&h->stack, build->start[t - 1], row,
                    factor * step->months / h->path->steps[t - 1].months);
}

/* The rise of the cost up to full capacity is taken at its mean: how much capacity there will
 * be is not known beforehand. */
static void flatten_cost(Horizon *h, const Expansion *its, int32_t t)
{
    const Path *path = h->path;
    const Facility *facility = &path->model->facilities[its->facility];
    const PathStep *step = &path->steps[t];
    const int32_t j = path->net->facility0 + its->facility;
    StackColumn *column = &h->stack.columns[horizon_col(h, t, j)];
    if (isnan(facility->cost_rise)) return;
    const double cost = step->program.cost[j];
    const double rise =
        facility->cost_rise * facility_rise_of(cost - facility->wedge, facility->wedge);
    column->slope = 0.0;
    column->cost = step->weight * (cost + 0.5 * rise);
}

static void tie_build(Horizon *h, const Expansion *its, Build *build)
{
    const int32_t n = h->path->n_steps;
    const bool costs = h->path->model->facilities[its->facility].keep > 0;
    build->start = ARENA_ARRAY(h->stack.arena, int32_t, n);
    if (costs) build->give_up = ARENA_ARRAY(h->stack.arena, int32_t, (size_t)n * (size_t)n);
    if (!build->start || (costs && !build->give_up)) {
        h->stack.status = LODE_NO_MEMORY;
        return;
    }
    add_starts(h, its, build);
    if (build->give_up) add_give_ups(h, its, build);
    int32_t capacity = PROGRAM_NONE;
    for (int32_t t = 0; t < n; t++) {
        capacity = limit_capacity(h, its, build, t, capacity);
        limit_all(h, its, build, t);
        limit_starts(h, its, build, t);
        flatten_cost(h, its, t);
    }
}

void tie_builds(Horizon *h)
{
    const Model *model = h->path->model;
    Build *builds = ARENA_ARRAY(h->stack.arena, Build, model->n_expansions);
    if (!builds) h->stack.status = LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_expansions && !h->stack.status; i++)
        tie_build(h, &model->expansions[i], &builds[i]);
    h->builds = builds;
}

/* ---- into the record ---- */

/* What of the starts of step v is kept in step t. */
static double kept_of(const Build *build, int32_t n, int32_t v, int32_t t, const double *z)
{
    if (build->start[v] == PROGRAM_NONE) return 0.0;
    double kept = z[build->start[v]];
    for (int32_t s = v + 1; s <= t && build->give_up; s++)
        if (build->give_up[v * n + s] != PROGRAM_NONE) kept -= z[build->give_up[v * n + s]];
    return fmax(kept, 0.0);
}

/* What is started in a period is shown evenly spread over its steps. */
static void fill_period(const Path *path, const Expansion *its, const Build *build, int32_t t,
                        const double *z, Record *record)
{
    const PathStep *period = &path->steps[t];
    const int32_t n = path->n_steps, k = its->facility;
    const double months = path->net->months;
    const double whole = months * path->model->facilities[k].availability;
    const double started = kept_of(build, n, t, t, z) / period->n;
    double capacity = 0, under_way = 0;
    for (int32_t v = 0; v <= t; v++) {
        const double kept = kept_of(build, n, v, t, z);
        capacity += whole * share_working(path, its, v, t) * kept;
        if (share_opening(path, its, v) >= path_end(period)) under_way += kept;
    }
    for (int32_t part = period->first; part < period->first + period->n; part++) {
        const size_t i = (size_t)part * (size_t)record->n_facilities + (size_t)k;
        record->capacity[i] = capacity;
        record->started[i] = started * months;
        record->under_way[i] = under_way * months;
        record->invested[i] = started * its->capital * period->effects.capital_scale[k];
    }
}

void build_fill(const Horizon *h, const MarketSolution *sol, Record *record)
{
    const Model *model = h->path->model;
    for (int32_t i = 0; i < model->n_expansions; i++)
        for (int32_t t = 0; t < h->path->n_steps; t++)
            fill_period(h->path, &model->expansions[i], &h->builds[i], t, sol->z, record);
}
