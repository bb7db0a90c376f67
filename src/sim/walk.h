/* walk.h - what a run works with from month to month. Private to sim/: sim.c opens and ends
 * runs, usual.c finds the month before the first, month.c runs one. */
#ifndef LODE_SIM_WALK_H
#define LODE_SIM_WALK_H

#include "market/market.h"
#include "sim/circle.h"
#include "sim/invest.h"
#include "sim/outlook.h"
#include "sim/sim.h"
#include "sim/state.h"

/* Everything a run works with; taken before the first month. */
struct SimRun {
    const Model *model;
    Plan *plan;
    Net *net;
    Arena *arena;
    MarketWork *market;
    Team *team;      /* NULL: none */
    SimPool *pool;   /* NULL: none */
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

/* The usual month before the first: habits, use, prices and stocks to start from. */
Status usual_find(Sim *sim, Month start);

/* One month, in the order of docs/model.md, "From month to month". Only the market can fail. */
Status month_run(Sim *sim, Month month, int32_t t, Record *record);

/* Says why a month has no equilibrium, and returns what that is as a status. */
Status month_explain(const Sim *sim, Month month);

/* Of all answers that are as good, the one to report; the solver's own prices are kept to start
 * the next month from. */
void month_settle(Sim *sim);

/* The use that stocks aim to cover moves by `weight` towards the last solution's. */
void month_remember_use(const Sim *sim, double weight);

#endif
