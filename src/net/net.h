/* net.h - the model compiled: flat arrays, index maps, one sparsity pattern. Constant once
 * built, so that all threads and months share it.
 *
 * A market is a pair (region, commodity) that something in the model touches. Its row balances
 *     opening stock + production + imports + backstop
 *         = inputs of processes + exports + demand + disposal + end stock.
 * Columns, in blocks: facilities (activity), routes (flow), linear demands, stocks (end stock),
 * disposal, backstop, demand curves. Facilities, routes and stocks keep the order they have in
 * the model, so index k of the model is column k of its block. */
#ifndef LODE_NET_NET_H
#define LODE_NET_NET_H

#include "model/model.h"
#include "net/program.h"

enum { NET_NONE = -1 };

/* A limit over routes: the sum of their flows <= a limit that a policy sets month by month. */
typedef struct LimitSet {
    const char *id;        /* borrowed by the net */
    const int32_t *routes; /* ascending */
    int32_t n_routes;
} LimitSet;

typedef struct Net {
    Arena *arena;
    const Model *model; /* borrowed */
    double months;      /* per step: rates of the model times this are amounts of a step */

    int32_t n_markets, n_limits;
    const int32_t *market_region, *market_commodity; /* n_markets */
    const int32_t *market_of;                        /* n_regions x n_commodities; NET_NONE */

    int32_t facility0, route0, linear0, stock0, disposal0, backstop0, curve0;
    int32_t n_linear, n_curves;

    const int32_t *route_from, *route_to; /* markets, n_routes */
    const int32_t *demand_market;         /* n_demands */
    const int32_t *demand_col;            /* n_demands: its column */
    const int32_t *stock_market;          /* n_stocks */
    const int32_t *market_stock;          /* n_markets: index of its stock, NET_NONE */

    const LimitSet *limits; /* n_limits; row n_markets + l */

    Program program; /* pattern, scales, and the numbers that no month changes */
} Net;

/* Compiles a model with the limit rows that the policies of a run need. */
Status net_build(const Model *model, const LimitSet *limits, int32_t n_limits, Net **out);
void net_free(Net *net); /* NULL is fine */

/* Market of a region and commodity, or NET_NONE. */
int32_t net_market(const Net *net, int32_t region, int32_t commodity);

/* "JP dy-oxide" for messages: region id and commodity id of a row, or the id of a limit. */
void net_row_name(const Net *net, int32_t row, char *buffer, size_t size);

/* "facility cn-bayan-obo", "route india -> japan of ndpr-oxide", ... for messages. */
void net_col_name(const Net *net, int32_t col, char *buffer, size_t size);

#endif
