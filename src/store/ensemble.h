/* ensemble.h - an ensemble in files: all of its numbers as NetCDF-4 with CF-1.8 metadata, and
 * what they have in common in a results file beside the run with usual values.
 * docs/results.md describes both. Files are written under a temporary name and renamed. */
#ifndef LODE_STORE_ENSEMBLE_H
#define LODE_STORE_ENSEMBLE_H

#include "ensemble/decide.h"

/* The first summary->n runs. The file has no date and no host in it, so the same ensemble gives
 * the same bytes. LODE_IO with words in diag. */
Status store_ensemble_netcdf(const Ensemble *ensemble, const Summary *summary, const char *path,
                             Diag *diag);

/* Adds the central run under this name, its headline, and the tables ensemble_*; an ensemble of
 * that name is replaced. */
Status store_ensemble_tables(const Ensemble *ensemble, const Summary *summary,
                             const Decisions *decisions, const char *name, const char *path,
                             Diag *diag);

#endif
