#include "web/oxides.h"

#include <math.h>

enum { KG_PER_T = 1000 };

/* Elements and the commodities of the rare-earth model that they are bought as: the metal, or
 * where a run has none the oxide. Neodymium and praseodymium are sold together, cerium and
 * lanthanum, too. */
static const struct Follow {
    MagnetElement element;
    const char *metal, *oxide;
} follows[] = {{MAGNET_LA, "lace-metal", "la-oxide"},   {MAGNET_CE, "lace-metal", "ce-oxide"},
               {MAGNET_PR, "ndpr-metal", "ndpr-oxide"}, {MAGNET_ND, "ndpr-metal", "ndpr-oxide"},
               {MAGNET_DY, "dy-metal", "dy-oxide"},     {MAGNET_TB, "tb-metal", "tb-oxide"}};

/* NAN: it is not traded there. */
static double price_of(const Record *record, const char *region, const char *commodity,
                       Steps steps)
{
    const MetricFilter filter = {.region = region, .commodity = commodity};
    double price = NAN;
    Diag *diag = diag_new(); /* a commodity that the run has not is no mistake */
    if (!diag || metric_value(record, metric_find("price"), &filter, steps, diag, &price))
        price = NAN;
    diag_free(diag);
    return price / KG_PER_T;
}

bool oxides_price(const MagnetData *data, const Record *record, const char *region, Steps steps,
                  MagnetPrices *prices)
{
    bool any = false;
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++) {
        const double metal = price_of(record, region, follows[i].metal, steps);
        const double oxide = price_of(record, region, follows[i].oxide, steps);
        double *price = &prices->metal[follows[i].element];
        if (isfinite(metal))
            *price = metal;
        else if (isfinite(oxide))
            *price = magnet_price_of_metal(data, follows[i].element, oxide);
        any = any || isfinite(metal) || isfinite(oxide);
    }
    return any;
}
