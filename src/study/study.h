/* study.h - many variations of one model, run on any number of threads.
 *
 * Audits, ensembles, searches for a plan and sweeps of threats all ask the same: run the model
 * in many ways, measure each run, and take the answers in order. Runs are numbered from 0; what
 * run i is depends on i alone, and answers are handed over in the order of their numbers, so
 * the outcome has the same bits whatever the number of threads. A run that finds no
 * equilibrium, or whose changed model is refused, is an answer, too, and says why.
 *
 *     Study study = {.model = model, .n = 1000, .threads = 2, .result_size = sizeof(double),
 *                    .vary = draw, .measure = price_of_dysprosium, .deliver = keep, ...};
 *     Status st = study_run(&study);
 *
 * A run whose cells are those of the model shares it; only changed cells cost reading it anew.
 * Memory does not grow with n: results wait in a ring of a few for their turn. */
#ifndef LODE_STUDY_STUDY_H
#define LODE_STUDY_STUDY_H

#include "model/overlay.h"
#include "sim/sim.h"

/* How a run differs from the model as written. Whatever it points to lives in the arena given
 * with it, or longer. */
typedef struct Variation {
    const char *name;      /* of the run; NULL = as sim_run calls it */
    const CellText *cells; /* of study->files */
    int32_t n_cells;
    const char *const *scenarios; /* the rest is as in RunOptions */
    int n_scenarios;
    const Scenario *own;
    const VaryValue *varies;
    int n_varies;
} Variation;

typedef struct StudyRun {
    int64_t run;
    Status status;      /* LODE_OK, or why there is no result */
    const char *reason; /* the first thing that was wrong, in words; "" when nothing was */
    void *result; /* result_size bytes as measure left them; zeros when it was not called */
} StudyRun;

typedef struct Study {
    const Model *model;
    const Files *files;     /* that model was read from; NULL = no run changes cells */
    int64_t first, step, n; /* runs first, first + step, ...; n of them; step 0 is taken as 1 */
    int threads;            /* that work, beside the caller's, which delivers */
    Month start, end;       /* of the runs; MONTH_NONE = the model's */
    Foresight foresight;
    const Probe *probe; /* metrics/probe.h; NULL = no policy may have a trigger */
    /* Of runs of `model` without changed cells, for runs of that kind to follow. */
    const SimTrail *const *trails;
    int n_trails;
    size_t result_size;
    void *context; /* of the calls below */

    /* Says what run `run` is. Called on any thread, for several runs at a time. */
    Status (*vary)(void *context, int64_t run, Arena *arena, Variation *out);
    /* Puts what matters of a run into its result, which comes zeroed. As vary. */
    Status (*measure)(void *context, int64_t run, const Model *model, const Record *record,
                      void *result);
    /* Takes the results, in order, on the caller's thread. A failure ends the study. */
    Status (*deliver)(void *context, const StudyRun *run);
    /* Gives back what measure took for a result; NULL = it took nothing. Called once for every
     * result, delivered or not. */
    void (*drop)(void *context, void *result);
    /* Asked every now and then on the caller's thread; nonzero ends the study with
     * LODE_INTERRUPTED, when the runs under way have been delivered. May be NULL. */
    int (*progress)(void *context, int64_t done, int64_t n);
} Study;

/* Runs them all. What one run has wrong is its own (StudyRun); memory that is out, and what
 * deliver returns, end the study. */
Status study_run(const Study *study);

#endif
