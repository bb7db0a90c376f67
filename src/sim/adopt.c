#include "sim/adopt.h"

#include <math.h>

#include "sim/adapt.h"

/* What a share is a share of: the family's output of the last step, but no less than half of
 * its smoothed output, so that after a stop those who can do it may begin again. */
#define VOLUME_HALF_LIFE 12.0 /* months */
#define VOLUME_LEAST 0.5

double adopt_left(double imitation, double innovation, double used, double months)
{
    const double p = innovation, q = imitation;
    const double left = exp(-(p + q) * months);
    const double open = p + q * used + q * (1.0 - used) * left;
    return open > 0 ? (p + q) * left / open : 1.0;
}

static double sum_of(const LimitTerm *terms, int32_t n, const double *activity)
{
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += terms[i].coef * activity[terms[i].index];
    return sum;
}

static double used_share(const Family *family, const double *activity, double output)
{
    if (!(output > 0)) return 0.0;
    return sum_of(family->adopters, family->n_adopters, activity) / output;
}

/* K after `months` in which the share `used` of the output is made with it. */
static double learn(const Technology *technology, double known, double used, double speed,
                    double months)
{
    const double c = technology->ceiling;
    if (known >= c) return known;
    const double left = adopt_left(speed * technology->imitation,
                                   speed * technology->innovation, fmin(used / c, 1.0), months);
    return c - (c - known) * left;
}

static void move_on(const Net *net, int32_t i, double speed, double weight,
                    const double *activity, State *state)
{
    const Family *family = &net->families[i];
    const double output = sum_of(family->makers, family->n_makers, activity);
    const double used = used_share(family, activity, output);
    state->known[i] = learn(&net->model->technologies[i], state->known[i],
                            fmin(used, state->known[i]), speed, net->months);
    state->volume[i] += weight * (output - state->volume[i]);
    state->latest[i] = output;
}

bool adopt_limit_usual(const Net *net, const double *activity, Effects *effects)
{
    bool any = false;
    for (int32_t i = 0; i < net->model->n_technologies; i++) {
        const Family *family = &net->families[i];
        const double start = net->model->technologies[i].start;
        if (isnan(start)) continue;
        effects_limit_row(effects, net->technology0 + i,
                          start * sum_of(family->makers, family->n_makers, activity));
        any = true;
    }
    return any;
}

void adopt_begin(const Net *net, const double *activity, State *state)
{
    for (int32_t i = 0; i < net->model->n_technologies; i++) {
        const Family *family = &net->families[i];
        const double start = net->model->technologies[i].start;
        const double output = sum_of(family->makers, family->n_makers, activity);
        const double used = used_share(family, activity, output);
        state->known[i] = isnan(start) ? used : fmax(start, used);
        move_on(net, i, 1.0, 1.0, activity, state);
    }
}

void adopt_offer(const Net *net, const State *state, int32_t ahead, Effects *effects)
{
    for (int32_t i = 0; i < net->model->n_technologies; i++) {
        const double known = learn(&net->model->technologies[i], state->known[i],
                                   state->known[i], 1.0, ahead * net->months);
        effects->known[i] = known;
        effects_limit_row(effects, net->technology0 + i,
                          known * fmax(state->latest[i], VOLUME_LEAST * state->volume[i]));
    }
}

void adopt_close(const Net *net, const Effects *effects, const double *activity, State *state)
{
    const double weight = adapt_weight(net->months, VOLUME_HALF_LIFE);
    for (int32_t i = 0; i < net->model->n_technologies; i++)
        move_on(net, i, effects->spreading[i], weight, activity, state);
}
