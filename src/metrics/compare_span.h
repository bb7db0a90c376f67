/* compare_span.h - the same thing in two runs, month by month. Private to metrics/. */
#ifndef LODE_METRICS_COMPARE_SPAN_H
#define LODE_METRICS_COMPARE_SPAN_H

#include "metrics/compare.h"

/* The steps both records have, and room for one series of each. */
typedef struct Span {
    const Record *a, *b;
    Steps in_a, in_b;
    int32_t n;
    double *before, *after; /* n values */
    double *world_use;      /* per commodity of a: mean per step, the larger of both */
    double *dust;           /* per commodity of a: amounts per step that mean nothing */
    double *mean_price;     /* per commodity of a */
    double largest_value;   /* money per step: world use x price of the weightiest commodity */
    double price_floor;     /* what a price move is relative to, at least */
    bool *has_use;          /* per market of a */
    Comparison *out;
    Status status; /* LODE_NO_MEMORY when something could not be measured */
} Span;

/* Measures a thing in both runs, into before and after. False when one of them has it not. */
bool span_measure(Span *span, const char *metric, const MetricFilter *filter);

/* Mean of before or of after, whichever is larger. */
double span_size(const Span *span);

/* Fills in what the two series say. False when they do not differ by more than the noise, both
 * relative to size. size NAN: relative to the first run, step by step (prices). */
bool span_describe(Span *span, double size, double noise, Change *change);

#endif
