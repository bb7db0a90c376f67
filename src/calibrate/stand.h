/* stand.h - how facilities and routes stand in the base year. Private to calibrate/. */
#ifndef LODE_CALIBRATE_STAND_H
#define LODE_CALIBRATE_STAND_H

#include "calibrate/base.h"

#define STAND_AT_LIMIT 1e-7 /* of the limit: nearer is at it */

/* How a column stands in the base year. */
typedef enum Stand {
    STAND_IDLE,   /* it could, but does not */
    STAND_CLOSED, /* it cannot: no capacity, a limit of 0 */
    STAND_LEAST,  /* at its least activity */
    STAND_INSIDE,
    STAND_FULL /* at its capacity or limit */
} Stand;

Stand stand_of_facility(const Base *base, int32_t facility, double x);
/* A route that is bound by a limit of its own or one it shares counts as full. */
Stand stand_of_route(const Base *base, int32_t route, const double *z);

#endif
