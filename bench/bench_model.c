/* bench_model.c - how long a whole model takes: reading it, and running it from the first month
 * to the last; and its months as files for bench_market, where public solvers get the same
 * ones. bench_model MODEL [--months FILE] Each figure is the median of several runs; the
 * smallest stands behind it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "net/program_io.h"
#include "sim/sim.h"

enum { RUNS = 9 };

typedef struct Times {
    double read[RUNS], run[RUNS], solve[RUNS];
    double iterations;
    int32_t n_steps;
} Times;

static void print_line(const char *what, double *seconds, double per)
{
    qsort(seconds, RUNS, sizeof *seconds, clock_by_size);
    printf("%-28s %10.2f %10.2f\n", what, 1e3 * seconds[RUNS / 2] / per,
           1e3 * seconds[0] / per);
}

static void write_month(void *context, int32_t step, const Program *program,
                        const MarketSolution *sol)
{
    (void)step;
    (void)sol;
    if (program_write(program, context)) fprintf(stderr, "the months cannot be written\n");
}

static Status run_once(const Model *model, FILE *months, Diag *diag, int k, Times *times)
{
    const RunOptions options = {.start = MONTH_NONE,
                                .end = MONTH_NONE,
                                .inspect = months ? write_month : NULL,
                                .inspect_context = months};
    Record *record = NULL;
    const double begin = clock_seconds();
    const Status st = sim_run(model, &options, diag, &record);
    if (st) return st;
    times->run[k] = clock_seconds() - begin;
    times->n_steps = record->n_steps;
    times->solve[k] = times->iterations = 0;
    for (int32_t t = 0; t < record->n_steps; t++) {
        times->solve[k] += record->solve_seconds[t];
        times->iterations += record->iterations[t];
    }
    record_free(record);
    return LODE_OK;
}

static Status measure(const char *folder, FILE *months, Diag *diag, Times *times)
{
    Status st = LODE_OK;
    for (int k = 0; !st && k < RUNS; k++) {
        Model *model = NULL;
        const double begin = clock_seconds();
        st = model_read(folder, diag, &model);
        times->read[k] = clock_seconds() - begin;
        if (!st) st = run_once(model, NULL, diag, k, times);
        Times unused;
        if (!st && k == 0 && months) st = run_once(model, months, diag, 0, &unused);
        model_free(model);
    }
    return st;
}

int main(int argc, char **argv)
{
    const char *path = argc == 4 && strcmp(argv[2], "--months") == 0 ? argv[3] : NULL;
    if (argc != 2 && !path) {
        fprintf(stderr, "usage: bench_model MODEL [--months FILE]\n");
        return 2;
    }
    FILE *months = path ? fopen(path, "w") : NULL;
    Diag *diag = diag_new();
    Times times = {0};
    Status st = path && !months ? LODE_IO : measure(argv[1], months, diag, &times);
    if (months && fclose(months)) st = LODE_IO;
    if (st) {
        fprintf(stderr, "%s: %s\n", argv[1], status_text(st));
    } else {
        printf("%s: %d steps, %.1f iterations a step\n", argv[1], (int)times.n_steps,
               times.iterations / times.n_steps);
        printf("%-28s %10s %10s\n", "processor time, ms", "median", "least");
        print_line("reading and checking", times.read, 1.0);
        print_line("the whole run", times.run, 1.0);
        print_line("one step, all of it", times.run, times.n_steps);
        print_line("one step, the market alone*", times.solve, times.n_steps);
        printf("* by the clock on the wall\n");
    }
    diag_free(diag);
    return status_exit_code(st);
}
