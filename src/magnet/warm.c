#include <math.h>

#include "magnet/curve.h"
#include "magnet/magnet.h"

static const double ROOM_C = 20.0;
static const double BR_MIN_T = 0.6; /* of a magnet without alignment */

static Status check_temperature(const MagnetData *data, const MagnetRoom *room, double celsius,
                                MagnetWhy *why);
static Status check_room(const MagnetData *data, const MagnetRoom *room, MagnetWhy *why);
static double remanence_ratio(const MagnetData *data, double hcj, double celsius);
static double anisotropy_ratio(const MagnetData *data, const MagnetRoom *room, double celsius);

/* Kronmueller's equation at T, both parts scaled from 20 C:
 *     Hcj(T) = (Hcj + Neff Js) h(T) - Neff Js j(T)
 * h = HA(T)/HA(20 C), j = Br(T)/Br(20 C). One Neff gives the catalogue's seven coefficients
 * beta within 0.03 %/K (docs/magnets.md). */
Status magnet_warm(const MagnetData *data, const MagnetRoom *room, double celsius,
                   MagnetCurve *out, MagnetWhy *why)
{
    Status st = check_room(data, room, why);
    if (!st) st = check_temperature(data, room, celsius, why);
    if (st) return st;
    const double j = remanence_ratio(data, room->hcj, celsius);
    const double h = anisotropy_ratio(data, room, celsius);
    const double hcj = (room->hcj + room->demag) * h - room->demag * j;
    if (hcj <= 0)
        return magnet_refuse(why,
                             "at %g C a magnet of %.1f kOe (at 20 C) has no coercivity left",
                             celsius, room->hcj);
    *out = magnet_curve_make(data, celsius, room->br * j, hcj);
    return LODE_OK;
}

static Status check_room(const MagnetData *data, const MagnetRoom *room, MagnetWhy *why)
{
    const MagnetCoefficients *c = &data->c;
    if (!(room->br >= BR_MIN_T && room->demag >= 0 && room->curie > 0))
        return magnet_refuse(why,
                             "a remanence of %g T, Neff Js of %g kOe and a Curie point of %g K "
                             "are no aligned magnet's",
                             room->br, room->demag, room->curie);
    if (!(room->hcj >= c->hcj_min && room->hcj <= c->hcj_max))
        return magnet_refuse(
            why,
            "a coercivity of %.1f kOe at 20 C is outside %g to %g kOe, for which "
            "temperature coefficients are known",
            room->hcj, c->hcj_min, c->hcj_max);
    return LODE_OK;
}

static double reduced(const MagnetData *data, const MagnetRoom *room, double celsius)
{
    return magnet_kelvin(celsius) * data->elements[MAGNET_ND].curie / room->curie;
}

static Status check_temperature(const MagnetData *data, const MagnetRoom *room, double celsius,
                                MagnetWhy *why)
{
    const MagnetCoefficients *c = &data->c;
    const double last = data->anisotropy[data->n_anisotropy - 1].kelvin;
    if (!(magnet_kelvin(celsius) < room->curie))
        return magnet_refuse(why, "%g C is above the Curie point (%.0f C): no magnet there",
                             celsius, room->curie - MAGNET_KELVIN);
    if (!(celsius >= c->temperature_min && celsius <= c->temperature_max))
        return magnet_refuse(why, "%g C is outside %g to %g C, where coefficients are known",
                             celsius, c->temperature_min, c->temperature_max);
    if (reduced(data, room, celsius) > last)
        return magnet_refuse(
            why,
            "%g C is too near the Curie point (%.0f C): the anisotropy is known "
            "up to %.2f of it",
            celsius, room->curie - MAGNET_KELVIN, last / data->elements[MAGNET_ND].curie);
    return LODE_OK;
}

static double between(double x, double x0, double y0, double x1, double y1)
{
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

/* Br(T)/Br(20 C) = 1 + (a + c (T - T_a)) (T - 20): a is the family's published mean coefficient
 * from 20 C to T_a, interpolated in Hcj between families; c is the curvature of Js of Nd2Fe14B.
 */
static double remanence_ratio(const MagnetData *data, double hcj, double celsius)
{
    const MagnetFamily *family = data->families;
    const int32_t n = data->n_families;
    const double at = fmin(fmax(hcj, family[0].hcj), family[n - 1].hcj);
    int32_t i = 0;
    while (i < n - 2 && at > family[i + 1].hcj)
        i++;
    const MagnetFamily *low = &family[i], *high = &family[i + 1];
    const double a = between(at, low->hcj, low->alpha, high->hcj, high->alpha);
    const double to = between(at, low->hcj, low->alpha_to, high->hcj, high->alpha_to);
    const double mean = a + data->c.br_curvature * (celsius - to);
    return 1 + mean / 100 * (celsius - ROOM_C);
}

/* mu0HA of Nd2Fe14B, piecewise linear in the rows of anisotropy.csv. */
static double anisotropy(const MagnetData *data, double kelvin)
{
    const MagnetAnisotropyRow *row = data->anisotropy;
    int32_t i = 0;
    while (i < data->n_anisotropy - 2 && kelvin > row[i + 1].kelvin)
        i++;
    return between(kelvin, row[i].kelvin, row[i].mu0ha, row[i + 1].kelvin, row[i + 1].mu0ha);
}

/* Other compositions follow the same curve in T/Tc. */
static double anisotropy_ratio(const MagnetData *data, const MagnetRoom *room, double celsius)
{
    return anisotropy(data, reduced(data, room, celsius)) /
           anisotropy(data, reduced(data, room, ROOM_C));
}
