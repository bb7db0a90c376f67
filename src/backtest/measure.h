/* measure.h - what a run says about an observation. Private to backtest/. */
#ifndef LODE_BACKTEST_MEASURE_H
#define LODE_BACKTEST_MEASURE_H

#include "metrics/metric.h"
#include "model/model.h"

/* The queries that answer one kind of observation: a sum over commodities, each weighted by
 * what one unit of it counts for; a price or a share is one query of weight 1. */
typedef struct Measure {
    MetricQuery **queries; /* n; what the run does not know is left out */
    double *weights;
    int32_t n;
} Measure;

/* Memory of the lists is the arena's; the queries are closed by measure_close. */
Status measure_open(const Model *model, const Record *record, const Observation *observation,
                    Arena *arena, Measure *out);
void measure_close(Measure *measure);

/* NAN when nothing answers. */
double measure_over(const Measure *measure, Steps steps);

/* "USD/t", "t", "1"; lives as long as the measure. */
const char *measure_unit(const Measure *measure);

#endif
