#include <math.h>

#include "base/clock.h"
#include "cli/calibration.h"
#include "cli/load.h"
#include "model/read.h"

static const Option options[] = {
    OPTION_FLAG("write", 'w', "write tables/fit_*.csv, which every later run uses"),
    OPTION_FLAG("all", 'a', "show every observation and market, not only the worst"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

static Status tell(const Screen *screen, const Args *args, const Calibration *calibration)
{
    if (args_has(args, "json")) return calibration_json(screen, calibration);
    return calibration_print(screen, calibration, args_has(args, "all"));
}

static Status work(const Screen *screen, const Args *args, Diag *diag)
{
    Model *model = NULL;
    Calibration *calibration = NULL;
    const char *folder = args_place(args, 0);
    const double started = clock_now();
    Status st = model_read_unfitted(folder, diag, &model);
    if (!st) st = calibrate_model(model, diag, &calibration);
    const double seconds = clock_now() - started;
    if (!st) st = tell(screen, args, calibration);
    if (!st && args_has(args, "write")) {
        st = calibration_write(calibration, folder, diag);
        if (!st) screen_note(screen, "tables/fit_*.csv of %s are written\n", folder);
    }
    if (!st) screen_note(screen, "calibrated in %.2f s\n", seconds);
    calibration_free(calibration);
    model_free(model);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = work(screen, args, diag);
    if (st) screen_diag(screen, diag, LOAD_MESSAGES);
    if (st) screen_error(screen, "%s", status_text(st));
    diag_free(diag);
    return st;
}

const Command command_calibrate = {
    .name = "calibrate",
    .summary = "reconcile what was observed, and fit the model to it",
    .about =
        "Published facts never balance. This finds the base year, the first twelve months of "
        "the model, nearest to all observations (obs_*.csv, weighted by their uncertainty) "
        "that "
        "balances in every market, and says how far each fact is from it and which cannot be "
        "true together. Then it fits wedges: the costs nobody wrote down, at which that year "
        "is "
        "the equilibrium. With --write they become tables/fit_*.csv and every later run starts "
        "from that year.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"}},
    .options = options,
    .examples = {{"lode calibrate my-model", "observed, reconciled, difference"},
                 {"lode calibrate my-model --write", "and keep it in the model"}},
    .run = run,
};
