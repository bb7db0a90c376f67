/* design.h - recipes that reach a wanted coercivity, what they use and what they cost.
 * For each recipe the search finds the least alloyed Dy or Tb, the cheapest pick-up and the
 * cheapest share of Ce and La with which the magnet is good enough; recipes that cannot say
 * why. Amounts are t of metal per t of finished magnet (the same number in kg per kg), so a
 * design is also a process recipe for a model's tables. */
#ifndef LODE_MAGNET_DESIGN_H
#define LODE_MAGNET_DESIGN_H

#include "magnet/magnet.h"

typedef struct MagnetPrices {
    double metal[MAGNET_ELEMENTS]; /* USD/kg of metal */
    double conversion;             /* USD/kg of finished magnet, metal to magnet */
} MagnetPrices;

/* Prices of elements.csv (2024) and the conversion cost of coefficients.csv (China). */
MagnetPrices magnet_prices_usual(const MagnetData *data);

/* What a kg of metal costs when the oxide has this price (USD/kg): electrolysis and its loss.
 */
double magnet_price_of_metal(const MagnetData *data, MagnetElement element, double oxide_price);

typedef struct MagnetWant {
    const char *family; /* NULL: none; else its least coercivity counts */
    double hcj;         /* kOe at 20 C, at least; 0: none */
    double celsius;     /* where it works */
    double hcj_hot;     /* kOe there, at least; 0: none */
    double thickness;   /* mm */
    double br_min;      /* T at 20 C; 0: none */
    double br;          /* T at 20 C that alignment is set for; NAN: as high as it gets */
    double br_within;   /* T: how near to br is near enough */
    double permeance;   /* of its load line; NAN: no load line is asked for */
    double applied;     /* kOe, demagnetising field on that load line */
    double loss_max;    /* fraction of Br lost for good there */
} MagnetWant;

/* Nothing wanted, at 20 C, 4 mm thick, and at most 5 % loss if a load line is given; a Br that
 * is asked for is met within 0.005 T. */
MagnetWant magnet_want_nothing(void);

typedef struct MagnetDesign {
    int32_t recipe;
    Status status; /* LODE_OK, or LODE_INFEASIBLE: why says what is in the way */
    MagnetWhy why;
    double alloy, pickup; /* wt% of the recipe's heavy elements */
    double light;         /* fraction of the rare earth that is Ce and La */
    MagnetMaterial material;
    MagnetRoom room;                /* at 20 C */
    MagnetCurve cold, hot;          /* at 20 C and where it works */
    double bhmax;                   /* kJ/m3 at 20 C */
    MagnetPoint point;              /* if a load line was given */
    double use[MAGNET_ELEMENTS];    /* t/t, all that goes in */
    double virgin[MAGNET_ELEMENTS]; /* t/t, the part that does not come from old magnets */
    double swarf[MAGNET_ELEMENTS];  /* t/t, what grinding takes off again */
    double metal_cost, credit, process_cost; /* USD/kg; credit: what swarf earns */
    double cost;                             /* USD/kg = metal - credit + process */
    double saved_dy, saved_tb; /* kg/kg against plain alloying; NAN if that cannot do it */
} MagnetDesign;

/* One design a recipe, out[data->n_recipes]: those that can, by cost; then those that cannot.
 * LODE_INFEASIBLE: no recipe can. LODE_BAD_INPUT: what is wanted makes no sense; why says. */
Status magnet_design(const MagnetData *data, const MagnetWant *want, const MagnetPrices *prices,
                     MagnetDesign *out, MagnetWhy *why);

/* One recipe alone; the answer's status is also in out. */
Status magnet_design_recipe(const MagnetData *data, int32_t recipe, const MagnetWant *want,
                            const MagnetPrices *prices, MagnetDesign *out);

/* The material of a recipe with these choices; content of each element adds up to 100 wt%. */
MagnetMaterial magnet_recipe_material(const MagnetData *data, const MagnetRecipe *recipe,
                                      double alloy, double pickup, double light,
                                      double alignment, double thickness);

/* Fills use, virgin, swarf and the costs of a design from its material. */
void magnet_design_cost(const MagnetData *data, const MagnetPrices *prices,
                        MagnetDesign *design);

#endif
