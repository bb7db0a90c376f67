/* netcdf.h - what all NetCDF files of ours begin with. Private to store/. */
#ifndef LODE_STORE_NETCDF_H
#define LODE_STORE_NETCDF_H

#include <netcdf.h>

#include "base/date.h"

/* A file that is being written. */
typedef struct NcFile {
    int id;
    int rc; /* of NetCDF: the first that was not NC_NOERR */
} NcFile;

/* All calls go through here: after a failure nothing more is done. */
#define NC(file, call)                                                                         \
    do {                                                                                       \
        if ((file)->rc == NC_NOERR) (file)->rc = (call);                                       \
    } while (0)

void nc_put_text(NcFile *file, int var, const char *name, const char *text);

/* The dimension `time` of n steps with its coordinate and bounds: days since the start of the
 * first month's year, proleptic Gregorian calendar. Returns the dimension. */
int nc_put_time(NcFile *file, Month start, int months_per_step, size_t n);

/* A text variable over a dimension. */
void nc_put_texts(NcFile *file, const char *name, int dim, const char *long_name, size_t n,
                  const char **texts);

#endif
