#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/load.h"
#include "cli/numbers.h"
#include "cli/optimise.h"
#include "cli/paper.h"

enum { WORLDS_MOST = 64, LIMITS_MOST = 32, TEXT = 512 };

static const Option options[] = {
    OPTION_VALUE("budget", 0, VALUE_TEXT, "MONEY", "what may be paid, such as '1300 MUSD'"),
    OPTION_VALUE("target", 0, VALUE_TEXT, "NUMBER",
                 "instead: what the goal must reach, cheapest"),
    OPTION_VALUE("goal", 'g', VALUE_METRIC, "METRIC", "what is to be made best"),
    OPTION_FLAG("least", 0, "make it small, also if more of it is usually better"),
    OPTION_FLAG("most", 0, "make it large, also if less of it is usually better"),
    OPTION_VALUE("region", 0, VALUE_TEXT, "ID", "of the goal: region or group"),
    OPTION_VALUE("commodity", 'c', VALUE_TEXT, "ID", "of the goal: commodity or stage"),
    OPTION_VALUE("stage", 0, VALUE_TEXT, "ID", "of the goal: stage"),
    OPTION_VALUE("partner", 0, VALUE_TEXT, "ID", "of the goal: the other end of trade"),
    OPTION_VALUE("use", 0, VALUE_TEXT, "ID", "of the goal: end use"),
    OPTION_VALUE("facility", 0, VALUE_TEXT, "ID", "of the goal: facility"),
    OPTION_VALUE("process", 0, VALUE_TEXT, "ID", "of the goal: process"),
    OPTION_VALUE("period", 'y', VALUE_TEXT, "YYYY[-MM]", "of the goal; else the whole run"),
    OPTION_VALUE("scenario", 's', VALUE_TEXT, "ID[+ID]",
                 "a world the plan must stand; several: all of them; '+' stacks within one"),
    OPTION_CHOICE("risk", "HOW", RISKS,
                  "how several worlds count: mean, worst, or the mean of the worst fifth"),
    OPTION_VALUE("candidates", 0, VALUE_FILE, "TABLE.csv", "else tables/candidates.csv"),
    OPTION_VALUE("frontier", 0, VALUE_TEXT, "LIST",
                 "also the best for these budgets (or targets), joined by ','"),
    OPTION_VALUE("questions", 'n', VALUE_TEXT, "N",
                 "plans to try for each limit, about; else 400"),
    OPTION_VALUE("relaxed", 0, VALUE_TEXT, "N", "of them between whole steps; else 60"),
    OPTION_VALUE("end", 0, VALUE_TEXT, "YYYY-MM", "last month of the runs and of what is paid"),
    OPTION_VALUE("output", 'o', VALUE_FILE, "PLAN.yaml", "the plan as a scenario"),
    OPTION_VALUE("table", 0, VALUE_FILE, "FILE", "the result as FILE.csv or FILE.json"),
    OPTION_VALUE("threads", 'j', VALUE_TEXT, "N", "else as many as there are processors"),
    OPTION_VALUE("set", 0, VALUE_TEXT, "PATH=VALUE", "replace a cell, as of `lode run`"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_FLAG("csv", 0, "print the frontier as CSV"),
    OPTION_END,
};

typedef struct Job {
    const Screen *screen;
    const Args *args;
    Model *model;
    Diag *diag;
    Arena *arena;
    Progress progress;
    OptimiseOptions how;
    World worlds[WORLDS_MOST];
    double limits[LIMITS_MOST];
    Optimised *result;
} Job;

static int keep_going(void *context, int32_t runs)
{
    Job *job = context;
    const int32_t all = job->how.questions * job->how.worlds.n_worlds;
    progress_move(&job->progress, runs < all ? runs : all - 1, all);
    return interrupted();
}

/* ---- numbers ---- */

/* A word for a power of ten at the start of a text, which then points behind it. */
static double read_power(const char **text)
{
    static const struct {
        const char *word;
        double power;
    } words[] = {{"million", 1e6}, {"billion", 1e9}, {"M", 1e6}, {"bn", 1e9}, {"k", 1e3}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t n = strlen(words[i].word);
        if (strncmp(*text, words[i].word, n) != 0) continue;
        *text += n;
        while (**text == ' ')
            (*text)++;
        return words[i].power;
    }
    return 1;
}

/* "1300 MUSD", "1.3 billion USD", 1.3e9: in the model's money. */
static Status read_money(const Job *job, const char *option, const char *text, double *out)
{
    const char *end;
    const bool number = text_number_prefix(text, out, &end);
    while (number && *end == ' ')
        end++;
    if (number) *out *= read_power(&end);
    if (number && *out >= 0 && (!*end || strcmp(end, job->model->currency) == 0))
        return LODE_OK;
    screen_error(job->screen, "--%s '%s': write money, such as '1300 M%s' or 1.3e9", option,
                 text, job->model->currency);
    return LODE_USAGE;
}

/* "20 %" or a number in the unit of the metric. */
static Status read_goal(const Job *job, const char *option, const char *text, double *out)
{
    const char *end;
    const bool number = text_number_prefix(text, out, &end);
    while (number && *end == ' ')
        end++;
    if (number && !*end) return LODE_OK;
    if (number && strcmp(end, "%") == 0) {
        *out /= 100;
        return LODE_OK;
    }
    screen_error(job->screen, "--%s '%s': write a number in the unit of the goal, or 20 %%",
                 option, text);
    return LODE_USAGE;
}

static Status read_limit(const Job *job, const char *option, const char *text, double *out)
{
    return job->how.rule.target ? read_goal(job, option, text, out)
                                : read_money(job, option, text, out);
}

static Status read_rule(Job *job)
{
    const char *budget = args_text(job->args, "budget"),
               *target = args_text(job->args, "target");
    if (!budget == !target) {
        screen_error(job->screen, "give either --budget 'MONEY' or --target NUMBER");
        return LODE_USAGE;
    }
    job->how.rule.target = target != NULL;
    return read_limit(job, target ? "target" : "budget", target ? target : budget,
                      &job->how.rule.limit);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static Status read_frontier(Job *job)
{
    const char *list = args_text(job->args, "frontier");
    Status st = LODE_OK;
    while (list && *list && !st) {
        const size_t n = strcspn(list, ",");
        char *one = arena_text(job->arena, list, n);
        if (!one) return LODE_NO_MEMORY;
        if (job->how.n_limits == LIMITS_MOST) {
            screen_error(job->screen, "--frontier takes %d limits at most", LIMITS_MOST);
            return LODE_USAGE;
        }
        st = read_limit(job, "frontier", one, &job->limits[job->how.n_limits++]);
        list += n + (list[n] == ',');
    }
    qsort(job->limits, (size_t)job->how.n_limits, sizeof *job->limits, by_size);
    job->how.limits = job->limits;
    return st;
}

/* ---- the goal ---- */

/* Metrics of which less is better. */
static bool is_harm(const char *metric)
{
    static const char *const harms[] = {"price",
                                        "shortage",
                                        "devices_not_built",
                                        "import_share",
                                        "import_dependence",
                                        "imports",
                                        "dependence",
                                        "hhi",
                                        "top3_share",
                                        "net_imports",
                                        "lead_time",
                                        "rent",
                                        "months_to_recover",
                                        "policy_cost",
                                        "disposal"};
    for (size_t i = 0; i < sizeof harms / sizeof *harms; i++)
        if (strcmp(metric, harms[i]) == 0) return true;
    return false;
}

static Status read_what(Job *job)
{
    const Args *a = job->args;
    Goal *goal = &job->how.worlds.goal;
    const char *id = args_text(a, "goal"), *period = args_text(a, "period");
    *goal = (Goal){.metric = id ? metric_find(id) : NULL, .from = MONTH_NONE, .months = 1};
    if (!goal->metric) {
        const char *nearest = id ? metric_nearest(id) : NULL;
        if (nearest)
            screen_error(job->screen, "no metric '%s'; did you mean '%s'?", id, nearest);
        else
            screen_error(
                job->screen,
                "--goal names a metric, such as self_sufficiency; `lode metrics` lists them");
        return LODE_USAGE;
    }
    goal->filter = (MetricFilter){.region = args_text(a, "region"),
                                  .partner = args_text(a, "partner"),
                                  .commodity = args_text(a, "commodity"),
                                  .stage = args_text(a, "stage"),
                                  .facility = args_text(a, "facility"),
                                  .process = args_text(a, "process"),
                                  .use = args_text(a, "use")};
    goal->least = args_has(a, "least") || (is_harm(id) && !args_has(a, "most"));
    if (!period || month_parse(period, &goal->from, &goal->months)) return LODE_OK;
    screen_error(job->screen, "--period is a year or a month such as 2030, not '%s'", period);
    return LODE_USAGE;
}

/* ---- worlds ---- */

/* All ids of all worlds, one after the other, and where each world begins. */
typedef struct Ids {
    const char **ids;
    int n, n_worlds;
    int first[WORLDS_MOST + 1];
} Ids;

static Status split_worlds(Job *job, const char **texts, int n, Ids *out)
{
    if (n > WORLDS_MOST) {
        screen_error(job->screen, "there are %d worlds, more than %d", n, WORLDS_MOST);
        return LODE_USAGE;
    }
    out->ids = ARENA_ARRAY(job->arena, const char *, WORLDS_MOST *WORLD_SCENARIOS);
    if (!out->ids) return LODE_NO_MEMORY;
    for (int w = 0; w < n; w++) {
        out->first[w] = out->n;
        for (const char *at = texts[w]; *at;) {
            const size_t length = strcspn(at, "+");
            if (out->n - out->first[w] == WORLD_SCENARIOS) {
                screen_error(job->screen, "a world stacks %d scenarios at most",
                             WORLD_SCENARIOS);
                return LODE_USAGE;
            }
            out->ids[out->n++] = arena_text(job->arena, at, length);
            at += length + (at[length] == '+');
        }
    }
    out->n_worlds = n;
    out->first[n] = out->n;
    return LODE_OK;
}

/* Without -s the one world is the baseline, if there is one. */
static void make_worlds(Job *job, const Ids *ids)
{
    static const char *const baseline = "baseline";
    for (int w = 0; w < ids->n_worlds; w++)
        for (int i = ids->first[w]; i < ids->first[w + 1]; i++)
            job->worlds[w].scenarios[job->worlds[w].n_scenarios++] = ids->ids[i];
    if (!ids->n_worlds && model_find_scenario(job->model, baseline) != MODEL_NONE) {
        job->worlds[0].scenarios[0] = baseline;
        job->worlds[0].n_scenarios = 1;
    }
    job->how.worlds.worlds = job->worlds;
    job->how.worlds.n_worlds = ids->n_worlds ? ids->n_worlds : 1;
}

/* ---- */

static Status read_numbers(Job *job)
{
    enum { ENUMERATE = 400 };
    const Args *args = job->args;
    const char *risk = args_text(args, "risk");
    AppraiseOptions *worlds = &job->how.worlds;
    Status st = load_month(job->screen, args, "end", &worlds->end);
    if (!st)
        st =
            number_option(job->screen, args, "questions", 1, 1000000, 400, &job->how.questions);
    if (!st)
        st = number_option(job->screen, args, "relaxed", 0, 1000000, 60, &job->how.relaxed);
    if (!st) st = number_threads(job->screen, args, &worlds->threads);
    if (risk) worlds->risk = (RiskMeasure)text_choice(risk, RISKS);
    job->how.enumerate = job->how.questions < ENUMERATE ? job->how.questions : ENUMERATE;
    worlds->progress = keep_going;
    worlds->progress_context = job;
    return st;
}

static Status load(Job *job)
{
    Ids ids = {.n = 0};
    const size_t room = (size_t)job->args->n_values + 1;
    const char **texts = ARENA_ARRAY(job->arena, const char *, room);
    const char **settings = ARENA_ARRAY(job->arena, const char *, room);
    if (!texts || !settings) return LODE_NO_MEMORY;
    Status st = split_worlds(job, texts, args_all(job->args, "scenario", texts), &ids);
    if (st) return st;
    const LoadOver over = {.settings = settings,
                           .n_settings = args_all(job->args, "set", settings),
                           .scenarios = ids.ids,
                           .n_scenarios = ids.n,
                           .candidates = args_text(job->args, "candidates")};
    st = load_model_with(job->screen, args_place(job->args, 0), &over, &job->model);
    if (!st) make_worlds(job, &ids);
    return st;
}

/* The file's head: what it is, with every digit, so that a run can be held against it. */
static Status write_plan(const Job *job)
{
    char head[2 * TEXT], goal[TEXT], value[64], cost[64], title[TEXT + 16];
    const char *path = args_text(job->args, "output");
    const Goal *g = &job->how.worlds.goal;
    if (!path) return LODE_OK;
    optimise_goal_words(g, goal, sizeof goal);
    snprintf(value, sizeof value, "%.17g", goal_value(g, job->result->found.answer.goal));
    snprintf(cost, sizeof cost, "%.17g", job->result->found.answer.cost);
    snprintf(head, sizeof head, "# A plan of `lode optimise`: %s is %s, cost %s %s.\n", goal,
             value, cost, job->model->currency);
    snprintf(title, sizeof title, "Plan for %s", goal);
    Story *story =
        plan_story(job->model, &job->worlds[0], head, title, job->result->found.best);
    const Status st = story_write(story, path, job->diag);
    story_free(story);
    if (!st) screen_note(job->screen, "the plan is written to %s\n", path);
    return st;
}

static Status paper_csv(const Screen *screen, const void *what)
{
    const Job *job = what;
    return optimise_print_csv(screen, job->result, &job->how);
}

static Status paper_json(const Screen *screen, const void *what)
{
    const Job *job = what;
    return optimise_print_json(screen, job->result, &job->how);
}

static Status tell(const Job *job)
{
    Status st = write_plan(job);
    if (!st)
        st =
            paper_write(job->screen, args_text(job->args, "table"), paper_csv, paper_json, job);
    if (st) return st;
    if (args_has(job->args, "json")) return paper_json(job->screen, job);
    if (args_has(job->args, "csv")) return paper_csv(job->screen, job);
    return optimise_print(job->screen, job->result, &job->how, job->diag);
}

static Status seek(Job *job)
{
    const double started = screen_seconds();
    progress_begin(&job->progress, job->screen, "plans");
    const Status st = optimise(job->model, &job->how, job->diag, &job->result);
    progress_end(&job->progress);
    screen_diag(job->screen, job->diag, LOAD_MESSAGES);
    if (st == LODE_INTERRUPTED)
        screen_error(job->screen, "interrupted");
    else if (st)
        screen_error(job->screen, "%s", status_text(st));
    else
        screen_note(job->screen, "%d runs in %.1f s on %d thread%s\n", (int)job->result->runs,
                    screen_seconds() - started, job->how.worlds.threads,
                    job->how.worlds.threads == 1 ? "" : "s");
    return st;
}

static Status work(Job *job)
{
    Status st = paper_check(job->screen, args_text(job->args, "table"));
    if (!st) st = read_what(job);
    if (!st) st = read_numbers(job);
    if (!st) st = load(job);
    if (!st) st = read_rule(job);
    if (!st) st = read_frontier(job);
    if (!st) st = seek(job);
    if (!st) st = tell(job);
    if (st || job->result->found.kept) return st;
    return LODE_NEGATIVE; /* no plan keeps to what was asked for */
}

static Status run(const Screen *screen, const Args *args)
{
    Job job = {.screen = screen, .args = args, .diag = diag_new(), .arena = arena_new(0)};
    interrupt_watch();
    const Status st = job.diag && job.arena ? work(&job) : LODE_NO_MEMORY;
    optimised_free(job.result);
    model_free(job.model);
    diag_free(job.diag);
    arena_free(job.arena);
    return st;
}

const Command command_optimise = {
    .name = "optimise",
    .summary = "the best use of a budget, or the cheapest way to a target",
    .about =
        "Tries mixes of the measures in candidates.csv and finds the one that makes a metric "
        "best "
        "within a budget, or reaches a target at the least cost. What a measure costs is what "
        "the runs say it pays. The plan is held against an equal split, the best single "
        "measure "
        "and greedy growth; -o makes it a scenario that `lode run -s PLAN.yaml` reproduces. "
        "Ends with 1 when no plan reaches the target.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"}},
    .options = options,
    .examples =
        {{"lode optimise my-model --budget '1300 MUSD' --goal self_sufficiency --region us "
          "--stage magnet --period 2030 -o plan.yaml",
          "the best for 1.3 billion, as a scenario"},
         {"lode optimise my-model --target '20 %' --goal self_sufficiency --region us",
          "the cheapest way to a fifth"},
         {"lode optimise my-model --budget 1e9 --goal demand --region japan -s halt -s "
          "baseline "
          "--risk worst --frontier 0,2e8,5e8,1e9",
          "the best for the worse of two worlds, and for smaller budgets"}},
    .run = run,
};
