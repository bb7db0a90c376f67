#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibrate/calibrate.h"
#include "model/fingerprint.h"

enum { PATH_SIZE = 4096, N_TABLES = 4 };

#define EVIDENCE ",calibration,estimate\n"

/* ---- rows ---- */

static void number(FILE *file, double value)
{
    fprintf(file, "," WEDGE_FORMAT, value == 0 ? 0.0 : value); /* no minus zero */
}

static void write_facilities(const Calibration *c, FILE *file)
{
    const Model *model = c->base->model;
    fputs("facility,activity,activity_unit,wedge,wedge_unit,source,status\n", file);
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        const char *unit = model->processes[facility->process].unit;
        if (isnan(c->fit.facility_wedge[k])) continue;
        fputs(facility->id, file);
        number(file, c->fit.facility_activity[k]);
        fprintf(file, ",%s/month", unit);
        number(file, c->fit.facility_wedge[k]);
        fprintf(file, ",%s/%s" EVIDENCE, model->currency, unit);
    }
}

static void write_routes(const Calibration *c, FILE *file)
{
    const Model *model = c->base->model;
    fputs("commodity,from,to,flow,flow_unit,wedge,wedge_unit,source,status\n", file);
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        const Commodity *commodity = &model->commodities[route->commodity];
        fprintf(file, "%s,%s,%s", commodity->id, model->regions[route->from].id,
                model->regions[route->to].id);
        number(file, c->fit.route_habit[f]);
        fprintf(file, ",%s/month", commodity->unit);
        number(file, c->fit.route_wedge[f]);
        fprintf(file, ",%s/%s" EVIDENCE, model->currency, commodity->unit);
    }
}

static void write_demands(const Calibration *c, FILE *file)
{
    const Model *model = c->base->model;
    fputs("demand,scale,price,price_unit,source,status\n", file);
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        if (isnan(c->fit.demand_scale[d])) continue;
        fputs(demand->id, file);
        number(file, c->fit.demand_scale[d]);
        if (isnan(c->fit.demand_price[d]))
            fputs(",,", file);
        else
            fprintf(file, "," WEDGE_FORMAT ",%s/%s", c->fit.demand_price[d], model->currency,
                    model->commodities[demand->commodity].unit);
        fputs(EVIDENCE, file);
    }
}

static void write_stocks(const Calibration *c, FILE *file)
{
    const Model *model = c->base->model;
    fputs("region,commodity,wedge,wedge_unit,source,status\n", file);
    for (int32_t s = 0; s < model->n_stocks; s++) {
        const Stock *stock = &model->stocks[s];
        const Commodity *commodity = &model->commodities[stock->commodity];
        fprintf(file, "%s,%s", model->regions[stock->region].id, commodity->id);
        number(file, c->fit.stock_wedge[s]);
        fprintf(file, ",%s/%s" EVIDENCE, model->currency, commodity->unit);
    }
}

/* ---- files ---- */

typedef struct Table {
    const char *name;
    void (*write)(const Calibration *c, FILE *file);
} Table;

static const Table tables[N_TABLES] = {{"fit_facilities.csv", write_facilities},
                                       {"fit_routes.csv", write_routes},
                                       {"fit_demands.csv", write_demands},
                                       {"fit_stocks.csv", write_stocks}};

static void name_file(const char *folder, int i, bool temporary, char *path)
{
    snprintf(path, PATH_SIZE, "%s/tables/%s%s", folder, tables[i].name,
             temporary ? ".part" : "");
}

static Status fail(const char *what, const char *path, Diag *diag)
{
    diag_error(diag, path, 0, 0, "", "%s: %s", what, strerror(errno));
    return LODE_IO;
}

static Status find_fingerprint(const char *folder, Diag *diag, char out[FINGERPRINT_SIZE])
{
    Files files;
    Arena *scratch = arena_new(0);
    Status st = scratch ? files_read(folder, scratch, diag, &files) : LODE_NO_MEMORY;
    if (!st) st = fingerprint_of(&files, scratch, out);
    arena_free(scratch);
    return st;
}

static Status write_part(const Calibration *c, const char *folder, const char *fingerprint,
                         int i, Diag *diag)
{
    char path[PATH_SIZE];
    name_file(folder, i, true, path);
    FILE *file = fopen(path, "wb");
    if (!file) return fail("cannot be written", path, diag);
    fputs("# Written by `lode calibrate --write`; docs/calibration.md says how. Not to be "
          "edited: change\n# the model's own tables and run it again.\n",
          file);
    fprintf(file, FINGERPRINT_HEAD "%s\n", fingerprint);
    tables[i].write(c, file);
    const bool bad = ferror(file) != 0;
    const bool closed = fclose(file) == 0;
    return bad || !closed ? fail("cannot be written", path, diag) : LODE_OK;
}

Status calibration_write(const Calibration *calibration, const char *folder, Diag *diag)
{
    char part[PATH_SIZE], path[PATH_SIZE], fingerprint[FINGERPRINT_SIZE];
    Status st = find_fingerprint(folder, diag, fingerprint);
    for (int i = 0; i < N_TABLES && !st; i++)
        st = write_part(calibration, folder, fingerprint, i, diag);
    for (int i = 0; i < N_TABLES; i++) {
        name_file(folder, i, true, part);
        name_file(folder, i, false, path);
        if (st)
            remove(part);
        else if (rename(part, path))
            st = fail("cannot be replaced", path, diag);
    }
    return st;
}
