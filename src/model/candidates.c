/* candidates.c - candidates.csv: measures that `lode optimise` may combine. */
#include <float.h>
#include <math.h>

#include "model/build.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

/* Steps of one candidate, so that they can be counted. */
#define STEPS_MOST 1e6

#define CANDIDATE_WORD(field, doc_)                                                            \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_TEXT, .offset = offsetof(PolicyCandidate, field),  \
        .required = true, .doc = doc_                                                          \
    }

static const Column candidate_columns[] = {
    COLUMN_ID(PolicyCandidate, id, "its id; the policy's, too"),
    COLUMN_TEXT(PolicyCandidate, name, "its name; blank = the id"),
    COLUMN_TEXT(PolicyCandidate, name_zh, "its name in Chinese"),
    CANDIDATE_WORD(kind, "kind of policy (lode policies)"),
    COLUMN_TEXT(PolicyCandidate, target, "what it touches: 'region: [r], process: [p]'"),
    COLUMN_TEXT(PolicyCandidate, terms, "its other keys: 'share: 40 %, from: 2026-01'"),
    CANDIDATE_WORD(sets, "the key that its size is written to"),
    COLUMN_TEXT(PolicyCandidate, unit, "unit of the size; blank = a plain number"),
    COLUMN_NUMBER_NEEDED(PolicyCandidate, step, QUANTITY_PLAIN, DBL_MIN, 1e18,
                         "sizes are whole numbers of it"),
    {.name = "max",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(PolicyCandidate, most),
     .quantity = QUANTITY_PLAIN,
     .required = true,
     .low = 0,
     .high = 1e18,
     .doc = "the largest size"},
    COLUMN_NUMBER(PolicyCandidate, rate, QUANTITY_MONEY, 0, 0, 1e18,
                  "money per unit of size that the policy itself does not pay"),
};

/* Its policy is bound later, when the whole model is known; then messages need these. */
static void keep_places(const Reading *reading, PolicyCandidate *c)
{
    static const char *const fields[CANDIDATE_CELLS] = {"kind", "target", "terms", "sets"};
    for (int k = 0; k < CANDIDATE_CELLS; k++) {
        const Cell cell = row_cell(reading, &c->origin.place, fields[k], "");
        c->cells[k] = c->origin.place;
        if (cell.table)
            csv_place(cell.table, cell.row, cell.column, &c->cells[k].line,
                      &c->cells[k].column);
    }
}

static void check_candidate(Draft *draft, void *row, bool bad)
{
    PolicyCandidate *c = row;
    if (bad) return;
    keep_places(&draft->reading, c);
    if (c->most < c->step)
        row_error(&draft->reading, &c->origin.place, "max",
                  "%g is less than one step of %g: the candidate could never be taken", c->most,
                  c->step);
    else if (c->most / c->step > STEPS_MOST)
        row_error(&draft->reading, &c->origin.place, "step",
                  "there are more than a million steps of %g up to %g; take larger ones",
                  c->step, c->most);
}

const TableKind table_candidates = {
    .file = "tables/candidates.csv",
    .columns = candidate_columns,
    .n_columns = COUNT(candidate_columns),
    .row_size = sizeof(PolicyCandidate),
    .origin = offsetof(PolicyCandidate, origin),
    .sourced = true,
    .key = "id",
    .check = check_candidate,
};

Status build_candidates(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_CANDIDATES];
    draft->model->candidates = list->items;
    draft->model->n_candidates = list->n;
    return LODE_OK;
}
