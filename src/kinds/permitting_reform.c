/* permitting_reform.c - permits for expansion options take another time, and more or less may
 * be started at once:
 *     permitting time *= time,   most that is started in a step *= building */
#include <math.h>

#include "kinds/kinds.h"

typedef struct PermittingReform {
    IndexSet facility, region, process;
    double time, building;
} PermittingReform;

static const Column columns[] = {
    COLUMN_SET(PermittingReform, facility, TARGET_FACILITY,
               "which expansion options; blank = all that match"),
    COLUMN_SET(PermittingReform, region, TARGET_REGION,
               "only those in these regions; blank = anywhere"),
    COLUMN_SET(PermittingReform, process, TARGET_PROCESS,
               "only those of these processes; blank = any"),
    COLUMN_NUMBER(PermittingReform, time, QUANTITY_PLAIN, 1.0, 0.0, INFINITY,
                  "multiple of the time that permits take"),
    COLUMN_NUMBER(PermittingReform, building, QUANTITY_PLAIN, 1.0, 0.0, INFINITY,
                  "multiple of what may be started at once"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const PermittingReform *reform = row;
    if (reform->time == 1.0 && reform->building == 1.0)
        diag_error(diag, place->file, place->line, place->column, "permitting_reform",
                   "changes nothing; give `time` or `building`");
    return select_facilities(model, &reform->facility, &reform->region, &reform->process, arena,
                             out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    const PermittingReform *reform = policy->row;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        effects_scale_permits(effects, policy->selection.facilities[i], reform->time);
        effects_scale_building(effects, policy->selection.facilities[i], reform->building);
    }
}

const PolicyKind policy_permitting_reform = {
    .name = "permitting_reform",
    .summary = "permits take another time",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(PermittingReform),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
