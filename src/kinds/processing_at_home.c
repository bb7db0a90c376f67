/* processing_at_home.c - raw goods may leave a region only below a share of what it makes of
 * them, or of what it processes itself:
 *     sum of y_f <= share x sum_k a_k x_k     a_k: output of the goods (or input of them) */
#include "kinds/terms.h"

typedef struct ProcessingAtHome {
    IndexSet region, partners, commodities;
    double share;
    int32_t of;
} ProcessingAtHome;

enum { OF_OUTPUT, OF_PROCESSED };

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(ProcessingAtHome, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "who wants its raw goods processed at home"},
    COLUMN_SET(ProcessingAtHome, partners, TARGET_REGION, "sent to whom; blank = everybody"),
    {.name = "commodities",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(ProcessingAtHome, commodities),
     .target = TARGET_COMMODITY,
     .required = true,
     .doc = "the raw goods"},
    {.name = "share",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(ProcessingAtHome, share),
     .quantity = QUANTITY_PLAIN,
     .required = true,
     .low = 0.0,
     .high = 1e9,
     .doc = "most that may leave, as a share"},
    COLUMN_CHOICE(ProcessingAtHome, of, "output|processed",
                  "a share of the region's output, or of what it processes itself"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const ProcessingAtHome *rule = row;
    Terms terms;
    const Status st = terms_new(model, arena, &terms);
    if (st) return st;
    terms_add_routes(&terms, model, &rule->region, &rule->partners, &rule->commodities, 1.0);
    const RecipeSide side = rule->of == OF_PROCESSED ? SIDE_INPUT : SIDE_OUTPUT;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        if (!set_has(&rule->region, model->facilities[k].region)) continue;
        const double amount = recipe_side(model, k, &rule->commodities, side);
        if (amount > 0)
            terms.terms[terms.n++] = (LimitTerm){LIMIT_OVER_FACILITY, k, -rule->share * amount};
    }
    return terms_select(&terms, arena, out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    effects_limit_row(effects, policy->limit, 0.0);
}

const PolicyKind policy_processing_at_home = {
    .name = "processing_at_home",
    .summary = "raw goods may leave only below a share of what is made or processed at home",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(ProcessingAtHome),
    .commodity_of = "commodities",
    .limits = true,
    .select = choose,
    .apply = apply,
};
