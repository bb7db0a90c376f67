/* columns_trade.c - routes between regions, and stocks within them. */
#include <float.h>
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

/* A wildcard that must be written: a blank cell is more often a slip than "everywhere". */
#define COLUMN_PATTERN(row, field, target_, doc_)                                              \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_SET, .offset = offsetof(row, field),               \
        .target = target_, .required = true, .doc = doc_                                       \
    }

/* --- routes.csv --- */

static const Column route_columns[] = {
    COLUMN_PATTERN(RouteRow, commodity, TARGET_COMMODITY, "what moves: an id, a stage or *"),
    COLUMN_PATTERN(RouteRow, from, TARGET_REGION, "where it leaves: an id, a group or *"),
    COLUMN_PATTERN(RouteRow, to, TARGET_REGION, "where it arrives: an id, a group or *"),
    COLUMN_NUMBER(RouteRow, freight, QUANTITY_PRICE, NAN, 0, 1e18, "cost of moving one unit"),
    COLUMN_NUMBER(RouteRow, duty, QUANTITY_PLAIN, NAN, -1, 1e6, "of the price at the origin"),
    COLUMN_NUMBER(RouteRow, specific, QUANTITY_PRICE, NAN, -1e18, 1e18, "duty per unit"),
    COLUMN_NUMBER(RouteRow, wedge, QUANTITY_PRICE, NAN, -1e18, 1e18,
                  "calibrated cost beyond freight"),
    COLUMN_NUMBER(RouteRow, habit, QUANTITY_RATE, NAN, 0, 1e18, "flow in the base period"),
    COLUMN_NUMBER(RouteRow, limit, QUANTITY_RATE, NAN, 0, 1e18,
                  "most that can flow; blank = no limit"),
    COLUMN_NUMBER(RouteRow, stickiness, QUANTITY_PLAIN, NAN, 0, 1e6,
                  "price gap, as a share of the price, that moves all of the habit at once"),
    COLUMN_NUMBER(RouteRow, half_life, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000,
                  "months in which the habit closes half its distance to the flow"),
};

static void route_subject(const Draft *draft, const void *row, Subject *subject)
{
    *subject = subject_of_commodities(draft, &((const RouteRow *)row)->commodity, BASIS_GROSS);
}

static void check_route(Draft *draft, void *row, bool bad)
{
    const RouteRow *route = row;
    const bool ids = !bad && route->from.specific == 2 && route->to.specific == 2;
    if (!ids || route->from.index[0] != route->to.index[0]) return;
    row_error(&draft->reading, &route->origin.place, "to",
              "a route joins two regions, but both ends are '%s'",
              names_at(draft->reading.ids->names[TARGET_REGION], route->to.index[0]));
}

const TableKind table_routes = {
    .file = "tables/routes.csv",
    .columns = route_columns,
    .n_columns = COUNT(route_columns),
    .row_size = sizeof(RouteRow),
    .origin = offsetof(RouteRow, origin),
    .sourced = true,
    .subject = route_subject,
    .check = check_route,
};

/* --- stocks.csv --- */

static const Column stock_columns[] = {
    COLUMN_PATTERN(StockRow, region, TARGET_REGION, "where it is held: an id, a group or *"),
    COLUMN_PATTERN(StockRow, commodity, TARGET_COMMODITY, "what is held: an id, a stage or *"),
    COLUMN_NUMBER(StockRow, cover, QUANTITY_TIME, NAN, 0, 1200,
                  "months of use that holders want"),
    COLUMN_NUMBER(StockRow, initial, QUANTITY_AMOUNT, NAN, 0, 1e18,
                  "what is there at the start; blank = cover x use"),
    COLUMN_NUMBER(StockRow, maximum, QUANTITY_TIME, NAN, 0, 12000,
                  "months of use that there is room for; blank = 4 x cover"),
    COLUMN_NUMBER(StockRow, holding, QUANTITY_PER_TIME, NAN, 0, 1e6,
                  "cost of holding it, as a share of its value"),
    COLUMN_NUMBER(StockRow, stiffness, QUANTITY_PLAIN, NAN, 0, 1e6,
                  "how far its marginal value rises when it is empty"),
    COLUMN_NUMBER(StockRow, storage, QUANTITY_STORAGE, NAN, -1e18, 1e18,
                  "cost of keeping one unit for a time, beside holding"),
    COLUMN_NUMBER(
        StockRow, least, QUANTITY_AMOUNT, NAN, -1e18, 1e18,
        "what must be there at the end of every step; negative = a backlog is allowed"),
    COLUMN_NUMBER(StockRow, room, QUANTITY_AMOUNT, NAN, 0, 1e18,
                  "most there is room for, instead of months of use"),
    COLUMN_NUMBER(StockRow, final_least, QUANTITY_AMOUNT, NAN, -1e18, 1e18,
                  "with perfect foresight: what must be left at the end"),
    COLUMN_NUMBER(StockRow, final_value, QUANTITY_PRICE, NAN, -1e18, 1e18,
                  "with perfect foresight: what a unit left at the end is worth"),
};

static void stock_subject(const Draft *draft, const void *row, Subject *subject)
{
    *subject = subject_of_commodities(draft, &((const StockRow *)row)->commodity, BASIS_GROSS);
}

const TableKind table_stocks = {
    .file = "tables/stocks.csv",
    .columns = stock_columns,
    .n_columns = COUNT(stock_columns),
    .row_size = sizeof(StockRow),
    .origin = offsetof(StockRow, origin),
    .sourced = true,
    .subject = stock_subject,
};

/* --- stock_plans.csv --- */

static const Column stock_plan_columns[] = {
    COLUMN_REF(StockPlanRow, region, TARGET_REGION, true, "where it is held"),
    COLUMN_REF(StockPlanRow, commodity, TARGET_COMMODITY, true, "what is held"),
    {.name = "date",
     .type = COLUMN_TYPE_MONTH,
     .offset = offsetof(StockPlanRow, date),
     .required = true,
     .doc = "first month of the change"},
    COLUMN_NUMBER(StockPlanRow, storage, QUANTITY_STORAGE, NAN, -1e18, 1e18,
                  "the new cost of keeping a unit; blank = as before"),
    COLUMN_NUMBER(StockPlanRow, least, QUANTITY_AMOUNT, NAN, -1e18, 1e18,
                  "the new least amount; blank = as before"),
    COLUMN_NUMBER_OR(StockPlanRow, room, QUANTITY_AMOUNT, NAN, 0, 1e18, "none", INFINITY,
                     "the new room; blank = as before, none = no limit"),
};

static void stock_plan_subject(const Draft *draft, const void *row, Subject *subject)
{
    const StockPlanRow *plan = row;
    *subject = subject_of_commodity(draft, plan->commodity, BASIS_GROSS);
}

const TableKind table_stock_plans = {
    .file = "tables/stock_plans.csv",
    .columns = stock_plan_columns,
    .n_columns = COUNT(stock_plan_columns),
    .row_size = sizeof(StockPlanRow),
    .origin = offsetof(StockPlanRow, origin),
    .sourced = true,
    .key = "region|commodity|date",
    .subject = stock_plan_subject,
};
