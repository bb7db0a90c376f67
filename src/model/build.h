/* build.h - from rows to the model: each function puts one part together from draft->rows and
 * into draft->model, and says what does not fit together. Rows with mistakes are passed over.
 * All return LODE_OK or LODE_NO_MEMORY. */
#ifndef LODE_MODEL_BUILD_H
#define LODE_MODEL_BUILD_H

#include "model/draft.h"

Status build_nouns(Draft *draft);      /* regions, stages, commodities, uses, documents */
Status build_processes(Draft *draft);  /* recipes sorted by process and commodity */
Status build_facilities(Draft *draft); /* capacities as activity, plans as steps; options */
Status build_labour(Draft *draft);
Status build_costs(Draft *draft); /* after facilities: one cost each */
Status build_drivers(Draft *draft);
Status build_demands(Draft *draft); /* after drivers */
Status build_routes(Draft *draft);  /* after facilities and demands: wildcards spread out */
Status build_stocks(Draft *draft);  /* likewise */
Status build_growth(Draft *draft);
Status build_price_index(Draft *draft);
Status build_candidates(Draft *draft);
Status build_technologies(Draft *draft); /* after facilities */
Status build_books(Draft *draft);        /* after demands and facilities */
Status build_cohorts(Draft *draft);      /* after demands and facilities */
Status build_stock_plans(Draft *draft);  /* after stocks */
Status build_constraints(Draft *draft);  /* after facilities, routes and stocks */
Status build_chances(Draft *draft);      /* after facilities: what ensembles vary */
Status build_observations(Draft *draft);
Status build_fit(Draft *draft); /* last: what the calibration changed, over the rest */

/* The series of a driver (by id) for a region, else the one for every region; MODEL_NONE after
 * a message when there is none, and for MODEL_NONE. */
int32_t build_series(Draft *draft, int32_t driver, int32_t region, const Place *place);

/* Before drivers.csv and uses.csv are read: what their values are counted in. */
Status prepare_driver_units(Draft *draft);
Status prepare_use_units(Draft *draft);

/* Groups, stages and sectors as sets, once the rows that belong to them are read. */
Status build_region_groups(Draft *draft);
Status build_stage_sets(Draft *draft);
Status build_sector_sets(Draft *draft);

/* What a recipe says of a commodity: > 0 it comes out, < 0 it goes in, 0 neither. */
double recipe_coefficient(const Model *model, int32_t process, int32_t commodity);

/* How much of `of` one unit of activity moves; 1 for activity itself, NAN when it is none of
 * the process's commodities (after a message) or the process is not known. */
double build_measure(Draft *draft, int32_t process, int32_t of, const Place *place);

/* What is built of options (expansions.c): option i as a facility and as an option. */
Facility expansion_facility(Draft *draft, const ExpansionRow *row, int32_t i);
Status build_expansions(Draft *draft);

/* Contained REO or element per unit; 1 for gross; NAN after a message when it is not known. */
double build_content(Draft *draft, int32_t commodity, int32_t basis, const Place *place);

/* Steps and periods (calendar.c). */
enum { CALENDAR_GROUPS = 32 };
typedef struct Calendar {
    PeriodGroup groups[CALENDAR_GROUPS];
    int32_t n_groups, months_per_step;
} Calendar;

#define CALENDAR_FORMS                                                                         \
    "month, quarter, year, a whole number of months, or periods such as '24 x month, year'"

/* false: the text is none of CALENDAR_FORMS. */
bool calendar_read(const char *text, Calendar *out);
Status calendar_use(const Calendar *calendar, Arena *arena, Model *model);

/* Whether so many months are whole steps and periods; if not, why. */
bool calendar_fits(const Model *model, int32_t months, char *why, size_t size);

/* model.yaml: what the tables need, what needs the documents' ids, what needs the tables. */
Status settings_read(Draft *draft);
Status settings_use_documents(Draft *draft);
Status settings_finish(Draft *draft);

/* scenarios/NAME.yaml and checks.yaml */
Status scenarios_read(Draft *draft);

/* `episodes` of model.yaml; they name scenarios. */
Status episodes_read(Draft *draft);
Status checks_read(Draft *draft);

/* The `change:` of a scenario, behind the changes of its parent (NULL = none). */
Status changes_read(Draft *draft, const YamlNode *root, const Scenario *parent,
                    Scenario *scenario);

/* Keeps the files for those who will change cells. */
Status changes_keep_files(Draft *draft);

/* Does it all hang together? Warnings only, and only for a model without errors. */
Status check_model(Draft *draft);

/* Where a commodity can come from and go to. Two flags for each market (region, commodity), at
 * region + n_regions * commodity. */
typedef struct Ends {
    bool *made; /* a facility there puts it out */
    bool *used; /* a facility there takes it in, or a demand asks for it */
} Ends;
Status find_ends(const Draft *draft, Ends *out);

#endif
