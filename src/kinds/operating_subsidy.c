/* operating_subsidy.c - the state adds money to every unit that facilities make, or takes some:
 *     marginal cost of x_k -= rate x output per activity,   until the budget is used up
 * In the step in which it would be exceeded all units get the share of the rate that uses up
 * what is left (revise). */
#include "kinds/support.h"

typedef struct OperatingSubsidy {
    Makers makers;
    double rate, budget; /* money per unit, money */
} OperatingSubsidy;

static const Column columns[] = {
    MAKERS_COLUMNS(OperatingSubsidy, "what is subsidised"),
    {.name = "rate",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(OperatingSubsidy, rate),
     .quantity = QUANTITY_PRICE,
     .required = true,
     .low = -INFINITY,
     .high = INFINITY,
     .doc = "money for each unit made; negative: a levy"},
    COLUMN_NUMBER(OperatingSubsidy, budget, QUANTITY_MONEY, NAN, 0.0, INFINITY,
                  "most that is ever paid; blank = no limit"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const OperatingSubsidy *subsidy = row;
    return makers_select(&subsidy->makers, "operating_subsidy", model, place, arena, diag, out);
}

/* The memory: the share of the rate that is paid. */
static int32_t remembers(const void *row, const Selection *selection, const Model *model)
{
    (void)row, (void)selection, (void)model;
    return 1;
}

static void begin(const Policy *policy, const Net *net, double *own)
{
    (void)policy, (void)net;
    own[0] = 1.0;
}

static double rate_of(const Policy *policy, const PolicyContext *context, int32_t k)
{
    const OperatingSubsidy *subsidy = policy->row;
    const double made = net_output(context->net->model, k, subsidy->makers.commodity);
    return policy_own(policy, context)[0] * subsidy->rate * made;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const OperatingSubsidy *subsidy = policy->row;
    if (policy_left(policy, context, subsidy->budget) <= 0.0) return;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const int32_t k = policy->selection.facilities[i];
        effects_support(effects, policy->payer, k, rate_of(policy, context, k));
    }
}

static bool revise(const Policy *policy, const PolicyContext *context, const Outcome *outcome)
{
    const OperatingSubsidy *subsidy = policy->row;
    const double left = policy_left(policy, context, subsidy->budget);
    double paid = 0;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const int32_t k = policy->selection.facilities[i];
        paid += rate_of(policy, context, k) * outcome->z[context->net->facility0 + k];
    }
    return left > 0.0 && budget_share(left, paid, policy_own(policy, context));
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    (void)outcome, (void)payment; /* support is counted with the effects */
    policy_own(policy, context)[0] = 1.0;
}

const PolicyKind policy_operating_subsidy = {
    .name = "operating_subsidy",
    .summary = "the state adds money to every unit made",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(OperatingSubsidy),
    .commodity_of = "commodity",
    .select = choose,
    .remembers = remembers,
    .begin = begin,
    .apply = apply,
    .revise = revise,
    .settle = settle,
};
