/* show.h - the answer of `lode show`: lines of things, columns of time. Private to cli/. */
#ifndef LODE_CLI_SHOW_H
#define LODE_CLI_SHOW_H

#include "cli/args.h"
#include "metrics/split.h"
#include "store/store.h"

enum { SHOW_TITLE = 16, SHOW_PERIOD = SHOW_TITLE + 2 };

/* A span of time that is one column or one line. */
typedef struct Period {
    Steps steps;
    char title[SHOW_PERIOD];
    bool part; /* a year of which the run has only some months */
} Period;

/* One line: a run and a thing, with a value for each period. */
typedef struct Line {
    const Record *record;
    const MetricFilter *part;
    const char *unit;
    double *values;
} Line;

typedef struct Show {
    const Screen *screen;
    const Args *args;
    const Metric *metric;
    MetricFilter filter;
    QueryField by[QUERY_FIELDS];
    int n_by;
    bool by_month;
    Arena *arena;
    Diag *diag;
    Record **records;
    Split **splits;
    int n_records;
    Period *periods;
    int n_periods;
    Line *lines;
    int n_lines;
    int n_zero; /* lines left out */
} Show;

/* As a table, as CSV with one value a line, or as one JSON value. */
Status show_print(Show *show);

/* The lines over the months as a picture in `path`, an SVG file: with the bands of the ensemble
 * that the file holds under the run's name. LODE_USAGE: more lines than a picture has room for.
 */
Status show_chart(Show *show, Store *store, const char *path);

#endif
