#include "web/runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "metrics/money.h"
#include "metrics/probe.h"

enum { STEPS_AT_ONCE = 3, STACK_MAX = 12 };

void runs_open(Runs *runs, const Model *model, Gate *gate, Events *events)
{
    *runs = (Runs){.model = model, .gate = gate, .events = events, .pool = sim_pool_new()};
    pthread_mutex_init(&runs->mutex, NULL);
    pthread_cond_init(&runs->changed, NULL);
}

void run_free(Run *run)
{
    if (!run) return;
    sim_trail_free(run->trail);
    record_free(run->nominal);
    record_free(run->record);
    if (run->arena) arena_free(run->arena);
    free(run);
}

void runs_close(Runs *runs)
{
    for (int i = 0; i < RUNS_ROOM; i++)
        run_free(runs->held[i]);
    sim_pool_free(runs->pool);
    pthread_cond_destroy(&runs->changed);
    pthread_mutex_destroy(&runs->mutex);
}

/* ---- the shelf; the mutex is held ---- */

static Run *shelf_find(Runs *runs, const char *id)
{
    for (int i = 0; i < RUNS_ROOM; i++)
        if (runs->held[i] && strcmp(runs->held[i]->id, id) == 0) return runs->held[i];
    return NULL;
}

static Run *shelf_take(Runs *runs, Run *run)
{
    run->refs++;
    run->used = ++runs->clock;
    return run;
}

static void shelf_drop(Runs *runs, int place)
{
    run_free(runs->held[place]);
    runs->held[place] = NULL;
}

/* The longest unused run that nobody reads; the first one stays. -1: there is none. */
static int shelf_oldest(const Runs *runs)
{
    int oldest = -1;
    for (int i = 1; i < RUNS_ROOM; i++) {
        const Run *run = runs->held[i];
        if (!run || run->refs > 0) continue;
        if (oldest < 0 || run->used < runs->held[oldest]->used) oldest = i;
    }
    return oldest;
}

static int shelf_count(const Runs *runs)
{
    int n = 0;
    for (int i = 0; i < RUNS_ROOM; i++)
        n += runs->held[i] != NULL;
    return n;
}

/* A free place, after dropping what is too much. -1: all are being read. */
static int shelf_place(Runs *runs)
{
    int oldest;
    while (shelf_count(runs) >= RUNS_KEPT && (oldest = shelf_oldest(runs)) >= 0)
        shelf_drop(runs, oldest);
    for (int i = 0; i < RUNS_ROOM; i++)
        if (!runs->held[i]) return i;
    return -1;
}

static void shelf_forget(Runs *runs, const Run *run)
{
    for (int i = 0; i < RUNS_ROOM; i++)
        if (runs->held[i] == run) shelf_drop(runs, i);
}

/* ---- solving a named run ---- */

Status runs_begin(Runs *runs, RunOptions *options, Diag *diag, SimRun **out)
{
    Run *lent[RUNS_ROOM];
    const SimTrail *trails[RUNS_ROOM];
    int n = 0;
    pthread_mutex_lock(&runs->mutex);
    for (int i = 0; i < RUNS_ROOM; i++) {
        Run *run = runs->held[i];
        if (!run || run->solving || !run->trail) continue;
        run->refs++;
        lent[n] = run;
        trails[n++] = run->trail;
    }
    pthread_mutex_unlock(&runs->mutex);
    options->trails = trails;
    options->n_trails = n;
    options->keep_trail = options->two_threads = true;
    options->start = options->end = MONTH_NONE;
    options->pool = runs->pool;
    const Status st = sim_begin(runs->model, options, diag, out);
    options->trails = NULL;
    options->n_trails = 0;
    for (int i = 0; i < n; i++)
        runs_release(runs, lent[i]);
    return st;
}

/* Splits "a+b" in place. 0: an id is none of the model's; -1: the model as it is, which has no
 * scenario called baseline. */
static int split_stack(const Model *model, char *text, const char **ids, Diag *diag)
{
    int n = 0;
    char *rest = NULL;
    for (char *id = strtok_r(text, "+", &rest); id; id = strtok_r(NULL, "+", &rest)) {
        const bool plain = strcmp(id, "baseline") == 0;
        if (n == STACK_MAX || (!plain && model_find_scenario(model, id) == MODEL_NONE)) {
            diag_error(
                diag, "", 0, 0, "run",
                "there is no run '%s': it is no scenario of the model, and no run of the "
                "page that is still kept",
                id);
            return 0;
        }
        if (model_find_scenario(model, id) != MODEL_NONE) ids[n++] = id;
    }
    return n ? n : -1;
}

static Status walk(Runs *runs, SimRun *sim)
{
    Status st = LODE_OK;
    while (!st && sim_next(sim) < sim_steps(sim)) {
        gate_enter(runs->gate);
        for (int i = 0; i < STEPS_AT_ONCE && !st && sim_next(sim) < sim_steps(sim); i++)
            st = sim_step(sim);
        gate_leave(runs->gate);
    }
    return st;
}

static Status solve_named(Runs *runs, Run *run, Diag *diag)
{
    char text[RUN_ID_SIZE];
    const char *ids[STACK_MAX];
    const double begun = clock_now();
    snprintf(text, sizeof text, "%s", run->id);
    const int n = split_stack(runs->model, text, ids, diag);
    if (!n) return LODE_NEGATIVE;
    RunOptions options = {
        .scenarios = ids, .n_scenarios = n > 0 ? n : 0, .probe = &metrics_probe};
    SimRun *sim;
    Status st = runs_begin(runs, &options, diag, &sim);
    if (st) return st;
    st = walk(runs, sim);
    if (!st) {
        run->trail = sim_take_trail(sim);
        run->record = sim_take_record(sim);
    }
    sim_end(sim);
    run->seconds = clock_now() - begun;
    return st;
}

static Run *run_named(const char *id)
{
    if (strlen(id) >= RUN_ID_SIZE) return NULL;
    Run *run = calloc(1, sizeof *run);
    if (!run) return NULL;
    snprintf(run->id, sizeof run->id, "%s", id);
    run->solving = true;
    return run;
}

/* Waits while another thread solves it. NULL: not there, or that thread failed. */
static Run *wait_for(Runs *runs, const char *id)
{
    Run *run;
    while ((run = shelf_find(runs, id)) && run->solving)
        pthread_cond_wait(&runs->changed, &runs->mutex);
    return run ? shelf_take(runs, run) : NULL;
}

Status runs_get(Runs *runs, const char *id, Diag *diag, Run **out)
{
    pthread_mutex_lock(&runs->mutex);
    *out = wait_for(runs, id);
    const int place = *out ? -1 : shelf_place(runs);
    Run *run = place >= 0 ? run_named(id) : NULL;
    if (run) {
        runs->held[place] = run;
        shelf_take(runs, run);
    }
    pthread_mutex_unlock(&runs->mutex);
    if (*out) return LODE_OK;
    if (!run) return strlen(id) < RUN_ID_SIZE ? LODE_NO_MEMORY : LODE_NEGATIVE;
    const Status st = solve_named(runs, run, diag);
    pthread_mutex_lock(&runs->mutex);
    run->solving = false;
    if (st) shelf_forget(runs, run);
    pthread_cond_broadcast(&runs->changed);
    pthread_mutex_unlock(&runs->mutex);
    if (st) return st;
    events_tell(runs->events, "run", run->id);
    *out = run;
    return LODE_OK;
}

void runs_release(Runs *runs, Run *run)
{
    if (!run) return;
    pthread_mutex_lock(&runs->mutex);
    run->refs--;
    pthread_mutex_unlock(&runs->mutex);
}

/* Made without the mutex, since it is a copy of megabytes; of two that were made at once the
 * second is dropped. */
Status runs_nominal(Runs *runs, Run *run, Diag *diag, const Record **out)
{
    Record *made = NULL;
    pthread_mutex_lock(&runs->mutex);
    *out = run->nominal;
    pthread_mutex_unlock(&runs->mutex);
    if (*out) return LODE_OK;
    const Status st = money_nominal_of(run->record, diag, &made);
    if (st) return st;
    pthread_mutex_lock(&runs->mutex);
    Record *spare = run->nominal ? made : NULL;
    if (!run->nominal) run->nominal = made;
    *out = run->nominal;
    pthread_mutex_unlock(&runs->mutex);
    record_free(spare);
    return LODE_OK;
}

Run *runs_find(Runs *runs, const char *id)
{
    pthread_mutex_lock(&runs->mutex);
    Run *run = wait_for(runs, id);
    pthread_mutex_unlock(&runs->mutex);
    return run;
}

Run *runs_add(Runs *runs, Run *run)
{
    pthread_mutex_lock(&runs->mutex);
    Run *other = wait_for(runs, run->id);
    const int place = other ? -1 : shelf_place(runs);
    if (place >= 0) {
        runs->held[place] = run;
        other = shelf_take(runs, run);
    }
    pthread_mutex_unlock(&runs->mutex);
    if (other != run) run_free(run);
    if (other == run) events_tell(runs->events, "run", run->id);
    return other;
}
