/* deal.h - which row and which column of a program stands where in a work. */
#ifndef LODE_MARKET_DEAL_H
#define LODE_MARKET_DEAL_H

#include "market/work.h"

/* Orders the rows for elimination, splits them in halves, gives them their places and lays out
 * the factor. work->n_cols, n_rows and arena are set; `scratch` may be given back afterwards.
 */
Status deal_rows(MarketWork *work, const Program *program, Arena *scratch);

/* Then deals the columns into halves, slots and demands. */
Status deal_columns(MarketWork *work, const Program *program, Arena *scratch);

#endif
