/* runs.h - the runs a server holds: named ones (scenarios of the model, "a+b" is a stack),
 * solved when first asked for, and those a page has put together. The least recently used are
 * dropped. Private to web/. */
#ifndef LODE_WEB_RUNS_H
#define LODE_WEB_RUNS_H

#include <pthread.h>

#include "sim/sim.h"
#include "web/events.h"
#include "web/gate.h"

enum {
    RUN_ID_SIZE = 160,
    RUNS_KEPT = 16, /* beyond this, runs that nobody reads are dropped */
    RUNS_ROOM = 256 /* at most, for as many are being read */
};

typedef struct Run {
    char id[RUN_ID_SIZE];
    Arena *arena; /* of own, and key; NULL for a named run */
    Scenario own;
    const char *key; /* the policies as canonical JSON; NULL for a named run */
    Record *record;
    SimTrail *trail;
    Record *nominal; /* in money of its own time, once that was asked for (runs_nominal) */
    double seconds;  /* that solving took */
    int refs;        /* under the mutex of Runs */
    uint64_t used;
    bool solving;
} Run;

typedef struct Runs {
    const Model *model;
    Gate *gate;
    Events *events;
    SimPool *pool; /* NULL where memory is out: then runs take their own */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Run *held[RUNS_ROOM]; /* NULL where free */
    uint64_t clock;
} Runs;

void runs_open(Runs *runs, const Model *model, Gate *gate, Events *events);
void runs_close(Runs *runs);

/* A run by id, solved now if it is a named one. LODE_NEGATIVE: there is none of that id; diag
 * says what to do. To be given back with runs_release. */
Status runs_get(Runs *runs, const char *id, Diag *diag, Run **out);
void runs_release(Runs *runs, Run *run); /* NULL is fine */

/* The run in money of its own time; it lives as long as the run. LODE_BAD_INPUT: the model has
 * no price index. */
Status runs_nominal(Runs *runs, Run *run, Diag *diag, const Record **out);

/* One that is there already, or NULL. */
Run *runs_find(Runs *runs, const char *id);

/* Takes over a finished run, which the caller holds until it is released. When another thread
 * was faster, the run is freed and the other's returned. */
Run *runs_add(Runs *runs, Run *run);
void run_free(Run *run);

/* Opens a run of the options behind the trails of all runs held. */
Status runs_begin(Runs *runs, RunOptions *options, Diag *diag, SimRun **out);

#endif
