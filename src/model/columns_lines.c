/* columns_lines.c - production lines, which give a facility its capacity. */
#include <float.h>
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

static const Column lines_columns[] = {
    COLUMN_REF(LinesRow, facility, TARGET_FACILITY, true, "whose capacity they are"),
    COLUMN_NUMBER_NEEDED(LinesRow, lines, QUANTITY_PLAIN, ABOVE_ZERO, 1e9,
                         "how many lines, all alike"),
    COLUMN_NUMBER_NEEDED(LinesRow, takt, QUANTITY_TAKT, ABOVE_ZERO, 1e6,
                         "time after which a running line lets go of a piece"),
    COLUMN_NUMBER_NEEDED(LinesRow, mass, QUANTITY_PIECE, ABOVE_ZERO, 1e9,
                         "of a piece, counted as the facility's capacity is"),
    COLUMN_NUMBER(LinesRow, hours, QUANTITY_SHARE, 1, ABOVE_ZERO, 1,
                  "share of a day that is manned; blank = round the clock"),
    COLUMN_NUMBER(LinesRow, days, QUANTITY_SHARE, 1, ABOVE_ZERO, 1,
                  "share of a year that is manned; blank = every day"),
    COLUMN_NUMBER(LinesRow, uptime, QUANTITY_SHARE, 1, ABOVE_ZERO, 1,
                  "share of manned time in which they run"),
    COLUMN_NUMBER(LinesRow, yield, QUANTITY_SHARE, 1, ABOVE_ZERO, 1, "share of good pieces"),
};

static const FacilityRow *facility_of(const Draft *draft, const LinesRow *lines)
{
    const RowList *list = &draft->rows[TABLE_FACILITIES];
    const FacilityRow *rows = list->items;
    return lines->facility >= 0 && lines->facility < list->n ? &rows[lines->facility] : NULL;
}

static void lines_subject(const Draft *draft, const void *row, Subject *subject)
{
    const FacilityRow *facility = facility_of(draft, row);
    if (facility)
        *subject = subject_of_capacity(draft, facility->of, facility->basis, facility->process);
}

static void check_lines(Draft *draft, void *row, bool bad)
{
    const LinesRow *lines = row;
    const FacilityRow *facility = facility_of(draft, lines);
    const Place *place = &lines->origin.place;
    if (bad) return;
    if (!facility)
        row_error(&draft->reading, place, "facility",
                  "an option of expansions.csv has no capacity at first; lines belong to a "
                  "facility of facilities.csv");
    else if (!isnan(facility->capacity))
        row_error(&draft->reading, place, "facility",
                  "line %d of facilities.csv gives '%s' a capacity, too; leave that cell blank "
                  "or drop this row",
                  (int)facility->origin.place.line, facility->id);
}

const TableKind table_lines = {
    .file = "tables/lines.csv",
    .columns = lines_columns,
    .n_columns = COUNT(lines_columns),
    .row_size = sizeof(LinesRow),
    .origin = offsetof(LinesRow, origin),
    .sourced = true,
    .key = "facility",
    .subject = lines_subject,
    .check = check_lines,
};
