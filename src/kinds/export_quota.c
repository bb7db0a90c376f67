/* export_quota.c - a region caps what may leave it in a month:
 *     sum of y_f over its export routes <= limit,  rent on the cap >= 0,  one of them tight */
#include <math.h>

#include "kinds/kinds.h"

typedef struct ExportQuota {
    IndexSet region, partners, commodities;
    double limit; /* unit/month */
} ExportQuota;

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(ExportQuota, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "who limits exports"},
    COLUMN_SET(ExportQuota, partners, TARGET_REGION, "to whom; blank = everybody"),
    COLUMN_SET(ExportQuota, commodities, TARGET_COMMODITY, "what; blank = all goods"),
    {.name = "limit",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(ExportQuota, limit),
     .quantity = QUANTITY_RATE,
     .required = true,
     .low = 0.0,
     .high = INFINITY,
     .doc = "most that may leave, all routes together"},
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const ExportQuota *quota = row;
    return select_routes(model, &quota->region, &quota->partners, &quota->commodities, arena,
                         out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const ExportQuota *quota = policy->row;
    effects_limit_row(effects, policy->limit, quota->limit * context->net->months);
}

const PolicyKind policy_export_quota = {
    .name = "export_quota",
    .summary = "a region caps what may leave it in a month",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(ExportQuota),
    .commodity_of = "commodities",
    .limits = true,
    .select = choose,
    .apply = apply,
};
