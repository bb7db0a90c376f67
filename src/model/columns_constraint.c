/* columns_constraint.c - sums that are kept at, below or above a limit, and their terms. */
#include <math.h>

#include "model/draft.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

/* --- constraints.csv --- */

static const Column constraint_columns[] = {
    COLUMN_ID(Constraint, id, "a sum that is limited"),
    COLUMN_TEXT(Constraint, name, "its name; blank = the id"),
    COLUMN_CHOICE(Constraint, sense, "at-most|at-least|equal", "how the sum is limited"),
    COLUMN_NUMBER_NEEDED(Constraint, limit, QUANTITY_PLAIN, -1e18, 1e18,
                         "the limit, in what the terms add up to"),
    COLUMN_CHOICE(Constraint, over, "run|step",
                  "run: the sum over all steps; step: each step's sum by itself"),
};

static void check_constraint(Draft *draft, void *row, bool bad)
{
    (void)draft, (void)bad;
    Constraint *constraint = row;
    if (!constraint->name[0]) constraint->name = constraint->id;
}

const TableKind table_constraints = {
    .file = "tables/constraints.csv",
    .columns = constraint_columns,
    .n_columns = COUNT(constraint_columns),
    .row_size = sizeof(Constraint),
    .origin = offsetof(Constraint, origin),
    .sourced = true,
    .defines = TARGET_CONSTRAINT,
    .defined_by = "id",
    .key = "id",
    .check = check_constraint,
};

/* --- constraint_terms.csv --- */

static const Column term_columns[] = {
    COLUMN_REF(ConstraintTermRow, constraint, TARGET_CONSTRAINT, true, "the sum it is part of"),
    COLUMN_REF(ConstraintTermRow, facility, TARGET_FACILITY, false, "its activity"),
    COLUMN_REF(ConstraintTermRow, commodity, TARGET_COMMODITY, false,
               "or: what flows, or is in store"),
    COLUMN_REF(ConstraintTermRow, from, TARGET_REGION, false, "flow: where it leaves"),
    COLUMN_REF(ConstraintTermRow, to, TARGET_REGION, false, "flow: where it arrives"),
    COLUMN_REF(ConstraintTermRow, region, TARGET_REGION, false, "store: where it is held"),
    COLUMN_MONTH(ConstraintTermRow, date, "only in the step with this month; blank = in all"),
    COLUMN_NUMBER(ConstraintTermRow, coefficient, QUANTITY_PLAIN, 1, -1e18, 1e18,
                  "per unit of activity, flow or stock; blank = 1"),
};

static void check_term(Draft *draft, void *row, bool bad)
{
    const ConstraintTermRow *term = row;
    const bool facility = term->facility != MODEL_NONE, goods = term->commodity != MODEL_NONE;
    const bool flow = term->from != MODEL_NONE && term->to != MODEL_NONE;
    const bool half = (term->from != MODEL_NONE) != (term->to != MODEL_NONE);
    const bool store = term->region != MODEL_NONE;
    const bool one =
        facility ? !goods && !flow && !half && !store : goods && !half && flow != store;
    if (!bad && !one)
        row_error(&draft->reading, &term->origin.place, "facility",
                  "a term is one of three: a facility; a commodity with from and to; a "
                  "commodity with region");
}

const TableKind table_constraint_terms = {
    .file = "tables/constraint_terms.csv",
    .columns = term_columns,
    .n_columns = COUNT(term_columns),
    .row_size = sizeof(ConstraintTermRow),
    .origin = offsetof(ConstraintTermRow, origin),
    .sourced = true,
    .check = check_term,
};
