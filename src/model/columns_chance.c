/* columns_chance.c - what ensembles vary: numbers of which only a range is known, how they hang
 * together, and what may happen to facilities. */
#include <float.h>
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

/* --- uncertain.csv --- */

static const Column uncertain_columns[] = {
    COLUMN_TEXT(UncertainRow, id, "what results call it"),
    COLUMN_TEXT(UncertainRow, label, "the same in words; blank = the id"),
    COLUMN_TEXT(UncertainRow, cells, "whose numbers it is: TABLE[KEY].COLUMN"),
    COLUMN_CHOICE(UncertainRow, as, "value|factor",
                  "whether low and high are what stands in the cells or factors on it"),
    COLUMN_NUMBER_NEEDED(UncertainRow, low, QUANTITY_PLAIN, -1e18, 1e18,
                         "the least it may be, in the cells' own unit"),
    COLUMN_NUMBER_NEEDED(UncertainRow, high, QUANTITY_PLAIN, -1e18, 1e18, "the most it may be"),
    COLUMN_CHOICE(UncertainRow, dist, UNCERTAIN_DISTS, "how likely the values between are"),
};

static void check_uncertain(Draft *draft, void *row, bool bad)
{
    const UncertainRow *uncertain = row;
    const Place *place = &uncertain->origin.place;
    if (!uncertain->id[0]) row_error(&draft->reading, place, "id", "it needs a name");
    if (!uncertain->cells[0])
        row_error(&draft->reading, place, "cells",
                  "say whose number it is, such as demands[the-mill].elasticity");
    if (!bad && !(uncertain->low < uncertain->high))
        row_error(&draft->reading, place, "high", "high must be above low");
    if (!bad && uncertain->as == UNCERTAIN_FACTOR && !(uncertain->low > 0))
        row_error(&draft->reading, place, "low", "a factor must be above 0");
}

const TableKind table_uncertain = {
    .file = "tables/uncertain.csv",
    .columns = uncertain_columns,
    .n_columns = COUNT(uncertain_columns),
    .row_size = sizeof(UncertainRow),
    .origin = offsetof(UncertainRow, origin),
    .sourced = true,
    .key = "id",
    .check = check_uncertain,
};

/* --- correlations.csv --- */

static const Column correlation_columns[] = {
    COLUMN_TEXT(CorrelationRow, a, "an id of uncertain.csv, or what a scenario lets vary"),
    COLUMN_TEXT(CorrelationRow, b, "another"),
    COLUMN_NUMBER_NEEDED(CorrelationRow, correlation, QUANTITY_PLAIN, -0.999, 0.999,
                         "of their ranks' normal scores"),
};

const TableKind table_correlations = {
    .file = "tables/correlations.csv",
    .columns = correlation_columns,
    .n_columns = COUNT(correlation_columns),
    .row_size = sizeof(CorrelationRow),
    .origin = offsetof(CorrelationRow, origin),
    .sourced = true,
    .key = "a|b",
};

/* --- risks.csv --- */

static const Column risk_columns[] = {
    COLUMN_CHOICE(RiskRow, kind, "outage|delay", "what may happen"),
    COLUMN_SET(RiskRow, facility, TARGET_FACILITY, "to which facilities"),
    COLUMN_SET(RiskRow, process, TARGET_PROCESS, "only of these processes"),
    COLUMN_SET(RiskRow, region, TARGET_REGION, "only in these regions"),
    COLUMN_NUMBER(RiskRow, rate, QUANTITY_PER_TIME, NAN, 0, 1, "outage: how many in a time"),
    COLUMN_NUMBER(RiskRow, chance, QUANTITY_SHARE, NAN, 0, 1, "delay: how likely it is"),
    COLUMN_NUMBER(RiskRow, duration, QUANTITY_TIME, NAN, ABOVE_ZERO, 1200,
                  "mean time that it lasts; exponentially distributed"),
    COLUMN_NUMBER(RiskRow, share, QUANTITY_SHARE, 1, 0, 1, "outage: capacity that is lost"),
    COLUMN_MONTH(RiskRow, from, "first month in which it may happen; blank = any"),
};

static void check_risk(Draft *draft, void *row, bool bad)
{
    const RiskRow *risk = row;
    const Place *place = &risk->origin.place;
    if (bad) return;
    if (isnan(risk->duration))
        row_error(&draft->reading, place, "duration", "how long does it last on average?");
    if (risk->kind == RISK_OUTAGE && isnan(risk->rate))
        row_error(&draft->reading, place, "rate", "how often does it happen, e.g. per year?");
    if (risk->kind == RISK_DELAY && isnan(risk->chance))
        row_error(&draft->reading, place, "chance", "how likely is the delay?");
}

const TableKind table_risks = {
    .file = "tables/risks.csv",
    .columns = risk_columns,
    .n_columns = COUNT(risk_columns),
    .row_size = sizeof(RiskRow),
    .origin = offsetof(RiskRow, origin),
    .sourced = true,
    .key = "kind|facility|process|region",
    .check = check_risk,
};
