/* columns_supply.c - facilities, their dated plans, and what their work costs. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

/* --- facilities.csv --- */

static const Column facility_columns[] = {
    COLUMN_ID(FacilityRow, id, "a process at a place"),
    COLUMN_TEXT(FacilityRow, name, "its name; blank = the id"),
    COLUMN_TEXT(FacilityRow, name_zh, "its name in Chinese"),
    COLUMN_REF(FacilityRow, region, TARGET_REGION, true, "where it stands"),
    COLUMN_REF(FacilityRow, process, TARGET_PROCESS, true, "what it does"),
    COLUMN_TEXT(FacilityRow, owner, "who owns it"),
    COLUMN_CHOICE(FacilityRow, state, "operating|ramping|construction|planned|halted|closed",
                  "what is known of it; dates decide"),
    COLUMN_NUMBER(FacilityRow, capacity, QUANTITY_RATE, NAN, 0, 1e18,
                  "most it can do; blank = no limit"),
    COLUMN_CHOICE(FacilityRow, basis, BASIS_CHOICES,
                  "what a tonne of its capacity is a tonne of"),
    COLUMN_REF(FacilityRow, of, TARGET_COMMODITY, false,
               "commodity that capacity and minimum measure; blank = activity"),
    COLUMN_NUMBER(FacilityRow, availability, QUANTITY_SHARE, 1, 0, 1,
                  "share of the capacity that can be used"),
    COLUMN_NUMBER(FacilityRow, minimum, QUANTITY_RATE, 0, 0, 1e18, "least it does"),
    COLUMN_MONTH(FacilityRow, start, "first month; blank = always there"),
    COLUMN_MONTH(FacilityRow, end, "last month; blank = for ever"),
    COLUMN_NUMBER(FacilityRow, ramp, QUANTITY_TIME, 0, 0, 1200,
                  "months from start until capacity is full"),
    COLUMN_NUMBER(FacilityRow, ramp_limit, QUANTITY_SHARE, INFINITY, ABOVE_ZERO, 1,
                  "largest change in a month as a share of capacity; blank = none"),
    COLUMN_NUMBER(FacilityRow, delay, QUANTITY_TIME, 0, 0, 1200,
                  "months by which all its dates but the end slip, if they do"),
    COLUMN_NUMBER(FacilityRow, chance, QUANTITY_SHARE, 1, 0, 1, "how likely the delay is"),
    COLUMN_NUMBER_OR(FacilityRow, idle_after, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000, "never",
                     INFINITY, "months of loss in a row until it is mothballed"),
    COLUMN_NUMBER_OR(FacilityRow, close_after, QUANTITY_TIME, NAN, ABOVE_ZERO, 12000, "never",
                     INFINITY, "months mothballed until it closes for good"),
};

/* Options stand behind the facilities; NULL for what is not there. */
static const ExpansionRow *option_row(const Draft *draft, int32_t facility)
{
    const RowList *options = &draft->rows[TABLE_EXPANSIONS];
    const int32_t option = facility - draft->rows[TABLE_FACILITIES].n;
    return option >= 0 && option < options->n ? (const ExpansionRow *)options->items + option
                                              : NULL;
}

static const FacilityRow *facility_row(const Draft *draft, int32_t facility)
{
    const RowList *dated = &draft->rows[TABLE_FACILITIES];
    return facility >= 0 && facility < dated->n ? (const FacilityRow *)dated->items + facility
                                                : NULL;
}

int32_t draft_facility_process(const Draft *draft, int32_t facility)
{
    const FacilityRow *its = facility_row(draft, facility);
    const ExpansionRow *option = option_row(draft, facility);
    return its ? its->process : option ? option->process : MODEL_NONE;
}

int32_t draft_facility_region(const Draft *draft, int32_t facility)
{
    const FacilityRow *its = facility_row(draft, facility);
    const ExpansionRow *option = option_row(draft, facility);
    return its ? its->region : option ? option->region : MODEL_NONE;
}

/* `of` measures in its own unit, activity in the process's. */
Subject subject_of_capacity(const Draft *draft, int32_t of, int32_t basis, int32_t process)
{
    if (of != MODEL_NONE) return subject_of_commodity(draft, of, basis);
    const Process *its = draft_process(draft, process);
    const char *unit = its ? its->unit : NULL;
    return (Subject){.unit = unit, .amount = unit};
}

static void facility_subject(const Draft *draft, const void *row, Subject *subject)
{
    const FacilityRow *facility = row;
    *subject = subject_of_capacity(draft, facility->of, facility->basis, facility->process);
}

static void check_facility(Draft *draft, void *row, bool bad)
{
    FacilityRow *facility = row;
    Reading *reading = &draft->reading;
    const Place *place = &facility->origin.place;
    char start[16], end[16];
    if (!facility->name[0]) facility->name = facility->id;
    if (facility->end != MONTH_NONE && facility->start != MONTH_NONE &&
        facility->end < facility->start) {
        month_format(facility->start, start, sizeof start);
        month_format(facility->end, end, sizeof end);
        row_error(reading, place, "end", "it ends in %s, before it starts in %s", end, start);
    }
    if (facility->minimum > facility->capacity)
        row_error(reading, place, "minimum", "the least it does is more than its capacity");
    if (!bad && facility->start == MONTH_NONE && facility->delay > 0)
        row_error(reading, place, "delay", "a delay moves 'start', which is blank");
    if (!bad && facility->start == MONTH_NONE && facility->ramp > 0)
        row_error(reading, place, "ramp", "a ramp counts from 'start', which is blank");
    if (!bad && facility->basis != BASIS_GROSS && facility->of == MODEL_NONE)
        row_error(reading, place, "basis",
                  "a basis needs 'of': the commodity whose content is meant");
}

const TableKind table_facilities = {
    .file = "tables/facilities.csv",
    .columns = facility_columns,
    .n_columns = COUNT(facility_columns),
    .row_size = sizeof(FacilityRow),
    .origin = offsetof(FacilityRow, origin),
    .sourced = true,
    .defines = TARGET_FACILITY,
    .defined_by = "id",
    .key = "id",
    .subject = facility_subject,
    .check = check_facility,
};

/* --- plans.csv --- */

static const Column plan_columns[] = {
    COLUMN_REF(PlanRow, facility, TARGET_FACILITY, true, "whose capacity changes"),
    {.name = "date",
     .type = COLUMN_TYPE_MONTH,
     .offset = offsetof(PlanRow, date),
     .required = true,
     .doc = "first month of the change"},
    COLUMN_NUMBER_OR(PlanRow, capacity, QUANTITY_RATE, NAN, 0, 1e18, "none", INFINITY,
                     "the new capacity; blank = as before, none = no limit"),
    COLUMN_NUMBER(PlanRow, minimum, QUANTITY_RATE, NAN, 0, 1e18,
                  "the least it does from then on; blank = as before"),
    COLUMN_NUMBER(PlanRow, cost, QUANTITY_PRICE, NAN, -1e18, 1e18,
                  "what a unit costs from then on; blank = as before"),
    COLUMN_REF(PlanRow, of, TARGET_COMMODITY, false,
               "commodity that it measures; blank = as in facilities.csv"),
    COLUMN_CHOICE(PlanRow, basis, PLAN_BASIS_CHOICES,
                  "what a tonne of it is a tonne of; same = as in facilities.csv"),
    COLUMN_NUMBER(PlanRow, ramp, QUANTITY_TIME, 0, 0, 1200,
                  "months from the old to the new capacity"),
};

/* What a plan leaves out is as its facility says. */
static void inherit(const Draft *draft, PlanRow *plan)
{
    const FacilityRow *facilities = draft->rows[TABLE_FACILITIES].items;
    const bool dated = plan->facility >= 0 && plan->facility < draft->rows[TABLE_FACILITIES].n;
    const FacilityRow *its = dated ? &facilities[plan->facility] : NULL;
    const bool same = plan->basis == PLAN_BASIS_SAME;
    plan->basis = same ? BASIS_GROSS : plan->basis - PLAN_BASIS_GROSS + BASIS_GROSS;
    if (!its) return;
    if (same && (plan->of == MODEL_NONE || plan->of == its->of)) plan->basis = its->basis;
    if (plan->of == MODEL_NONE) plan->of = its->of;
}

static void plan_subject(const Draft *draft, const void *row, Subject *subject)
{
    PlanRow plan = *(const PlanRow *)row;
    if (plan.facility < 0 || plan.facility >= draft->rows[TABLE_FACILITIES].n) return;
    inherit(draft, &plan);
    *subject = subject_of_capacity(draft, plan.of, plan.basis,
                                   draft_facility_process(draft, plan.facility));
}

static void check_plan(Draft *draft, void *row, bool bad)
{
    PlanRow *plan = row;
    inherit(draft, plan);
    if (!bad && isnan(plan->capacity) && isnan(plan->minimum) && isnan(plan->cost))
        row_error(&draft->reading, &plan->origin.place, "capacity",
                  "nothing changes here; give capacity, minimum or cost");
    if (plan->facility >= draft->rows[TABLE_FACILITIES].n)
        row_error(
            &draft->reading, &plan->origin.place, "facility",
            "an option of expansions.csv grows by decision, not by date; order capacity in "
            "a scenario, or make it a row of facilities.csv");
    if (!bad && plan->basis != BASIS_GROSS && plan->of == MODEL_NONE)
        row_error(&draft->reading, &plan->origin.place, "basis",
                  "a basis needs 'of': the commodity whose content is meant");
}

const TableKind table_plans = {
    .file = "tables/plans.csv",
    .columns = plan_columns,
    .n_columns = COUNT(plan_columns),
    .row_size = sizeof(PlanRow),
    .origin = offsetof(PlanRow, origin),
    .sourced = true,
    .key = "facility|date",
    .subject = plan_subject,
    .check = check_plan,
};

/* --- costs.csv --- */

static const Column cost_columns[] = {
    COLUMN_SET(CostRow, facility, TARGET_FACILITY, "whose cost it is; blank = all"),
    COLUMN_SET(CostRow, process, TARGET_PROCESS, "the cost of this process; blank = all"),
    COLUMN_SET(CostRow, region, TARGET_REGION, "region or group; blank = all"),
    COLUMN_REF(CostRow, of, TARGET_COMMODITY, false, "per unit of what; blank = activity"),
    COLUMN_NUMBER(CostRow, cost, QUANTITY_PRICE, NAN, -1e18, 1e18,
                  "cost beside the recipe's inputs; negative = a revenue"),
    COLUMN_NUMBER(CostRow, cost_rise, QUANTITY_PLAIN, NAN, 0, 1e9,
                  "marginal cost at full capacity is cost x (1 + this)"),
    COLUMN_NUMBER(CostRow, slope, QUANTITY_SLOPE, NAN, 0, 1e18,
                  "instead: rise of the marginal cost per unit and period"),
    COLUMN_NUMBER(CostRow, keep, QUANTITY_PRICE, NAN, 0, 1e18,
                  "with perfect foresight: cost of capacity for one unit, used or not"),
};

/* The unit of activity that all processes of a cost row share. */
static Subject activity_of(const Draft *draft, const CostRow *cost)
{
    Subject subject = {0};
    const bool by_facility = cost->facility.specific == 2;
    const IndexSet *set = by_facility ? &cost->facility : &cost->process;
    for (int32_t i = 0; i < set->n && !subject.mixed; i++) {
        const int32_t at =
            by_facility ? draft_facility_process(draft, set->index[i]) : set->index[i];
        const Process *process = draft_process(draft, at);
        const char *unit = process ? process->unit : NULL;
        if (!subject.unit)
            subject.unit = subject.amount = unit;
        else if (unit && strcmp(unit, subject.unit) != 0)
            subject.mixed = unit;
    }
    return subject;
}

static void cost_subject(const Draft *draft, const void *row, Subject *subject)
{
    const CostRow *cost = row;
    *subject = cost->of == MODEL_NONE ? activity_of(draft, cost)
                                      : subject_of_commodity(draft, cost->of, BASIS_GROSS);
}

static void check_cost(Draft *draft, void *row, bool bad)
{
    const CostRow *cost = row;
    if (!bad && !isnan(cost->slope) && !isnan(cost->cost_rise))
        row_error(&draft->reading, &cost->origin.place, "slope",
                  "give either cost_rise or slope, not both");
}

const TableKind table_costs = {
    .file = "tables/costs.csv",
    .columns = cost_columns,
    .n_columns = COUNT(cost_columns),
    .row_size = sizeof(CostRow),
    .origin = offsetof(CostRow, origin),
    .sourced = true,
    .key = "facility|process|region|of",
    .subject = cost_subject,
    .check = check_cost,
};
