/* work_new.c - memory for a program's pattern, and the matrix as it was dealt (deal.h): once.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/deal.h"

/* Entries of a column with rows renumbered and rising. */
static void sorted_entries(const MarketWork *work, const Program *program, int32_t col,
                           int32_t *row, double *coef)
{
    int32_t n = 0;
    for (int32_t e = program->col_start[col]; e < program->col_start[col + 1]; e++, n++) {
        const int32_t place = work->place_of[program->row[e]];
        int32_t k = n;
        for (; k > 0 && row[k - 1] > place; k--) {
            row[k] = row[k - 1];
            coef[k] = coef[k - 1];
        }
        row[k] = place;
        coef[k] = program->coef[e];
    }
}

static Status matrix_room(const MarketWork *work, const Program *program, Half *h)
{
    size_t n_entries = 0, n_products = 0;
    for (int32_t j = h->many0; j < h->end; j++) {
        if (work->col[j] == PROGRAM_NONE) continue;
        const int32_t col = work->col[j];
        const size_t k = (size_t)(program->col_start[col + 1] - program->col_start[col]);
        n_entries += k;
        n_products += k * (k - 1) / 2;
    }
    Arena *arena = work->arena;
    const int32_t n_pairs = h->many0 - h->pair0;
    h->single_row = ARENA_ARRAY(arena, int32_t, h->pair0 - h->begin);
    h->single_coef = ARENA_ARRAY(arena, double, h->pair0 - h->begin);
    h->pair_row = ARENA_ARRAY(arena, int32_t, 2 * n_pairs);
    h->pair_coef = ARENA_ARRAY(arena, double, 2 * n_pairs);
    h->pair_place = ARENA_ARRAY(arena, int32_t, n_pairs);
    h->many_start = ARENA_ARRAY(arena, int32_t, h->end - h->many0 + 1);
    h->many_row = ARENA_ARRAY(arena, int32_t, n_entries);
    h->many_coef = ARENA_ARRAY(arena, double, n_entries);
    h->many_place = ARENA_ARRAY(arena, int32_t, n_products);
    const bool complete = h->single_row && h->single_coef && h->pair_row && h->pair_coef &&
                          h->pair_place && h->many_start && h->many_row && h->many_coef &&
                          h->many_place;
    return complete ? LODE_OK : LODE_NO_MEMORY;
}

/* The rows as the half reaches them. */
static void place_rows(const MarketWork *work, int half, int32_t n, int32_t *row)
{
    for (int32_t e = 0; e < n; e++)
        row[e] = split_place(&work->factor.split, work->n_places, half, row[e]);
}

/* Dead slots add nothing to the half's first row and the first value of its factor. */
static void lay_singles(const MarketWork *work, const Program *program, int half)
{
    const Half *h = &work->half[half];
    const int32_t first = half ? work->factor.split.end[0] : 0;
    for (int32_t j = h->begin; j < h->pair0; j++) {
        int32_t *row = h->single_row + (j - h->begin);
        *row = first;
        if (work->col[j] == PROGRAM_NONE) continue;
        sorted_entries(work, program, work->col[j], row, h->single_coef + (j - h->begin));
        place_rows(work, half, 1, row);
    }
}

static void lay_pairs(const MarketWork *work, const Program *program, int half)
{
    const Half *h = &work->half[half];
    const Factor *factor = &work->factor;
    const int32_t first = half ? factor->split.end[0] : 0;
    for (int32_t j = h->pair0; j < h->many0; j++) {
        const int32_t k = j - h->pair0;
        int32_t *row = h->pair_row + 2 * k;
        row[0] = row[1] = first;
        h->pair_place[k] =
            (int32_t)(factor->panel[factor->panel_of[first]].value - factor->value);
        if (work->col[j] == PROGRAM_NONE) continue;
        sorted_entries(work, program, work->col[j], row, h->pair_coef + 2 * k);
        h->pair_place[k] = factor_place(factor, half, row[1], row[0]);
        place_rows(work, half, 2, row);
    }
}

static void lay_many(const MarketWork *work, const Program *program, int half)
{
    const Half *h = &work->half[half];
    int32_t entry = 0, *place = h->many_place;
    for (int32_t j = h->many0; j < h->end; j++) {
        const int32_t from = entry, col = work->col[j];
        h->many_start[j - h->many0] = from;
        if (col == PROGRAM_NONE) continue;
        sorted_entries(work, program, col, h->many_row + from, h->many_coef + from);
        entry += program->col_start[col + 1] - program->col_start[col];
        for (int32_t e = from; e < entry; e++)
            for (int32_t f = from; f < e; f++)
                *place++ = factor_place(&work->factor, half, h->many_row[e], h->many_row[f]);
        place_rows(work, half, entry - from, h->many_row + from);
    }
    h->many_start[h->end - h->many0] = entry;
}

static Status lay_matrix(MarketWork *work, const Program *program)
{
    for (int half = 0; half < N_HALVES; half++) {
        const Status st = matrix_room(work, program, &work->half[half]);
        if (st) return st;
        lay_singles(work, program, half);
        lay_pairs(work, program, half);
        lay_many(work, program, half);
    }
    return LODE_OK;
}

/* What a unit of the column is worth, and how many units are usual: by its dearest entry and by
 * the row that leaves it most room. */
static void column_scales(const Program *program, int32_t col, double *price, double *quantity)
{
    *price = *quantity = 0.0;
    for (int32_t e = program->col_start[col]; e < program->col_start[col + 1]; e++) {
        const double a = fabs(program->coef[e]);
        if (a == 0.0) continue;
        *price = fmax(*price, a * program->row_price[program->row[e]]);
        *quantity = fmax(*quantity, program->row_quantity[program->row[e]] / a);
    }
    if (*price == 0.0) *price = 1.0;
    if (*quantity == 0.0) *quantity = 1.0;
}

/* Slots, with the numbers that make a dead one harmless everywhere. */
static Status lay_slots(MarketWork *work, const Program *program)
{
    Slots *s = &work->slots;
    double **all[] = {&s->lower,
                      &s->upper,
                      &s->cost,
                      &s->slope,
                      &s->live,
                      &s->weight_low,
                      &s->weight_up,
                      &s->unweight_low,
                      &s->unweight_up,
                      &s->price_scale,
                      &s->quantity_scale,
                      &s->price_unscale,
                      &s->proximal,
                      &s->z,
                      &s->low,
                      &s->up,
                      &s->mult_low,
                      &s->mult_up,
                      &s->inv_low,
                      &s->inv_up,
                      &s->marginal,
                      &s->curvature,
                      &s->gap,
                      &s->theta,
                      &s->gain,
                      &s->dz,
                      &s->dlow,
                      &s->dup,
                      &s->target_low,
                      &s->target_up,
                      &s->push};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k] = ARENA_ARRAY(work->arena, double, work->n_slots))) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < work->n_slots; j++) {
        s->price_scale[j] = s->quantity_scale[j] = 1.0;
        if (work->col[j] != PROGRAM_NONE)
            column_scales(program, work->col[j], &s->price_scale[j], &s->quantity_scale[j]);
        s->price_unscale[j] = 1.0 / s->price_scale[j];
        s->proximal[j] = 1.0; /* of dead slots; the others' are set month by month */
    }
    work->duty_slot = ARENA_ARRAY(work->arena, int32_t, work->n_slots);
    work->duty_place = ARENA_ARRAY(work->arena, int32_t, work->n_slots);
    work->duty = ARENA_ARRAY(work->arena, double, work->n_slots);
    const bool complete = work->duty_slot && work->duty_place && work->duty;
    return complete ? LODE_OK : LODE_NO_MEMORY;
}

static Status lay_rows(MarketWork *work, const Program *program)
{
    Rows *r = &work->rows;
    const int32_t n = work->n_rows;
    double **all[] = {
        &r->price_scale, &r->price_unscale, &r->quantity_scale, &r->hold,   &r->regular,
        &r->rhs,         &r->price,         &r->slack,          &r->pushed, &r->residual,
        &r->turnover,    &r->step,          &r->dslack,         &r->aim};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k] = ARENA_ARRAY(work->arena, double, work->n_room))) return LODE_NO_MEMORY;
    work->limit = ARENA_ARRAY(work->arena, int32_t, n - program->n_markets);
    work->limit_row = ARENA_ARRAY(work->arena, int32_t, n - program->n_markets);
    work->limit_target = ARENA_ARRAY(work->arena, double, n - program->n_markets);
    if (!work->limit || !work->limit_row || !work->limit_target) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < work->n_places; k++) {
        const int32_t i = work->row_of[k];
        r->price_scale[k] = i == PROGRAM_NONE ? 1.0 : program->row_price[i];
        r->quantity_scale[k] = i == PROGRAM_NONE ? 1.0 : program->row_quantity[i];
        r->price_unscale[k] = 1.0 / r->price_scale[k];
        if (i >= program->n_markets) work->limit_row[work->n_limit_rows++] = k;
    }
    return LODE_OK;
}

static Status lay_demands(MarketWork *work)
{
    Demands *d = &work->demands;
    double **all[] = {&d->choke_share, &d->inv_scale, &d->power, &d->choke, &d->choke_quantity,
                      &d->inv_power,   &d->share,     &d->price, &d->bid,   &d->base,
                      &d->exponent};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k] = ARENA_ARRAY(work->arena, double, d->n))) return LODE_NO_MEMORY;
    d->off = ARENA_ARRAY(work->arena, int32_t, d->n);
    return d->off ? LODE_OK : LODE_NO_MEMORY;
}

static Status lay_one_market(const MarketWork *work, OneMarket *m)
{
    double **all[] = {&m->coef,      &m->gap,     &m->slope, &m->lower, &m->upper,
                      &m->push_low,  &m->push_up, &m->reach, &m->bid,   &m->bid_coef,
                      &m->inv_power, &m->price,   &m->base,  &m->share};
    const int32_t n = work->by_row.longest + LANES;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k] = ARENA_ARRAY(work->arena, double, n))) return LODE_NO_MEMORY;
    m->demand = ARENA_ARRAY(work->arena, int32_t, n);
    return m->demand ? LODE_OK : LODE_NO_MEMORY;
}

static Status lay_krylov(MarketWork *work, const Program *program)
{
    bool may_pay = false;
    for (int32_t j = 0; j < program->n_cols; j++)
        may_pay = may_pay || program->duty_row[j] != PROGRAM_NONE;
    if (!may_pay) return LODE_OK;
    work->krylov = ARENA_ARRAY(work->arena, Krylov, 1);
    if (!work->krylov) return LODE_NO_MEMORY;
    for (int k = 0; k <= KRYLOV_MOST; k++)
        if (!(work->krylov->basis[k] = ARENA_ARRAY(work->arena, double, work->n_room)))
            return LODE_NO_MEMORY;
    return LODE_OK;
}

static Status keep_pattern(const Program *program, Arena *arena, Pattern *out)
{
    const int32_t n = program->col_start[program->n_cols];
    *out = (Pattern){.n_markets = program->n_markets,
                     .demand0 = program->demand0,
                     .n_demands = program->n_demands,
                     .col_start = ARENA_COPY(arena, program->col_start, program->n_cols + 1),
                     .row = ARENA_COPY(arena, program->row, n),
                     .coef = ARENA_COPY(arena, program->coef, n),
                     .duty_row = ARENA_COPY(arena, program->duty_row, program->n_cols),
                     .row_price = ARENA_COPY(arena, program->row_price, program->n_rows),
                     .row_quantity = ARENA_COPY(arena, program->row_quantity, program->n_rows)};
    const bool ok = out->col_start && out->row && out->coef && out->duty_row &&
                    out->row_price && out->row_quantity;
    return ok ? LODE_OK : LODE_NO_MEMORY;
}

#define SAME(array, n)                                                                         \
    (memcmp(own->array, program->array, (size_t)(n) * sizeof *own->array) == 0)

bool market_work_fits(const MarketWork *work, const Program *program)
{
    const Pattern *own = &work->pattern;
    if (work->n_cols != program->n_cols || work->n_rows != program->n_rows ||
        own->n_markets != program->n_markets || own->demand0 != program->demand0 ||
        own->n_demands != program->n_demands || !SAME(col_start, work->n_cols + 1))
        return false;
    const int32_t n = own->col_start[work->n_cols];
    return SAME(row, n) && SAME(coef, n) && SAME(duty_row, work->n_cols) &&
           SAME(row_price, work->n_rows) && SAME(row_quantity, work->n_rows);
}

#undef SAME

static Status lay_work(MarketWork *work, const Program *program, Arena *scratch)
{
    work->n_cols = program->n_cols;
    work->n_rows = program->n_rows;
    Status st = keep_pattern(program, work->arena, &work->pattern);
    if (!st) st = deal_rows(work, program, scratch);
    if (!st) st = deal_columns(work, program, scratch);
    if (!st) st = lay_matrix(work, program);
    if (!st) st = lay_slots(work, program);
    if (!st) st = lay_rows(work, program);
    if (!st) st = lay_demands(work);
    if (!st) st = row_index_new(program, work->arena, &work->by_row);
    if (!st && !(work->stale = ARENA_ARRAY(work->arena, bool, work->n_rows)))
        st = LODE_NO_MEMORY;
    for (int half = 0; !st && half < N_HALVES; half++)
        st = lay_one_market(work, &work->half[half].one);
    if (!st) st = lay_krylov(work, program);
    return st;
}

Status market_work_new(const Program *pattern, MarketWork **out)
{
    *out = NULL;
    Arena *arena = arena_new(0), *scratch = arena_new(0);
    MarketWork *work = ARENA_ARRAY(arena, MarketWork, 1);
    Status st = work && scratch ? LODE_OK : LODE_NO_MEMORY;
    if (!st) {
        work->arena = arena;
        st = lay_work(work, pattern, scratch);
    }
    arena_free(scratch);
    if (st)
        arena_free(arena);
    else
        *out = work;
    return st;
}

void market_work_help(MarketWork *work, Helper *helper)
{
    const bool is_split = work->half[1].end > work->half[1].begin;
    work->helper = is_split ? helper : NULL;
}

void market_work_free(MarketWork *work)
{
    if (work) arena_free(work->arena);
}

size_t market_work_bytes(const MarketWork *work)
{
    return work ? arena_bytes(work->arena) : 0;
}
