#include "choice/appraise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "choice/candidates.h"
#include "ensemble/design.h"
#include "metrics/probe.h"
#include "study/study.h"

enum { REASON_SIZE = 256 };

/* What one run of one plan says. */
typedef struct Said {
    double value, cost;
} Said;

struct Appraiser {
    const Model *model;
    AppraiseOptions o;
    Arena *arena;
    Record **base;        /* of each world */
    Design *designs;      /* likewise; NULL without futures */
    int32_t futures;      /* of each world; 1 = usual numbers, without designs */
    const double *points; /* being asked for */
    Said *said;           /* point by point, worlds within, futures within */
    int32_t runs;
    char reason[REASON_SIZE];
};

/* ---- the worlds as they are ---- */

static RunOptions options_of(const Appraiser *a, int world)
{
    return (RunOptions){.scenarios = a->o.worlds[world].scenarios,
                        .n_scenarios = a->o.worlds[world].n_scenarios,
                        .start = MONTH_NONE,
                        .end = a->o.end,
                        .probe = &metrics_probe};
}

/* Does the goal name what is there? */
static Status check_goal(const Appraiser *a, Diag *diag)
{
    const Goal *goal = &a->o.goal;
    MetricQuery *query;
    Steps when;
    Status st = metric_steps(a->base[0], goal->from, goal->months, diag, &when);
    if (!st) st = metric_open(a->base[0], goal->metric, &goal->filter, diag, &query);
    if (!st) metric_close(query);
    return st == LODE_BAD_INPUT ? LODE_USAGE : st;
}

static Status open_futures(Appraiser *a, Diag *diag)
{
    const AppraiseOptions *o = &a->o;
    a->futures = o->futures ? o->futures : 1;
    if (!o->futures) return LODE_OK;
    a->designs = ARENA_ARRAY(a->arena, Design, o->n_worlds);
    Status st = a->designs ? LODE_OK : LODE_NO_MEMORY;
    for (int w = 0; w < o->n_worlds && !st; w++) {
        const DesignOptions how = {.scenarios = o->worlds[w].scenarios,
                                   .n_scenarios = o->worlds[w].n_scenarios,
                                   .n = o->futures,
                                   .seed = o->seed,
                                   .sequence = SEQUENCE_SOBOL};
        st = design_open(a->model, o->files, &how, a->arena, diag, &a->designs[w]);
    }
    return st;
}

Status appraiser_new(const Model *model, const AppraiseOptions *options, Diag *diag,
                     Appraiser **out)
{
    Arena *arena = arena_new(0);
    Appraiser *a = ARENA_ARRAY(arena, Appraiser, 1);
    *out = NULL;
    if (!a) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *a = (Appraiser){.model = model,
                     .o = *options,
                     .arena = arena,
                     .base = ARENA_ARRAY(arena, Record *, options->n_worlds)};
    Status st = a->base ? LODE_OK : LODE_NO_MEMORY;
    for (int w = 0; w < options->n_worlds && !st; w++) {
        const RunOptions how = options_of(a, w);
        st = sim_run(model, &how, diag, &a->base[w]);
    }
    if (!st) st = check_goal(a, diag);
    if (!st) st = open_futures(a, diag);
    if (st)
        appraiser_free(a);
    else
        *out = a;
    return st;
}

void appraiser_free(Appraiser *a)
{
    if (!a) return;
    for (int w = 0; w < a->o.n_worlds && a->base; w++)
        record_free(a->base[w]);
    for (int w = 0; w < a->o.n_worlds && a->designs; w++)
        design_close(&a->designs[w]);
    arena_free(a->arena);
}

const Record *appraiser_base(const Appraiser *a, int world)
{
    return a->base[world];
}

const char *appraiser_reason(const Appraiser *a)
{
    return a->reason;
}

int32_t appraiser_runs(const Appraiser *a)
{
    return a->runs;
}

/* ---- many plans in all worlds ---- */

/* Answers that a point has. */
static int32_t answers_of(const Appraiser *a)
{
    return a->o.n_worlds * a->futures;
}

static const double *point_of(const Appraiser *a, int64_t run)
{
    return a->points + (size_t)(run / answers_of(a)) * (size_t)a->model->n_candidates;
}

static int world_of(const Appraiser *a, int64_t run)
{
    return (int)(run % answers_of(a) / a->futures);
}

static Status vary(void *context, int64_t run, Arena *arena, Variation *out)
{
    const Appraiser *a = context;
    const int w = world_of(a, run);
    const World *world = &a->o.worlds[w];
    Scenario *own = ARENA_ARRAY(arena, Scenario, 1);
    if (!own) return LODE_NO_MEMORY;
    out->scenarios = world->scenarios;
    out->n_scenarios = world->n_scenarios;
    Status st =
        a->designs ? design_variation(&a->designs[w], run % a->futures, arena, out) : LODE_OK;
    if (!st) st = plan_read(a->model, world, point_of(a, run), arena, NULL, own);
    if (!st) st = draw_join(out->own, arena, own);
    out->own = own;
    return st;
}

static Status measure(void *context, int64_t run, const Model *model, const Record *record,
                      void *result)
{
    const Appraiser *a = context;
    Said *said = result;
    (void)model; /* changed cells leave candidates as they are */
    return plan_measure(a->model, &a->o.goal, point_of(a, run), record, &said->value,
                        &said->cost);
}

static Status deliver(void *context, const StudyRun *run)
{
    Appraiser *a = context;
    Said *said = &a->said[run->run];
    a->runs++;
    *said = run->status ? (Said){NAN, NAN} : *(const Said *)run->result;
    if (run->status && !a->reason[0]) strncpy(a->reason, run->reason, sizeof a->reason - 1);
    return LODE_OK;
}

static int keep_going(void *context, int64_t done, int64_t n)
{
    const Appraiser *a = context;
    (void)done;
    (void)n;
    return a->o.progress ? a->o.progress(a->o.progress_context, a->runs) : 0;
}

static int by_value(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

/* What is to be large, of all worlds together; NAN when a run of one failed. */
static double weigh(RiskMeasure risk, double *values, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        if (isnan(values[i])) return NAN;
    qsort(values, (size_t)n, sizeof *values, by_value);
    const int tail = risk == RISK_WORST  ? 1
                     : risk == RISK_CVAR ? (int)fmax(1, ceil(RISK_TAIL * n))
                                         : n;
    for (int i = 0; i < tail; i++)
        sum += values[i];
    return sum / tail;
}

double goal_value(const Goal *goal, double answer)
{
    return goal->least ? -answer : answer;
}

static void answer_point(const Appraiser *a, const Said *said, double *values,
                         SearchAnswer *out)
{
    out->cost = 0;
    for (int32_t i = 0; i < answers_of(a); i++) {
        values[i] = a->o.goal.least ? -said[i].value : said[i].value;
        out->cost =
            isnan(said[i].cost) || isnan(out->cost) ? NAN : fmax(out->cost, said[i].cost);
    }
    out->goal = weigh(a->o.risk, values, answers_of(a));
}

static void spread_point(const Appraiser *a, const Said *said, AppraiseSpread *out)
{
    const int32_t n = answers_of(a);
    *out = (AppraiseSpread){said[0].value, 0, said[0].value};
    for (int32_t i = 0; i < n; i++) {
        out->least = said[i].value < out->least ? said[i].value : out->least;
        out->most = said[i].value > out->most ? said[i].value : out->most;
        out->mean += said[i].value / n;
    }
    if (isnan(out->mean)) *out = (AppraiseSpread){NAN, NAN, NAN};
}

/* Runs points in all worlds and futures, to a->said, which the caller frees. */
static Status run_points(Appraiser *a, const double *points, int32_t n_points)
{
    const int64_t n = (int64_t)n_points * answers_of(a);
    a->points = points;
    a->said = calloc((size_t)n + 1, sizeof *a->said);
    const Study study = {.model = a->model,
                         .files = a->designs ? a->o.files : NULL,
                         .n = n,
                         .threads = a->o.threads,
                         .start = MONTH_NONE,
                         .end = a->o.end,
                         .foresight = FORESIGHT_RECURSIVE,
                         .probe = &metrics_probe,
                         .result_size = sizeof(Said),
                         .context = a,
                         .vary = vary,
                         .measure = measure,
                         .deliver = deliver,
                         .progress = keep_going};
    return a->said ? study_run(&study) : LODE_NO_MEMORY;
}

Status appraise(void *context, const double *points, int32_t n_points, SearchAnswer *answers)
{
    Appraiser *a = context;
    double *values = calloc((size_t)answers_of(a) + 1, sizeof *values);
    Status st = run_points(a, points, n_points);
    if (!st && !values) st = LODE_NO_MEMORY;
    for (int32_t p = 0; p < n_points && !st; p++)
        answer_point(a, &a->said[(int64_t)p * answers_of(a)], values, &answers[p]);
    free(a->said);
    free(values);
    a->said = NULL;
    return st;
}

Status appraise_spread(Appraiser *a, const double *points, int32_t n_points,
                       AppraiseSpread *out)
{
    const Status st = run_points(a, points, n_points);
    for (int32_t p = 0; p < n_points && !st; p++)
        spread_point(a, &a->said[(int64_t)p * answers_of(a)], &out[p]);
    free(a->said);
    a->said = NULL;
    return st;
}

Status appraise_record(const Appraiser *a, int world, const double *steps, Diag *diag,
                       Record **out)
{
    Scenario own;
    Arena *arena = arena_new(0);
    RunOptions options = options_of(a, world);
    options.own = &own;
    *out = NULL;
    Status st = arena ? plan_read(a->model, &a->o.worlds[world], steps, arena, diag, &own)
                      : LODE_NO_MEMORY;
    if (!st) st = sim_run(a->model, &options, diag, out);
    arena_free(arena);
    return st;
}
