/* columns_cohort.c - products in use: how long they last, and who collects them. */
#include <float.h>
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

static const Column cohort_columns[] = {
    COLUMN_REF(CohortRow, demand, TARGET_DEMAND, true, "whose sales enter use"),
    COLUMN_CHOICE(CohortRow, lifetime, "fixed|normal|lognormal|weibull",
                  "how long they last: the kind of distribution"),
    COLUMN_NUMBER(CohortRow, mean, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000,
                  "mean life; not of a weibull"),
    COLUMN_NUMBER(CohortRow, sd, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000,
                  "standard deviation, normal and lognormal"),
    COLUMN_NUMBER(CohortRow, shape, QUANTITY_PLAIN, NAN, ABOVE_ZERO, 100, "of a weibull"),
    COLUMN_NUMBER(CohortRow, scale, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000, "of a weibull"),
    COLUMN_CHOICE(
        CohortRow, entry, "end|middle|start",
        "when in a step they are sold: their age at its end is 0, half a step or one"),
    COLUMN_CHOICE(CohortRow, before, "none|steady|driver",
                  "sales before the start: none, as in a usual month, or as the driver says"),
    COLUMN_NUMBER(CohortRow, growth, QUANTITY_PER_TIME, 0, -1, 10,
                  "steady: by how much they grew from year to year until the start"),
    COLUMN_REF(CohortRow, facility, TARGET_FACILITY, false,
               "who collects what leaves use: its capacity is that; blank = nobody"),
    COLUMN_NUMBER(CohortRow, collection, QUANTITY_SHARE, 1, 0, 1,
                  "share of it that can be collected"),
    COLUMN_NUMBER(CohortRow, content, QUANTITY_PLAIN, 1, ABOVE_ZERO, 1e9,
                  "what the facility's capacity counts per unit that leaves use"),
    COLUMN_NUMBER(CohortRow, stock, QUANTITY_AMOUNT, NAN, 0, 1e18,
                  "what is to be in use, instead of a need of the demand's own"),
    COLUMN_REF(CohortRow, driver, TARGET_DRIVER, false, "series that scales the stock"),
};

static void cohort_subject(const Draft *draft, const void *row, Subject *subject)
{
    const DemandRow *demands = draft->rows[TABLE_DEMANDS].items;
    const int32_t d = ((const CohortRow *)row)->demand;
    if (demands && d >= 0)
        *subject = subject_of_commodity(draft, demands[d].commodity, BASIS_GROSS);
}

static void need(Draft *draft, const CohortRow *row, double value, const char *field,
                 const char *text)
{
    if (isnan(value)) row_error(&draft->reading, &row->origin.place, field, "%s", text);
}

static void check_cohort(Draft *draft, void *row, bool bad)
{
    const CohortRow *cohort = row;
    if (bad) return;
    if (cohort->lifetime == LIFETIME_WEIBULL) {
        need(draft, cohort, cohort->shape, "shape", "a weibull lifetime needs it");
        need(draft, cohort, cohort->scale, "scale", "a weibull lifetime needs it");
        return;
    }
    need(draft, cohort, cohort->mean, "mean", "how long do they last on average?");
    if (cohort->lifetime != LIFETIME_FIXED)
        need(draft, cohort, cohort->sd, "sd",
             "normal and lognormal lifetimes need a standard deviation");
}

const TableKind table_cohorts = {
    .file = "tables/cohorts.csv",
    .columns = cohort_columns,
    .n_columns = COUNT(cohort_columns),
    .row_size = sizeof(CohortRow),
    .origin = offsetof(CohortRow, origin),
    .sourced = true,
    .key = "demand",
    .subject = cohort_subject,
    .check = check_cohort,
};
