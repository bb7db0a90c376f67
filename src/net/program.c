#include "net/program.h"

#include <math.h>
#include <string.h>

/* ---- copies ---- */

static double *numbers_copy(Arena *arena, const double *from, int32_t n)
{
    double *to = ARENA_ARRAY(arena, double, n);
    if (to && n) memcpy(to, from, (size_t)n * sizeof *to);
    return to;
}

Status program_copy(const Program *like, Arena *arena, Program *out)
{
    const int32_t n = like->n_cols, m = like->n_rows, nd = like->n_demands;
    *out = *like; /* the pattern and the scales stay borrowed */
    int32_t *duty_row = ARENA_ARRAY(arena, int32_t, n);
    if (duty_row && n) memcpy(duty_row, like->duty_row, (size_t)n * sizeof *duty_row);
    out->duty_row = duty_row;
    out->lower = numbers_copy(arena, like->lower, n);
    out->upper = numbers_copy(arena, like->upper, n);
    out->cost = numbers_copy(arena, like->cost, n);
    out->slope = numbers_copy(arena, like->slope, n);
    out->duty = numbers_copy(arena, like->duty, n);
    out->demand_scale = numbers_copy(arena, like->demand_scale, nd);
    out->demand_elasticity = numbers_copy(arena, like->demand_elasticity, nd);
    out->demand_choke = numbers_copy(arena, like->demand_choke, nd);
    out->rhs = numbers_copy(arena, like->rhs, m);
    const bool complete = duty_row && out->lower && out->upper && out->cost && out->slope &&
                          out->duty && out->demand_scale && out->demand_elasticity &&
                          out->demand_choke && out->rhs;
    return complete ? LODE_OK : LODE_NO_MEMORY;
}
