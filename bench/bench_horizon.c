/* bench_horizon.c - a linear program over many periods, solved here and by CLP in one run.
 *     bench_horizon MODEL STEP
 * The model has to be linear (no rising costs, no elastic demand), so that both solve the same
 * program. Prints processor seconds, the ratio CLP / ours, and how far the objectives differ.
 */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "horizon/assemble.h"
#include "peers.h"
#include "sim/run.h"

enum { REPEATS = 5 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct Ours {
    double seconds, objective, worst;
    int iterations;
} Ours;

/* From nothing, the analysis of the matrix included, as CLP's time includes its own. */
static Status solve_ours(const Program *program, Arena *arena, Ours *out)
{
    MarketSolution sol;
    MarketInfo info;
    MarketWork *work = NULL;
    Status st = market_solution_new(program, arena, &sol);
    const double begin = now();
    if (!st) st = market_work_new(program, &work);
    if (!st) st = market_solve(program, work, false, &sol, &info);
    const double seconds = now() - begin;
    market_work_free(work);
    if (st) return st;
    const MarketCheck check = market_check(program, &sol);
    const double best = out->iterations ? fmin(out->seconds, seconds) : seconds;
    *out = (Ours){best, program_objective(program, sol.z), market_check_worst(&check),
                  info.iterations};
    return LODE_OK;
}

static Status compare(const Program *program, Arena *arena)
{
    Ours ours = {0};
    PeerResult clp = {0};
    Status st = LODE_OK;
    for (int k = 0; k < REPEATS && !st; k++)
        st = solve_ours(program, arena, &ours);
    if (st) return st;
    printf("%d rows, %d columns\n", (int)program->n_rows, (int)program->n_cols);
    printf("ours  %9.4f s  %5d iterations  objective %.9g  judged to %.1e\n", ours.seconds,
           ours.iterations, ours.objective, ours.worst);
    for (int k = 0; k < REPEATS; k++) {
        Peer *peer = clp_new(program);
        if (!peer) {
            printf("CLP   not there, left out\n");
            return LODE_OK;
        }
        const double least = clp.seconds;
        clp = peer_solve(peer, program, false);
        if (k > 0) clp.seconds = fmin(clp.seconds, least);
        peer_free(peer);
    }
    if (!clp.solved) {
        printf("CLP   found no solution\n");
        return LODE_OK;
    }
    printf("CLP   %9.4f s  %5d iterations  objective %.9g\n", clp.seconds, clp.iterations,
           clp.objective);
    printf("CLP / ours %.2f, objectives differ by %.1e\n", clp.seconds / ours.seconds,
           fabs(clp.objective - ours.objective) / fabs(ours.objective));
    return LODE_OK;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: bench_horizon MODEL STEP\n");
        return 2;
    }
    const RunOptions plain = {.start = MONTH_NONE, .end = MONTH_NONE};
    Model *model = NULL;
    Path path = {0};
    Horizon horizon;
    Arena *arena = arena_new(0);
    Status st = arena ? model_read(argv[1], NULL, &model) : LODE_NO_MEMORY;
    if (!st) st = model_set_step(model, argv[2], NULL);
    RunOptions options = plain;
    if (!st) options = run_with_baseline(model, &plain);
    if (!st) st = path_new(model, &options, NULL, &path);
    if (!st) st = horizon_assemble(&path, arena, &horizon);
    if (!st) printf("%s in %d periods: ", model->name, (int)path.n_steps);
    if (!st) st = compare(&horizon.program, arena);
    if (st) fprintf(stderr, "bench_horizon: %s\n", status_text(st));
    path_free(&path);
    model_free(model);
    arena_free(arena);
    return st ? 1 : 0;
}
