/* export_ban.c - nothing, or only what leaks, leaves a region for its partners:
 *     y_f <= leakage x usual flow     on every route f from the region to a partner
 * A ban that leaks and is older than the run leaves the usual month alone: what leaks is a
 * share of what went without it. */
#include <math.h>

#include "kinds/kinds.h"

typedef struct ExportBan {
    IndexSet region, partners, commodities;
    double leakage;
} ExportBan;

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(ExportBan, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "who lets nothing out"},
    COLUMN_SET(ExportBan, partners, TARGET_REGION, "for whom; blank = everybody"),
    COLUMN_SET(ExportBan, commodities, TARGET_COMMODITY, "what; blank = all goods"),
    COLUMN_NUMBER(ExportBan, leakage, QUANTITY_SHARE, 0.0, 0.0, 1.0,
                  "share of the usual flow that goes on all the same"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const ExportBan *ban = row;
    return select_routes(model, &ban->region, &ban->partners, &ban->commodities, arena, out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const ExportBan *ban = policy->row;
    if (context->usual && ban->leakage > 0.0) return;
    for (int32_t i = 0; i < policy->selection.n_routes; i++) {
        const int32_t f = policy->selection.routes[i];
        effects_limit_flow(effects, f, ban->leakage * context->usual_flow[f]);
    }
}

const PolicyKind policy_export_ban = {
    .name = "export_ban",
    .summary = "nothing leaves a region for its partners",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(ExportBan),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
