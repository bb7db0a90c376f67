#include "sim/outlook.h"

#include <math.h>
#include <string.h>

#include "sim/adopt.h"
#include "sim/cohort.h"
#include "sim/idle.h"
#include "sim/project.h"

static void clear_ahead(void *of)
{
    Outlook *outlook = of;
    const Program *program = outlook->program;
    outlook->status = outlook->work ? LODE_OK : LODE_NO_MEMORY;
    if (outlook->status) return;
    outlook->found =
        market_solve_guessed(program, outlook->work, &outlook->seen, NULL) == LODE_OK;
    if (!outlook->found) return;
    memcpy(outlook->prices, outlook->seen.price,
           (size_t)program->n_rows * sizeof *outlook->prices);
    market_quote(program, outlook->work, &outlook->seen);
}

/* ---- aside ---- */

/* First of all the second thread takes its work, while its caller makes the rest of the run.
 * Only that thread touches `work`. */
static void take_work(void *of)
{
    Outlook *outlook = of;
    if (sim_pool_take_work(outlook->pool, outlook->program, &outlook->own_work) != LODE_OK)
        return;
    outlook->work = outlook->own_work;
    market_work_help(outlook->work, team_caller(outlook->team));
}

static void do_aside(Outlook *outlook, void (*job)(void *of))
{
    team_wait(outlook->team);
    team_aside(outlook->team, job, outlook);
}

static Status step_aside(const Net *net, Team *team, Arena *arena, Outlook *out)
{
    const Status st = program_copy(&net->program, arena, &out->own_program);
    if (st) return st;
    out->program = &out->own_program;
    out->work = NULL;
    out->team = team;
    do_aside(out, take_work);
    return LODE_OK;
}

Status outlook_new(const Net *net, const Plan *plan, Team *team, SimPool *pool,
                   Program *program, MarketWork *work, Arena *arena, Outlook *out)
{
    *out = (Outlook){.program = program, .work = work, .pool = pool};
    Status st = effects_new(net, plan->payers, arena, &out->effects);
    if (!st) st = market_solution_new(&net->program, arena, &out->seen);
    if (!st && !(out->memory = ARENA_ARRAY(arena, double, plan->n_memory))) st = LODE_NO_MEMORY;
    if (!st && !(out->prices = ARENA_ARRAY(arena, double, net->program.n_rows)))
        st = LODE_NO_MEMORY;
    if (!st && team && outlook_steps(net) > 0) st = step_aside(net, team, arena, out);
    return st;
}

void outlook_close(Outlook *outlook)
{
    if (outlook->team) team_wait(outlook->team);
    sim_pool_give_work(outlook->pool, outlook->own_work);
}

/* ---- looks ---- */

int32_t outlook_steps(const Net *net)
{
    const Model *model = net->model;
    return model->n_expansions ? (int32_t)ceil(model->look_ahead / net->months) : 0;
}

bool outlook_due(const Net *net, int32_t t)
{
    const double now = t * net->months, before = now - net->months;
    if (outlook_steps(net) == 0) return false;
    return t == 0 || floor(now / net->model->review) > floor(before / net->model->review);
}

/* The first guess is what the last look found; the state holds it, so that a run that goes on
 * from a state sees the same. */
static void guess(const Net *net, const State *state, double *price)
{
    const bool looked = net->n_markets > 0 && !isnan(state->ahead[0]);
    memcpy(price, looked ? state->seen : state->price,
           (size_t)net->program.n_rows * sizeof *price);
}

void outlook_look(Outlook *outlook, const Net *net, const Plan *plan,
                  const PolicyContext *context, Month month, int32_t t, const State *state)
{
    const int32_t steps = outlook_steps(net);
    const Month then = month + steps * net->model->months_per_step;
    PolicyContext known = *context;
    known.memory = outlook->memory;
    memcpy(known.memory, context->memory, (size_t)plan->n_memory * sizeof *known.memory);
    plan_open_ahead(plan, month, then, known.memory);
    effects_open(net, then, &outlook->effects);
    cohort_offer(net, t, state, &outlook->effects); /* scrap as today */
    adopt_offer(net, state, steps, &outlook->effects);
    project_offer(net, state, t, t + steps, &outlook->effects);
    idle_offer_future(net, state, &outlook->effects);
    plan_apply(plan, &known, &outlook->effects);
    offer_month(net, &outlook->effects, state, OFFER_STEP, outlook->program);
    guess(net, state, outlook->seen.price);
    if (outlook->team)
        do_aside(outlook, clear_ahead);
    else
        clear_ahead(outlook);
}

Status outlook_take(Outlook *outlook, const Net *net, State *state)
{
    if (outlook->team) team_wait(outlook->team);
    if (!outlook->found) return outlook->status;
    outlook->found = false;
    memcpy(state->seen, outlook->prices, (size_t)net->program.n_rows * sizeof *state->seen);
    memcpy(state->ahead, outlook->seen.price, (size_t)net->n_markets * sizeof *state->ahead);
    return LODE_OK;
}

double outlook_price(const Net *net, const State *state, int32_t market)
{
    const double expected = state->expected[market], ahead = state->ahead[market];
    return isnan(ahead) ? expected : expected + net->model->belief * (ahead - expected);
}

double outlook_gain(const Net *net, const Effects *effects, const State *state,
                    int32_t facility)
{
    const Program *p = &net->program;
    const Facility *its = &net->model->facilities[facility];
    const int32_t col = net->facility0 + facility;
    const double swapped = effects->contract[facility] * net->contract_share[facility];
    const double cost = facility_cost(net->model, facility, effects->month);
    double gain = effects->support[facility] - cost - its->wedge;
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        gain += p->coef[e] * outlook_price(net, state, p->row[e]);
    if (swapped != 0.0)
        gain += swapped * (effects->contract_price[facility] -
                           outlook_price(net, state, p->duty_row[col]));
    return gain;
}
