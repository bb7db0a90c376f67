#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/library.h"
#include "cli/load.h"
#include "cli/summary.h"
#include "horizon/horizon.h"
#include "metrics/probe.h"

static const Option options[] = {
    OPTION_VALUE("scenario", 's', VALUE_TEXT, "ID",
                 "a scenario, or a file NAME.yaml; several stack in their order"),
    OPTION_FLAG("all-scenarios", 0, "run the baseline and every scenario, and print one table"),
    OPTION_VALUE("vary", 0, VALUE_TEXT, "NAME=VALUE",
                 "a value for what the scenarios let vary; may be given several times"),
    OPTION_FLAG("each", 0, "run each -s as a run of its own instead"),
    OPTION_VALUE("output", 'o', VALUE_FILE, "FILE", "keep the run in this results file"),
    OPTION_VALUE("name", 'n', VALUE_TEXT, "NAME",
                 "of the run; else its scenarios, or baseline"),
    OPTION_VALUE("start", 0, VALUE_TEXT, "YYYY-MM", "first month; else the model's"),
    OPTION_VALUE("end", 0, VALUE_TEXT, "YYYY-MM", "last month; else the model's"),
    OPTION_VALUE("foresight", 0, VALUE_TEXT, "HOW",
                 "recursive or perfect; else as model.yaml says (recursive)"),
    OPTION_VALUE("step", 0, VALUE_TEXT, "STEP",
                 "month, quarter, year or months per step, or periods such as "
                 "'24 x month, year' (with perfect foresight); else the model's"),
    OPTION_VALUE("set", 0, VALUE_TEXT, "PATH=VALUE",
                 "replace a cell: TABLE[KEY].COLUMN=VALUE in the file's unit, or =*1.1"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

typedef struct RunJob {
    const Screen *screen;
    const Args *args;
    Model *model;
    RunOptions options;
    Diag *diag;
    Progress progress;
    json_t *runs;    /* NULL: print for people */
    Library library; /* rows NULL: each run is told on its own */
    int n_done;
} RunJob;

static int keep_going(void *context, int32_t step, int32_t n_steps)
{
    RunJob *job = context;
    progress_move(&job->progress, step, n_steps);
    return interrupted();
}

static Status store(const RunJob *job, const Record *record, const RunHeadline *headline)
{
    const char *path = args_text(job->args, "output");
    if (!path) return LODE_OK;
    const Status st = store_write_run(path, record, headline, job->diag);
    if (!st) screen_note(job->screen, "'%s' is kept in %s\n", record->run_name, path);
    return st;
}

static Status print_run(RunJob *job, const Record *record, const RunHeadline *headline,
                        double seconds)
{
    if (job->runs)
        return json_array_append_new(job->runs, summary_json(record, headline)) ? LODE_NO_MEMORY
                                                                                : LODE_OK;
    if (job->library.rows) return library_add(&job->library, record, job->diag);
    if (job->n_done) fputs("\n\n", job->screen->out);
    const Status st = summary_print(job->screen, record, headline);
    summary_print_quality(job->screen, record);
    fflush(job->screen->out);
    screen_note(job->screen, "%d step%s in %.2f s\n", (int)record->n_steps,
                record->n_steps == 1 ? "" : "s", seconds);
    return st;
}

static Status run_one(RunJob *job)
{
    Record *record = NULL;
    RunHeadline *headline = NULL;
    const double started = clock_now();
    progress_begin(&job->progress, job->screen,
                   job->options.n_scenarios ? job->options.scenarios[0] : "baseline");
    Status st = foresight_run(job->model, &job->options, job->diag, &record);
    const double seconds = clock_now() - started;
    progress_end(&job->progress);
    if (!st) st = headline_measure(job->model, record, &headline);
    if (!st) st = store(job, record, headline);
    if (!st) st = print_run(job, record, headline, seconds);
    if (!st) job->n_done++;
    headline_free(headline);
    record_free(record);
    return st;
}

/* Runs the scenarios stacked; the baseline of a model without one of that name is no scenario.
 */
static Status run_stack(RunJob *job, const char *const *scenarios, int n)
{
    const bool plain = n == 1 && load_is_plain_baseline(job->model, scenarios[0]);
    job->options.scenarios = scenarios;
    job->options.n_scenarios = plain ? 0 : n;
    return run_one(job);
}

static Status run_each(RunJob *job, const char *const *scenarios, int n)
{
    Status st = LODE_OK;
    for (int i = 0; i < n && !st; i++)
        st = run_stack(job, &scenarios[i], 1);
    return st;
}

/* The baseline, then every scenario. One that fails is told, and the others go on. */
static Status run_library(RunJob *job)
{
    const Model *model = job->model;
    static const char *const baseline = "baseline";
    job->library = (Library){.model = model};
    if (!job->runs) {
        job->library.rows = calloc((size_t)model->n_scenarios + 1, sizeof *job->library.rows);
        if (!job->library.rows) return LODE_NO_MEMORY;
    }
    Status worst = run_stack(job, &baseline, 1);
    if (worst && job->library.rows) library_add_failed(&job->library, baseline);
    for (int32_t s = 0; s < model->n_scenarios && worst != LODE_INTERRUPTED; s++) {
        const char *id = model->scenarios[s].id;
        if (strcmp(id, baseline) == 0) continue;
        const Status st = run_stack(job, &id, 1);
        if (st && job->library.rows) library_add_failed(&job->library, id);
        if (st) worst = st;
    }
    if (job->library.rows && job->library.n) {
        const Status st = library_print(&job->library, job->screen);
        if (!worst) worst = st;
    }
    free(job->library.rows);
    return worst;
}

static Status run_all(RunJob *job, const char *const *scenarios, int n)
{
    if (args_has(job->args, "all-scenarios")) return run_library(job);
    const Status st = load_check_scenarios(job->screen, job->model, scenarios, n);
    if (st) return st;
    return args_has(job->args, "each") ? run_each(job, scenarios, n)
                                       : run_stack(job, scenarios, n);
}

/* The runs that were finished are told, even when a later one failed. */
static Status print_json(RunJob *job)
{
    if (!job->runs || !job->n_done) {
        json_decref(job->runs);
        return LODE_OK;
    }
    return json_print(job->screen,
                      json_pack("{s:s, s:o}", "schema", "lode.run/1", "runs", job->runs));
}

static Status read_foresight(RunJob *job)
{
    const char *how = args_text(job->args, "foresight");
    const int32_t at = how ? text_choice(how, "recursive|perfect") : -1;
    if (how && at < 0) {
        screen_error(job->screen, "--foresight '%s': write recursive or perfect", how);
        return LODE_USAGE;
    }
    job->options.foresight = !how      ? FORESIGHT_OF_MODEL
                             : at == 0 ? FORESIGHT_RECURSIVE
                                       : FORESIGHT_PERFECT;
    return LODE_OK;
}

/* NAME=VALUE, as values for what scenarios let vary; names are cut off in place. */
static Status read_varies(RunJob *job, VaryValue *varies)
{
    job->options.varies = varies;
    for (int i = 0; i < job->args->n_values; i++) {
        const ArgsValue *value = &job->args->values[i];
        if (strcmp(value->option->name, "vary") != 0) continue;
        const char *equals = strchr(value->text, '=');
        VaryValue *vary = &varies[job->options.n_varies];
        char *name = equals ? strndup(value->text, (size_t)(equals - value->text)) : NULL;
        if (equals && !name) return LODE_NO_MEMORY;
        if (!equals || !text_number(equals + 1, &vary->value)) {
            screen_error(job->screen, "--vary %s: write NAME=VALUE, such as severity=0.4",
                         value->text);
            free(name);
            return LODE_USAGE;
        }
        vary->name = name;
        job->options.n_varies++;
    }
    return LODE_OK;
}

static Status run_model(RunJob *job, const char **scenarios, const char **settings,
                        VaryValue *varies)
{
    const Args *args = job->args;
    const int n = args_all(args, "scenario", scenarios);
    const int n_settings = args_all(args, "set", settings);
    Status st = load_month(job->screen, args, "start", &job->options.start);
    if (!st) st = load_month(job->screen, args, "end", &job->options.end);
    if (st) return st;
    st = read_foresight(job);
    if (st) return st;
    if (args_has(args, "all-scenarios") && (n || args_has(args, "name"))) {
        screen_error(job->screen, "--all-scenarios takes neither --scenario nor --name");
        return LODE_USAGE;
    }
    if (args_has(args, "each") && args_has(args, "name")) {
        screen_error(job->screen, "--name would give all runs of --each the same name");
        return LODE_USAGE;
    }
    st = read_varies(job, varies);
    if (st) return st;
    job->options.probe = &metrics_probe;
    job->options.name = args_text(args, "name");
    job->options.progress = keep_going;
    job->options.progress_context = job;
    const LoadOver over = {.settings = settings,
                           .n_settings = n_settings,
                           .scenarios = scenarios,
                           .n_scenarios = n};
    st = load_model_with(job->screen, args_place(args, 0), &over, &job->model);
    if (st) return st;
    if (!st && args_text(args, "step"))
        st = model_set_step(job->model, args_text(args, "step"), job->diag);
    if (args_has(args, "json") && !(job->runs = json_array())) st = LODE_NO_MEMORY;
    if (!st) st = run_all(job, scenarios, n);
    screen_diag(job->screen, job->diag, LOAD_MESSAGES);
    if (st == LODE_INTERRUPTED)
        screen_error(job->screen, "interrupted; %d finished run%s kept", job->n_done,
                     job->n_done == 1 ? " is" : "s are");
    else if (st && st != LODE_IO && st != LODE_USAGE)
        screen_error(job->screen, "%s", status_text(st));
    const Status printed = print_json(job);
    return st ? st : printed;
}

static Status run(const Screen *screen, const Args *args)
{
    RunJob job = {.screen = screen, .args = args, .diag = diag_new()};
    const size_t room = (size_t)args->n_values + 1;
    const char **scenarios = calloc(room, sizeof *scenarios);
    const char **settings = calloc(room, sizeof *settings);
    VaryValue *varies = calloc(room, sizeof *varies);
    Status st = LODE_NO_MEMORY;
    interrupt_watch();
    if (job.diag && scenarios && settings && varies)
        st = run_model(&job, scenarios, settings, varies);
    model_free(job.model);
    diag_free(job.diag);
    for (int i = 0; i < job.options.n_varies; i++)
        free((void *)(uintptr_t)varies[i].name);
    free(varies);
    free(scenarios);
    free(settings);
    return st;
}

const Command command_run = {
    .name = "run",
    .summary = "run a model, with or without scenarios",
    .about =
        "Finds for each month the prices at which every market clears, and prints what "
        "matters: world output and who has which share of it, prices, and what runs short. "
        "Without -s it runs the baseline; several -s stack into one run. With -o the run is "
        "kept, and a run of the same name in that file replaced.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"}},
    .options = options,
    .examples =
        {{"lode run my-model -o runs.sqlite", "the baseline, kept in a file"},
         {"lode run my-model -s india-japan-halt -o runs.sqlite", "a scenario, beside it"},
         {"lode run my-model -s quota --set facilities[the-mine].capacity=200 --name larger",
          "a scenario, with a larger mine"},
         {"lode run my-model --all-scenarios -o library.sqlite", "all of them, in one table"}},
    .run = run,
};
