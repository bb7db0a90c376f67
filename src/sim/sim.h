/* sim.h - month after month: the market clears, stocks and habits move on, the month is
 * recorded.
 *
 * The order of a month (docs/model.md, "From month to month"):
 *   1. the effects of the month: capacities by date, demands by driver, policies in force;
 *   2. the market clears (market/), and the judge checks it;
 *   3. stocks carry over, expected prices and habitual flows adapt, the month is recorded. */
#ifndef LODE_SIM_SIM_H
#define LODE_SIM_SIM_H

#include "base/diag.h"
#include "kinds/plan.h"
#include "market/market.h"
#include "model/model.h"
#include "sim/record.h"

/* What a run leaves for others to start from: its policies, and its state before every step. */
typedef struct SimTrail SimTrail;

/* What runs leave for later ones, so that these need not ask the system for memory again, nor
 * lay out the same market. It changes no result. May be used by several threads at once. */
typedef struct SimPool SimPool;

/* Answers the questions of triggers from what is recorded so far. Metrics stand above the
 * simulation, so whoever runs brings them (metrics/probe.h). */
typedef struct Probe {
    /* Makes the questions ready to be asked of this record; mistakes go to diag. */
    Status (*open)(const Model *model, const Record *record, const Question *questions,
                   int32_t n, Diag *diag, void **session);
    /* Was it so in this step, which is recorded? Takes no memory. */
    bool (*ask)(void *session, int32_t question, int32_t step);
    void (*close)(void *session); /* NULL is fine */
} Probe;

struct Effects;
struct State;

/* How people see the future: by expectations, or all of it at once. */
typedef enum Foresight { FORESIGHT_OF_MODEL, FORESIGHT_RECURSIVE, FORESIGHT_PERFECT } Foresight;

/* Sees what held in a step and the state it opened with, when its market has cleared; both
 * borrowed for the call. */
typedef void (*SimWatch)(void *context, int32_t step, const struct Effects *effects,
                         const struct State *state);

/* How a run differs from the model as written. */
typedef struct RunOptions {
    const char *name; /* of the run; NULL = scenario ids joined by '+', or "baseline" */
    const char *const
        *scenarios; /* ids, stacked in order; none = the one called baseline, if any */
    int n_scenarios;
    const Scenario
        *own; /* one that is not in the model, stacked last; NULL = none. With it, the
               * one called baseline is not added unasked. Outlives run and trail. */
    /* Trails of earlier runs. The one that this run agrees with for longest is followed up to
     * the month in which they part. The record is the same as without, bit by bit; if the
     * policies bring other limit rows or contracts, the programs differ from the first month
     * on, and a month is as near as two solutions of it are: 1e-8, until a decision to build
     * that hangs in the balance falls otherwise. */
    const SimTrail *const *trails;
    int n_trails;
    const VaryValue *varies; /* values for what the scenarios let vary; others have defaults */
    int n_varies;
    const Probe *probe; /* needed by policies with triggers; NULL = there are none */
    bool keep_trail;    /* sim_take_trail will be asked */
    bool two_threads;   /* a second one takes half of each solve, and looks ahead aside; the
                         * run is the same */
    SimPool *pool;      /* to take from; it outlives run, record and trail. NULL = none */
    Month start, end;   /* MONTH_NONE = the model's */
    /* Called after each step; nonzero stops the run with LODE_INTERRUPTED. May be NULL. */
    int (*progress)(void *context, int32_t step, int32_t n_steps);
    void *progress_context;
    /* Sees every step's program and its solution, both borrowed for the call. May be NULL. */
    void (*inspect)(void *context, int32_t step, const Program *program,
                    const MarketSolution *sol);
    void *inspect_context;
    SimWatch watch; /* may be NULL */
    void *watch_context;
    /* A step is solved again at most so often while policies would act otherwise; 0 = 40, as
     * docs/policies.md says, < 0 = never. */
    int revisions;
    Foresight foresight; /* for foresight_run (horizon/); sim_run is recursive */
} RunOptions;

/* Runs the model. Mistakes in scenarios, and what has no equilibrium, are explained in diag.
 * On LODE_OK *out is the whole record, else NULL. Free it with record_free. */
Status sim_run(const Model *model, const RunOptions *options, Diag *diag, Record **out);

/* ---- the same, step by step: whoever walks a run may watch it, and leave it at any month ----
 */

typedef struct SimRun SimRun;

/* Opens a run and finds the state it starts from. The options' progress and inspect are not
 * called. diag is borrowed until sim_end. */
Status sim_begin(const Model *model, const RunOptions *options, Diag *diag, SimRun **out);
void sim_end(SimRun *run); /* NULL is fine */

/* Runs step sim_next. Not to be called when that is sim_steps. */
Status sim_step(SimRun *run);
int32_t sim_next(const SimRun *run);  /* steps before it are in the record */
int32_t sim_first(const SimRun *run); /* the step at which it left the trail; 0 without one */
int32_t sim_steps(const SimRun *run);

/* The record so far; borrowed until it is taken. */
const Record *sim_record(const SimRun *run);
Record *sim_take_record(SimRun *run); /* to be freed with record_free */

/* When the last step is done and options said keep_trail. Goes on using the record, which must
 * outlive it. */
SimTrail *sim_take_trail(SimRun *run);
void sim_trail_free(SimTrail *trail); /* NULL is fine */
size_t sim_trail_bytes(const SimTrail *trail);

SimPool *sim_pool_new(void);       /* NULL when memory is out */
void sim_pool_free(SimPool *pool); /* NULL is fine */

/* Reads all scenarios of the model against the kinds of policy and the tables whose cells they
 * change, only to check them: mistakes go to diag. With a probe, the questions of triggers are
 * made ready to be asked, too, so that a metric or a filter that does not exist is found. */
Status sim_check_scenarios(const Model *model, const Probe *probe, Diag *diag);

#endif
