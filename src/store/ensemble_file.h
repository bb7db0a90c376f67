/* ensemble_file.h - the NetCDF file of an ensemble while it is written: variables are defined
 * in ensemble_netcdf.c, filled in ensemble_runs.c. Private to store/. */
#ifndef LODE_STORE_ENSEMBLE_FILE_H
#define LODE_STORE_ENSEMBLE_FILE_H

#include "store/ensemble.h"
#include "store/netcdf.h"

/* The variables of one metric, and where its numbers go. */
typedef struct EnsembleBundle {
    int32_t first, n; /* of the ensemble's variables */
    int dim, series, yearly, quantiles;
} EnsembleBundle;

typedef struct EnsembleFile {
    const Ensemble *e;
    const Summary *summary;
    NcFile file;
    int run_dim, time_dim, period_dim, quantile_dim, input_dim;
    int status, outages, delays, inputs;
    EnsembleBundle *bundles;
    int32_t n_bundles;
    size_t block; /* runs in a chunk */
} EnsembleFile;

/* All numbers of all runs, a block of runs at a time. */
Status ensemble_file_runs(EnsembleFile *out);

void ensemble_file_quantiles(EnsembleFile *out);

#endif
