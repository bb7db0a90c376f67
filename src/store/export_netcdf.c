/* Results as NetCDF-4 with CF metadata: a variable a metric over (run, time, thing). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/split.h"
#include "store/export.h"
#include "store/export_runs.h"
#include "store/netcdf.h"

enum { PATH_SIZE = 4096, NAME_SIZE = 96, DEFLATE = 1 };

typedef struct Out {
    const Export *e;
    const Record *first;
    NcFile file;
    int run_dim, time_dim;
} Out;

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
    if (!texts) out->file.rc = NC_ENOMEM;
    things_name(things, name, sizeof name);
    NC(&out->file, nc_def_dim(out->file.id, name, n, &things->dim));
    for (int i = 0; texts && i < things->n_by; i++) {
        const char *field = query_field_name(things->by[i]);
        for (size_t k = 0; k < n; k++)
            texts[k] = split_id(&things->split->parts[k], things->by[i]);
        snprintf(label, sizeof label, things->n_by > 1 ? "%s_%s" : "%s_id", name, field);
        nc_put_texts(&out->file, label, things->dim, field, n, texts);
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
    if (!series || !block) out->file.rc = NC_ENOMEM;
    for (int32_t run = 0; out->file.rc == NC_NOERR && run < out->e->n_records; run++) {
        for (size_t k = 0; k < width; k++) {
            MetricQuery *query = NULL;
            const bool ok = !metric_open(out->e->records[run], metric, &things->split->parts[k],
                                         NULL, &query);
            if (ok) metric_series(query, series);
            for (size_t t = 0; t < n; t++)
                block[t * width + k] = ok ? series[t] : NAN;
            metric_close(query);
        }
        NC(&out->file,
           nc_put_vara_double(out->file.id, var, (const size_t[]){(size_t)run, 0, 0},
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
    NC(&out->file, nc_def_var(out->file.id, metric->id, NC_DOUBLE, 3, dims, &var));
    NC(&out->file, nc_def_var_fill(out->file.id, var, NC_FILL, &missing));
    NC(&out->file, nc_def_var_chunking(out->file.id, var, NC_CHUNKED,
                                       (const size_t[]){1, (size_t)out->first->n_steps,
                                                        (size_t)things->split->n}));
    NC(&out->file, nc_def_var_deflate(out->file.id, var, 1, 1, DEFLATE));
    nc_put_text(&out->file, var, "long_name", metric->definition);
    nc_put_text(&out->file, var, "units", unit);
    nc_put_text(&out->file, var, "cell_methods", cell_methods[metric->time]);
    write_values(out, metric, things, var);
}

static void write_runs(Out *out)
{
    const Export *e = out->e;
    const char **names = calloc((size_t)e->n_records, sizeof *names);
    if (!names) out->file.rc = NC_ENOMEM;
    for (int32_t i = 0; names && i < e->n_records; i++)
        names[i] = e->records[i]->run_name;
    NC(&out->file, nc_def_dim(out->file.id, "run", (size_t)e->n_records, &out->run_dim));
    if (names)
        nc_put_texts(&out->file, "run", out->run_dim, "name of the run", (size_t)e->n_records,
                     names);
    free(names);
}

static void write_all(Out *out)
{
    Things list[THINGS_MAX];
    int n_list = 0;
    int32_t n;
    const Metric *metrics = metric_list(&n);
    nc_put_text(&out->file, NC_GLOBAL, "Conventions", "CF-1.8");
    nc_put_text(&out->file, NC_GLOBAL, "title", out->first->title);
    nc_put_text(&out->file, NC_GLOBAL, "source", "Lodestone " LODE_VERSION);
    nc_put_text(&out->file, NC_GLOBAL, "model", out->first->model_name);
    nc_put_text(&out->file, NC_GLOBAL, "currency", out->first->currency);
    write_runs(out);
    out->time_dim = nc_put_time(&out->file, out->first->start, out->first->months_per_step,
                                (size_t)out->first->n_steps);
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
    NC(&out.file, nc_create(part, NC_NETCDF4 | NC_CLOBBER, &out.file.id));
    if (out.file.rc == NC_NOERR) {
        write_all(&out);
        const int closed = nc_close(out.file.id);
        NC(&out.file, closed);
    }
    if (out.file.rc == NC_NOERR) return LODE_OK;
    diag_error(e->diag, e->path, 0, 0, "", "%s", nc_strerror(out.file.rc));
    return out.file.rc == NC_ENOMEM ? LODE_NO_MEMORY : LODE_IO;
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
