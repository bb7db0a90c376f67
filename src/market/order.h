/* order.h - in which order to eliminate the rows of a symmetric matrix, so that little fills
 * in. */
#ifndef LODE_MARKET_ORDER_H
#define LODE_MARKET_ORDER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "market/split.h"

/* order[k] is the row to eliminate k-th: approximate minimum degree [Amestoy96] or, where that
 * leaves much to do and it needs less, nested dissection [Karypis98]; then a postorder of its
 * elimination tree, so that the rows of a panel are neighbours; then split in halves. The
 * pattern is given both ways, without the diagonal, each row's neighbours rising. */
Status order_rows(int32_t n, const int32_t *start, const int32_t *graph, Arena *scratch,
                  int32_t *order, Split *split);

#endif
