#include "store/netcdf.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 96 };

void nc_put_text(NcFile *file, int var, const char *name, const char *text)
{
    NC(file, nc_put_att_text(file->id, var, name, strlen(text), text));
}

/* Days from 1 January of year 0 to the first of a month, proleptic Gregorian calendar. */
static double days_of(Month month)
{
    const int32_t y = month_year(month) - (month_of_year(month) <= 2);
    const int32_t m = (month_of_year(month) + 9) % 12; /* March is 0 */
    const int32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5;
    return days;
}

static void define_time(NcFile *file, Month start, size_t n, int *dim, int *var, int *bounds)
{
    char units[NAME_SIZE];
    int bounds_dim = -1;
    snprintf(units, sizeof units, "days since %04d-01-01", (int)month_year(start));
    NC(file, nc_def_dim(file->id, "time", n, dim));
    NC(file, nc_def_dim(file->id, "bounds", 2, &bounds_dim));
    NC(file, nc_def_var(file->id, "time", NC_DOUBLE, 1, dim, var));
    nc_put_text(file, *var, "standard_name", "time");
    nc_put_text(file, *var, "units", units);
    nc_put_text(file, *var, "calendar", "proleptic_gregorian");
    nc_put_text(file, *var, "axis", "T");
    nc_put_text(file, *var, "bounds", "time_bounds");
    NC(file, nc_def_var(file->id, "time_bounds", NC_DOUBLE, 2, (const int[]){*dim, bounds_dim},
                        bounds));
}

int nc_put_time(NcFile *file, Month start, int months_per_step, size_t n)
{
    int dim = -1, var = -1, bounds = -1;
    define_time(file, start, n, &dim, &var, &bounds);
    const double zero = days_of(month_year(start) * 12);
    for (size_t t = 0; t < n; t++) {
        const Month from = start + (Month)t * months_per_step;
        const double ends[2] = {days_of(from) - zero, days_of(from + months_per_step) - zero};
        const double middle = (ends[0] + ends[1]) / 2;
        NC(file, nc_put_var1_double(file->id, var, &t, &middle));
        NC(file, nc_put_vara_double(file->id, bounds, (const size_t[]){t, 0},
                                    (const size_t[]){1, 2}, ends));
    }
    return dim;
}

void nc_put_texts(NcFile *file, const char *name, int dim, const char *long_name, size_t n,
                  const char **texts)
{
    int var = -1;
    NC(file, nc_def_var(file->id, name, NC_STRING, 1, &dim, &var));
    nc_put_text(file, var, "long_name", long_name);
    for (size_t i = 0; i < n; i++)
        NC(file, nc_put_var1_string(file->id, var, &i, &texts[i]));
}
