#include "horizon/stack.h"

#include <stdbool.h>
#include <string.h>

enum { FIRST_ROOM = 1024 };

/* Doubles an array that is full; the old one stays in the arena until the run ends. */
static void *grown(Stack *stack, void *items, int32_t n, int32_t *room, size_t size)
{
    if (n < *room) return items;
    const int32_t more = *room ? 2 * *room : FIRST_ROOM;
    void *larger = more > *room ? arena_zeroed(stack->arena, (size_t)more, size) : NULL;
    if (!larger) {
        stack->status = LODE_NO_MEMORY;
        return items;
    }
    if (n) memcpy(larger, items, (size_t)n * size);
    *room = more;
    return larger;
}

Stack stack_new(int32_t n_equal, Arena *arena)
{
    Stack stack = {.arena = arena, .n_equal = n_equal};
    stack.equal = ARENA_ARRAY(arena, StackRow, n_equal);
    if (!stack.equal) stack.status = LODE_NO_MEMORY;
    for (int32_t i = 0; stack.equal && i < n_equal; i++)
        stack.equal[i] = (StackRow){.price = 1.0, .quantity = 1.0};
    return stack;
}

/* What is added after memory has run out goes nowhere. */
#define STACK_ADD(function, type, items, n, room)                                              \
    static int32_t function(Stack *stack, type item)                                           \
    {                                                                                          \
        stack->items = grown(stack, stack->items, stack->n, &stack->room, sizeof item);        \
        if (stack->status) return 0;                                                           \
        stack->items[stack->n] = item;                                                         \
        return stack->n++;                                                                     \
    }
STACK_ADD(add_column, StackColumn, columns, n_columns, room_columns)
STACK_ADD(add_curve, StackCurve, curves, n_curves, room_curves)
STACK_ADD(add_limit, StackRow, limits, n_limits, room_limits)
STACK_ADD(add_entry, StackEntry, entries, n_entries, room_entries)
#undef STACK_ADD

int32_t stack_column(Stack *stack, StackColumn column)
{
    return add_column(stack, column);
}

int32_t stack_curve(Stack *stack, StackCurve curve)
{
    return -1 - add_curve(stack, curve);
}

int32_t stack_limit(Stack *stack, StackRow row)
{
    return stack->n_equal + add_limit(stack, row);
}

void stack_entry(Stack *stack, int32_t col, int32_t row, double coef)
{
    if (coef != 0.0) (void)add_entry(stack, (StackEntry){col, row, coef});
}

int32_t stack_place(const Stack *stack, int32_t col)
{
    return col >= 0 ? col : stack->n_columns - 1 - col;
}

/* ---- packing ---- */

/* Entries of one column, from `from` to `to`: rows rise, and equal ones add up at `end`. */
static int32_t tidy_column(int32_t *row, double *coef, int32_t from, int32_t to, int32_t end)
{
    const int32_t begin = end;
    for (int32_t e = from; e < to; e++) {
        const int32_t its_row = row[e];
        const double its_coef = coef[e];
        int32_t at = end;
        while (at > begin && row[at - 1] > its_row)
            at--;
        if (at > begin && row[at - 1] == its_row) {
            coef[at - 1] += its_coef;
            continue;
        }
        memmove(&row[at + 1], &row[at], (size_t)(end - at) * sizeof *row);
        memmove(&coef[at + 1], &coef[at], (size_t)(end - at) * sizeof *coef);
        row[at] = its_row;
        coef[at] = its_coef;
        end++;
    }
    return end;
}

static Status pack_matrix(const Stack *stack, int32_t n_cols, Program *out)
{
    int32_t *start = ARENA_ARRAY(stack->arena, int32_t, n_cols + 2);
    int32_t *row = ARENA_ARRAY(stack->arena, int32_t, stack->n_entries);
    double *coef = ARENA_ARRAY(stack->arena, double, stack->n_entries);
    if (!start || !row || !coef) return LODE_NO_MEMORY;
    for (int32_t e = 0; e < stack->n_entries; e++)
        start[stack_place(stack, stack->entries[e].col) + 2]++;
    for (int32_t j = 0; j < n_cols; j++)
        start[j + 2] += start[j + 1];
    for (int32_t e = 0; e < stack->n_entries; e++) { /* start[j + 1] is where j goes on */
        const StackEntry *entry = &stack->entries[e];
        const int32_t at = start[stack_place(stack, entry->col) + 1]++;
        row[at] = entry->row;
        coef[at] = entry->coef;
    }
    int32_t end = 0;
    for (int32_t j = 0, from = 0; j < n_cols; j++) {
        const int32_t to = start[j + 1];
        start[j] = end;
        end = tidy_column(row, coef, from, to, end);
        from = to;
    }
    start[n_cols] = end;
    out->col_start = start;
    out->row = row;
    out->coef = coef;
    return LODE_OK;
}

static Status take_numbers(const Stack *stack, Program *out, int32_t **duty_row,
                           double **row_price, double **row_quantity)
{
    Arena *arena = stack->arena;
    const int32_t n = out->n_cols, nd = out->n_demands;
    double **all[] = {&out->lower, &out->upper, &out->cost, &out->slope, &out->duty};
    double **curves[] = {&out->demand_scale, &out->demand_elasticity, &out->demand_choke};
    double **rows[] = {&out->rhs, row_price, row_quantity};
    bool ok = true;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        ok = (*all[k] = ARENA_ARRAY(arena, double, n)) && ok;
    for (size_t k = 0; k < sizeof curves / sizeof *curves; k++)
        ok = (*curves[k] = ARENA_ARRAY(arena, double, nd)) && ok;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        ok = (*rows[k] = ARENA_ARRAY(arena, double, out->n_rows)) && ok;
    *duty_row = ARENA_ARRAY(arena, int32_t, n);
    return ok && *duty_row ? LODE_OK : LODE_NO_MEMORY;
}

static void pack_columns(const Stack *stack, Program *out, int32_t *duty_row)
{
    for (int32_t j = 0; j < stack->n_columns; j++) {
        const StackColumn *column = &stack->columns[j];
        out->lower[j] = column->lower;
        out->upper[j] = column->upper;
        out->cost[j] = column->cost;
        out->slope[j] = column->slope;
        out->duty[j] = column->duty;
        duty_row[j] = column->duty_row;
    }
    for (int32_t d = 0; d < stack->n_curves; d++) {
        const StackCurve *curve = &stack->curves[d];
        const int32_t j = out->demand0 + d;
        out->lower[j] = curve->lower;
        out->upper[j] = curve->upper;
        out->demand_scale[d] = curve->scale;
        out->demand_elasticity[d] = curve->elasticity;
        out->demand_choke[d] = curve->choke;
        duty_row[j] = PROGRAM_NONE;
    }
}

Status stack_pack(const Stack *stack, Program *out)
{
    if (stack->status) return stack->status;
    *out = (Program){.n_markets = stack->n_equal,
                     .n_rows = stack->n_equal + stack->n_limits,
                     .n_cols = stack->n_columns + stack->n_curves,
                     .n_demands = stack->n_curves,
                     .demand0 = stack->n_columns};
    int32_t *duty_row;
    double *row_price, *row_quantity;
    Status st = take_numbers(stack, out, &duty_row, &row_price, &row_quantity);
    if (!st) st = pack_matrix(stack, out->n_cols, out);
    if (st) return st;
    pack_columns(stack, out, duty_row);
    for (int32_t i = 0; i < out->n_rows; i++) {
        const StackRow *row =
            i < stack->n_equal ? &stack->equal[i] : &stack->limits[i - stack->n_equal];
        out->rhs[i] = row->rhs;
        row_price[i] = row->price;
        row_quantity[i] = row->quantity;
    }
    out->duty_row = duty_row;
    out->row_price = row_price;
    out->row_quantity = row_quantity;
    return LODE_OK;
}
