#include "choice/sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice/kept.h"
#include "metrics/probe.h"
#include "study/study.h"

enum { QUARTER = 4, WORDS = 256 };

/* What is at work while a table is made. */
typedef struct Sweeper {
    Sweep *out;
    const SweepOptions *options;
    Diag *diag;
    RunOptions run; /* of the base and of every row */
    SimTrail *trail;
    HarmBase *base;
    SweepRow *rows; /* being measured */
} Sweeper;

/* ---- the base run ---- */

/* The January behind the first quarter of the run; of a short run that quarter itself. */
static Month usual_from(const Model *model)
{
    const Month quarter = model->start + (model->end - model->start + 1) / QUARTER;
    const Month january = (quarter + 11) / 12 * 12;
    return january < model->end ? january : quarter;
}

static Month earlier(Month a, Month b)
{
    return a < b ? a : b;
}

static Status settle_period(Sweeper *s)
{
    const Model *model = s->out->model;
    const SweepOptions *o = s->options;
    Sweep *out = s->out;
    out->from = o->from == MONTH_NONE ? usual_from(model) : o->from;
    out->until = earlier(out->from + o->months - 1, model->end);
    out->end = earlier(out->until + o->recovery, model->end);
    if (out->from > model->start && out->from <= model->end) return LODE_OK;
    char first[8], last[8], from[8];
    month_format(model->start, first, sizeof first);
    month_format(model->end, last, sizeof last);
    month_format(out->from, from, sizeof from);
    diag_error(s->diag, "", 0, 0, "",
               "a shock begins behind the first month of the run and within it (%s to %s), "
               "not in %s; give another --from",
               first, last, from);
    return LODE_USAGE;
}

static double worth_of(const Record *r, const char *metric, Steps steps)
{
    const MetricFilter all = {0};
    double value;
    if (metric_value(r, metric_find(metric), &all, steps, NULL, &value)) return NAN;
    return value;
}

static Status open_base(Sweeper *s)
{
    Sweep *out = s->out;
    Steps steps, shock;
    static const char *const baseline[] = {"baseline"};
    s->run = (RunOptions){.scenarios = s->options->scenarios,
                          .n_scenarios = s->options->n_scenarios,
                          .start = MONTH_NONE,
                          .end = out->end,
                          .probe = &metrics_probe};
    if (!s->run.n_scenarios && model_find_scenario(out->model, baseline[0]) != MODEL_NONE) {
        s->run.scenarios = baseline;
        s->run.n_scenarios = 1;
    }
    Status st = run_kept(out->model, &s->run, s->diag, &out->base, &s->trail);
    if (!st) st = harm_base_new(out->base, out->from, &s->base);
    if (!st) st = metric_steps(out->base, out->from, out->end - out->from + 1, s->diag, &steps);
    if (!st) st = metric_steps(out->base, out->from, s->options->months, s->diag, &shock);
    if (st) return st;
    out->worth = worth_of(out->base, "consumer_surplus", steps) +
                 worth_of(out->base, "producer_surplus", steps);
    return threat_list(out->model, out->base, shock, out->arena, &out->threats);
}

/* ---- many runs ---- */

static const Threat *threat_of(const Sweep *sweep, int32_t i)
{
    return &sweep->threats.threats[i];
}

static Status vary(void *context, int64_t i, Arena *arena, Variation *out)
{
    const Sweeper *s = context;
    char id[WORDS * 2];
    Scenario *own = ARENA_ARRAY(arena, Scenario, 1);
    if (!own) return LODE_NO_MEMORY;
    sweep_id(s->out, &s->rows[i], id, sizeof id);
    Story *story = sweep_story(s->out, s->options, &s->rows[i]);
    const Status st = story_read(story, id, arena, NULL, own);
    story_free(story);
    out->scenarios = s->run.scenarios;
    out->n_scenarios = s->run.n_scenarios;
    out->own = own;
    return st;
}

static Status measure(void *context, int64_t i, const Model *model, const Record *record,
                      void *result)
{
    const Sweeper *s = context;
    const SweepRow *row = &s->rows[i];
    const Threat *a = threat_of(s->out, row->a);
    Harm *harm = result, other;
    (void)model;
    Status st =
        harm_measure(s->base, record, a->commodities, a->n_commodities, a->region, harm);
    if (st || row->b == MODEL_NONE) return st;
    const Threat *b = threat_of(s->out, row->b);
    st = harm_measure(s->base, record, b->commodities, b->n_commodities, b->region, &other);
    harm->stop = fmin(harm->stop, other.stop);
    return st;
}

/* A chain that breaks altogether is a row, too; a policy that cannot be read is our mistake. */
static Status deliver(void *context, const StudyRun *run)
{
    Sweeper *s = context;
    SweepRow *row = &s->rows[run->run];
    row->status = run->status;
    if (!run->status) {
        row->harm = *(const Harm *)run->result;
        return LODE_OK;
    }
    row->harm = (Harm){.worst = RECORD_NONE, .slowest = RECORD_NONE, .stop = NAN};
    s->out->n_failed++;
    if (run->status == LODE_DIVERGED || run->status == LODE_INFEASIBLE) return LODE_OK;
    diag_error(s->diag, "", 0, 0, "", "%s: %s", threat_of(s->out, row->a)->id, run->reason);
    return run->status;
}

static int keep_going(void *context, int64_t done, int64_t n)
{
    const Sweeper *s = context;
    const SweepOptions *o = s->options;
    return o->progress ? o->progress(o->progress_context, (int32_t)done, (int32_t)n) : 0;
}

static Status measure_rows(Sweeper *s, SweepRow *rows, int32_t n)
{
    const SimTrail *trails[] = {s->trail};
    s->rows = rows;
    const Study study = {.model = s->out->model,
                         .n = n,
                         .threads = s->options->threads,
                         .start = MONTH_NONE,
                         .end = s->out->end,
                         .foresight = FORESIGHT_RECURSIVE,
                         .probe = &metrics_probe,
                         .trails = trails,
                         .n_trails = 1,
                         .result_size = sizeof(Harm),
                         .context = s,
                         .vary = vary,
                         .measure = measure,
                         .deliver = deliver,
                         .progress = keep_going};
    return study_run(&study);
}

/* ---- ranking ---- */

static double rank_of(const SweepRow *row, SweepRank rank)
{
    const double by[] = {row->harm.loss, row->harm.users, row->harm.recover,
                         row->harm.unbought};
    return isnan(by[rank]) ? -INFINITY : by[rank];
}

/* Failed runs first: nothing is worse. Equals by loss, then in the order of the list. */
static int compare_rows(const SweepRow *x, const SweepRow *y, SweepRank rank)
{
    if (!x->status != !y->status) return x->status ? -1 : 1;
    const double a = rank_of(x, rank), b = rank_of(y, rank);
    if (a != b) return a > b ? -1 : 1;
    if (x->harm.loss != y->harm.loss) return x->harm.loss > y->harm.loss ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

#define COMPARE_BY(name, rank)                                                                 \
    static int name(const void *x, const void *y)                                              \
    {                                                                                          \
        return compare_rows(x, y, rank);                                                       \
    }
COMPARE_BY(by_loss, SWEEP_BY_LOSS)
COMPARE_BY(by_users, SWEEP_BY_USERS)
COMPARE_BY(by_recovery, SWEEP_BY_RECOVERY)
COMPARE_BY(by_unbought, SWEEP_BY_UNBOUGHT)

static void sort_rows(SweepRow *rows, int32_t n, SweepRank rank)
{
    int (*const by[])(const void *, const void *) = {by_loss, by_users, by_recovery,
                                                     by_unbought};
    if (n) qsort(rows, (size_t)n, sizeof *rows, by[rank]);
}

/* ---- singles and pairs ---- */

static Status sweep_singles(Sweeper *s)
{
    Sweep *out = s->out;
    out->n_singles = out->threats.n;
    out->singles = ARENA_ARRAY(out->arena, SweepRow, out->n_singles);
    if (!out->singles) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < out->n_singles; i++)
        out->singles[i] = (SweepRow){.a = i, .b = MODEL_NONE, .sum = NAN};
    const Status st = measure_rows(s, out->singles, out->n_singles);
    sort_rows(out->singles, out->n_singles, s->options->rank);
    return st;
}

/* Pairs of which neither holds the other, among the worst singles that ran. */
static Status sweep_pairs(Sweeper *s)
{
    Sweep *out = s->out;
    int32_t n = s->options->pairs_of < out->n_singles ? s->options->pairs_of : out->n_singles;
    out->pairs = ARENA_ARRAY(out->arena, SweepRow, (int64_t)n * n / 2 + 1);
    if (!out->pairs) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = i + 1; j < n; j++) {
            const SweepRow *x = &out->singles[i], *y = &out->singles[j];
            const Threat *a = threat_of(out, x->a), *b = threat_of(out, y->a);
            if (x->status || y->status || threat_holds(a, b) || threat_holds(b, a)) continue;
            out->pairs[out->n_pairs++] = (SweepRow){.a = x->a < y->a ? x->a : y->a,
                                                    .b = x->a < y->a ? y->a : x->a,
                                                    .sum = x->harm.loss + y->harm.loss};
        }
    const Status st = measure_rows(s, out->pairs, out->n_pairs);
    sort_rows(out->pairs, out->n_pairs, s->options->rank);
    return st;
}

Status sweep_run(const Model *model, const SweepOptions *options, Diag *diag, Sweep **out)
{
    Arena *arena = arena_new(0);
    Sweep *sweep = ARENA_ARRAY(arena, Sweep, 1);
    *out = NULL;
    if (!sweep) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *sweep = (Sweep){.arena = arena, .model = model};
    Sweeper s = {.out = sweep, .options = options, .diag = diag};
    Status st = settle_period(&s);
    if (!st) st = open_base(&s);
    if (!st) st = sweep_singles(&s);
    if (!st && options->pairs_of > 0) st = sweep_pairs(&s);
    harm_base_free(s.base);
    sim_trail_free(s.trail);
    if (st)
        sweep_free(sweep);
    else
        *out = sweep;
    return st;
}

void sweep_free(Sweep *sweep)
{
    if (!sweep) return;
    record_free(sweep->base);
    arena_free(sweep->arena);
}

/* ---- words and files ---- */

bool sweep_beyond(const Sweep *sweep, const SweepRow *pair)
{
    const double beyond = pair->harm.loss - pair->sum;
    return !pair->status && beyond > SWEEP_BEYOND * pair->harm.loss &&
           beyond > SWEEP_DUST * fabs(sweep->worth);
}

void sweep_id(const Sweep *sweep, const SweepRow *row, char *buffer, size_t size)
{
    const bool pair = row->b != MODEL_NONE;
    snprintf(buffer, size, "%s%s%s", threat_of(sweep, row->a)->id, pair ? "--" : "",
             pair ? threat_of(sweep, row->b)->id : "");
}

void sweep_words(const Sweep *sweep, const SweepRow *row, char *buffer, size_t size)
{
    char a[WORDS], b[WORDS] = "";
    threat_words(threat_of(sweep, row->a), sweep->model, a, sizeof a);
    if (row->b != MODEL_NONE) threat_words(threat_of(sweep, row->b), sweep->model, b, sizeof b);
    snprintf(buffer, size, "%s%s%s", a, *b ? " and " : "", b);
}

/* What the file is run with: the earlier scenarios of the base, which it cannot extend. */
static void say_command(const Sweep *sweep, const SweepOptions *o, const char *id, Story *story)
{
    char end[8];
    month_format(sweep->end, end, sizeof end);
    story_say(story, "# lode run MODEL");
    for (int i = 0; i + 1 < o->n_scenarios; i++)
        story_say(story, " -s %s", o->scenarios[i]);
    story_say(story, " -s %s.yaml --end %s\n", id, end);
}

Story *sweep_story(const Sweep *sweep, const SweepOptions *options, const SweepRow *row)
{
    char id[WORDS * 2], words[WORDS * 2 + 8];
    Story *story = story_new();
    sweep_id(sweep, row, id, sizeof id);
    sweep_words(sweep, row, words, sizeof words);
    say_command(sweep, options, id, story);
    story_say(story, "title: ");
    story_quote(story, words);
    story_say(story, "\ntells: A row of `lode threats`; no forecast.\n");
    if (options->n_scenarios)
        story_say(story, "extends: %s\n", options->scenarios[options->n_scenarios - 1]);
    else
        story_say(story, "extends: baseline\n");
    story_say(story, "policies:\n");
    threat_say(threat_of(sweep, row->a), sweep->model, sweep->from, sweep->until, story);
    if (row->b != MODEL_NONE)
        threat_say(threat_of(sweep, row->b), sweep->model, sweep->from, sweep->until, story);
    return story;
}
