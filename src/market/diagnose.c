/* diagnose.c - what is wrong with a program that has no solution.
 *
 * Two programs, both solved by market_solve, always have solutions and tell it:
 *
 *   shortfall   min sum_i (short_i + surplus_i) / V_i   s.t.  A z + short - surplus = b
 *               (limit rows: A z + short >= b), z within its bounds. Positive at the optimum:
 * no z balances all rows. Its multipliers pi price the missing units, so a column with a_j'pi >
 * 0 at its upper bound, or < 0 at its lower, helps to cause it. ray         min c'd   s.t.  A d
 * = 0 (limit rows: >= 0),  0 <= d_j <= 1 where z_j may grow for ever at constant cost, -1 <=
 * d_j <= 0 where it may fall for ever, else d_j = 0. Negative at the optimum: d can be followed
 * for ever, and pays. */
#include <math.h>
#include <stdlib.h>

#include "market/market.h"

/* A row that lacks more than this share of its size is short; the solver's own balance is a
 * thousand times better. */
static const double short_share = 1e-6;

/* A column counts as a cause if a usual quantity of it would make up this share of what the
 * most effective column would. */
static const double cause_share = 1e-4;

/* A column that earns less than this share of its price scale in a ray does not pay. */
static const double pay_share = 1e-7;

/* Among rows that could be short together, the later ones cost up to this much more: without it
 * the shortage would be smeared over all of them. */
static const double tie_break = 1e-3;

typedef struct Faults {
    MarketFault *list;
    double *weight; /* what they are sorted by */
    int room, n;
} Faults;

/* Keeps the heaviest `room` faults, heaviest first; kinds stay in the order they are added. */
static void faults_add(Faults *faults, int from, MarketFault fault, double weight)
{
    int at = faults->n < faults->room ? faults->n++ : faults->room;
    for (; at > from && faults->weight[at - 1] < weight; at--) {
        if (at == faults->room) continue;
        faults->list[at] = faults->list[at - 1];
        faults->weight[at] = faults->weight[at - 1];
    }
    if (at >= faults->room) return;
    faults->list[at] = fault;
    faults->weight[at] = weight;
}

static void find_crossed_bounds(const Program *program, Faults *faults)
{
    for (int32_t j = 0; j < program->n_cols; j++)
        if (!(program->lower[j] <= program->upper[j]))
            faults_add(faults, 0,
                       (MarketFault){FAULT_BOUNDS, j, program->lower[j] - program->upper[j]},
                       fabs(program->lower[j] - program->upper[j]));
}

/* ---- the auxiliary programs ---- */

/* Copies the pattern of `program` into arrays with room for one more entry per extra column. */
static Status auxiliary_new(const Program *program, int32_t n_extra, Arena *arena, Program *out,
                            int32_t **col_start, int32_t **row, double **coef)
{
    const int32_t n = program->n_cols, n_all = n + n_extra, n_entries = program->col_start[n];
    *out = (Program){.n_markets = program->n_markets,
                     .n_rows = program->n_rows,
                     .n_cols = n_all,
                     .demand0 = n_all,
                     .row_price = program->row_price,
                     .row_quantity = program->row_quantity};
    *col_start = ARENA_ARRAY(arena, int32_t, n_all + 1);
    *row = ARENA_ARRAY(arena, int32_t, n_entries + n_extra);
    *coef = ARENA_ARRAY(arena, double, n_entries + n_extra);
    int32_t *duty_row = ARENA_ARRAY(arena, int32_t, n_all);
    out->lower = ARENA_ARRAY(arena, double, n_all);
    out->upper = ARENA_ARRAY(arena, double, n_all);
    out->cost = ARENA_ARRAY(arena, double, n_all);
    out->slope = ARENA_ARRAY(arena, double, n_all);
    out->duty = ARENA_ARRAY(arena, double, n_all);
    out->rhs = ARENA_ARRAY(arena, double, program->n_rows);
    if (!*col_start || !*row || !*coef || !duty_row || !out->lower || !out->upper ||
        !out->cost || !out->slope || !out->duty || !out->rhs)
        return LODE_NO_MEMORY;
    for (int32_t j = 0; j < n_all; j++) {
        (*col_start)[j + 1] = j < n ? program->col_start[j + 1] : n_entries + j - n + 1;
        duty_row[j] = PROGRAM_NONE;
    }
    for (int32_t e = 0; e < n_entries; e++) {
        (*row)[e] = program->row[e];
        (*coef)[e] = program->coef[e];
    }
    out->col_start = *col_start;
    out->row = *row;
    out->coef = *coef;
    out->duty_row = duty_row;
    return LODE_OK;
}

/* A need without elasticity or choke takes all it may, whatever it costs. */
static bool is_rigid(const Program *program, int32_t j)
{
    const int32_t d = j - program->demand0;
    return d >= 0 && d < program->n_demands && program->demand_elasticity[d] == 0.0 &&
           isinf(program->demand_choke[d]);
}

/* Columns n .. n + n_rows - 1 are short_i, then one surplus_i for each market. */
static Status shortfall_new(const Program *program, Arena *arena, Program *out)
{
    int32_t *col_start, *row;
    double *coef;
    const int32_t n = program->n_cols, n_rows = program->n_rows;
    const int32_t n_entries = program->col_start[n], n_extra = n_rows + program->n_markets;
    const Status st = auxiliary_new(program, n_extra, arena, out, &col_start, &row, &coef);
    if (st) return st;
    double *price = ARENA_ARRAY(arena, double, n_rows);
    if (!price) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < n; j++) {
        out->lower[j] = is_rigid(program, j) ? program->upper[j] : program->lower[j];
        out->upper[j] = program->upper[j];
    }
    for (int32_t k = 0; k < n_extra; k++) {
        const int32_t i = k < n_rows ? k : k - n_rows;
        row[n_entries + k] = i;
        coef[n_entries + k] = k < n_rows ? 1.0 : -1.0;
        out->upper[n + k] = INFINITY;
        out->cost[n + k] = (1.0 + tie_break * i / n_rows) / program->row_quantity[i];
    }
    for (int32_t i = 0; i < n_rows; i++) {
        out->rhs[i] = program->rhs[i];
        price[i] = 1.0 / program->row_quantity[i];
    }
    out->row_price = price;
    return LODE_OK;
}

static Status ray_new(const Program *program, Arena *arena, Program *out)
{
    int32_t *col_start, *row;
    double *coef;
    const Status st = auxiliary_new(program, 0, arena, out, &col_start, &row, &coef);
    if (st) return st;
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int32_t d = j - program->demand0;
        const bool is_demand =
            d >= 0 && d < program->n_demands; /* pays less and less: nothing */
        const bool is_linear = is_demand || program->slope[j] == 0.0;
        out->upper[j] = is_linear && isinf(program->upper[j]) ? 1.0 : 0.0;
        out->lower[j] = is_linear && isinf(program->lower[j]) ? -1.0 : 0.0;
        out->cost[j] = is_demand ? 0.0 : program->cost[j];
    }
    return LODE_OK;
}

static Status solve_cold(const Program *program, Arena *arena, MarketSolution *sol)
{
    MarketWork *work;
    Status st = market_work_new(program, &work);
    if (!st) st = market_solution_new(program, arena, sol);
    if (!st) st = market_solve(program, work, false, sol, NULL);
    market_work_free(work);
    return st;
}

/* ---- reading the culprits off ---- */

static double row_size(const Program *program, int32_t i)
{
    return program->row_quantity[i] + fabs(program->rhs[i]);
}

static void read_short_rows(const Program *program, const MarketSolution *sol, Faults *faults)
{
    const double *lacks = sol->z + program->n_cols;
    for (int32_t k = 0; k < program->n_rows + program->n_markets; k++) {
        const int32_t i = k < program->n_rows ? k : k - program->n_rows;
        const double share = lacks[k] / row_size(program, i);
        if (share <= short_share) continue;
        const MarketFaultKind kind = i >= program->n_markets ? FAULT_LIMIT
                                     : k < program->n_rows   ? FAULT_SHORT
                                                             : FAULT_SURPLUS;
        faults_add(faults, 0, (MarketFault){kind, i, lacks[k]}, share);
    }
}

/* What a unit more of column j would save: a_j'pi. */
static double column_relief(const Program *program, const MarketSolution *sol, int32_t j)
{
    double relief = 0.0;
    for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
        relief += program->coef[e] * sol->price[program->row[e]];
    return relief;
}

/* How much it would save at most if a bound moved by what its rows usually turn over. */
static double relief_weight(const Program *program, int32_t j, double relief)
{
    double quantity = 0.0;
    for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
        if (program->coef[e] != 0.0)
            quantity =
                fmax(quantity, program->row_quantity[program->row[e]] / fabs(program->coef[e]));
    const bool holds = relief > 0.0 ? !isinf(program->upper[j]) : !isinf(program->lower[j]);
    return holds ? fabs(relief) * quantity : 0.0;
}

static void read_binding_columns(const Program *program, const MarketSolution *sol,
                                 Faults *faults)
{
    const int from = faults->n;
    double most = 0.0;
    for (int32_t j = 0; j < program->n_cols; j++)
        most = fmax(most, relief_weight(program, j, column_relief(program, sol, j)));
    for (int32_t j = 0; j < program->n_cols; j++) {
        const double relief = column_relief(program, sol, j);
        const double weight = relief_weight(program, j, relief);
        if (weight > cause_share * most)
            faults_add(faults, from, (MarketFault){FAULT_BINDING_COL, j, relief}, weight);
    }
}

static void read_growing_columns(const Program *program, const MarketSolution *sol,
                                 Faults *faults)
{
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int32_t d = j - program->demand0;
        const bool is_demand = d >= 0 && d < program->n_demands;
        const double pays = is_demand ? 0.0 : -program->cost[j] * sol->z[j];
        if (pays > pay_share * fabs(program->cost[j]))
            faults_add(faults, 0, (MarketFault){FAULT_UNBOUNDED, j, fabs(program->cost[j])},
                       pays);
    }
}

/* c'd over sum |c_j d_j|: 0 where nothing pays, -1 where everything does. */
static double ray_pays(const Program *program, const Program *ray, const double *d)
{
    double sum = 0.0, size = 0.0;
    for (int32_t j = 0; j < program->n_cols; j++) {
        sum += ray->cost[j] * d[j];
        size += fabs(ray->cost[j]) * (isinf(program->upper[j]) || isinf(program->lower[j]));
    }
    return size > 0.0 ? -sum / size : 0.0;
}

static Status diagnose(const Program *program, Arena *arena, Faults *faults)
{
    Program auxiliary;
    MarketSolution sol;
    find_crossed_bounds(program, faults);
    if (faults->n) return LODE_INFEASIBLE;

    Status st = shortfall_new(program, arena, &auxiliary);
    if (!st) st = solve_cold(&auxiliary, arena, &sol);
    if (st) return st;
    read_short_rows(program, &sol, faults);
    if (faults->n) {
        read_binding_columns(program, &sol, faults);
        return LODE_INFEASIBLE;
    }

    st = ray_new(program, arena, &auxiliary);
    if (!st) st = solve_cold(&auxiliary, arena, &sol);
    if (st) return st;
    if (ray_pays(program, &auxiliary, sol.z) <= pay_share) return LODE_OK;
    read_growing_columns(program, &sol, faults);
    return LODE_UNBOUNDED;
}

Status market_diagnose(const Program *program, MarketFault *faults, int room, int *n_faults)
{
    *n_faults = 0;
    Arena *arena = arena_new(0);
    Faults found = {.list = faults, .room = room};
    found.weight = ARENA_ARRAY(arena, double, room + 1);
    const Status st = found.weight ? diagnose(program, arena, &found) : LODE_NO_MEMORY;
    arena_free(arena);
    *n_faults = found.n;
    return st;
}
