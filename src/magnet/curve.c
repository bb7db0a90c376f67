#include "magnet/curve.h"

#include <math.h>

/* In u = -H, the recoil line and an exponential knee (the exponential model of [Ruoho07]):
 *     J(u) = Br - chi u - (Br - chi Hcj) g(u)
 *     g(u) = (exp(s (u/Hcj - 1)) - exp(-s)) / (1 - exp(-s)),   g(0) = 0, g(Hcj) = 1
 * so that J(0) = Br and J(Hcj) = 0. The knee, where J is a tenth below the recoil line, lies at
 * squareness x Hcj, which fixes s. */

enum { HALVINGS = 60 }; /* beyond the precision of a double */

static const double BEND_MIN = 1.0, BEND_MAX = 2000.0;
static const double KNEE_DROP = 0.1; /* part of the recoil line lost at the knee */

static double fall(double bend, double share)
{
    const double rest = exp(-bend);
    return (exp(bend * (share - 1)) - rest) / (1 - rest);
}

static double find_bend(const MagnetCurve *curve, double squareness)
{
    const double at_knee = curve->br - curve->chi * squareness * curve->hcj;
    const double wanted = KNEE_DROP * at_knee / (curve->br - curve->chi * curve->hcj);
    double low = BEND_MIN, high = BEND_MAX;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = 0.5 * (low + high);
        if (fall(middle, squareness) > wanted)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

MagnetCurve magnet_curve_make(const MagnetData *data, double celsius, double br, double hcj)
{
    MagnetCurve curve = {
        .celsius = celsius,
        .br = br,
        .hcj = hcj,
        .chi = MAGNET_T_PER_KOE * (data->c.recoil - 1),
        .knee = data->c.squareness * hcj,
    };
    curve.bend = find_bend(&curve, data->c.squareness);
    return curve;
}

double magnet_curve_j(const MagnetCurve *curve, double u)
{
    const double drop = curve->br - curve->chi * curve->hcj;
    return curve->br - curve->chi * u - drop * fall(curve->bend, u / curve->hcj);
}

double magnet_curve_b(const MagnetCurve *curve, double u)
{
    return magnet_curve_j(curve, u) - MAGNET_T_PER_KOE * u;
}

double magnet_curve_hcb(const MagnetCurve *curve)
{
    double low = 0, high = curve->hcj;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = 0.5 * (low + high);
        if (magnet_curve_b(curve, middle) > 0)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* B u is concave where B > 0, so thirds close in on its top. */
double magnet_curve_bhmax(const MagnetCurve *curve)
{
    double low = 0, high = magnet_curve_hcb(curve);
    for (int i = 0; i < 2 * HALVINGS; i++) {
        const double a = low + (high - low) / 3, b = high - (high - low) / 3;
        if (a * magnet_curve_b(curve, a) < b * magnet_curve_b(curve, b))
            low = a;
        else
            high = b;
    }
    return low * magnet_curve_b(curve, low) * MAGNET_KA_PER_M_PER_KOE;
}

/* The field inside is what is applied and the magnet's own: with N = 1 / (1 + permeance),
 *     u = applied + N J(u) / mu0 */
Status magnet_operate(const MagnetCurve *curve, double permeance, double applied,
                      MagnetPoint *out, MagnetWhy *why)
{
    if (!(permeance >= 0 && isfinite(permeance)))
        return magnet_refuse(why, "a permeance coefficient of %g is not 0 or more", permeance);
    if (!(applied >= 0 && isfinite(applied)))
        return magnet_refuse(why, "an applied field of %g kOe is not 0 or more", applied);
    if (applied >= curve->hcj)
        return magnet_refuse(why,
                             "%g kOe demagnetises the magnet: its coercivity at %g C is %.2f",
                             applied, curve->celsius, curve->hcj);
    const double factor = 1 / ((1 + permeance) * MAGNET_T_PER_KOE);
    double low = applied, high = curve->hcj;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = 0.5 * (low + high);
        if (middle < applied + factor * magnet_curve_j(curve, middle))
            low = middle;
        else
            high = middle;
    }
    const double u = 0.5 * (low + high), j = magnet_curve_j(curve, u);
    *out = (MagnetPoint){
        .h = u,
        .b = magnet_curve_b(curve, u),
        .j = j,
        .margin = curve->knee - u,
        .loss = 1 - (j + curve->chi * u) / curve->br,
    };
    return LODE_OK;
}
