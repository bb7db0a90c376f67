#include <string.h>

#include "cli/load.h"
#include "store/export.h"

static const Option options[] = {
    OPTION_CHOICE("format", "FORMAT", "csv|iamc|netcdf|xlsx",
                  "csv (a folder; the default), iamc, netcdf or xlsx (one file)"),
    OPTION_VALUE("output", 'o', VALUE_FILE, "PATH", "the folder or file to write to"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME", "only this run"),
    OPTION_END,
};

static Status export_runs(const Args *args, Store *store, const char *path, Diag *diag)
{
    const char *format = args_text(args, "format"), *run = args_text(args, "run");
    if (format && strcmp(format, "iamc") == 0) return store_export_iamc(store, run, path, diag);
    if (format && strcmp(format, "netcdf") == 0)
        return store_export_netcdf(store, run, path, diag);
    if (format && strcmp(format, "xlsx") == 0) return store_export_xlsx(store, run, path, diag);
    return store_export_csv(store, run, path, interrupted, diag);
}

static Status run(const Screen *screen, const Args *args)
{
    Store *store;
    Diag *diag = diag_new();
    const char *path = args_text(args, "output");
    if (!diag) return LODE_NO_MEMORY;
    if (!path) {
        diag_free(diag);
        screen_error(screen, "-o PATH is missing: where shall the files go?");
        return LODE_USAGE;
    }
    interrupt_watch();
    Status st = load_store(screen, args_place(args, 0), &store);
    if (!st) {
        st = export_runs(args, store, path, diag);
        load_tell(screen, diag);
        store_close(store);
        if (!st) screen_note(screen, "written to %s\n", path);
    }
    diag_free(diag);
    return st;
}

const Command command_export = {
    .name = "export",
    .summary = "results for other programs: CSV, IAMC, NetCDF, Excel",
    .about =
        "csv: one tidy file per metric, with columns for run, month, what is measured, value "
        "and "
        "unit, and a datapackage.json that describes them. iamc: one table of yearly values in "
        "the format of integrated assessment, which pyam reads. netcdf: all metrics over run, "
        "time and thing, with CF metadata, for xarray. xlsx: a workbook with a sheet per "
        "metric "
        "and a chart.",
    .positionals = {{"FILE", VALUE_FILE, false, "a results file"}},
    .options = options,
    .examples = {{"lode export runs.sqlite -o tables", "all runs"},
                 {"lode export runs.sqlite --format netcdf -o runs.nc", "for xarray"},
                 {"lode export runs.sqlite --run baseline --format iamc -o iamc.csv",
                  "one run, for pyam"}},
    .run = run,
};
