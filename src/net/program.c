#include "net/program.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

Status program_copy(const Program *like, Arena *arena, Program *out)
{
    const int32_t n = like->n_cols, nd = like->n_demands;
    *out = *like; /* the pattern and the scales stay borrowed */
    out->lower = ARENA_COPY(arena, like->lower, n);
    out->upper = ARENA_COPY(arena, like->upper, n);
    out->cost = ARENA_COPY(arena, like->cost, n);
    out->slope = ARENA_COPY(arena, like->slope, n);
    out->duty = ARENA_COPY(arena, like->duty, n);
    out->demand_scale = ARENA_COPY(arena, like->demand_scale, nd);
    out->demand_elasticity = ARENA_COPY(arena, like->demand_elasticity, nd);
    out->demand_choke = ARENA_COPY(arena, like->demand_choke, nd);
    out->rhs = ARENA_COPY(arena, like->rhs, like->n_rows);
    const bool complete = out->lower && out->upper && out->cost && out->slope && out->duty &&
                          out->demand_scale && out->demand_elasticity && out->demand_choke &&
                          out->rhs;
    return complete ? LODE_OK : LODE_NO_MEMORY;
}

static void numbers_set(double *to, const double *from, int32_t n)
{
    if (n) memcpy(to, from, (size_t)n * sizeof *to);
}

void program_set(const Program *from, Program *to)
{
    const int32_t n = from->n_cols, nd = from->n_demands;
    numbers_set(to->lower, from->lower, n);
    numbers_set(to->upper, from->upper, n);
    numbers_set(to->cost, from->cost, n);
    numbers_set(to->slope, from->slope, n);
    numbers_set(to->duty, from->duty, n);
    numbers_set(to->demand_scale, from->demand_scale, nd);
    numbers_set(to->demand_elasticity, from->demand_elasticity, nd);
    numbers_set(to->demand_choke, from->demand_choke, nd);
    numbers_set(to->rhs, from->rhs, from->n_rows);
}

static bool is_demand(const Program *program, int32_t col)
{
    return col >= program->demand0 && col < program->demand0 + program->n_demands;
}

double program_marginal_cost(const Program *program, int32_t col, double z, const double *p)
{
    const double duty = program->duty[col];
    const double paid = duty != 0.0 ? duty * p[program->duty_row[col]] : 0.0;
    if (is_demand(program, col))
        return paid - program_demand_price(program, col - program->demand0, z);
    return program->cost[col] + program->slope[col] * z + paid;
}

double program_demand_choke_quantity(const Program *program, int32_t d)
{
    const double scale = program->demand_scale[d], e = program->demand_elasticity[d];
    return e > 0.0 ? scale * pow(program->demand_choke[d], -e) : scale;
}

double program_demand_price(const Program *program, int32_t d, double q)
{
    const double choke = program->demand_choke[d], e = program->demand_elasticity[d];
    const double q_choke = program_demand_choke_quantity(program, d);
    if (q <= q_choke)
        return choke * (1.0 + DEMAND_CHOKE_RISE - DEMAND_CHOKE_RISE * (q / q_choke));
    return e > 0.0 ? pow(q / program->demand_scale[d], -1.0 / e) : 0.0;
}

double program_demand_price_slope(const Program *program, int32_t d, double q)
{
    const double e = program->demand_elasticity[d];
    const double q_choke = program_demand_choke_quantity(program, d);
    if (q <= q_choke) return -DEMAND_CHOKE_RISE * program->demand_choke[d] / q_choke;
    return e > 0.0 ? -program_demand_price(program, d, q) / (e * q) : 0.0;
}

double program_demand_quantity(const Program *program, int32_t d, double p)
{
    const int32_t col = program->demand0 + d;
    const double choke = program->demand_choke[d], e = program->demand_elasticity[d];
    double q = program->demand_scale[d];
    if (p > choke)
        q = program_demand_choke_quantity(program, d) *
            (1.0 - (p / choke - 1.0) / DEMAND_CHOKE_RISE);
    else if (e > 0.0)
        q *= pow(p, -e);
    return fmin(fmax(q, program->lower[col]), program->upper[col]);
}

/* Area under P from 0 to q, with x = 1 - 1/e and P(q_c) = choke:
 *     choke q (1 + d - d q / (2 q_c))                                  for q <= q_c
 *     choke q_c (1 + d/2) + choke q_c [(q/q_c)^x - 1] / x              for q >= q_c
 * the bracket over x being ln(q/q_c) at e = 1. Without a choke the area from 0 is P q / x for
 * e > 1 and infinite for e <= 1, where it is counted from q = scale instead. */
static double demand_utility(const Program *program, int32_t d, double q)
{
    const double scale = program->demand_scale[d], e = program->demand_elasticity[d];
    const double choke = program->demand_choke[d];
    const double q_choke = program_demand_choke_quantity(program, d);
    if (q <= 0.0 || scale <= 0.0) return 0.0;
    if (e <= 0.0 && isinf(choke)) return 0.0; /* a need that nothing moves */
    if (q <= q_choke) {
        const double half = 0.5 * DEMAND_CHOKE_RISE * (q / q_choke);
        return choke * q * (1.0 + DEMAND_CHOKE_RISE - half);
    }
    const double x = 1.0 - 1.0 / e;
    if (isinf(choke) && e > 1.0) return program_demand_price(program, d, q) * q / x;
    const double from = isinf(choke) ? scale : q_choke; /* where P is 1, or the choke */
    const double price = isinf(choke) ? 1.0 : choke;
    const double below = isinf(choke) ? 0.0 : choke * q_choke * (1.0 + 0.5 * DEMAND_CHOKE_RISE);
    if (e <= 0.0) return below;
    const double log_ratio = log(q / from);
    const double area = x == 0.0 ? log_ratio : expm1(x * log_ratio) / x;
    return below + price * from * area;
}

double program_cost(const Program *program, int32_t col, double z)
{
    if (is_demand(program, col)) return -demand_utility(program, col - program->demand0, z);
    return (program->cost[col] + 0.5 * program->slope[col] * z) * z;
}

double program_objective(const Program *program, const double *z)
{
    double sum = 0.0;
    for (int32_t j = 0; j < program->n_cols; j++)
        sum += program_cost(program, j, z[j]);
    return sum;
}
