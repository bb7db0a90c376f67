/* report.h - one self-contained HTML file that tells what runs of a results file say.
 *
 * It shows what the store holds, measured by metrics/, and nothing else; with the model at hand
 * it adds what the scenarios are, their policies and their documents. No script, no network, no
 * other file: it opens anywhere and prints on A4. */
#ifndef LODE_REPORT_REPORT_H
#define LODE_REPORT_REPORT_H

#include "base/diag.h"
#include "model/model.h"
#include "store/store.h"

enum { REPORT_RUNS = 4 }; /* more do not tell apart in one picture */

typedef struct ReportOptions {
    const char *title;       /* NULL: made from the runs */
    const char *const *runs; /* names; the first is what the others are held against */
    int n_runs;              /* 0: the first REPORT_RUNS of the file */
    const Model *model;      /* NULL: what only the model knows is left out */
    /* One for each of `runs`: the policies of a run that is no stack of the model's scenarios,
     * or NULL. NULL altogether: none is. */
    const Scenario *const *own;
} ReportOptions;

/* Writes the page to a temporary name and renames it to `path`. LODE_NEGATIVE: no such run;
 * LODE_BAD_INPUT: the runs cannot be compared; LODE_IO; words in diag. */
Status report_write(Store *store, const ReportOptions *options, const char *path, Diag *diag);

#endif
