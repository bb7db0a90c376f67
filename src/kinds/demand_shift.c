/* demand_shift.c - users ask for more or less at every price:
 *     q_d(p) becomes g q_d(p),  g going from 1 to `factor` over `ramp` months */
#include <math.h>

#include "kinds/kinds.h"

typedef struct DemandShift {
    IndexSet region, commodities, uses;
    double factor;
    double ramp; /* months */
} DemandShift;

static const Column columns[] = {
    COLUMN_SET(DemandShift, region, TARGET_REGION, "where; blank = everywhere"),
    COLUMN_SET(DemandShift, commodities, TARGET_COMMODITY, "what; blank = all goods"),
    COLUMN_SET(DemandShift, uses, TARGET_USE, "for which end uses; blank = all"),
    {.name = "factor",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(DemandShift, factor),
     .quantity = QUANTITY_PLAIN,
     .required = true,
     .low = 0.0,
     .high = INFINITY,
     .doc = "multiple of what would be asked for"},
    COLUMN_NUMBER(DemandShift, ramp, QUANTITY_TIME, 0.0, 0.0, INFINITY,
                  "months until the factor is reached, in equal steps"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const DemandShift *shift = row;
    return select_demands(model, &shift->region, &shift->commodities, &shift->uses, arena, out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const DemandShift *shift = policy->row;
    const double age = policy_age(policy, context, effects->month);
    const double reached = shift->ramp > 0 ? fmin(1.0, age / shift->ramp) : 1.0;
    const double factor = 1.0 + (shift->factor - 1.0) * reached;
    for (int32_t i = 0; i < policy->selection.n_demands; i++)
        effects_scale_demand(effects, policy->selection.demands[i], factor);
}

const PolicyKind policy_demand_shift = {
    .name = "demand_shift",
    .summary = "users ask for more or less at every price",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(DemandShift),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
