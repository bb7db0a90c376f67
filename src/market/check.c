/* check.c - the judge. It reads the program and the solution, and nothing of the solver's. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"

static const double turnover_floor = 1e-3; /* of a row's usual quantity */

/* Inverse demand, from its definition in net/program.h. */
static double price_of_demand(const Program *program, int32_t d, double q)
{
    const double scale = program->demand_scale[d], e = program->demand_elasticity[d];
    const double choke = program->demand_choke[d];
    const double q_choke = e > 0.0 ? scale * pow(choke, -e) : scale;
    if (q > q_choke) return e > 0.0 ? pow(q / scale, -1.0 / e) : 0.0;
    if (isinf(choke)) return INFINITY;
    return choke * (1.0 + DEMAND_CHOKE_RISE * (1.0 - q / q_choke));
}

/* phi'_j(z) - a_j'p: what a unit more would cost, less what it would earn. */
static double reduced_cost(const Program *program, const MarketSolution *sol, int32_t j)
{
    const int32_t d = j - program->demand0;
    const bool is_demand = d >= 0 && d < program->n_demands;
    double r = is_demand ? -price_of_demand(program, d, sol->z[j])
                         : program->cost[j] + program->slope[j] * sol->z[j];
    if (program->duty[j] != 0.0) r += program->duty[j] * sol->price[program->duty_row[j]];
    for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
        r -= program->coef[e] * sol->price[program->row[e]];
    return r;
}

typedef struct ColumnScale {
    double price, quantity, usual; /* usual: quantity before the range is looked at */
} ColumnScale;

/* A column whose bounds differ by less than this share of what is usual is fixed: the
 * difference is the rounding of whoever computed them. */
static const double no_range = 1e-12;

/* A column's price scale is that of its dearest entry. Its quantity scale is its range, or, if
 * less, what the row that leaves it most room usually turns over. */
static ColumnScale column_scale(const Program *program, int32_t j)
{
    ColumnScale scale = {0.0, 0.0, 0.0};
    for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++) {
        const int32_t i = program->row[e];
        const double a = fabs(program->coef[e]);
        scale.price = fmax(scale.price, a * program->row_price[i]);
        if (a > 0.0) scale.quantity = fmax(scale.quantity, program->row_quantity[i] / a);
    }
    if (scale.price == 0.0) scale.price = 1.0;
    if (scale.quantity == 0.0) scale.quantity = 1.0;
    scale.usual = scale.quantity;
    const double range = program->upper[j] - program->lower[j];
    if (range > 0.0) scale.quantity = fmin(scale.quantity, range);
    return scale;
}

static void check_column(const Program *program, const MarketSolution *sol, int32_t j,
                         MarketCheck *check)
{
    const double z = sol->z[j], below = z - program->lower[j], above = program->upper[j] - z;
    const ColumnScale scale = column_scale(program, j);
    const double outside = fmax(-below, -above) / scale.quantity;
    if (!(outside <= check->bounds)) check->bounds = outside;
    if (below + above <= no_range * scale.usual) return; /* fixed: any reduced cost will do */

    /* A positive reduced cost pushes z down, a negative one up. It is right at the bound it
     * pushes at; it has the wrong sign if there is none, or z sits at the other. */
    const double r = reduced_cost(program, sol, j);
    const double room = r > 0.0 ? below : above, other = r > 0.0 ? above : below;
    const double gap = isinf(room) || room > other ? fabs(r) / scale.price : 0.0;
    const double product =
        room > 0.0 && !isinf(room) ? fabs(r) / scale.price * (room / scale.quantity) : 0.0;
    if (!(gap <= check->price_gap)) {
        check->price_gap = gap;
        check->worst_gap_col = j;
    }
    if (!(product <= check->complementarity)) {
        check->complementarity = product;
        check->worst_complementarity_col = j;
    }
}

/* surplus = (A z - b)_i */
static void check_row(const Program *program, const MarketSolution *sol, int32_t i,
                      double surplus, double turnover, MarketCheck *check)
{
    const double p = sol->price[i], size = program->row_quantity[i];
    if (i < program->n_markets) {
        const double balance =
            fabs(surplus) / (turnover + fabs(program->rhs[i]) + turnover_floor * size);
        if (balance <= check->balance && !isnan(p)) return;
        check->balance = isnan(p) ? NAN : balance;
        check->worst_balance_row = i;
        return;
    }
    const bool in_force = isfinite(program->rhs[i]);
    const double product =
        in_force ? fmax(p, 0.0) / program->row_price[i] * fmax(surplus, 0.0) / size : fabs(p);
    if (!(-surplus / size <= check->limit)) check->limit = -surplus / size;
    if (!(-p / program->row_price[i] <= check->price_gap))
        check->price_gap = -p / program->row_price[i];
    if (!(product <= check->complementarity)) check->complementarity = product;
}

static void check_rows(const Program *program, const MarketSolution *sol, double *surplus,
                       double *turnover, MarketCheck *check)
{
    for (int32_t i = 0; i < program->n_rows; i++)
        surplus[i] = -program->rhs[i];
    for (int32_t j = 0; j < program->n_cols; j++)
        for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++) {
            surplus[program->row[e]] += program->coef[e] * sol->z[j];
            turnover[program->row[e]] += fabs(program->coef[e] * sol->z[j]);
        }
    for (int32_t i = 0; i < program->n_rows; i++)
        check_row(program, sol, i, surplus[i], turnover[i], check);
}

MarketCheck market_check_in(const Program *program, const MarketSolution *sol, double *scratch)
{
    MarketCheck check = {0};
    memset(scratch, 0, 2 * (size_t)program->n_rows * sizeof *scratch);
    check_rows(program, sol, scratch, scratch + program->n_rows, &check);
    for (int32_t j = 0; j < program->n_cols; j++)
        check_column(program, sol, j, &check);
    return check;
}

MarketCheck market_check(const Program *program, const MarketSolution *sol)
{
    double *scratch = calloc(2 * (size_t)program->n_rows + 1, sizeof *scratch);
    if (!scratch)
        return (MarketCheck){.balance = NAN}; /* nothing was seen, so nothing is right */
    const MarketCheck check = market_check_in(program, sol, scratch);
    free(scratch);
    return check;
}

double market_check_worst(const MarketCheck *check)
{
    const double figures[] = {check->balance, check->bounds, check->price_gap,
                              check->complementarity, check->limit};
    double worst = 0.0;
    for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) {
        if (isnan(figures[k])) return NAN;
        worst = fmax(worst, figures[k]);
    }
    return worst;
}
