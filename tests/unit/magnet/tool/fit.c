#include "fit.h"

#include <math.h>

/* --- the magnets that the rows are about --- */

/* Alloyed magnet of about 2010 with this much dysprosium or terbium. */
static MagnetMaterial alloyed(const MagnetData *data, int32_t heavy, double wt)
{
    MagnetRecipe recipe = data->recipes[magnet_recipe_find(data, "dy-conventional")];
    recipe.alloy = heavy;
    return magnet_recipe_material(data, &recipe, wt, 0, 0, recipe.align_high, 4);
}

/* Modern magnet without heavy rare earths. */
static MagnetMaterial fine(const MagnetData *data, double grain)
{
    const MagnetRecipe *recipe = &data->recipes[data->plain];
    MagnetMaterial material =
        magnet_recipe_material(data, recipe, 0, 0, 0, recipe->align_high, 4);
    material.grain = grain;
    return material;
}

static double hcj_of(const MagnetData *data, const MagnetMaterial *material)
{
    MagnetRoom room;
    MagnetWhy why;
    return magnet_room(data, material, &room, &why) ? NAN : room.hcj;
}

static double br_of(const MagnetData *data, const MagnetMaterial *material)
{
    MagnetRoom room;
    MagnetWhy why;
    return magnet_room(data, material, &room, &why) ? NAN : room.br;
}

/* Mean coefficient of Hcj of a family's conventional magnet whose Hcj is just the limit, %/K.
 */
static double beta_of(const MagnetData *data, const MagnetFamily *family)
{
    const MagnetMaterial material = alloyed(data, MAGNET_HEAVY_DY, family->dy_alloyed);
    MagnetRoom room;
    MagnetCurve hot;
    MagnetWhy why;
    if (magnet_room(data, &material, &room, &why)) return NAN;
    room.hcj = family->hcj;
    if (magnet_warm(data, &room, family->beta_to, &hot, &why)) return NAN;
    return 100 * (hot.hcj / family->hcj - 1) / (family->beta_to - 20);
}

static double alpha_of(const MagnetData *data, const MagnetFamily *family)
{
    const MagnetMaterial material = alloyed(data, MAGNET_HEAVY_DY, family->dy_alloyed);
    MagnetRoom room;
    MagnetCurve hot;
    MagnetWhy why;
    if (magnet_room(data, &material, &room, &why)) return NAN;
    room.hcj = family->hcj;
    if (magnet_warm(data, &room, family->alpha_to, &hot, &why)) return NAN;
    return 100 * (hot.br / room.br - 1) / (family->alpha_to - 20);
}

static double gain_of(const MagnetData *data, int32_t heavy, double pickup, double thickness)
{
    MagnetMaterial material = fine(data, 3.5);
    MagnetWhy why;
    double hcj, br;
    material.diffuse = heavy;
    material.pickup = pickup;
    material.thickness = thickness;
    return magnet_diffusion(data, &material, &hcj, &br, &why) ? NAN : hcj;
}

/* --- published against model --- */

typedef struct Rows {
    Residual *out;
    int32_t n;
} Rows;

static void put(Rows *rows, const char *law, const char *what, const char *unit,
                double published, double model, double within, bool fitted)
{
    rows->out[rows->n++] = (Residual){law, what, unit, published, model, within, fitted};
}

static void put_grain(const MagnetData *data, Rows *rows)
{
    static const struct {
        double grain, hcj;
        const char *what;
    } row[] = {{1, 20, "D = 1 um"}, {3, 17, "D = 3 um"}, {4.75, 14, "D = 4.5-5 um"}};
    for (int i = 0; i < 3; i++) {
        const MagnetMaterial material = fine(data, row[i].grain);
        put(rows, "grain size", row[i].what, "kOe", row[i].hcj, hcj_of(data, &material), 1.5,
            true);
    }
}

static void put_alloy(const MagnetData *data, Rows *rows)
{
    const MagnetMaterial none = alloyed(data, MAGNET_HEAVY_DY, 0);
    const MagnetMaterial dy = alloyed(data, MAGNET_HEAVY_DY, 5);
    const MagnetMaterial tb = alloyed(data, MAGNET_HEAVY_TB, 3);
    MagnetMaterial ho = alloyed(data, MAGNET_HEAVY_DY, 0), ce = fine(data, 3.5);
    const double h0 = hcj_of(data, &none), b0 = br_of(data, &none), c0 = hcj_of(data, &ce),
                 d0 = br_of(data, &ce);
    ho.content[MAGNET_HO] = 1;
    ho.content[MAGNET_ND] -= 1;
    const double tenth = 0.1 * data->recipes[data->plain].rare_earth;
    ce.content[MAGNET_CE] = tenth;
    ce.content[MAGNET_ND] -= tenth;
    put(rows, "alloying", "Dy, 0-5 wt%", "kOe/wt%", 2.0, (hcj_of(data, &dy) - h0) / 5, 0.5,
        true);
    put(rows, "alloying", "Tb, 0-3 wt%", "kOe/wt%", 3.5, (hcj_of(data, &tb) - h0) / 3, 0.5,
        true);
    put(rows, "alloying", "Dy on Br", "T/wt%", -0.022, (br_of(data, &dy) - b0) / 5, 0.003,
        false);
    put(rows, "alloying", "Tb on Br", "T/wt%", -0.023, (br_of(data, &tb) - b0) / 3, 0.003,
        false);
    put(rows, "alloying", "Ho", "kOe/wt%", 0.9, hcj_of(data, &ho) - h0, 0.4, false);
    put(rows, "alloying", "10 % Ce, one phase", "kOe", -1.5, hcj_of(data, &ce) - c0, 0.5,
        false);
    ce.shield = data->recipes[magnet_recipe_find(data, "ce-dual")].shield;
    put(rows, "alloying", "10 % Ce, dual phase", "kOe", -1.5, hcj_of(data, &ce) - c0, 0.5,
        false);
    put(rows, "alloying", "10 % Ce on Br", "T", -0.035, br_of(data, &ce) - d0, 0.01, false);
}

static void put_diffusion(const MagnetData *data, Rows *rows)
{
    put(rows, "diffusion", "0.35 wt% Tb, 4 mm", "kOe", 8.88,
        gain_of(data, MAGNET_HEAVY_TB, 0.35, 4), 0.5, true);
    put(rows, "diffusion", "0.3 wt% Tb, 4 mm", "kOe", 9.5,
        gain_of(data, MAGNET_HEAVY_TB, 0.3, 4), 1.5, false);
    put(rows, "diffusion", "0.6 wt% Tb, 4 mm", "kOe", 9.5,
        gain_of(data, MAGNET_HEAVY_TB, 0.6, 4), 1.5, false);
    put(rows, "diffusion", "0.45 wt% Tb, 8 mm", "kOe", 5.5,
        gain_of(data, MAGNET_HEAVY_TB, 0.45, 8), 0.5, false);
    put(rows, "diffusion", "0.3 wt% Dy, 4 mm", "kOe", 6, gain_of(data, MAGNET_HEAVY_DY, 0.3, 4),
        1, false);
    put(rows, "diffusion", "0.6 wt% Dy, 4 mm", "kOe", 6, gain_of(data, MAGNET_HEAVY_DY, 0.6, 4),
        1, false);
}

static void put_families(const MagnetData *data, Rows *rows)
{
    for (int32_t f = 0; f < data->n_families; f++) {
        const MagnetFamily *family = &data->families[f];
        const MagnetMaterial material = alloyed(data, MAGNET_HEAVY_DY, family->dy_alloyed);
        put(rows, "alloyed ladder", family->id, "kOe", family->hcj, hcj_of(data, &material),
            0.1 * family->hcj, true);
    }
    for (int32_t f = 0; f < data->n_families; f++)
        put(rows, "beta", data->families[f].id, "%/K", data->families[f].beta,
            beta_of(data, &data->families[f]), 0.05, true);
    for (int32_t f = 0; f < data->n_families; f++)
        put(rows, "alpha", data->families[f].id, "%/K", data->families[f].alpha,
            alpha_of(data, &data->families[f]), 0.005, true);
}

/* A measured N48SH that no fit has seen [advancedmagnets]. */
static void put_measured(const MagnetData *data, Rows *rows)
{
    const MagnetMaterial material = fine(data, 3.5);
    MagnetRoom room;
    MagnetCurve hot = {.hcj = NAN, .br = NAN};
    MagnetWhy why;
    if (!magnet_room(data, &material, &room, &why)) {
        room.br = 1.382;
        room.hcj = 21.06;
        (void)magnet_warm(data, &room, 150, &hot, &why);
    }
    put(rows, "measured N48SH", "Hcj at 150 C", "kOe", 6.29, hot.hcj, 0.63, false);
    put(rows, "measured N48SH", "Br at 150 C", "T", 1.169, hot.br, 0.03, false);
}

int32_t fit_residuals(const MagnetData *data, Residual *out)
{
    Rows rows = {out, 0};
    put_grain(data, &rows);
    put_alloy(data, &rows);
    put_diffusion(data, &rows);
    put_families(data, &rows);
    put_measured(data, &rows);
    return rows.n;
}

/* --- the fit --- */

static double beta_misfit(const MagnetData *data, double neff)
{
    MagnetData tried = *data;
    double sum = 0;
    tried.c.neff = neff;
    for (int32_t f = 0; f < data->n_families; f++) {
        const double miss = beta_of(&tried, &data->families[f]) - data->families[f].beta;
        sum += miss * miss;
    }
    return sum;
}

static double fit_neff(const MagnetData *data)
{
    double best = 1, least = INFINITY;
    for (int i = 0; i <= 2000; i++) {
        const double neff = 1 + 0.001 * i, misfit = beta_misfit(data, neff);
        if (misfit < least) least = misfit, best = neff;
    }
    return best;
}

/* Rows of law `a` change with alpha and boundary as straight lines: two normal equations. */
typedef struct Normal {
    double aa, ab, bb, ay, by;
} Normal;

static bool is_ladder(const Residual *row)
{
    return row->unit[0] == 'k' && row->law[0] == 'a' && row->law[7] == ' ';
}

static bool counts(const Residual *row)
{
    const bool of_coercivity = row->unit[0] == 'k' && row->law[0] != 'd';
    return row->fitted && of_coercivity;
}

static void add_row(Normal *sum, const Residual *at, const Residual *shifted, double shift)
{
    const double a = (shifted->model - at->model) / shift, b = is_ladder(at) ? 1 : 0;
    const double y = at->published - at->model;
    const double sigma = is_ladder(at) ? 1.0 : at->within;
    const double weight = 1 / (sigma * sigma);
    sum->aa += weight * a * a;
    sum->ab += weight * a * b;
    sum->bb += weight * b * b;
    sum->ay += weight * a * y;
    sum->by += weight * b * y;
}

Fit fit_coefficients(const MagnetData *data)
{
    const double shift = 0.01;
    MagnetData here = *data, there;
    Residual at[RESIDUALS_MAX], shifted[RESIDUALS_MAX];
    Normal sum = {0};
    here.c.neff = fit_neff(data);
    there = here;
    there.c.alpha += shift;
    const int32_t n = fit_residuals(&here, at);
    fit_residuals(&there, shifted);
    for (int32_t i = 0; i < n; i++)
        if (counts(&at[i])) add_row(&sum, &at[i], &shifted[i], shift);
    const double det = sum.aa * sum.bb - sum.ab * sum.ab;
    const MagnetRecipe *recipe = &data->recipes[magnet_recipe_find(data, "dy-conventional")];
    return (Fit){
        .neff = here.c.neff,
        .alpha = here.c.alpha + (sum.bb * sum.ay - sum.ab * sum.by) / det,
        .boundary = recipe->boundary + (sum.aa * sum.by - sum.ab * sum.ay) / det,
    };
}
