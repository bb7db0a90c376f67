/* split.h - a question asked of each region, each partner, ... instead of all together. */
#ifndef LODE_METRICS_SPLIT_H
#define LODE_METRICS_SPLIT_H

#include "metrics/metric.h"

typedef struct Split {
    Arena *arena;
    MetricFilter *parts; /* the filter, with the fields split by filled in */
    int32_t n;
} Split;

/* One part for each combination of the fields that the record has and the filter admits, in the
 * record's order. Fields the metric does not take are mistakes. */
Status metric_split(const Record *record, const Metric *metric, const MetricFilter *filter,
                    const QueryField *by, int n_by, Diag *diag, Split **out);
void split_free(Split *split); /* NULL is fine */

/* The id a part has in a field; "" if none. */
const char *split_id(const MetricFilter *part, QueryField field);

/* The fields that tell the things of a metric apart; returns how many. */
int metric_natural_split(const Metric *metric, QueryField by[QUERY_FIELDS]);

#endif
