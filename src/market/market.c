#include <math.h>
#include <string.h>

#include "market/ipm.h"

/* A month after one like it starts so near its answer that six or seven iterations do. Where
 * bounds have changed sides, steps from so near are short from the first, and it is quicker to
 * start again from further away: the more rows, the more such bounds there are. Measured best:
 * 1e-3 at 560 rows, 1e-1 to 3e-1 at 5600, 1 at 56000. */
static const double warm_mu_rows = 600.0, warm_mu_least = 1e-3, warm_mu_most = 1.0;
static const double warm_mu_far = 0.1; /* from here on it may take as long as a cold start */
static const double near_share = 1e-3, near_least_step = 0.07;
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
    for (int32_t k = 0; k < work->n_rows; k++)
        work->rows.price[k] = price[work->row_of[k]];
}

/* From the prices in sol: near them, then further away. */
static Status solve_warm(MarketWork *work, const Program *program, MarketSolution *sol,
                         int *iterations, Distance *distance)
{
    const double size = fmax(1.0, work->n_rows / warm_mu_rows);
    const double mu = fmin(warm_mu_least * size * size, warm_mu_most);
    const int most = mu < warm_mu_far ? WARM_ITERATIONS : COLD_ITERATIONS;
    const Attempt attempts[] = {{.mu = near_share * mu,
                                 .regular = REGULAR_SHARE,
                                 .most_iterations = NEAR_ITERATIONS,
                                 .least_step = near_least_step},
                                {.mu = mu, .regular = REGULAR_SHARE, .most_iterations = most}};
    Status st = LODE_DIVERGED;
    for (size_t k = 0; st && k < sizeof attempts / sizeof *attempts; k++) {
        guess_prices(work, sol->price);
        st = ipm_attempt(work, program, &attempts[k], sol, iterations, distance);
    }
    return st;
}

Status market_solve(const Program *program, MarketWork *work, bool warm, MarketSolution *sol,
                    MarketInfo *info)
{
    Distance distance = {0};
    int iterations = 0, restarts = 0;
    Status st = LODE_DIVERGED;
    work_load(work, program);
    if (warm && !work->is_stuck) {
        st = solve_warm(work, program, sol, &iterations, &distance);
        restarts += st != LODE_OK;
    }
    for (int k = 0; st && !work->is_stuck && k < N_COLD; k++) {
        guess_prices(work, program->row_price);
        st = ipm_attempt(work, program, &cold_attempts[k], sol, &iterations, &distance);
        restarts += st != LODE_OK && k + 1 < N_COLD;
    }
    if (!st && !work_unload(work, program, sol)) st = LODE_DIVERGED;
    if (info)
        *info = (MarketInfo){.iterations = iterations,
                             .restarts = restarts,
                             .balance = distance.balance,
                             .complementarity = distance.most,
                             .objective = program_objective(program, sol->z),
                             .worst_row = work->n_rows ? work->row_of[distance.worst_row] : 0};
    return st;
}

void market_quote(const Program *program, MarketWork *work, MarketSolution *sol)
{
    quote_idle(program, &work->quote, sol);
}
