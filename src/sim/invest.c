#include "sim/invest.h"

#include <math.h>

#include "model/fit.h"
#include "sim/outlook.h"
#include "sim/project.h"

static Status take_arrays(const Model *model, Payers payers, Arena *arena, Invest *out)
{
    struct {
        double **array;
        int32_t n;
    } list[] = {{&out->erected, model->n_processes},  {&out->margin, model->n_expansions},
                {&out->charge, model->n_expansions},  {&out->rate, model->n_expansions},
                {&out->room, model->n_expansions},    {&out->unit_cost, model->n_expansions},
                {&out->offered, model->n_expansions}, {&out->start, model->n_expansions},
                {&out->granted, payers.n_aids},       {&out->asked, payers.n_payers},
                {&out->part, payers.n_payers},        {&out->need, model->n_regions},
                {&out->scale, model->n_regions}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (!(*list[i].array = ARENA_ARRAY(arena, double, list[i].n))) return LODE_NO_MEMORY;
    return LODE_OK;
}

Status invest_new(const Net *net, Month start, Payers payers, Arena *arena, Invest *out)
{
    const Model *model = net->model;
    *out = (Invest){.net = net};
    const Status st = take_arrays(model, payers, arena, out);
    for (int32_t k = 0; k < model->n_facilities && !st; k++) {
        const double capacity = facility_capacity(model, k, start);
        if (isfinite(capacity)) out->erected[model->facilities[k].process] += capacity;
    }
    return st;
}

void invest_start(const Invest *invest, Month start, State *state)
{
    const Model *model = invest->net->model;
    for (int32_t p = 0; p < model->n_processes; p++)
        state->erected[p] = invest->erected[p];
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const double capacity = facility_capacity(model, k, start);
        state->highest[k] = isfinite(capacity) ? capacity : 0.0;
    }
    for (int32_t r = 0; r < model->n_regions; r++)
        state->workers[r] = model->labour[r].pool;
}

void invest_see_dates(const Invest *invest, const Effects *effects, State *state)
{
    const Model *model = invest->net->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const double capacity = effects->capacity[k] / invest->net->months;
        if (!isfinite(capacity) || capacity <= state->highest[k]) continue;
        state->erected[model->facilities[k].process] += capacity - state->highest[k];
        state->highest[k] = capacity;
    }
}

/* ---- what an option is expected to earn, and what it costs ---- */

static double recovery_factor(double rate, double years)
{
    return rate > 0.0 ? rate / (1.0 - pow(1.0 + rate, -years)) : 1.0 / years;
}

static double unit_cost(const Invest *invest, const Effects *effects, const State *state,
                        const Expansion *its)
{
    const int32_t process = invest->net->model->facilities[its->facility].process;
    double cost = its->capital * effects->capital_scale[its->facility];
    if (its->learning > 0.0 && invest->erected[process] > 0.0)
        cost *=
            pow(state->erected[process] / invest->erected[process], log2(1.0 - its->learning));
    return cost;
}

static double expected_margin(const Invest *invest, const Effects *effects, const State *state,
                              const Expansion *its, int32_t i)
{
    const Facility *facility = &invest->net->model->facilities[its->facility];
    const double rise =
        isnan(facility->slope)
            ? facility->cost_rise * facility_rise_of(facility->cost, facility->wedge)
            : facility->slope * (state->built[i] + state->decided[i]);
    return outlook_gain(invest->net, effects, state, its->facility) - 0.5 * rise;
}

/* Share of the full rate that a margin in excess of the charge brings. */
static double response(double excess, double scale)
{
    if (!(excess > 0.0)) return 0.0;
    if (!(excess < scale)) return 1.0;
    const double u = excess / scale;
    return u * u * (3.0 - 2.0 * u);
}

/* ---- what is wanted ---- */

static void weigh_option(Invest *invest, const Effects *effects, const State *state, int32_t i)
{
    const Net *net = invest->net;
    const Expansion *its = &net->model->expansions[i];
    const Facility *facility = &net->model->facilities[its->facility];
    const bool open = its->first == MONTH_NONE || effects->month >= its->first;
    const double recovery = recovery_factor(its->hurdle, its->lifetime / 12.0);
    invest->unit_cost[i] = unit_cost(invest, effects, state, its);
    invest->charge[i] = invest->unit_cost[i] * recovery / 12.0 / facility->availability;
    invest->margin[i] = expected_margin(invest, effects, state, its, i);
    invest->rate[i] =
        open ? its->build * net->months / 12.0 * effects->build_scale[its->facility] : 0.0;
    invest->room[i] = fmax(its->maximum - state->built[i] - state->decided[i], 0.0);
}

/* What is begun if grants bear a share of the cost and there are workers for it. */
static double wanted(const Invest *invest, const Effects *effects, int32_t i, double share)
{
    const Model *model = invest->net->model;
    const double ordered =
        effects->ordered[model->expansions[i].facility] / invest->net->months;
    const double excess = invest->margin[i] - invest->charge[i] * (1.0 - fmin(share, 1.0));
    const double answer = response(excess, model->response * invest->charge[i]);
    return fmin(invest->rate[i] * answer + ordered, invest->room[i]);
}

/* ---- grants ---- */

/* The option of a grant, or MODEL_NONE. */
static int32_t granted_option(const Invest *invest, const Aid *aid)
{
    return aid->share > 0.0 ? invest->net->model->facilities[aid->facility].expansion
                            : MODEL_NONE;
}

/* Together grants bear at most all of the cost: what one bears of it. */
static double borne(const Invest *invest, const Aid *aid, int32_t i)
{
    return invest->offered[i] > 1.0 ? aid->share / invest->offered[i] : aid->share;
}

static void sum_grants(Invest *invest, const Effects *effects)
{
    for (int32_t i = 0; i < invest->net->model->n_expansions; i++)
        invest->offered[i] = 0.0;
    for (int32_t a = 0; a < effects->n_aids; a++) {
        const int32_t i = granted_option(invest, &effects->aids[a]);
        if (i != MODEL_NONE) invest->offered[i] += effects->aids[a].share;
    }
}

/* The part of what each payer's grants ask for that its money covers. `paid`: in this step. */
static void ration_grants(Invest *invest, const Effects *effects, const double *paid)
{
    for (int32_t p = 0; p < effects->n_payers; p++)
        invest->asked[p] = 0.0;
    for (int32_t a = 0; a < effects->n_aids; a++) {
        const Aid *aid = &effects->aids[a];
        const int32_t i = granted_option(invest, aid);
        if (i == MODEL_NONE) continue;
        const double capacity = wanted(invest, effects, i, invest->offered[i]);
        invest->asked[aid->payer] += borne(invest, aid, i) * invest->unit_cost[i] * capacity;
    }
    for (int32_t p = 0; p < effects->n_payers; p++) {
        const double left = fmax(effects->left[p] - fmax(paid[p], 0.0), 0.0);
        invest->part[p] = invest->asked[p] > left ? left / invest->asked[p] : 1.0;
    }
}

static bool reaches(const Invest *invest, const Aid *aid, int32_t i, double x)
{
    return granted_option(invest, aid) == i && invest->part[aid->payer] > x;
}

/* The projects of an option, put in a row of length 1: a grant that covers the part f of what
 * it is asked for goes to the first f of them. Between two ends of grants all have the same. */
static void start_option(Invest *invest, const Effects *effects, int32_t i)
{
    invest->start[i] = 0.0;
    for (double x = 0.0, end; x < 1.0; x = end) {
        double share = 0.0;
        end = 1.0;
        for (int32_t a = 0; a < effects->n_aids && invest->offered[i] > 0.0; a++) {
            const Aid *aid = &effects->aids[a];
            if (!reaches(invest, aid, i, x)) continue;
            share += aid->share;
            end = fmin(end, invest->part[aid->payer]);
        }
        const double capacity = (end - x) * wanted(invest, effects, i, share);
        invest->start[i] += capacity;
        for (int32_t a = 0; a < effects->n_aids && share > 0.0; a++)
            if (reaches(invest, &effects->aids[a], i, x)) invest->granted[a] += capacity;
    }
}

static void start_with_grants(Invest *invest, const Effects *effects)
{
    for (int32_t a = 0; a < effects->n_aids; a++)
        invest->granted[a] = 0.0;
    for (int32_t i = 0; i < invest->net->model->n_expansions; i++)
        start_option(invest, effects, i);
}

static void pay_grants(const Invest *invest, const Effects *effects, double *payment)
{
    for (int32_t a = 0; a < effects->n_aids; a++) {
        const Aid *aid = &effects->aids[a];
        const int32_t i = granted_option(invest, aid);
        if (i == MODEL_NONE) continue;
        const int32_t region = invest->net->model->facilities[aid->facility].region;
        payment[aid->payer] += borne(invest, aid, i) * invest->unit_cost[i] *
                               invest->granted[a] * invest->scale[region];
    }
}

/* ---- workers ---- */

static double workers_per_unit(const Expansion *its)
{
    return fmax(its->workers_building, its->workers_operating);
}

/* Workers that are busy or spoken for: what is decided will need the larger of two crews. */
static void count_workers(const Invest *invest, const State *state, double *busy,
                          double *spoken_for)
{
    const Model *model = invest->net->model;
    for (int32_t r = 0; r < model->n_regions; r++)
        busy[r] = spoken_for[r] = model->labour[r].used;
    for (int32_t i = 0; i < model->n_expansions; i++) {
        const Expansion *its = &model->expansions[i];
        const int32_t r = model->facilities[its->facility].region;
        const double working = its->workers_operating * state->built[i];
        busy[r] += its->workers_building * state->site[i] + working;
        spoken_for[r] += workers_per_unit(its) * state->decided[i] + working;
    }
}

static void share_workers(Invest *invest, const State *state, double *busy)
{
    const Model *model = invest->net->model;
    double *free = invest->scale;
    count_workers(invest, state, busy, free);
    for (int32_t r = 0; r < model->n_regions; r++) {
        free[r] = fmax(state->workers[r] - free[r], 0.0);
        invest->need[r] = 0.0;
    }
    for (int32_t i = 0; i < model->n_expansions; i++) {
        const Expansion *its = &model->expansions[i];
        invest->need[model->facilities[its->facility].region] +=
            workers_per_unit(its) * invest->start[i];
    }
    for (int32_t r = 0; r < model->n_regions; r++)
        invest->scale[r] = invest->need[r] > free[r] ? free[r] / invest->need[r] : 1.0;
    for (int32_t i = 0; i < model->n_expansions; i++) {
        const int32_t k = model->expansions[i].facility;
        invest->start[i] *= invest->scale[model->facilities[k].region];
    }
}

static void train(const Invest *invest, const Effects *effects, State *state)
{
    const Model *model = invest->net->model;
    for (int32_t r = 0; r < model->n_regions; r++) {
        const double growth =
            pow(1.0 + 12.0 * model->labour[r].growth, invest->net->months / 12.0);
        state->workers[r] = state->workers[r] * growth + fmax(effects->training[r], 0.0);
    }
}

/* ---- decided ---- */

static void start_options(const Invest *invest, const Effects *effects, int32_t t, State *state,
                          Record *r)
{
    const Net *net = invest->net;
    for (int32_t i = 0; i < net->model->n_expansions; i++) {
        const Expansion *its = &net->model->expansions[i];
        const size_t at = (size_t)t * (size_t)r->n_facilities + (size_t)its->facility;
        const double amount = invest->start[i];
        project_start(net, i, t, effects->permit_months[its->facility], amount, state);
        r->started[at] = amount * net->months;
        r->under_way[at] = state->decided[i] * net->months;
        r->invested[at] = amount * invest->unit_cost[i];
    }
}

void invest_decide(Invest *invest, const Effects *effects, int32_t t, State *state,
                   Record *record)
{
    double *payment = &record->payment[(size_t)t * (size_t)record->n_policies];
    const size_t regions = (size_t)record->n_regions, at = (size_t)t * regions;
    sum_grants(invest, effects);
    for (int32_t i = 0; i < invest->net->model->n_expansions; i++)
        weigh_option(invest, effects, state, i);
    ration_grants(invest, effects, payment);
    start_with_grants(invest, effects);
    share_workers(invest, state, &record->workers_busy[at]);
    pay_grants(invest, effects, payment);
    for (size_t r = 0; r < regions; r++)
        record->workers[at + r] = state->workers[r];
    start_options(invest, effects, t, state, record);
    train(invest, effects, state);
}
