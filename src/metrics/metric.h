/* metric.h - every published quantity, defined once, over a Record.
 *
 * A metric is one line of metrics.def and one function. What it is asked of is a filter; a
 * metric with its filter resolved on a record is a MetricQuery, which answers for any span of
 * steps: production of magnets in China     2025-03: that month;   2025: the sum over its
 * months price of NdPr oxide in Japan       2025: the mean over its months, weighted by use How
 * a metric adds up over time and over regions is part of its definition, so the command line,
 * checks, reports and exports all give the same number. What has no answer (a price where
 * nothing is traded, a share of nothing) is NAN. */
#ifndef LODE_METRICS_METRIC_H
#define LODE_METRICS_METRIC_H

#include "base/diag.h"
#include "base/status.h"
#include "sim/record.h"

typedef enum MetricUnit {
    METRIC_AMOUNT,   /* the commodity's unit, or t REO */
    METRIC_PRICE,    /* money per unit */
    METRIC_MONEY,    /* money */
    METRIC_FRACTION, /* 1 */
    METRIC_MONTHS,   /* month */
    METRIC_DEVICES,  /* device */
    METRIC_POINTS,   /* 0..10000 */
    METRIC_COUNT,    /* a number of things */
    METRIC_RELATIVE  /* 1 */
} MetricUnit;

typedef enum MetricTime {
    METRIC_SUM,   /* of the period's months */
    METRIC_MEAN,  /* over the period's months, weighted */
    METRIC_END,   /* at the end of the period */
    METRIC_RATIO, /* of the period's sums */
    METRIC_WORST  /* the largest of the period */
} MetricTime;

/* The finest thing a metric speaks of; decides which filters it takes. */
typedef enum MetricDetail {
    METRIC_OF_MARKET,   /* region, commodity, stage */
    METRIC_OF_TRADE,    /* region, partner, commodity, stage */
    METRIC_OF_FACILITY, /* region, facility, process, commodity, stage */
    METRIC_OF_INTAKE,   /* region, commodity that goes in, stage, facility, process */
    METRIC_OF_DEMAND,   /* region, commodity, stage, use */
    METRIC_OF_WORLD,    /* commodity, stage */
    METRIC_OF_LIMIT,    /* limit */
    METRIC_OF_POLICY,   /* policy */
    METRIC_OF_CHAIN,    /* region, commodity; partner, stage: what is passed on the way */
    METRIC_OF_REGION,   /* region */
    METRIC_OF_RUN       /* nothing */
} MetricDetail;

/* The fields of a filter. */
typedef enum QueryField {
    QUERY_REGION,
    QUERY_PARTNER,
    QUERY_COMMODITY,
    QUERY_STAGE,
    QUERY_FACILITY,
    QUERY_PROCESS,
    QUERY_USE,
    QUERY_LIMIT,
    QUERY_POLICY,
    QUERY_FIELDS
} QueryField;

/* "region", "partner", ... */
const char *query_field_name(QueryField field);

/* The market of a commodity in a region, by their ids. LODE_USAGE when one of them is unknown
 * (diag says which there are), LODE_NEGATIVE when the commodity is neither made, used nor
 * shipped there. */
Status metric_market(const Record *record, const char *region, const char *commodity,
                     Diag *diag, int32_t *market);

/* What a filter calls the use of a demand: "none" when it has none. */
const char *metric_use_id(const RecordDemand *demand);

typedef struct MetricQuery MetricQuery;

/* Steps first .. end - 1. */
typedef struct Steps {
    int32_t first, end;
} Steps;

typedef struct Metric {
    const char *id;
    MetricUnit unit;
    MetricTime time;
    MetricDetail detail;
    const char *definition; /* one sentence */
    double (*over)(const MetricQuery *query, Steps steps);
} Metric;

/* All metrics, in the order of metrics.def. */
const Metric *metric_list(int32_t *n);

/* NULL when there is none; metric_nearest then names the one that was meant, or NULL. */
const Metric *metric_find(const char *id);
const char *metric_nearest(const char *id);

/* In words: "t, piece, ..."; "sum"; "region, commodity, stage". */
const char *metric_unit_text(MetricUnit unit);
const char *metric_time_text(MetricTime time);
const char *metric_filters_text(MetricDetail detail);

/* What a metric is asked of. Every field is NULL (everything), an id, several ids joined by
 * ',', or '*'. A region may be a group, a commodity may be a stage. */
typedef struct MetricFilter {
    const char *region, *partner, *commodity, *stage, *facility, *process, *use, *limit,
        *policy;
    bool reo; /* convert amounts to contained rare-earth oxide */
} MetricFilter;

/* True when both ask for the same things; NULL is as good as "". Of the basis nothing is said.
 */
bool metric_filter_same(const MetricFilter *a, const MetricFilter *b);

/* Resolves the filter. Mistakes (unknown names, filters the metric does not take, commodities
 * whose units cannot be added) are explained in diag: LODE_BAD_INPUT. The record is borrowed.
 */
Status metric_open(const Record *record, const Metric *metric, const MetricFilter *filter,
                   Diag *diag, MetricQuery **out);
void metric_close(MetricQuery *query); /* NULL is fine */

/* The unit of the answers, e.g. "t", "t REO", "USD/t"; lives as long as the query. */
const char *metric_query_unit(const MetricQuery *query);

/* True when the filter left something to measure. */
bool metric_query_any(const MetricQuery *query);

/* The value over a span of steps, and one value for each step (out: n_steps values). */
double metric_over(const MetricQuery *query, Steps steps);
void metric_series(const MetricQuery *query, double *out);

/* The steps of `months` months from `from` on; MONTH_NONE: the whole run. Within longer steps,
 * the step that holds the month. LODE_BAD_INPUT when they lie outside the run. */
Status metric_steps(const Record *record, Month from, int32_t months, Diag *diag, Steps *out);

/* Open, measure and close in one go. */
Status metric_value(const Record *record, const Metric *metric, const MetricFilter *filter,
                    Steps steps, Diag *diag, double *out);

/* The calendar of a record. */
Month record_month(const Record *record, int32_t step); /* its first month */
Steps record_steps(const Record *record);               /* all of them */
/* The steps that begin in a year; empty when none does. */
Steps record_year(const Record *record, int32_t year);
int32_t record_months(const Record *record, Steps steps);

#endif
