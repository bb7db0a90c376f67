/* market.h - prices and quantities that clear one month.
 *
 * Finds the solution of a Program (net/program.h): quantities z within their bounds and
 * multipliers p such that
 *     A z = b on markets, A z >= b and p >= 0 with one of them tight on limit rows,
 *     phi'_j(z_j) = a_j' p where z_j is inside its bounds, >= at the lower, <= at the upper.
 * The multipliers are the prices; there is no other pricing rule. Method: primal-dual interior
 * point on a weighted central path, warm-started from prices alone (docs/model.md, "Solving a
 * month"). The same code solves the purely linear problem (no slope anywhere). */
#ifndef LODE_MARKET_MARKET_H
#define LODE_MARKET_MARKET_H

#include <stdbool.h>

#include "base/team.h"
#include "net/program.h"

typedef struct MarketWork MarketWork;

typedef struct MarketSolution {
    double *z;     /* n_cols */
    double *price; /* n_rows: market prices, then limit rents (>= 0) */
} MarketSolution;

typedef struct MarketInfo {
    int iterations;         /* of the attempt that was kept, plus those of failed ones */
    int restarts;           /* cold restarts after a failed warm start */
    double balance;         /* worst |A z - b| over the row's own turnover */
    double complementarity; /* worst product of distance and multiplier, over column weights */
    double objective;       /* sum of phi_j */
    int32_t worst_row;      /* the row of `balance` */
} MarketInfo;

/* Takes all memory a solve needs: factor, scratch. One per thread; `pattern` is borrowed and
 * its pattern must not change (its numbers may). The symbolic analysis is done here, once. */
Status market_work_new(const Program *pattern, MarketWork **out);
void market_work_free(MarketWork *work); /* NULL is fine */

/* Whether it can solve programs of this pattern, too: the same matrix, rows that can pay
 * duties, and scales. */
bool market_work_fits(const MarketWork *work, const Program *pattern);

/* Solves with it share their loops with this helper from here on; NULL: with none, as at first.
 * Results are the same, bit by bit. */
void market_work_help(MarketWork *work, Helper *helper);

/* Bytes held by a work. */
size_t market_work_bytes(const MarketWork *work);

/* A solution with room for `program`, zeroed; prices are set to the row scales. */
Status market_solution_new(const Program *program, Arena *arena, MarketSolution *out);

/* Clears the month. With warm, sol->price is the first guess (last month's prices are a good
 * one); otherwise the row scales are. Writes sol and info (info may be NULL).
 * LODE_DIVERGED: no solution found; sol holds the best point. It may be infeasible or
 * unbounded: ask market_diagnose. Allocates nothing. */
Status market_solve(const Program *program, MarketWork *work, bool warm, MarketSolution *sol,
                    MarketInfo *info);

/* What a month to come would cost, for those who plan for it: from prices that are a guess of
 * another time than last month's, so it starts further away; and it ends at 1e-7 of balances
 * and prices and 1e-6 of complementarity (programs of more than 200 rows), far below what
 * anyone expects to the digit. */
Status market_solve_guessed(const Program *program, MarketWork *work, MarketSolution *sol,
                            MarketInfo *info);

/* Quotes markets in which nothing moves at their best bid (quote.h): a point of the same
 * optimum, and the one to report. The prices market_solve left are the better start for the
 * next month, so keep a copy of them first. `sol` is what market_solve found for this program.
 */
void market_quote(const Program *program, MarketWork *work, MarketSolution *sol);

/* ---- the judge ---- */

/* Every condition above, recomputed from the definitions; shares no code with the solver. */
typedef struct MarketCheck {
    double balance;         /* worst |A z - b|_i / (sum_j |a_ij z_j| + |b_i| + 1e-3 scale_i) */
    double bounds;          /* worst violation of a bound, over the column's scale */
    double price_gap;       /* worst wrong-signed reduced cost, over the column's price scale */
    double complementarity; /* worst |reduced cost| x distance to the bound it pushes at, over
                             * price and quantity scale; the same for limit rows */
    double limit;           /* worst excess over a limit row, over its scale */
    int32_t worst_balance_row, worst_gap_col, worst_complementarity_col;
} MarketCheck;

MarketCheck market_check(const Program *program, const MarketSolution *sol);

/* The same without taking memory, for loops: scratch holds 2 x n_rows doubles. */
MarketCheck market_check_in(const Program *program, const MarketSolution *sol, double *scratch);

/* The largest of the five figures. */
double market_check_worst(const MarketCheck *check);

/* ---- what is wrong with a program that has no solution ---- */

typedef enum MarketFaultKind {
    FAULT_NONE,        /* a solution exists */
    FAULT_BOUNDS,      /* lower > upper on column `item` */
    FAULT_SHORT,       /* row `item` cannot be balanced: at least `amount` is missing */
    FAULT_SURPLUS,     /* row `item` cannot be balanced: at least `amount` is too much */
    FAULT_LIMIT,       /* limit row `item` cannot be met; `amount` over */
    FAULT_BINDING_COL, /* column `item` at its upper (amount > 0) or lower bound helps to cause
                          it */
    FAULT_UNBOUNDED,   /* column `item` grows without limit and pays `amount` per unit */
} MarketFaultKind;

typedef struct MarketFault {
    MarketFaultKind kind;
    int32_t item;
    double amount;
} MarketFault;

/* Finds why no solution exists: solves the program that minimises the sum of shortfalls (over
 * row scales) and reads the culprits off its multipliers. Writes up to `room` faults, worst
 * first, and their number. Returns LODE_INFEASIBLE or LODE_UNBOUNDED with the faults, LODE_OK
 * when a solution exists, LODE_NO_MEMORY. Takes its own memory; not for the month loop. */
Status market_diagnose(const Program *program, MarketFault *faults, int room, int *n_faults);

#endif
