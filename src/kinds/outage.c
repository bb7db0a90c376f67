/* outage.c - facilities lose a share of their capacity:
 *     x_k <= (1 - share) x capacity_k */
#include <math.h>

#include "kinds/kinds.h"

typedef struct Outage {
    IndexSet facility, region, process;
    double share; /* fraction that is lost */
} Outage;

static const Column columns[] = {
    COLUMN_SET(Outage, facility, TARGET_FACILITY, "which facilities; blank = all that match"),
    COLUMN_SET(Outage, region, TARGET_REGION, "only those in these regions; blank = anywhere"),
    COLUMN_SET(Outage, process, TARGET_PROCESS, "only those of these processes; blank = any"),
    COLUMN_NUMBER(Outage, share, QUANTITY_SHARE, 1.0, 0.0, 1.0,
                  "share of the capacity that is lost"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const Outage *outage = row;
    if (outage->facility.all && outage->region.all && outage->process.all)
        diag_error(diag, place->file, place->line, place->column, "outage",
                   "names no facility, region or process, so everything would stop; name at "
                   "least one of them");
    return select_facilities(model, &outage->facility, &outage->region, &outage->process, arena,
                             out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    const Outage *outage = policy->row;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++)
        effects_scale_capacity(effects, policy->selection.facilities[i], 1.0 - outage->share);
}

const PolicyKind policy_outage = {
    .name = "outage",
    .summary = "facilities lose a share of their capacity",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Outage),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
