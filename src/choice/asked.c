#include "choice/asked.h"

#include <stdlib.h>
#include <string.h>

Status search_new(const SearchOptions *options, Search **out)
{
    Search *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s) return LODE_NO_MEMORY;
    s->o = *options;
    s->kept = calloc((size_t)KEPT_ROWS * (size_t)options->n + 1, sizeof *s->kept);
    if (!s->kept) {
        free(s);
        return LODE_NO_MEMORY;
    }
    *out = s;
    return LODE_OK;
}

void search_free(Search *s)
{
    if (!s) return;
    free(s->points);
    free(s->answers);
    free(s->kept);
    free(s->batch);
    free(s);
}

size_t asked_row_bytes(const Search *s)
{
    return (size_t)s->o.n * sizeof(double);
}

double *asked_row(const Search *s, double *rows, int32_t i)
{
    return rows + (size_t)i * (size_t)s->o.n;
}

/* Room for `n` rows in *rows; what is in it is kept. */
static Status grow(const Search *s, double **rows, int32_t *room, int32_t n)
{
    if (n <= *room) return LODE_OK;
    const int32_t larger = 2 * n + 16;
    double *longer = realloc(*rows, (size_t)larger * asked_row_bytes(s) + sizeof(double));
    if (!longer) return LODE_NO_MEMORY;
    *rows = longer;
    *room = larger;
    return LODE_OK;
}

/* The place of a point that was answered, or -1. */
static int32_t find(const Search *s, const double *point)
{
    for (int32_t i = 0; i < s->n_points; i++)
        if (memcmp(asked_row(s, s->points, i), point, asked_row_bytes(s)) == 0) return i;
    return -1;
}

/* ---- questions ---- */

static Status remember(Search *s, const double *points, const SearchAnswer *answers, int32_t n)
{
    const int32_t before = s->room;
    Status st = grow(s, &s->points, &s->room, s->n_points + n);
    if (!st && s->room > before) {
        SearchAnswer *longer = realloc(s->answers, (size_t)s->room * sizeof *longer);
        if (!longer) return LODE_NO_MEMORY;
        s->answers = longer;
    }
    if (st) return st;
    memcpy(asked_row(s, s->points, s->n_points), points, (size_t)n * asked_row_bytes(s));
    memcpy(&s->answers[s->n_points], answers, (size_t)n * sizeof *answers);
    s->n_points += n;
    return LODE_OK;
}

static bool among(const Search *s, double *rows, int32_t n, const double *point)
{
    for (int32_t i = 0; i < n; i++)
        if (memcmp(asked_row(s, rows, i), point, asked_row_bytes(s)) == 0) return true;
    return false;
}

Status asked_new(Search *s, const double *points, int32_t n)
{
    double *fresh = malloc((size_t)n * asked_row_bytes(s) + sizeof(double));
    SearchAnswer *answers = calloc((size_t)n + 1, sizeof *answers);
    Status st = fresh && answers ? LODE_OK : LODE_NO_MEMORY;
    int32_t n_fresh = 0;
    for (int32_t i = 0; i < n && !st; i++) {
        const double *point = points + (size_t)i * (size_t)s->o.n;
        if (find(s, point) >= 0 || among(s, fresh, n_fresh, point)) continue;
        memcpy(asked_row(s, fresh, n_fresh++), point, asked_row_bytes(s));
    }
    if (!st && n_fresh) st = s->o.ask(s->o.context, fresh, n_fresh, answers);
    if (!st) st = remember(s, fresh, answers, n_fresh);
    free(fresh);
    free(answers);
    return st;
}

Status search_ask(Search *s, const double *points, int32_t n, SearchAnswer *answers)
{
    const Status st = asked_new(s, points, n);
    for (int32_t i = 0; i < n && !st; i++)
        answers[i] = s->answers[find(s, points + (size_t)i * (size_t)s->o.n)];
    return st;
}

/* ---- batches ---- */

double *asked_add(Search *s, const double *from)
{
    if (grow(s, &s->batch, &s->batch_room, s->n_batch + 1)) return NULL;
    double *point = asked_row(s, s->batch, s->n_batch++);
    if (from)
        memcpy(point, from, asked_row_bytes(s));
    else
        memset(point, 0, asked_row_bytes(s));
    return point;
}

Status asked_batch(Search *s)
{
    return s->n_batch ? asked_new(s, s->batch, s->n_batch) : LODE_OK;
}

int32_t asked_best(const Search *s, const SearchRule *rule)
{
    int32_t best = -1;
    for (int32_t i = 0; i < s->n_batch; i++) {
        const SearchAnswer *a = &s->answers[find(s, asked_row(s, s->batch, i))];
        if (best < 0 ||
            search_better(rule, a, &s->answers[find(s, asked_row(s, s->batch, best))]))
            best = i;
    }
    return best;
}

const SearchAnswer *asked_answer(const Search *s, const double *point)
{
    return &s->answers[find(s, point)];
}

void asked_keep_better(Search *s, const SearchRule *rule, int row, const double *point)
{
    double *kept = asked_row(s, s->kept, row);
    if (search_better(rule, asked_answer(s, point), asked_answer(s, kept)))
        memmove(kept, point, asked_row_bytes(s));
}

int32_t asked_stride(const Search *s)
{
    int32_t most = 1, stride = 1;
    for (int32_t i = 0; i < s->o.n; i++)
        if (s->o.most[i] > most) most = s->o.most[i];
    while (4 * stride <= most)
        stride *= 2;
    return stride;
}

bool asked_may(const Search *s, int32_t begun)
{
    return s->n_points - begun < s->o.questions;
}
