#include "market/quote.h"

#include <math.h>

/* A market is idle when its turnover is below this share of its usual quantity; the solver's
 * leftovers in an idle market are some powers of ten smaller. */
static const double idle_turnover = 1e-7;

/* Bids of idle markets rest on each other (ore on metal, metal on goods): one pass carries a
 * price one stage up the chain at least. No chain is longer. */
enum { MOST_PASSES = 32 };
static const double still =
    1e-12; /* a pass that moves no price by more, as a share, is the last */

static void add_turnover(const Program *p, const double *z, double *turnover)
{
    for (int32_t i = 0; i < p->n_rows; i++)
        turnover[i] = fabs(p->rhs[i]);
    for (int32_t j = 0; j < p->n_cols; j++)
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            turnover[p->row[e]] += fabs(p->coef[e] * z[j]);
}

/* What column j would pay for its first unit of row i, all other prices being what they are.
 * Its profit falls with p_i by |a_ij|, and by the duty if that is on p_i: bid = p_i + (sum_k
 * a_kj p_k - phi'_j(lower)) / (|a_ij| + duty_j) */
static double bid_of(const Program *p, int32_t j, int32_t i, double coef, const double *price)
{
    double value = -program_marginal_cost(p, j, p->lower[j], price);
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
        value += p->coef[e] * price[p->row[e]];
    const double fall = -coef + (p->duty_row[j] == i ? p->duty[j] : 0.0);
    return fall > 0.0 ? price[i] + value / fall : price[i];
}

/* What column j would take for its first unit of row i:
 *     ask = p_i + (phi'_j(lower) - sum_k a_kj p_k) / a_ij */
static double ask_of(const Program *p, int32_t j, int32_t i, double coef, const double *price)
{
    double loss = program_marginal_cost(p, j, p->lower[j], price);
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
        loss -= p->coef[e] * price[p->row[e]];
    return price[i] + loss / coef;
}

/* The best bid, or zero if that is more, but no more than the best ask. A column that could do
 * less than nothing holds the price where it is. */
static double quote_of(const Program *p, const RowIndex *index, int32_t i, const double *price)
{
    double bid = 0.0, ask = INFINITY;
    for (int32_t at = index->row_start[i]; at < index->row_start[i + 1]; at++) {
        const int32_t j = index->col[at];
        const double coef = p->coef[index->entry[at]];
        if (coef == 0.0 || p->lower[j] == p->upper[j]) continue;
        if (fabs(coef) * -p->lower[j] > idle_turnover * p->row_quantity[i]) return price[i];
        if (coef < 0.0)
            bid = fmax(bid, bid_of(p, j, i, coef, price));
        else
            ask = fmin(ask, ask_of(p, j, i, coef, price));
    }
    return fmin(bid, ask);
}

/* A quote rests on the prices of the rows that share a column with its own. */
static void mark_neighbours(const Program *p, const RowIndex *index, int32_t i, bool *stale)
{
    for (int32_t at = index->row_start[i]; at < index->row_start[i + 1]; at++) {
        const int32_t j = index->col[at];
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            stale[p->row[e]] = true;
    }
}

/* One pass over the idle markets whose quotes rest on a price that has moved since. Returns the
 * largest move of a price, as a share of its scale. */
static double quote_again(const Program *p, const RowIndex *index, const double *turnover,
                          bool *stale, double *price)
{
    double most = 0.0;
    for (int32_t i = 0; i < p->n_markets; i++) {
        if (!stale[i] || turnover[i] > idle_turnover * p->row_quantity[i]) continue;
        const double quote = quote_of(p, index, i, price);
        stale[i] = false;
        if (quote == price[i]) continue;
        most = fmax(most, fabs(price[i] - quote) / p->row_price[i]);
        price[i] = quote;
        mark_neighbours(p, index, i, stale);
    }
    return most;
}

void quote_idle(const Program *p, const RowIndex *index, double *turnover, bool *stale,
                MarketSolution *sol)
{
    bool all = true; /* the last pass must be over all: a duty may be on any row's price */
    add_turnover(p, sol->z, turnover);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        for (int32_t i = 0; i < p->n_markets && all; i++)
            stale[i] = true;
        const bool over = quote_again(p, index, turnover, stale, sol->price) < still;
        if (over && all) return;
        all = over;
    }
}
