/* record.h - what a run leaves behind: names of things, and for each step what they did.
 *
 * A Record knows nothing of Model, Net or solver, so that it can be written to the store, read
 * back, and measured (metrics/) without them. Arrays over steps are step-major:
 * value of item i in step t = array[t * n + i]. Amounts are in the commodity's unit per step,
 * prices in money per unit, stocks in units at the end of the step. */
#ifndef LODE_SIM_RECORD_H
#define LODE_SIM_RECORD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/status.h"

enum { RECORD_NONE = -1 };

typedef struct RecordRegion {
    const char *id, *name, *name_zh, *group; /* group "" if none */
} RecordRegion;

typedef struct RecordStage {
    const char *id, *name, *name_zh;
} RecordStage;

typedef struct RecordCommodity {
    const char *id, *name, *name_zh, *unit, *element;
    int32_t stage;
    double price;                        /* reference price, money per unit; NAN if none */
    double content_reo, content_element; /* per unit; NAN if not given */
} RecordCommodity;

typedef struct RecordMarket {
    int32_t region, commodity;
} RecordMarket;

typedef struct RecordFacility {
    const char *id, *name, *name_zh, *process;
    int32_t region, stage;
    int32_t main_commodity; /* first output, or first input if none: what its activity is shown
                               as */
    double main_per_activity; /* units of it per unit of activity */
} RecordFacility;

/* A line of a facility's recipe. Sorted by facility, commodity. */
typedef struct RecordRecipe {
    int32_t facility, commodity;
    double coefficient; /* units per unit of activity; > 0 comes out, < 0 goes in */
} RecordRecipe;

typedef struct RecordRoute {
    int32_t commodity, from, to; /* commodity, region, region */
    double freight, wedge;       /* money per unit */
} RecordRoute;

typedef struct RecordDemand {
    const char *id, *use;               /* use id, "" if none */
    const char *use_name, *use_name_zh; /* "" if none */
    int32_t region, commodity;
    double per_device; /* units of the commodity per device built; NAN if not given */
    double elasticity; /* of its curve, positive; NAN: the curve is a line */
    double price;      /* reference price: what `wanted` is wanted at; of a line 0 */
    double choke;      /* price above which users give up; of a line where it ends; INFINITY */
} RecordDemand;

/* A limit row: a quota and the like, or how far a technology has spread. */
typedef struct RecordLimit {
    const char *id;   /* of the policy that made it, or of the technology */
    const char *name; /* of the technology; "" of a policy's */
    const char *name_zh;
} RecordLimit;

/* A route under a limit. Sorted by limit, route. */
typedef struct RecordLimitRoute {
    int32_t limit, route;
} RecordLimitRoute;

/* A facility that makes the family of a technology. Sorted by limit, facility. */
typedef struct RecordLimitFacility {
    int32_t limit, facility;
    double output; /* units of the family per unit of activity */
    int32_t under; /* 1: with the technology, so that the limit counts it; 0: otherwise */
} RecordLimitFacility;

typedef enum RecordThing { RECORD_ROUTE, RECORD_FACILITY, RECORD_DEMAND } RecordThing;

/* Something that a policy may change. Sorted by policy. */
typedef struct RecordTouch {
    int32_t policy;
    int32_t thing; /* RecordThing */
    int32_t item;
} RecordTouch;

typedef struct RecordPolicy { /* in the order of the run's plan */
    const char *id, *kind;
} RecordPolicy;

/* A cell of a table that a scenario of the run changed; in its unit there, "" = blank or none.
 */
typedef struct RecordChange {
    const char *cell, *from, *to, *unit;
    const char *scenario;
} RecordChange;

/* What other money is worth in the run's. */
typedef struct RecordRate {
    const char *code; /* CNY */
    double worth;     /* of one unit of it, in the run's money */
    const char *source, *status;
} RecordRate;

/* A year of the price index of the run's model. */
typedef struct RecordLevel {
    int32_t year;
    double index;
    const char *source, *status;
} RecordLevel;

/* One run. The numbers of the steps are in `block`, everything else is in `arena`. */
typedef struct Record {
    Arena *arena;
    Pool *pool; /* where the block is from, which outlives the record; NULL: the system */
    double *block;
    const char *model_name, *run_name, *title, *currency;
    int32_t price_year;
    Month start;
    int32_t months_per_step, n_steps;

    const RecordRegion *regions;
    const RecordStage *stages;
    const RecordCommodity *commodities;
    const RecordMarket *markets;
    const RecordFacility *facilities;
    const RecordRecipe *recipe;
    const RecordRoute *routes;
    const RecordDemand *demands;
    const RecordLimit *limits;
    const RecordLimitRoute *limit_routes;
    const RecordLimitFacility *limit_facilities;
    const RecordPolicy *policies;
    const RecordTouch *touches;
    const RecordChange *changes;
    const RecordRate *rates;
    const RecordLevel *levels; /* by year */
    int32_t n_regions, n_stages, n_commodities, n_markets, n_facilities, n_routes, n_demands,
        n_limits, n_policies, n_recipe, n_limit_routes, n_limit_facilities, n_touches,
        n_changes, n_rates, n_levels;

    /* Steps: what money of a step is in that of price_year, where the run is told in money of
     * its own time (metrics/money.h); then the steps' money is in it, and what is said of
     * things (freight, reference prices) in that of price_year. NULL: all of it is. */
    double *money;

    /* markets */
    double *price;
    double *expected;    /* price that holders of stocks expect */
    double *production;  /* outputs of processes */
    double *process_use; /* inputs of processes */
    double *demand;      /* final demand met */
    double *imports, *exports;
    double *stock;    /* at the end of the step */
    double *opening;  /* at its start */
    double *disposal; /* surplus thrown away */
    double *backstop; /* need that nothing could fill, beside final demand */

    /* facilities */
    double *activity, *capacity; /* capacity INFINITY = no limit */
    double *margin; /* value of outputs - inputs - marginal cost, money per unit of activity */
    double *spent;  /* all that was spent beside inputs, less support; money */

    double *still;     /* capacity by date that is mothballed or closed; amount per step */
    double *started;   /* of an expansion option: capacity decided in the step, the same */
    double *under_way; /* capacity decided and not yet at work, at the end of the step */
    /* of a facility with an order book: activity; book at the end of the step */
    double *book, *ordered, *delivered, *cancelled;
    double *bookable; /* activity that its capacity allows in the 24 months behind the step */
    double *invested; /* capital cost of what was decided, grants included; money */

    /* regions */
    double *workers;      /* skilled workers there are; INFINITY = not limited */
    double *workers_busy; /* of them at work */

    /* routes */
    double *flow;
    double *delivered_cost; /* price at origin + freight + wedge + duties, money per unit */
    double *duty_paid;      /* money per unit */
    double *friction;       /* cost of flowing otherwise than by habit, money per unit */
    double *flow_limit;     /* most that may flow; INFINITY = no limit */

    /* demands */
    double *quantity; /* met */
    double *wanted;   /* at the reference price */
    double *shortage; /* unmet above the choke price */
    double *in_use;   /* of demands with a lifetime: in use at the end of the step */
    double *left_use; /* what left use in it */
    double *scrap;    /* what of that (or of the step before) could be collected in it */

    /* limit rows */
    double *limit, *used, *rent; /* rent: money per unit */
    double
        *known; /* of a technology: share of its family that could be made with it; else NAN */

    /* policies */
    double *payment; /* money that the policy paid in the step; negative: it took in */
    double *active;  /* 1 = in force in the step, 0 = not */
    double *held;    /* what it holds at the end: a reserve, applications in its queue, units */

    /* steps */
    double *objective;
    double *balance_residual, *complementarity_residual; /* by the judge (market_check) */
    double *solve_seconds;
    int32_t *iterations, *restarts;
    int32_t *unsettled; /* 1: policies would act otherwise after the step's last solve */
} Record;

/* Arrays over (step, item), for whoever goes over all: X(array, number of items). The list is
 * the only place that names them all. */
#define RECORD_ARRAYS(X)                                                                       \
    RECORD_FIXED_ARRAYS(X)                                                                     \
    X(limit, n_limits)                                                                         \
    X(used, n_limits)                                                                          \
    X(rent, n_limits)                                                                          \
    X(known, n_limits)                                                                         \
    X(payment, n_policies)                                                                     \
    X(active, n_policies)                                                                      \
    X(held, n_policies)

/* Those over things that every run of a model has. */
#define RECORD_FIXED_ARRAYS(X)                                                                 \
    X(price, n_markets)                                                                        \
    X(expected, n_markets)                                                                     \
    X(production, n_markets)                                                                   \
    X(process_use, n_markets)                                                                  \
    X(demand, n_markets)                                                                       \
    X(imports, n_markets)                                                                      \
    X(exports, n_markets)                                                                      \
    X(stock, n_markets)                                                                        \
    X(opening, n_markets)                                                                      \
    X(disposal, n_markets)                                                                     \
    X(backstop, n_markets)                                                                     \
    X(activity, n_facilities)                                                                  \
    X(capacity, n_facilities)                                                                  \
    X(margin, n_facilities)                                                                    \
    X(spent, n_facilities)                                                                     \
    X(still, n_facilities)                                                                     \
    X(started, n_facilities)                                                                   \
    X(under_way, n_facilities)                                                                 \
    X(book, n_facilities)                                                                      \
    X(ordered, n_facilities)                                                                   \
    X(delivered, n_facilities)                                                                 \
    X(cancelled, n_facilities)                                                                 \
    X(bookable, n_facilities)                                                                  \
    X(invested, n_facilities)                                                                  \
    X(workers, n_regions)                                                                      \
    X(workers_busy, n_regions)                                                                 \
    X(flow, n_routes)                                                                          \
    X(delivered_cost, n_routes)                                                                \
    X(duty_paid, n_routes)                                                                     \
    X(friction, n_routes)                                                                      \
    X(flow_limit, n_routes)                                                                    \
    X(quantity, n_demands)                                                                     \
    X(wanted, n_demands)                                                                       \
    X(in_use, n_demands)                                                                       \
    X(left_use, n_demands)                                                                     \
    X(scrap, n_demands)                                                                        \
    X(shortage, n_demands)

/* Numbers of things, to take the memory of a record in one go. */
typedef struct RecordSize {
    int32_t n_steps, n_regions, n_stages, n_commodities, n_markets, n_facilities, n_routes,
        n_demands, n_limits, n_policies, n_recipe, n_limit_routes, n_limit_facilities,
        n_touches, n_changes, n_rates, n_levels;
} RecordSize;

/* A record with space for all arrays; zeroed, but from a pool (NULL: none) the numbers of a
 * step are anything until record_open_step. The name arrays are writable through the pointers
 * returned by the record_*_room functions until the record is handed out. */
Status record_new(const RecordSize *size, Pool *pool, Record **out);

/* Zeroes the numbers of a step, which is about to be recorded. */
void record_open_step(Record *record, int32_t step);

/* What money of a step is in that of what is said of things. */
static inline double record_money(const Record *r, int32_t step)
{
    return r->money ? r->money[step] : 1.0;
}
void record_free(Record *record); /* NULL is fine */

/* Copies the first `steps` steps of a record with the same things, its limits left out. */
void record_copy_steps(const Record *from, int32_t steps, Record *to);

RecordRegion *record_region_room(Record *record);
RecordStage *record_stage_room(Record *record);
RecordCommodity *record_commodity_room(Record *record);
RecordMarket *record_market_room(Record *record);
RecordFacility *record_facility_room(Record *record);
RecordRoute *record_route_room(Record *record);
RecordDemand *record_demand_room(Record *record);
RecordLimit *record_limit_room(Record *record);
RecordPolicy *record_policy_room(Record *record);
RecordRecipe *record_recipe_room(Record *record);
RecordLimitRoute *record_limit_route_room(Record *record);
RecordLimitFacility *record_limit_facility_room(Record *record);
RecordTouch *record_touch_room(Record *record);
RecordChange *record_change_room(Record *record);
RecordRate *record_rate_room(Record *record);
RecordLevel *record_level_room(Record *record);

/* The market of a region and commodity, or RECORD_NONE. */
int32_t record_market(const Record *record, int32_t region, int32_t commodity);

/* The lines of a facility's recipe. */
const RecordRecipe *record_recipe_of(const Record *record, int32_t facility, int32_t *n);

/* Mass balance of the whole run, in the manner of a water-network simulator: for each commodity
 * opening stock + production + backstop = use + demand + disposal + closing stock (trade
 * cancels over the world), all summed over steps. */
typedef struct MassBalance {
    double opening, production, backstop, process_use, demand, disposal, closing;
    double larger;             /* of the two sides, units */
    double imbalance;          /* left minus right, units */
    double imbalance_relative; /* over the larger side */
} MassBalance;

MassBalance record_mass_balance(const Record *record, int32_t commodity);

/* The worst relative imbalance of all commodities that move at all, and which one. */
double record_worst_imbalance(const Record *record, int32_t *commodity);

#endif
