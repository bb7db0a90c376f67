/* vary.h - which assumptions matter: candidates changed, runs compared. Private to audit/. */
#ifndef LODE_AUDIT_VARY_H
#define LODE_AUDIT_VARY_H

#include "audit/audit.h"
#include "metrics/headline.h"

#define AUDIT_CHANGE 0.1 /* up and down */

/* A column of rows that share table, source and note. */
typedef struct Candidate {
    int32_t table, column; /* of inputs; of its csv */
    const int32_t *rows;   /* of inputs, ascending */
    int32_t n_rows;
    double money;
    double mean, most; /* effects; NAN: a run failed */
    int32_t line;      /* of the headline that changes most */
} Candidate;

/* Candidates among estimates and assumptions, the heaviest first. */
Status vary_candidates(const Inputs *inputs, const double *money, Arena *arena, Candidate **out,
                       int32_t *n);

/* What every run needs. */
typedef struct Vary {
    const Model *model;
    const Files *files; /* that it was read from */
    const Inputs *inputs;
    const AuditOptions *options;
    int32_t done, all; /* runs, for progress */
} Vary;

/* The headline of the run as it is, over `months` (0: the whole run). */
Status vary_reference(const Vary *vary, int32_t months, Diag *diag, RunHeadline **out);

/* Changes each candidate up and down and writes its effects, on options->threads threads. */
Status vary_measure(Vary *vary, int32_t months, const RunHeadline *reference,
                    Candidate *candidates, int32_t n, int32_t *n_failed);

#endif
