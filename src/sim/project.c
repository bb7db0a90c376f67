#include "sim/project.h"

#include <math.h>

static int32_t slots(const int32_t *start, int32_t i)
{
    return start[i + 1] - start[i];
}

static double *slot(const int32_t *start, int32_t i, int32_t at, double *ring)
{
    return &ring[start[i] + at % slots(start, i)];
}

/* Months in which openings count as of one age. */
static int32_t year_of(const Net *net)
{
    const int32_t step = net->model->months_per_step;
    return step > 12 ? step : 12;
}

/* ---- due ---- */

static void retire(const Net *net, int32_t i, int32_t t, State *state)
{
    const int32_t months = net->model->months_per_step, year = year_of(net);
    const int32_t now = t * months / year;
    const int32_t last = slots(net->vintage_start, i) - 1; /* the ring's oldest year */
    if (now < last || (t > 0 && (t - 1) * months / year == now)) return;
    double *oldest = slot(net->vintage_start, i, now - last, state->vintage);
    state->built[i] = fmax(state->built[i] - *oldest, 0.0);
    *oldest = 0.0;
}

void project_advance(const Net *net, int32_t t, State *state)
{
    const int32_t year = t * net->model->months_per_step / year_of(net);
    for (int32_t i = 0; i < net->model->n_expansions; i++) {
        const Facility *its = &net->model->facilities[net->model->expansions[i].facility];
        double *breaking = slot(net->coming_start, i, t, state->breaking);
        double *coming = slot(net->coming_start, i, t, state->coming);
        retire(net, i, t, state);
        state->site[i] = fmax(state->site[i] + *breaking - *coming, 0.0);
        state->decided[i] = fmax(state->decided[i] - *coming, 0.0);
        state->built[i] += *coming;
        state->erected[its->process] += *coming * its->availability;
        *slot(net->vintage_start, i, year, state->vintage) += *coming;
        *breaking = *coming = 0.0;
    }
}

/* ---- decided ---- */

static int32_t whole_steps(const Net *net, double months)
{
    return (int32_t)ceil(months / net->months);
}

/* Share at work, mean over step j since the first output: as for dated plants. */
static double share_at(const Net *net, double ramp, int32_t j)
{
    const double begin = j * net->months, end = begin + net->months;
    if (begin >= ramp) return 1.0;
    const double full = fmax(end - ramp, 0.0), rising = fmin(end, ramp);
    return ((rising * rising - begin * begin) / (2.0 * ramp) + full) / net->months;
}

void project_start(const Net *net, int32_t i, int32_t t, double permit, double amount,
                   State *state)
{
    const Expansion *its = &net->model->expansions[i];
    const double permits = fmin(permit, NET_SLOWEST_PERMITS * its->permit);
    const int32_t begin = t + 1 + whole_steps(net, permits);
    const int32_t first = t + 1 + whole_steps(net, permits + its->lead);
    double before = 0.0;
    if (!(amount > 0.0)) return;
    state->decided[i] += amount;
    *slot(net->coming_start, i, begin, state->breaking) += amount;
    for (int32_t j = 0; before < 1.0; j++) {
        const double share = share_at(net, its->ramp, j);
        *slot(net->coming_start, i, first + j, state->coming) += (share - before) * amount;
        before = share;
    }
}

void project_scrap(const Net *net, int32_t i, State *state)
{
    for (int32_t at = net->vintage_start[i]; at < net->vintage_start[i + 1]; at++)
        state->vintage[at] = 0.0;
    state->built[i] = 0.0;
}

/* ---- offered ---- */

void project_offer(const Net *net, const State *state, int32_t now, int32_t then,
                   Effects *effects)
{
    for (int32_t i = 0; i < net->model->n_expansions; i++) {
        const int32_t k = net->model->expansions[i].facility;
        const int32_t behind = now + slots(net->coming_start, i); /* nothing is decided there */
        double built = state->built[i];
        for (int32_t at = now + 1; at <= then && at < behind; at++)
            built += *slot(net->coming_start, i, at, state->coming);
        effects->capacity[k] = built * net->model->facilities[k].availability * net->months;
    }
}
