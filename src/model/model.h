/* model.h - what the author wrote, checked: names resolved, units unified, nothing missing.
 *
 * A Model is immutable and lives in one arena. Inside, every amount is in the commodity's own
 * unit, every rate per month, every price in model money per unit, every time in months, every
 * share a fraction. Blank cells hold the defaults; NAN says "not given" where a field says so.
 * docs/tables.md describes the folder this is read from. */
#ifndef LODE_MODEL_MODEL_H
#define LODE_MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/status.h"
#include "model/lines.h"
#include "table/column.h"
#include "table/yaml.h"

enum { MODEL_NONE = -1 };

/* Where a row stands, for messages and for `lode why`. */
typedef struct Place {
    const char *file; /* relative to the model folder */
    int32_t line, column;
} Place;

typedef enum HowKnown {
    EVIDENCE_NONE,
    EVIDENCE_SEEN,
    EVIDENCE_MEMORY,
    EVIDENCE_ESTIMATE
} HowKnown;

/* Every row with a number says where the number is from. */
typedef struct Origin {
    Place place;
    int32_t document; /* index into documents; MODEL_NONE = assumption */
    HowKnown status;
    const char *note; /* "" if none */
} Origin;

typedef struct Region {
    const char *id, *name, *name_zh;
    int32_t group;   /* index into groups, or MODEL_NONE */
    double lat, lon; /* degrees; NAN = not given */
    Origin origin;
} Region;

typedef struct Group {
    const char *id;
} Group;

typedef struct Stage {
    const char *id, *name, *name_zh;
    double order;
    Origin origin;
} Stage;

typedef struct Commodity {
    const char *id, *name, *name_zh, *unit, *element;
    int32_t stage;
    double content_reo, content_element; /* per unit; NAN = not given */
    double price;                        /* money per unit; NAN = not given */
    double disposal;                     /* money per unit; NAN = forbidden */
    double backstop;                     /* money per unit; NAN = forbidden */
    bool disposal_relative,
        backstop_relative; /* true: the two above are multiples of the price */
    Origin origin;
} Commodity;

typedef struct RecipeLine {
    int32_t process, commodity;
    double coefficient; /* per unit of activity; > 0 output, < 0 input; yield applied */
    double amount, yield;
    Origin origin;
} RecipeLine;

typedef struct Process {
    const char *id, *name, *name_zh, *unit;
    int32_t stage;
    int32_t first_line, n_lines; /* its rows in recipe_lines, which is sorted by process */
    Origin origin;
} Process;

typedef enum FacilityState {
    FACILITY_OPERATING,
    FACILITY_RAMPING,
    FACILITY_CONSTRUCTION,
    FACILITY_PLANNED,
    FACILITY_HALTED,
    FACILITY_CLOSED
} FacilityState;

/* Capacity as a piecewise linear function of the month: `ramp` months from `from` on, capacity
 * goes linearly from what it was to `capacity`. */
typedef struct CapacityStep {
    int32_t facility;
    Month from;
    double ramp;     /* months */
    double capacity; /* activity per month; NAN = unchanged */
    double minimum;  /* activity per month, from `from` on; NAN = unchanged */
    double cost;     /* money per activity, from `from` on; NAN = unchanged */
    Origin origin;
} CapacityStep;

typedef struct Facility {
    const char *id, *name, *name_zh, *owner;
    int32_t region, process;
    FacilityState state;
    double capacity;     /* activity per month when full; INFINITY = no limit */
    double availability; /* fraction */
    double minimum;      /* activity per month */
    Month start, end;    /* MONTH_NONE = not limited */
    double ramp;         /* months */
    double ramp_limit;   /* share of capacity per month; INFINITY = none */
    double cost;         /* money per activity */
    double keep;         /* money per unit of activity that its capacity allows, used or not */
    double cost_rise;    /* marginal cost at capacity / cost - 1; NAN when slope is given */
    double slope;        /* money per activity, per activity per month; NAN when not given */
    double wedge;        /* money per activity, of the calibration (fit.h); 0 = none */
    double base;         /* activity per month in its base year; 0 = not calibrated */
    double delay;        /* months that it comes late, if it does */
    double chance;       /* fraction: how likely it is late */
    double idle_after;   /* months of loss in a row until it is mothballed; INFINITY = never */
    double close_after;  /* months mothballed until it is gone; INFINITY = never */
    int32_t expansion;   /* index into expansions if its capacity is decided in the run, not by
                          * dates; MODEL_NONE */
    int32_t of;          /* commodity that measures it, or MODEL_NONE = activity */
    double of_per_activity;
    int32_t first_step, n_steps; /* its rows in capacity_steps (sorted by facility and month) */
    Origin origin, cost_origin;
} Facility;

/* The production lines that give a facility its capacity (lines.csv). */
typedef struct FacilityLines {
    int32_t facility;
    Lines lines; /* mass in units of what measures its capacity */
    Origin origin;
} FacilityLines;

/* What of the capital cost is charged when a life reaches beyond the run (horizon/share.h). */
typedef enum Residual {
    RESIDUAL_ANNUITY,
    RESIDUAL_MESSAGE,
    RESIDUAL_LINEAR,
    RESIDUAL_NONE
} Residual;

/* An option to build capacity of a process in a region. It is a facility, too (the last ones of
 * the list), which has no capacity by date: what is decided in a run gives it some. */
typedef struct Expansion {
    int32_t facility;
    double capital;            /* money per unit of capacity (activity per month) */
    double permit, lead, ramp; /* months: until work begins, until it ends, until it is full */
    double build;              /* most that may be started in a year: activity per month */
    double maximum;            /* in all: activity per month; INFINITY = no limit */
    double lifetime;           /* months; INFINITY = for ever */
    double hurdle;             /* rate of return asked for, fraction per year */
    double workers_building;   /* persons per unit of capacity under construction */
    double workers_operating;  /* persons per unit of capacity in operation */
    double learning;           /* fraction by which the cost falls per doubling */
    Month first;               /* no start before; MONTH_NONE = not limited */

    /* with perfect foresight */
    double growth;    /* of what is started, fraction per year; NAN = not limited */
    double before;    /* started in a year before the first step: activity per month */
    double allowance; /* may be started in a year beside that growth: activity per month */
    Residual residual;
    Origin origin;
} Expansion;

/* How fast an activity may grow; only runs with perfect foresight know it. */
typedef struct Growth {
    int32_t process, region; /* region MODEL_NONE = all of them together */
    double growth;           /* fraction per year */
    double before;           /* activity per month before the first step */
    double allowance;        /* activity per month that may be added in a year beside it */
    Origin origin;
} Growth;

/* Skilled workers of a region. */
typedef struct Labour {
    double pool;   /* persons; INFINITY = no limit (the region has no row) */
    double used;   /* persons that everything but expansions keeps busy */
    double growth; /* fraction of the pool trained per month */
    Origin origin;
} Labour;

/* One pair of regions and one commodity, after wildcards; only pairs that a row names. */
typedef struct Route {
    int32_t commodity, from, to;
    double freight, specific, wedge; /* money per unit */
    double duty;                     /* fraction of the price at `from` */
    double habit;                    /* amount per month; NAN = not given */
    double limit;                    /* amount per month; INFINITY = none */
    double stickiness;               /* fraction of the reference price */
    double half_life;                /* months */
    Origin origin;                   /* of the row that gave the freight */
    Origin habit_origin;             /* of the row that gave the habit */
} Route;

typedef struct Use {
    const char *id, *name, *name_zh, *sector, *device;
    double per_device; /* commodity units per device; NAN = not given */
    Origin origin;
} Use;

typedef enum DemandForm { DEMAND_ELASTIC, DEMAND_FIXED, DEMAND_LINEAR } DemandForm;

typedef struct Demand {
    const char *id;
    int32_t region, commodity, use; /* use may be MODEL_NONE */
    DemandForm form;
    double quantity;   /* amount per month at the start; with intensity: driver(start) x it */
    double price;      /* reference price, money per unit; NAN when nothing gives one */
    double elasticity; /* within the month */
    double elasticity_long; /* once users have adapted */
    double half_life;       /* months in which they adapt by half */
    double choke;           /* multiple of price; INFINITY = none */
    double intercept;       /* linear: amount per month */
    double slope;           /* linear: amount per month, per money per unit */
    int32_t driver;         /* index into drivers, or MODEL_NONE */
    double intensity;       /* amount per driver unit; NAN = not given */
    Origin origin;
} Demand;

/* A dated series; one per (driver, region) that the table has. */
typedef struct DriverPoint {
    Month month;
    double value; /* in the driver's unit */
    Origin origin;
} DriverPoint;

typedef struct Driver {
    const char *id;
    const char *unit; /* of its values; "1" for an index */
    int32_t region;   /* MODEL_NONE = every region without rows of its own */
    int32_t first_point, n_points;
} Driver;

typedef struct Stock {
    int32_t region, commodity;
    double cover;     /* months of use */
    double initial;   /* amount; NAN = cover x use */
    double maximum;   /* months of use */
    double holding;   /* share of value per month */
    double stiffness; /* multiple of the reference price */
    double wedge;     /* money per unit, of the calibration (fit.h); 0 = none */
    double storage;   /* money per unit and month, on the stock at the end of a step */
    double least;     /* amount */
    double room;      /* amount; NAN = `maximum` decides */
    double final_least, final_value; /* of the last step: amount, money per unit; NAN = blank */
    int32_t first_step, n_steps;     /* its rows in stock_steps */
    Origin origin;
} Stock;

typedef enum Lifetime {
    LIFETIME_FIXED,
    LIFETIME_NORMAL,
    LIFETIME_LOGNORMAL,
    LIFETIME_WEIBULL
} Lifetime;

typedef enum CohortBefore {
    COHORT_BEFORE_NONE,
    COHORT_BEFORE_STEADY,
    COHORT_BEFORE_DRIVER
} CohortBefore;

/* Products in use: what a demand buys, until it leaves use. */
typedef struct Cohort {
    int32_t demand;
    Lifetime lifetime;
    double mean, sd, shape, scale; /* months; shape: plain; NAN where the kind has none */
    double entry;                  /* age at the end of the step of sale, in steps: 0, 0.5, 1 */
    CohortBefore before;
    double growth;     /* of past sales, fraction per year */
    int32_t facility;  /* that collects; MODEL_NONE = nobody */
    double collection; /* fraction of what leaves use */
    double content;    /* what the facility's capacity counts per unit that leaves use */
    double stock;      /* amount that is to be in use at the start; NAN = sales decide */
    int32_t driver;    /* of the stock: index into drivers, or MODEL_NONE */
    Origin origin;
} Cohort;

/* A technology: a way of making a family of goods that those who can do it teach others
 * (sim/adopt.h). The processes make a share of the family's output in the regions together. */
typedef struct Technology {
    const char *id, *name, *name_zh;
    IndexSet processes, family, region; /* family: commodities */
    double start;   /* share that could be made with it before the first step; NAN = what is */
    double ceiling; /* share that it can reach */
    double imitation;  /* per month: how fast others learn from those who do it */
    double innovation; /* per month: how fast they find it out by themselves */
    Origin origin;
} Technology;

/* What users have ordered of a facility (sim/book.h). */
typedef struct OrderBook {
    int32_t facility;
    IndexSet goods;  /* commodities whose users place the orders */
    double backlog;  /* months of work on order at the start */
    double ahead;    /* months before they want it that users order */
    double patience; /* months that they wait at the most; INFINITY = for ever */
    Origin origin;
} OrderBook;

/* A measure that a plan may take in some size (lode optimise): a policy with one number left
 * open. What its kind, keys and number mean is checked where policies are (choice/). */
/* The cells of a candidate that its policy is made of, in the order in which it says them. */
typedef enum CandidateCell {
    CANDIDATE_KIND,
    CANDIDATE_TARGET,
    CANDIDATE_TERMS,
    CANDIDATE_SIZE, /* `sets` and what it is set to */
    CANDIDATE_CELLS
} CandidateCell;

typedef struct PolicyCandidate {
    const char *id, *name, *name_zh; /* names "" if none */
    const char *kind;                /* of policy */
    const char *target, *terms;      /* "key: value, ..." as in a scenario; "" if none */
    const char *sets, *unit;         /* the key that the size is written to, and its unit */
    double step, most;               /* sizes are whole numbers of steps, up to `most` */
    double rate;                     /* money per unit of size beside what the policy pays */
    Place cells[CANDIDATE_CELLS];
    Origin origin;
} PolicyCandidate;

/* What changes about a stock from a month on; NAN = unchanged. */
typedef struct StockStep {
    int32_t stock;
    Month from;
    double storage, least, room;
    Origin origin;
} StockStep;

/* A sum over activities, flows and stocks that is kept at, below or above a limit. Only runs
 * with perfect foresight know it, since it may tie steps together. */
typedef enum ConstraintSense {
    CONSTRAINT_AT_MOST,
    CONSTRAINT_AT_LEAST,
    CONSTRAINT_EQUAL
} ConstraintSense;

typedef struct Constraint {
    const char *id, *name;
    int32_t sense; /* ConstraintSense */
    double limit;  /* in whatever its terms add up to */
    int32_t over;  /* 0: the sum over the run; 1: each step's sum (limit per month) */
    int32_t first_term, n_terms;
    Origin origin;
} Constraint;

typedef struct ConstraintTerm {
    int32_t constraint;
    int32_t facility, route, stock; /* one of them, the others MODEL_NONE */
    Month date;                     /* only of the step with this month; MONTH_NONE = all */
    double coefficient;
    Origin origin;
} ConstraintTerm;

typedef enum ObservationKind {
    OBSERVED_OUTPUT,
    OBSERVED_FLOW,
    OBSERVED_USE,
    OBSERVED_PRICE,
    OBSERVED_SHARE
} ObservationKind;

typedef struct Observation {
    ObservationKind kind;
    IndexSet regions, partners; /* what is added up; of a flow: from and to */
    IndexSet commodities;
    const double
        *content; /* of each of them: what counts of one unit (REO, element); NAN: bad */
    IndexSet facilities, processes; /* output: made by these */
    int32_t use;                    /* MODEL_NONE where not given */
    Month from;
    int32_t months; /* 1 or 12: what the date covers */
    double value;   /* amount in the whole period, price, or fraction */
    double sigma;   /* relative; NAN = not given */
    Origin origin;
} Observation;

typedef struct Document {
    const char *id, *title, *title_zh, *publisher, *date, *url, *licence, *language;
    const char *retrieved, *note;
    Place place;
} Document;

typedef struct Headline {
    int32_t region, price_region;   /* MODEL_NONE = none */
    const int32_t *stages, *prices; /* stage and commodity indices */
    int32_t n_stages, n_prices;
    const int32_t *years;
    int32_t n_years;
} Headline;

/* A run that is held against what was observed. */
typedef struct Episode {
    const char *title, *title_zh;
    const char *model; /* folder, seen from this model's; "" = this model */
    const char *run;   /* scenarios joined by '+' */
} Episode;

/* One policy as written; kinds/ binds it to its kind's columns. */
typedef struct PolicyText {
    const YamlNode *node; /* the mapping */
    const char *kind;
    Place place;
} PolicyText;

/* A number that a scenario leaves open: a slider, and a dimension of an ensemble. Texts of its
 * policies name it in braces, as in limit: "{12 * severity} t/month" (kinds/vary.h). */
#define VARY_DISTS "uniform|triangular|loguniform|normal|lognormal"
typedef struct ScenarioVary {
    const char *id, *label, *label_zh;
    double low, high, usual; /* usual: the default */
    int32_t dist;            /* of an ensemble: of VARY_DISTS */
    Place place;
} ScenarioVary;

/* A cell of a table that a scenario writes anew (recast.h). */
typedef struct ScenarioChange {
    const char *cell;     /* its address as written: "facilities[the-mine].capacity" */
    const YamlNode *node; /* what the scenario says of it: which change this is */
    const YamlNode *value;
    const char *scenario; /* id of the one that says so: of a parent, where it is inherited */
    bool wins;            /* over other scenarios that change the cell */
    Origin
        origin; /* place: of the address. document MODEL_NONE, status EVIDENCE_NONE: not said */
} ScenarioChange;

typedef struct Scenario {
    const char *id, *title, *title_zh, *tells;
    const int32_t *documents;
    int32_t n_documents;
    const ScenarioChange *changes; /* parents' first */
    int32_t n_changes;
    const ScenarioVary *varies; /* parents' first; a child's of the same id stands for them */
    int32_t n_varies;
    const PolicyText *policies; /* parents' first */
    int32_t n_policies;
    Place place;
} Scenario;

/* Chance: what `lode ensemble` varies (docs/tables.md). A run by itself knows nothing of it. */
#define UNCERTAIN_DISTS "triangular|uniform|loguniform|normal|lognormal"
typedef enum UncertainAs { UNCERTAIN_VALUE, UNCERTAIN_FACTOR } UncertainAs;

/* One number of which only a range is known: what stands in some cells, or a factor on it. */
typedef struct Uncertain {
    const char *id, *label;
    const char *cells; /* addresses (address.h), joined by blanks, as written */
    UncertainAs as;
    int32_t dist; /* of UNCERTAIN_DISTS */
    double low, high;
    Origin origin;
} Uncertain;

typedef struct Correlation {
    const char *a, *b; /* ids of what is uncertain, or of what scenarios let vary */
    double correlation;
    Origin origin;
} Correlation;

typedef enum RiskKind { RISK_OUTAGE, RISK_DELAY } RiskKind;

/* What may happen to a facility. The risk of a facility is the narrowest row that means it. */
typedef struct Risk {
    RiskKind kind;
    int32_t facility;
    double rate;     /* outages per month */
    double chance;   /* of a delay, fraction */
    double duration; /* mean of the outage or the delay, months */
    double share;    /* of the capacity that an outage takes, fraction */
    Month from;      /* the first month in which it may happen; MONTH_NONE = any */
    Origin origin;
} Risk;

typedef struct CheckText { /* one assertion of checks.yaml, read by metrics/ */
    const YamlNode *node;
    Place place;
} CheckText;

/* Periods of one length, one after the other. */
typedef struct PeriodGroup {
    int32_t count;  /* 0: until the end */
    int32_t months; /* of each; a multiple of the model's months_per_step */
} PeriodGroup;

/* What other money is worth. */
typedef struct Rate {
    const char *code;            /* CNY */
    double worth;                /* of one unit of it, in the model's money */
    const char *source, *status; /* of all rates alike; "" = not said */
} Rate;

/* A year of tables/price_index.csv; price_index.c reads it as it is. */
typedef struct PriceLevel {
    double year, index; /* only ratios of indices mean something */
    Origin origin;
} PriceLevel;

typedef struct Model {
    Arena *arena;
    const char *folder, *name, *title, *title_zh, *about, *licence, *currency;
    int32_t price_year; /* 0 = not given */
    const Rate *rates;
    int32_t n_rates;
    const PriceLevel *price_levels; /* by year: all years of the run and price_year; or none */
    int32_t n_price_levels;
    Month start, end;
    int32_t months_per_step;
    int32_t n_steps;            /* (end - start + 1) / months_per_step, whole */
    const PeriodGroup *periods; /* with perfect foresight: what steps are taken together */
    int32_t n_period_groups;    /* 0: every step by itself */
    int32_t period_line;        /* of model.yaml; 0: said elsewhere */
    Headline headline;
    const Episode *episodes;
    int32_t n_episodes;

    /* behavioural defaults that are not per row */
    double expectation;   /* weight of this month's price in the expected price, per month */
    double extrapolation; /* months over which the trend of prices is expected to go on */
    double habit_floor;   /* share of a market's turnover below which a habit is not counted */
    double response; /* margin beyond the capital cost, over it, that builds at the full rate */
    double look_ahead; /* months that investors look ahead; 0 = they do not */
    double belief;     /* share of what they see there in the price they expect */
    double review;     /* months between two looks */
    double reopen; /* months of gain expected in a row until what is mothballed works again */

    /* perfect foresight (horizon/) */
    bool foresees;         /* runs have it unless the command line says otherwise */
    double discount;       /* per year, compounded yearly */
    const double *weights; /* of the steps' money instead of the discount; NULL = none */
    int32_t n_weights;

    const Region *regions;
    const Group *groups;
    const Stage *stages;
    const Commodity *commodities;
    const Process *processes;
    const RecipeLine *recipe_lines;
    const Facility *facilities;
    const FacilityLines *lines;
    const CapacityStep *capacity_steps;
    const Expansion *expansions;
    const Labour *labour; /* n_regions */
    const PolicyCandidate *candidates;
    const Route *routes; /* sorted by commodity, from, to */
    const Use *uses;
    const Demand *demands;
    const Driver *drivers;
    const DriverPoint *driver_points;
    const Cohort *cohorts;
    const Growth *growths;
    const Technology *technologies;
    const OrderBook *books; /* at most one a facility */
    const Stock *stocks;
    const StockStep *stock_steps; /* sorted by stock and month */
    const Constraint *constraints;
    const ConstraintTerm *constraint_terms; /* sorted by constraint */
    const Observation *observations;
    const Document *documents;
    const Scenario *scenarios;
    const Uncertain *uncertain;
    const Correlation *correlations;
    const Risk *risks; /* sorted by kind and facility */
    const CheckText *checks;
    int32_t n_regions, n_groups, n_stages, n_commodities, n_processes, n_recipe_lines;
    int32_t n_facilities, n_capacity_steps, n_expansions, n_routes, n_uses, n_demands,
        n_drivers;
    int32_t n_candidates, n_lines, n_growths, n_cohorts, n_technologies, n_books, n_stock_steps,
        n_constraints, n_constraint_terms;
    int32_t n_driver_points, n_stocks, n_observations, n_documents, n_scenarios, n_checks;
    int32_t n_uncertain, n_correlations, n_risks;

    const struct Files *files;  /* as read; NULL unless a scenario changes cells */
    struct UnitSystem *units;   /* lives as long as the model */
    const struct ModelIds *ids; /* every id by kind: model_find_* look here */
} Model;

/* Reads and checks a model folder. Every mistake goes to diag; if there is one of severity
 * error the result is LODE_BAD_INPUT and *out is NULL. LODE_IO: the folder cannot be read. */
Status model_read(const char *folder, Diag *diag, Model **out);
void model_free(Model *model); /* NULL is fine */

/* Runs in steps of another length: month, quarter, year, a number of months, or periods such as
 * "24 x month, year". LODE_BAD_INPUT after a message, and nothing changed, when the model's
 * months are no whole number of them. */
Status model_set_step(Model *model, const char *step, Diag *diag);

/* How many steps period number `period` of a run takes; 0: the list of periods has ended. */
int32_t model_period_steps(const Model *model, int32_t period);

/* How many whole periods n_steps hold, and how many steps are left over behind them. */
int32_t model_count_periods(const Model *model, int32_t n_steps, int32_t *left);

/* Index by id; MODEL_NONE when there is none. */
int32_t model_find_region(const Model *model, const char *id);
int32_t model_find_stage(const Model *model, const char *id);
int32_t model_find_commodity(const Model *model, const char *id);
int32_t model_find_process(const Model *model, const char *id);
int32_t model_find_facility(const Model *model, const char *id);
int32_t model_find_use(const Model *model, const char *id);
int32_t model_find_scenario(const Model *model, const char *id);
int32_t model_find_document(const Model *model, const char *id);

/* Capacity of a facility in a month, activity per month, dates and ramps (the mean over the
 * month) and availability applied, as is to be expected: with the chance that it is late.
 * INFINITY = no limit. Expansions have none. */
double facility_capacity(const Model *model, int32_t facility, Month month);

/* Its least activity per month, and what an activity costs beside inputs, as of a month. */
double facility_minimum(const Model *model, int32_t facility, Month month);
double facility_cost(const Model *model, int32_t facility, Month month);

/* Of a stock as of a month: storage cost, least amount, room (NAN = `maximum` decides). */
double stock_storage(const Model *model, int32_t stock, Month month);
double stock_least(const Model *model, int32_t stock, Month month);
double stock_room(const Model *model, int32_t stock, Month month);

/* Share of a cohort that is still in use at an age, months. */
double cohort_survival(const Cohort *cohort, double age);

/* The price index of a year; NAN: the model has none. */
double model_price_level(const Model *model, int32_t year);

/* A driver's value in a month, interpolated as docs/tables.md says. */
double driver_value(const Model *model, int32_t driver, Month month);

#endif
