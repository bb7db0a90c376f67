#include "market/work.h"

#include <math.h>
#include <string.h>

#include "base/larger.h"

/* A column that may move by less than this share of its size is fixed: its two bounds cannot be
 * told apart once z has been rounded. */
static const double range_least = 1e-13;

/* Least curvature of a column, in price scale over quantity scale. It acts in the step only,
 * for residuals are exact. Columns with a bound hardly feel it; one without bounds or slope
 * would otherwise drown the others on its rows. */
static const double proximal_share = 1e-10, proximal_free = 1e-6;

/* How firmly prices are held, in quantity scale over price scale: on rows that nothing can
 * move, whose diagonal is otherwise zero, and on limit rows not in force, whose rent stays
 * zero. */
static const double hold_dead = 1.0, hold_absent = 1e30;

/* A row that nothing can move counts as balanced up to this share of its size. */
static const double dead_balance = 1e-9;

/* ---- A and its transpose ---- */

void work_repeat_top(const MarketWork *work, double *v)
{
    const int32_t n_top = work->n_room - work->n_places;
    for (int32_t i = work->n_places; i < work->n_room; i++)
        v[i] = v[i - n_top];
}

void work_add_shadow(const MarketWork *work, double *v)
{
    const int32_t n_top = work->n_room - work->n_places;
    for (int32_t i = work->n_places; i < work->n_room; i++) {
        v[i - n_top] += v[i];
        v[i] = 0.0;
    }
}

/* Rows that a half adds to: its own, and the top's or their shadows. */
typedef struct Reached {
    int32_t begin, end, top_begin, top_end;
} Reached;

static Reached rows_reached(const MarketWork *work, int half)
{
    const int32_t *end = work->factor.split.end;
    return half ? (Reached){end[0], end[1], work->n_places, work->n_room}
                : (Reached){0, end[0], end[1], work->n_places};
}

static void clear(double *v, int32_t begin, int32_t end)
{
    memset(v + begin, 0, (size_t)(end - begin) * sizeof *v);
}

void work_clear_rows(const MarketWork *work, int half, double *v)
{
    const Reached rows = rows_reached(work, half);
    clear(v, rows.begin, rows.end);
    clear(v, rows.top_begin, rows.top_end);
}

static void add_duties(const MarketWork *work, int half, const double *price, double *gain)
{
    for (int32_t k = work->half[half].begin; k < work->half[half].duty_end; k++)
        gain[work->duty_slot[k]] -= work->duty[k] * price[work->duty_place[k]];
}

void work_gain(const MarketWork *work, int half, const double *price, double *gain)
{
    const Half *h = &work->half[half];
    const int32_t *row = h->single_row;
    const double *coef = h->single_coef;
    for (int32_t j = h->begin; j < h->pair0; j++)
        gain[j] = *coef++ * price[*row++];
    row = h->pair_row;
    coef = h->pair_coef;
    for (int32_t j = h->pair0; j < h->many0; j++, row += 2, coef += 2)
        gain[j] = coef[0] * price[row[0]] + coef[1] * price[row[1]];
    const int32_t *start = h->many_start;
    for (int32_t j = h->many0; j < h->end; j++, start++) {
        double sum = 0.0;
        for (int32_t e = start[0]; e < start[1]; e++)
            sum += h->many_coef[e] * price[h->many_row[e]];
        gain[j] = sum;
    }
    add_duties(work, half, price, gain);
}

void work_add_rows(const MarketWork *work, int half, const double *v, double *sum)
{
    const Half *h = &work->half[half];
    const int32_t *row = h->single_row;
    const double *coef = h->single_coef;
    for (int32_t j = h->begin; j < h->pair0; j++)
        sum[*row++] += *coef++ * v[j];
    row = h->pair_row;
    coef = h->pair_coef;
    for (int32_t j = h->pair0; j < h->many0; j++, row += 2, coef += 2) {
        sum[row[0]] += coef[0] * v[j];
        sum[row[1]] += coef[1] * v[j];
    }
    const int32_t *start = h->many_start;
    for (int32_t j = h->many0; j < h->end; j++, start++)
        for (int32_t e = start[0]; e < start[1]; e++)
            sum[h->many_row[e]] += h->many_coef[e] * v[j];
}

void work_add_column(const MarketWork *work, int32_t slot, double v, double *sum)
{
    const Half *h = &work->half[slot >= work->half[1].begin];
    if (slot < h->pair0) {
        const int32_t e = slot - h->begin;
        sum[h->single_row[e]] += h->single_coef[e] * v;
    } else if (slot < h->many0) {
        const int32_t e = 2 * (slot - h->pair0);
        sum[h->pair_row[e]] += h->pair_coef[e] * v;
        sum[h->pair_row[e + 1]] += h->pair_coef[e + 1] * v;
    } else {
        const int32_t *start = h->many_start + (slot - h->many0);
        for (int32_t e = start[0]; e < start[1]; e++)
            sum[h->many_row[e]] += h->many_coef[e] * v;
    }
}

void work_add_turnover(const MarketWork *work, int half, const double *v, double *sum)
{
    const Half *h = &work->half[half];
    for (int32_t e = 0; e < h->pair0 - h->begin; e++)
        sum[h->single_row[e]] += 0.5 * fabs(h->single_coef[e] * v[h->begin + e]);
    for (int32_t e = 0; e < 2 * (h->many0 - h->pair0); e++)
        sum[h->pair_row[e]] += 0.5 * fabs(h->pair_coef[e] * v[h->pair0 + e / 2]);
    const int32_t *start = h->many_start;
    for (int32_t j = h->many0; j < h->end; j++, start++)
        for (int32_t e = start[0]; e < start[1]; e++)
            sum[h->many_row[e]] += 0.5 * fabs(h->many_coef[e] * v[j]);
}

/* ---- one pass over A for all that an iteration sums over it ---- */

/* What is read of the slots and added to: residual_i, pushed_i, H_ii and H_ik. */
typedef struct Sums {
    const double *restrict z, *restrict push, *restrict theta;
    double *restrict residual, *restrict pushed, *restrict diagonal, *restrict value;
} Sums;

static inline void sum_entry(const Sums *sums, int32_t i, double coef, int32_t j)
{
    sums->residual[i] += coef * sums->z[j];
    sums->pushed[i] += coef * sums->push[j];
    sums->diagonal[i] += coef * coef * sums->theta[j];
}

static void sum_singles(const Half *h, const Sums *sums)
{
    const int32_t *row = h->single_row;
    const double *coef = h->single_coef;
    for (int32_t j = h->begin; j < h->pair0; j++)
        sum_entry(sums, *row++, *coef++, j);
}

static void sum_pairs(const Half *h, const Sums *sums)
{
    const int32_t *row = h->pair_row, *place = h->pair_place;
    const double *coef = h->pair_coef;
    for (int32_t j = h->pair0; j < h->many0; j++, row += 2, coef += 2) {
        sum_entry(sums, row[0], coef[0], j);
        sum_entry(sums, row[1], coef[1], j);
        sums->value[*place++] += coef[0] * coef[1] * sums->theta[j];
    }
}

static void sum_many(const Half *h, const Sums *sums)
{
    const int32_t *start = h->many_start, *place = h->many_place;
    for (int32_t j = h->many0; j < h->end; j++, start++)
        for (int32_t e = start[0]; e < start[1]; e++) {
            const double times = h->many_coef[e] * sums->theta[j];
            sum_entry(sums, h->many_row[e], h->many_coef[e], j);
            for (int32_t f = start[0]; f < e; f++)
                sums->value[*place++] += h->many_coef[f] * times;
        }
}

static void start_sums(const Rows *r, const Sums *sums, int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end; i++) {
        sums->residual[i] = -r->rhs[i];
        sums->pushed[i] = 0.0;
        sums->diagonal[i] = r->regular[i];
    }
}

void work_assemble(MarketWork *work, int half)
{
    const Slots *s = &work->slots;
    const Rows *r = &work->rows;
    const Half *h = &work->half[half];
    const Reached rows = rows_reached(work, half);
    const Sums sums = {s->z,
                       s->push,
                       s->theta,
                       r->residual,
                       r->pushed,
                       work->factor.diagonal,
                       work->factor.value};
    factor_clear(&work->factor, half);
    start_sums(r, &sums, rows.begin, rows.end);
    start_sums(r, &sums, rows.top_begin, rows.top_end);
    sum_singles(h, &sums);
    sum_pairs(h, &sums);
    sum_many(h, &sums);
}

void work_assemble_limits(MarketWork *work)
{
    Rows *r = &work->rows;
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        r->residual[i] -= r->slack[i];
        work->factor.diagonal[i] += r->slack[i] / r->price[i];
    }
    for (int32_t k = work->n_limits; k < work->n_limit_rows; k++) {
        const int32_t i = work->limit[k]; /* not in force */
        r->residual[i] = 0.0;
        r->residual[split_place(&work->factor.split, work->n_places, 1, i)] = 0.0;
    }
}

static void right_sides(const Rows *r, int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end; i++)
        r->step[i] = r->pushed[i] - r->residual[i] + r->aim[i];
}

void work_right_side(MarketWork *work, int half)
{
    const Reached rows = rows_reached(work, half);
    right_sides(&work->rows, rows.begin, rows.end);
    right_sides(&work->rows, rows.top_begin, rows.top_end);
}

static void move_prices(const Rows *r, int32_t begin, int32_t end, double length)
{
    for (int32_t i = begin; i < end; i++)
        r->price[i] += length * r->step[i];
}

void work_move_prices(MarketWork *work, int half, double length)
{
    const Reached rows = rows_reached(work, half);
    move_prices(&work->rows, rows.begin, rows.end, length);
    move_prices(&work->rows, rows.top_begin, rows.top_end, length);
}

/* ---- this month's numbers ---- */

/* A need that has no price at which it would give way: it takes all it may. */
static bool demand_is_rigid(const Program *program, int32_t col)
{
    const int32_t d = col - program->demand0;
    return d >= 0 && d < program->n_demands && program->demand_elasticity[d] <= 0.0 &&
           isinf(program->demand_choke[d]);
}

static void load_slot(MarketWork *work, Half *h, const Program *program, int32_t j)
{
    Slots *s = &work->slots;
    const int32_t col = work->col[j];
    double lower = program->lower[col], upper = program->upper[col];
    if (demand_is_rigid(program, col)) lower = upper;
    const bool has_low = lower > -NO_BOUND, has_up = upper < NO_BOUND;
    const double range = has_low && has_up ? upper - lower : NO_BOUND;
    const double usual = s->quantity_scale[j];
    const double weight = smaller(range, usual) * s->price_scale[j];
    const bool live = range > range_least * larger(usual, has_low ? fabs(lower) : 0.0);
    s->lower[j] = has_low ? lower : -NO_BOUND;
    s->upper[j] = has_up ? upper : NO_BOUND;
    s->cost[j] = program->cost[col];
    s->slope[j] = program->slope[col];
    s->proximal[j] =
        (has_low || has_up ? proximal_share : proximal_free) * s->price_scale[j] / usual;
    s->live[j] = live;
    s->weight_low[j] = live && has_low ? weight : 0.0;
    s->weight_up[j] = live && has_up ? weight : 0.0;
    s->unweight_low[j] = live && has_low ? 1.0 / weight : 0.0;
    s->unweight_up[j] = live && has_up ? 1.0 / weight : 0.0;
    s->z[j] = live ? 0.0 : lower; /* where a fixed column stays */
    if (!(program->lower[col] <= program->upper[col])) h->is_crossed = true;
    if (live) h->n_bounds += has_low + has_up;
    if (live && program->duty[col] != 0.0) {
        const int32_t k = h->duty_end++;
        work->duty_slot[k] = j;
        work->duty_place[k] = work->place_of[program->duty_row[col]];
        work->duty[k] = program->duty[col];
    }
}

/* A column without entries minimises its own cost: at a bound, or where its marginal cost is 0.
 * Infinite where nothing stops it. */
static double lone_minimum(const Program *program, int32_t col, const double *price)
{
    const double lower = program->lower[col], upper = program->upper[col];
    const double slope = program->slope[col], duty = program->duty[col];
    const double cost =
        program->cost[col] + (duty != 0.0 ? duty * price[program->duty_row[col]] : 0.0);
    const int32_t d = col - program->demand0;
    double z;
    if (d >= 0 && d < program->n_demands)
        z = upper;
    else if (slope > 0.0)
        z = -cost / slope;
    else
        z = cost > 0.0 ? lower : cost < 0.0 ? upper : 0.0;
    return smaller(larger(z, lower), upper);
}

static void load_demand(Demands *demands, const Program *program, int32_t d)
{
    const int32_t its = demands->number[d];
    const double e = program->demand_elasticity[its], scale = program->demand_scale[its];
    const double choke = program->demand_choke[its], inv_power = e > 0.0 ? -e : 0.0;
    if (choke != demands->choke[d] || inv_power != demands->inv_power[d])
        demands->choke_share[d] = pow(choke, inv_power);
    demands->inv_scale[d] = scale > 0.0 ? 1.0 / scale : 0.0;
    demands->power[d] = e > 0.0 ? -1.0 / e : 0.0;
    demands->inv_power[d] = inv_power;
    demands->choke[d] = choke;
    demands->choke_quantity[d] = scale * demands->choke_share[d];
}

/* Rows on which nothing can move: their prices are held, and they balance or never will. */
static void load_dead_rows(MarketWork *work)
{
    Rows *r = &work->rows;
    const Slots *s = &work->slots;
    double *moving = r->turnover;
    for (int half = 0; half < N_HALVES; half++) {
        work_clear_rows(work, half, moving);
        work_add_turnover(work, half, s->live, moving);
    }
    work_add_shadow(work, moving);
    for (int32_t k = 0; k < work->n_limits; k++)
        moving[work->limit[k]] = 1.0; /* the slack */
    for (int32_t i = 0; i < work->n_room; i++)
        r->residual[i] = -r->rhs[i];
    for (int half = 0; half < N_HALVES; half++)
        work_add_rows(work, half, s->z, r->residual);
    work_add_shadow(work, r->residual);
    for (int32_t i = 0; i < work->n_places; i++) {
        const bool dead = moving[i] == 0.0;
        r->hold[i] = dead ? hold_dead : 0.0;
        const double size = r->quantity_scale[i] + fabs(r->rhs[i]);
        if (dead && !(fabs(r->residual[i]) <= dead_balance * size)) work->is_stuck = true;
    }
    for (int32_t k = work->n_limits; k < work->n_limit_rows; k++)
        r->hold[work->limit[k]] = hold_absent;
}

void work_regularise(MarketWork *work, double share)
{
    Rows *r = &work->rows;
    for (int32_t i = 0; i < work->n_places; i++)
        r->regular[i] = larger(share, r->hold[i]) * r->quantity_scale[i] * r->price_unscale[i];
}

/* Limit rows in force first, the others behind them. Both keep their order, so that sums over
 * them do not depend on the months before. */
static void sort_limits(MarketWork *work, const Program *program)
{
    int32_t n_absent = 0;
    work->n_limits = 0;
    for (int32_t k = 0; k < work->n_limit_rows; k++)
        work->n_limits += !isinf(program->rhs[work->row_of[work->limit_row[k]]]);
    for (int32_t k = 0, n = 0; k < work->n_limit_rows; k++) {
        const int32_t i = work->limit_row[k];
        const bool absent = isinf(program->rhs[work->row_of[i]]);
        work->limit[absent ? work->n_limits + n_absent++ : n++] = i;
    }
}

typedef struct Load {
    MarketWork *work;
    const Program *program;
} Load;

static void load_half(void *of, int half)
{
    const Load *load = of;
    MarketWork *work = load->work;
    Half *h = &work->half[half];
    h->duty_end = h->begin;
    h->n_bounds = 0;
    h->is_crossed = false;
    for (int32_t j = h->begin; j < h->end; j++)
        if (work->col[j] != PROGRAM_NONE) load_slot(work, h, load->program, j);
    for (int32_t d = h->demand0; d < h->demand_end; d++)
        load_demand(&work->demands, load->program, d);
}

static void load_columns(MarketWork *work, const Program *program)
{
    Load load = {work, program};
    helper_run(work->helper, load_half, &load);
    work->n_duties = 0;
    work->n_bounds = work->n_limits;
    work->is_stuck = false;
    for (int half = 0; half < N_HALVES; half++) {
        const Half *h = &work->half[half];
        work->n_duties += h->duty_end - h->begin;
        work->n_bounds += h->n_bounds;
        work->is_stuck = work->is_stuck || h->is_crossed;
    }
    for (int32_t k = 0; k < work->n_empty; k++) {
        const int32_t j = work->empty_col[k];
        if (!(program->lower[j] <= program->upper[j])) work->is_stuck = true;
    }
}

void work_load(MarketWork *work, const Program *program)
{
    sort_limits(work, program);
    load_columns(work, program);
    for (int32_t i = 0; i < program->n_rows; i++)
        work->rows.rhs[work->place_of[i]] = program->rhs[i];
    for (int32_t k = work->n_limits; k < work->n_limit_rows; k++)
        work->rows.rhs[work->limit[k]] = 0.0;
    memset(work->rows.aim, 0, (size_t)work->n_room * sizeof *work->rows.aim);
    load_dead_rows(work);
}

bool work_unload(const MarketWork *work, const Program *program, MarketSolution *sol)
{
    bool finite = true;
    const Slots *s = &work->slots;
    for (int32_t i = 0; i < program->n_rows; i++)
        sol->price[i] = work->rows.price[work->place_of[i]];
    for (int32_t j = 0; j < work->n_slots; j++)
        if (work->col[j] != PROGRAM_NONE)
            sol->z[work->col[j]] = smaller(larger(s->z[j], s->lower[j]), s->upper[j]);
    for (int32_t k = 0; k < work->n_empty; k++) {
        const double z = lone_minimum(program, work->empty_col[k], sol->price);
        sol->z[work->empty_col[k]] = z;
        finite = finite && isfinite(z);
    }
    return finite;
}
