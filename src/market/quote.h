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
#include "market/row_index.h"

/* Quotes all idle markets, one after the other; all other prices stay, and so does optimality.
 * `turnover` and `stale` are room for n_rows. */
void quote_idle(const Program *program, const RowIndex *index, double *turnover, bool *stale,
                MarketSolution *sol);

#endif
