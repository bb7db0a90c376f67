/* An ensemble as NetCDF-4: a variable a metric over (realization, time, item) and over
 * (realization, period, item), its quantiles, and what each run drew. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ensemble_file.h"
#include "store/export_runs.h"

enum { PATH_SIZE = 4096, NAME_SIZE = 128, DEFLATE = 1, BLOCK = 256 /* runs in a chunk */ };

/* ---- what a variable is asked of ---- */

static const char *field_of(const MetricFilter *f, QueryField field)
{
    const char *const texts[QUERY_FIELDS] = {[QUERY_REGION] = f->region,
                                             [QUERY_PARTNER] = f->partner,
                                             [QUERY_COMMODITY] = f->commodity,
                                             [QUERY_STAGE] = f->stage,
                                             [QUERY_FACILITY] = f->facility,
                                             [QUERY_PROCESS] = f->process,
                                             [QUERY_USE] = f->use,
                                             [QUERY_LIMIT] = f->limit,
                                             [QUERY_POLICY] = f->policy};
    return texts[field];
}

static const Variable *variable_of(const EnsembleFile *out, const EnsembleBundle *bundle,
                                   int32_t i)
{
    return &out->e->variables.items[bundle->first + i];
}

/* A text variable for each field that any of the bundle uses, and their units. */
static void write_labels(EnsembleFile *out, const EnsembleBundle *bundle, const char *id)
{
    const char **texts = calloc((size_t)bundle->n, sizeof *texts);
    char name[NAME_SIZE];
    if (!texts) out->file.rc = NC_ENOMEM;
    for (int f = 0; texts && f < QUERY_FIELDS; f++) {
        bool any = false;
        for (int32_t i = 0; i < bundle->n; i++) {
            texts[i] = field_of(&variable_of(out, bundle, i)->filter, (QueryField)f);
            any = any || *texts[i];
        }
        snprintf(name, sizeof name, "%s_%s", id, query_field_name((QueryField)f));
        if (any)
            nc_put_texts(&out->file, name, bundle->dim, query_field_name((QueryField)f),
                         (size_t)bundle->n, texts);
    }
    for (int32_t i = 0; texts && i < bundle->n; i++)
        texts[i] = variable_of(out, bundle, i)->unit;
    snprintf(name, sizeof name, "%s_unit", id);
    if (texts) nc_put_texts(&out->file, name, bundle->dim, "unit", (size_t)bundle->n, texts);
    free(texts);
}

/* ---- defining ---- */

static int define_values(EnsembleFile *out, const EnsembleBundle *bundle, const char *name,
                         nc_type type, const int dims[3], const size_t chunk[3],
                         const char *methods)
{
    const Variable *first = variable_of(out, bundle, 0);
    const float missing_float = NAN;
    const double missing_double = NAN;
    bool same = true;
    int var = -1;
    for (int32_t i = 1; i < bundle->n; i++)
        same = same && strcmp(variable_of(out, bundle, i)->unit, first->unit) == 0;
    NC(&out->file, nc_def_var(out->file.id, name, type, 3, dims, &var));
    NC(&out->file, nc_def_var_fill(out->file.id, var, NC_FILL,
                                   type == NC_FLOAT ? (const void *)&missing_float
                                                    : (const void *)&missing_double));
    NC(&out->file, nc_def_var_chunking(out->file.id, var, NC_CHUNKED, chunk));
    NC(&out->file, nc_def_var_deflate(out->file.id, var, 1, 1, DEFLATE));
    nc_put_text(&out->file, var, "long_name", first->metric->definition);
    if (same) nc_put_text(&out->file, var, "units", first->unit);
    nc_put_text(&out->file, var, "cell_methods", methods);
    return var;
}

static void define_bundle(EnsembleFile *out, EnsembleBundle *bundle)
{
    static const char *const methods[] = {[METRIC_SUM] = "time: sum",
                                          [METRIC_MEAN] = "time: mean",
                                          [METRIC_END] = "time: point",
                                          [METRIC_RATIO] = "time: mean",
                                          [METRIC_WORST] = "time: maximum"};
    const Variables *vs = &out->e->variables;
    const Metric *metric = variable_of(out, bundle, 0)->metric;
    const size_t steps = (size_t)vs->n_steps, years = (size_t)vs->n_years;
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "%s_item", metric->id);
    NC(&out->file, nc_def_dim(out->file.id, name, (size_t)bundle->n, &bundle->dim));
    write_labels(out, bundle, metric->id);
    bundle->series =
        define_values(out, bundle, metric->id, NC_FLOAT,
                      (const int[]){out->run_dim, out->time_dim, bundle->dim},
                      (const size_t[]){out->block, steps, 1}, methods[metric->time]);
    snprintf(name, sizeof name, "%s_period", metric->id);
    bundle->yearly = define_values(
        out, bundle, name, NC_DOUBLE, (const int[]){out->run_dim, out->period_dim, bundle->dim},
        (const size_t[]){out->block, years, 1}, methods[metric->time]);
    snprintf(name, sizeof name, "%s_quantile", metric->id);
    bundle->quantiles =
        define_values(out, bundle, name, NC_FLOAT,
                      (const int[]){out->quantile_dim, out->time_dim, bundle->dim},
                      (const size_t[]){SUMMARY_QUANTILES, steps, 1}, "realization: quantile");
}

static int define_runs(EnsembleFile *out, const char *name, const char *long_name)
{
    int var = -1;
    NC(&out->file, nc_def_var(out->file.id, name, NC_INT, 1, &out->run_dim, &var));
    nc_put_text(&out->file, var, "long_name", long_name);
    return var;
}

static void define_axes(EnsembleFile *out)
{
    const Variables *vs = &out->e->variables;
    NcFile *file = &out->file;
    int period = -1, quantile = -1;
    NC(file, nc_def_dim(file->id, "realization", (size_t)out->summary->n, &out->run_dim));
    const int runs = define_runs(out, "realization", "number of the run");
    nc_put_text(file, runs, "standard_name", "realization");
    for (size_t i = 0; i < (size_t)out->summary->n; i++)
        NC(file, nc_put_var1_int(file->id, runs, &i, &(const int){(int)i}));
    out->time_dim = nc_put_time(file, vs->start, vs->months_per_step, (size_t)vs->n_steps);
    NC(file, nc_def_dim(file->id, "period", (size_t)vs->n_years, &out->period_dim));
    NC(file, nc_def_var(file->id, "period", NC_INT, 1, &out->period_dim, &period));
    nc_put_text(file, period, "long_name", "calendar year; 0 is the whole run");
    NC(file, nc_put_var_int(file->id, period, vs->years));
    NC(file, nc_def_dim(file->id, "quantile", SUMMARY_QUANTILES, &out->quantile_dim));
    NC(file, nc_def_var(file->id, "quantile", NC_DOUBLE, 1, &out->quantile_dim, &quantile));
    nc_put_text(file, quantile, "long_name", "share of the runs below");
    NC(file, nc_put_var_double(file->id, quantile, summary_shares));
}

/* ---- what each run drew ---- */

static void write_input_texts(EnsembleFile *out)
{
    const Dimensions *ds = &out->e->design.dimensions;
    const char **texts = calloc((size_t)ds->n, sizeof *texts);
    if (!texts) out->file.rc = NC_ENOMEM;
    for (int32_t i = 0; texts && i < ds->n; i++)
        texts[i] = ds->items[i].id;
    if (texts) nc_put_texts(&out->file, "input_id", out->input_dim, "id", (size_t)ds->n, texts);
    for (int32_t i = 0; texts && i < ds->n; i++)
        texts[i] = ds->items[i].label;
    if (texts)
        nc_put_texts(&out->file, "input_label", out->input_dim, "what varies", (size_t)ds->n,
                     texts);
    free(texts);
}

static void define_draws(EnsembleFile *out)
{
    const Dimensions *ds = &out->e->design.dimensions;
    NcFile *file = &out->file;
    out->status = define_runs(out, "status", "0: an equilibrium was found in every month");
    out->outages = define_runs(out, "outages", "outages of facilities drawn");
    out->delays = define_runs(out, "delays", "delays of facilities drawn");
    if (!ds->n) return;
    NC(file, nc_def_dim(file->id, "input", (size_t)ds->n, &out->input_dim));
    write_input_texts(out);
    NC(file, nc_def_var(file->id, "input_value", NC_DOUBLE, 2,
                        (const int[]){out->run_dim, out->input_dim}, &out->inputs));
    nc_put_text(file, out->inputs, "long_name",
                "value of what varies: in the unit of its cells, or a factor on them");
    NC(file, nc_def_var_chunking(file->id, out->inputs, NC_CHUNKED,
                                 (const size_t[]){out->block, (size_t)ds->n}));
    NC(file, nc_def_var_deflate(file->id, out->inputs, 1, 1, DEFLATE));
}

/* ---- all of it ---- */

static Status list_bundles(EnsembleFile *out, Arena *arena)
{
    const Variables *vs = &out->e->variables;
    out->bundles = ARENA_ARRAY(arena, EnsembleBundle, vs->n);
    if (!out->bundles) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < vs->n; i++) {
        if (i == 0 || vs->items[i].metric != vs->items[i - 1].metric)
            out->bundles[out->n_bundles++].first = i;
        out->bundles[out->n_bundles - 1].n++;
    }
    return LODE_OK;
}

static void write_facts(EnsembleFile *out)
{
    const Ensemble *e = out->e;
    char text[NAME_SIZE];
    nc_put_text(&out->file, NC_GLOBAL, "Conventions", "CF-1.8");
    nc_put_text(&out->file, NC_GLOBAL, "title", e->model->title);
    nc_put_text(&out->file, NC_GLOBAL, "source", "Lodestone " LODE_VERSION);
    nc_put_text(&out->file, NC_GLOBAL, "model", e->model->name);
    nc_put_text(&out->file, NC_GLOBAL, "currency", e->model->currency);
    nc_put_text(&out->file, NC_GLOBAL, "run", e->central->run_name);
    nc_put_text(&out->file, NC_GLOBAL, "sequence", sequence_name(e->options.design.sequence));
    snprintf(text, sizeof text, "%llu", (unsigned long long)e->options.design.seed);
    nc_put_text(&out->file, NC_GLOBAL, "seed", text);
    snprintf(text, sizeof text, "%016llx", (unsigned long long)e->fingerprint);
    nc_put_text(&out->file, NC_GLOBAL, "fingerprint", text);
}

static Status write_all(EnsembleFile *out)
{
    Arena *arena = arena_new(0);
    Status st = arena ? list_bundles(out, arena) : LODE_NO_MEMORY;
    if (!st) {
        write_facts(out);
        define_axes(out);
        define_draws(out);
        for (int32_t f = 0; f < out->n_bundles; f++)
            define_bundle(out, &out->bundles[f]);
        st = ensemble_file_runs(out);
    }
    if (!st) ensemble_file_quantiles(out);
    arena_free(arena);
    return st;
}

static Status write_file(const Ensemble *e, const Summary *summary, const char *part,
                         const char *path, Diag *diag)
{
    EnsembleFile out = {.e = e, .summary = summary};
    Status st = LODE_OK;
    out.block = summary->n < BLOCK ? (size_t)summary->n : BLOCK;
    NC(&out.file, nc_create(part, NC_NETCDF4 | NC_CLOBBER, &out.file.id));
    if (out.file.rc == NC_NOERR) {
        st = write_all(&out);
        const int closed = nc_close(out.file.id);
        NC(&out.file, closed);
    }
    if (st || out.file.rc == NC_NOERR) return st;
    diag_error(diag, path, 0, 0, "", "%s", nc_strerror(out.file.rc));
    return out.file.rc == NC_ENOMEM ? LODE_NO_MEMORY : LODE_IO;
}

Status store_ensemble_netcdf(const Ensemble *e, const Summary *summary, const char *path,
                             Diag *diag)
{
    const Export export = {.path = path, .diag = diag};
    char part[PATH_SIZE];
    const Status st = export_part_name(&export, part, sizeof part);
    return st ? st : export_finish(&export, part, write_file(e, summary, part, path, diag));
}
