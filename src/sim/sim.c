#include "sim/sim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "kinds/plan.h"
#include "market/market.h"
#include "sim/adapt.h"
#include "sim/adopt.h"
#include "sim/book.h"
#include "sim/circle.h"
#include "sim/cohort.h"
#include "sim/fault.h"
#include "sim/fill.h"
#include "sim/idle.h"
#include "sim/invest.h"
#include "sim/offer.h"
#include "sim/outlook.h"
#include "sim/project.h"
#include "sim/run.h"
#include "sim/state.h"
#include "sim/trail.h"

/* Use that stocks aim to cover is smoothed with this half-life, so that a month's dip does not
 * empty the warehouses; habits have their own in routes.csv. */
#define USE_HALF_LIFE 12.0 /* months */

/* Share of a market's usual quantity below which a route counts as unused in the usual month.
 */
#define IDLE_FLOW 1e-7

/* Policies that answer to the market are asked so often at most whether they would now act
 * otherwise. Each turn settles one that changed sides; a step in which they still would after
 * that many is recorded as unsettled, and a warning says so. */
enum { REVISIONS_MOST = 40 };

/* Everything a run works with; taken before the first month. */
struct SimRun {
    const Model *model;
    Plan *plan;
    Net *net;
    Arena *arena;
    MarketWork *market;
    Program program; /* this month's numbers */
    MarketSolution sol;
    Circles circles;
    Effects effects;
    Outlook outlook;
    Invest invest;
    State state;
    PolicyContext context;
    double *usual_flow;
    double *scratch; /* of the judge: 2 x n_rows */
    double *reserve; /* markets: what policies hold */
    const Probe *probe;
    void *session;  /* of the probe */
    bool *answers;  /* questions of the plan */
    double *memory; /* of policies, kept while they are asked a last time */
    int revisions;
    Diag *diag;
    Month start;
    int32_t n_steps, first, next; /* steps: all, the first that was run, the next */
    Record *record;
    SimTrail *trail; /* NULL: nobody asked for it */
    SimWatch watch;
    void *watch_context;
};
typedef struct SimRun Sim;

static void sim_close(Sim *sim)
{
    if (sim->session) sim->probe->close(sim->session);
    outlook_close(&sim->outlook);
    sim_trail_free(sim->trail);
    record_free(sim->record);
    market_work_free(sim->market);
    arena_free(sim->arena);
    net_free(sim->net);
    plan_free(sim->plan);
}

static Status sim_take_policies(Sim *sim, const RunOptions *options)
{
    sim->reserve = ARENA_ARRAY(sim->arena, double, sim->net->n_markets);
    sim->answers = ARENA_ARRAY(sim->arena, bool, sim->plan->n_questions);
    sim->memory = ARENA_ARRAY(sim->arena, double, sim->plan->n_memory);
    if (!sim->reserve || !sim->answers || !sim->memory) return LODE_NO_MEMORY;
    sim->revisions = options->revisions > 0 ? options->revisions
                     : options->revisions   ? 0
                                            : REVISIONS_MOST;
    sim->probe = options->probe;
    if (sim->probe || sim->plan->n_questions == 0) return LODE_OK;
    const YamlNode *node = sim->plan->questions[0].node;
    diag_error(sim->diag, node->file, node->line, node->column, "when",
               "triggers cannot be answered here, since nothing is measured during the run");
    return LODE_BAD_INPUT;
}

static Status sim_open(const Model *model, const RunOptions *options, Month start, Diag *diag,
                       Sim *sim)
{
    *sim = (Sim){.model = model, .diag = diag, .start = start};
    Status st = run_plan(model, options, diag, &sim->plan);
    if (!st) sim->model = model = sim->plan->model;
    if (!st) st = net_build(model, &sim->plan->needs, &sim->net);
    if (!st && !(sim->arena = arena_new((size_t)1 << 18))) st = LODE_NO_MEMORY;
    if (!st) st = program_copy(&sim->net->program, sim->arena, &sim->program);
    if (!st) st = market_work_new(&sim->net->program, &sim->market);
    if (!st) st = market_solution_new(&sim->net->program, sim->arena, &sim->sol);
    if (!st) st = circles_new(sim->net, sim->arena, &sim->circles);
    if (!st) st = effects_new(sim->net, sim->plan->payers, sim->arena, &sim->effects);
    if (!st)
        st = outlook_new(sim->net, sim->plan, options->look_aside, &sim->program, sim->market,
                         sim->arena, &sim->outlook);
    if (!st) st = invest_new(sim->net, start, sim->plan->payers, sim->arena, &sim->invest);
    if (!st)
        st = state_new(sim->net, sim->plan->n_policies, sim->plan->n_memory, sim->arena,
                       &sim->state);
    if (!st && !(sim->usual_flow = ARENA_ARRAY(sim->arena, double, model->n_routes)))
        st = LODE_NO_MEMORY;
    if (!st && !(sim->scratch = ARENA_ARRAY(sim->arena, double, 2 * sim->program.n_rows)))
        st = LODE_NO_MEMORY;
    if (!st) st = sim_take_policies(sim, options);
    if (st) {
        sim_close(sim);
        return st;
    }
    sim->context = (PolicyContext){.net = sim->net,
                                   .usual_flow = sim->usual_flow,
                                   .spent = sim->state.spent,
                                   .price = sim->state.quoted,
                                   .expected = sim->state.expected,
                                   .activity = sim->state.activity,
                                   .stock = sim->state.stock,
                                   .use = sim->state.use,
                                   .built = sim->state.built,
                                   .decided = sim->state.decided,
                                   .memory = sim->state.memory};
    return LODE_OK;
}

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

static Status explain(const Sim *sim, Month month)
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

/* Of all answers that are as good, the one to report; the solver's own prices are kept to start
 * the next month from. */
static void settle(Sim *sim)
{
    double *kept = sim->state.price;
    memcpy(kept, sim->sol.price, (size_t)sim->program.n_rows * sizeof *kept);
    market_quote(&sim->program, sim->market, &sim->sol);
    circles_remove(&sim->circles, &sim->program, sim->sol.z);
}

/* ---- the usual month before the first: habits, use, prices and stocks to start from ---- */

static void remember_use(const Sim *sim, double weight)
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

/* A flow that the solver left a hair above nothing is none. */
static double usual_flow(const Sim *sim, int32_t f)
{
    const double flow = sim->sol.z[sim->net->route0 + f];
    const double usual = sim->net->program.row_quantity[sim->net->route_to[f]];
    return flow > IDLE_FLOW * usual ? flow : 0.0;
}

static void start_state(Sim *sim)
{
    const Model *model = sim->model;
    const Net *net = sim->net;
    State *state = &sim->state;
    adapt_start(net, sim->sol.price, state);
    memcpy(state->quoted, sim->sol.price, (size_t)net->n_markets * sizeof *state->quoted);
    invest_start(&sim->invest, sim->start, state);
    remember_use(sim, 1.0);
    for (int32_t k = 0; k < model->n_facilities; k++)
        state->activity[k] = sim->sol.z[net->facility0 + k];
    for (int32_t f = 0; f < model->n_routes; f++) {
        const double habit = model->routes[f].habit * net->months;
        sim->usual_flow[f] = usual_flow(sim, f);
        state->habit[f] = isnan(habit) ? sim->usual_flow[f] : habit;
    }
    for (int32_t s = 0; s < model->n_stocks; s++) {
        const double initial = model->stocks[s].initial;
        state->stock[s] = isnan(initial) ? offer_stock_target(net, state, s) : initial;
    }
    adopt_begin(net, state->activity, state);
    book_begin(net, sim->sol.z, state);
}

/* What can be collected in a usual step, if users have always bought what they want. */
static void offer_usual_cohorts(Sim *sim, Month start)
{
    for (int32_t d = 0; d < sim->model->n_demands; d++)
        sim->sol.z[sim->net->demand_col[d]] = offer_wanted(sim->net, d, start);
    cohort_begin(sim->net, start, sim->sol.z, &sim->state);
    cohort_offer(sim->net, 0, &sim->state, &sim->effects);
}

static Status solve_usual(Sim *sim)
{
    offer_month(sim->net, &sim->effects, &sim->state, OFFER_USUAL, &sim->program);
    return market_solve(&sim->program, sim->market, false, &sim->sol, NULL);
}

static Status find_usual(Sim *sim, Month start)
{
    for (int32_t f = 0; f < sim->model->n_routes; f++) {
        const double habit = sim->model->routes[f].habit * sim->net->months;
        sim->usual_flow[f] = isnan(habit) ? 0.0 : habit;
    }
    for (int32_t m = 0; m < sim->net->n_markets; m++)
        sim->state.quoted[m] = sim->state.expected[m] = sim->net->program.row_price[m];
    plan_begin(sim->plan, sim->net, sim->state.memory);
    effects_open(sim->net, start, &sim->effects);
    offer_usual_cohorts(sim, start);
    plan_apply_standing(sim->plan, &sim->context, start, &sim->effects);
    Status st = solve_usual(sim);
    if (!st && adopt_limit_usual(sim->net, &sim->sol.z[sim->net->facility0], &sim->effects))
        st = solve_usual(sim);
    if (st) return explain(sim, start);
    settle(sim);
    start_state(sim);
    cohort_begin(sim->net, start, sim->sol.z, &sim->state);
    return LODE_OK;
}

/* ---- from month to month ---- */

static void move_on(Sim *sim)
{
    const Model *model = sim->model;
    const Net *net = sim->net;
    State *state = &sim->state;
    const double *z = sim->sol.z;
    adapt_expectations(net, sim->sol.price, state);
    adapt_needs(net, sim->sol.price, state);
    memcpy(state->quoted, sim->sol.price, (size_t)net->n_markets * sizeof *state->quoted);
    remember_use(sim, adapt_weight(net->months, USE_HALF_LIFE));
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
        if (st) return explain(sim, month);
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

/* One month, in the order of docs/model.md, "The month". Only the market can fail. */
static Status sim_month(Sim *sim, Month month, int32_t t, Record *record)
{
    MarketInfo info;
    const size_t at = (size_t)t * (size_t)record->n_markets;
    open_policies(sim, month, t);
    open_projects(sim, month, t);
    const double begin = clock_now();
    const Status st = clear(sim, month, t, &info);
    record->solve_seconds[t] = clock_now() - begin;
    outlook_take(&sim->outlook, sim->net, &sim->state);
    if (st) return st;
    if (sim->watch) sim->watch(sim->watch_context, t, &sim->effects, &sim->state);
    settle(sim);
    const MarketCheck check = market_check_in(&sim->program, &sim->sol, sim->scratch);
    record->balance_residual[t] = check.balance;
    record->complementarity_residual[t] = check.complementarity;
    record->objective[t] = info.objective;
    record->iterations[t] = info.iterations;
    record->restarts[t] = info.restarts;
    fill_step(sim->net, &sim->effects, &sim->program, &sim->sol, &sim->state, t, record);
    fill_active(sim->plan, sim->state.memory, t, record);
    cohort_close(sim->net, t, &sim->state, record);
    book_close(sim->net, &sim->effects, sim->sol.z, t, &sim->state, record);
    add_reserves(sim, &record->opening[at]);
    close_policies(sim, t, record);
    add_reserves(sim, &record->stock[at]);
    move_on(sim);
    decide(sim, t, record);
    return LODE_OK;
}

/* ---- a run, step by step ---- */

/* The trail that a run can follow longest, which is up to step sim->first; NULL: none. */
static const SimTrail *find_trail(Sim *sim, const RunOptions *options)
{
    const SimTrail *best = NULL;
    for (int i = 0; i < options->n_trails; i++) {
        const int32_t shared =
            trail_shared(options->trails[i], sim->plan, sim->start, sim->n_steps);
        if (shared <= sim->first) continue;
        best = options->trails[i];
        sim->first = shared;
    }
    sim->next = sim->first;
    return best;
}

/* Goes on where an earlier run is the same, or starts from a usual month. */
static Status sim_start(Sim *sim, const SimTrail *best)
{
    if (!best) return find_usual(sim, sim->start);
    trail_restore(best, sim->first, sim->net, sim->plan, &sim->state, sim->usual_flow);
    fill_adopt(sim->net, best->record, sim->first, sim->record);
    return LODE_OK;
}

static Status sim_prepare(Sim *sim, const RunOptions *options)
{
    char name[256];
    const SimTrail *best = find_trail(sim, options);
    Status st =
        fill_new(sim->net, sim->plan, run_name(options, name, sizeof name),
                 run_title(sim->model, options), sim->start, sim->n_steps, &sim->record);
    if (!st && sim->plan->n_questions)
        st = sim->probe->open(sim->model, sim->record, sim->plan->questions,
                              sim->plan->n_questions, sim->diag, &sim->session);
    if (!st && options->keep_trail)
        st = trail_new(sim->net, sim->plan, sim->start, sim->first, sim->n_steps, &sim->trail);
    if (!st) st = sim_start(sim, best);
    if (!st && sim->trail) trail_keep(sim->trail, sim->next, &sim->state, sim->usual_flow);
    return st;
}

Status sim_begin(const Model *model, const RunOptions *given, Diag *diag, SimRun **out)
{
    *out = NULL;
    const RunOptions options = run_with_baseline(model, given);
    Month start;
    int32_t n_steps;
    Status st = run_period(model, &options, diag, &start, &n_steps);
    if (st) return st;
    Sim *sim = malloc(sizeof *sim);
    if (!sim) return LODE_NO_MEMORY;
    st = sim_open(model, &options, start, diag, sim);
    if (st) {
        free(sim);
        return st;
    }
    sim->n_steps = n_steps;
    sim->watch = options.watch;
    sim->watch_context = options.watch_context;
    st = sim_prepare(sim, &options);
    if (st) {
        sim_end(sim);
        return st;
    }
    *out = sim;
    return LODE_OK;
}

void sim_end(SimRun *run)
{
    if (!run) return;
    sim_close(run);
    free(run);
}

Status sim_step(SimRun *run)
{
    const Month month = run->start + run->next * run->model->months_per_step;
    const Status st = sim_month(run, month, run->next, run->record);
    if (st) return st;
    run->next++;
    if (run->trail) trail_keep(run->trail, run->next, &run->state, run->usual_flow);
    return LODE_OK;
}

int32_t sim_next(const SimRun *run)
{
    return run->next;
}

int32_t sim_first(const SimRun *run)
{
    return run->first;
}

int32_t sim_steps(const SimRun *run)
{
    return run->n_steps;
}

const Record *sim_record(const SimRun *run)
{
    return run->record;
}

Record *sim_take_record(SimRun *run)
{
    Record *record = run->record;
    run->record = NULL;
    return record;
}

SimTrail *sim_take_trail(SimRun *run)
{
    SimTrail *trail = run->trail;
    if (!trail || run->next < run->n_steps) return NULL;
    trail->plan = run->plan;
    trail->record = run->record;
    run->plan = NULL;
    run->trail = NULL;
    return trail;
}

Status sim_run(const Model *model, const RunOptions *options, Diag *diag, Record **out)
{
    *out = NULL;
    SimRun *run;
    Status st = sim_begin(model, options, diag, &run);
    while (!st && run->next < run->n_steps) {
        const int32_t t = run->next;
        st = sim_step(run);
        if (!st && options->inspect)
            options->inspect(options->inspect_context, t, &run->program, &run->sol);
        if (!st && options->progress &&
            options->progress(options->progress_context, t, run->n_steps))
            st = LODE_INTERRUPTED;
    }
    if (!st) *out = sim_take_record(run);
    sim_end(run);
    return st;
}

/* The questions of a plan, on the names of a run of one step that is not made. */
static Status check_questions(const Plan *plan, const Probe *probe, Diag *diag)
{
    Net *net;
    Record *record = NULL;
    void *session = NULL;
    Status st = net_build(plan->model, &plan->needs, &net);
    if (st) return st;
    st = fill_new(net, plan, "", "", plan->model->start, 1, &record);
    if (!st)
        st = probe->open(plan->model, record, plan->questions, plan->n_questions, diag,
                         &session);
    probe->close(session);
    record_free(record);
    net_free(net);
    return st;
}

Status sim_check_scenarios(const Model *model, const Probe *probe, Diag *diag)
{
    const int32_t before = diag_errors(diag);
    for (int32_t s = 0; s < model->n_scenarios; s++) {
        const char *id = model->scenarios[s].id;
        Plan *plan;
        Status st = plan_new(model, &id, 1, diag, &plan);
        if (!st && probe && plan->n_questions) st = check_questions(plan, probe, diag);
        if (st && st != LODE_BAD_INPUT) return st;
        plan_free(plan);
    }
    return diag_errors(diag) > before ? LODE_BAD_INPUT : LODE_OK;
}
