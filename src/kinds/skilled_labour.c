/* skilled_labour.c - a region trains skilled workers beyond the trend of labour.csv:
 *     pool += workers a month,   cost a head,   until the budget is used up */
#include <math.h>

#include "kinds/kinds.h"

typedef struct SkilledLabour {
    IndexSet region;
    double workers; /* a month, in each region */
    double cost;    /* money a head */
    double budget;
} SkilledLabour;

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(SkilledLabour, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "where they join"},
    COLUMN_NUMBER_NEEDED(SkilledLabour, workers, QUANTITY_PLAIN, 0.0, INFINITY,
                         "skilled workers a month who join, in each region"),
    COLUMN_NUMBER(SkilledLabour, cost, QUANTITY_MONEY, 0.0, 0.0, INFINITY,
                  "what one of them costs"),
    COLUMN_NUMBER(SkilledLabour, budget, QUANTITY_MONEY, NAN, 0.0, INFINITY,
                  "most that is ever paid; blank = no limit"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const SkilledLabour *programme = row;
    return select_regions(model, &programme->region, arena, out);
}

/* Workers of one region in the step that the budget can pay. */
static double trained(const Policy *policy, const PolicyContext *context)
{
    const SkilledLabour *programme = policy->row;
    const double wanted = programme->workers * context->net->months;
    const double cost = programme->cost * policy->selection.n_regions;
    const double left = policy_left(policy, context, programme->budget);
    return cost > 0 ? fmin(wanted, left / cost) : wanted;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const double workers = trained(policy, context);
    for (int32_t i = 0; i < policy->selection.n_regions; i++)
        effects_train(effects, policy->selection.regions[i], workers);
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    (void)outcome;
    const SkilledLabour *programme = policy->row;
    const double workers = trained(policy, context) * policy->selection.n_regions;
    context->memory[policy->memory + MEMORY_AMOUNT] += workers;
    *payment += programme->cost * workers;
}

const PolicyKind policy_skilled_labour = {
    .name = "skilled_labour",
    .summary = "a region trains skilled workers",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(SkilledLabour),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
    .settle = settle,
};
