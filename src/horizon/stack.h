/* stack.h - a Program put together column by column and row by row, then packed.
 *
 * Equality rows are counted beforehand; limit rows and columns are added as they come. Demand
 * curves stand last, as a Program wants them, so they have numbers of their own (0, 1, ...)
 * until the stack is packed. Money is as the adder gives it: already discounted. */
#ifndef LODE_HORIZON_STACK_H
#define LODE_HORIZON_STACK_H

#include "net/program.h"

typedef struct StackEntry {
    int32_t col; /* >= 0: a plain column; < 0: demand curve -1 - col */
    int32_t row;
    double coef;
} StackEntry;

/* What messages call a row or column that no step has by itself: "the sum", "all-ore". Empty:
 * its place in the net names it. */
typedef struct Label {
    const char *what, *id; /* borrowed */
} Label;

typedef struct StackColumn {
    double lower, upper, cost, slope, duty;
    int32_t duty_row; /* PROGRAM_NONE for most */
    int32_t step;     /* whose money it is */
    Label label;
} StackColumn;

typedef struct StackCurve {
    double lower, upper, scale, elasticity, choke;
} StackCurve;

typedef struct StackRow {
    double rhs, price, quantity;
    Label label;
} StackRow;

typedef struct Stack {
    Arena *arena;
    StackEntry *entries;
    StackColumn *columns;
    StackCurve *curves;
    StackRow *equal, *limits;
    int32_t n_entries, n_columns, n_curves, n_equal, n_limits;
    int32_t room_entries, room_columns, room_curves, room_limits;
    Status status; /* LODE_NO_MEMORY once memory has run out: later calls do nothing */
} Stack;

/* Room for n_equal equality rows, all with right side 0 and scales 1. */
Stack stack_new(int32_t n_equal, Arena *arena);

/* The number of the new column, curve (as entries name it), or row. */
int32_t stack_column(Stack *stack, StackColumn column);
int32_t stack_curve(Stack *stack, StackCurve curve);
int32_t stack_limit(Stack *stack, StackRow row);

/* Adds a coefficient; several of one column on one row add up. */
void stack_entry(Stack *stack, int32_t col, int32_t row, double coef);

/* The column of the packed program that a column of the stack has become. */
int32_t stack_place(const Stack *stack, int32_t col);

Status stack_pack(const Stack *stack, Program *out);

#endif
