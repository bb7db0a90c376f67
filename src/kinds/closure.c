/* closure.c - facilities close for good:
 *     x_k <= max(0, 1 - age / over) capacity_k,   at once without `over` */
#include <math.h>

#include "kinds/kinds.h"

typedef struct Closure {
    IndexSet facility, region, process;
    double over; /* months */
} Closure;

static const Column columns[] = {
    COLUMN_SET(Closure, facility, TARGET_FACILITY, "which facilities; blank = all that match"),
    COLUMN_SET(Closure, region, TARGET_REGION, "only those in these regions; blank = anywhere"),
    COLUMN_SET(Closure, process, TARGET_PROCESS, "only those of these processes; blank = any"),
    COLUMN_NUMBER(Closure, over, QUANTITY_TIME, 0.0, 0.0, INFINITY,
                  "time over which they are run down, in equal steps"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const Closure *closure = row;
    if (closure->facility.all && closure->region.all && closure->process.all)
        diag_error(diag, place->file, place->line, place->column, "closure",
                   "names no facility, region or process, so everything would close; name at "
                   "least one of them");
    return select_facilities(model, &closure->facility, &closure->region, &closure->process,
                             arena, out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const Closure *closure = policy->row;
    const double age = policy_age(policy, context, effects->month);
    const double left = closure->over > 0 ? fmax(0.0, 1.0 - age / closure->over) : 0.0;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        effects_scale_capacity(effects, policy->selection.facilities[i], left);
        effects_scale_building(effects, policy->selection.facilities[i], 0.0);
    }
}

const PolicyKind policy_closure = {
    .name = "closure",
    .summary = "facilities close for good",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Closure),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
