#include "magnet/design.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ALLOY_STEPS = 48, LIGHT_STEPS = 30, PICKUP_STEPS = 6, HALVINGS = 40 };

/* What is wanted, checked, and the recipe that is tried. */
typedef struct Search {
    const MagnetData *data;
    const MagnetWant *want;
    const MagnetPrices *prices;
    const MagnetRecipe *recipe;
    double hcj; /* kOe at 20 C, of the family or as given */
} Search;

static Status check_want(const MagnetData *data, const MagnetWant *want, MagnetWhy *why);
static Status check_prices(const MagnetData *data, const MagnetPrices *prices, MagnetWhy *why);
static void measure_savings(const MagnetData *data, const MagnetWant *want,
                            const MagnetPrices *prices, MagnetDesign *out);
static int by_cost(const void *a, const void *b);

Status magnet_design(const MagnetData *data, const MagnetWant *want, const MagnetPrices *prices,
                     MagnetDesign *out, MagnetWhy *why)
{
    Status st = check_want(data, want, why);
    if (!st) st = check_prices(data, prices, why);
    if (st) return st;
    Status any = magnet_refuse(why, "no recipe reaches this; the reasons stand with each");
    for (int32_t r = 0; r < data->n_recipes; r++)
        if (!magnet_design_recipe(data, r, want, prices, &out[r])) any = LODE_OK;
    measure_savings(data, want, prices, out);
    qsort(out, (size_t)data->n_recipes, sizeof *out, by_cost);
    return any ? LODE_INFEASIBLE : LODE_OK;
}

MagnetWant magnet_want_nothing(void)
{
    return (MagnetWant){.celsius = 20,
                        .thickness = 4,
                        .br = NAN,
                        .br_within = 0.005,
                        .permeance = NAN,
                        .loss_max = 0.05};
}

/* --- what is wanted --- */

static bool is_positive(double value)
{
    return value > 0 && isfinite(value);
}

static Status refuse_family(const MagnetData *data, const char *family, MagnetWhy *why)
{
    char known[96] = "";
    size_t n = 0;
    for (int32_t i = 0; i < data->n_families && n < sizeof known; i++)
        n += (size_t)snprintf(known + n, sizeof known - n, " %s", data->families[i].id);
    return magnet_refuse(why, "there is no grade family '%s'; there are%s", family, known);
}

static Status check_want(const MagnetData *data, const MagnetWant *want, MagnetWhy *why)
{
    if (want->family && magnet_family_find(data, want->family) < 0)
        return refuse_family(data, want->family, why);
    if (!is_positive(want->thickness))
        return magnet_refuse(why,
                             "a thickness of %g mm is no thickness; give millimetres above 0",
                             want->thickness);
    if (!(want->hcj >= 0 && want->hcj_hot >= 0 && want->br_min >= 0))
        return magnet_refuse(why, "wanted Hcj (%g, hot %g kOe) and Br (%g T) must be 0 or more",
                             want->hcj, want->hcj_hot, want->br_min);
    if (!(want->celsius >= data->c.temperature_min && want->celsius <= data->c.temperature_max))
        return magnet_refuse(why, "%g C is outside %g to %g C, where coefficients are known",
                             want->celsius, data->c.temperature_min, data->c.temperature_max);
    if (!isnan(want->permeance) && !(want->permeance >= 0 && want->applied >= 0))
        return magnet_refuse(why,
                             "permeance coefficient (%g) and applied field (%g kOe) must be "
                             "0 or more",
                             want->permeance, want->applied);
    if (!(want->loss_max >= 0 && want->loss_max <= 1))
        return magnet_refuse(why, "an allowed loss of %g is outside 0 to 1", want->loss_max);
    return LODE_OK;
}

static Status check_prices(const MagnetData *data, const MagnetPrices *prices, MagnetWhy *why)
{
    for (int32_t e = 0; e < MAGNET_ELEMENTS; e++)
        if (!(prices->metal[e] >= 0 && isfinite(prices->metal[e])))
            return magnet_refuse(why, "a price of %g USD/kg of %s is no price",
                                 prices->metal[e], data->elements[e].id);
    if (!(prices->conversion >= 0 && isfinite(prices->conversion)))
        return magnet_refuse(why, "a conversion cost of %g USD/kg is no cost",
                             prices->conversion);
    return LODE_OK;
}

static double wanted_hcj(const MagnetData *data, const MagnetWant *want)
{
    const int32_t family = want->family ? magnet_family_find(data, want->family) : -1;
    return family < 0 ? want->hcj : fmax(want->hcj, data->families[family].hcj);
}

/* --- one trial: given alloy, pick-up and light share --- */

/* Br is a straight line in the alignment; the one that gives want->br, if any is wanted. */
static double find_alignment(const Search *search, const MagnetDesign *trial)
{
    const MagnetRecipe *recipe = search->recipe;
    MagnetMaterial material = trial->material;
    MagnetRoom low, high;
    MagnetWhy why;
    if (isnan(search->want->br)) return recipe->align_high;
    material.alignment = recipe->align_low;
    if (magnet_room(search->data, &material, &low, &why)) return recipe->align_high;
    material.alignment = recipe->align_high;
    if (magnet_room(search->data, &material, &high, &why)) return recipe->align_high;
    if (high.br <= low.br) return recipe->align_high;
    const double share = (search->want->br - low.br) / (high.br - low.br);
    return recipe->align_low +
           fmin(fmax(share, 0), 1) * (recipe->align_high - recipe->align_low);
}

static Status check_load_line(const Search *search, MagnetDesign *trial)
{
    const MagnetWant *want = search->want;
    if (isnan(want->permeance)) return LODE_OK;
    const Status st =
        magnet_operate(&trial->hot, want->permeance, want->applied, &trial->point, &trial->why);
    if (st) return st;
    if (trial->point.loss > want->loss_max)
        return magnet_refuse(&trial->why,
                             "on its load line at %g C it loses %.1f %% of Br for good",
                             want->celsius, 100 * trial->point.loss);
    return LODE_OK;
}

/* Coercivity and load line: what more alloy can cure. */
static Status is_hard_enough(const Search *search, MagnetDesign *trial)
{
    const MagnetData *data = search->data;
    const MagnetWant *want = search->want;
    Status st = magnet_room(data, &trial->material, &trial->room, &trial->why);
    if (st) return st;
    if (trial->room.hcj < search->hcj)
        return magnet_refuse(&trial->why, "it reaches %.1f of the %g kOe wanted at 20 C",
                             trial->room.hcj, search->hcj);
    st = magnet_warm(data, &trial->room, 20, &trial->cold, &trial->why);
    if (!st) st = magnet_warm(data, &trial->room, want->celsius, &trial->hot, &trial->why);
    if (st) return st;
    if (trial->hot.hcj < want->hcj_hot)
        return magnet_refuse(&trial->why, "it reaches %.1f of the %g kOe wanted at %g C",
                             trial->hot.hcj, want->hcj_hot, want->celsius);
    return check_load_line(search, trial);
}

/* Remanence: what more alloy makes worse. */
static Status is_strong_enough(const Search *search, MagnetDesign *trial)
{
    const MagnetWant *want = search->want;
    if (trial->room.br < want->br_min)
        return magnet_refuse(&trial->why, "it reaches %.3f of the %g T wanted", trial->room.br,
                             want->br_min);
    if (!isnan(want->br) && fabs(trial->room.br - want->br) > want->br_within)
        return magnet_refuse(&trial->why, "its Br of %.3f T is not within %g T of %g",
                             trial->room.br, want->br_within, want->br);
    return LODE_OK;
}

static Status try_alloy(const Search *search, double alloy, MagnetDesign *trial)
{
    trial->alloy = alloy;
    trial->material =
        magnet_recipe_material(search->data, search->recipe, alloy, trial->pickup, trial->light,
                               search->recipe->align_high, search->want->thickness);
    trial->material.alignment = find_alignment(search, trial);
    return is_hard_enough(search, trial);
}

/* The least alloy that is hard enough: the first of equal steps that is, then halved. */
static Status find_alloy(const Search *search, MagnetDesign *trial)
{
    const double most =
        search->recipe->alloy == MAGNET_HEAVY_NONE ? 0 : search->recipe->alloy_max;
    Status st = try_alloy(search, 0, trial);
    if (!st || most <= 0) return st;
    double low = 0, high = 0;
    for (int i = 1; i <= ALLOY_STEPS && st; i++) {
        low = high;
        high = most * i / ALLOY_STEPS;
        st = try_alloy(search, high, trial);
    }
    if (st) return st;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = 0.5 * (low + high);
        if (try_alloy(search, middle, trial))
            low = middle;
        else
            high = middle;
    }
    return try_alloy(search, high, trial);
}

/* --- one recipe: the cheapest of its trials --- */

static void keep_cheaper(const Search *search, double pickup, double light, MagnetDesign *best)
{
    MagnetDesign trial = {.recipe = best->recipe, .pickup = pickup, .light = light};
    Status st = find_alloy(search, &trial);
    if (!st) st = is_strong_enough(search, &trial);
    if (st) {
        if (best->status) best->why = trial.why;
        return;
    }
    magnet_design_cost(search->data, search->prices, &trial);
    if (best->status || trial.cost < best->cost) *best = trial;
}

static double step(double low, double high, int i, int n)
{
    return i == n ? high : low + (high - low) * i / n;
}

/* The last trial is the hardest magnet the recipe makes, so its `why` is the honest one. */
static void try_pickups(const Search *search, double light, MagnetDesign *best)
{
    const MagnetCoefficients *c = &search->data->c;
    if (search->recipe->diffuse == MAGNET_HEAVY_NONE) {
        keep_cheaper(search, 0, light, best);
        return;
    }
    for (int i = 0; i <= PICKUP_STEPS; i++)
        keep_cheaper(search, step(c->pickup_min, c->pickup_max, i, PICKUP_STEPS), light, best);
}

Status magnet_design_recipe(const MagnetData *data, int32_t recipe, const MagnetWant *want,
                            const MagnetPrices *prices, MagnetDesign *out)
{
    const MagnetRecipe *row = &data->recipes[recipe];
    const Search search = {data, want, prices, row, wanted_hcj(data, want)};
    const int lights = row->light_high > row->light_low ? LIGHT_STEPS : 0;
    *out = (MagnetDesign){.recipe = recipe, .status = LODE_INFEASIBLE};
    for (int i = lights; i >= 0; i--)
        try_pickups(&search, step(row->light_low, row->light_high, i, lights), out);
    if (!out->status) out->bhmax = magnet_curve_bhmax(&out->cold);
    return out->status;
}

/* --- all recipes --- */

/* Against the plain recipe for the same coercivity and load line, whatever its remanence. */
static void measure_savings(const MagnetData *data, const MagnetWant *want,
                            const MagnetPrices *prices, MagnetDesign *out)
{
    MagnetWant plain_want = *want;
    MagnetDesign plain;
    plain_want.br_min = 0;
    plain_want.br = NAN;
    const Status st = magnet_design_recipe(data, data->plain, &plain_want, prices, &plain);
    for (int32_t r = 0; r < data->n_recipes; r++) {
        out[r].saved_dy = st ? NAN : plain.use[MAGNET_DY] - out[r].use[MAGNET_DY];
        out[r].saved_tb = st ? NAN : plain.use[MAGNET_TB] - out[r].use[MAGNET_TB];
    }
}

static int by_cost(const void *a, const void *b)
{
    const MagnetDesign *one = a, *two = b;
    const bool can_one = !one->status, can_two = !two->status;
    if (can_one != can_two) return can_one ? -1 : 1;
    if (can_one && one->cost != two->cost) return one->cost < two->cost ? -1 : 1;
    return (one->recipe > two->recipe) - (one->recipe < two->recipe);
}
