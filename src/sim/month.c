/* month.c - one month: the market clears, what it means is recorded, people decide. */
#include <string.h>

#include "base/clock.h"
#include "sim/adapt.h"
#include "sim/adopt.h"
#include "sim/book.h"
#include "sim/cohort.h"
#include "sim/fault.h"
#include "sim/fill.h"
#include "sim/idle.h"
#include "sim/offer.h"
#include "sim/project.h"
#include "sim/walk.h"

/* Use that stocks aim to cover is smoothed with this half-life, so that a month's dip does not
 * empty the warehouses; habits have their own in routes.csv. */
#define USE_HALF_LIFE 12.0 /* months */

/* ---- a month that has no equilibrium is explained ---- */

static void explain_fault(const Sim *sim, const char *month, const MarketFault *fault)
{
    char name[192];
    if (fault_is_row(fault))
        net_row_name(sim->net, fault->item, name, sizeof name);
    else
        net_col_name(sim->net, fault->item, name, sizeof name);
    fault_say(sim->diag, month, name, fault);
}

Status month_explain(const Sim *sim, Month month)
{
    enum { FAULTS = 12 };
    MarketFault faults[FAULTS];
    int n = 0;
    char when[16];
    month_format(month, when, sizeof when);
    const Status st = market_diagnose(&sim->program, faults, FAULTS, &n);
    for (int i = 0; i < n; i++)
        explain_fault(sim, when, &faults[i]);
    if (st) return st;
    diag_error(sim->diag, "", 0, 0, when,
               "a solution exists but was not reached to the required accuracy");
    return LODE_DIVERGED;
}

void month_settle(Sim *sim)
{
    double *kept = sim->state.price;
    memcpy(kept, sim->sol.price, (size_t)sim->program.n_rows * sizeof *kept);
    market_quote(&sim->program, sim->market, &sim->sol);
    circles_remove(&sim->circles, &sim->program, sim->sol.z);
}

/* ---- what is carried on ---- */

void month_remember_use(const Sim *sim, double weight)
{
    const Net *net = sim->net;
    const Program *p = &sim->program;
    double *use = sim->state.use;
    for (int32_t m = 0; m < net->n_markets; m++)
        use[m] *= 1.0 - weight;
    for (int32_t k = 0; k < net->model->n_facilities; k++) {
        const int32_t col = net->facility0 + k;
        for (int32_t e = p->col_start[col]; e < net->recipe_end[k]; e++)
            if (p->coef[e] < 0) use[p->row[e]] -= weight * p->coef[e] * sim->sol.z[col];
    }
    for (int32_t d = 0; d < net->model->n_demands; d++)
        use[net->demand_market[d]] += weight * sim->sol.z[net->demand_col[d]];
}

static void move_on(Sim *sim)
{
    const Model *model = sim->model;
    const Net *net = sim->net;
    State *state = &sim->state;
    const double *z = sim->sol.z;
    adapt_expectations(net, sim->sol.price, state);
    adapt_needs(net, sim->sol.price, state);
    memcpy(state->quoted, sim->sol.price, (size_t)net->n_markets * sizeof *state->quoted);
    month_remember_use(sim, adapt_weight(net->months, USE_HALF_LIFE));
    for (int32_t s = 0; s < model->n_stocks; s++)
        state->stock[s] = z[net->stock0 + s];
    for (int32_t f = 0; f < model->n_routes; f++) {
        const double weight = adapt_weight(net->months, model->routes[f].half_life);
        state->habit[f] += weight * (z[net->route0 + f] - state->habit[f]);
    }
    memcpy(state->activity, &z[net->facility0], (size_t)model->n_facilities * sizeof *z);
    adopt_close(net, &sim->effects, state->activity, state);
}

/* What is built and what is mothballed, with what the step has taught; then the bills. */
static void decide(Sim *sim, int32_t t, Record *record)
{
    const double *payment = &record->payment[(size_t)t * (size_t)record->n_policies];
    invest_decide(&sim->invest, &sim->effects, t, &sim->state, record);
    idle_decide(sim->net, &sim->effects, &sim->program, &sim->sol, &sim->state);
    for (int32_t i = 0; i < sim->plan->n_policies; i++)
        sim->state.spent[i] += payment[i];
}

static void open_policies(Sim *sim, Month month, int32_t t)
{
    const int32_t n = sim->plan->n_questions;
    for (int32_t q = 0; q < n; q++)
        sim->answers[q] = t > 0 && sim->probe->ask(sim->session, q, t - 1);
    plan_open_month(sim->plan, month, sim->answers, sim->state.memory);
}

/* What was begun long enough ago goes to work; investors look ahead if it is time. */
static void open_projects(Sim *sim, Month month, int32_t t)
{
    project_advance(sim->net, t, &sim->state);
    if (outlook_due(sim->net, t))
        outlook_look(&sim->outlook, sim->net, sim->plan, &sim->context, month, t, &sim->state);
}

/* Capacities by date and of what was built, less what lies still; then the policies in force.
 */
static void offer(Sim *sim, Month month, int32_t t)
{
    double *still = &sim->record->still[(size_t)t * (size_t)sim->record->n_facilities];
    effects_open(sim->net, month, &sim->effects);
    invest_see_dates(&sim->invest, &sim->effects, &sim->state);
    project_offer(sim->net, &sim->state, t, t, &sim->effects);
    idle_offer(sim->net, &sim->state, &sim->effects, still);
    cohort_offer(sim->net, t, &sim->state, &sim->effects);
    adopt_offer(sim->net, &sim->state, 0, &sim->effects);
    plan_apply(sim->plan, &sim->context, &sim->effects);
    offer_month(sim->net, &sim->effects, &sim->state, OFFER_MONTH, &sim->program);
}

/* Whether a policy would act otherwise after the last solve; its memory stays as it acted. */
static bool is_unsettled(const Sim *sim, const Outcome *outcome)
{
    const size_t bytes = (size_t)sim->plan->n_memory * sizeof *sim->memory;
    memcpy(sim->memory, sim->state.memory, bytes);
    const bool would = plan_revise(sim->plan, &sim->context, outcome);
    memcpy(sim->state.memory, sim->memory, bytes);
    return would;
}

/* The first such step is told; the record has them all. */
static void note_unsettled(const Sim *sim, Month month, int32_t t)
{
    char when[16];
    month_format(month, when, sizeof when);
    sim->record->unsettled[t] = 1;
    for (int32_t s = 0; s < t; s++)
        if (sim->record->unsettled[s]) return;
    diag_warn(sim->diag, "", 0, 0, when,
              "policies that answer to prices (contracts, budgets) would still act otherwise "
              "after %d solves of this step; its figures are those of the last, and "
              "`unsettled` marks such steps in the results",
              sim->revisions + 1);
}

/* Solves until no policy would act otherwise; each solve starts from the one before. */
static Status clear(Sim *sim, Month month, int32_t t, MarketInfo *info)
{
    const Outcome outcome = {sim->sol.z, sim->sol.price, &sim->effects, &sim->program};
    int iterations = 0, restarts = 0;
    memcpy(sim->sol.price, sim->state.price,
           (size_t)sim->program.n_rows * sizeof *sim->sol.price);
    for (int turn = 0;; turn++) {
        offer(sim, month, t);
        const Status st = market_solve(&sim->program, sim->market, true, &sim->sol, info);
        if (st) return month_explain(sim, month);
        iterations += info->iterations;
        restarts += info->restarts;
        if (turn == sim->revisions) {
            if (is_unsettled(sim, &outcome)) note_unsettled(sim, month, t);
            break;
        }
        if (!plan_revise(sim->plan, &sim->context, &outcome)) break;
    }
    info->iterations = iterations;
    info->restarts = restarts;
    return LODE_OK;
}

/* What policies hold counts among the stocks: in what the step opened with, then in what it
 * ended with. */
static void add_reserves(Sim *sim, double *stock)
{
    if (sim->net->n_orders == 0) return;
    memset(sim->reserve, 0, (size_t)sim->net->n_markets * sizeof *sim->reserve);
    plan_add_reserves(sim->plan, sim->net, sim->state.memory, sim->reserve);
    for (int32_t m = 0; m < sim->net->n_markets; m++)
        stock[m] += sim->reserve[m];
}

static void close_policies(Sim *sim, int32_t t, Record *record)
{
    const Outcome outcome = {sim->sol.z, sim->sol.price, &sim->effects, &sim->program};
    const size_t at = (size_t)t * (size_t)record->n_policies;
    plan_settle(sim->plan, &sim->context, &outcome, &record->payment[at]);
    for (int32_t i = 0; i < sim->plan->n_policies; i++)
        record->held[at + (size_t)i] =
            sim->state.memory[sim->plan->policies[i].memory + MEMORY_AMOUNT];
}

/* What a month leaves when its market has cleared: half 0 writes down what came of it, half 1
 * judges it. The solution and its program are only read. */
typedef struct Closing {
    Sim *sim;
    int32_t t;
    Record *record;
} Closing;

static void judge(Sim *sim, int32_t t, Record *record)
{
    const MarketCheck check = market_check_in(&sim->program, &sim->sol, sim->scratch);
    record->balance_residual[t] = check.balance;
    record->complementarity_residual[t] = check.complementarity;
}

static void write_down(Sim *sim, int32_t t, Record *record)
{
    const size_t at = (size_t)t * (size_t)record->n_markets;
    fill_step(sim->net, &sim->effects, &sim->program, &sim->sol, &sim->state, t, record);
    fill_active(sim->plan, sim->state.memory, t, record);
    cohort_close(sim->net, t, &sim->state, record);
    book_close(sim->net, &sim->effects, sim->sol.z, t, &sim->state, record);
    add_reserves(sim, &record->opening[at]);
    close_policies(sim, t, record);
    add_reserves(sim, &record->stock[at]);
}

static void close_half(void *of, int half)
{
    const Closing *closing = of;
    if (half)
        judge(closing->sim, closing->t, closing->record);
    else
        write_down(closing->sim, closing->t, closing->record);
}

static void close_month(Sim *sim, int32_t t, Record *record)
{
    Closing closing = {sim, t, record};
    Helper *helper = team_second(sim->team);
    helper_begin(helper);
    helper_run(helper, close_half, &closing);
    helper_end(helper);
}

Status month_run(Sim *sim, Month month, int32_t t, Record *record)
{
    MarketInfo info;
    record_open_step(record, t);
    open_policies(sim, month, t);
    open_projects(sim, month, t);
    const double begin = clock_now();
    Status st = clear(sim, month, t, &info);
    record->solve_seconds[t] = clock_now() - begin;
    if (st) return st;
    if (sim->watch) sim->watch(sim->watch_context, t, &sim->effects, &sim->state);
    record->objective[t] = info.objective;
    record->iterations[t] = info.iterations;
    record->restarts[t] = info.restarts;
    month_settle(sim);
    close_month(sim, t, record);
    move_on(sim);
    st = outlook_take(&sim->outlook, sim->net, &sim->state);
    if (!st) decide(sim, t, record);
    return st;
}
