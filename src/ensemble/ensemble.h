/* ensemble.h - many futures of one model: sampled, run, kept.
 *
 *     ensemble_open    what varies, the run with usual values, what is measured, the journal
 *     ensemble_run     runs what is missing, on threads and ranks; every finished run is kept
 *     ensemble_read    a run that is kept
 * What the runs are, and what each of them draws, is the design's (design.h). */
#ifndef LODE_ENSEMBLE_ENSEMBLE_H
#define LODE_ENSEMBLE_ENSEMBLE_H

#include "ensemble/crew.h"
#include "ensemble/design.h"
#include "ensemble/journal.h"
#include "ensemble/odds.h"
#include "sim/sim.h"

enum { ENSEMBLE_REASON_SIZE = 192 };

typedef struct EnsembleOptions {
    DesignOptions design;
    int threads; /* of each rank */
    Month start, end;
    const char *const *variables; /* variables_read; none = the usual ones */
    int n_variables;
    const char *const *odds; /* odds_read; what they ask of is kept, too */
    int n_odds;
    const char *journal; /* its path */
    bool resume;
    Crew crew;
    /* Asked now and then; nonzero stops with LODE_INTERRUPTED. kept: runs that are on disk. */
    int (*progress)(void *context, int64_t kept, int64_t done, int64_t n);
    void *progress_context;
} EnsembleOptions;

/* A run that is kept; arrays are those of the ensemble's one buffer. */
typedef struct EnsembleRun {
    int64_t run;
    Status status;
    const char *reason;   /* "" when it succeeded */
    const double *values; /* of the dimensions */
    const double *yearly; /* variables->n x n_years */
    const float *series;  /* variables->n x n_steps */
    int32_t n_outages, n_delays;
} EnsembleRun;

typedef struct Ensemble {
    Arena *arena;
    const Model *model;
    const Files *files;
    EnsembleOptions options;
    Diag *diag;
    Design design;
    Variables variables;
    Odds *odds;      /* options.n_odds */
    Record *central; /* the run with usual values and no mishap */
    RunHeadline *headline;
    uint64_t fingerprint;
    Journal *journal; /* NULL but for rank 0 */
    size_t record_bytes;
    void *record;      /* room for one, for ensemble_read */
    double seconds;    /* that ensemble_run took */
    int64_t n_resumed; /* runs found in the journal */
} Ensemble;

/* model was read from files; both and the options' texts outlive the ensemble. Mistakes go to
 * diag. */
Status ensemble_open(const Model *model, const Files *files, const EnsembleOptions *options,
                     Diag *diag, Ensemble **out);
void ensemble_close(Ensemble *ensemble); /* NULL is fine; the journal's file stays */

/* LODE_INTERRUPTED: what was finished is kept. */
Status ensemble_run(Ensemble *ensemble);

/* Run i as it was kept; borrowed until the next call. */
Status ensemble_read(const Ensemble *ensemble, int64_t i, EnsembleRun *out);

#endif
