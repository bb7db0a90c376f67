#include "ensemble/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const double summary_shares[SUMMARY_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

enum { BLOCK_BYTES = 64 * 1024 * 1024 /* of numbers gathered in one pass over the journal */ };

/* ---- one band ---- */

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile_of(const double *sorted, int64_t n, double share)
{
    const double at = share * (double)(n - 1);
    const int64_t below = (int64_t)at;
    if (below + 1 >= n) return sorted[n - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

Band summary_band(double *values, int64_t n)
{
    Band band = {.mean = NAN};
    int64_t kept = 0;
    double sum = 0;
    for (int64_t i = 0; i < n; i++)
        if (!isnan(values[i])) values[kept++] = values[i];
    for (int64_t i = 0; i < kept; i++)
        sum += values[i];
    if (kept) qsort(values, (size_t)kept, sizeof *values, by_value);
    for (int q = 0; q < SUMMARY_QUANTILES; q++)
        band.quantile[q] = kept ? quantile_of(values, kept, summary_shares[q]) : NAN;
    if (kept) band.mean = sum / (double)kept;
    band.n = kept;
    return band;
}

/* ---- all of them: columns of a table that has a row a run ---- */

typedef struct Maker {
    const Ensemble *e;
    int64_t n;
    Summary *out;
    OddsCount *odds;
    double *block; /* columns first .. first + n_columns - 1, each of n numbers */
} Maker;

/* Columns: months of all variables, then years of all variables. */
static double column_of(const EnsembleRun *run, int64_t monthly, int64_t column)
{
    return column < monthly ? (double)run->series[column] : run->yearly[column - monthly];
}

static void count_run(Maker *m, const EnsembleRun *run)
{
    m->out->failed += run->status != LODE_OK;
    for (int i = 0; i < m->e->options.n_odds; i++) {
        const int holds = odds_hold(&m->e->odds[i], &m->e->variables, run->yearly);
        m->odds[i].n += holds >= 0;
        m->odds[i].hits += holds > 0;
    }
}

static Status gather(Maker *m, int64_t monthly, int64_t first, int64_t n_columns)
{
    for (int64_t i = 0; i < m->n; i++) {
        EnsembleRun run;
        const Status st = ensemble_read(m->e, i, &run);
        if (st) return st;
        if (first == 0) count_run(m, &run);
        for (int64_t c = 0; c < n_columns; c++)
            m->block[c * m->n + i] = column_of(&run, monthly, first + c);
    }
    return LODE_OK;
}

static Status make(Maker *m, Band *monthly, Band *yearly)
{
    const Variables *vs = &m->e->variables;
    const int64_t n_monthly = (int64_t)vs->n * vs->n_steps;
    const int64_t all = n_monthly + (int64_t)vs->n * vs->n_years;
    int64_t width = BLOCK_BYTES / (int64_t)sizeof(double) / (m->n ? m->n : 1);
    width = width < 1 ? 1 : width > all ? all : width;
    m->block = malloc((size_t)width * (size_t)(m->n ? m->n : 1) * sizeof *m->block);
    if (!m->block) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (int64_t first = 0; first < all && !st; first += width) {
        const int64_t now = all - first < width ? all - first : width;
        st = gather(m, n_monthly, first, now);
        for (int64_t c = 0; c < now && !st; c++) {
            Band *band =
                first + c < n_monthly ? &monthly[first + c] : &yearly[first + c - n_monthly];
            *band = summary_band(&m->block[c * m->n], m->n);
        }
    }
    free(m->block);
    for (int i = 0; i < m->e->options.n_odds; i++)
        odds_measure(&m->odds[i]);
    return st;
}

Status summary_make(const Ensemble *e, int64_t n, Summary **out)
{
    const Variables *vs = &e->variables;
    Arena *arena = arena_new(0);
    Summary *s = ARENA_ARRAY(arena, Summary, 1);
    Band *monthly = ARENA_ARRAY(arena, Band, (size_t)vs->n * (size_t)vs->n_steps);
    Band *yearly = ARENA_ARRAY(arena, Band, (size_t)vs->n * (size_t)vs->n_years);
    OddsCount *odds = ARENA_ARRAY(arena, OddsCount, e->options.n_odds + 1);
    Status st = s && monthly && yearly && odds ? LODE_OK : LODE_NO_MEMORY;
    *out = NULL;
    if (!st) {
        *s = (Summary){
            .arena = arena, .n = n, .monthly = monthly, .yearly = yearly, .odds = odds};
        Maker m = {.e = e, .n = n, .out = s, .odds = odds};
        st = make(&m, monthly, yearly);
    }
    if (st)
        arena_free(arena);
    else
        *out = s;
    return st;
}

void summary_free(Summary *summary)
{
    if (summary) arena_free(summary->arena);
}
