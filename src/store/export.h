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

/* The other formats write one file, under a temporary name that is renamed at the end.
 *
 * IAMC: model, scenario, region, variable, unit, year, value, one line a value, as pyam and the
 * scenario databases of integrated assessment read it; years are the metric's own years,
 * variables "Production|Separated oxide|NdPr oxide", and what can be added up has its parent
 * "Production|Separated oxide". Years of which the run has only some months are left out. */
Status store_export_iamc(Store *store, const char *run, const char *path, Diag *diag);

/* NetCDF-4 with CF-1.8 metadata: every array of the record over (run, time, thing), names of
 * things as text variables, time with bounds. All runs must have the same things and months. */
Status store_export_netcdf(Store *store, const char *run, const char *path, Diag *diag);

/* A workbook: a sheet that explains, one sheet per metric with things down and years across,
 * and charts of headline prices. */
Status store_export_xlsx(Store *store, const char *run, const char *path, Diag *diag);

#endif
