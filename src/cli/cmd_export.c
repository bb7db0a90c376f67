#include "cli/load.h"
#include "store/export.h"

static const Option options[] = {
    OPTION_CHOICE("format", "FORMAT", "csv", "csv (the only one yet, and the default)"),
    OPTION_VALUE("output", 'o', VALUE_FOLDER, "DIR", "the folder to write to"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME", "only this run"),
    OPTION_END,
};

static Status run(const Screen *screen, const Args *args)
{
    Store *store;
    Diag *diag = diag_new();
    const char *folder = args_text(args, "output");
    if (!diag) return LODE_NO_MEMORY;
    if (!folder) {
        diag_free(diag);
        screen_error(screen, "-o DIR is missing: where shall the files go?");
        return LODE_USAGE;
    }
    interrupt_watch();
    Status st = load_store(screen, args_place(args, 0), &store);
    if (!st) {
        st = store_export_csv(store, args_text(args, "run"), folder, interrupted, diag);
        load_tell(screen, diag);
        store_close(store);
        if (!st) screen_note(screen, "written to %s\n", folder);
    }
    diag_free(diag);
    return st;
}

const Command command_export = {
    .name = "export",
    .summary = "results as CSV tables for other programs",
    .about =
        "Writes one tidy CSV file per metric, with columns for run, month, what is measured, "
        "value and unit, and a datapackage.json that describes them.",
    .positionals = {{"FILE", VALUE_FILE, false, "a results file"}},
    .options = options,
    .examples = {{"lode export runs.sqlite -o tables", "all runs"},
                 {"lode export runs.sqlite --run baseline -o tables", "one run"}},
    .run = run,
};
