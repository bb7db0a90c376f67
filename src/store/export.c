#include "store/export.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "metrics/split.h"
#include "store/csv.h"
#include "store/export_runs.h"

enum { PATH_SIZE = 4096 };

static Status failed(const Export *e, const char *path)
{
    return export_failed(path, e->diag);
}

/* ---- one file ---- */

/* Goods are traced back one at a time, when somebody asks (`lode show`), not all of them. */
static bool is_exported(const Metric *metric)
{
    return metric->detail != METRIC_OF_CHAIN;
}

/* What the columns of a metric's things are called. */
static const char *column_name(const Metric *metric, QueryField field)
{
    if (metric->detail == METRIC_OF_LIMIT && field == QUERY_LIMIT) return "policy";
    return query_field_name(field);
}

static void write_header(FILE *file, const Metric *metric, const QueryField *by, int n_by)
{
    csv_write_cell(file, "run", false);
    csv_write_cell(file, "month", false);
    for (int i = 0; i < n_by; i++)
        csv_write_cell(file, column_name(metric, by[i]), false);
    csv_write_cell(file, "value", false);
    csv_write_cell(file, "unit", true);
}

/* One thing of one run: a line for each month that has a value. */
static Status write_part(FILE *file, const Record *r, const Metric *metric,
                         const MetricFilter *part, const QueryField *by, int n_by)
{
    MetricQuery *query;
    const Status st = metric_open(r, metric, part, NULL, &query);
    if (st == LODE_BAD_INPUT) return LODE_OK; /* units that cannot be added: not one thing */
    if (st) return st;
    for (int32_t t = 0; t < r->n_steps; t++) {
        char month[8];
        const double value = metric_over(query, (Steps){t, t + 1});
        if (isnan(value)) continue;
        month_format(record_month(r, t), month, sizeof month);
        csv_write_cell(file, r->run_name, false);
        csv_write_cell(file, month, false);
        for (int i = 0; i < n_by; i++)
            csv_write_cell(file, split_id(part, by[i]), false);
        csv_write_number(file, value, false);
        csv_write_cell(file, metric_query_unit(query), true);
    }
    metric_close(query);
    return LODE_OK;
}

static Status write_record(FILE *file, const Record *r, const Metric *metric,
                           const QueryField *by, int n_by)
{
    static const MetricFilter everything = {0};
    Split *split;
    Status st = metric_split(r, metric, &everything, by, n_by, NULL, &split);
    if (st) return st;
    for (int32_t i = 0; i < split->n && !st; i++)
        st = write_part(file, r, metric, &split->parts[i], by, n_by);
    split_free(split);
    return st;
}

static Status write_metric(const Export *e, const Metric *metric, FILE *file)
{
    QueryField by[QUERY_FIELDS];
    const int n_by = metric_natural_split(metric, by);
    Status st = LODE_OK;
    write_header(file, metric, by, n_by);
    for (int32_t i = 0; i < e->n_records && !st; i++)
        st = write_record(file, e->records[i], metric, by, n_by);
    return st;
}

static Status export_metric(const Export *e, const Metric *metric)
{
    char path[PATH_SIZE], part[PATH_SIZE + 8];
    snprintf(path, sizeof path, "%s/%s.csv", e->path, metric->id);
    snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "w");
    if (!file) return failed(e, path);
    Status st = write_metric(e, metric, file);
    const bool bad = ferror(file) != 0;
    if (fclose(file) != 0 || bad) {
        if (!st) st = failed(e, path);
    }
    if (!st && rename(part, path) != 0) st = failed(e, path);
    if (st) remove(part);
    return st;
}

/* ---- the description ---- */

/* A JSON text; ids and definitions hold no control characters. */
static void write_json_text(FILE *file, const char *text)
{
    fputc('"', file);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') fputc('\\', file);
        fputc((unsigned char)*c < ' ' ? ' ' : *c, file);
    }
    fputc('"', file);
}

static void write_field(FILE *file, const char *name, const char *type, bool last)
{
    fprintf(file, "        {\"name\": \"%s\", \"type\": \"%s\"}%s\n", name, type,
            last ? "" : ",");
}

static void write_resource(FILE *file, const Metric *metric, bool last)
{
    QueryField by[QUERY_FIELDS];
    const int n_by = metric_natural_split(metric, by);
    fprintf(file, "    {\"name\": \"%s\", \"path\": \"%s.csv\", \"description\": ", metric->id,
            metric->id);
    write_json_text(file, metric->definition);
    fputs(
        ",\n      \"format\": \"csv\", \"mediatype\": \"text/csv\", \"encoding\": \"utf-8\",\n"
        "      \"schema\": {\"fields\": [\n",
        file);
    write_field(file, "run", "string", false);
    write_field(file, "month", "yearmonth", false);
    for (int i = 0; i < n_by; i++)
        write_field(file, column_name(metric, by[i]), "string", false);
    write_field(file, "value", "number", false);
    write_field(file, "unit", "string", true);
    fprintf(file, "      ]}}%s\n", last ? "" : ",");
}

static void write_package(FILE *file, const Export *e)
{
    int32_t n;
    const Metric *metrics = metric_list(&n);
    fputs("{\n  \"profile\": \"tabular-data-package\",\n  \"name\": \"lode-results\",\n  "
          "\"title\": ",
          file);
    write_json_text(file, e->records[0]->title);
    fputs(",\n  \"resources\": [\n", file);
    for (int32_t i = 0; i < n; i++)
        if (is_exported(&metrics[i])) write_resource(file, &metrics[i], i == n - 1);
    fputs("  ]\n}\n", file);
}

static Status export_package(const Export *e)
{
    char path[PATH_SIZE], part[PATH_SIZE + 8];
    snprintf(path, sizeof path, "%s/datapackage.json", e->path);
    snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "w");
    if (!file) return failed(e, path);
    write_package(file, e);
    const bool bad = ferror(file) != 0;
    if (fclose(file) != 0 || bad || rename(part, path) != 0) {
        const Status st = failed(e, path);
        remove(part);
        return st;
    }
    return LODE_OK;
}

/* ---- all ---- */

static Status export_all(const Export *e, bool (*stop)(void))
{
    int32_t n;
    const Metric *metrics = metric_list(&n);
    Status st = LODE_OK;
    if (mkdir(e->path, 0777) != 0 && errno != EEXIST) return failed(e, e->path);
    for (int32_t i = 0; i < n && !st; i++) {
        if (stop && stop()) return LODE_INTERRUPTED;
        if (is_exported(&metrics[i])) st = export_metric(e, &metrics[i]);
    }
    return st ? st : export_package(e);
}

Status store_export_csv(Store *store, const char *run, const char *folder, bool (*stop)(void),
                        Diag *diag)
{
    Export e = {.path = folder, .diag = diag};
    Status st = export_open(&e, store, run);
    if (!st) st = export_all(&e, stop);
    export_close(&e);
    return st;
}
