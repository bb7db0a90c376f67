#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/load.h"
#include "cli/numbers.h"
#include "cli/paper.h"
#include "cli/threats.h"

enum { PATH_SIZE = 4096, ID_SIZE = 512 };

static const Option options[] = {
    OPTION_VALUE("scenario", 's', VALUE_TEXT, "ID",
                 "of the run that is shocked; several stack; else the baseline"),
    OPTION_VALUE("from", 0, VALUE_TEXT, "YYYY-MM",
                 "first month of every shock; else the January behind a quarter of the run"),
    OPTION_VALUE("months", 0, VALUE_TEXT, "N", "that a shock lasts; else 12"),
    OPTION_VALUE("recovery", 0, VALUE_TEXT, "N",
                 "months behind it that are looked at; else 36"),
    OPTION_FLAG("pairs", 0, "also in pairs"),
    OPTION_VALUE("pairs-of", 0, VALUE_TEXT, "K", "pairs among so many of the worst; else 20"),
    OPTION_CHOICE("rank", "WHAT", SWEEP_RANKS, "what puts a row first; else loss"),
    OPTION_VALUE("top", 0, VALUE_TEXT, "N", "rows shown; else 20"),
    OPTION_VALUE("threads", 'j', VALUE_TEXT, "N", "else as many as there are processors"),
    OPTION_VALUE("output", 'o', VALUE_FILE, "FILE", "every row, as FILE.csv or FILE.json"),
    OPTION_VALUE("write", 0, VALUE_FOLDER, "DIR", "the rows shown, as scenario files"),
    OPTION_VALUE("set", 0, VALUE_TEXT, "PATH=VALUE", "replace a cell, as of `lode run`"),
    OPTION_FLAG("json", 0, "print one JSON value, every row"),
    OPTION_FLAG("csv", 0, "print CSV, every row"),
    OPTION_END,
};

typedef struct Threats {
    const Screen *screen;
    const Args *args;
    Model *model;
    Sweep *sweep;
    SweepOptions how;
    int32_t top;
    Progress progress;
    Diag *diag;
} Threats;

static int keep_going(void *context, int32_t done, int32_t all)
{
    Threats *t = context;
    progress_move(&t->progress, done, all);
    return interrupted();
}

static Status read_options(Threats *t)
{
    const Args *args = t->args;
    const Screen *screen = t->screen;
    const char *rank = args_text(args, "rank");
    t->how = (SweepOptions){.progress = keep_going, .progress_context = t};
    Status st = load_month(screen, args, "from", &t->how.from);
    if (!st) st = number_option(screen, args, "months", 1, 1200, 12, &t->how.months);
    if (!st) st = number_option(screen, args, "recovery", 0, 1200, 36, &t->how.recovery);
    if (!st) st = number_option(screen, args, "pairs-of", 2, 1000, 20, &t->how.pairs_of);
    if (!st) st = number_option(screen, args, "top", 1, 1000000, 20, &t->top);
    if (!st) st = number_threads(screen, args, &t->how.threads);
    if (!args_has(args, "pairs") && !args_has(args, "pairs-of")) t->how.pairs_of = 0;
    if (rank) t->how.rank = (SweepRank)text_choice(rank, SWEEP_RANKS);
    return st;
}

/* ---- files ---- */

static Status write_story(const Threats *t, const char *folder, const SweepRow *row)
{
    char id[ID_SIZE], path[PATH_SIZE];
    sweep_id(t->sweep, row, id, sizeof id);
    const int n = snprintf(path, sizeof path, "%s/%s.yaml", folder, id);
    if (n < 0 || n >= PATH_SIZE) return LODE_IO;
    Story *story = sweep_story(t->sweep, &t->how, row);
    const Status st = story_write(story, path, t->diag);
    story_free(story);
    return st;
}

static Status write_stories(const Threats *t)
{
    const char *folder = args_text(t->args, "write");
    if (!folder) return LODE_OK;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        screen_error(t->screen, "%s: %s", folder, strerror(errno));
        return LODE_IO;
    }
    Status st = LODE_OK;
    int32_t n = 0;
    for (int32_t i = 0; i < t->sweep->n_singles && i < t->top && !st; i++, n++)
        st = write_story(t, folder, &t->sweep->singles[i]);
    for (int32_t i = 0; i < t->sweep->n_pairs && i < t->top && !st; i++, n++)
        st = write_story(t, folder, &t->sweep->pairs[i]);
    if (!st) screen_note(t->screen, "%d scenarios are written to %s\n", (int)n, folder);
    return st;
}

static Status print_csv(const Screen *screen, const void *sweep)
{
    return threats_print_csv(screen, sweep);
}

static Status print_json(const Screen *screen, const void *sweep)
{
    return threats_print_json(screen, sweep);
}

static Status tell(const Threats *t)
{
    Status st =
        paper_write(t->screen, args_text(t->args, "output"), print_csv, print_json, t->sweep);
    if (!st) st = write_stories(t);
    if (st) return st;
    if (args_has(t->args, "json")) return threats_print_json(t->screen, t->sweep);
    if (args_has(t->args, "csv")) return threats_print_csv(t->screen, t->sweep);
    return threats_print(t->screen, t->sweep, t->top);
}

static Status sweep(Threats *t, const char **scenarios, const char **settings)
{
    const Args *args = t->args;
    Status st = paper_check(t->screen, args_text(args, "output"));
    if (!st) st = read_options(t);
    if (st) return st;
    t->how.scenarios = scenarios;
    t->how.n_scenarios = args_all(args, "scenario", scenarios);
    const LoadOver over = {.settings = settings,
                           .n_settings = args_all(args, "set", settings),
                           .scenarios = scenarios,
                           .n_scenarios = t->how.n_scenarios};
    st = load_model_with(t->screen, args_place(args, 0), &over, &t->model);
    if (st) return st;
    const double started = clock_now();
    progress_begin(&t->progress, t->screen, "threats");
    st = sweep_run(t->model, &t->how, t->diag, &t->sweep);
    progress_end(&t->progress);
    screen_diag(t->screen, t->diag, LOAD_MESSAGES);
    if (st == LODE_INTERRUPTED)
        screen_error(t->screen, "interrupted");
    else if (st)
        screen_error(t->screen, "%s", status_text(st));
    if (st) return st;
    screen_note(t->screen, "%d runs in %.1f s on %d thread%s\n",
                (int)(1 + t->sweep->n_singles + t->sweep->n_pairs), clock_now() - started,
                t->how.threads, t->how.threads == 1 ? "" : "s");
    st = tell(t);
    load_tell(t->screen, t->diag);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    Threats t = {.screen = screen, .args = args, .diag = diag_new()};
    const size_t room = (size_t)args->n_values + 1;
    const char **scenarios = calloc(room, sizeof *scenarios);
    const char **settings = calloc(room, sizeof *settings);
    Status st = LODE_NO_MEMORY;
    interrupt_watch();
    if (t.diag && scenarios && settings) st = sweep(&t, scenarios, settings);
    sweep_free(t.sweep);
    model_free(t.model);
    diag_free(t.diag);
    free(scenarios);
    free(settings);
    return st;
}

const Command command_threats = {
    .name = "threats",
    .summary = "every export halt and outage, ranked by what is lost",
    .about = "Runs every halt of exports (a region's stage, or one element of it) and every "
             "outage of "
             "a facility, one at a time and with --pairs two at a time, and ranks them by the "
             "surplus "
             "that users and makers lose against the run without it, or by the months until "
             "users buy "
             "again what they bought. Each row is a scenario that --write makes a file of and "
             "`lode run -s FILE.yaml` reproduces.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"}},
    .options = options,
    .examples = {{"lode threats my-model", "the twenty worst, each for a year"},
                 {"lode threats my-model --pairs --from 2027-01 -o threats.csv",
                  "two at a time, too; all rows in a file"},
                 {"lode threats my-model --rank recovery --write threats/",
                  "the slowest to recover, as scenarios"}},
    .run = run,
};
