/* recycled_content.c - at least a share of what a region uses comes from recycling there:
 *     share x (sum of inputs + sum of demands met) <= sum of what the recyclers put out
 * The multiplier is what a certificate of recycled content costs. */
#include "kinds/terms.h"

typedef struct RecycledContent {
    IndexSet region, commodities, recyclers;
    double share;
} RecycledContent;

#define RECYCLED_SET(field, target_, doc_)                                                     \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_SET, .offset = offsetof(RecycledContent, field),   \
        .target = target_, .required = true, .doc = doc_                                       \
    }

static const Column columns[] = {
    RECYCLED_SET(region, TARGET_REGION, "where it holds, taken together"),
    RECYCLED_SET(commodities, TARGET_COMMODITY, "of what"),
    RECYCLED_SET(recyclers, TARGET_PROCESS, "processes whose output counts as recycled"),
    COLUMN_NUMBER_NEEDED(RecycledContent, share, QUANTITY_SHARE, 0.0, 1.0,
                         "least share of the use"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const RecycledContent *rule = row;
    Terms terms;
    const Status st = terms_new(model, arena, &terms);
    if (st) return st;
    bool any = false;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        if (!set_has(&rule->region, facility->region)) continue;
        double coef = rule->share * recipe_side(model, k, &rule->commodities, SIDE_INPUT);
        if (set_has(&rule->recyclers, facility->process))
            coef -= recipe_side(model, k, &rule->commodities, SIDE_OUTPUT);
        any = any || coef < 0;
        if (coef != 0.0) terms.terms[terms.n++] = (LimitTerm){LIMIT_OVER_FACILITY, k, coef};
    }
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        if (set_has(&rule->region, demand->region) &&
            set_has(&rule->commodities, demand->commodity))
            terms.terms[terms.n++] = (LimitTerm){LIMIT_OVER_DEMAND, d, rule->share};
    }
    if (!any)
        diag_error(diag, place->file, place->line, place->column, "recyclers",
                   "none of these processes makes any of it there, so nothing could be used; "
                   "name processes that do");
    return terms_select(&terms, arena, out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    effects_limit_row(effects, policy->limit, 0.0);
}

const PolicyKind policy_recycled_content = {
    .name = "recycled_content",
    .summary = "at least a share of what is used comes from recycling",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(RecycledContent),
    .commodity_of = "commodities",
    .limits = true,
    .select = choose,
    .apply = apply,
};
