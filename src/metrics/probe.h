/* probe.h - the questions of triggers (`when:`), answered with the metrics.
 *     when: {metric: price, region: japan, commodity: dy-oxide, above: 500 USD/kg, for: 2
 * month} asks for each step, once it is recorded, whether the metric over that step was above
 * the bar. A metric that has no value is neither above nor below. */
#ifndef LODE_METRICS_PROBE_H
#define LODE_METRICS_PROBE_H

#include "sim/sim.h"

/* For RunOptions.probe. */
extern const Probe metrics_probe;

#endif
