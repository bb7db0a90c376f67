/* bench_ensemble.c - how fast futures are run, and against what.
 *     bench_ensemble MODEL LODE [RUNS]
 * The same RUNS futures of MODEL (default 24)
 *     on one thread and on two:  runs a second, memory a thread
 *     on one rank and on two:    `mpirun -n K LODE ensemble MODEL -j 1`, as whole processes
 *     by a loop over `LODE run`: a process and a reading each time
 *     by a public solver:        the months of the run with usual values, one by one
 *     as a job of 700 runs:      the size that PEMMSS publishes as usual
 * A run here has another model, so it is read again; so has one of the loop. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "ensemble/ensemble.h"
#include "peers.h"

enum { TEXT_SIZE = 1024, RUNS_USUAL = 24, PEER_MONTHS = 12, PEMMSS_RUNS = 700 };

static double wall_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Of this process and of those that it waited for. */
static double processor_now(void)
{
    double sum = 0;
    const int who[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    for (int i = 0; i < 2; i++) {
        struct rusage use;
        getrusage(who[i], &use);
        sum += (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
               1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
    }
    return sum;
}

static long peak_kb(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_maxrss;
}

typedef struct Bench {
    const char *folder, *program;
    int64_t runs;
    Arena *arena;
    Diag *diag;
    Files files;
    Model *model;
    double one;  /* processor seconds a run on one thread */
    double rate; /* runs a second on two */
} Bench;

static void say(const char *what, double wall, double processor, double runs)
{
    printf("%-34s %10.3f %16.3f %12.0f\n", what, runs / wall, processor / runs,
           1e3 * wall / runs);
    fflush(stdout);
}

static Status run_threads(Bench *b, int threads)
{
    char journal[64], what[64];
    Ensemble *e = NULL;
    snprintf(journal, sizeof journal, "bench_ensemble-%ld.journal", (long)getpid());
    const EnsembleOptions options = {.design.n = b->runs,
                                     .design.seed = 1,
                                     .threads = threads,
                                     .design.sequence = SEQUENCE_SOBOL,
                                     .start = MONTH_NONE,
                                     .end = MONTH_NONE,
                                     .journal = journal,
                                     .crew = {.size = 1}};
    Status st = ensemble_open(b->model, &b->files, &options, b->diag, &e);
    const double wall = wall_now(), processor = processor_now();
    const long before = peak_kb();
    if (!st) st = ensemble_run(e);
    const double took = processor_now() - processor, passed = wall_now() - wall;
    snprintf(what, sizeof what, "lode ensemble -j %d", threads);
    if (!st) say(what, passed, took, (double)b->runs);
    if (!st && threads == 1) b->one = took / (double)b->runs;
    b->rate = (double)b->runs / passed;
    if (!st)
        printf("%-34s %10ld kB peak, %ld kB more than before the first run\n", "", peak_kb(),
               peak_kb() - before);
    ensemble_close(e);
    unlink(journal);
    return st;
}

/* A command whose output nobody reads. */
static bool succeeds(const char *command)
{
    char quiet[TEXT_SIZE + 32];
    snprintf(quiet, sizeof quiet, "{ %s; } >/dev/null 2>&1", command);
    return system(quiet) == 0;
}

/* The program's own line, without starting and what follows the runs; then the whole. */
static void run_ranks(const Bench *b, int ranks)
{
    char command[TEXT_SIZE], what[64], line[TEXT_SIZE] = "", told[TEXT_SIZE] = "";
    snprintf(what, sizeof what, "mpirun -n %d, -j 1", ranks);
    snprintf(
        command, sizeof command,
        "out=$(mktemp -d) && "
        "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun -n %d "
        "--oversubscribe --bind-to none '%s' ensemble '%s' -n %lld -j 1 -o $out/e.nc 2>&1; "
        "rm -r $out",
        ranks, b->program, b->folder, (long long)b->runs);
    const double wall = wall_now(), processor = processor_now();
    FILE *pipe = popen(command, "r");
    while (pipe && fgets(line, sizeof line, pipe))
        if (strstr(line, " runs in ")) snprintf(told, sizeof told, "%s", line);
    if (pipe) pclose(pipe);
    if (*told) {
        say(what, wall_now() - wall, processor_now() - processor, (double)b->runs);
        printf("%-34s %s", "", told);
    } else {
        printf("%-34s not measured: no mpirun, or a program without MPI\n", what);
    }
}

/* The usual run over and over: reading and starting cost the same as with other numbers. */
static Status run_loop(const Bench *b)
{
    char command[TEXT_SIZE];
    const double wall = wall_now(), processor = processor_now();
    snprintf(command, sizeof command, "'%s' run '%s'", b->program, b->folder);
    for (int64_t i = 0; i < b->runs; i++)
        if (!succeeds(command)) return LODE_IO;
    const double took = processor_now() - processor;
    say("a loop over lode run", wall_now() - wall, took, (double)b->runs);
    printf("%-34s %10.2f times the processor time of a future\n", "",
           took / (double)b->runs / b->one);
    return LODE_OK;
}

/* ---- a public solver on the months of the usual run ---- */

typedef struct Watch {
    Peer *peer;
    Peer *(*make)(const Program *);
    double seconds;
    int months, failed;
} Watch;

static void solve_month(void *context, int32_t step, const Program *program,
                        const MarketSolution *sol)
{
    Watch *w = context;
    (void)sol;
    if (step >= PEER_MONTHS) return;
    if (!w->peer) w->peer = w->make(program);
    if (!w->peer) return;
    const PeerResult result = peer_solve(w->peer, program, step > 0);
    w->seconds += result.seconds;
    w->months++;
    w->failed += !result.solved;
}

static Status run_peer(const Bench *b, const char *name, Peer *(*make)(const Program *))
{
    Watch watch = {.make = make};
    Record *record = NULL;
    const RunOptions options = {.start = MONTH_NONE,
                                .end = b->model->start + PEER_MONTHS - 1,
                                .inspect = solve_month,
                                .inspect_context = &watch};
    const Status st = sim_run(b->model, &options, b->diag, &record);
    if (!st && watch.months) {
        const double run = watch.seconds / watch.months * b->model->n_steps;
        printf("%-34s %10.3f %16.3f %12.0f\n", name, 1 / run, run, 1e3 * run);
        printf("%-34s %10.1f times the processor time of a future (%d of %d months solved, "
               "markets alone)\n",
               "", run / b->one, watch.months - watch.failed, watch.months);
    } else if (!st) {
        printf("%-34s not built in\n", name);
    }
    peer_free(watch.peer);
    record_free(record);
    return st;
}

static Status run_all(Bench *b)
{
    Status st = files_read(b->folder, b->arena, b->diag, &b->files);
    if (!st) st = model_read(b->folder, b->diag, &b->model);
    if (st) return st;
    printf("%-34s %10s %16s %12s\n", "", "runs/s", "processor s/run", "ms/run");
    st = run_threads(b, 1);
    if (!st) st = run_threads(b, 2);
    if (!st)
        printf("%-34s %10.0f s for %d runs on two threads\n", "a job of PEMMSS's style",
               PEMMSS_RUNS / b->rate, PEMMSS_RUNS);
    for (int ranks = 1; ranks <= 2 && !st; ranks++)
        run_ranks(b, ranks);
    if (!st) st = run_loop(b);
    if (!st) st = run_peer(b, "Ipopt, warm, every month", ipopt_new);
    if (!st) st = run_peer(b, "CLP, warm, piecewise linear", clp_new);
    return st;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench_ensemble MODEL LODE [RUNS]\n");
        return 2;
    }
    Bench b = {.folder = argv[1],
               .program = argv[2],
               .runs = argc > 3 ? atol(argv[3]) : RUNS_USUAL,
               .arena = arena_new(0),
               .diag = diag_new()};
    const Status st = b.arena && b.diag ? run_all(&b) : LODE_NO_MEMORY;
    for (int32_t i = 0; i < diag_count(b.diag); i++)
        fprintf(stderr, "%s\n", diag_message(b.diag, i)->text);
    if (st) fprintf(stderr, "%s: %s\n", argv[1], status_text(st));
    model_free(b.model);
    diag_free(b.diag);
    arena_free(b.arena);
    return status_exit_code(st);
}
