#include "kinds/duty.h"

void duty_apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    const Duty *duty = policy->row;
    for (int32_t i = 0; i < policy->selection.n_routes; i++)
        effects_tax_flow(effects, policy->selection.routes[i], duty->rate, duty->specific);
}
