#include "cli/backtest_print.h"
#include "cli/load.h"

static const Option options[] = {
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME", "this run; else the first"),
    OPTION_VALUE("only", 0, VALUE_TEXT, "WORDS", "only series whose name has these words"),
    OPTION_FLAG("points", 0, "one line a point instead of one a series"),
    OPTION_FLAG("months", 0, "with --csv: also the run's own months"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_FLAG("csv", 0, "print CSV, one point a line"),
    OPTION_END,
};

static Status print(const BacktestPage *page, const Args *args)
{
    if (args_has(args, "json")) return backtest_print_json(page);
    if (args_has(args, "csv")) return backtest_print_csv(page);
    return args_has(args, "points") ? backtest_print_points(page) : backtest_print_series(page);
}

static Status compare(const Screen *screen, const Args *args, const Model *model,
                      const Record *record, Diag *diag)
{
    Backtest *backtest;
    Status st = backtest_new(model, record, diag, &backtest);
    load_tell(screen, diag);
    if (st) return st == LODE_BAD_INPUT ? LODE_USAGE : st;
    const BacktestPage page = {.screen = screen,
                               .model = model,
                               .backtest = backtest,
                               .only = args_text(args, "only"),
                               .months = args_has(args, "months")};
    int32_t shown = 0;
    for (int32_t i = 0; i < backtest->n; i++)
        shown += backtest_shows(&page, &backtest->series[i]);
    if (!shown) {
        screen_error(screen, "nothing was observed %s",
                     page.only ? "under these words" : "in the time of the run");
        st = LODE_NEGATIVE;
    } else {
        st = print(&page, args);
    }
    backtest_free(backtest);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    Model *model = NULL;
    Store *store = NULL;
    Record *record = NULL;
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    Status st = load_store(screen, args_place(args, 0), &store);
    if (!st) st = load_run(screen, store, args_text(args, "run"), &record);
    if (!st) st = load_model(screen, args_place(args, 1), NULL, 0, &model);
    if (!st) st = compare(screen, args, model, record, diag);
    record_free(record);
    store_close(store);
    model_free(model);
    diag_free(diag);
    return st;
}

const Command command_backtest = {
    .name = "backtest",
    .summary = "hold a run against what was observed",
    .about =
        "Measures a run where the model's obs_*.csv say what was observed, over the same "
        "months, and prints for each series how far the run is off: its bias, its usual "
        "error, how often it moved the same way, and the peak, its month and the level two "
        "years on, observed and modelled. Points of the base year, which a calibration "
        "used, do not count.",
    .positionals = {{"FILE", VALUE_FILE, false, "a results file"},
                    {"MODEL", VALUE_FOLDER, false, "the model it was made with"}},
    .options = options,
    .examples = {{"lode backtest runs.sqlite ree-2009", "one line a series"},
                 {"lode backtest runs.sqlite ree-2009 --only ce-oxide --points",
                  "cerium, point by point"}},
    .run = run,
};
