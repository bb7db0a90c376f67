/* store.h - runs in a results file: one SQLite database that holds any number of named runs.
 *
 * docs/results.md describes its tables and views. A run is written in one transaction, and a
 * new file under a temporary name that is renamed at the end, so that a program killed at any
 * moment leaves the old file whole. A run read back equals the one written bit by bit, but for
 * the sign of zero and of NAN. */
#ifndef LODE_STORE_STORE_H
#define LODE_STORE_STORE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/status.h"
#include "metrics/headline.h"
#include "sim/record.h"

/* Adds a run to the file, which is created if need be; a run of the same name is replaced.
 * headline may be NULL. LODE_IO with words in diag: not a results file, written by a newer
 * version, no room, not allowed. */
Status store_write_run(const char *path, const Record *record, const RunHeadline *headline,
                       Diag *diag);

typedef struct Store Store;

/* Opens a results file for reading. LODE_IO with words in diag. */
Status store_open(const char *path, Diag *diag, Store **out);
void store_close(Store *store); /* NULL is fine */

typedef struct StoreRun {
    const char *name, *model, *title, *lode_version, *written; /* written: UTC, "" if unknown */
    Month start, end;                                          /* end: the last month */
    int32_t n_steps;
} StoreRun;

/* The runs in the order they were first written; they live as long as the store. */
Status store_list_runs(Store *store, Diag *diag, const StoreRun **runs, int32_t *n);

/* A run by name; NULL = the only run, or the first one. LODE_NEGATIVE when there is none of
 * that name (diag says which there are). Free it with record_free. */
Status store_read_run(Store *store, const char *name, Diag *diag, Record **out);

/* What headline_measure gave when the run was written; empty if nothing was stored. */
Status store_read_headline(Store *store, const char *name, Diag *diag, RunHeadline **out);

/* What the futures of an ensemble say of a series: month by month the 5th, 25th, 50th, 75th and
 * 95th percentile. n is 0 when the file holds no ensemble of that name, or the ensemble not
 * that series. Everything is in arena. */
enum { STORE_QUANTILES = 5 };

typedef struct StoreFan {
    int32_t n;                               /* steps */
    const double *quantile[STORE_QUANTILES]; /* n each */
} StoreFan;

Status store_read_fan(Store *store, const char *name, const char *metric,
                      const MetricFilter *filter, Arena *arena, Diag *diag, StoreFan *out);

/* The same percentiles of one series over a span: a calendar year, or one step. *has is false
 * when the file does not hold that, or the run of that name does not hold the whole span.
 * Amounts are gross, in the unit that the metric has of the run. */
Status store_read_band(Store *store, const char *name, const char *metric,
                       const MetricFilter *filter, Month from, int32_t months, Diag *diag,
                       double quantile[STORE_QUANTILES], bool *has);

/* How often something was so in the futures of an ensemble (`lode ensemble --odds`). */
typedef struct StoreOdds {
    const char *asked; /* "self_sufficiency region=us 2030 > 20 %" */
    int64_t runs, hits;
    double share, low, high; /* 5th and 95th percentile of what the share may be */
} StoreOdds;

/* What an input decides: its mean share over all answers, and how its numbers are known. */
typedef struct StoreDecider {
    const char *label, *known, *source;
    double weight;
} StoreDecider;

typedef struct StoreFutures {
    int64_t runs, failed;
    const StoreOdds *odds;
    int32_t n_odds;
    const StoreDecider *deciders; /* the heaviest first; at most ten */
    int32_t n_deciders;
} StoreFutures;

/* What the ensemble of this name says as a whole; runs is 0 when the file holds none. In arena.
 */
Status store_read_futures(Store *store, const char *name, Arena *arena, Diag *diag,
                          StoreFutures *out);

#endif
