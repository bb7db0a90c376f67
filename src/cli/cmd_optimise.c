#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/load.h"
#include "cli/optimise.h"
#include "cli/paper.h"

enum { TEXT = 512, PATH_SIZE = 4096 };

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
                  "how worlds and futures count: mean, worst, or the mean of the worst fifth"),
    OPTION_VALUE("futures", 0, VALUE_TEXT, "N",
                 "of each world, drawn as by `lode ensemble`; else usual numbers alone"),
    OPTION_VALUE("seed", 0, VALUE_TEXT, "S", "of the futures; else 1"),
    OPTION_VALUE("candidates", 0, VALUE_FILE, "TABLE.csv", "else tables/candidates.csv"),
    OPTION_VALUE("frontier", 0, VALUE_TEXT, "LIST",
                 "also the best for these budgets (or targets), joined by ','"),
    OPTION_VALUE("questions", 'n', VALUE_TEXT, "N",
                 "plans to try for each limit, about; else 400"),
    OPTION_VALUE("relaxed", 0, VALUE_TEXT, "N", "of them between whole steps; else 60"),
    OPTION_VALUE("end", 0, VALUE_TEXT, "YYYY-MM", "last month of the runs and of what is paid"),
    OPTION_VALUE("output", 'o', VALUE_FILE, "PLAN.yaml",
                 "the plan as a scenario; those of the frontier as PLAN-1.yaml, ..."),
    OPTION_VALUE("table", 0, VALUE_FILE, "FILE", "the result as FILE.csv or FILE.json"),
    OPTION_VALUE("chart", 0, VALUE_FILE, "FILE.svg", "the frontier as a picture"),
    OPTION_VALUE("threads", 'j', VALUE_TEXT, "N", "else as many as there are processors"),
    OPTION_VALUE("set", 0, VALUE_TEXT, "PATH=VALUE", "replace a cell, as of `lode run`"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_FLAG("csv", 0, "print the frontier as CSV"),
    OPTION_END,
};

static int keep_going(void *context, int32_t runs)
{
    OptimiseJob *job = context;
    const int32_t futures = job->how.worlds.futures ? job->how.worlds.futures : 1;
    const int32_t all = job->how.questions * job->how.worlds.n_worlds * futures;
    progress_move(&job->progress, runs < all ? runs : all - 1, all);
    return interrupted();
}

/* ---- plans as files ---- */

/* What a run of the plan with usual numbers says, in the first world. */
static Status measure_usual(const OptimiseJob *job, const double *steps, double *goal,
                            double *cost)
{
    Record *record;
    Status st = appraise_record(job->result->appraiser, 0, steps, job->diag, &record);
    if (st) return st;
    st = plan_measure(job->model, &job->how.worlds.goal, steps, record, goal, cost);
    record_free(record);
    return st;
}

/* The file's head: what it is, with every digit, so that a run can be held against it. */
static Status say_head(const OptimiseJob *job, const double *steps, const SearchAnswer *answer,
                       const char *words, char *head, size_t size)
{
    const AppraiseOptions *w = &job->how.worlds;
    double goal, cost;
    const Status st = measure_usual(job, steps, &goal, &cost);
    if (st) return st;
    int n = snprintf(head, size, "# A plan of `lode optimise`: %s is %.17g, cost %.17g %s%s.\n",
                     words, goal, cost, job->model->currency,
                     w->n_worlds > 1 || w->futures ? ", with usual numbers in the first world"
                                                   : "");
    if (w->n_worlds > 1 || w->futures)
        snprintf(head + n, size - (size_t)n,
                 "# Over %d world%s and %d future%s of each (seed %llu), %s: %.17g, cost %.17g "
                 "%s.\n",
                 w->n_worlds, w->n_worlds == 1 ? "" : "s", (int)w->futures,
                 w->futures == 1 ? "" : "s", (unsigned long long)w->seed,
                 optimise_risk_words(w->risk), goal_value(&w->goal, answer->goal), answer->cost,
                 job->model->currency);
    return LODE_OK;
}

static Status write_plan(const OptimiseJob *job, const double *steps,
                         const SearchAnswer *answer, const char *path)
{
    char head[4 * TEXT], goal[TEXT], title[TEXT + 16];
    optimise_goal_words(&job->how.worlds.goal, goal, sizeof goal);
    Status st = say_head(job, steps, answer, goal, head, sizeof head);
    if (st) return st;
    snprintf(title, sizeof title, "Plan for %s", goal);
    Story *story = plan_story(job->model, &job->worlds[0], head, title, steps);
    st = story_write(story, path, job->diag);
    story_free(story);
    if (!st) screen_note(job->screen, "the plan is written to %s\n", path);
    return st;
}

/* PLAN.yaml, and PLAN-1.yaml, ... of the frontier. */
static Status write_plans(const OptimiseJob *job)
{
    const char *path = args_text(job->args, "output");
    const Optimised *o = job->result;
    char other[PATH_SIZE];
    if (!path) return LODE_OK;
    const char *dot = strrchr(path, '.');
    const int stem = dot && !strchr(dot, '/') ? (int)(dot - path) : (int)strlen(path);
    Status st = write_plan(job, o->found.best, &o->found.answer, path);
    for (int32_t i = 0; i < o->n_points && !st; i++) {
        snprintf(other, sizeof other, "%.*s-%d%s", stem, path, (int)i + 1, path + stem);
        st = write_plan(job, o->points[i].steps, &o->points[i].answer, other);
    }
    return st;
}

/* ---- what is told ---- */

static Status paper_chart(const Screen *screen, const void *what)
{
    const OptimiseJob *job = what;
    return optimise_draw(screen->out, job->result, &job->how);
}

static Status write_chart(const OptimiseJob *job)
{
    const char *path = args_text(job->args, "chart");
    return path ? paper_put(job->screen, path, paper_chart, job) : LODE_OK;
}

static Status paper_csv(const Screen *screen, const void *what)
{
    const OptimiseJob *job = what;
    return optimise_print_csv(screen, job->result, &job->how);
}

static Status paper_json(const Screen *screen, const void *what)
{
    const OptimiseJob *job = what;
    return optimise_print_json(screen, job->result, &job->how);
}

static Status tell(const OptimiseJob *job)
{
    Status st = write_plans(job);
    if (!st) st = write_chart(job);
    if (!st)
        st =
            paper_write(job->screen, args_text(job->args, "table"), paper_csv, paper_json, job);
    if (st) return st;
    if (args_has(job->args, "json")) return paper_json(job->screen, job);
    if (args_has(job->args, "csv")) return paper_csv(job->screen, job);
    return optimise_print(job->screen, job->result, &job->how, job->diag);
}

static Status seek(OptimiseJob *job)
{
    const double started = clock_now();
    job->how.worlds.progress = keep_going;
    job->how.worlds.progress_context = job;
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
                    clock_now() - started, job->how.worlds.threads,
                    job->how.worlds.threads == 1 ? "" : "s");
    return st;
}

static Status work(OptimiseJob *job)
{
    Status st = paper_check(job->screen, args_text(job->args, "table"));
    if (!st) st = optimise_read(job);
    if (!st) st = seek(job);
    if (!st) st = tell(job);
    if (st || job->result->found.kept) return st;
    return LODE_NEGATIVE; /* no plan keeps to what was asked for */
}

static Status run(const Screen *screen, const Args *args)
{
    OptimiseJob job = {
        .screen = screen, .args = args, .diag = diag_new(), .arena = arena_new(0)};
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
