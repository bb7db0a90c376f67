/* central.h - where a column stands on the central path, four columns at a time. */
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

/* The bound at which a column stands, as the mask `at_up`, and its distance x from there as if
 * the other bound were not: the smaller lone root, within `reach`. */
#define NEAREST_BOUND(x, at_up, has_low, has_up, h_low, h_up, slope, push_low, push_up, reach) \
    do {                                                                                       \
        Lanes low_, up_;                                                                       \
        LONE_ROOT(low_, h_low, slope, push_low);                                               \
        LONE_ROOT(up_, h_up, slope, push_up);                                                  \
        (at_up) = (has_up) & (~(has_low) | (LaneMask)(up_ < low_));                            \
        const Lanes nearest_ = CHOOSE(at_up, up_, low_);                                       \
        (x) = -LARGER(-nearest_, -(reach));                                                    \
    } while (0)

/* A column without bounds goes where its own slope leads, within `reach`. */
#define FREE_COLUMN(z, gap, slope, reach)                                                      \
    do {                                                                                       \
        const Lanes own_ = CHOOSE((LaneMask)((slope) > 0.0), -(gap) / (slope), 0.0 * (gap));   \
        (z) = LARGER(-(reach), -LARGER(-own_, -(reach)));                                      \
    } while (0)

#endif
