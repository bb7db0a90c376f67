/* chart.h - pictures as SVG: values over time, one line a run. In a page colours and dashes are
 * classes of its style sheet; a picture in a file of its own carries them. */
#ifndef LODE_REPORT_CHART_H
#define LODE_REPORT_CHART_H

#include <stdio.h>

#include "base/date.h"

enum { CHART_LINES = 4 };

typedef struct ChartLine {
    const char *name;
    const double *values; /* n of the chart; NAN leaves a gap */
    /* Where nine in ten and where half of its futures lie, n each; NULL = nobody has asked. */
    const double *low, *lower, *upper, *high;
} ChartLine;

/* A span that is shaded: a policy in force. */
typedef struct ChartSpan {
    Month from, until; /* first and last month; MONTH_NONE = open */
} ChartSpan;

/* What was observed: a stroke over the months it covers. */
typedef struct ChartDot {
    Month from;
    int32_t months;
    double value;
} ChartDot;

typedef struct Chart {
    const char *title, *unit;
    Month start;
    int32_t months_per_step, n; /* values per line */
    int n_lines;
    ChartLine lines[CHART_LINES];
    const ChartSpan *spans;
    int n_spans;
    const ChartDot *dots;
    int n_dots;
} Chart;

/* A figure with the chart: the axis starts at zero, lines carry their names at the right end.
 * Lines that end on top of each other are named once. Nothing is drawn without a value. */
void chart_draw(FILE *out, const Chart *chart);

/* The same as an SVG file of its own, with its title above and, where there are bands, what
 * they are below. */
void chart_draw_file(FILE *out, const Chart *chart);

/* What a page must say of the classes of its charts. */
extern const char chart_style[];

/* The short dashes that stand for the lines of runs, with their names. */
void chart_keys(FILE *out, const char *const *names, int n);

/* The distance of a scale's marks: 1, 2 or 5 times a power of ten, the smallest that reaches
 * `high` in at most four. */
double chart_step(double high);

#endif
