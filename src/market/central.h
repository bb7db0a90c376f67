/* central.h - where one bound stands alone against a column's gap, on the central path. */
#ifndef LODE_MARKET_CENTRAL_H
#define LODE_MARKET_CENTRAL_H

#include <math.h>

#include "market/lanes.h"

/* The root of h + slope x = m / x, x > 0: where one bound stands alone against the gap h.
 *     x = 2m / (h + root)  for h >= 0,   (root - h) / (2 slope)  else,   root^2 = h^2 + 4 slope
 * m */
#define LONE_ROOT(out, h, slope, m)                                                            \
    do {                                                                                       \
        const Lanes square_ = (h) * (h) + 4.0 * (slope) * (m);                                 \
        Lanes root_;                                                                           \
        for (int lane_ = 0; lane_ < LANES; lane_++)                                            \
            root_[lane_] = sqrt(square_[lane_]);                                               \
        const LaneMask rises_ = (LaneMask)((h) >= 0.0);                                        \
        (out) = CHOOSE(rises_, 2.0 * (m), root_ - (h)) /                                       \
                CHOOSE(rises_, root_ + (h), 2.0 * (slope));                                    \
    } while (0)

#endif
