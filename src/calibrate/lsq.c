#include "calibrate/lsq.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct LsqColumn {
    double usual, lower, upper, charge, curvature, scale;
} LsqColumn;

typedef struct LsqRow {
    double usual, rhs;
    bool at_least;
    int32_t place; /* equalities first */
} LsqRow;

typedef struct LsqEntry {
    int32_t row, column;
    double coef;
} LsqEntry;

struct Lsq {
    Arena *arena;
    LsqColumn *columns;
    LsqRow *rows;
    LsqEntry *entries;
    int32_t n_columns, n_rows, n_entries;
    int32_t room_columns, room_rows, room_entries;
    bool lost; /* memory was out */
};

Lsq *lsq_new(void)
{
    Arena *arena = arena_new((size_t)1 << 18);
    Lsq *lsq = ARENA_ARRAY(arena, Lsq, 1);
    if (!lsq) {
        arena_free(arena);
        return NULL;
    }
    lsq->arena = arena;
    return lsq;
}

void lsq_free(Lsq *lsq)
{
    if (lsq) arena_free(lsq->arena);
}

/* Room for one more; the old items are left to the arena. */
static void *grown(Lsq *lsq, void *items, int32_t n, int32_t *room, size_t size)
{
    if (n < *room) return items;
    const int32_t more = *room ? 2 * *room : 256;
    void *larger = arena_zeroed(lsq->arena, (size_t)more, size);
    if (!larger) {
        lsq->lost = true;
        return NULL;
    }
    if (n) memcpy(larger, items, (size_t)n * size);
    *room = more;
    return larger;
}

int32_t lsq_column(Lsq *lsq, double usual, double lower, double upper)
{
    if (!lsq || lsq->lost) return 0;
    void *items =
        grown(lsq, lsq->columns, lsq->n_columns, &lsq->room_columns, sizeof *lsq->columns);
    if (!items) return 0;
    lsq->columns = items;
    lsq->columns[lsq->n_columns] = (LsqColumn){.usual = usual, .lower = lower, .upper = upper};
    return lsq->n_columns++;
}

int32_t lsq_row(Lsq *lsq, double usual, double rhs, bool at_least)
{
    if (!lsq || lsq->lost) return 0;
    void *items = grown(lsq, lsq->rows, lsq->n_rows, &lsq->room_rows, sizeof *lsq->rows);
    if (!items) return 0;
    lsq->rows = items;
    lsq->rows[lsq->n_rows] = (LsqRow){.usual = usual, .rhs = rhs, .at_least = at_least};
    return lsq->n_rows++;
}

void lsq_entry(Lsq *lsq, int32_t row, int32_t column, double coef)
{
    if (!lsq || lsq->lost || coef == 0.0) return;
    void *items =
        grown(lsq, lsq->entries, lsq->n_entries, &lsq->room_entries, sizeof *lsq->entries);
    if (!items) return;
    lsq->entries = items;
    lsq->entries[lsq->n_entries++] = (LsqEntry){row, column, coef};
}

void lsq_pull(Lsq *lsq, int32_t column, double target, double sigma)
{
    if (!lsq || lsq->lost) return;
    lsq->columns[column].curvature += 1.0 / (sigma * sigma);
    lsq->columns[column].charge -= target / (sigma * sigma);
}

void lsq_charge(Lsq *lsq, int32_t column, double per_unit)
{
    if (lsq && !lsq->lost) lsq->columns[column].charge += per_unit;
}

/* ---- as a program: z_j = scale_j u_j, every row over its own size ---- */

/* Rounding leaves gradients uncertain by some 1e-16 of the steepest pull; multipliers are
 * measured by what keeps that small. */
#define PULL_SHARE 1e-5

static int by_column(const void *a, const void *b)
{
    const LsqEntry *x = a, *y = b;
    if (x->column != y->column) return x->column < y->column ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int32_t place_rows(Lsq *lsq)
{
    int32_t n = 0;
    for (int32_t i = 0; i < lsq->n_rows; i++)
        if (!lsq->rows[i].at_least) lsq->rows[i].place = n++;
    const int32_t n_equal = n;
    for (int32_t i = 0; i < lsq->n_rows; i++)
        if (lsq->rows[i].at_least) lsq->rows[i].place = n++;
    return n_equal;
}

/* The dearest entry of a column becomes 1. */
static void scale_columns(Lsq *lsq)
{
    for (int32_t j = 0; j < lsq->n_columns; j++)
        lsq->columns[j].scale = INFINITY;
    for (int32_t e = 0; e < lsq->n_entries; e++) {
        LsqColumn *column = &lsq->columns[lsq->entries[e].column];
        const double size = lsq->rows[lsq->entries[e].row].usual / fabs(lsq->entries[e].coef);
        column->scale = fmin(column->scale, size);
    }
    for (int32_t j = 0; j < lsq->n_columns; j++)
        if (isinf(lsq->columns[j].scale)) lsq->columns[j].scale = lsq->columns[j].usual;
}

static bool take_pattern(const Lsq *lsq, Arena *arena, Program *p)
{
    int32_t *start = ARENA_ARRAY(arena, int32_t, lsq->n_columns + 1);
    int32_t *row = ARENA_ARRAY(arena, int32_t, lsq->n_entries);
    double *coef = ARENA_ARRAY(arena, double, lsq->n_entries);
    LsqEntry *sorted = ARENA_ARRAY(arena, LsqEntry, lsq->n_entries);
    if (!start || !row || !coef || !sorted) return false;
    for (int32_t e = 0; e < lsq->n_entries; e++) {
        sorted[e] = lsq->entries[e];
        sorted[e].row = lsq->rows[lsq->entries[e].row].place;
        sorted[e].coef *=
            lsq->columns[lsq->entries[e].column].scale / lsq->rows[lsq->entries[e].row].usual;
    }
    if (lsq->n_entries) qsort(sorted, (size_t)lsq->n_entries, sizeof *sorted, by_column);
    int32_t n = 0;
    for (int32_t j = 0, e = 0; j < lsq->n_columns; j++) {
        start[j] = n;
        for (; e < lsq->n_entries && sorted[e].column == j; e++) {
            if (n > start[j] && row[n - 1] == sorted[e].row) {
                coef[n - 1] += sorted[e].coef;
                continue;
            }
            row[n] = sorted[e].row;
            coef[n++] = sorted[e].coef;
        }
    }
    start[lsq->n_columns] = n;
    p->col_start = start;
    p->row = row;
    p->coef = coef;
    return true;
}

static bool take_columns(const Lsq *lsq, Arena *arena, Program *p)
{
    int32_t *duty_row = ARENA_ARRAY(arena, int32_t, lsq->n_columns);
    p->lower = ARENA_ARRAY(arena, double, lsq->n_columns);
    p->upper = ARENA_ARRAY(arena, double, lsq->n_columns);
    p->cost = ARENA_ARRAY(arena, double, lsq->n_columns);
    p->slope = ARENA_ARRAY(arena, double, lsq->n_columns);
    p->duty = ARENA_ARRAY(arena, double, lsq->n_columns);
    p->duty_row = duty_row;
    if (!duty_row || !p->lower || !p->upper || !p->cost || !p->slope || !p->duty) return false;
    for (int32_t j = 0; j < lsq->n_columns; j++) {
        const LsqColumn *column = &lsq->columns[j];
        duty_row[j] = PROGRAM_NONE;
        p->lower[j] = column->lower / column->scale;
        p->upper[j] = column->upper / column->scale;
        p->cost[j] = column->charge * column->scale;
        p->slope[j] = column->curvature * column->scale * column->scale;
    }
    return true;
}

static bool take_rows(const Lsq *lsq, Arena *arena, Program *p)
{
    double *price = ARENA_ARRAY(arena, double, lsq->n_rows);
    double *quantity = ARENA_ARRAY(arena, double, lsq->n_rows);
    double steepest = 0;
    p->rhs = ARENA_ARRAY(arena, double, lsq->n_rows);
    p->row_price = price;
    p->row_quantity = quantity;
    if (!price || !quantity || !p->rhs) return false;
    for (int32_t j = 0; j < lsq->n_columns; j++)
        steepest = fmax(steepest, p->slope[j]);
    for (int32_t i = 0; i < lsq->n_rows; i++) {
        price[i] = fmax(1.0, PULL_SHARE * steepest);
        quantity[i] = 1.0;
        p->rhs[lsq->rows[i].place] = lsq->rows[i].rhs / lsq->rows[i].usual;
    }
    return true;
}

static bool take_program(Lsq *lsq, Arena *arena, Program *p)
{
    *p = (Program){.n_markets = place_rows(lsq),
                   .n_rows = lsq->n_rows,
                   .n_cols = lsq->n_columns,
                   .demand0 = lsq->n_columns};
    scale_columns(lsq);
    return take_pattern(lsq, arena, p) && take_columns(lsq, arena, p) &&
           take_rows(lsq, arena, p);
}

/* ---- solving ---- */

/* The judge must find no figure larger than this. */
#define TRUSTED 1e-7

static Status find_fault(const Lsq *lsq, const Program *p, int32_t *row)
{
    MarketFault fault;
    int n = 0;
    const Status st = market_diagnose(p, &fault, 1, &n);
    const bool is_row = n && (fault.kind == FAULT_SHORT || fault.kind == FAULT_SURPLUS ||
                              fault.kind == FAULT_LIMIT);
    for (int32_t i = 0; is_row && i < lsq->n_rows; i++)
        if (lsq->rows[i].place == fault.item) *row = i;
    return st ? st : LODE_DIVERGED;
}

static Status take_answer(const Lsq *lsq, const MarketSolution *sol, Arena *arena,
                          LsqAnswer *out)
{
    out->z = ARENA_ARRAY(arena, double, lsq->n_columns);
    out->multiplier = ARENA_ARRAY(arena, double, lsq->n_rows);
    if (!out->z || !out->multiplier) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < lsq->n_columns; j++) {
        const LsqColumn *column = &lsq->columns[j];
        out->z[j] = fmin(fmax(sol->z[j] * column->scale, column->lower), column->upper);
    }
    for (int32_t i = 0; i < lsq->n_rows; i++)
        out->multiplier[i] = sol->price[lsq->rows[i].place] / lsq->rows[i].usual;
    return LODE_OK;
}

static Status solve_in(Lsq *lsq, Arena *scratch, Arena *arena, LsqAnswer *out,
                       int32_t *fault_row)
{
    Program p;
    MarketSolution sol;
    MarketWork *work = NULL;
    if (!take_program(lsq, scratch, &p)) return LODE_NO_MEMORY;
    Status st = market_solution_new(&p, scratch, &sol);
    if (!st) st = market_work_new(&p, &work);
    if (!st) st = market_solve(&p, work, false, &sol, &out->info);
    if (st == LODE_DIVERGED) st = find_fault(lsq, &p, fault_row);
    if (!st) out->check = market_check(&p, &sol);
    if (!st && !(market_check_worst(&out->check) < TRUSTED)) st = LODE_DIVERGED;
    if (!st) st = take_answer(lsq, &sol, arena, out);
    market_work_free(work);
    return st;
}

Status lsq_solve(Lsq *lsq, Arena *arena, LsqAnswer *out, int32_t *fault_row)
{
    *out = (LsqAnswer){0};
    *fault_row = -1;
    if (!lsq || lsq->lost) return LODE_NO_MEMORY;
    Arena *scratch = arena_new((size_t)1 << 18);
    const Status st = scratch ? solve_in(lsq, scratch, arena, out, fault_row) : LODE_NO_MEMORY;
    arena_free(scratch);
    return st;
}
