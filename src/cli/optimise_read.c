/* What `lode optimise` is asked: money, the goal, the worlds, how hard to look. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/load.h"
#include "cli/numbers.h"
#include "cli/optimise.h"

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
static Status read_money(const OptimiseJob *job, const char *option, const char *text,
                         double *out)
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
static Status read_goal(const OptimiseJob *job, const char *option, const char *text,
                        double *out)
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

static Status read_limit(const OptimiseJob *job, const char *option, const char *text,
                         double *out)
{
    return job->how.rule.target ? read_goal(job, option, text, out)
                                : read_money(job, option, text, out);
}

static Status read_rule(OptimiseJob *job)
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

static Status read_frontier(OptimiseJob *job)
{
    const char *list = args_text(job->args, "frontier");
    Status st = LODE_OK;
    while (list && *list && !st) {
        const size_t n = strcspn(list, ",");
        char *one = arena_text(job->arena, list, n);
        if (!one) return LODE_NO_MEMORY;
        if (job->how.n_limits == OPTIMISE_LIMITS) {
            screen_error(job->screen, "--frontier takes %d limits at most", OPTIMISE_LIMITS);
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

static Status read_what(OptimiseJob *job)
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
    int first[OPTIMISE_WORLDS + 1];
} Ids;

static Status split_worlds(OptimiseJob *job, const char **texts, int n, Ids *out)
{
    if (n > OPTIMISE_WORLDS) {
        screen_error(job->screen, "there are %d worlds, more than %d", n, OPTIMISE_WORLDS);
        return LODE_USAGE;
    }
    out->ids = ARENA_ARRAY(job->arena, const char *, OPTIMISE_WORLDS *WORLD_SCENARIOS);
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
static void make_worlds(OptimiseJob *job, const Ids *ids)
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

static Status read_numbers(OptimiseJob *job)
{
    enum { ENUMERATE = 400 };
    const Args *args = job->args;
    int32_t seed = 1;
    const char *risk = args_text(args, "risk");
    AppraiseOptions *worlds = &job->how.worlds;
    Status st = load_month(job->screen, args, "end", &worlds->end);
    if (!st)
        st =
            number_option(job->screen, args, "questions", 1, 1000000, 400, &job->how.questions);
    if (!st)
        st = number_option(job->screen, args, "relaxed", 0, 1000000, 60, &job->how.relaxed);
    if (!st) st = number_option(job->screen, args, "futures", 0, 100000, 0, &worlds->futures);
    if (!st) st = number_option(job->screen, args, "seed", 0, INT32_MAX, 1, &seed);
    worlds->seed = (uint64_t)seed;
    if (!st) st = number_threads(job->screen, args, &worlds->threads);
    if (risk) worlds->risk = (RiskMeasure)text_choice(risk, RISKS);
    job->how.enumerate = job->how.questions < ENUMERATE ? job->how.questions : ENUMERATE;
    return st;
}

static Status load(OptimiseJob *job)
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
                           .candidates = args_text(job->args, "candidates"),
                           .arena = job->arena,
                           .files = &job->files};
    st = load_model_with(job->screen, args_place(job->args, 0), &over, &job->model);
    if (!st) make_worlds(job, &ids);
    job->how.worlds.files = &job->files;
    return st;
}

/* A picture of one point is none. */
static Status check_chart(const OptimiseJob *job)
{
    if (!args_text(job->args, "chart") || args_text(job->args, "frontier")) return LODE_OK;
    screen_error(job->screen, "--chart draws a frontier; say of which budgets with --frontier");
    return LODE_USAGE;
}

Status optimise_read(OptimiseJob *job)
{
    Status st = check_chart(job);
    if (!st) st = read_what(job);
    if (!st) st = read_numbers(job);
    if (!st) st = load(job);
    if (!st) st = read_rule(job);
    return st ? st : read_frontier(job);
}
