/* sweep.h - every halt and every outage, one at a time and in pairs, against a base run: the
 * vulnerability table of a chain (docs/choice.md).
 *
 * Each run leaves the base run's trail in the month of the shock and ends when the time to
 * recover is over, so it is as long as what it shows. */
#ifndef LODE_CHOICE_SWEEP_H
#define LODE_CHOICE_SWEEP_H

#include "choice/harm.h"
#include "choice/threat.h"
#include "sim/sim.h"

typedef enum SweepRank {
    SWEEP_BY_LOSS,
    SWEEP_BY_USERS,
    SWEEP_BY_RECOVERY,
    SWEEP_BY_UNBOUGHT
} SweepRank;
#define SWEEP_RANKS "loss|users|recovery|unbought"

/* Two shocks are worse together than the sum when this share of what both lose is beyond it,
 * and it is no dust beside all there is to lose. */
#define SWEEP_BEYOND 0.01
#define SWEEP_DUST 1e-7

typedef struct SweepOptions {
    const char *const *scenarios; /* of the base run; none = the baseline */
    int n_scenarios;
    Month from;       /* MONTH_NONE = the January behind the first quarter of the run */
    int32_t months;   /* that a shock lasts */
    int32_t recovery; /* months behind it that are looked at */
    int32_t pairs_of; /* 0 = no pairs; else pairs among so many of the worst */
    SweepRank rank;
    int threads;
    /* Called between runs; nonzero stops. May be NULL. */
    int (*progress)(void *context, int32_t done, int32_t all);
    void *progress_context;
} SweepOptions;

/* A row of the table. */
typedef struct SweepRow {
    int32_t a, b; /* threats; b MODEL_NONE: one alone */
    Harm harm;
    Status status; /* LODE_OK, or why there is no run; then harm is nothing */
    double sum;    /* of a pair: the losses of its two, money */
} SweepRow;

typedef struct Sweep {
    Arena *arena;
    const Model *model; /* borrowed */
    Record *base;
    Month from, until, end; /* first and last month of the shock; last that is looked at */
    ThreatList threats;
    SweepRow *singles, *pairs; /* the worst first */
    int32_t n_singles, n_pairs;
    int32_t n_failed;
    double worth; /* what final users and makers have in the base run over the same months */
} Sweep;

/* LODE_USAGE, with words in diag, when the shock is not within the run; LODE_BAD_INPUT when a
 * scenario is not there. */
Status sweep_run(const Model *model, const SweepOptions *options, Diag *diag, Sweep **out);
void sweep_free(Sweep *sweep); /* NULL is fine */

/* True when the two are worse together than the sum. */
bool sweep_beyond(const Sweep *sweep, const SweepRow *pair);

/* The id of a row: that of its threat, of two joined by "--". */
void sweep_id(const Sweep *sweep, const SweepRow *row, char *buffer, size_t size);

/* Its words (threat_words); of a pair both, joined by "and". */
void sweep_words(const Sweep *sweep, const SweepRow *row, char *buffer, size_t size);

/* The row as a scenario file, to be freed with story_free. It extends the last scenario of the
 * base; NULL when memory is out. */
Story *sweep_story(const Sweep *sweep, const SweepOptions *options, const SweepRow *row);

#endif
