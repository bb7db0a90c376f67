#include "ensemble/decide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ensemble/random.h"
#include "ensemble/sensitivity.h"

enum { RUNS_LEAST = 10 * DECIDE_PARTS, MIDDLE = SUMMARY_QUANTILES / 2 };

static const Influence unknown = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};

/* ---- given data ---- */

/* A run that has a number, sorted by an input. */
typedef struct Pair {
    double x, f;
    int64_t run;
} Pair;

static int by_x(const void *a, const void *b)
{
    const Pair *p = a, *q = b;
    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->run > q->run) - (p->run < q->run);
}

/* Which part the i-th of n sorted runs belongs to. */
static int part_of(int64_t i, int64_t n)
{
    return (int)(i * DECIDE_PARTS / n);
}

/* Share of the variance that lies between the parts, less what chance alone gives; which[i] is
 * a run as an index into the sorted pairs, NULL: each once. */
static double share_of(const Pair *pairs, int64_t n, const int64_t *which)
{
    double sum[DECIDE_PARTS] = {0}, all = 0, squares = 0, between = 0;
    int64_t count[DECIDE_PARTS] = {0};
    for (int64_t i = 0; i < n; i++) {
        const int64_t at = which ? which[i] : i;
        sum[part_of(at, n)] += pairs[at].f;
        count[part_of(at, n)]++;
        all += pairs[at].f;
    }
    const double mean = all / (double)n;
    for (int64_t i = 0; i < n; i++) {
        const double d = pairs[which ? which[i] : i].f - mean;
        squares += d * d;
    }
    for (int b = 0; b < DECIDE_PARTS; b++) {
        const double d = count[b] ? sum[b] / (double)count[b] - mean : 0;
        between += (double)count[b] * d * d;
    }
    if (!(squares > 0)) return NAN;
    return 1 - (1 - between / squares) * (double)(n - 1) / (double)(n - DECIDE_PARTS);
}

static double mean_of(const Pair *pairs, int64_t from, int64_t to)
{
    double sum = 0;
    for (int64_t i = from; i < to; i++)
        sum += pairs[i].f;
    return sum / (double)(to - from);
}

/* Runs drawn with replacement, DECIDE_BOOTS times n: the same for all inputs. */
static int64_t *draw_samples(int64_t n, uint64_t seed)
{
    const RandomStream stream = {seed, 0, 0x626f6f74u};
    int64_t *which = malloc(DECIDE_BOOTS * (size_t)(n ? n : 1) * sizeof *which);
    for (int64_t i = 0; which && i < DECIDE_BOOTS * n; i++)
        which[i] = (int64_t)random_below(&stream, (uint64_t)i, (uint64_t)n);
    return which;
}

/* Runs that are drawn twice look as if they agreed, so resampled shares are all a bit too
 * large: the interval is theirs, moved to lie about the estimate. */
static void measure_input(Pair *pairs, int64_t n, const int64_t *samples, Influence *out)
{
    double shares[DECIDE_BOOTS];
    qsort(pairs, (size_t)n, sizeof *pairs, by_x);
    out->share = share_of(pairs, n, NULL);
    out->at_low = mean_of(pairs, 0, n / 5);
    out->at_high = mean_of(pairs, n - n / 5, n);
    for (int b = 0; b < DECIDE_BOOTS; b++)
        shares[b] = share_of(pairs, n, &samples[b * n]);
    const Band band = summary_band(shares, DECIDE_BOOTS);
    out->share_low = out->share - (band.quantile[MIDDLE] - band.quantile[0]);
    out->share_high =
        out->share + (band.quantile[SUMMARY_QUANTILES - 1] - band.quantile[MIDDLE]);
}

static int64_t count_numbers(const double *f, int64_t n)
{
    int64_t count = 0;
    for (int64_t r = 0; r < n; r++)
        count += !isnan(f[r]);
    return count;
}

Status decide_by_data(const double *x, const double *f, int64_t n, int32_t k, uint64_t seed,
                      Influence *out)
{
    const int64_t kept = count_numbers(f, n);
    for (int32_t i = 0; i < k; i++)
        out[i] = unknown;
    if (kept < RUNS_LEAST) return LODE_OK;
    Pair *pairs = calloc((size_t)kept, sizeof *pairs);
    int64_t *samples = draw_samples(kept, seed);
    const Status st = pairs && samples ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; i < k && !st; i++) {
        int64_t at = 0;
        for (int64_t r = 0; r < n; r++)
            if (!isnan(f[r])) pairs[at++] = (Pair){x[i * n + r], f[r], r};
        measure_input(pairs, kept, samples, &out[i]);
    }
    free(samples);
    free(pairs);
    return st;
}

/* ---- designs of sensitivity ---- */

static Status by_sobol(const Ensemble *e, const double *f, Influence *out)
{
    const int32_t k = e->design.dimensions.n;
    Sensitivity *s = calloc((size_t)k + 1, sizeof *s);
    if (!s) return LODE_NO_MEMORY;
    const Status st = sensitivity_measure(f, (uint64_t)e->options.design.n, k, DECIDE_BOOTS,
                                          e->options.design.seed, s);
    for (int32_t i = 0; i < k && !st; i++) {
        out[i].share = s[i].first;
        out[i].share_low = s[i].first_low;
        out[i].share_high = s[i].first_high;
        out[i].total = s[i].total;
        out[i].total_low = s[i].total_low;
        out[i].total_high = s[i].total_high;
    }
    free(s);
    return st == LODE_BAD_INPUT ? LODE_OK : st; /* an answer that cannot be told apart */
}

static Status by_morris(const Ensemble *e, const double *f, Influence *out)
{
    const int32_t k = e->design.dimensions.n;
    double sum = 0;
    Screening *s = calloc((size_t)k + 1, sizeof *s);
    if (!s) return LODE_NO_MEMORY;
    const Status st = screening_measure(f, (uint64_t)e->options.design.n, k,
                                        DESIGN_MORRIS_LEVELS, e->options.design.seed, s);
    for (int32_t i = 0; i < k && !st; i++)
        sum += s[i].magnitude;
    for (int32_t i = 0; i < k && !st; i++)
        out[i].share = sum > 0 ? s[i].magnitude / sum : NAN;
    free(s);
    return st == LODE_BAD_INPUT ? LODE_OK : st;
}

/* ---- answers ---- */

typedef struct Maker {
    const Ensemble *e;
    const Summary *summary;
    int64_t n;
    Decisions *out;
    Answer *answers;
    Influence *influence;
    double *x, *f; /* dimensions x runs; answers x runs */
} Maker;

/* The last of the headline's years that the run has; else its last year. */
static int32_t last_period(const Ensemble *e)
{
    const Variables *vs = &e->variables;
    int32_t last = 0;
    for (int32_t i = 0; i < e->headline->n; i++)
        if (e->headline->lines[i].year > last) last = e->headline->lines[i].year;
    for (int32_t y = 1; y < vs->n_years; y++)
        if (vs->years[y] == last) return y;
    return vs->n_years - 1;
}

static bool changes(const Band *band)
{
    const double *q = band->quantile;
    const double size = fmax(fabs(q[0]), fabs(q[SUMMARY_QUANTILES - 1]));
    return band->n > 0 && q[SUMMARY_QUANTILES - 1] - q[0] > 1e-6 * size;
}

static void add_answer(Maker *m, Answer answer)
{
    if (!changes(
            &m->summary->yearly[answer.variable * m->e->variables.n_years + answer.period]))
        return;
    for (int32_t a = 0; a < m->out->n_answers; a++)
        if (m->answers[a].variable == answer.variable && m->answers[a].period == answer.period)
            return;
    m->answers[m->out->n_answers++] = answer;
}

static void choose_answers(Maker *m)
{
    const Variables *vs = &m->e->variables;
    const int32_t last = last_period(m->e);
    for (int32_t i = 0; i < vs->n; i++) {
        const bool shortage = strcmp(vs->items[i].metric->id, "shortage") == 0;
        add_answer(m, (Answer){i, shortage ? 0 : last});
    }
    for (int i = 0; i < m->e->options.n_odds; i++)
        add_answer(m, (Answer){m->e->odds[i].variable, m->e->odds[i].period});
}

static Status gather(Maker *m)
{
    const int32_t k = m->e->design.dimensions.n, years = m->e->variables.n_years;
    for (int64_t r = 0; r < m->n; r++) {
        EnsembleRun run;
        const Status st = ensemble_read(m->e, r, &run);
        if (st) return st;
        for (int32_t i = 0; i < k; i++)
            m->x[i * m->n + r] = run.values[i];
        for (int32_t a = 0; a < m->out->n_answers; a++)
            m->f[a * m->n + r] =
                run.yearly[m->answers[a].variable * years + m->answers[a].period];
    }
    return LODE_OK;
}

static Status measure_answer(const Maker *m, int32_t a)
{
    const Ensemble *e = m->e;
    const int32_t k = e->design.dimensions.n;
    const double *f = &m->f[a * m->n];
    Influence *out = &m->influence[a * k];
    if (e->options.design.kind == DESIGN_MORRIS) {
        for (int32_t i = 0; i < k; i++)
            out[i] = unknown;
        return by_morris(e, f, out);
    }
    const Status st = decide_by_data(m->x, f, m->n, k, e->options.design.seed, out);
    return st || e->options.design.kind == DESIGN_PLAIN ? st : by_sobol(e, f, out);
}

static double weight_of(const Influence *influence)
{
    const double share = isnan(influence->total) ? influence->share : influence->total;
    return share > 0 ? share : 0; /* NAN, too */
}

static void weigh(const Maker *m, int32_t *order, double *weight)
{
    const int32_t k = m->e->design.dimensions.n, n = m->out->n_answers;
    for (int32_t i = 0; i < k; i++) {
        for (int32_t a = 0; a < n; a++)
            weight[i] += weight_of(&m->influence[a * k + i]) / n;
        int32_t at = i;
        for (; at > 0 && weight[order[at - 1]] < weight[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static Status make(Maker *m)
{
    Arena *arena = m->out->arena;
    const size_t k = (size_t)m->e->design.dimensions.n;
    m->answers = ARENA_ARRAY(arena, Answer, m->e->variables.n + m->e->options.n_odds);
    if (!m->answers) return LODE_NO_MEMORY;
    choose_answers(m);
    const size_t n = (size_t)m->out->n_answers;
    int32_t *order = ARENA_ARRAY(arena, int32_t, k);
    double *weight = ARENA_ARRAY(arena, double, k);
    m->influence = ARENA_ARRAY(arena, Influence, n * k);
    m->x = ARENA_ARRAY(arena, double, k *(size_t)m->n);
    m->f = ARENA_ARRAY(arena, double, n *(size_t)m->n);
    if (!order || !weight || !m->influence || !m->x || !m->f) return LODE_NO_MEMORY;
    Status st = gather(m);
    for (int32_t a = 0; a < m->out->n_answers && !st; a++)
        st = measure_answer(m, a);
    if (st) return st;
    weigh(m, order, weight);
    m->out->answers = m->answers;
    m->out->influence = m->influence;
    m->out->order = order;
    m->out->weight = weight;
    return LODE_OK;
}

Status decide_make(const Ensemble *e, const Summary *summary, int64_t n, Decisions **out)
{
    Arena *arena = arena_new(0);
    Decisions *d = ARENA_ARRAY(arena, Decisions, 1);
    Status st = d ? LODE_OK : LODE_NO_MEMORY;
    *out = NULL;
    if (!st) {
        d->arena = arena;
        Maker m = {.e = e, .summary = summary, .n = n, .out = d};
        st = make(&m);
    }
    if (st)
        arena_free(arena);
    else
        *out = d;
    return st;
}

void decide_free(Decisions *decisions)
{
    if (decisions) arena_free(decisions->arena);
}

int32_t decide_foremost(const Decisions *d, const Ensemble *e, int32_t input)
{
    const int32_t k = e->design.dimensions.n;
    int32_t best = 0;
    for (int32_t a = 1; a < d->n_answers; a++)
        if (weight_of(&d->influence[a * k + input]) >
            weight_of(&d->influence[best * k + input]))
            best = a;
    return best;
}
