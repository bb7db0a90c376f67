/* units.h - the units of magnet makers and of SI. 1 kOe = 1000/(4 pi) kA/m = 0.1 T / mu0. */
#ifndef LODE_MAGNET_UNITS_H
#define LODE_MAGNET_UNITS_H

#define MAGNET_PI 3.14159265358979323846
#define MAGNET_KA_PER_M_PER_KOE (1000.0 / (4.0 * MAGNET_PI))
#define MAGNET_T_PER_KOE 0.1 /* mu0 x 1 kOe; also Js: 1 T = 10 kG */
#define MAGNET_KJ_PER_M3_PER_MGOE (100.0 / (4.0 * MAGNET_PI))
#define MAGNET_KELVIN 273.15

static inline double magnet_kelvin(double celsius)
{
    return celsius + MAGNET_KELVIN;
}

#endif
