/* watch.h - the quantities a page looks at: metric questions, split into lines, each answered
 * step by step while the record grows. Private to web/. */
#ifndef LODE_WEB_WATCH_H
#define LODE_WEB_WATCH_H

#include <jansson.h>

#include "metrics/metric.h"
#include "web/out.h"

typedef struct WatchLine {
    int watch;    /* which question it belongs to */
    bool nominal; /* its values are told in money of their own time */
    MetricQuery *query;
} WatchLine;

typedef struct Watches {
    Arena *arena;
    WatchLine *lines;
    int n_lines, room;
    double *money; /* by step, where a line is nominal; else NULL */
    Text names;    /* the lines as a list of JSON mappings */
} Watches;

/* `list` is a list of {"metric", filter fields, "by": [...], "basis": "reo",
 * "money": "nominal"}; NULL is none. */
Status watches_open(const Record *record, const json_t *list, Diag *diag, Watches *out);
void watches_close(Watches *watches);

/* "[[...],...]": for each line the values of the steps. */
void watches_say(const Watches *watches, Steps steps, Text *out);

#endif
