/* check.c - the judge. It reads the program and the solution, and nothing of the solver's. */
#include <math.h>
#include <stdlib.h>

#include "base/larger.h"
#include "market/market.h"

static const double turnover_floor = 1e-3; /* of a row's usual quantity */

/* Inverse demand, from its definition in net/program.h: the curve up to the choke, beyond it
 * the line from where the two meet. */
static double price_of_demand(const Program *program, int32_t d, double q)
{
    const double scale = program->demand_scale[d], e = program->demand_elasticity[d];
    const double choke = program->demand_choke[d];
    if (e > 0.0) {
        const double price = pow(q / scale, -1.0 / e);
        if (price < choke) return price;
    } else if (q > scale) {
        return 0.0;
    }
    if (isinf(choke)) return INFINITY;
    const double q_choke = e > 0.0 ? scale * pow(choke, -e) : scale;
    return choke * (1.0 + DEMAND_CHOKE_RISE * (1.0 - q / q_choke));
}

/* What a column's entries say of it. A column's price scale is that of its dearest entry, its
 * usual quantity what the row that leaves it most room turns over. */
typedef struct Entries {
    double worth;        /* a_j'p, what a unit earns */
    double price, usual; /* scales; 1 for a column without entries */
} Entries;

/* Reads them, and adds the column to its rows: A z to surplus, |A| |z| to turnover. */
static Entries read_entries(const Program *program, const MarketSolution *sol, int32_t j,
                            double *surplus, double *turnover)
{
    Entries entries = {0.0, 0.0, 0.0};
    for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++) {
        const int32_t i = program->row[e];
        const double coef = program->coef[e], a = fabs(coef), flow = coef * sol->z[j];
        surplus[i] += flow;
        turnover[i] += fabs(flow);
        entries.worth += coef * sol->price[i];
        entries.price = larger(a * program->row_price[i], entries.price);
        if (a > 0.0) entries.usual = larger(program->row_quantity[i] / a, entries.usual);
    }
    if (entries.price == 0.0) entries.price = 1.0;
    if (entries.usual == 0.0) entries.usual = 1.0;
    return entries;
}

/* phi'_j(z) and the duty: what a unit more would cost. */
static double unit_cost(const Program *program, const MarketSolution *sol, int32_t j)
{
    const int32_t d = j - program->demand0;
    const bool is_demand = d >= 0 && d < program->n_demands;
    const double duty = program->duty[j];
    const double cost = is_demand ? -price_of_demand(program, d, sol->z[j])
                                  : program->cost[j] + program->slope[j] * sol->z[j];
    return duty != 0.0 ? cost + duty * sol->price[program->duty_row[j]] : cost;
}

/* A column whose bounds differ by less than this share of what is usual is fixed: the
 * difference is the rounding of whoever computed them. */
static const double no_range = 1e-12;

static void check_column(const Program *program, const MarketSolution *sol, int32_t j,
                         const Entries *entries, MarketCheck *check)
{
    const double z = sol->z[j], below = z - program->lower[j], above = program->upper[j] - z;
    /* a column's quantity scale is its range, if that is less than usual */
    const double range = program->upper[j] - program->lower[j];
    const double quantity = range > 0.0 ? smaller(entries->usual, range) : entries->usual;
    const double outside = larger(-below, -above) / quantity;
    if (!(outside <= check->bounds)) check->bounds = outside;
    if (below + above <= no_range * entries->usual) return; /* fixed: any cost will do */

    /* A positive reduced cost pushes z down, a negative one up. It is right at the bound it
     * pushes at; it has the wrong sign if there is none, or z sits at the other. */
    const double r = unit_cost(program, sol, j) - entries->worth;
    const double room = r > 0.0 ? below : above, other = r > 0.0 ? above : below;
    const double gap = isinf(room) || room > other ? fabs(r) / entries->price : 0.0;
    const double product =
        room > 0.0 && !isinf(room) ? fabs(r) / entries->price * (room / quantity) : 0.0;
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

MarketCheck market_check_in(const Program *program, const MarketSolution *sol, double *scratch)
{
    MarketCheck check = {0};
    double *surplus = scratch, *turnover = scratch + program->n_rows;
    for (int32_t i = 0; i < program->n_rows; i++) {
        surplus[i] = -program->rhs[i];
        turnover[i] = 0.0;
    }
    for (int32_t j = 0; j < program->n_cols; j++) {
        const Entries entries = read_entries(program, sol, j, surplus, turnover);
        check_column(program, sol, j, &entries, &check);
    }
    for (int32_t i = 0; i < program->n_rows; i++)
        check_row(program, sol, i, surplus[i], turnover[i], &check);
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
