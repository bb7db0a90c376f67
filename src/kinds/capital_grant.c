/* capital_grant.c - the state bears a share of what building costs:
 *     capital cost of an expansion option -= share x capital cost,   within the budget */
#include <math.h>

#include "kinds/kinds.h"

typedef struct CapitalGrant {
    IndexSet facility, region, process;
    double share, budget;
} CapitalGrant;

static const Column columns[] = {
    COLUMN_SET(CapitalGrant, facility, TARGET_FACILITY,
               "which expansion options; blank = all that match"),
    COLUMN_SET(CapitalGrant, region, TARGET_REGION,
               "only those in these regions; blank = anywhere"),
    COLUMN_SET(CapitalGrant, process, TARGET_PROCESS,
               "only those of these processes; blank = any"),
    COLUMN_NUMBER_NEEDED(CapitalGrant, share, QUANTITY_SHARE, 0.0, 1.0,
                         "share of the capital cost that is borne"),
    COLUMN_NUMBER(CapitalGrant, budget, QUANTITY_MONEY, NAN, 0.0, INFINITY,
                  "most that is ever paid; blank = no limit"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const CapitalGrant *grant = row;
    return select_facilities(model, &grant->facility, &grant->region, &grant->process, arena,
                             out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const CapitalGrant *grant = policy->row;
    effects_budget(effects, policy->payer, policy_left(policy, context, grant->budget));
    for (int32_t i = 0; i < policy->selection.n_facilities; i++)
        effects_grant(effects, policy->payer, policy->selection.facilities[i], grant->share);
}

const PolicyKind policy_capital_grant = {
    .name = "capital_grant",
    .summary = "the state bears a share of what building costs",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(CapitalGrant),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
