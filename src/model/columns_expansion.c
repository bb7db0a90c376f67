/* columns_expansion.c - options to build, and the skilled workers that building takes. */
#include <float.h>
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

/* --- expansions.csv --- */

static const Column expansion_columns[] = {
    COLUMN_ID(ExpansionRow, id, "an option; no facility has this id"),
    COLUMN_TEXT(ExpansionRow, name, "its name; blank = the id"),
    COLUMN_TEXT(ExpansionRow, name_zh, "its name in Chinese"),
    COLUMN_REF(ExpansionRow, region, TARGET_REGION, true, "where it may be built"),
    COLUMN_REF(ExpansionRow, process, TARGET_PROCESS, true, "what it would do"),
    COLUMN_CHOICE(ExpansionRow, basis, BASIS_CHOICES,
                  "what a tonne of its capacity is a tonne of"),
    COLUMN_REF(ExpansionRow, of, TARGET_COMMODITY, false,
               "commodity that its capacity measures; blank = activity"),
    COLUMN_NUMBER_NEEDED(ExpansionRow, capital, QUANTITY_CAPITAL, 0, 1e18,
                         "cost of building one unit of capacity"),
    COLUMN_NUMBER(ExpansionRow, permit, QUANTITY_TIME, 0, 0, 1200,
                  "months from the decision until work begins"),
    COLUMN_NUMBER_NEEDED(ExpansionRow, lead, QUANTITY_TIME, 0, 1200,
                         "months of construction, until the first output"),
    COLUMN_NUMBER(ExpansionRow, ramp, QUANTITY_TIME, 0, 0, 1200,
                  "months from the first output to full capacity"),
    COLUMN_NUMBER_NEEDED(ExpansionRow, build, QUANTITY_RATE, 0, 1e18,
                         "most capacity that may be started in a year"),
    COLUMN_NUMBER(ExpansionRow, maximum, QUANTITY_RATE, INFINITY, 0, 1e18,
                  "most capacity in all; blank = no limit"),
    COLUMN_NUMBER(ExpansionRow, lifetime, QUANTITY_TIME, 240, 1, 12000,
                  "months that it works, and over which its cost is spread"),
    COLUMN_NUMBER(ExpansionRow, hurdle, QUANTITY_PER_TIME, 0.1 / 12, 0, 10,
                  "rate of return that investors ask for"),
    COLUMN_NUMBER(ExpansionRow, workers_building, QUANTITY_WORKERS, 0, 0, 1e18,
                  "skilled workers per unit of capacity under construction"),
    COLUMN_NUMBER(ExpansionRow, workers_operating, QUANTITY_WORKERS, 0, 0, 1e18,
                  "skilled workers per unit of capacity in operation"),
    COLUMN_NUMBER(ExpansionRow, learning, QUANTITY_SHARE, 0, 0, 0.9,
                  "fall of the cost per doubling of what the world has built of the process"),
    COLUMN_NUMBER(ExpansionRow, availability, QUANTITY_SHARE, 1, ABOVE_ZERO, 1,
                  "share of the capacity that can be used"),
    COLUMN_MONTH(ExpansionRow, first, "no start before; blank = at once"),
    COLUMN_NUMBER(ExpansionRow, growth, QUANTITY_PER_TIME, NAN, -1, 10,
                  "with perfect foresight: how fast what is started may grow; blank = at will"),
    COLUMN_NUMBER(ExpansionRow, before, QUANTITY_RATE, 0, 0, 1e18,
                  "growth: capacity started in a year before the first step"),
    COLUMN_NUMBER(ExpansionRow, allowance, QUANTITY_RATE, 0, 0, 1e18,
                  "growth: capacity that may be started in a year beside it"),
    COLUMN_CHOICE(
        ExpansionRow, residual, "annuity|message|linear|none",
        "with perfect foresight: what of the cost counts when a life outlasts the run"),
};

static void expansion_subject(const Draft *draft, const void *row, Subject *subject)
{
    const ExpansionRow *expansion = row;
    *subject = subject_of_capacity(draft, expansion->of, expansion->basis, expansion->process);
}

static void check_expansion(Draft *draft, void *row, bool bad)
{
    ExpansionRow *expansion = row;
    const Place *place = &expansion->origin.place;
    const ModelIds *ids = draft->reading.ids;
    if (!expansion->name[0]) expansion->name = expansion->id;
    const int32_t at = names_find(ids->names[TARGET_FACILITY], expansion->id);
    if (expansion->id[0] && at >= 0 && at < draft->rows[TABLE_FACILITIES].n)
        row_error(&draft->reading, place, "id",
                  "'%s' is a facility of facilities.csv already; an option needs an id of its "
                  "own",
                  expansion->id);
    if (!bad && expansion->basis != BASIS_GROSS && expansion->of == MODEL_NONE)
        row_error(&draft->reading, place, "basis",
                  "a basis needs 'of': the commodity whose content is meant");
}

const TableKind table_expansions = {
    .file = "tables/expansions.csv",
    .columns = expansion_columns,
    .n_columns = COUNT(expansion_columns),
    .row_size = sizeof(ExpansionRow),
    .origin = offsetof(ExpansionRow, origin),
    .sourced = true,
    .defines = TARGET_FACILITY,
    .defined_by = "id",
    .key = "id",
    .subject = expansion_subject,
    .check = check_expansion,
};

/* --- growth.csv --- */

static const Column growth_columns[] = {
    COLUMN_REF(GrowthRow, process, TARGET_PROCESS, true, "whose activity is limited"),
    COLUMN_REF(GrowthRow, region, TARGET_REGION, false,
               "where; blank = in all regions together"),
    COLUMN_NUMBER_NEEDED(GrowthRow, growth, QUANTITY_PER_TIME, -1, 10,
                         "how fast it may grow at most"),
    COLUMN_NUMBER(GrowthRow, before, QUANTITY_RATE, 0, 0, 1e18,
                  "activity before the first step"),
    COLUMN_NUMBER(GrowthRow, allowance, QUANTITY_RATE, 0, 0, 1e18,
                  "activity that may be added in a year beside it"),
};

static void growth_subject(const Draft *draft, const void *row, Subject *subject)
{
    *subject =
        subject_of_capacity(draft, MODEL_NONE, BASIS_GROSS, ((const GrowthRow *)row)->process);
}

const TableKind table_growth = {
    .file = "tables/growth.csv",
    .columns = growth_columns,
    .n_columns = COUNT(growth_columns),
    .row_size = sizeof(GrowthRow),
    .origin = offsetof(GrowthRow, origin),
    .sourced = true,
    .key = "process|region",
    .subject = growth_subject,
};

/* --- labour.csv --- */

static const Column labour_columns[] = {
    COLUMN_REF(LabourRow, region, TARGET_REGION, true, "where they live"),
    COLUMN_NUMBER_NEEDED(LabourRow, pool, QUANTITY_PLAIN, 0, 1e12,
                         "skilled workers at the start"),
    COLUMN_NUMBER(LabourRow, used, QUANTITY_PLAIN, 0, 0, 1e12,
                  "of them busy in what is there and in what is dated"),
    COLUMN_NUMBER(LabourRow, growth, QUANTITY_PER_TIME, 0, 0, 10,
                  "trained, as a share of the pool"),
};

static void check_labour(Draft *draft, void *row, bool bad)
{
    const LabourRow *labour = row;
    if (!bad && labour->used > labour->pool)
        row_error(&draft->reading, &labour->origin.place, "used",
                  "more workers are busy than there are in the pool");
}

const TableKind table_labour = {
    .file = "tables/labour.csv",
    .columns = labour_columns,
    .n_columns = COUNT(labour_columns),
    .row_size = sizeof(LabourRow),
    .origin = offsetof(LabourRow, origin),
    .sourced = true,
    .key = "region",
    .check = check_labour,
};
