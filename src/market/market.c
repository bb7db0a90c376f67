#include <math.h>
#include <string.h>

#include "market/ipm.h"
#include "market/quote.h"

/* A month after one like it starts so near its answer that six or seven iterations do. Where
 * bounds have changed sides, steps from so near are short from the first, and it is quicker to
 * start again from further away, from prices at which each market would clear by itself: the
 * more rows, the further. Measured best: 1e-3 to 2e-3 at 500 rows, 1e-1 to 3e-1 at 5600, 1 at
 * 56000. */
static const double warm_mu_rows = 600.0, warm_mu_least = 1.5e-3, warm_mu_most = 1.0;
static const double warm_mu_far = 0.1; /* from here on it may take as long as a cold start */
static const double near_share = 6e-4, near_least_step = 0.1;
static const double guessed_coarse = 1e4; /* what is expected need not be so exact */
enum { NEAR_ITERATIONS = 20, WARM_ITERATIONS = 60 };

/* Rows that some column can move need next to no regularisation, and 1e-13 already slows the
 * last iterations on markets that are shut but for a trickle. But where columns without bounds
 * make rows nearly depend on one another, the firmer matrix of the last attempt gets through.
 */
#define REGULAR_SHARE 1e-17
#define REGULAR_FIRM 1e-10

/* Where prices are thirty times their usual height, demand curves are so steep that a cold
 * start takes some 150 iterations. */
enum { COLD_ITERATIONS = 250 };
static const Attempt cold_attempts[] = {
    {.mu = 1.0, .regular = REGULAR_SHARE, .most_iterations = COLD_ITERATIONS},
    {.mu = 1.0, .regular = REGULAR_FIRM, .careful = true, .most_iterations = COLD_ITERATIONS}};
enum { N_COLD = sizeof cold_attempts / sizeof *cold_attempts };

Status market_solution_new(const Program *program, Arena *arena, MarketSolution *out)
{
    out->z = ARENA_ARRAY(arena, double, program->n_cols);
    out->price = ARENA_ARRAY(arena, double, program->n_rows);
    if (!out->z || !out->price) return LODE_NO_MEMORY;
    memcpy(out->price, program->row_price, (size_t)program->n_rows * sizeof *out->price);
    return LODE_OK;
}

static void guess_prices(MarketWork *work, const double *price)
{
    for (int32_t i = 0; i < work->n_rows; i++)
        work->rows.price[work->place_of[i]] = price[i];
}

typedef struct Solve {
    Status status;
    int iterations, restarts;
    Distance distance;
} Solve;

static double warm_mu(const MarketWork *work)
{
    const double size = fmax(1.0, work->n_rows / warm_mu_rows);
    return fmin(warm_mu_least * size * size, warm_mu_most);
}

static void attempt(MarketWork *work, const Program *program, const Attempt *its,
                    MarketSolution *sol, Solve *solve)
{
    solve->status = ipm_attempt(work, program, its, sol, &solve->iterations, &solve->distance);
}

/* From the prices in sol, as if little had happened. */
static void try_near(MarketWork *work, const Program *program, MarketSolution *sol,
                     Solve *solve)
{
    const Attempt near = {.mu = near_share * warm_mu(work),
                          .regular = REGULAR_SHARE,
                          .most_iterations = NEAR_ITERATIONS,
                          .least_step = near_least_step};
    if (work->is_stuck) return;
    guess_prices(work, sol->price);
    attempt(work, program, &near, sol, solve);
}

/* Relaxed prices that have moved by this share on average lie so many times further away. */
static const double moved_far = 0.1, moved_times = 30.0;

/* From the prices in sol, once each market has been cleared by its own price: the further that
 * moves them, the further away. */
static void try_far(MarketWork *work, const Program *program, double coarse,
                    MarketSolution *sol, Solve *solve)
{
    if (!solve->status || work->is_stuck) return;
    Attempt far = {.mu = warm_mu(work),
                   .regular = REGULAR_SHARE,
                   .coarse = coarse,
                   .most_iterations = WARM_ITERATIONS};
    guess_prices(work, sol->price);
    if (ipm_relax(work, program, far.mu) > moved_far) {
        far.mu = fmin(moved_times * far.mu, warm_mu_most);
        (void)ipm_relax(work, program, far.mu);
    }
    if (far.mu >= warm_mu_far) far.most_iterations = COLD_ITERATIONS;
    attempt(work, program, &far, sol, solve);
    solve->restarts += solve->status != LODE_OK;
}

/* From the row scales, if nothing else has led there. */
static Status finish(MarketWork *work, const Program *program, double coarse,
                     MarketSolution *sol, Solve *solve, MarketInfo *info)
{
    for (int k = 0; solve->status && !work->is_stuck && k < N_COLD; k++) {
        Attempt cold = cold_attempts[k];
        cold.coarse = coarse;
        guess_prices(work, program->row_price);
        if (k == 0) (void)ipm_relax(work, program, cold.mu);
        attempt(work, program, &cold, sol, solve);
        solve->restarts += solve->status != LODE_OK && k + 1 < N_COLD;
    }
    if (!solve->status && !work_unload(work, program, sol)) solve->status = LODE_DIVERGED;
    const Distance *distance = &solve->distance;
    if (info)
        *info = (MarketInfo){.iterations = solve->iterations,
                             .restarts = solve->restarts,
                             .balance = distance->balance,
                             .complementarity = distance->most,
                             .objective = program_objective(program, sol->z),
                             .worst_row = work->n_rows ? work->row_of[distance->worst_row] : 0};
    return solve->status;
}

Status market_solve(const Program *program, MarketWork *work, bool warm, MarketSolution *sol,
                    MarketInfo *info)
{
    Solve solve = {.status = LODE_DIVERGED};
    helper_begin(work->helper);
    work_load(work, program);
    if (warm) {
        try_near(work, program, sol, &solve);
        try_far(work, program, 1.0, sol, &solve);
    }
    const Status st = finish(work, program, 1.0, sol, &solve, info);
    helper_end(work->helper);
    return st;
}

Status market_solve_guessed(const Program *program, MarketWork *work, MarketSolution *sol,
                            MarketInfo *info)
{
    Solve solve = {.status = LODE_DIVERGED};
    helper_begin(work->helper);
    work_load(work, program);
    try_far(work, program, guessed_coarse, sol, &solve);
    const Status st = finish(work, program, guessed_coarse, sol, &solve, info);
    helper_end(work->helper);
    return st;
}

void market_quote(const Program *program, MarketWork *work, MarketSolution *sol)
{
    quote_idle(program, &work->by_row, work->rows.turnover, work->stale, sol);
}
