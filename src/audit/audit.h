/* audit.h - how well a model's numbers are known, by the money that moves through them, and
 * which of its assumptions matter most.
 *
 * The weight of a row is the money that its numbers move, a year, on the mean of a baseline
 * run: recipes      price x amount x activity of all facilities with the process facilities,
 * plans   value of the facility's outputs, while the row sets its capacity costs        |cost|
 * x activity of the facilities that it decides routes       freight and duties paid, by the row
 * that gives the freight; value of the goods, by the row that gives the habit demands, uses,
 * drivers   price x what is bought; of a driver's points as they interpolate stocks       cost
 * of holding them commodities  value of what is made of them obs_*        what was observed, at
 * the prices of the run (base year only) Tables that are not named here count by rows alone.
 * Rows made by a calibration are left out of the shares: they are no inputs.
 *
 * What matters is measured, not judged: all numbers of one column in the rows of a table that
 * share source and note are changed by 10 % up and down, and the headline metrics of the run
 * are compared with those of the run as it is. The calibration stays as it is. Candidates are
 * those rows that are estimated or assumed, by weight (cells that say just 1 are definitions
 * and stay); they are screened with short runs, and the best of them measured on the whole run.
 */
#ifndef LODE_AUDIT_AUDIT_H
#define LODE_AUDIT_AUDIT_H

#include "model/inputs.h"

typedef struct AuditTable {
    const char *name;
    int32_t rows[INPUT_CLASSES];
    double money[INPUT_CLASSES]; /* a year */
} AuditTable;

/* One candidate: a column of rows that share table, source and note. */
typedef struct AuditEffect {
    const char *table, *column, *source, *note;
    InputClass known;
    int32_t line, n_rows; /* the first row's line */
    double money;         /* that all rows move, a year */
    double mean; /* mean size of the change of a headline line; shares: in points of 1 */
    double most; /* the largest change, with its sign for the change up */
    const char *line_name, *line_unit; /* of the headline line that changes most */
    bool whole_run;                    /* else measured on the short one */
} AuditEffect;

typedef struct Audit {
    Arena *arena;
    AuditTable *tables; /* the last: all together */
    int32_t n_tables;
    Place *unknown; /* rows without source or status */
    int32_t n_unknown;
    AuditEffect *effects; /* those that matter most first; none that changes nothing */
    int32_t n_effects;
    int32_t n_candidates, n_runs;
    int32_t n_failed; /* runs that found no equilibrium; left out */
} Audit;

typedef struct AuditOptions {
    int32_t candidates; /* screened at most */
    int32_t finalists;  /* of them measured on the whole run; 0 = none */
    int32_t months;     /* of a short run */
    int threads;
    /* Called between runs; nonzero ends with LODE_INTERRUPTED. May be NULL. */
    int (*progress)(void *context, int32_t done, int32_t all);
    void *progress_context;
} AuditOptions;

/* `model` is that of the folder. The answer is the same for any number of threads. */
Status audit_model(const Model *model, const AuditOptions *options, Diag *diag, Audit **out);
void audit_free(Audit *audit); /* NULL is fine */

#endif
