/* net.h - the model compiled: flat arrays, index maps, one sparsity pattern. Constant once
 * built, so that all threads and months share it.
 *
 * A market is a pair (region, commodity) that something in the model touches. Its row balances
 *     opening stock + production + imports + backstop
 *         = inputs of processes + exports + demand + disposal + end stock.
 * Columns, in blocks: facilities (activity), routes (flow), linear demands, stocks (end stock),
 * disposal, backstop, orders, demand curves. Facilities, routes and stocks keep the order they
 * have in the model, so index k of the model is column k of its block. */
#ifndef LODE_NET_NET_H
#define LODE_NET_NET_H

#include "model/model.h"
#include "net/program.h"

enum { NET_NONE = -1 };

/* Demand curves end where the price is this share of the reference price: nobody is paid to
 * take more (docs/model.md, "Demand"). */
#define NET_CHEAPEST 0.02

/* A policy may slow permits down to this multiple of what the table says. */
#define NET_SLOWEST_PERMITS 2.0

/* A limit: the sum over its terms of coef x activity, flow or quantity met <= a limit that a
 * policy sets month by month. */
typedef enum LimitOver { LIMIT_OVER_FACILITY, LIMIT_OVER_ROUTE, LIMIT_OVER_DEMAND } LimitOver;

typedef struct LimitTerm {
    LimitOver over;
    int32_t index; /* of the facility, route or demand */
    double coef;
} LimitTerm;

typedef struct LimitSet {
    const char *id;         /* borrowed by the net */
    const LimitTerm *terms; /* borrowed by the net; none twice */
    int32_t n_terms;
} LimitSet;

/* An order column: somebody beside the model's agents buys from a market, or sells to it. */
typedef struct Order {
    int32_t region, commodity;
    bool sells;
} Order;

/* A facility whose output of a commodity may be paid another price than the market's. */
typedef struct Contract {
    int32_t facility, commodity;
} Contract;

/* What the policies of a run need beside what the model has. All of it is borrowed until the
 * net is freed. */
typedef struct NetNeeds {
    const LimitSet *limits;
    const Order *orders;
    const Contract *contracts; /* at most one for a facility */
    int32_t n_limits, n_orders, n_contracts;
} NetNeeds;

/* Who makes the family of a technology: what each puts out per unit of activity, in all goods
 * of the family together. Adopters are those of them who make it with the technology. */
typedef struct Family {
    const LimitTerm *makers, *adopters; /* facilities, ascending */
    int32_t n_makers, n_adopters;
} Family;

typedef struct Net {
    Arena *arena;
    const Model *model; /* borrowed */
    double months;      /* per step: rates of the model times this are amounts of a step */

    int32_t n_markets, n_limits;
    const int32_t *market_region, *market_commodity; /* n_markets */
    const int32_t *market_of;                        /* n_regions x n_commodities; NET_NONE */

    int32_t facility0, route0, linear0, stock0, disposal0, backstop0, order0, curve0;
    int32_t n_linear, n_orders, n_curves;

    const int32_t *recipe_end; /* n_facilities: behind the column's last entry in a market;
                                * what limits count comes behind */
    const int32_t *route_from, *route_to; /* markets, n_routes */
    const int32_t *demand_market;         /* n_demands */
    const int32_t *demand_col;            /* n_demands: its column */
    const double *driver_start;           /* n_drivers: their value when the model starts */
    /* n_curves: quantity = wanted x level x price^-elasticity, at most wanted x most */
    const double *curve_level, *curve_most;
    const int32_t *stock_market; /* n_stocks */
    const int32_t *market_stock; /* n_markets: index of its stock, NET_NONE */

    const int32_t *order_market;  /* n_orders */
    const double *order_sign;     /* n_orders: -1 buys, 1 sells */
    const double *contract_share; /* n_facilities: units of the contract's commodity per unit of
                                   * activity; 0 without a contract */

    /* Products in use: ages from 0 on, in steps, and the share still in use at each. The next
     * age would find none. */
    const int32_t *cohort_start; /* n_cohorts + 1 */
    const double *survival;      /* cohort_start[n_cohorts] */

    const LimitSet *limits; /* n_limits; row n_markets + l: those of the needs, then the
                             * technologies' */
    int32_t technology0;    /* the first limit that is a technology's */
    const Family *families; /* n_technologies */

    /* What is being built and what has been built, by expansion option: slots for the steps to
     * come (as many as a project may take) and for the years in which capacity opened (as many
     * as it lasts). Both are rings. */
    const int32_t *coming_start, *vintage_start; /* n_expansions + 1 */

    Program program; /* pattern, scales, and the numbers that no month changes */
} Net;

/* Compiles a model with what the policies of a run need (NULL = nothing). */
Status net_build(const Model *model, const NetNeeds *needs, Net **out);
void net_free(Net *net); /* NULL is fine */

/* Market of a region and commodity, or NET_NONE. */
int32_t net_market(const Net *net, int32_t region, int32_t commodity);

/* The column of a limit's term. */
int32_t net_term_col(const Net *net, const LimitTerm *term);

/* What demand d asks for at its reference price in the step that starts at `month`, before
 * effects; amount per step. For linear demands: the factor on intercept and slope, times the
 * intercept. */
double net_wanted(const Net *net, int32_t demand, Month month);

/* Units of a commodity that a facility puts out per unit of activity, less what it takes in. */
double net_output(const Model *model, int32_t facility, int32_t commodity);

/* "JP dy-oxide" for messages: region id and commodity id of a row, or the id of a limit. */
void net_row_name(const Net *net, int32_t row, char *buffer, size_t size);

/* "facility cn-bayan-obo", "route india -> japan of ndpr-oxide", ... for messages. */
void net_col_name(const Net *net, int32_t col, char *buffer, size_t size);

#endif
