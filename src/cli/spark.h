/* spark.h - small pictures made of characters, for terminals. */
#ifndef LODE_CLI_SPARK_H
#define LODE_CLI_SPARK_H

#include <stddef.h>
#include <stdio.h>

/* One block character for each value, from 0 (or the lowest, if that is below) to the highest;
 * a blank for NAN. Values beyond the buffer (3 bytes each and an end) are left out. */
void spark_line(const double *values, int n, char *buffer, size_t size);

/* A line of dots (braille patterns, two values a column) over a scale from 0 or below to
 * `high`, `rows` high and at most `columns` wide, with the scale at the left and the first and
 * last title below. */
typedef struct SparkChart {
    const char *title;
    const double *values;
    int n, rows, columns;
    double low, high; /* of the scale, shared by charts that are to be compared */
    const char *first, *last;
} SparkChart;

void spark_chart(FILE *out, const SparkChart *chart);

#endif
