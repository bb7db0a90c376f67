#include <math.h>

#include "magnet/magnet.h"

static Status neff_of_grain(const MagnetData *data, double grain, double *neff, MagnetWhy *why);

/* Remanence and coercivity at 20 C:
 *     Br  = Js V <cos> rho + dBr
 *     Hcj = alpha HA - Neff(D) Js + boundary + dHcj                       [Kronmueller,
 * Bance14] dBr, dHcj: what diffusion does; boundary: what a recipe's boundary phase does. */
Status magnet_room(const MagnetData *data, const MagnetMaterial *material, MagnetRoom *out,
                   MagnetWhy *why)
{
    MagnetPhase phase;
    double neff = 0, gain = 0, drop = 0;
    Status st = magnet_phase(data, material, &phase, why);
    if (!st) st = neff_of_grain(data, material->grain, &neff, why);
    if (!st) st = magnet_diffusion(data, material, &gain, &drop, why);
    if (st) return st;
    const double fill = phase.volume * material->alignment * material->density;
    const double demag = neff * phase.js / MAGNET_T_PER_KOE;
    *out = (MagnetRoom){
        .br = phase.js * fill + drop,
        .hcj = data->c.alpha * phase.ha - demag + material->boundary + gain,
        .demag = demag,
        .curie = phase.curie,
    };
    if (out->hcj <= 0)
        return magnet_refuse(why,
                             "this composition and grain size leave no coercivity at 20 C");
    return LODE_OK;
}

/* The demagnetising factor of a grain rises with the logarithm of its size [Bance14], from
 * which follows the law of [Ramesh88], Hcj = a - b ln D^2: Neff(D) = Neff(D0) + s ln (D /
 * D0)^2,   D from 0.055 to 8.3 um */
static Status neff_of_grain(const MagnetData *data, double grain, double *neff, MagnetWhy *why)
{
    const MagnetCoefficients *c = &data->c;
    if (!(grain >= c->grain_min && grain <= c->grain_max))
        return magnet_refuse(why, "grain size of %g um is outside %g to %g um", grain,
                             c->grain_min, c->grain_max);
    *neff = c->neff + 2 * c->neff_slope * log(grain / c->neff_grain);
    return LODE_OK;
}

static Status check_diffusion(const MagnetCoefficients *c, const MagnetMaterial *material,
                              MagnetWhy *why)
{
    if (!(material->pickup >= c->pickup_min && material->pickup <= c->pickup_max))
        return magnet_refuse(why, "a pick-up of %g wt%% is outside %g to %g wt%%",
                             material->pickup, c->pickup_min, c->pickup_max);
    if (material->thickness > c->diffusion_thickness_max)
        return magnet_refuse(why,
                             "at %g mm the part is too thick for diffusion: gains are known up "
                             "to %g mm",
                             material->thickness, c->diffusion_thickness_max);
    return LODE_OK;
}

/* Diffused dysprosium or terbium; p the pick-up, t the thickness:
 *     dHcj = G (1 - exp(-k p)) (1 - d max(0, t - t0))      p 0.3 to 0.6 wt%, t up to 8 mm
 * G and k hold the vendor's case (0.35 wt% Tb: 8.88 kOe [mainrich]) and the usual gain
 * [mem-mag]; d = 1/9 per mm is 1 kOe of 9 per mm beyond t0 = 4 mm [mem-mag]. */
Status magnet_diffusion(const MagnetData *data, const MagnetMaterial *material, double *hcj,
                        double *br, MagnetWhy *why)
{
    const MagnetCoefficients *c = &data->c;
    *hcj = *br = 0;
    if (!(material->thickness > 0 && isfinite(material->thickness)))
        return magnet_refuse(why,
                             "a thickness of %g mm is no thickness; give millimetres above 0",
                             material->thickness);
    if (material->diffuse == MAGNET_HEAVY_NONE) return LODE_OK;
    const Status st = check_diffusion(c, material, why);
    if (st) return st;
    const int tb = material->diffuse == MAGNET_HEAVY_TB;
    const double most = tb ? c->diffusion_gain_tb : c->diffusion_gain_dy;
    const double beyond = fmax(0, material->thickness - c->diffusion_thickness_full);
    *hcj = most * (1 - exp(-c->diffusion_rate * material->pickup)) *
           (1 - c->diffusion_decay * beyond);
    *br = tb ? c->diffusion_br_tb : c->diffusion_br_dy;
    return LODE_OK;
}
