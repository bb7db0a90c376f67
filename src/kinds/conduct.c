/* conduct.c - exporters of a region know that what they sell lowers its price, and hold back:
 *     marginal cost of a route += conduct x b x y_f
 * b: by how much the price at its end falls for one unit more (sim/conduct.h). With conduct 1
 * each takes what others sell there as given [Cournot38]; with 0 all take the price as given.
 */
#include <math.h>

#include "kinds/kinds.h"

typedef struct Conduct {
    IndexSet region, partners, commodities;
    double conduct;
    double elasticity; /* of use at the end of a route, as they believe; NAN = of its demands */
} Conduct;

enum { CONDUCT_MOST = 10 };

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(Conduct, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "whose exporters hold back"},
    COLUMN_SET(Conduct, partners, TARGET_REGION, "what they sell to whom; blank = everybody"),
    COLUMN_SET(Conduct, commodities, TARGET_COMMODITY, "of what; blank = all goods"),
    COLUMN_NUMBER(Conduct, conduct, QUANTITY_PLAIN, 1.0, 0.0, CONDUCT_MOST,
                  "0 = they take the price as given, 1 = Cournot"),
    COLUMN_NUMBER(Conduct, elasticity, QUANTITY_PLAIN, NAN, 1e-6, 1e6,
                  "by which they believe that use answers the price; blank = that of final "
                  "demand"),
};

static bool is_answered(const Model *model, const Route *route)
{
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        if (demand->region == route->to && demand->commodity == route->commodity &&
            (demand->form == DEMAND_LINEAR || demand->elasticity > 0.0))
            return true;
    }
    return false;
}

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const Conduct *conduct = row;
    const Status st = select_routes(model, &conduct->region, &conduct->partners,
                                    &conduct->commodities, arena, out);
    for (int32_t i = 0; !st && isnan(conduct->elasticity) && i < out->n_routes; i++) {
        const Route *route = &model->routes[out->routes[i]];
        if (is_answered(model, route)) continue;
        diag_error(diag, place->file, place->line, place->column, "elasticity",
                   "no final demand for %s in %s answers the price, so what its sellers there "
                   "believe is not known; say 'elasticity'",
                   model->commodities[route->commodity].id, model->regions[route->to].id);
        break; /* of the others the same is true */
    }
    return st;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    const Conduct *conduct = policy->row;
    for (int32_t i = 0; i < policy->selection.n_routes; i++)
        effects_hold_back(effects, policy->selection.routes[i], conduct->conduct,
                          conduct->elasticity);
}

const PolicyKind policy_conduct = {
    .name = "conduct",
    .summary = "a region's exporters hold back, for what they sell lowers its price",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Conduct),
    .commodity_of = "commodities",
    .select = choose,
    .apply = apply,
};
