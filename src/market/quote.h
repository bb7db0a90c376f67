/* quote.h - prices of markets in which nothing moves.
 *
 * Where nothing is made, moved or used, optimality leaves the price an interval: from the bid,
 * the most that any user would pay, to the ask, the least at which somebody would supply. The
 * solver ends somewhere inside. Such a market is quoted at its bid, or at zero if all bids are
 * negative: the value of one more unit if it were there, which is also what a simplex method
 * reports. */
#ifndef LODE_MARKET_QUOTE_H
#define LODE_MARKET_QUOTE_H

#include "market/market.h"

/* Which columns touch each row; built once for a pattern. */
typedef struct QuoteIndex {
    const int32_t *row_start, *col, *entry; /* entry: where in the column's list */
    double *turnover;                       /* scratch, n_rows */
} QuoteIndex;

Status quote_index_new(const Program *pattern, Arena *arena, QuoteIndex *out);

/* Quotes all idle markets, one after the other; all other prices stay, and so does optimality.
 */
void quote_idle(const Program *program, const QuoteIndex *index, MarketSolution *sol);

#endif
