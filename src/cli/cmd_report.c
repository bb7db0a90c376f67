#include "cli/load.h"
#include "report/report.h"

static const Option options[] = {
    OPTION_VALUE("output", 'o', VALUE_FILE, "FILE", "the page to write, e.g. report.html"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME",
                 "a run to tell of, up to four; the first is what the others are held against"),
    OPTION_VALUE("model", 'm', VALUE_FOLDER, "MODEL",
                 "the model folder: adds scenarios, policies, claims, documents and doubts"),
    OPTION_VALUE("title", 't', VALUE_TEXT, "TEXT", "instead of the title of the scenario"),
    OPTION_END,
};

static Status write_report(const Screen *screen, const Args *args, Store *store,
                           const Model *model)
{
    const char *names[REPORT_RUNS + 1];
    ReportOptions report = {.title = args_text(args, "title"), .runs = names, .model = model};
    const char *path = args_text(args, "output");
    report.n_runs = args_all(args, "run", names);
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = report_write(store, &report, path, diag);
    load_tell(screen, diag);
    diag_free(diag);
    if (!st) screen_note(screen, "written to %s\n", path);
    return st;
}

static int count_runs(const Args *args)
{
    int n = 0;
    for (int i = 0; i < args->n_values; i++)
        n += args->values[i].option == &options[1];
    return n;
}

static Status run(const Screen *screen, const Args *args)
{
    Store *store = NULL;
    Model *model = NULL;
    if (!args_text(args, "output")) {
        screen_error(screen, "-o FILE is missing: where shall the page go?");
        return LODE_USAGE;
    }
    if (count_runs(args) > REPORT_RUNS) {
        screen_error(screen, "a report tells of at most %d runs", REPORT_RUNS);
        return LODE_USAGE;
    }
    Status st = load_store(screen, args_place(args, 0), &store);
    if (!st && args_text(args, "model"))
        st = load_model(screen, args_text(args, "model"), NULL, 0, &model);
    if (!st) st = write_report(screen, args, store, model);
    model_free(model);
    store_close(store);
    return st;
}

const Command command_report = {
    .name = "report",
    .summary = "one HTML page that tells what runs say",
    .about =
        "Writes one self-contained page: what happens in words, what prices do, who is short, "
        "where the choke point is, who loses and gains, and what it rests on. It needs no "
        "server and no network, and prints on A4.",
    .positionals = {{"FILE", VALUE_FILE, false, "a results file"}},
    .options = options,
    .examples = {{"lode report runs.sqlite -o report.html", "the runs of the file"},
                 {"lode report runs.sqlite -r baseline -r india-japan-halt "
                  "--model models/ree-magnets -o halt.html",
                  "two of them, with sources"}},
    .run = run,
};
