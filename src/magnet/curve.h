/* curve.h - making a demagnetisation curve from its remanence and coercivity. */
#ifndef LODE_MAGNET_CURVE_H
#define LODE_MAGNET_CURVE_H

#include "magnet/magnet.h"

MagnetCurve magnet_curve_make(const MagnetData *data, double celsius, double br, double hcj);

#endif
