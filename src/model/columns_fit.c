/* columns_fit.c - the result tables of a calibration: read if they are there, put over the rest
 * of the model. They belong together: a base year is an equilibrium with all of them or none.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "model/build.h"
#include "model/fingerprint.h"
#include "model/fit.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

typedef struct FitFacilityRow {
    int32_t facility;
    double activity, wedge;
    Origin origin;
} FitFacilityRow;

typedef struct FitRouteRow {
    int32_t commodity, from, to;
    double flow, wedge;
    Origin origin;
} FitRouteRow;

typedef struct FitDemandRow {
    int32_t demand;
    double scale, price;
    Origin origin;
} FitDemandRow;

typedef struct FitStockRow {
    int32_t region, commodity;
    double wedge;
    Origin origin;
} FitStockRow;

static const Column facility_columns[] = {
    COLUMN_REF(FitFacilityRow, facility, TARGET_FACILITY, true, "whose cost it is"),
    COLUMN_NUMBER_NEEDED(FitFacilityRow, activity, QUANTITY_RATE, 0, 1e18,
                         "what it did in the base year"),
    COLUMN_NUMBER_NEEDED(FitFacilityRow, wedge, QUANTITY_PRICE, -1e18, 1e18,
                         "cost per activity beyond costs.csv"),
};
static const Column route_columns[] = {
    COLUMN_REF(FitRouteRow, commodity, TARGET_COMMODITY, true, "what moves"),
    COLUMN_REF(FitRouteRow, from, TARGET_REGION, true, "where it leaves"),
    COLUMN_REF(FitRouteRow, to, TARGET_REGION, true, "where it arrives"),
    COLUMN_NUMBER_NEEDED(FitRouteRow, flow, QUANTITY_RATE, 0, 1e18,
                         "flow of the base year: the habit"),
    COLUMN_NUMBER_NEEDED(FitRouteRow, wedge, QUANTITY_PRICE, -1e18, 1e18,
                         "cost beyond what routes.csv says"),
};
static const Column demand_columns[] = {
    COLUMN_REF(FitDemandRow, demand, TARGET_DEMAND, true, "whose need it is"),
    COLUMN_NUMBER_NEEDED(FitDemandRow, scale, QUANTITY_PLAIN, 0, 1e18,
                         "multiple of the quantity, intensity or intercept of demands.csv"),
    COLUMN_NUMBER(FitDemandRow, price, QUANTITY_PRICE, NAN, ABOVE_ZERO, 1e18,
                  "price of the base year: the reference price"),
};
static const Column stock_columns[] = {
    COLUMN_REF(FitStockRow, region, TARGET_REGION, true, "where it is held"),
    COLUMN_REF(FitStockRow, commodity, TARGET_COMMODITY, true, "what is held"),
    COLUMN_NUMBER_NEEDED(FitStockRow, wedge, QUANTITY_PRICE, -1e18, 1e18,
                         "worth of the last unit beyond the expected price"),
};

static void facility_subject(const Draft *draft, const void *row, Subject *subject)
{
    const int32_t k = ((const FitFacilityRow *)row)->facility;
    const Process *process = draft_process(draft, draft_facility_process(draft, k));
    subject->unit = subject->amount = process ? process->unit : NULL;
}

static void route_subject(const Draft *draft, const void *row, Subject *subject)
{
    *subject = subject_of_commodity(draft, ((const FitRouteRow *)row)->commodity, BASIS_GROSS);
}

static void demand_subject(const Draft *draft, const void *row, Subject *subject)
{
    const DemandRow *demands = draft->rows[TABLE_DEMANDS].items;
    const int32_t d = ((const FitDemandRow *)row)->demand;
    if (d != MODEL_NONE && demands)
        *subject = subject_of_commodity(draft, demands[d].commodity, BASIS_GROSS);
}

static void stock_subject(const Draft *draft, const void *row, Subject *subject)
{
    *subject = subject_of_commodity(draft, ((const FitStockRow *)row)->commodity, BASIS_GROSS);
}

#define FIT_TABLE(name, file_, row, columns_, subject_, key_)                                  \
    const TableKind name = {.file = file_,                                                     \
                            .columns = columns_,                                               \
                            .n_columns = COUNT(columns_),                                      \
                            .row_size = sizeof(row),                                           \
                            .origin = offsetof(row, origin),                                   \
                            .sourced = true,                                                   \
                            .maker = "calibration",                                            \
                            .key = key_,                                                       \
                            .subject = subject_}

FIT_TABLE(table_fit_facilities, "tables/fit_facilities.csv", FitFacilityRow, facility_columns,
          facility_subject, "facility");
FIT_TABLE(table_fit_routes, "tables/fit_routes.csv", FitRouteRow, route_columns, route_subject,
          "commodity|from|to");
FIT_TABLE(table_fit_demands, "tables/fit_demands.csv", FitDemandRow, demand_columns,
          demand_subject, "demand");
FIT_TABLE(table_fit_stocks, "tables/fit_stocks.csv", FitStockRow, stock_columns, stock_subject,
          "region|commodity");

/* --- rows to things --- */

static const char again[] = "the calibration is older than the model; run `lode calibrate "
                            "--write` again";

static int32_t find_route(const Model *model, const FitRouteRow *row)
{
    int32_t low = 0, high = model->n_routes;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        const Route *at = &model->routes[middle];
        const bool before = at->commodity != row->commodity ? at->commodity < row->commodity
                            : at->from != row->from         ? at->from < row->from
                                                            : at->to < row->to;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == model->n_routes) return MODEL_NONE;
    const Route *found = &model->routes[low];
    const bool same =
        found->commodity == row->commodity && found->from == row->from && found->to == row->to;
    return same ? low : MODEL_NONE;
}

static int32_t find_stock(const Model *model, const FitStockRow *row)
{
    for (int32_t s = 0; s < model->n_stocks; s++)
        if (model->stocks[s].region == row->region &&
            model->stocks[s].commodity == row->commodity)
            return s;
    return MODEL_NONE;
}

static void take_facilities(Draft *draft, Fit *fit)
{
    const FitFacilityRow *rows = draft->rows[TABLE_FIT_FACILITIES].items;
    for (int32_t i = 0; i < draft->rows[TABLE_FIT_FACILITIES].n; i++)
        if (rows[i].facility != MODEL_NONE) {
            fit->facility_wedge[rows[i].facility] = rows[i].wedge;
            fit->facility_activity[rows[i].facility] = rows[i].activity;
        }
}

static void take_routes(Draft *draft, Fit *fit)
{
    const FitRouteRow *rows = draft->rows[TABLE_FIT_ROUTES].items;
    for (int32_t i = 0; i < draft->rows[TABLE_FIT_ROUTES].n; i++) {
        if (draft->rows[TABLE_FIT_ROUTES].bad[i]) continue;
        const int32_t f = find_route(draft->model, &rows[i]);
        if (f == MODEL_NONE) {
            row_error(&draft->reading, &rows[i].origin.place, "commodity",
                      "routes.csv has no such route: %s", again);
            continue;
        }
        fit->route_wedge[f] = rows[i].wedge;
        fit->route_habit[f] = rows[i].flow;
    }
}

static void take_demands(Draft *draft, Fit *fit)
{
    const FitDemandRow *rows = draft->rows[TABLE_FIT_DEMANDS].items;
    for (int32_t i = 0; i < draft->rows[TABLE_FIT_DEMANDS].n; i++) {
        if (rows[i].demand == MODEL_NONE) continue;
        fit->demand_scale[rows[i].demand] = rows[i].scale;
        fit->demand_price[rows[i].demand] = rows[i].price;
    }
}

static void take_stocks(Draft *draft, Fit *fit)
{
    const FitStockRow *rows = draft->rows[TABLE_FIT_STOCKS].items;
    for (int32_t i = 0; i < draft->rows[TABLE_FIT_STOCKS].n; i++) {
        if (draft->rows[TABLE_FIT_STOCKS].bad[i]) continue;
        const int32_t s = find_stock(draft->model, &rows[i]);
        if (s == MODEL_NONE)
            row_error(&draft->reading, &rows[i].origin.place, "commodity",
                      "stocks.csv has no such stock: %s", again);
        else
            fit->stock_wedge[s] = rows[i].wedge;
    }
}

/* True when the tables are there, all of them. */
static bool is_fitted(Draft *draft)
{
    int n = 0;
    for (int id = TABLE_FIT_FACILITIES; id <= TABLE_FIT_STOCKS; id++)
        n += draft->csv[id].heads != NULL;
    for (int id = TABLE_FIT_FACILITIES; id <= TABLE_FIT_STOCKS && n; id++)
        if (!files_find(&draft->files, table_kinds[id]->file))
            diag_error(draft->reading.diag, table_kinds[id]->file, 0, 0, "",
                       "the tables of a calibration belong together, and this one is missing; "
                       "run `lode calibrate --write`, or remove the other fit_*.csv");
    return n > TABLE_FIT_STOCKS - TABLE_FIT_FACILITIES;
}

/* Wedges of other tables than these make another year the equilibrium. Who replaces cells on
 * purpose knows. */
static Status warn_if_stale(Draft *draft)
{
    char noted[FINGERPRINT_SIZE], now[FINGERPRINT_SIZE];
    if (draft->files.changed || !fingerprint_noted(&draft->files, noted)) return LODE_OK;
    const Status st = fingerprint_of(&draft->files, draft->reading.scratch, now);
    if (!st && strcmp(noted, now) != 0)
        diag_warn(
            draft->reading.diag, table_kinds[TABLE_FIT_FACILITIES]->file, 0, 0, "",
            "the model's tables have changed since this calibration, so the first month may "
            "not reproduce the base year; run `lode calibrate --write` again");
    return st;
}

Status build_fit(Draft *draft)
{
    Fit fit;
    Model *model = draft->model;
    if (!is_fitted(draft)) return LODE_OK;
    Status st = warn_if_stale(draft);
    if (!st) st = fit_new(model, draft->reading.scratch, &fit);
    if (st) return st;
    take_facilities(draft, &fit);
    take_routes(draft, &fit);
    take_demands(draft, &fit);
    take_stocks(draft, &fit);
    return fit_apply(model, &fit, draft->reading.arena, model);
}
