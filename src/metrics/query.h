/* query.h - a filter resolved on a record: lists of what to add up. Private to metrics/. */
#ifndef LODE_METRICS_QUERY_H
#define LODE_METRICS_QUERY_H

#include "metrics/metric.h"

/* Chosen items of one array, each with the factor that converts its amounts to the unit asked
 * for. */
typedef struct Items {
    int32_t n;
    int32_t *index;
    double *factor;
} Items;

struct MetricQuery {
    Arena *arena;
    const Record *record;
    const Metric *metric;
    bool *regions, *partners, *commodities; /* chosen or not */
    const bool *inputs;                     /* of a metric of intake: commodities that go in */
    bool any_region, any_partner;           /* no filter was given */
    bool any_use;
    double *content;                            /* per commodity: 1, or t REO per unit */
    Items markets;                              /* of the regions */
    Items world;                                /* the same commodities everywhere */
    Items peers;                                /* all of their stages, in the regions */
    Items arriving, leaving, between, from_all; /* routes; see of_trade.c */
    Items facilities, demands, limits, policies;
    struct Ancestry *ancestry; /* ancestry.h; NULL for most */
    Items takers; /* facilities, with what goes in per unit of activity: of what, see query.c */
    Items all_uses; /* demands, whatever the use */
    const char *unit;
};

/* The functions of metrics.def. */
#define METRIC(id, unit, time, detail, definition)                                             \
    double measure_##id(const MetricQuery *query, Steps steps);
#include "metrics/metrics.def"
#undef METRIC

/* Sum over steps and items of array[step * n + item] * factor, steps outermost. */
double items_sum(const Items *items, const double *array, int32_t n, Steps steps);

/* Sum of a * b (both step-major over n items), without factors. */
double items_product(const Items *items, const double *a, const double *b, int32_t n,
                     Steps steps);

/* a / b; NAN when b is not above 0. */
double metric_ratio(double a, double b);

/* The filters a metric of this detail takes: bits of 1 << QueryField. */
unsigned metric_fields(MetricDetail detail);

/* What a filter chose: one mark per thing that has the field. */
typedef struct Chosen {
    bool *of[QUERY_FIELDS]; /* regions, regions, commodities, stages, facilities, facilities,
                               demands, limits, policies */
} Chosen;

/* Every mistake is told; LODE_BAD_INPUT when there is one. Marks are taken from arena. */
Status query_choose(const Record *record, const Metric *metric, const MetricFilter *filter,
                    Arena *arena, Diag *diag, Chosen *chosen);
void query_choose_commodities(const Record *record, const Chosen *chosen, bool any_stage,
                              bool *out);

/* A field of a filter; NULL when it leaves all. */
const char *query_field_text(const MetricFilter *filter, QueryField field);

/* Sets q->unit, or says why what is chosen cannot be added up. */
Status query_settle_unit(MetricQuery *q, bool reo, Diag *diag);

#endif
