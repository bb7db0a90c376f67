/* magnet.h - a sintered or hot-deformed (R)2Fe14B magnet from what it is made of.
 *     Br  = Js(x) V <cos> rho                  remanence: hard phase, its volume, alignment,
 * density Hcj = alpha HA(x) - Neff(D) Js(x) + ...  coercivity [Kronmueller], grain size
 * [Bance14] at 20 C, then both at temperature, the curve J(H), B(H), and where a load line
 * meets it. Sources, validity and residuals of each law: docs/magnets.md. Outside the range to
 * which a law was held, functions return LODE_BAD_INPUT and a sentence, never a number. Units:
 * T, kOe, wt%, um, mm, degrees C; energy products in kJ/m3. Nothing here is changed by a call,
 * so threads may share everything. */
#ifndef LODE_MAGNET_MAGNET_H
#define LODE_MAGNET_MAGNET_H

#include "base/status.h"
#include "magnet/data.h"
#include "magnet/units.h"

/* Why a function said no: one sentence that names the quantity, its value and the range. */
typedef struct MagnetWhy {
    char text[256];
} MagnetWhy;

typedef struct MagnetMaterial {
    double content[MAGNET_ELEMENTS]; /* wt%; iron is the balance and not read */
    double additions, oxygen;        /* wt%; additions: Al, Cu, Nb, Zr */
    double grain;                    /* um */
    double boundary;                 /* kOe that the grain boundaries give beyond the law */
    double shield;                   /* fraction of the Ce and La anisotropy loss avoided */
    double alignment;                /* mean cosine */
    double density;                  /* fraction */
    int32_t diffuse;                 /* MagnetHeavy */
    double pickup;                   /* wt% taken up by diffusion */
    double thickness;                /* mm, along the diffusion */
} MagnetMaterial;

/* Of the hard phase at 20 C. */
typedef struct MagnetPhase {
    double js;     /* T */
    double ha;     /* kOe */
    double curie;  /* K */
    double volume; /* fraction of the magnet */
} MagnetPhase;

Status magnet_phase(const MagnetData *data, const MagnetMaterial *material, MagnetPhase *out,
                    MagnetWhy *why);

/* The magnet at 20 C, and what its temperature law needs. */
typedef struct MagnetRoom {
    double br;    /* T */
    double hcj;   /* kOe */
    double demag; /* kOe: Neff Js, the demagnetising part of Kronmueller's equation */
    double curie; /* K */
} MagnetRoom;

Status magnet_room(const MagnetData *data, const MagnetMaterial *material, MagnetRoom *out,
                   MagnetWhy *why);

/* What diffusion adds to the coercivity, kOe, and to the remanence, T; both 0 without it. */
Status magnet_diffusion(const MagnetData *data, const MagnetMaterial *material, double *hcj,
                        double *br, MagnetWhy *why);

/* Demagnetisation curve at one temperature. Fields are counted as u = -H >= 0. */
typedef struct MagnetCurve {
    double celsius;
    double br;   /* T */
    double hcj;  /* kOe */
    double chi;  /* T/kOe: slope of J along a recoil line */
    double bend; /* how sharp the knee is: kappa Hcj */
    double knee; /* kOe: J has left the recoil line by a tenth */
} MagnetCurve;

/* The magnet of `room` at a temperature. */
Status magnet_warm(const MagnetData *data, const MagnetRoom *room, double celsius,
                   MagnetCurve *out, MagnetWhy *why);

double magnet_curve_j(const MagnetCurve *curve, double u); /* T; u from 0 to Hcj */
double magnet_curve_b(const MagnetCurve *curve, double u); /* T */
double magnet_curve_hcb(const MagnetCurve *curve);         /* kOe: B = 0 */
double magnet_curve_bhmax(const MagnetCurve *curve);       /* kJ/m3 */

/* Where the magnet works: its load line B = -permeance mu0 (H + applied) meets the curve. */
typedef struct MagnetPoint {
    double h;      /* kOe, demagnetising */
    double b, j;   /* T */
    double margin; /* kOe between here and the knee; negative: beyond it */
    double loss;   /* fraction of Br that is not regained when the field is taken away */
} MagnetPoint;

/* permeance: B / (mu0 |H|) without an applied field; applied: demagnetising field from outside,
 * kOe. LODE_BAD_INPUT: a negative number, or the magnet is demagnetised there. */
Status magnet_operate(const MagnetCurve *curve, double permeance, double applied,
                      MagnetPoint *out, MagnetWhy *why);

/* Writes the sentence and returns LODE_BAD_INPUT. */
Status magnet_refuse(MagnetWhy *why, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
