/* exchange.c - one good is let through as far as another arrives ("chips for rare earths"):
 *     sum of y_f (region -> partner, goods) <= ratio x sum of y_g (partner -> region, against)
 *                                              + allowance */
#include <math.h>

#include "kinds/terms.h"

typedef struct Exchange {
    IndexSet region, partners, commodities, against;
    double ratio, allowance; /* units per unit, units per month */
} Exchange;

#define EXCHANGE_SET(field, target_, doc_)                                                     \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_SET, .offset = offsetof(Exchange, field),          \
        .target = target_, .required = true, .doc = doc_                                       \
    }

static const Column columns[] = {
    EXCHANGE_SET(region, TARGET_REGION, "who lets its goods out only in exchange"),
    EXCHANGE_SET(partners, TARGET_REGION, "with whom"),
    EXCHANGE_SET(commodities, TARGET_COMMODITY, "what the region lets out"),
    EXCHANGE_SET(against, TARGET_COMMODITY, "what must arrive from the partners"),
    {.name = "ratio",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(Exchange, ratio),
     .quantity = QUANTITY_PLAIN,
     .required = true,
     .low = 0.0,
     .high = 1e18,
     .doc = "units let out for a unit that arrives, each in its own unit"},
    COLUMN_NUMBER(Exchange, allowance, QUANTITY_RATE, 0.0, 0.0, INFINITY,
                  "what is let out in any case"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const Exchange *deal = row;
    Terms terms;
    const Status st = terms_new(model, arena, &terms);
    if (st) return st;
    terms_add_routes(&terms, model, &deal->region, &deal->partners, &deal->commodities, 1.0);
    if (terms.n > 0)
        terms_add_routes(&terms, model, &deal->partners, &deal->region, &deal->against,
                         -deal->ratio);
    return terms_select(&terms, arena, out);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const Exchange *deal = policy->row;
    effects_limit_row(effects, policy->limit, deal->allowance * context->net->months);
}

const PolicyKind policy_exchange = {
    .name = "exchange",
    .summary = "one good is let through as far as another arrives",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Exchange),
    .commodity_of = "commodities",
    .limits = true,
    .select = choose,
    .apply = apply,
};
