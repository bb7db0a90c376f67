#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "magnet/magnet.h"

static Status check_contents(const MagnetData *data, const MagnetMaterial *material,
                             MagnetWhy *why);
static double rare_earth_wt(const MagnetMaterial *material);
static double cobalt_share(const MagnetData *data, const MagnetMaterial *material);

/* Properties of R2Fe14B mix by atomic fraction x of each rare earth R [Hirosawa86]:
 *     Js = sum x Js_R     HA = sum x HA_R     Tc = sum x Tc_R + k c
 * c: cobalt among iron and cobalt, at%; k = 10 K/at% [magnetweb]. Cerium and lanthanum lose
 * less anisotropy when they stay in grains of their own (dual main phase): shield. Volume: all
 * iron goes into the hard phase, whose rare earth is 2 R / (R2Fe14B) by weight: V = (100 - R -
 * additions - Ga - O) / (100 - 26.7) */
Status magnet_phase(const MagnetData *data, const MagnetMaterial *material, MagnetPhase *out,
                    MagnetWhy *why)
{
    const Status st = check_contents(data, material, why);
    if (st) return st;
    const double ha_nd = data->elements[MAGNET_ND].ha;
    double atoms = 0, js = 0, ha = 0, curie = 0;
    for (int32_t e = 0; e < MAGNET_RARE_EARTHS; e++) {
        const MagnetElementRow *row = &data->elements[e];
        const double x = material->content[e] / row->mass;
        const double kept = e <= MAGNET_CE ? material->shield * (ha_nd - row->ha) : 0;
        atoms += x;
        js += x * row->js;
        ha += x * (row->ha + kept);
        curie += x * row->curie;
    }
    const double rest = 100 - rare_earth_wt(material) - material->content[MAGNET_GA] -
                        material->additions - material->oxygen;
    *out = (MagnetPhase){
        .js = js / atoms,
        .ha = ha / atoms,
        .curie = curie / atoms + data->c.curie_cobalt * cobalt_share(data, material),
        .volume = rest / (100 - data->c.hard_phase_rare_earth),
    };
    if (out->volume > 1)
        return magnet_refuse(why,
                             "rare earth of %.2f wt%% is less than the hard phase needs; a "
                             "sintered magnet has 29 to 33 wt%%",
                             rare_earth_wt(material));
    return LODE_OK;
}

static double rare_earth_wt(const MagnetMaterial *material)
{
    double sum = 0;
    for (int32_t e = 0; e < MAGNET_RARE_EARTHS; e++)
        sum += material->content[e];
    return sum;
}

/* at% of cobalt among iron and cobalt. */
static double cobalt_share(const MagnetData *data, const MagnetMaterial *material)
{
    const double co = material->content[MAGNET_CO];
    const double fe = 100 - rare_earth_wt(material) - co - material->content[MAGNET_GA] -
                      material->additions - material->oxygen;
    const double n = co / data->elements[MAGNET_CO].mass;
    return 100 * n / (n + fe / data->elements[MAGNET_FE].mass);
}

static Status check_share(const char *name, double value, double low, MagnetWhy *why)
{
    if (value >= low && value <= 1) return LODE_OK;
    return magnet_refuse(why, "%s of %g is outside %g to 1", name, value, low);
}

static Status check_contents(const MagnetData *data, const MagnetMaterial *material,
                             MagnetWhy *why)
{
    for (int32_t e = 0; e < MAGNET_FE; e++) {
        const double wt = material->content[e], most = data->elements[e].max;
        if (!(wt >= 0 && wt <= most))
            return magnet_refuse(why, "%g wt%% of %s is outside 0 to %g wt%%", wt,
                                 data->elements[e].id, most);
    }
    const double total = rare_earth_wt(material), most = data->c.rare_earth_max;
    if (!(total > 0 && total <= most))
        return magnet_refuse(why, "%g wt%% of rare earth is outside 0 to %g wt%%", total, most);
    if (!(material->additions >= 0 && material->oxygen >= 0 &&
          material->additions + material->oxygen <= 10))
        return magnet_refuse(why, "additions of %g and oxygen of %g wt%% are outside 0 to 10",
                             material->additions, material->oxygen);
    Status st = check_share("alignment", material->alignment, 0.5, why);
    if (!st) st = check_share("density", material->density, 0.5, why);
    if (!st) st = check_share("shield", material->shield, 0, why);
    return st;
}

Status magnet_refuse(MagnetWhy *why, const char *format, ...)
{
    va_list values;
    if (!why) return LODE_BAD_INPUT;
    va_start(values, format);
    vsnprintf(why->text, sizeof why->text, format, values);
    va_end(values);
    return LODE_BAD_INPUT;
}
