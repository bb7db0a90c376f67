/* tariff.c - a region taxes what it buys abroad:
 *     cost of a route += rate x price at the origin + specific
 * on the routes from its partners to the region. */
#include "kinds/duty.h"

static const Column columns[] = {DUTY_COLUMNS("who taxes its imports", "coming from whom")};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const Duty *duty = row;
    return select_routes(model, &duty->partners, &duty->region, &duty->commodities, arena, out);
}

const PolicyKind policy_tariff = {
    .name = "tariff",
    .summary = "a region taxes what it buys abroad",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Duty),
    .commodity_of = "commodities",
    .select = choose,
    .apply = duty_apply,
};
