/* draft.h - a model while it is being read: the tables as rows of C structs, not yet put
 * together. Used by the files of src/model only. */
#ifndef LODE_MODEL_DRAFT_H
#define LODE_MODEL_DRAFT_H

#include "model/cell.h"
#include "model/model.h"
#include "model/rows.h"
#include "table/files.h"

typedef enum TableId {
    TABLE_DOCUMENTS,
    TABLE_REGIONS,
    TABLE_STAGES,
    TABLE_COMMODITIES,
    TABLE_PROCESSES,
    TABLE_RECIPES,
    TABLE_FACILITIES,
    TABLE_EXPANSIONS,
    TABLE_LINES,
    TABLE_PLANS,
    TABLE_COSTS,
    TABLE_ROUTES,
    TABLE_DRIVERS,
    TABLE_DEMANDS,
    TABLE_USES,
    TABLE_COHORTS,
    TABLE_GROWTH,
    TABLE_TECHNOLOGIES,
    TABLE_ORDERS,
    TABLE_STOCKS,
    TABLE_STOCK_PLANS,
    TABLE_CONSTRAINTS,
    TABLE_CONSTRAINT_TERMS,
    TABLE_LABOUR,
    TABLE_PRICE_INDEX,
    TABLE_UNCERTAIN,
    TABLE_CORRELATIONS,
    TABLE_RISKS,
    TABLE_CANDIDATES,
    TABLE_OBS_OUTPUT,
    TABLE_OBS_FLOWS,
    TABLE_OBS_USE,
    TABLE_OBS_PRICES,
    TABLE_OBS_SHARES,
    TABLE_FIT_FACILITIES,
    TABLE_FIT_ROUTES,
    TABLE_FIT_DEMANDS,
    TABLE_FIT_STOCKS,
    TABLE_COUNT
} TableId;

/* The rows of one table, in an array of structs of the table's kind. */
typedef struct RowList {
    void *items;
    int32_t n;
    bool *bad;            /* of each row: something is wrong with it */
    int32_t first, n_ids; /* the ids that it defines, among those of its target */
    int32_t errors;       /* 0: nothing is wrong with the table */
} RowList;

/* The behavioural defaults of model.yaml, in the engine's units. */
typedef struct Behaviour {
    double choke, disposal,
        backstop; /* multiples of the reference price; INFINITY, NAN: none */
    double cost_rise, stickiness, half_life, holding, stiffness, expectation, habit_floor;
    double long_run; /* long-run elasticity over the short-run one */
    double demand_half_life, extrapolation;
    double discount; /* per month: a twelfth of the yearly rate */
    double response, look_ahead, belief, review, reopen;
    double idle_after, close_after; /* INFINITY = never */
    const char *source;
    int32_t status; /* HowKnown */
} Behaviour;

typedef struct Draft {
    Reading reading;
    Files files;
    CsvTable csv[TABLE_COUNT];
    RowList rows[TABLE_COUNT];
    Behaviour behaviour;
    int32_t default_document; /* of behaviour.source; MODEL_NONE = assumption or none */
    const YamlNode *settings; /* model.yaml */
    UnitSystem *units;
    const char **driver_units; /* by driver id: the unit that its values are kept in */
    const char **use_units;    /* by use: the unit of what its demands take; NULL = none does */
    Model *model;
} Draft;

/* One table: its file, its columns, and what only it knows. */
typedef struct TableKind {
    const char *file;
    const Column *columns;
    int32_t n_columns;
    size_t row_size;
    size_t origin;        /* offset of the row's Origin, or of a Place if nothing is sourced */
    bool sourced;         /* has the columns source, status, note */
    const char *maker;    /* a source beside documents and assumptions; NULL = none */
    ColumnTarget defines; /* its ids are the names of this target; then rows stand by id */
    const char *defined_by; /* the column that holds them */
    const char *key;        /* "process|commodity|role": no two rows have all of them alike */
    /* What a row's numbers are about, once its other columns are read; NULL: nothing. */
    void (*subject)(const Draft *draft, const void *row, Subject *subject);
    /* Rules within a row; may change it. bad: one of its cells has earned a message, so what
     * looks blank may not be. NULL: none. */
    void (*check)(Draft *draft, void *row, bool bad);
} TableKind;

extern const TableKind table_documents, table_regions, table_stages, table_commodities,
    table_processes, table_recipes, table_facilities, table_expansions, table_lines,
    table_labour, table_plans, table_costs, table_routes, table_drivers, table_demands,
    table_uses, table_candidates, table_cohorts, table_growth, table_technologies, table_orders,
    table_stocks, table_stock_plans, table_constraints, table_constraint_terms,
    table_obs_output, table_obs_flows, table_obs_use, table_obs_prices, table_obs_shares,
    table_fit_facilities, table_fit_routes, table_fit_demands, table_fit_stocks,
    table_price_index, table_uncertain, table_correlations, table_risks;

/* By TableId, in the order in which they are read. */
extern const TableKind *const table_kinds[TABLE_COUNT];

/* Splits the file of a table into cells and notes the ids that it defines. */
Status table_open(Draft *draft, TableId id);

/* Reads the rows into draft->rows[id]. */
Status table_read(Draft *draft, TableId id);

/* How narrowly the wildcards of a row are said: of the rows that mean a thing, the one with the
 * most decides. An id counts 2, a group or stage 1, all 0; naming a facility beats all. */
int32_t table_specific(const TableKind *kind, const void *row);

/* Rows read so far, by id; NULL for MODEL_NONE. */
const Commodity *draft_commodity(const Draft *draft, int32_t commodity);
const Process *draft_process(const Draft *draft, int32_t process);

/* The process and the region of a facility or an option by its index; MODEL_NONE if they are
 * not known. */
int32_t draft_facility_process(const Draft *draft, int32_t facility);
int32_t draft_facility_region(const Draft *draft, int32_t facility);

/* What numbers of a row about this commodity are measured in; basis says what a tonne is. */
Subject subject_of_commodity(const Draft *draft, int32_t commodity, int32_t basis);

/* The unit that all of them share; `mixed` is set where they do not. */
Subject subject_of_commodities(const Draft *draft, const IndexSet *commodities, int32_t basis);
/* What the capacity of a facility or an option is counted in: `of`, or activity. */
Subject subject_of_capacity(const Draft *draft, int32_t of, int32_t basis, int32_t process);

#endif
