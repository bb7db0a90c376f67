#include "sim/cohort.h"

#include <math.h>

#include "sim/offer.h"

enum { MONTHS_PER_YEAR = 12 };

static int32_t ages(const Net *net, int32_t c)
{
    return net->cohort_start[c + 1] - net->cohort_start[c];
}

/* Sales of step t (negative: before the start), within the ring. */
static double *sales_of(const Net *net, int32_t c, int32_t t, const State *state)
{
    const int32_t n = ages(net, c), at = t % n;
    return &state->sales[net->cohort_start[c] + (at < 0 ? at + n : at)];
}

/* S(a); nothing is left of the oldest. */
static double survival(const Net *net, int32_t c, int32_t a)
{
    return a < ages(net, c) ? net->survival[net->cohort_start[c] + a] : 0.0;
}

/* What of the sales before step t is in use at the end of it. */
static double survivors(const Net *net, int32_t c, int32_t t, const State *state)
{
    double sum = 0;
    for (int32_t a = 1; a < ages(net, c); a++)
        sum += survival(net, c, a) * *sales_of(net, c, t - a, state);
    return sum;
}

/* What of them leaves use in step t. */
static double leavers(const Net *net, int32_t c, int32_t t, const State *state)
{
    double sum = 0;
    for (int32_t a = 1; a <= ages(net, c); a++)
        sum +=
            (survival(net, c, a - 1) - survival(net, c, a)) * *sales_of(net, c, t - a, state);
    return sum;
}

double cohort_activity(const Model *model, const Cohort *cohort)
{
    const double measure = model->facilities[cohort->facility].of_per_activity;
    return cohort->collection * cohort->content / measure;
}

double cohort_collectable(const Net *net, int32_t c, int32_t a)
{
    const double before = a == 1 ? 1.0 : survival(net, c, a - 1);
    return before - survival(net, c, a);
}

double cohort_past_scrap(const Net *net, int32_t c, int32_t t, const State *state)
{
    double sum = t == 0 ? state->left_early[c] : 0.0;
    for (int32_t a = t + 1; a <= ages(net, c); a++)
        sum +=
            (survival(net, c, a - 1) - survival(net, c, a)) * *sales_of(net, c, t - a, state);
    return sum;
}

/* ---- the past ---- */

static double past_sales(const Net *net, const Cohort *cohort, Month start, int32_t back,
                         double usual)
{
    const Month month = start - back * net->model->months_per_step;
    const double years = (double)(start - month) / MONTHS_PER_YEAR;
    switch (cohort->before) {
    case COHORT_BEFORE_NONE:
        return 0.0;
    case COHORT_BEFORE_STEADY:
        return usual * pow(1.0 + cohort->growth, -years);
    case COHORT_BEFORE_DRIVER: {
        const double now = net_wanted(net, cohort->demand, start);
        return now > 0.0 ? usual * net_wanted(net, cohort->demand, month) / now : 0.0;
    }
    }
    return 0.0;
}

void cohort_begin(const Net *net, Month start, const double *usual, State *state)
{
    for (int32_t c = 0; c < net->model->n_cohorts; c++) {
        const Cohort *cohort = &net->model->cohorts[c];
        const double sold = usual[net->demand_col[cohort->demand]];
        double in_use = 0, scale = 1;
        for (int32_t back = 1; back <= ages(net, c); back++) {
            double *sales = sales_of(net, c, -back, state);
            *sales = past_sales(net, cohort, start, back, sold);
            in_use += survival(net, c, back - 1) * *sales;
        }
        if (!isnan(cohort->stock) && in_use > 0) scale = cohort->stock / in_use;
        for (int32_t back = 1; back <= ages(net, c); back++)
            *sales_of(net, c, -back, state) *= scale;
        state->left_early[c] = (1.0 - survival(net, c, 0)) * *sales_of(net, c, -1, state);
    }
}

/* ---- the step ---- */

static double wanted_stock(const Model *model, const Cohort *cohort, Month month)
{
    if (cohort->driver == MODEL_NONE) return cohort->stock;
    const double start = driver_value(model, cohort->driver, model->start);
    return start > 0 ? cohort->stock * driver_value(model, cohort->driver, month) / start : 0;
}

void cohort_offer(const Net *net, int32_t t, const State *state, Effects *effects)
{
    const Model *model = net->model;
    for (int32_t c = 0; c < model->n_cohorts; c++)
        if (model->cohorts[c].facility != MODEL_NONE)
            effects->collected[model->cohorts[c].facility] = 0.0;
    for (int32_t c = 0; c < model->n_cohorts; c++) {
        const Cohort *cohort = &model->cohorts[c];
        const int32_t k = cohort->facility, d = cohort->demand;
        if (k != MODEL_NONE)
            effects->collected[k] += cohort_activity(model, cohort) *
                                     (leavers(net, c, t, state) + state->left_early[c]);
        if (isnan(cohort->stock)) continue;
        const Month end = effects->month + model->months_per_step - 1;
        const double missing = wanted_stock(model, cohort, end) - survivors(net, c, t, state);
        const double wanted = net_wanted(net, d, effects->month);
        const double needed = fmax(missing, 0.0) / survival(net, c, 0);
        if (wanted > 0.0) effects_scale_demand(effects, d, needed / wanted);
    }
}

void cohort_close(const Net *net, int32_t t, State *state, Record *record)
{
    for (int32_t c = 0; c < net->model->n_cohorts; c++) {
        const Cohort *cohort = &net->model->cohorts[c];
        const size_t i = (size_t)t * (size_t)record->n_demands + (size_t)cohort->demand;
        const double sold = record->quantity[i], left = leavers(net, c, t, state);
        const double early = (1.0 - survival(net, c, 0)) * sold;
        record->scrap[i] = cohort->collection * (left + state->left_early[c]);
        record->left_use[i] = left + early;
        record->in_use[i] = survivors(net, c, t, state) + survival(net, c, 0) * sold;
        *sales_of(net, c, t, state) = sold;
        state->left_early[c] = early;
    }
}
