/* oxides.h - what the metals of a magnet cost at the prices of a run. */
#ifndef LODE_WEB_OXIDES_H
#define LODE_WEB_OXIDES_H

#include <stdbool.h>

#include "magnet/design.h"
#include "metrics/metric.h"

/* Sets the prices of metals that the record trades in the region (an id), or whose oxide it
 * trades: the mean over the steps; money is taken as USD. Others keep theirs. False: it trades
 * none. */
bool oxides_price(const MagnetData *data, const Record *record, const char *region, Steps steps,
                  MagnetPrices *prices);

#endif
