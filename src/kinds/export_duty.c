/* export_duty.c - a region taxes what leaves it:
 *     cost of a route += rate x price at the origin + specific
 * on the routes from the region to its partners. */
#include "kinds/duty.h"

static const Column columns[] = {DUTY_COLUMNS("who taxes its exports", "sent to whom")};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const Duty *duty = row;
    return select_routes(model, &duty->region, &duty->partners, &duty->commodities, arena, out);
}

const PolicyKind policy_export_duty = {
    .name = "export_duty",
    .summary = "a region taxes what leaves it",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Duty),
    .commodity_of = "commodities",
    .select = choose,
    .apply = duty_apply,
};
