#include "base/team.h"

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

/* A second half that is not done so many turns after the first (some 0.1 ms) lacks a processor.
 * The helper is then left alone for so many seconds, and for twice as long if that happens
 * again before it was good for as long. */
enum { PATIENCE = 4000, TURNS_BETWEEN_YIELDS = 64 };
static const double rest_least = 5e-4, rest_most = 32e-3;

/* Turns that a helper waits awake where there is nothing to take (some milliseconds): to wake
 * it takes longer than most of what lies between two solves of a run. */
enum { LINGER = 100000 };

/* Bytes that no two threads should write to at the same time. */
enum { CACHE_LINE = 64 };

/* What has become of the second half of a task. */
enum { HALF_NONE, HALF_OFFERED, HALF_TAKEN, HALF_DONE };

struct Helper {
    _Alignas(CACHE_LINE) Team *team;
    atomic_int half;
    HalfTask *task;
    void *of;
    atomic_bool ready; /* to take halves */
    /* of who offers them: there is a processor for a helper, who is left alone; for so many
     * seconds, until then */
    bool is_wanted, is_left;
    double rest, rest_until;
};

struct Team {
    Helper second, caller;
    long n_processors;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t turned;
    atomic_bool called;    /* the second thread, to see what else there is to do */
    atomic_bool aside;     /* there is a job */
    void (*job)(void *of); /* NULL: none */
    void *job_of;
    bool ended;
};

/* Teams whose caller has begun something, in this process. */
static atomic_int n_at_work;

static void pause_briefly(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/* ---- who helps ---- */

/* Looks first: asking for the half would take the place it stands in from the other thread's
 * cache. */
static bool claim_half(Helper *helper, int as)
{
    int offered = HALF_OFFERED;
    return atomic_load_explicit(&helper->half, memory_order_relaxed) == HALF_OFFERED &&
           atomic_compare_exchange_strong(&helper->half, &offered, as);
}

static bool take_half(Helper *helper)
{
    if (!claim_half(helper, HALF_TAKEN)) return false;
    helper->task(helper->of, 1);
    atomic_store_explicit(&helper->half, HALF_DONE, memory_order_release);
    return true;
}

/* Until `stop` is `when`, or there has been nothing to take for long. */
static void take_halves(Helper *helper, const atomic_bool *stop, bool when)
{
    for (int idle = 0; idle < LINGER && atomic_load(stop) != when; idle++) {
        if (take_half(helper)) idle = 0;
        pause_briefly();
        if (idle % TURNS_BETWEEN_YIELDS == TURNS_BETWEEN_YIELDS - 1) sched_yield();
    }
}

/* ---- the second thread ---- */

/* The mutex is held. */
static void do_job(Team *team)
{
    pthread_mutex_unlock(&team->mutex);
    team->job(team->job_of);
    pthread_mutex_lock(&team->mutex);
    team->job = NULL;
    atomic_store(&team->aside, false);
    pthread_cond_broadcast(&team->turned);
}

static void *serve(void *of)
{
    Team *team = of;
    bool lingers = false;
    pthread_mutex_lock(&team->mutex);
    while (team->job || !team->ended) {
        atomic_store(&team->called, false);
        if (team->job) {
            do_job(team);
            lingers = true;
        } else if (lingers || atomic_load(&team->second.ready)) {
            pthread_mutex_unlock(&team->mutex);
            take_halves(&team->second, &team->called, true);
            pthread_mutex_lock(&team->mutex);
            lingers = false;
        } else {
            pthread_cond_wait(&team->turned, &team->mutex);
        }
    }
    pthread_mutex_unlock(&team->mutex);
    return NULL;
}

/* ---- its caller ---- */

static void helper_init(Helper *helper, Team *team)
{
    helper->team = team;
    atomic_init(&helper->half, HALF_NONE);
    atomic_init(&helper->ready, false);
}

Team *team_new(void)
{
    Team *team = aligned_alloc(CACHE_LINE, sizeof *team);
    if (!team) return NULL;
    memset(team, 0, sizeof *team);
    team->n_processors = sysconf(_SC_NPROCESSORS_ONLN);
    helper_init(&team->second, team);
    helper_init(&team->caller, team);
    atomic_init(&team->called, false);
    atomic_init(&team->aside, false);
    pthread_mutex_init(&team->mutex, NULL);
    pthread_cond_init(&team->turned, NULL);
    if (pthread_create(&team->thread, NULL, serve, team) == 0) return team;
    pthread_cond_destroy(&team->turned);
    pthread_mutex_destroy(&team->mutex);
    free(team);
    return NULL;
}

/* Has the second thread look for what there is to do. The mutex is held. */
static void call(Team *team)
{
    atomic_store(&team->called, true);
    pthread_cond_broadcast(&team->turned);
}

void team_free(Team *team)
{
    if (!team) return;
    pthread_mutex_lock(&team->mutex);
    team->ended = true;
    call(team);
    pthread_mutex_unlock(&team->mutex);
    pthread_join(team->thread, NULL);
    pthread_cond_destroy(&team->turned);
    pthread_mutex_destroy(&team->mutex);
    free(team);
}

void team_aside(Team *team, void (*job)(void *of), void *of)
{
    pthread_mutex_lock(&team->mutex);
    team->job = job;
    team->job_of = of;
    atomic_store(&team->aside, true);
    call(team);
    pthread_mutex_unlock(&team->mutex);
}

/* Whether there are processors for one team more than `others`. */
static bool may_help(const Team *team, int others)
{
    return 2 * (others + 1) <= team->n_processors;
}

void team_wait(Team *team)
{
    Helper *caller = &team->caller;
    if (atomic_load(&team->aside) && may_help(team, atomic_load(&n_at_work))) {
        atomic_store(&caller->ready, true);
        take_halves(caller, &team->aside, false);
        atomic_store(&caller->ready, false);
    }
    pthread_mutex_lock(&team->mutex);
    while (team->job)
        pthread_cond_wait(&team->turned, &team->mutex);
    pthread_mutex_unlock(&team->mutex);
}

/* ---- halves ---- */

Helper *team_second(Team *team)
{
    return team ? &team->second : NULL;
}

Helper *team_caller(Team *team)
{
    return team ? &team->caller : NULL;
}

/* Has the second thread wait awake for halves, or go to sleep at once. */
static void set_ready(Helper *second, bool ready)
{
    Team *team = second->team;
    atomic_store(&second->ready, ready);
    pthread_mutex_lock(&team->mutex);
    if (!ready) atomic_store(&team->called, true);
    pthread_cond_broadcast(&team->turned);
    pthread_mutex_unlock(&team->mutex);
}

static bool is_second(const Helper *helper)
{
    return helper == &helper->team->second;
}

/* Whether a helper that was left alone may be asked again: a second thread is woken for it. */
static bool is_back(Helper *helper)
{
    if (clock_now() < helper->rest_until) return false;
    helper->is_left = false;
    if (is_second(helper)) set_ready(helper, helper->is_wanted);
    return true;
}

static bool is_there(Helper *helper)
{
    if (!helper || (helper->is_left && !is_back(helper))) return false;
    return atomic_load_explicit(&helper->ready, memory_order_relaxed);
}

static void leave_alone(Helper *helper)
{
    const double now = clock_now();
    const bool again = now < helper->rest_until + helper->rest;
    helper->rest = again ? fmin(2.0 * helper->rest, rest_most) : rest_least;
    helper->rest_until = now + helper->rest;
    helper->is_left = true;
    if (is_second(helper)) set_ready(helper, false);
}

void helper_begin(Helper *helper)
{
    if (!helper || !is_second(helper)) return;
    helper->is_wanted = may_help(helper->team, atomic_fetch_add(&n_at_work, 1));
    if (!helper->is_left) set_ready(helper, helper->is_wanted);
}

void helper_end(Helper *helper)
{
    if (!helper || !is_second(helper)) return;
    atomic_fetch_sub(&n_at_work, 1);
    helper->is_wanted = false;
    atomic_store(&helper->ready, false);
}

/* Until the second half is done. One that takes long has lost its processor, perhaps to who
 * waits for it. */
static void wait_for_half(Helper *helper)
{
    int turns = 0;
    while (atomic_load_explicit(&helper->half, memory_order_acquire) != HALF_DONE) {
        pause_briefly();
        if (++turns > PATIENCE && turns % TURNS_BETWEEN_YIELDS == 0) sched_yield();
    }
    if (turns > PATIENCE) leave_alone(helper);
}

void helper_run(Helper *helper, HalfTask *task, void *of)
{
    const bool helped = is_there(helper);
    if (helped) {
        helper->task = task;
        helper->of = of;
        atomic_store_explicit(&helper->half, HALF_OFFERED, memory_order_release);
    }
    task(of, 0);
    if (!helped || claim_half(helper, HALF_NONE))
        task(of, 1);
    else
        wait_for_half(helper);
}
