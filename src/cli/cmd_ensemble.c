#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/ensemble.h"
#include "cli/load.h"
#include "store/ensemble.h"

enum { THREADS_MOST = 256, PATH_SIZE = 4096 };

static const Option options[] = {
    OPTION_VALUE("scenario", 's', VALUE_TEXT, "ID",
                 "a scenario or its file; several stack in their order"),
    OPTION_VALUE("runs", 'n', VALUE_TEXT, "N", "how many futures (default 1000)"),
    OPTION_VALUE("seed", 0, VALUE_TEXT, "S", "another seed, other futures (default 1)"),
    OPTION_VALUE("threads", 'j', VALUE_TEXT, "N",
                 "of each process; else its share of the machine"),
    OPTION_CHOICE("sequence", "KIND", "sobol|latin|random", "how the futures fill the ranges"),
    OPTION_CHOICE("sensitivity", "DESIGN", "sobol|morris",
                  "runs for indices of every range: N (k + 2) or N (k + 1) of them"),
    OPTION_VALUE("variables", 0, VALUE_TEXT, "TEXT",
                 "a metric to keep, such as 'price commodity=ndpr-oxide region=*'; repeatable"),
    OPTION_VALUE("odds", 0, VALUE_TEXT, "TEXT",
                 "how often, such as 'price commodity=ndpr-oxide region=china 2030 > 1e5'; "
                 "repeatable"),
    OPTION_VALUE("only", 0, VALUE_TEXT, "ID[,ID]", "let only these ranges vary"),
    OPTION_VALUE("fix", 0, VALUE_TEXT, "ID[,ID]", "keep these ranges at their usual values"),
    OPTION_VALUE("output", 'o', VALUE_FILE, "FILE.nc", "where all numbers go (NetCDF)"),
    OPTION_FLAG("resume", 0, "go on with what FILE.nc.journal keeps"),
    OPTION_VALUE("name", 0, VALUE_TEXT, "NAME", "in the results file; else its scenarios"),
    OPTION_VALUE("start", 0, VALUE_TEXT, "YYYY-MM", "first month; else the model's"),
    OPTION_VALUE("end", 0, VALUE_TEXT, "YYYY-MM", "last month; else the model's"),
    OPTION_VALUE("set", 0, VALUE_TEXT, "PATH=VALUE",
                 "replace a cell: TABLE[KEY].COLUMN=VALUE in the file's unit, or =*1.1"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

typedef struct Job {
    const Screen *screen;
    const Args *args;
    Arena *arena;
    Diag *diag;
    Files files;
    Model *model;
    EnsembleOptions options;
    const char **scenarios; /* of options.design */
    Ensemble *ensemble;
    Progress progress;
    double begun;
    char journal[PATH_SIZE], tables[PATH_SIZE];
} Job;

static int keep_going(void *context, int64_t kept, int64_t done, int64_t n)
{
    Job *job = context;
    const double seconds = clock_now() - job->begun;
    const double rate = seconds > 0 ? (double)(done - job->ensemble->n_resumed) / seconds : 0;
    const double left = rate > 0 ? (double)(n - done) / rate : 0;
    (void)kept;
    if (rate > 0)
        snprintf(job->progress.note, sizeof job->progress.note,
                 ", %.1f a second, %.0f:%02d left", rate, floor(left / 60),
                 (int)fmod(left, 60));
    progress_move(&job->progress, (int32_t)done, (int32_t)n);
    return interrupted();
}

/* ---- the command line ---- */

static Status whole(const Job *job, const char *option, double low, double high, double usual,
                    double *out)
{
    const char *text = args_text(job->args, option);
    *out = usual;
    if (!text || (text_number(text, out) && *out >= low && *out <= high &&
                  *out == (double)(int64_t)*out))
        return LODE_OK;
    screen_error(job->screen, "--%s '%s': write a whole number from %.0f to %.0f", option, text,
                 low, high);
    return LODE_USAGE;
}

static Status read_numbers(Job *job)
{
    const int share = crew_threads(&job->options.crew);
    double n, seed, threads;
    Status st = whole(job, "runs", 1, 1e8, 1000, &n);
    if (!st) st = whole(job, "seed", 0, 0x1p53, 1, &seed);
    if (!st)
        st = whole(job, "threads", 1, THREADS_MOST, share < THREADS_MOST ? share : THREADS_MOST,
                   &threads);
    if (!st) st = load_month(job->screen, job->args, "start", &job->options.start);
    if (!st) st = load_month(job->screen, job->args, "end", &job->options.end);
    if (st) return st;
    job->options.design.n = (int64_t)n;
    job->options.design.seed = (uint64_t)seed;
    job->options.threads = (int)threads;
    const char *design = args_text(job->args, "sensitivity");
    if (design)
        job->options.design.kind = strcmp(design, "morris") == 0 ? DESIGN_MORRIS : DESIGN_SOBOL;
    const char *sequence = args_text(job->args, "sequence");
    const int kind = sequence ? text_choice(sequence, "sobol|latin|random") : 0;
    static const SequenceKind kinds[] = {SEQUENCE_SOBOL, SEQUENCE_LATIN, SEQUENCE_RANDOM};
    job->options.design.sequence = kinds[kind < 0 ? 0 : kind];
    return LODE_OK;
}

/* FILE.nc, its journal beside it, and FILE.sqlite. */
static Status read_paths(Job *job)
{
    const char *path = args_text(job->args, "output");
    const size_t n = path ? strlen(path) : 0;
    if (n < 4 || strcmp(path + n - 3, ".nc") != 0 || n + 16 > PATH_SIZE) {
        screen_error(job->screen, "say where the numbers go: -o FILE.nc");
        return LODE_USAGE;
    }
    snprintf(job->journal, sizeof job->journal, "%s.journal", path);
    snprintf(job->tables, sizeof job->tables, "%.*s.sqlite", (int)(n - 3), path);
    job->options.journal = job->journal;
    job->options.resume = args_has(job->args, "resume");
    return LODE_OK;
}

/* What is given by `option`, however often. */
static Status all_texts(const Job *job, const char *option, const char *const **out, int *n)
{
    const char **texts = ARENA_ARRAY(job->arena, const char *, job->args->n_values + 1);
    if (!texts) return LODE_NO_MEMORY;
    *n = args_all(job->args, option, texts);
    *out = texts;
    return LODE_OK;
}

/* The same, taken apart at commas. */
static Status all_words(const Job *job, const char *option, const char *const **out, int *n)
{
    const char *const *texts;
    int n_texts, room = 0;
    Status st = all_texts(job, option, &texts, &n_texts);
    for (int i = 0; i < n_texts && !st; i++)
        room += (int)strlen(texts[i]);
    const char **words = ARENA_ARRAY(job->arena, const char *, room + 1);
    if (!words) return LODE_NO_MEMORY;
    *n = 0;
    for (int i = 0; i < n_texts && !st; i++) {
        char *text = arena_text(job->arena, texts[i], strlen(texts[i])), *rest = NULL;
        if (!text) return LODE_NO_MEMORY;
        for (char *word = strtok_r(text, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest))
            words[(*n)++] = word;
    }
    *out = words;
    return st;
}

static Status read_texts(Job *job)
{
    EnsembleOptions *o = &job->options;
    DimensionChoice *vary = &o->design.vary;
    job->scenarios = ARENA_ARRAY(job->arena, const char *, job->args->n_values + 1);
    if (!job->scenarios) return LODE_NO_MEMORY;
    o->design.scenarios = job->scenarios;
    o->design.n_scenarios = args_all(job->args, "scenario", job->scenarios);
    Status st = LODE_OK;
    if (!st) st = all_texts(job, "variables", &o->variables, &o->n_variables);
    if (!st) st = all_texts(job, "odds", &o->odds, &o->n_odds);
    if (!st) st = all_words(job, "only", &vary->only, &vary->n_only);
    return st ? st : all_words(job, "fix", &vary->fixed, &vary->n_fixed);
}

/* ---- the model ---- */

static Status read_model(Job *job)
{
    DesignOptions *design = &job->options.design;
    const char *const *settings;
    LoadOver over = {.scenarios = job->scenarios,
                     .n_scenarios = design->n_scenarios,
                     .arena = job->arena,
                     .files = &job->files};
    Status st = all_texts(job, "set", &settings, &over.n_settings);
    over.settings = settings;
    if (!st) st = load_model_with(job->screen, args_place(job->args, 0), &over, &job->model);
    if (!st)
        st = load_check_scenarios(job->screen, job->model, design->scenarios,
                                  design->n_scenarios);
    if (!st && design->n_scenarios == 1 &&
        load_is_plain_baseline(job->model, design->scenarios[0]))
        design->n_scenarios = 0;
    return st;
}

/* ---- all of it ---- */

static Status write_files(Job *job, const Summary *summary, const Decisions *decisions)
{
    const char *path = args_text(job->args, "output");
    const char *name = args_text(job->args, "name");
    const Ensemble *e = job->ensemble;
    Status st = store_ensemble_netcdf(e, summary, path, job->diag);
    if (!st)
        st = store_ensemble_tables(e, summary, decisions, name ? name : e->central->run_name,
                                   job->tables, job->diag);
    if (st) return st;
    unlink(job->journal); /* all it kept is in the file now */
    screen_note(job->screen, "all numbers are in %s, quantiles in %s\n", path, job->tables);
    return LODE_OK;
}

static Status tell(const Job *job, const Summary *summary, const Decisions *decisions)
{
    if (args_has(job->args, "json"))
        return ensemble_print_json(job->screen, job->ensemble, summary, decisions);
    const Status st = ensemble_print(job->screen, job->ensemble, summary);
    return st ? st : ensemble_print_decisions(job->screen, job->ensemble, decisions);
}

static Status finish(Job *job)
{
    Summary *summary = NULL;
    Decisions *decisions = NULL;
    const Ensemble *e = job->ensemble;
    Status st = summary_make(e, e->design.n_runs, &summary);
    if (!st) st = decide_make(e, summary, e->design.n_runs, &decisions);
    if (!st) st = tell(job, summary, decisions); /* files may fail; what was found is told */
    if (!st) st = write_files(job, summary, decisions);
    decide_free(decisions);
    summary_free(summary);
    return st;
}

static void tell_end(const Job *job, Status st)
{
    const Ensemble *e = job->ensemble;
    if (st == LODE_INTERRUPTED)
        screen_error(
            job->screen, "interrupted; %lld of %lld runs are kept in %s: go on with --resume",
            (long long)journal_kept(e->journal), (long long)e->design.n_runs, job->journal);
}

static Status run_job(Job *job)
{
    Status st = read_numbers(job);
    if (!st) st = read_paths(job);
    if (!st) st = read_texts(job);
    if (!st) st = read_model(job);
    if (st) return st;
    job->options.progress = keep_going;
    job->options.progress_context = job;
    st = ensemble_open(job->model, &job->files, &job->options, job->diag, &job->ensemble);
    if (st) return st;
    job->begun = clock_now();
    progress_begin(&job->progress, job->screen, "ensemble");
    st = ensemble_run(job->ensemble);
    progress_end(&job->progress);
    tell_end(job, st);
    return st || job->options.crew.rank ? st : finish(job);
}

static Status run(const Screen *screen, const Args *args)
{
    Job job = {.screen = screen, .args = args, .arena = arena_new(0), .diag = diag_new()};
    Status st = job.arena && job.diag ? LODE_OK : LODE_NO_MEMORY;
    interrupt_watch();
    job.options.crew = crew_begin();
    if (!st) st = run_job(&job);
    if (st && job.diag && !job.options.crew.rank) screen_diag(screen, job.diag, LOAD_MESSAGES);
    const Crew crew = job.options.crew;
    ensemble_close(job.ensemble);
    model_free(job.model);
    diag_free(job.diag);
    arena_free(job.arena);
    if (st && crew.size > 1) crew_abort(&crew, status_exit_code(st));
    crew_end(&crew);
    return st;
}

const Command command_ensemble = {
    .name = "ensemble",
    .summary = "run many futures and say how far they lie apart",
    .about =
        "Draws what is uncertain (tables/uncertain.csv, risks.csv, and what scenarios let "
        "vary), "
        "runs every future, and prints the range of what matters. All numbers go to FILE.nc, "
        "quantiles to FILE.sqlite, where `lode show` and `lode report` find them. Finished "
        "runs "
        "are kept in FILE.nc.journal until then, so that whatever happens --resume loses "
        "nothing. The same seed gives the same futures on any number of threads, and of ranks "
        "under `mpirun -n 4 lode ensemble ...`.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"}},
    .options = options,
    .examples = {{"lode ensemble my-model -n 1000 -o futures.nc", "a thousand futures"},
                 {"lode ensemble my-model -s india-japan-halt -n 1000 -o halt.nc",
                  "the same under a scenario"},
                 {"lode ensemble my-model --sensitivity morris -n 20 -o screening.nc",
                  "which inputs matter, with few runs"}},
    .run = run,
};
