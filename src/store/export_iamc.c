/* Results in the format of integrated assessment: one line a value, variables with bars. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "metrics/split.h"
#include "store/csv.h"
#include "store/export.h"
#include "store/export_runs.h"

enum { PATH_SIZE = 4096, VARIABLE_SIZE = 512 };

/* Metrics that go out, and what the first part of their variable is called. */
static const struct Family {
    const char *metric, *name;
    bool adds; /* over the commodities of a stage and over regions */
} families[] = {
    {"production", "Production", true},
    {"use", "Use", true},
    {"price", "Price", false},
    {"stock", "Stock", true},
    {"imports", "Imports", true},
    {"exports", "Exports", true},
    {"share", "Share of World Production", false},
    {"self_sufficiency", "Self-Sufficiency", false},
    {"demand", "Final Demand", true},
    {"shortage", "Shortage", true},
};

typedef struct Writer {
    FILE *file;
    const Record *record;
    const struct Family *family;
} Writer;

static void write_line(const Writer *w, const char *region, const char *variable,
                       const char *unit, int32_t year, double value)
{
    const Record *r = w->record;
    if (isnan(value)) return;
    csv_write_cell(w->file, r->model_name, false);
    csv_write_cell(w->file, r->run_name, false);
    csv_write_cell(w->file, region, false);
    csv_write_cell(w->file, variable, false);
    csv_write_cell(w->file, unit, false);
    fprintf(w->file, "%d,", (int)year);
    csv_write_number(w->file, value, true);
}

/* All whole years of one question. Nothing when its units cannot be added. */
static Status write_years(const Writer *w, const MetricFilter *filter, const char *region,
                          const char *variable)
{
    const Record *r = w->record;
    MetricQuery *query;
    const Status st = metric_open(r, metric_find(w->family->metric), filter, NULL, &query);
    if (st == LODE_BAD_INPUT) return LODE_OK;
    if (st) return st;
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    char unit[64];
    const char *given = metric_query_unit(query);
    const bool rate = w->family->adds && strcmp(w->family->metric, "stock") != 0;
    snprintf(unit, sizeof unit, rate ? "%s/yr" : "%s", strcmp(given, "1") ? given : "");
    for (int32_t year = month_year(r->start); metric_query_any(query) && year <= last; year++) {
        const Steps steps = record_year(r, year);
        if (record_months(r, steps) == 12)
            write_line(w, region, variable, unit, year, metric_over(query, steps));
    }
    metric_close(query);
    return LODE_OK;
}

static const char *name_of(const char *name, const char *id)
{
    return *name ? name : id;
}

/* A bar inside a name would make a level of it. */
static void append(char *variable, const char *name)
{
    size_t n = strlen(variable);
    if (n + 2 >= VARIABLE_SIZE) return;
    variable[n++] = '|';
    for (; *name && n + 1 < VARIABLE_SIZE; name++)
        variable[n++] = *name == '|' ? '/' : *name;
    variable[n] = '\0';
}

/* region NULL: the world. */
static Status write_stage(const Writer *w, int32_t region, int32_t stage)
{
    const Record *r = w->record;
    const char *where = region == RECORD_NONE
                            ? "World"
                            : name_of(r->regions[region].name, r->regions[region].id);
    MetricFilter filter = {.region = region == RECORD_NONE ? NULL : r->regions[region].id,
                           .stage = r->stages[stage].id};
    char parent[VARIABLE_SIZE], variable[VARIABLE_SIZE];
    snprintf(parent, sizeof parent, "%s", w->family->name);
    append(parent, name_of(r->stages[stage].name, r->stages[stage].id));
    Status st = w->family->adds ? write_years(w, &filter, where, parent) : LODE_OK;
    for (int32_t c = 0; !st && c < r->n_commodities; c++) {
        if (r->commodities[c].stage != stage) continue;
        filter.commodity = r->commodities[c].id;
        memcpy(variable, parent, sizeof variable);
        append(variable, name_of(r->commodities[c].name, r->commodities[c].id));
        st = write_years(w, &filter, where, variable);
    }
    return st;
}

static Status write_record(FILE *file, const Record *r)
{
    Status st = LODE_OK;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        const Writer w = {file, r, &families[f]};
        const int32_t first = families[f].adds || !strcmp(families[f].metric, "price")
                                  ? RECORD_NONE
                                  : 0; /* a share of the world in the world says nothing */
        for (int32_t region = first; region < r->n_regions; region++)
            for (int32_t stage = 0; !st && stage < r->n_stages; stage++)
                st = write_stage(&w, region, stage);
    }
    return st;
}

Status store_export_iamc(Store *store, const char *run, const char *path, Diag *diag)
{
    Export e = {.path = path, .diag = diag};
    char part[PATH_SIZE];
    Status st = export_open(&e, store, run);
    if (!st) st = export_part_name(&e, part, sizeof part);
    FILE *file = st ? NULL : fopen(part, "w");
    if (!st && !file) st = export_failed(path, diag);
    if (file) {
        fputs("model,scenario,region,variable,unit,year,value\n", file);
        for (int32_t i = 0; !st && i < e.n_records; i++)
            st = write_record(file, e.records[i]);
        const bool bad = ferror(file);
        if ((fclose(file) != 0 || bad) && !st) st = export_failed(path, diag);
        st = export_finish(&e, part, st);
    }
    export_close(&e);
    return st;
}
