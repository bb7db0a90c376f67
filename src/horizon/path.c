#include "horizon/path.h"

#include <math.h>

#include "horizon/period.h"
#include "sim/idle.h"
#include "sim/offer.h"
#include "sim/run.h"
#include "sim/state.h"

enum { MONTHS_PER_YEAR = 12 };

double path_weight(double discount, double begin, double months)
{
    double sum = 0;
    for (double passed = 0; passed < months; passed += MONTHS_PER_YEAR) {
        const double end = fmin(passed + MONTHS_PER_YEAR, months);
        sum += (end - passed) * pow(1.0 + discount, -(begin + end) / MONTHS_PER_YEAR);
    }
    return sum / months;
}

/* ---- what the recursive run left of a step ---- */

/* What a stock aims at, and the most that use leaves room for; without a cover, anything. */
static void note_stocks(const Net *net, const State *state, PathStep *step)
{
    for (int32_t s = 0; s < net->model->n_stocks; s++) {
        const bool unlimited = net->model->stocks[s].maximum == 0.0;
        step->target[s] = offer_stock_target(net, state, s);
        step->most[s] = unlimited ? INFINITY : offer_stock_maximum(net, state, s);
    }
}

/* Closing is for those who do not see what comes: the planner has the capacity by date of what
 * the recursive run has mothballed. */
static void reopen(const Path *path, const State *state, PathStep *step)
{
    const Model *model = path->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        if (state->standing[k] == STANDING_OPEN) continue;
        step->effects.capacity[k] = 0;
        for (Month m = step->month; m < step->month + model->months_per_step; m++)
            step->effects.capacity[k] += facility_capacity(model, k, m);
    }
}

static void take_step(void *context, int32_t t, const Effects *effects, const State *state)
{
    Path *path = context;
    PathStep *step = &path->parts[t];
    effects_copy(path->net, effects, &step->effects);
    reopen(path, state, step);
    offer_month(path->net, &step->effects, state, OFFER_STEP, &step->program);
    note_stocks(path->net, state, step);
    if (t == 0) state_copy(state, &path->before);
}

/* ---- without a recursive run ---- */

static bool needs_run(const Path *path)
{
    const Model *model = path->model;
    bool needed =
        path->plan->n_policies > 0 || model->n_cohorts > 0 || model->n_technologies > 0;
    for (int32_t f = 0; f < model->n_routes; f++)
        needed = needed || model->routes[f].stickiness > 0.0;
    for (int32_t s = 0; s < model->n_stocks; s++)
        needed = needed || model->stocks[s].cover > 0.0;
    return needed;
}

static Status take_plain(Path *path)
{
    const Model *model = path->model;
    const Plan *plan = path->plan;
    State state;
    Effects effects;
    Status st = state_new(path->net, plan->n_policies, plan->n_memory, path->arena, &state);
    if (!st) st = effects_new(path->net, path->plan->payers, path->arena, &effects);
    if (st) return st;
    for (int32_t s = 0; s < model->n_stocks; s++)
        state.stock[s] = isnan(model->stocks[s].initial) ? 0.0 : model->stocks[s].initial;
    for (int32_t k = 0; k < model->n_facilities; k++)
        state.activity[k] = NAN;
    for (int32_t d = 0; d < model->n_demands; d++)
        state.need[d] = 1.0;
    for (int32_t t = 0; t < path->n_parts; t++) {
        effects_open(path->net, path->parts[t].month, &effects);
        take_step(path, t, &effects, &state);
    }
    return LODE_OK;
}

/* ---- memory ---- */

static Status step_room(const Path *path, int32_t first, int32_t n, PathStep *step)
{
    const int32_t stocks = path->model->n_stocks, months = path->model->months_per_step;
    *step = (PathStep){.month = path->start + first * months,
                       .first = first,
                       .n = n,
                       .begin = first * months,
                       .months = n * months};
    step->weight = path_weight(path->model->discount, step->begin, step->months);
    step->target = ARENA_ARRAY(path->arena, double, stocks);
    step->most = ARENA_ARRAY(path->arena, double, stocks);
    if (!step->target || !step->most) return LODE_NO_MEMORY;
    const Status st = effects_new(path->net, path->plan->payers, path->arena, &step->effects);
    return st ? st : program_copy(&path->net->program, path->arena, &step->program);
}

static Status parts_room(Path *path)
{
    path->parts = ARENA_ARRAY(path->arena, PathStep, path->n_parts);
    Status st = path->parts ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t t = 0; !st && t < path->n_parts; t++)
        st = step_room(path, t, 1, &path->parts[t]);
    return st;
}

static Status periods_room(Path *path)
{
    path->steps = path->parts;
    if (!path->model->n_period_groups) return LODE_OK;
    path->steps = ARENA_ARRAY(path->arena, PathStep, path->n_steps);
    Status st = path->steps ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t t = 0, first = 0; !st && t < path->n_steps; t++) {
        const int32_t n = model_period_steps(path->model, t);
        st = step_room(path, first, n, &path->steps[t]);
        first += n;
    }
    return st;
}

static void take_weights(Path *path)
{
    const Model *model = path->model;
    const int32_t passed = (path->start - model->start) / model->months_per_step;
    for (int32_t t = 0; model->weights && t < path->n_steps; t++)
        path->steps[t].weight = model->weights[passed + t];
}

static Status path_room(Path *path)
{
    const Plan *plan = path->plan;
    Status st =
        state_new(path->net, plan->n_policies, plan->n_memory, path->arena, &path->before);
    if (!st) st = parts_room(path);
    if (!st) st = periods_room(path);
    if (!st) take_weights(path);
    return st;
}

/* The periods that the steps of the run make. */
static Status path_period(const Model *model, const RunOptions *options, Diag *diag, Path *path)
{
    const Status st = run_period(model, options, diag, &path->start, &path->n_parts);
    int32_t left = 0;
    if (st) return st;
    path->n_steps = model_count_periods(model, path->n_parts, &left);
    path->length = (double)path->n_parts * model->months_per_step;
    if (left) {
        diag_error(diag, "model.yaml", model->period_line, 0, "step",
                   "the periods leave the last %d months of the run over; it may end where one "
                   "of them ends",
                   (int)(left * model->months_per_step));
        return LODE_BAD_INPUT;
    }
    if (model->n_period_groups && model->weights && path->start != model->start) {
        diag_error(diag, "model.yaml", model->period_line, 0, "weights",
                   "they are for the periods from the start of the model on, so a run has to "
                   "start there");
        return LODE_BAD_INPUT;
    }
    return LODE_OK;
}

static Status path_fill(Path *path, const Model *model, const RunOptions *options, Diag *diag)
{
    if (!needs_run(path)) return take_plain(path);
    RunOptions recursive = *options;
    recursive.watch = take_step;
    recursive.watch_context = path;
    recursive.inspect = NULL;
    recursive.n_trails = 0; /* all steps are to be seen */
    recursive.keep_trail = false;
    return sim_run(model, &recursive, diag, &path->recursive);
}

Status path_new(const Model *model, const RunOptions *options, Diag *diag, Path *out)
{
    *out = (Path){.model = model};
    Status st = path_period(model, options, diag, out);
    if (!st) st = run_plan(model, options, diag, &out->plan);
    if (!st) out->model = out->plan->model; /* with the facilities that policies add */
    if (!st) st = net_build(out->model, &out->plan->needs, &out->net);
    if (!st && !(out->arena = arena_new((size_t)1 << 20))) st = LODE_NO_MEMORY;
    if (!st) st = path_room(out);
    if (!st) st = path_fill(out, model, options, diag);
    if (!st && out->steps != out->parts) st = periods_gather(out);
    if (st) path_free(out);
    return st;
}

void path_free(Path *path)
{
    record_free(path->recursive);
    arena_free(path->arena);
    net_free(path->net);
    plan_free(path->plan);
    *path = (Path){0};
}

double path_end(const PathStep *step)
{
    return step->begin + step->months;
}
