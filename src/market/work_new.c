/* work_new.c - a program's pattern dealt into slots and rows, and the memory for it: once. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/order.h"
#include "market/work.h"

/* Rows that share a column are neighbours. Both ways, rising, without the diagonal. */
typedef struct Graph {
    int32_t *start, *list;
} Graph;

static int compare_int32(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts each row's list and drops what is there twice. */
static void graph_tidy(Graph *graph, int32_t n)
{
    int32_t end = 0;
    for (int32_t i = 0; i < n; i++) {
        const int32_t from = graph->start[i], to = graph->start[i + 1];
        qsort(graph->list + from, (size_t)(to - from), sizeof(int32_t), compare_int32);
        graph->start[i] = end;
        for (int32_t e = from; e < to; e++)
            if (e == from || graph->list[e] != graph->list[e - 1])
                graph->list[end++] = graph->list[e];
    }
    graph->start[n] = end;
}

static Status graph_new(const Program *program, Arena *scratch, Graph *graph)
{
    const int32_t n = program->n_rows;
    size_t n_entries = 0;
    for (int32_t j = 0; j < program->n_cols; j++) {
        const size_t k = (size_t)(program->col_start[j + 1] - program->col_start[j]);
        if (k) n_entries += k * (k - 1);
    }
    if (n_entries > INT32_MAX / 2) return LODE_NO_MEMORY;
    graph->start = ARENA_ARRAY(scratch, int32_t, n + 1);
    graph->list = ARENA_ARRAY(scratch, int32_t, n_entries);
    int32_t *end = ARENA_ARRAY(scratch, int32_t, n + 1);
    if (!graph->start || !graph->list || !end) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < program->n_cols; j++)
        for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
            graph->start[program->row[e] + 1] +=
                program->col_start[j + 1] - program->col_start[j] - 1;
    for (int32_t i = 0; i < n; i++)
        end[i + 1] = graph->start[i + 1] += graph->start[i];
    for (int32_t j = 0; j < program->n_cols; j++)
        for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
            for (int32_t f = program->col_start[j]; f < program->col_start[j + 1]; f++)
                if (e != f) graph->list[end[program->row[e]]++] = program->row[f];
    graph_tidy(graph, n);
    return LODE_OK;
}

/* The same graph with its rows renumbered in elimination order. */
static Status graph_renumber(const Graph *graph, int32_t n, const int32_t *row_of,
                             const int32_t *place_of, Arena *scratch, Graph *out)
{
    out->start = ARENA_ARRAY(scratch, int32_t, n + 1);
    out->list = ARENA_ARRAY(scratch, int32_t, graph->start[n]);
    if (!out->start || !out->list) return LODE_NO_MEMORY;
    for (int32_t k = 0, end = 0; k < n; k++) {
        for (int32_t e = graph->start[row_of[k]]; e < graph->start[row_of[k] + 1]; e++)
            out->list[end++] = place_of[graph->list[e]];
        out->start[k + 1] = end;
    }
    graph_tidy(out, n);
    return LODE_OK;
}

static Status order_and_factor(MarketWork *work, const Program *program, Arena *scratch)
{
    const int32_t n = work->n_rows;
    Graph graph, renumbered;
    work->row_of = ARENA_ARRAY(work->arena, int32_t, n);
    work->place_of = ARENA_ARRAY(work->arena, int32_t, n);
    if (!work->row_of || !work->place_of) return LODE_NO_MEMORY;
    Status st = graph_new(program, scratch, &graph);
    if (!st) st = order_rows(n, graph.start, graph.list, scratch, work->row_of);
    if (st) return st;
    for (int32_t k = 0; k < n; k++)
        work->place_of[work->row_of[k]] = k;
    st = graph_renumber(&graph, n, work->row_of, work->place_of, scratch, &renumbered);
    if (st) return st;
    return factor_new(n, renumbered.start, renumbered.list, work->arena, scratch,
                      &work->factor);
}

static int32_t padded(int32_t n)
{
    return (n + LANES - 1) / LANES * LANES;
}

/* Deals the columns into slots and counts what the groups need. */
static Status deal_columns(MarketWork *work, const Program *program)
{
    enum { EMPTY, SINGLE, PAIR, MANY, N_GROUPS };
    int32_t count[N_GROUPS] = {0}, next[N_GROUPS];
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int32_t k = program->col_start[j + 1] - program->col_start[j];
        count[k < MANY ? k : MANY]++;
    }
    work->pair0 = padded(count[SINGLE]);
    work->many0 = work->pair0 + padded(count[PAIR]);
    work->n_slots = work->many0 + padded(count[MANY]);
    work->col = ARENA_ARRAY(work->arena, int32_t, work->n_slots);
    work->slot_of = ARENA_ARRAY(work->arena, int32_t, program->n_cols);
    work->empty_col = ARENA_ARRAY(work->arena, int32_t, count[EMPTY]);
    int32_t *demand_slot = ARENA_ARRAY(work->arena, int32_t, program->n_demands);
    if (!work->col || !work->slot_of || !work->empty_col || !demand_slot) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < work->n_slots; j++)
        work->col[j] = PROGRAM_NONE;
    next[EMPTY] = next[SINGLE] = 0;
    next[PAIR] = work->pair0;
    next[MANY] = work->many0;
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int32_t k = program->col_start[j + 1] - program->col_start[j];
        const int32_t at = next[k < MANY ? k : MANY]++, d = j - program->demand0;
        if (k == 0)
            work->empty_col[at] = j;
        else
            work->col[at] = j;
        work->slot_of[j] = k ? at : PROGRAM_NONE;
        if (d >= 0 && d < program->n_demands) demand_slot[d] = work->slot_of[j];
    }
    work->n_empty = count[EMPTY];
    work->demands.n = program->n_demands;
    work->demands.slot = demand_slot;
    return LODE_OK;
}

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

static Status matrix_room(MarketWork *work, const Program *program)
{
    size_t n_entries = 0, n_products = 0;
    for (int32_t j = work->many0; j < work->n_slots; j++) {
        if (work->col[j] == PROGRAM_NONE) continue;
        const int32_t col = work->col[j];
        const size_t k = (size_t)(program->col_start[col + 1] - program->col_start[col]);
        n_entries += k;
        n_products += k * (k - 1) / 2;
    }
    Arena *arena = work->arena;
    const int32_t n_pairs = work->many0 - work->pair0;
    work->single_row = ARENA_ARRAY(arena, int32_t, work->pair0);
    work->single_coef = ARENA_ARRAY(arena, double, work->pair0);
    work->pair_row = ARENA_ARRAY(arena, int32_t, 2 * n_pairs);
    work->pair_coef = ARENA_ARRAY(arena, double, 2 * n_pairs);
    work->pair_place = ARENA_ARRAY(arena, int32_t, n_pairs);
    work->many_start = ARENA_ARRAY(arena, int32_t, work->n_slots - work->many0 + 1);
    work->many_row = ARENA_ARRAY(arena, int32_t, n_entries);
    work->many_coef = ARENA_ARRAY(arena, double, n_entries);
    work->many_place = ARENA_ARRAY(arena, int32_t, n_products);
    const bool complete = work->single_row && work->single_coef && work->pair_row &&
                          work->pair_coef && work->pair_place && work->many_start &&
                          work->many_row && work->many_coef && work->many_place;
    return complete ? LODE_OK : LODE_NO_MEMORY;
}

static Status lay_matrix(MarketWork *work, const Program *program)
{
    const Status st = matrix_room(work, program);
    if (st) return st;
    for (int32_t j = 0; j < work->pair0; j++)
        if (work->col[j] != PROGRAM_NONE)
            sorted_entries(work, program, work->col[j], work->single_row + j,
                           work->single_coef + j);
    for (int32_t j = work->pair0; j < work->many0; j++) {
        const int32_t k = j - work->pair0;
        int32_t *row = work->pair_row + 2 * k;
        if (work->col[j] == PROGRAM_NONE) continue;
        sorted_entries(work, program, work->col[j], row, work->pair_coef + 2 * k);
        work->pair_place[k] = factor_place(&work->factor, row[1], row[0]);
    }
    int32_t entry = 0;
    int32_t *place = work->many_place;
    for (int32_t j = work->many0; j < work->n_slots; j++) {
        const int32_t from = entry, col = work->col[j];
        work->many_start[j - work->many0] = from;
        if (col == PROGRAM_NONE) continue;
        sorted_entries(work, program, col, work->many_row + from, work->many_coef + from);
        entry += program->col_start[col + 1] - program->col_start[col];
        for (int32_t e = from; e < entry; e++)
            for (int32_t f = from; f < e; f++)
                *place++ = factor_place(&work->factor, work->many_row[e], work->many_row[f]);
    }
    work->many_start[work->n_slots - work->many0] = entry;
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
    double **all[] = {&r->price_scale, &r->price_unscale, &r->quantity_scale, &r->hold,
                      &r->regular,     &r->rhs,           &r->price,          &r->slack,
                      &r->pushed,      &r->residual,      &r->turnover,       &r->step,
                      &r->dslack};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k] = ARENA_ARRAY(work->arena, double, n))) return LODE_NO_MEMORY;
    work->limit = ARENA_ARRAY(work->arena, int32_t, n - program->n_markets);
    work->limit_row = ARENA_ARRAY(work->arena, int32_t, n - program->n_markets);
    work->limit_target = ARENA_ARRAY(work->arena, double, n - program->n_markets);
    if (!work->limit || !work->limit_row || !work->limit_target) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < n; k++) {
        const int32_t i = work->row_of[k];
        r->price_scale[k] = program->row_price[i];
        r->quantity_scale[k] = program->row_quantity[i];
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

static Status lay_one_market(MarketWork *work)
{
    OneMarket *m = &work->one;
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
        if (!(work->krylov->basis[k] = ARENA_ARRAY(work->arena, double, work->n_rows)))
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
    if (!st) st = order_and_factor(work, program, scratch);
    if (!st) st = deal_columns(work, program);
    if (!st) st = lay_matrix(work, program);
    if (!st) st = lay_slots(work, program);
    if (!st) st = lay_rows(work, program);
    if (!st) st = lay_demands(work);
    if (!st) st = row_index_new(program, work->arena, &work->by_row);
    if (!st && !(work->stale = ARENA_ARRAY(work->arena, bool, work->n_rows)))
        st = LODE_NO_MEMORY;
    if (!st) st = lay_one_market(work);
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

void market_work_free(MarketWork *work)
{
    if (work) arena_free(work->arena);
}

size_t market_work_bytes(const MarketWork *work)
{
    return work ? arena_bytes(work->arena) : 0;
}
