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

/* ---- a headline as a table: a row a thing, a column a year ---- */

enum { HEADLINE_YEARS_MAX = 64 };

/* The years that any of the chosen lines speaks of, ascending; 0 is the whole run. */
typedef struct HeadlineYears {
    int32_t year[HEADLINE_YEARS_MAX];
    int n;
} HeadlineYears;

typedef bool HeadlineWanted(const HeadlineLine *line);

HeadlineYears headline_years(const RunHeadline *headline, HeadlineWanted *wanted);

/* True when no earlier line speaks of the same thing in another year. */
bool headline_begins_row(const RunHeadline *headline, int32_t line);

/* Production and its shares; prices; shortages and what they cost in devices. */
bool headline_is_output(const HeadlineLine *line);
bool headline_is_price(const HeadlineLine *line);

/* Names for people of what a line calls by id: region "" is "world". */
const char *headline_region(const Record *record, const char *id);
const char *headline_stage(const Record *record, const char *id);
const char *headline_commodity(const Record *record, const char *id);

/* The line of the other headline that speaks of the same thing, or NULL. */
const HeadlineLine *headline_same(const RunHeadline *headline, const HeadlineLine *line);

#endif
