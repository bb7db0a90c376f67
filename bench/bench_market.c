/* bench_market.c - how long a month takes, ours and others'. Everything docs/solver.md claims
 * about speed is printed by this program, in one run on one machine.
 *
 *     bench_market                     own solver, sizes S, M, L and all regimes; then the
 * peers bench_market --quick             fewer months bench_market --program FILE      the
 * months of FILE (net/program_io.h) instead of worlds bench_market --export FILE       write
 * the peers' months as JSON for highs_peer.mjs
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "generate.h"
#include "market/dense.h"
#include "net/program_io.h"
#include "peers.h"
#include "piecewise.h"
#include "two_threads.h"

enum { MONTHS_MOST = 1000, LINE_MOST = 256 };

/* A row of a table: how a solver did over some months. */
typedef struct Tally {
    int n, iterations, restarts, failures;
    double seconds[MONTHS_MOST];
    double balance, complementarity, worst; /* the judge's, the worst of all months */
    double objective_error;                 /* relative to ours */
} Tally;

/* Processor seconds of this thread: a shared machine's other work does not count. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double mean_of(const Tally *tally)
{
    double sum = 0.0;
    for (int k = 0; k < tally->n; k++)
        sum += tally->seconds[k];
    return tally->n ? sum / tally->n : 0.0;
}

static double quantile_of(const Tally *tally, double share)
{
    double sorted[MONTHS_MOST];
    if (tally->n == 0) return 0.0;
    memcpy(sorted, tally->seconds, (size_t)tally->n * sizeof *sorted);
    qsort(sorted, (size_t)tally->n, sizeof *sorted, compare_doubles);
    return sorted[(int)(share * (tally->n - 1))];
}

/* ---- what machine this is ---- */

static void print_machine(void)
{
    static const char *const kernels[] = {"plain", "AVX2", "AVX-512"};
    char line[LINE_MOST], processor[LINE_MOST] = "unknown processor\n";
    FILE *info = fopen("/proc/cpuinfo", "r");
    while (info && fgets(line, sizeof line, info))
        if (strncmp(line, "model name", strlen("model name")) == 0 && strchr(line, ':')) {
            memcpy(processor, strchr(line, ':') + 2, strlen(strchr(line, ':') + 2) + 1);
            break;
        }
    if (info) fclose(info);
    processor[strcspn(processor, "\n")] = '\0';
    int level = 2;
    while (!dense_update_of(level))
        level--;
    printf("machine: %s, one thread, %s loops; compiler %s\n"
           "times are processor time of the solving thread\n\n",
           processor, kernels[level], __VERSION__);
}

/* ---- our own solver ---- */

typedef struct Solver {
    Arena *arena;
    MarketWork *work;
    MarketSolution sol;
} Solver;

static Status solver_open(const Program *pattern, Solver *solver)
{
    *solver = (Solver){.arena = arena_new(0)};
    Status st = market_work_new(pattern, &solver->work);
    if (!st) st = market_solution_new(pattern, solver->arena, &solver->sol);
    return st;
}

static void solver_close(Solver *solver)
{
    market_work_free(solver->work);
    arena_free(solver->arena);
}

/* One month, timed and judged. */
static double solver_month(Solver *solver, const Program *program, bool warm, Tally *tally)
{
    MarketInfo info = {0};
    const double start = now();
    const Status st = market_solve(program, solver->work, warm, &solver->sol, &info);
    tally->seconds[tally->n++] = now() - start;
    const MarketCheck check = market_check(program, &solver->sol);
    const double worst = market_check_worst(&check);
    tally->iterations += info.iterations;
    tally->restarts += info.restarts;
    tally->failures += st != LODE_OK || !(worst < 1e-8);
    tally->balance = fmax(tally->balance, check.balance);
    tally->complementarity = fmax(tally->complementarity, check.complementarity);
    tally->worst = fmax(tally->worst, worst);
    return info.objective;
}

static void print_own_head(void)
{
    printf("%-4s %-10s %-4s %6s %8s %9s %9s %9s %5s %4s %9s %9s\n", "size", "regime", "",
           "months", "it/month", "mean ms", "median", "95 %", "again", "fail", "balance",
           "worst");
}

static void print_own(const char *size, const char *regime, const char *start,
                      const Tally *tally)
{
    printf("%-4s %-10s %-4s %6d %8.1f %9.3f %9.3f %9.3f %5d %4d %9.1e %9.1e\n", size, regime,
           start, tally->n, (double)tally->iterations / tally->n, 1e3 * mean_of(tally),
           1e3 * quantile_of(tally, 0.5), 1e3 * quantile_of(tally, 0.95), tally->restarts,
           tally->failures, tally->balance, tally->worst);
    fflush(stdout);
}

/* Months of a world, each solved from last month's prices and, for a few, from nothing too. */
static Status bench_world(const char *size, int32_t n_clusters, WorldRegime regime, int n_warm,
                          int n_cold)
{
    World *world = NULL;
    Solver warm = {0}, cold = {0};
    Tally warm_tally = {0}, cold_tally = {0};
    Status st = world_new(n_clusters, regime, 2024, &world);
    if (!st) st = solver_open(world_program(world), &warm);
    if (!st) st = solver_open(world_program(world), &cold);
    for (int month = 0; !st && month < n_warm; month++) {
        solver_month(&warm, world_program(world), month > 0, &warm_tally);
        if (month < n_cold) solver_month(&cold, world_program(world), false, &cold_tally);
        world_settle(world, &warm.sol);
    }
    if (!st) {
        print_own(size, world_regime_name(regime), "warm", &warm_tally);
        if (n_cold) print_own("", "", "cold", &cold_tally);
    }
    solver_close(&warm);
    solver_close(&cold);
    world_free(world);
    return st;
}

/* ---- the same months for everyone ---- */

typedef struct Months {
    Arena *arena;
    World *world; /* whose pattern the programs borrow; NULL when they come from a file */
    Program *program;
    int n;
} Months;

static void months_close(Months *months)
{
    world_free(months->world);
    arena_free(months->arena);
}

/* Keeps the months of a world as our own solver lives through them. */
static Status months_of_world(int32_t n_clusters, WorldRegime regime, int n, Months *out)
{
    *out = (Months){.arena = arena_new(0)};
    Solver solver = {0};
    Tally tally = {0};
    out->program = ARENA_ARRAY(out->arena, Program, n);
    Status st =
        out->program ? world_new(n_clusters, regime, 2024, &out->world) : LODE_NO_MEMORY;
    if (!st) st = solver_open(world_program(out->world), &solver);
    for (int month = 0; !st && month < n; month++) {
        const Program *program = world_program(out->world);
        Program *kept = &out->program[out->n];
        st = program_copy(program, out->arena, kept);
        if (st) break;
        out->n++;
        solver_month(&solver, program, month > 0, &tally);
        world_settle(out->world, &solver.sol);
    }
    solver_close(&solver);
    return st;
}

/* No peer knows duties on this month's price. They, and we beside them, get each month with its
 * duties fixed at the prices of its equilibrium, which leaves the equilibrium where it is. */
static Status freeze_duties(Program *program)
{
    MarketWork *work = NULL;
    MarketSolution sol;
    Arena *arena = arena_new(0);
    Status st = market_work_new(program, &work);
    if (!st) st = market_solution_new(program, arena, &sol);
    if (!st) st = market_solve(program, work, false, &sol, NULL);
    for (int32_t j = 0; !st && j < program->n_cols; j++) {
        if (program->duty[j] == 0.0) continue;
        program->cost[j] += program->duty[j] * sol.price[program->duty_row[j]];
        program->duty[j] = 0.0;
    }
    market_work_free(work);
    arena_free(arena);
    return st;
}

static Status months_of_file(const char *path, Months *out)
{
    *out = (Months){.arena = arena_new(0)};
    FILE *file = fopen(path, "r");
    if (!file) return LODE_IO;
    out->program = ARENA_ARRAY(out->arena, Program, MONTHS_MOST);
    Status st = out->program ? LODE_OK : LODE_NO_MEMORY;
    while (!st && out->n < MONTHS_MOST) {
        st = program_read(file, out->arena, &out->program[out->n]);
        if (!st) st = freeze_duties(&out->program[out->n]);
        out->n += !st;
    }
    fclose(file);
    return st == LODE_NEGATIVE ? LODE_OK : st;
}

static void tally_peer(Peer *peer, const Months *months, int n, bool warm, const double *truth,
                       Tally *tally)
{
    for (int k = 0; peer && k < n && k < months->n; k++) {
        const PeerResult result = peer_solve(peer, &months->program[k], warm && k > 0);
        tally->seconds[tally->n++] = result.seconds;
        tally->iterations += result.iterations;
        tally->failures += !result.solved;
        const double error = fabs(result.objective - truth[k]) / fmax(1.0, fabs(truth[k]));
        tally->objective_error = fmax(tally->objective_error, error);
    }
}

static void print_peer(const char *name, const Tally *tally, double own)
{
    if (tally->n == 0) {
        printf("%-28s not built in\n", name);
        return;
    }
    printf("%-28s %6d %8.1f %10.3f %10.3f %4d %9.1f %9.1e\n", name, tally->n,
           (double)tally->iterations / tally->n, 1e3 * mean_of(tally),
           1e3 * quantile_of(tally, 0.5), tally->failures, mean_of(tally) / own,
           tally->objective_error);
    fflush(stdout);
}

/* Peers see fewer months where they are slow; each ratio is to our own mean over those months.
 */
static Status bench_peers(const char *title, const Months *months, int n_slow)
{
    double truth[MONTHS_MOST];
    Tally own = {0}, own_cold = {0};
    Solver solver;
    Status st = solver_open(&months->program[0], &solver);
    if (st) return st;
    for (int k = 0; k < months->n; k++)
        truth[k] = solver_month(&solver, &months->program[k], k > 0, &own);
    for (int k = 0; k < months->n && k < n_slow; k++)
        solver_month(&solver, &months->program[k], false, &own_cold);
    solver_close(&solver);

    printf("\n%s\n%-28s %6s %8s %10s %10s %4s %9s %9s\n", title, "solver", "months", "it/month",
           "mean ms", "median", "fail", "x ours", "objective");
    print_peer("lode, warm", &own, mean_of(&own));
    print_peer("lode, cold", &own_cold, mean_of(&own));
    static const struct {
        const char *name;
        Peer *(*open)(const Program *pattern);
        bool warm, slow;
    } peers[] = {{"Ipopt, cold", ipopt_new, false, true},
                 {"Ipopt, warm", ipopt_new, true, true},
                 {"CLP 10 pieces, cold", clp_new, false, true},
                 {"CLP 10 pieces, warm dual", clp_new, true, false}};
    for (size_t p = 0; p < sizeof peers / sizeof *peers; p++) {
        Tally tally = {0};
        Peer *peer = peers[p].open(&months->program[0]);
        tally_peer(peer, months, peers[p].slow ? n_slow : months->n, peers[p].warm, truth,
                   &tally);
        Tally same = own;
        same.n = tally.n < own.n ? tally.n : own.n;
        print_peer(peers[p].name, &tally, mean_of(&same));
        peer_free(peer);
    }
    return st;
}

/* ---- months as JSON, for highs_peer.mjs ---- */

static void json_numbers(FILE *file, const char *name, const double *x, int32_t n)
{
    fprintf(file, "\"%s\":[", name);
    for (int32_t k = 0; k < n; k++)
        fprintf(file, "%s%.17g", k ? "," : "",
                fmax(-1e30, fmin(1e30, x[k]))); /* its infinity */
    fputs("]", file);
}

static void json_integers(FILE *file, const char *name, const int32_t *x, int32_t n)
{
    fprintf(file, "\"%s\":[", name);
    for (int32_t k = 0; k < n; k++)
        fprintf(file, "%s%d", k ? "," : "", x[k]);
    fputs("]", file);
}

static void json_month(FILE *file, const Piecewise *pw, double own_ms, double objective)
{
    fprintf(file, "{\"own_ms\":%.6f,\"objective\":%.17g,\"constant\":%.17g,", own_ms, objective,
            pw->constant);
    json_numbers(file, "lower", pw->lower, pw->n_cols);
    fputs(",", file);
    json_numbers(file, "upper", pw->upper, pw->n_cols);
    fputs(",", file);
    json_numbers(file, "cost", pw->cost, pw->n_cols);
    fputs(",", file);
    json_numbers(file, "rowLower", pw->row_lower, pw->n_rows);
    fputs(",", file);
    json_numbers(file, "rowUpper", pw->row_upper, pw->n_rows);
    fputs("}", file);
}

static Status export_months(const char *path, const Months *months)
{
    Piecewise pw;
    Solver solver;
    Tally tally = {0};
    FILE *file = fopen(path, "w");
    if (!file) return LODE_IO;
    Status st = solver_open(&months->program[0], &solver);
    if (!st) st = piecewise_new(&months->program[0], solver.arena, &pw);
    if (!st) {
        fprintf(file, "{\"nRows\":%d,\"nCols\":%d,\"pieces\":%d,", pw.n_rows, pw.n_cols,
                PIECES);
        json_integers(file, "start", pw.col_start, pw.n_cols + 1);
        fputs(",", file);
        json_integers(file, "row", pw.row, pw.n_entries);
        fputs(",", file);
        json_numbers(file, "coef", pw.coef, pw.n_entries);
        fputs(",\"months\":[", file);
    }
    for (int k = 0; !st && k < months->n; k++) {
        const double objective = solver_month(&solver, &months->program[k], k > 0, &tally);
        piecewise_set(&pw, &months->program[k]);
        if (k) fputs(",\n", file);
        json_month(file, &pw, 1e3 * tally.seconds[k], objective);
    }
    fputs("]}\n", file);
    solver_close(&solver);
    if (!st && ferror(file)) st = LODE_IO;
    return fclose(file) && !st ? LODE_IO : st;
}

/* ---- all of it ---- */

typedef struct Options {
    bool quick;
    const char *program, *export;
} Options;

static Status bench_own(bool quick)
{
    Status st = LODE_OK;
    print_own_head();
    for (WorldRegime regime = 0; !st && regime < WORLD_REGIMES; regime++)
        st = bench_world("S", 1, regime, quick ? 24 : 180, quick ? 12 : 60);
    for (WorldRegime regime = WORLD_CALIBRATED; !st && regime <= WORLD_STIFF; regime++)
        st = bench_world("M", 10, regime, quick ? 4 : 36, quick ? 2 : 12);
    if (!st) st = bench_world("L", 100, WORLD_CALIBRATED, quick ? 1 : 4, 1);
    return st;
}

static Status bench_world_peers(const char *title, int32_t n_clusters, WorldRegime regime,
                                int n_months, int n_slow)
{
    Months months;
    Status st = months_of_world(n_clusters, regime, n_months, &months);
    if (!st) st = bench_peers(title, &months, n_slow);
    if (!st) st = bench_two_threads(title, months.program, months.n);
    months_close(&months);
    return st;
}

static Status bench_file(const Options *options)
{
    Months months;
    Status st = months_of_file(options->program, &months);
    if (!st && months.n == 0) st = LODE_BAD_INPUT;
    if (!st && options->export) st = export_months(options->export, &months);
    if (!st && !options->export)
        st = bench_peers(options->program, &months, options->quick ? 2 : 12);
    if (!st && !options->export)
        st = bench_two_threads(options->program, months.program, months.n);
    months_close(&months);
    return st;
}

static Status bench_export(const Options *options)
{
    Months months;
    Status st = months_of_world(1, WORLD_CALIBRATED, options->quick ? 24 : 180, &months);
    if (!st) st = export_months(options->export, &months);
    months_close(&months);
    return st;
}

static Status bench_all(const Options *options)
{
    const bool quick = options->quick;
    print_machine();
    if (options->program) return bench_file(options);
    if (options->export) return bench_export(options);
    Status st = bench_own(quick);
    if (!st)
        st = bench_world_peers("size S, calibrated", 1, WORLD_CALIBRATED, quick ? 24 : 180,
                               quick ? 3 : 24);
    if (!st)
        st =
            bench_world_peers("size S, stiff", 1, WORLD_STIFF, quick ? 24 : 60, quick ? 3 : 12);
    if (!st)
        st = bench_world_peers("size M, calibrated", 10, WORLD_CALIBRATED, quick ? 2 : 12,
                               quick ? 1 : 2);
    return st;
}

int main(int argc, char **argv)
{
    Options options = {0};
    for (int k = 1; k < argc; k++) {
        if (strcmp(argv[k], "--quick") == 0)
            options.quick = true;
        else if (strcmp(argv[k], "--program") == 0 && k + 1 < argc)
            options.program = argv[++k];
        else if (strcmp(argv[k], "--export") == 0 && k + 1 < argc)
            options.export = argv[++k];
        else {
            fprintf(stderr, "usage: bench_market [--quick] [--program FILE] [--export FILE]\n");
            return 2;
        }
    }
    const Status st = bench_all(&options);
    if (st) fprintf(stderr, "bench_market: %s\n", status_text(st));
    return status_exit_code(st);
}
