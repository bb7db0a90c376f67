/* export.h - a results file as tables that any program reads.
 *
 * One tidy CSV file per metric, with a line for each run, thing and month and columns for what
 * the thing is, the value and its unit; and datapackage.json, which describes them all
 * (Frictionless Data). */
#ifndef LODE_STORE_EXPORT_H
#define LODE_STORE_EXPORT_H

#include "store/store.h"

/* Writes all runs, or the one of that name, to a folder, which is made if need be. Files are
 * written under a temporary name and renamed. stop (may be NULL) is asked between files;
 * true ends with LODE_INTERRUPTED. */
Status store_export_csv(Store *store, const char *run, const char *folder, bool (*stop)(void),
                        Diag *diag);

#endif
