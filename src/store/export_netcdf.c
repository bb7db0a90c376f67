/* Results as NetCDF-4 with CF metadata: a variable a metric over (run, time, thing). */
#include <math.h>
#include <netcdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/split.h"
#include "store/export.h"
#include "store/export_runs.h"

enum { PATH_SIZE = 4096, NAME_SIZE = 96, DEFLATE = 1 };

typedef struct Out {
    const Export *e;
    const Record *first;
    int file, run_dim, time_dim;
    int rc; /* of NetCDF: the first that was not NC_NOERR */
} Out;

/* All calls go through here: after a failure nothing more is done. */
#define NC(out, call)                                                                          \
    do {                                                                                       \
        if ((out)->rc == NC_NOERR) (out)->rc = (call);                                         \
    } while (0)

static void put_text(Out *out, int var, const char *name, const char *text)
{
    NC(out, nc_put_att_text(out->file, var, name, strlen(text), text));
}

/* ---- time: days since the start of the run's first year, with the ends of each step ---- */

/* Days from 1 January of year 0 to the first of a month, proleptic Gregorian calendar. */
static double days_of(Month month)
{
    const int32_t y = month_year(month) - (month_of_year(month) <= 2);
    const int32_t m = (month_of_year(month) + 9) % 12; /* March is 0 */
    const int32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5;
    return days;
}

static void define_time(Out *out, int *time_var, int *bounds_var)
{
    const Record *r = out->first;
    char units[NAME_SIZE];
    int bounds_dim;
    snprintf(units, sizeof units, "days since %04d-01-01", (int)month_year(r->start));
    NC(out, nc_def_dim(out->file, "time", (size_t)r->n_steps, &out->time_dim));
    NC(out, nc_def_dim(out->file, "bounds", 2, &bounds_dim));
    NC(out, nc_def_var(out->file, "time", NC_DOUBLE, 1, &out->time_dim, time_var));
    put_text(out, *time_var, "standard_name", "time");
    put_text(out, *time_var, "units", units);
    put_text(out, *time_var, "calendar", "proleptic_gregorian");
    put_text(out, *time_var, "axis", "T");
    put_text(out, *time_var, "bounds", "time_bounds");
    NC(out, nc_def_var(out->file, "time_bounds", NC_DOUBLE, 2,
                       (const int[]){out->time_dim, bounds_dim}, bounds_var));
}

static void write_time(Out *out, int time_var, int bounds_var)
{
    const Record *r = out->first;
    const double zero = days_of(month_year(r->start) * 12);
    for (size_t t = 0; t < (size_t)r->n_steps; t++) {
        const Month from = record_month(r, (int32_t)t);
        const double ends[2] = {days_of(from) - zero,
                                days_of(from + r->months_per_step) - zero};
        const double middle = (ends[0] + ends[1]) / 2;
        NC(out, nc_put_var1_double(out->file, time_var, &t, &middle));
        NC(out, nc_put_vara_double(out->file, bounds_var, (const size_t[]){t, 0},
                                   (const size_t[]){1, 2}, ends));
    }
}

static void write_texts(Out *out, const char *name, int dim, const char *long_name, size_t n,
                        const char **texts)
{
    int var = -1;
    NC(out, nc_def_var(out->file, name, NC_STRING, 1, &dim, &var));
    put_text(out, var, "long_name", long_name);
    for (size_t i = 0; i < n; i++)
        NC(out, nc_put_var1_string(out->file, var, &i, &texts[i]));
}

/* ---- things: one dimension for metrics that split the same way ---- */

typedef struct Things {
    QueryField by[QUERY_FIELDS];
    int n_by, dim;
    Split *split;
} Things;

enum { THINGS_MAX = 16 };

/* "region_commodity" */
static void things_name(const Things *things, char *name, size_t size)
{
    size_t at = 0;
    name[0] = '\0';
    for (int i = 0; i < things->n_by && at < size; i++)
        at += (size_t)snprintf(name + at, size - at, "%s%s", i ? "_" : "",
                               query_field_name(things->by[i]));
}

static void define_things(Out *out, Things *things)
{
    char name[NAME_SIZE], label[2 * NAME_SIZE];
    const size_t n = (size_t)things->split->n;
    const char **texts = calloc(n + 1, sizeof *texts);
    if (!texts) out->rc = NC_ENOMEM;
    things_name(things, name, sizeof name);
    NC(out, nc_def_dim(out->file, name, n, &things->dim));
    for (int i = 0; texts && i < things->n_by; i++) {
        const char *field = query_field_name(things->by[i]);
        for (size_t k = 0; k < n; k++)
            texts[k] = split_id(&things->split->parts[k], things->by[i]);
        snprintf(label, sizeof label, things->n_by > 1 ? "%s_%s" : "%s_id", name, field);
        write_texts(out, label, things->dim, field, n, texts);
    }
    free(texts);
}

/* The dimension of a metric's things; -1: it speaks of the run as a whole or has none. */
static int find_things(Out *out, const Metric *metric, Things *list, int *n_list)
{
    static const MetricFilter everything = {0};
    Things now = {.n_by = 0};
    now.n_by = metric_natural_split(metric, now.by);
    if (!now.n_by) return -1;
    for (int i = 0; i < *n_list; i++)
        if (list[i].n_by == now.n_by &&
            !memcmp(list[i].by, now.by, (size_t)now.n_by * sizeof *now.by))
            return i;
    if (*n_list == THINGS_MAX ||
        metric_split(out->first, metric, &everything, now.by, now.n_by, NULL, &now.split))
        return -1;
    if (now.split->n) define_things(out, &now);
    list[*n_list] = now;
    return (*n_list)++;
}

/* ---- values ---- */

/* The unit all things share, or "" when they differ (then the commodities have theirs). */
static void find_unit(const Record *r, const Metric *metric, const Things *things, char *unit,
                      size_t size)
{
    unit[0] = '\0';
    for (int32_t k = 0; k < things->split->n; k++) {
        MetricQuery *query;
        if (metric_open(r, metric, &things->split->parts[k], NULL, &query)) continue;
        const char *own = metric_query_unit(query);
        const bool other = unit[0] && strcmp(unit, own) != 0;
        if (!unit[0]) snprintf(unit, size, "%s", own);
        metric_close(query);
        if (!other) continue;
        unit[0] = '\0';
        return;
    }
}

/* One run at a time: its months and things as one block, missing where there is no answer. */
static void write_values(Out *out, const Metric *metric, const Things *things, int var)
{
    const size_t n = (size_t)out->first->n_steps, width = (size_t)things->split->n;
    double *series = calloc(n, sizeof *series), *block = calloc(n * width, sizeof *block);
    if (!series || !block) out->rc = NC_ENOMEM;
    for (int32_t run = 0; out->rc == NC_NOERR && run < out->e->n_records; run++) {
        for (size_t k = 0; k < width; k++) {
            MetricQuery *query = NULL;
            const bool ok = !metric_open(out->e->records[run], metric, &things->split->parts[k],
                                         NULL, &query);
            if (ok) metric_series(query, series);
            for (size_t t = 0; t < n; t++)
                block[t * width + k] = ok ? series[t] : NAN;
            metric_close(query);
        }
        NC(out, nc_put_vara_double(out->file, var, (const size_t[]){(size_t)run, 0, 0},
                                   (const size_t[]){1, n, width}, block));
    }
    free(series);
    free(block);
}

static void write_metric(Out *out, const Metric *metric, const Things *things)
{
    static const char *const cell_methods[] = {[METRIC_SUM] = "time: sum",
                                               [METRIC_MEAN] = "time: mean",
                                               [METRIC_END] = "time: point",
                                               [METRIC_RATIO] = "time: mean",
                                               [METRIC_WORST] = "time: maximum"};
    const int dims[3] = {out->run_dim, out->time_dim, things->dim};
    const double missing = NAN;
    char unit[NAME_SIZE];
    int var = -1;
    find_unit(out->first, metric, things, unit, sizeof unit);
    NC(out, nc_def_var(out->file, metric->id, NC_DOUBLE, 3, dims, &var));
    NC(out, nc_def_var_fill(out->file, var, NC_FILL, &missing));
    NC(out, nc_def_var_chunking(
                out->file, var, NC_CHUNKED,
                (const size_t[]){1, (size_t)out->first->n_steps, (size_t)things->split->n}));
    NC(out, nc_def_var_deflate(out->file, var, 1, 1, DEFLATE));
    put_text(out, var, "long_name", metric->definition);
    put_text(out, var, "units", unit);
    put_text(out, var, "cell_methods", cell_methods[metric->time]);
    write_values(out, metric, things, var);
}

static void write_runs(Out *out)
{
    const Export *e = out->e;
    const char **names = calloc((size_t)e->n_records, sizeof *names);
    if (!names) out->rc = NC_ENOMEM;
    for (int32_t i = 0; names && i < e->n_records; i++)
        names[i] = e->records[i]->run_name;
    NC(out, nc_def_dim(out->file, "run", (size_t)e->n_records, &out->run_dim));
    if (names)
        write_texts(out, "run", out->run_dim, "name of the run", (size_t)e->n_records, names);
    free(names);
}

static void write_all(Out *out)
{
    Things list[THINGS_MAX];
    int n_list = 0, time_var, bounds_var;
    int32_t n;
    const Metric *metrics = metric_list(&n);
    put_text(out, NC_GLOBAL, "Conventions", "CF-1.8");
    put_text(out, NC_GLOBAL, "title", out->first->title);
    put_text(out, NC_GLOBAL, "source", "Lodestone " LODE_VERSION);
    put_text(out, NC_GLOBAL, "model", out->first->model_name);
    put_text(out, NC_GLOBAL, "currency", out->first->currency);
    write_runs(out);
    define_time(out, &time_var, &bounds_var);
    write_time(out, time_var, bounds_var);
    for (int32_t i = 0; i < n; i++) {
        if (metrics[i].detail == METRIC_OF_CHAIN) continue; /* traced when asked for */
        const int things = find_things(out, &metrics[i], list, &n_list);
        if (things >= 0 && list[things].split->n) write_metric(out, &metrics[i], &list[things]);
    }
    for (int i = 0; i < n_list; i++)
        split_free(list[i].split);
}

static Status check_runs(const Export *e)
{
    const Record *a = e->records[0];
    for (int32_t i = 1; i < e->n_records; i++) {
        const Record *b = e->records[i];
        if (a->start == b->start && a->n_steps == b->n_steps &&
            a->months_per_step == b->months_per_step && !strcmp(a->model_name, b->model_name))
            continue;
        diag_error(e->diag, e->path, 0, 0, "run",
                   "'%s' and '%s' have other months or another model, so they do not fit into "
                   "one array; export them one by one with --run",
                   a->run_name, b->run_name);
        return LODE_BAD_INPUT;
    }
    return LODE_OK;
}

static Status write_file(const Export *e, const char *part)
{
    Out out = {.e = e, .first = e->records[0]};
    NC(&out, nc_create(part, NC_NETCDF4 | NC_CLOBBER, &out.file));
    if (out.rc == NC_NOERR) {
        write_all(&out);
        const int closed = nc_close(out.file);
        NC(&out, closed);
    }
    if (out.rc == NC_NOERR) return LODE_OK;
    diag_error(e->diag, e->path, 0, 0, "", "%s", nc_strerror(out.rc));
    return out.rc == NC_ENOMEM ? LODE_NO_MEMORY : LODE_IO;
}

Status store_export_netcdf(Store *store, const char *run, const char *path, Diag *diag)
{
    Export e = {.path = path, .diag = diag};
    char part[PATH_SIZE];
    Status st = export_open(&e, store, run);
    if (!st) st = check_runs(&e);
    if (!st) st = export_part_name(&e, part, sizeof part);
    if (!st) st = export_finish(&e, part, write_file(&e, part));
    export_close(&e);
    return st;
}
