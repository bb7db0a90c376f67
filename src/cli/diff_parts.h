/* diff_parts.h - what `lode diff` shows beside the keys of policies: cells that scenarios
 * change, what a policy touches, and the documents behind both. Private to cli/. */
#ifndef LODE_CLI_DIFF_PARTS_H
#define LODE_CLI_DIFF_PARTS_H

#include "cli/json.h"
#include "kinds/plan.h"

/* A cell in which two plans differ. */
typedef struct CellDiff {
    const char *cell, *unit;
    const char *from,
        *to;          /* in the one and the other; of what does not change it, the table's */
    const Recast *by; /* of the newer one; of the older where only that changes it */
} CellDiff;

/* Difference i of two plans (NULL: the model as it is), in the order of the newer one; false
 * behind the last. */
bool diff_cell(const Plan *from, const Plan *to, int32_t i, CellDiff *out);

json_t *diff_cell_json(const Model *model, const CellDiff *diff);

/* "3 routes (ndfeb-h china > japan, ...), 1 facility (us-mp-stage2)" */
void diff_touches(const Plan *plan, const Policy *policy, char *buffer, size_t size);
json_t *diff_touches_json(const Plan *plan, const Policy *policy);

/* Ids of the documents of the policy, then those of its scenario. */
json_t *diff_documents_json(const Model *model, const Policy *policy);

#endif
