#include "magnet/design.h"

#include <stdbool.h>

static MagnetElement heavy_element(int32_t heavy)
{
    return heavy == MAGNET_HEAVY_TB ? MAGNET_TB : MAGNET_DY;
}

static void share_rare_earth(const MagnetData *data, const MagnetRecipe *recipe, double alloy,
                             double light, double *content)
{
    const double lights = light * recipe->rare_earth;
    const double ndpr = recipe->rare_earth - lights - alloy;
    content[MAGNET_LA] = lights * recipe->light_la;
    content[MAGNET_CE] = lights - content[MAGNET_LA];
    content[MAGNET_PR] = ndpr * data->c.praseodymium_share;
    content[MAGNET_ND] = ndpr - content[MAGNET_PR];
    if (recipe->alloy != MAGNET_HEAVY_NONE) content[heavy_element(recipe->alloy)] = alloy;
}

MagnetMaterial magnet_recipe_material(const MagnetData *data, const MagnetRecipe *recipe,
                                      double alloy, double pickup, double light,
                                      double alignment, double thickness)
{
    MagnetMaterial material = {
        .additions = recipe->additions,
        .oxygen = recipe->oxygen,
        .grain = recipe->grain,
        .boundary = recipe->boundary,
        .shield = recipe->shield,
        .alignment = alignment,
        .density = recipe->density,
        .diffuse = recipe->diffuse,
        .pickup = recipe->diffuse == MAGNET_HEAVY_NONE ? 0 : pickup,
        .thickness = thickness,
    };
    share_rare_earth(data, recipe, alloy, light, material.content);
    material.content[MAGNET_CO] = recipe->cobalt;
    material.content[MAGNET_GA] = recipe->gallium;
    material.content[MAGNET_FE] = 100 - recipe->rare_earth - recipe->cobalt - recipe->gallium;
    return material;
}

double magnet_price_of_metal(const MagnetData *data, MagnetElement element, double oxide_price)
{
    const MagnetElementRow *row = &data->elements[element];
    return oxide_price * row->oxide_per_metal / row->recovery + row->fee;
}

MagnetPrices magnet_prices_usual(const MagnetData *data)
{
    MagnetPrices prices = {.conversion = data->c.conversion};
    for (int32_t e = 0; e < MAGNET_ELEMENTS; e++)
        prices.metal[e] =
            magnet_price_of_metal(data, (MagnetElement)e, data->elements[e].oxide_price);
    return prices;
}

/* Per kg of finished magnet:
 *     use = content / (powder x sinter x finish) + pick-up / coat       swarf = content
 * (1/finish - 1) Diffusion comes behind grinding, so nothing of it is ground off. Old magnets
 * are paid like swarf. */
void magnet_design_cost(const MagnetData *data, const MagnetPrices *prices,
                        MagnetDesign *design)
{
    const MagnetCoefficients *c = &data->c;
    const MagnetRecipe *recipe = &data->recipes[design->recipe];
    const MagnetMaterial *material = &design->material;
    const double yield = c->powder_yield * c->sinter_yield * recipe->finish_yield;
    const double paid = 1 - recipe->recycled * (1 - c->swarf_payable);
    design->metal_cost = design->credit = 0;
    for (int32_t e = 0; e < MAGNET_ELEMENTS; e++) {
        const double content = material->content[e] / 100;
        const double body = content / yield;
        const bool coat = material->diffuse != MAGNET_HEAVY_NONE &&
                          e == (int32_t)heavy_element(material->diffuse);
        const double coated = coat ? material->pickup / 100 / c->coat_yield : 0;
        design->use[e] = body + coated;
        design->virgin[e] = body * (1 - recipe->recycled) + coated;
        design->swarf[e] = content * (1 / recipe->finish_yield - 1);
        design->metal_cost += (body * paid + coated) * prices->metal[e];
        design->credit += design->swarf[e] * prices->metal[e] * c->swarf_payable;
    }
    const double treated = material->diffuse == MAGNET_HEAVY_NONE ? 0 : c->diffusion_cost;
    design->process_cost = prices->conversion * recipe->cost_factor * (1 + treated);
    design->cost = design->metal_cost - design->credit + design->process_cost;
}
