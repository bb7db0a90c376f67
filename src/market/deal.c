#include "market/deal.h"

#include <stdlib.h>

#include "market/order.h"

/* ---- rows ---- */

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

/* The same graph of places. */
static Status graph_renumber(const Graph *graph, int32_t n, const int32_t *row_of,
                             const int32_t *place_of, int32_t n_entries, Arena *scratch,
                             Graph *out)
{
    out->start = ARENA_ARRAY(scratch, int32_t, n + 1);
    out->list = ARENA_ARRAY(scratch, int32_t, n_entries);
    if (!out->start || !out->list) return LODE_NO_MEMORY;
    for (int32_t k = 0, end = 0; k < n; k++) {
        const int32_t row = row_of[k];
        if (row != PROGRAM_NONE)
            for (int32_t e = graph->start[row]; e < graph->start[row + 1]; e++)
                out->list[end++] = place_of[graph->list[e]];
        out->start[k + 1] = end;
    }
    graph_tidy(out, n);
    return LODE_OK;
}

/* To whole lines of the cache, which no two threads should write to. */
static int32_t padded(int32_t n)
{
    enum { LINE = CACHE_LINE / sizeof(double) };
    _Static_assert(LINE % LANES == 0, "a line holds whole lanes");
    return (n + LINE - 1) / LINE * LINE;
}

/* Gives each row its place: in the order of elimination, each half, the top and its shadow
 * beginning a line. Places between them are of no row: nothing moves there. */
static Status lay_places(MarketWork *work, const int32_t *order, Split *split)
{
    const int32_t n = work->n_rows;
    const int32_t end[] = {split->end[0], split->end[1], n};
    const bool is_split = end[0] < end[1];
    work->row_of = ARENA_ARRAY(work->arena, int32_t, is_split ? padded(n) + 2 * padded(1) : n);
    work->place_of = ARENA_ARRAY(work->arena, int32_t, n);
    if (!work->row_of || !work->place_of) return LODE_NO_MEMORY;
    for (int32_t part = 0, k = 0; part < 3; part++) {
        for (; k < end[part]; k++) {
            work->place_of[order[k]] = work->n_places;
            work->row_of[work->n_places++] = order[k];
        }
        while (is_split && work->n_places % padded(1))
            work->row_of[work->n_places++] = PROGRAM_NONE;
        if (part < N_HALVES) split->end[part] = work->n_places;
    }
    return LODE_OK;
}

Status deal_rows(MarketWork *work, const Program *program, Arena *scratch)
{
    const int32_t n = work->n_rows;
    Graph graph, renumbered;
    Split split;
    int32_t *order = ARENA_ARRAY(scratch, int32_t, n);
    if (!order) return LODE_NO_MEMORY;
    Status st = graph_new(program, scratch, &graph);
    if (!st) st = order_rows(n, graph.start, graph.list, scratch, order, &split);
    if (!st) st = lay_places(work, order, &split);
    if (!st)
        st = graph_renumber(&graph, work->n_places, work->row_of, work->place_of,
                            graph.start[n], scratch, &renumbered);
    if (!st)
        st = factor_new(work->n_places, renumbered.start, renumbered.list, &split, work->arena,
                        scratch, &work->factor);
    work->n_room = work->factor.n_room;
    return st;
}

/* ---- columns ---- */

static bool is_demand(const Program *program, int32_t col)
{
    return col >= program->demand0 && col < program->demand0 + program->n_demands;
}

/* How long an iteration spends on a column, in entries of A (measured). */
static int64_t column_time(const Program *program, int32_t col)
{
    enum { SLOT = 3, CURVE = 6 };
    return SLOT + (program->col_start[col + 1] - program->col_start[col]) +
           (is_demand(program, col) ? CURVE : 0);
}

/* The half whose rows a column touches; -1 if it touches the top alone. */
static int column_half(const MarketWork *work, const Program *program, int32_t col)
{
    int32_t first = work->n_places;
    for (int32_t e = program->col_start[col]; e < program->col_start[col + 1]; e++)
        if (work->place_of[program->row[e]] < first) first = work->place_of[program->row[e]];
    return split_half(&work->factor.split, first);
}

/* Each column's half; those of the top alone go where there is less to do. */
static void choose_halves(const MarketWork *work, const Program *program, int *half)
{
    const Split *split = &work->factor.split;
    int64_t time[N_HALVES] = {0};
    for (int32_t j = 0; j < program->n_cols; j++) {
        half[j] = column_half(work, program, j);
        if (half[j] >= 0) time[half[j]] += column_time(program, j);
    }
    for (int32_t j = 0; j < program->n_cols; j++) {
        if (half[j] >= 0) continue;
        half[j] = split->end[0] < split->end[1] && time[1] < time[0];
        time[half[j]] += column_time(program, j);
    }
}

enum { EMPTY, SINGLE, PAIR, MANY, N_GROUPS };

static int column_group(const Program *program, int32_t col)
{
    const int32_t k = program->col_start[col + 1] - program->col_start[col];
    return k < MANY ? k : MANY;
}

/* Where each half's groups begin. */
static void lay_groups(MarketWork *work, const Program *program, const int *half)
{
    int32_t count[N_HALVES][N_GROUPS] = {{0}}, end = 0;
    for (int32_t j = 0; j < program->n_cols; j++)
        count[half[j]][column_group(program, j)]++;
    for (int k = 0; k < N_HALVES; k++) {
        Half *h = &work->half[k];
        h->begin = end;
        h->pair0 = h->begin + padded(count[k][SINGLE]);
        h->many0 = h->pair0 + padded(count[k][PAIR]);
        h->end = end = h->many0 + padded(count[k][MANY]);
    }
    work->n_slots = end;
    work->n_empty = count[0][EMPTY] + count[1][EMPTY];
}

static void fill_groups(MarketWork *work, const Program *program, const int *half)
{
    int32_t next[N_HALVES][N_GROUPS], n_empty = 0;
    for (int k = 0; k < N_HALVES; k++) {
        next[k][SINGLE] = work->half[k].begin;
        next[k][PAIR] = work->half[k].pair0;
        next[k][MANY] = work->half[k].many0;
    }
    for (int32_t j = 0; j < work->n_slots; j++)
        work->col[j] = PROGRAM_NONE;
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int group = column_group(program, j);
        work->slot_of[j] = group == EMPTY ? PROGRAM_NONE : next[half[j]][group]++;
        if (group == EMPTY)
            work->empty_col[n_empty++] = j;
        else
            work->col[work->slot_of[j]] = j;
    }
}

/* Demands of half 0 before those of half 1, which begin a line; places between are not used. */
static Status order_demands(MarketWork *work, const Program *program, const int *half)
{
    Demands *demands = &work->demands;
    const int32_t n = program->n_demands, room = padded(n) + padded(1);
    demands->number = ARENA_ARRAY(work->arena, int32_t, room);
    demands->place = ARENA_ARRAY(work->arena, int32_t, n);
    demands->slot = ARENA_ARRAY(work->arena, int32_t, room);
    if (!demands->number || !demands->place || !demands->slot) return LODE_NO_MEMORY;
    int32_t end = 0;
    for (int k = 0; k < N_HALVES; k++) {
        end = padded(end);
        work->half[k].demand0 = end;
        for (int32_t d = 0; d < n; d++) {
            if (half[program->demand0 + d] != k) continue;
            demands->slot[end] = work->slot_of[program->demand0 + d];
            demands->place[d] = end;
            demands->number[end++] = d;
        }
        work->half[k].demand_end = end;
    }
    demands->n = end;
    return LODE_OK;
}

Status deal_columns(MarketWork *work, const Program *program, Arena *scratch)
{
    int *half = ARENA_ARRAY(scratch, int, program->n_cols);
    if (!half) return LODE_NO_MEMORY;
    choose_halves(work, program, half);
    lay_groups(work, program, half);
    work->col = ARENA_ARRAY(work->arena, int32_t, work->n_slots);
    work->slot_of = ARENA_ARRAY(work->arena, int32_t, program->n_cols);
    work->empty_col = ARENA_ARRAY(work->arena, int32_t, work->n_empty);
    if (!work->col || !work->slot_of || !work->empty_col) return LODE_NO_MEMORY;
    fill_groups(work, program, half);
    return order_demands(work, program, half);
}
