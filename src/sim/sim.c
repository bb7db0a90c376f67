#include "sim/sim.h"

#include <stdlib.h>
#include <string.h>

#include "sim/fill.h"
#include "sim/pool.h"
#include "sim/run.h"
#include "sim/trail.h"
#include "sim/walk.h"

/* Policies that answer to the market are asked so often at most whether they would now act
 * otherwise. Each turn settles one that changed sides; a step in which they still would after
 * that many is recorded as unsettled, and a warning says so. */
enum { REVISIONS_MOST = 40 };

static void sim_close(Sim *sim)
{
    if (sim->session) sim->probe->close(sim->session);
    outlook_close(&sim->outlook);
    sim_trail_free(sim->trail);
    record_free(sim->record);
    sim_pool_give_work(sim->pool, sim->market);
    sim_pool_give_team(sim->pool, sim->team);
    arena_free(sim->arena);
    net_free(sim->net);
    plan_free(sim->plan);
}

static void sim_take_team(Sim *sim)
{
    sim->team = sim_pool_take_team(sim->pool);
    market_work_help(sim->market, team_second(sim->team));
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
    *sim = (Sim){.model = model, .diag = diag, .start = start, .pool = options->pool};
    Status st = run_plan(model, options, diag, &sim->plan);
    if (!st) sim->model = model = sim->plan->model;
    if (!st) st = net_build(model, &sim->plan->needs, &sim->net);
    if (!st && !(sim->arena = arena_new((size_t)1 << 18))) st = LODE_NO_MEMORY;
    if (!st) st = program_copy(&sim->net->program, sim->arena, &sim->program);
    if (!st) st = sim_pool_take_work(sim->pool, &sim->net->program, &sim->market);
    if (!st) st = market_solution_new(&sim->net->program, sim->arena, &sim->sol);
    if (!st) st = circles_new(sim->net, sim->arena, &sim->circles);
    if (!st) st = effects_new(sim->net, sim->plan->payers, sim->arena, &sim->effects);
    if (!st && options->two_threads) sim_take_team(sim);
    if (!st)
        st = outlook_new(sim->net, sim->plan, sim->team, sim->pool, &sim->program, sim->market,
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
    if (!best) return usual_find(sim, sim->start);
    trail_restore(best, sim->first, sim->net, sim->plan, &sim->state, sim->usual_flow);
    fill_adopt(sim->net, best->record, sim->first, sim->record);
    return LODE_OK;
}

static Status sim_prepare(Sim *sim, const RunOptions *options)
{
    char name[256];
    Pool *blocks = sim_pool_blocks(sim->pool);
    const SimTrail *best = find_trail(sim, options);
    Status st = fill_new(sim->net, sim->plan, run_name(options, name, sizeof name),
                         run_title(sim->model, options), sim->start, sim->n_steps, blocks,
                         &sim->record);
    if (!st && sim->plan->n_questions)
        st = sim->probe->open(sim->model, sim->record, sim->plan->questions,
                              sim->plan->n_questions, sim->diag, &sim->session);
    if (!st && options->keep_trail)
        st = trail_new(sim->net, &sim->state, sim->start, sim->first, sim->n_steps, blocks,
                       &sim->trail);
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
    const Status st = month_run(run, month, run->next, run->record);
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
    st = fill_new(net, plan, "", "", plan->model->start, 1, NULL, &record);
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
