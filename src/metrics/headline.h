/* headline.h - the few lines that sum up a run: world output and one region's share of it,
 * stage by stage; prices; shortages; by year. The model says which (docs/tables.md,
 * `headline`). */
#ifndef LODE_METRICS_HEADLINE_H
#define LODE_METRICS_HEADLINE_H

#include "metrics/metric.h"
#include "model/model.h"

/* One number. Ids are "" where they say nothing: region "" is the world. */
typedef struct HeadlineLine {
    const char *metric, *region, *stage, *commodity, *use, *unit;
    int32_t year; /* 0 = the whole run */
    double value;
} HeadlineLine;

typedef struct RunHeadline {
    Arena *arena;
    HeadlineLine *lines;
    int32_t n;
} RunHeadline;

/* What the model's headline asks for, measured on the record. Copies all texts. */
Status headline_measure(const Model *model, const Record *record, RunHeadline **out);

/* An empty headline with room for n lines, for whoever reads one back. */
Status headline_new(int32_t room, RunHeadline **out);
void headline_free(RunHeadline *headline); /* NULL is fine */

/* The line of the other headline that speaks of the same thing, or NULL. */
const HeadlineLine *headline_same(const RunHeadline *headline, const HeadlineLine *line);

#endif
