#include "choice/optimise.h"

#include <math.h>
#include <string.h>

#include "choice/candidates.h"

/* What is at work while a plan is sought. */
typedef struct Seeker {
    const OptimiseOptions *options;
    Optimised *out;
    Search *search;
    int32_t n; /* candidates */
    int32_t *most;
} Seeker;

static Status open_search(Seeker *s)
{
    const OptimiseOptions *o = s->options;
    Optimised *out = s->out;
    s->n = out->model->n_candidates;
    s->most = ARENA_ARRAY(out->arena, int32_t, s->n);
    out->parts = ARENA_ARRAY(out->arena, OptimisePart, s->n);
    out->points = ARENA_ARRAY(out->arena, OptimisePoint, o->n_limits);
    if (!s->most || !out->parts || !out->points) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < s->n; i++)
        s->most[i] = candidate_most(&out->model->candidates[i]);
    const SearchOptions how = {.n = s->n,
                               .most = s->most,
                               .questions = o->questions,
                               .relaxed = o->relaxed,
                               .enumerate = o->enumerate,
                               .ask = appraise,
                               .context = out->appraiser};
    return search_new(&how, &s->search);
}

static double *keep(const Seeker *s, const double *steps)
{
    double *copy = ARENA_ARRAY(s->out->arena, double, s->n);
    if (copy) memcpy(copy, steps, (size_t)s->n * sizeof *copy);
    return copy;
}

/* The rule as search.h wants it: goals are to be large. */
static SearchRule rule_of(const Seeker *s, double limit)
{
    const SearchRule rule = s->options->rule;
    const Goal *goal = &s->options->worlds.goal;
    return (SearchRule){.target = rule.target,
                        .limit = rule.target ? goal_value(goal, limit) : limit};
}

static Status seek(Seeker *s)
{
    Optimised *out = s->out;
    const SearchRule rule = rule_of(s, s->options->rule.limit);
    double *zero = ARENA_ARRAY(out->arena, double, s->n);
    if (!zero) return LODE_NO_MEMORY;
    Status st = search_run(s->search, &rule, &out->found);
    if (!st) st = search_ask(s->search, zero, 1, &out->nothing);
    if (st) return st;
    SearchFound *f = &out->found;
    f->best = out->best = keep(s, f->best);
    f->equal = keep(s, f->equal);
    f->single = keep(s, f->single);
    f->greedy = keep(s, f->greedy);
    return f->best && f->equal && f->single && f->greedy ? LODE_OK : LODE_NO_MEMORY;
}

/* ---- around the plan ---- */

enum { AROUND_WITHOUT, AROUND_FURTHER, AROUND_ALONE, AROUND_KINDS };

/* The point of one look around candidate i; false when there is none. */
static bool look(const Seeker *s, int32_t i, int kind, double *point)
{
    const double *best = s->out->found.best;
    const bool taken = best[i] > 0;
    memcpy(point, best, (size_t)s->n * sizeof *point);
    if (kind == AROUND_WITHOUT) point[i] = 0;
    if (kind == AROUND_FURTHER) point[i] = best[i] + 1;
    if (kind == AROUND_ALONE) {
        memset(point, 0, (size_t)s->n * sizeof *point);
        point[i] = best[i];
    }
    return kind == AROUND_FURTHER ? best[i] < s->most[i] : taken;
}

static SearchAnswer *place_of(OptimisePart *part, int kind)
{
    return kind == AROUND_WITHOUT   ? &part->without
           : kind == AROUND_FURTHER ? &part->further
                                    : &part->alone;
}

static Status look_around(Seeker *s)
{
    const int32_t room = AROUND_KINDS * s->n;
    double *points = ARENA_ARRAY(s->out->arena, double, (int64_t)room * s->n);
    SearchAnswer *answers = ARENA_ARRAY(s->out->arena, SearchAnswer, room);
    if (!points || !answers) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < s->n; i++)
        for (int kind = 0; kind < AROUND_KINDS; kind++)
            if (look(s, i, kind, &points[(size_t)n * (size_t)s->n])) n++;
    const Status st = search_ask(s->search, points, n, answers);
    double *scratch = &points[0]; /* answered: free to be written over */
    n = 0;
    for (int32_t i = 0; i < s->n && !st; i++) {
        OptimisePart *part = &s->out->parts[i];
        part->steps = s->out->found.best[i];
        part->largest = part->steps >= s->most[i];
        for (int kind = 0; kind < AROUND_KINDS; kind++)
            *place_of(part, kind) =
                look(s, i, kind, scratch) ? answers[n++] : (SearchAnswer){NAN, NAN};
    }
    return st;
}

/* ---- the frontier ---- */

static Status sweep_limits(Seeker *s)
{
    const OptimiseOptions *o = s->options;
    Status st = LODE_OK;
    for (int32_t i = 0; i < o->n_limits && !st; i++) {
        SearchFound found;
        const SearchRule rule = rule_of(s, o->limits[i]);
        OptimisePoint *point = &s->out->points[s->out->n_points++];
        st = search_run(s->search, &rule, &found);
        if (st) break;
        *point = (OptimisePoint){.limit = o->limits[i],
                                 .steps = keep(s, found.best),
                                 .answer = found.answer,
                                 .kept = found.kept};
        if (!point->steps) st = LODE_NO_MEMORY;
        s->out->questions = found.questions;
    }
    return st;
}

/* A search for one limit may find what serves another, and a look around the plan what is
 * better than it: all that was asked counts for every limit in the end. True when the plan is
 * another.
 */
static bool recall(Seeker *s, double *scratch)
{
    Optimised *out = s->out;
    const size_t bytes = (size_t)s->n * sizeof *scratch;
    SearchAnswer answer = out->found.answer;
    for (int32_t i = 0; i < out->n_points; i++) {
        OptimisePoint *point = &out->points[i];
        const SearchRule rule = rule_of(s, point->limit);
        point->kept = search_recall(s->search, &rule, scratch, &point->answer);
        memcpy(point->steps, scratch, bytes);
    }
    const SearchRule rule = rule_of(s, s->options->rule.limit);
    out->found.kept = search_recall(s->search, &rule, scratch, &answer);
    const bool other = memcmp(scratch, out->best, bytes) != 0;
    memcpy(out->best, scratch, bytes);
    out->found.answer = answer;
    return other;
}

static Status settle(Seeker *s)
{
    enum { LOOKS_MOST = 5 };
    double *scratch = ARENA_ARRAY(s->out->arena, double, s->n);
    if (!scratch) return LODE_NO_MEMORY;
    recall(s, scratch);
    Status st = look_around(s);
    for (int look = 1; look < LOOKS_MOST && !st && recall(s, scratch); look++)
        st = look_around(s);
    return st;
}

/* How far worlds and futures lie apart; one world with usual numbers is its own spread. */
static Status look_apart(Seeker *s, const double *steps, const SearchAnswer *answer,
                         AppraiseSpread *out)
{
    const AppraiseOptions *worlds = &s->options->worlds;
    const double goal = goal_value(&worlds->goal, answer->goal);
    *out = (AppraiseSpread){goal, goal, goal};
    if (worlds->n_worlds == 1 && worlds->futures <= 1) return LODE_OK;
    return appraise_spread(s->out->appraiser, steps, 1, out);
}

static Status look_all_apart(Seeker *s)
{
    Optimised *out = s->out;
    Status st = look_apart(s, out->found.best, &out->found.answer, &out->spread);
    for (int32_t i = 0; i < out->n_points && !st; i++)
        st =
            look_apart(s, out->points[i].steps, &out->points[i].answer, &out->points[i].spread);
    return st;
}

/* ---- all of it ---- */

static Status nothing_ran(const Seeker *s, Diag *diag)
{
    diag_error(diag, "", 0, 0, "", "no plan could be run and measured: %s",
               *appraiser_reason(s->out->appraiser) ? appraiser_reason(s->out->appraiser)
                                                    : "the goal has no value in any of them");
    return LODE_INFEASIBLE;
}

static Status find_plan(Seeker *s, Diag *diag)
{
    Status st = open_search(s);
    if (!st) st = seek(s);
    if (!st && isnan(s->out->found.answer.goal)) st = nothing_ran(s, diag);
    if (!st) s->out->questions = s->out->found.questions;
    if (!st) st = sweep_limits(s);
    if (!st) st = settle(s);
    if (!st) st = look_all_apart(s);
    s->out->runs = appraiser_runs(s->out->appraiser);
    search_free(s->search);
    return st;
}

Status optimise(const Model *model, const OptimiseOptions *options, Diag *diag, Optimised **out)
{
    Arena *arena = arena_new(0);
    Optimised *result = ARENA_ARRAY(arena, Optimised, 1);
    *out = NULL;
    if (!result) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *result = (Optimised){.arena = arena, .model = model};
    Seeker seeker = {.options = options, .out = result};
    const World *first = &options->worlds.worlds[0];
    Status st = candidates_check(model, first->scenarios, first->n_scenarios, diag);
    if (!st) st = appraiser_new(model, &options->worlds, diag, &result->appraiser);
    if (!st) st = find_plan(&seeker, diag);
    if (st)
        optimised_free(result);
    else
        *out = result;
    return st;
}

void optimised_free(Optimised *optimised)
{
    if (!optimised) return;
    appraiser_free(optimised->appraiser);
    arena_free(optimised->arena);
}
