/* columns_demand.c - what drives need, and who needs what. */
#include <float.h>
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

/* --- drivers.csv --- */

static const Column driver_columns[] = {
    COLUMN_ID(DriverRow, driver, "a dated series, such as vehicles sold"),
    COLUMN_REF(DriverRow, region, TARGET_REGION, false,
               "blank = every region without rows of its own"),
    {.name = "date",
     .type = COLUMN_TYPE_MONTH,
     .offset = offsetof(DriverRow, date),
     .required = true,
     .doc = "the month that the value is for"},
    COLUMN_NUMBER_NEEDED(DriverRow, value, QUANTITY_DRIVER, 0, 1e18, "its value then"),
};

static void driver_subject(const Draft *draft, const void *row, Subject *subject)
{
    const DriverRow *driver = row;
    const int32_t at = names_find(draft->reading.ids->names[TARGET_DRIVER], driver->driver);
    subject->per = at >= 0 && draft->driver_units ? draft->driver_units[at] : NULL;
}

const TableKind table_drivers = {
    .file = "tables/drivers.csv",
    .columns = driver_columns,
    .n_columns = COUNT(driver_columns),
    .row_size = sizeof(DriverRow),
    .origin = offsetof(DriverRow, origin),
    .sourced = true,
    .defines = TARGET_DRIVER,
    .defined_by = "driver",
    .key = "driver|region|date",
    .subject = driver_subject,
};

/* --- demands.csv --- */

static const Column demand_columns[] = {
    COLUMN_ID(DemandRow, id, "who needs what"),
    COLUMN_REF(DemandRow, region, TARGET_REGION, true, "where"),
    COLUMN_REF(DemandRow, commodity, TARGET_COMMODITY, true, "what"),
    COLUMN_REF(DemandRow, use, TARGET_USE, false, "what for"),
    COLUMN_CHOICE(DemandRow, form, "elastic|fixed|linear", "shape of the demand curve"),
    COLUMN_NUMBER(DemandRow, quantity, QUANTITY_RATE, NAN, 0, 1e18,
                  "need in the base period at the reference price"),
    COLUMN_CHOICE(DemandRow, basis, BASIS_CHOICES, "what a tonne of it is a tonne of"),
    COLUMN_NUMBER(DemandRow, price, QUANTITY_PRICE, NAN, ABOVE_ZERO, 1e18,
                  "reference price; blank = the commodity's"),
    COLUMN_NUMBER(DemandRow, elasticity, QUANTITY_PLAIN, NAN, 0, 1e3,
                  "e in q = quantity (price/p)^e; 0 = none"),
    COLUMN_NUMBER(DemandRow, elasticity_long, QUANTITY_PLAIN, NAN, 0, 1e3,
                  "elasticity once users have adapted; blank = the default of model.yaml"),
    COLUMN_NUMBER(DemandRow, half_life, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000,
                  "months in which users adapt by half"),
    COLUMN_NUMBER_OR(DemandRow, choke, QUANTITY_PLAIN, NAN, ABOVE_ZERO, 1e9, "none", INFINITY,
                     "multiple of the price above which users give up; none = never"),
    COLUMN_NUMBER(DemandRow, intercept, QUANTITY_RATE, NAN, 0, 1e18,
                  "linear: q = intercept - slope x p"),
    COLUMN_NUMBER(DemandRow, slope, QUANTITY_DEMAND_SLOPE, NAN, 0, 1e18,
                  "linear: see intercept"),
    COLUMN_REF(DemandRow, driver, TARGET_DRIVER, false, "series that scales it over time"),
    COLUMN_NUMBER(DemandRow, intensity, QUANTITY_INTENSITY, NAN, 0, 1e18,
                  "instead of quantity: amount per unit of the driver"),
};

static void demand_subject(const Draft *draft, const void *row, Subject *subject)
{
    const DemandRow *demand = row;
    *subject = subject_of_commodity(draft, demand->commodity, demand->basis);
    subject->per = demand->driver == MODEL_NONE || !draft->driver_units
                       ? NULL
                       : draft->driver_units[demand->driver];
}

const TableKind table_demands = {
    .file = "tables/demands.csv",
    .columns = demand_columns,
    .n_columns = COUNT(demand_columns),
    .row_size = sizeof(DemandRow),
    .origin = offsetof(DemandRow, origin),
    .sourced = true,
    .defines = TARGET_DEMAND,
    .defined_by = "id",
    .key = "id",
    .subject = demand_subject,
};
