/* rows.h - tables whose rows are not yet objects of the model: what their cells say. */
#ifndef LODE_MODEL_ROWS_H
#define LODE_MODEL_ROWS_H

#include "model/model.h"
#include "table/column.h"

/* What a tonne is a tonne of; in plans.csv a fourth word says "as in facilities.csv". */
typedef enum Basis { BASIS_GROSS, BASIS_REO, BASIS_ELEMENT } Basis;
#define BASIS_CHOICES "gross|REO|element"
enum { PLAN_BASIS_SAME, PLAN_BASIS_GROSS, PLAN_BASIS_REO, PLAN_BASIS_ELEMENT };
#define PLAN_BASIS_CHOICES "same|gross|REO|element"

typedef struct RecipeRow {
    int32_t process, commodity, role; /* 0 input, 1 output */
    double amount, yield;
    Origin origin;
} RecipeRow;

typedef struct FacilityRow {
    const char *id, *name, *name_zh, *owner;
    int32_t region, process, state, basis, of;
    double capacity, availability, minimum; /* `of` per month, NAN = blank */
    double ramp, ramp_limit, delay, chance;
    double idle_after, close_after; /* NAN = blank */
    Month start, end;
    Origin origin;
} FacilityRow;

typedef struct LinesRow {
    int32_t facility;
    double lines, takt, mass, hours, days, uptime, yield; /* month and `of` per piece */
    Origin origin;
} LinesRow;

typedef struct ExpansionRow {
    const char *id, *name, *name_zh;
    int32_t region, process, basis, of;
    double capital, build, maximum, workers_building, workers_operating; /* `of` per month */
    double permit, lead, ramp, lifetime;
    double hurdle; /* per month */
    double learning, availability;
    double growth, before, allowance; /* growth per month; NAN = blank */
    int32_t residual;
    Month first;
    Origin origin;
} ExpansionRow;

typedef struct LabourRow {
    int32_t region;
    double pool, used, growth;
    Origin origin;
} LabourRow;

typedef struct UncertainRow {
    const char *id, *label, *cells;
    int32_t as, dist;
    double low, high;
    Origin origin;
} UncertainRow;

typedef struct CorrelationRow {
    const char *a, *b;
    double correlation;
    Origin origin;
} CorrelationRow;

typedef struct RiskRow {
    IndexSet facility, process, region;
    int32_t kind;
    double rate, chance, duration, share; /* NAN = blank */
    Month from;
    Origin origin;
} RiskRow;

typedef struct PlanRow {
    int32_t facility, of, basis;
    Month date;
    double capacity, minimum, cost, ramp; /* NAN = blank: as before */
    Origin origin;
} PlanRow;

typedef struct CostRow {
    IndexSet facility, process, region;
    int32_t of;
    double cost, cost_rise, slope, keep; /* NAN = blank */
    Origin origin;
} CostRow;

typedef struct RouteRow {
    IndexSet commodity, from, to;
    double freight, duty, specific, wedge, habit, limit, stickiness,
        half_life; /* NAN = blank */
    Origin origin;
} RouteRow;

typedef struct DriverRow {
    const char *driver;
    int32_t region;
    Month date;
    double value;
    Origin origin;
} DriverRow;

typedef struct DemandRow {
    const char *id;
    int32_t region, commodity, use, form, basis, driver; /* driver: an id, not yet a series */
    double quantity, price, elasticity, elasticity_long, half_life, choke, intercept, slope,
        intensity; /* NAN = blank */
    Origin origin;
} DemandRow;

typedef struct StockRow {
    IndexSet region, commodity;
    double cover, initial, maximum, holding, stiffness; /* NAN = blank */
    double storage, least, room, final_least, final_value;
    Origin origin;
} StockRow;

typedef struct StockPlanRow {
    int32_t region, commodity;
    Month date;
    double storage, least, room; /* NAN = blank: as before */
    Origin origin;
} StockPlanRow;

typedef struct GrowthRow {
    int32_t process, region;          /* region: MODEL_NONE = the world */
    double growth, before, allowance; /* per month; activity per month */
    Origin origin;
} GrowthRow;

typedef struct CohortRow {
    int32_t demand, lifetime, entry, before, facility, driver;         /* driver: an id */
    double mean, sd, shape, scale, growth, collection, content, stock; /* NAN = blank */
    Origin origin;
} CohortRow;

/* constraints.csv is read into Constraint itself. */
typedef struct ConstraintTermRow {
    int32_t constraint, facility, region, commodity, from, to;
    Month date;
    double coefficient;
    Origin origin;
} ConstraintTermRow;

/* The five obs_*.csv; each fills what it has. */
typedef struct ObservationRow {
    const char *from, *to;                   /* obs_flows: an id, a group or "world" */
    IndexSet regions, partners, commodities; /* of obs_output, obs_flows, obs_use */
    int32_t region, commodity, stage;        /* of obs_prices and obs_shares */
    IndexSet facilities, processes;          /* of obs_output */
    int32_t use, basis;
    const char *date;
    Month month;
    int32_t months;
    double value, sigma;
    Origin origin;
} ObservationRow;

#endif
