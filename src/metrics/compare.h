/* compare.h - what a second run does differently from a first: for whom, how much, how long.
 *
 * Every number is a metric of metrics.def measured on both runs, month by month. A difference
 * counts only above a noise floor of 0.1 % of the thing's own size, so what rounding does is
 * never told as news. */
#ifndef LODE_METRICS_COMPARE_H
#define LODE_METRICS_COMPARE_H

#include "metrics/metric.h"

#define COMPARE_NOISE 1e-3 /* of the thing's own size */
#define COMPARE_BACK 0.05  /* "back again" is within this share */

typedef enum ChangeKind {
    CHANGE_PRICE,      /* region, commodity */
    CHANGE_USE,        /* region, commodity */
    CHANGE_PRODUCTION, /* region, commodity */
    CHANGE_TRADE,      /* region, partner, commodity */
    CHANGE_OUTPUT,     /* facility, its main commodity */
    CHANGE_SHORTAGE,   /* region, commodity, use */
    CHANGE_KINDS
} ChangeKind;

/* One thing that changed. Indices are those of the first record; RECORD_NONE where they say
 * nothing. Amounts are per month. */
typedef struct Change {
    ChangeKind kind;
    int32_t region, partner, commodity, facility;
    const char *use;      /* "" if none */
    const char *unit;     /* of before and after */
    double before, after; /* means from the first to the last month that differs */
    double relative;      /* (after - before) / before; INFINITY when before is 0 */
    double share;         /* (after - before) over the thing's size: what ranks beside noise */
    double peak;          /* the largest move of one step, relative to the same size */
    double total;         /* all that is more or less over the run; prices: NAN */
    double worth;         /* for ranking: money; of prices, the square of the peak times what
                             the market turns over in a month: large moves of large markets */
    Month first, last;    /* first and last month that differ */
    Month peak_month;
    bool lasting;        /* still different when the runs end */
    int32_t months_back; /* from the peak until within 5 % for good; -1: not within the run */
} Change;

typedef struct ChangeList {
    Change *changes; /* the weightiest first */
    int32_t n;
} ChangeList;

/* What happened to one importer of one commodity. */
typedef struct Shift {
    int32_t region, commodity;
    bool has_use;            /* false: it only passes on what it imports */
    const Change *use;       /* NULL: unchanged */
    const Change *trades[4]; /* the weightiest partners */
    int32_t n_trades;
    double worth; /* for ranking: money times the root of its share of what is used or imported:
                   * large moves of large markets, more than many small ones */
} Shift;

typedef struct Comparison {
    Arena *arena;
    const Record *a, *b; /* borrowed */
    Month start, end;    /* the months both have; end is the last */
    ChangeList of[CHANGE_KINDS];
    Shift *shifts;
    int32_t n_shifts;
    int32_t unmatched; /* things the second run has not */
} Comparison;

/* LODE_BAD_INPUT, with words in diag, when the runs share no months or have other step lengths.
 */
Status compare_runs(const Record *a, const Record *b, Diag *diag, Comparison **out);
void comparison_free(Comparison *comparison); /* NULL is fine */

/* True when nothing is above the noise floor. */
bool comparison_same(const Comparison *comparison);

/* "Japan's use of NdPr oxide falls 3.1 % (12 t a month) from 2025-06 on; its imports from China
 * rise 8 % (9 t a month)." */
void shift_words(const Comparison *comparison, const Shift *shift, char *buffer, size_t size);

/* "Dy oxide in Japan peaks 84 % higher in 2025-09 and is back within 5 % after 14 months." */
void price_words(const Comparison *comparison, const Change *change, char *buffer, size_t size);

/* Names for people: the name, or the id where there is none. */
const char *region_words(const Record *record, int32_t region);
const char *commodity_words(const Record *record, int32_t commodity);
const char *facility_words(const Record *record, int32_t facility);

#endif
