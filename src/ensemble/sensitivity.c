#include "ensemble/sensitivity.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ensemble/random.h"

#define INTERVAL_LOW 0.05
#define INTERVAL_HIGH 0.95

void sensitivity_point(const Sequence *base, uint64_t n, int32_t k, uint64_t r, double *scratch,
                       double *point)
{
    const uint64_t block = r / n; /* 0: A, 1: B, 2 + i: A with column i of B */
    sequence_point(base, r % n, scratch);
    memcpy(point, block == 1 ? scratch + k : scratch, (size_t)k * sizeof *point);
    if (block >= 2) point[block - 2] = scratch[(uint64_t)k + block - 2];
}

/* ---- estimates ---- */

typedef struct Rows {
    const double *f;
    uint64_t n;
    int32_t k;
    uint64_t *row; /* those with numbers everywhere */
    uint64_t n_rows;
} Rows;

static double of(const Rows *rows, uint64_t block, uint64_t j)
{
    return rows->f[block * rows->n + j];
}

static Status rows_find(Rows *rows)
{
    rows->row = calloc(rows->n, sizeof *rows->row);
    if (!rows->row) return LODE_NO_MEMORY;
    for (uint64_t j = 0; j < rows->n; j++) {
        bool whole = true;
        for (uint64_t block = 0; whole && block < (uint64_t)rows->k + 2; block++)
            whole = isfinite(of(rows, block, j));
        if (whole) rows->row[rows->n_rows++] = j;
    }
    return rows->n_rows >= 2 ? LODE_OK : LODE_BAD_INPUT;
}

/* Mean and variance of A and B together; `pick` maps places to rows. */
static double variance_of(const Rows *rows, const uint64_t *pick, double *mean)
{
    double sum = 0, squares = 0;
    const double count = 2 * (double)rows->n_rows;
    for (uint64_t i = 0; i < rows->n_rows; i++)
        sum += of(rows, 0, pick[i]) + of(rows, 1, pick[i]);
    *mean = sum / count;
    for (uint64_t i = 0; i < rows->n_rows; i++) {
        const double a = of(rows, 0, pick[i]) - *mean, b = of(rows, 1, pick[i]) - *mean;
        squares += a * a + b * b;
    }
    return squares / (count - 1);
}

static void estimate(const Rows *rows, const uint64_t *pick, double *first, double *total)
{
    double mean;
    const double variance = variance_of(rows, pick, &mean);
    for (int32_t i = 0; i < rows->k; i++) {
        double together = 0, apart = 0;
        for (uint64_t j = 0; j < rows->n_rows; j++) {
            const double a = of(rows, 0, pick[j]) - mean, b = of(rows, 1, pick[j]) - mean;
            const double mixed = of(rows, (uint64_t)i + 2, pick[j]) - mean;
            together += b * (mixed - a);
            apart += (a - mixed) * (a - mixed);
        }
        const double count = (double)rows->n_rows;
        first[i] = variance > 0 ? together / count / variance : NAN;
        total[i] = variance > 0 ? apart / (2 * count) / variance : NAN;
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double percentile(double *values, int32_t n, double p)
{
    qsort(values, (size_t)n, sizeof *values, by_size);
    const double place = p * (n - 1);
    const int32_t below = (int32_t)place;
    const double part = place - below;
    return below + 1 < n ? values[below] * (1 - part) + values[below + 1] * part
                         : values[n - 1];
}

/* The bootstrap: rows drawn again with replacement. */
static Status intervals(const Rows *rows, int32_t boots, uint64_t seed, Sensitivity *out)
{
    const size_t k = (size_t)rows->k, b = (size_t)boots;
    double *sample = calloc(2 * k * b, sizeof *sample), *now = calloc(2 * k, sizeof *now);
    uint64_t *pick = calloc(rows->n_rows, sizeof *pick);
    const Status st = sample && now && pick ? LODE_OK : LODE_NO_MEMORY;
    for (size_t boot = 0; !st && boot < b; boot++) {
        const RandomStream stream = {seed, (uint32_t)boot, 0};
        for (uint64_t j = 0; j < rows->n_rows; j++)
            pick[j] = rows->row[random_below(&stream, j, rows->n_rows)];
        estimate(rows, pick, now, now + k);
        for (size_t i = 0; i < 2 * k; i++)
            sample[i * b + boot] = isnan(now[i]) ? 0 : now[i];
    }
    for (size_t i = 0; !st && b > 1 && i < k; i++) {
        out[i].first_low = percentile(sample + i * b, boots, INTERVAL_LOW);
        out[i].first_high = percentile(sample + i * b, boots, INTERVAL_HIGH);
        out[i].total_low = percentile(sample + (k + i) * b, boots, INTERVAL_LOW);
        out[i].total_high = percentile(sample + (k + i) * b, boots, INTERVAL_HIGH);
    }
    free(sample);
    free(now);
    free(pick);
    return st;
}

Status sensitivity_measure(const double *f, uint64_t n, int32_t k, int32_t boots, uint64_t seed,
                           Sensitivity *out)
{
    Rows rows = {.f = f, .n = n, .k = k};
    double *first = calloc((size_t)k * 2, sizeof *first), mean;
    Status st = first ? rows_find(&rows) : LODE_NO_MEMORY;
    if (!st && !(variance_of(&rows, rows.row, &mean) > 0)) st = LODE_BAD_INPUT;
    if (!st) {
        estimate(&rows, rows.row, first, first + k);
        for (int32_t i = 0; i < k; i++)
            out[i] = (Sensitivity){first[i], NAN, NAN, first[k + i], NAN, NAN};
        st = intervals(&rows, boots, seed, out);
    }
    free(first);
    free(rows.row);
    return st;
}

/* ---- screening ---- */

/* The step between levels that makes every level equally likely: levels / 2 of levels - 1. */
static double screening_step(int32_t levels)
{
    return (double)levels / 2 / (levels - 1);
}

/* Whether input i of a trajectory starts low and rises; its low level is drawn as well. */
static double start_of(const RandomStream *stream, int32_t i, int32_t levels, bool *rises)
{
    const uint64_t drawn = random_below(stream, (uint64_t)i * 2, (uint64_t)levels / 2);
    const double low = (double)drawn / (levels - 1);
    *rises = random_below(stream, (uint64_t)i * 2 + 1, 2) == 0;
    return *rises ? low : low + screening_step(levels);
}

void screening_point(uint64_t run, int32_t k, int32_t levels, uint64_t seed, double *point)
{
    const uint64_t trajectory = run / ((uint64_t)k + 1), moved = run % ((uint64_t)k + 1);
    const RandomStream start = {seed, (uint32_t)trajectory, 0};
    const RandomStream order = {seed, (uint32_t)trajectory, 1};
    for (int32_t i = 0; i < k; i++) {
        bool rises;
        const double from = start_of(&start, i, levels, &rises);
        const bool done = random_order(&order, (uint64_t)i, (uint64_t)k) < moved;
        point[i] = done ? from + (rises ? 1 : -1) * screening_step(levels) : from;
    }
}

static bool whole_trajectory(const double *f, int32_t k)
{
    for (int32_t i = 0; i <= k; i++)
        if (!isfinite(f[i])) return false;
    return true;
}

Status screening_measure(const double *f, uint64_t r, int32_t k, int32_t levels, uint64_t seed,
                         Screening *out)
{
    uint64_t n = 0;
    memset(out, 0, (size_t)k * sizeof *out);
    for (uint64_t t = 0; t < r; t++) {
        const double *values = f + t * ((uint64_t)k + 1);
        if (!whole_trajectory(values, k)) continue;
        n++;
        const RandomStream start = {seed, (uint32_t)t, 0}, order = {seed, (uint32_t)t, 1};
        for (int32_t i = 0; i < k; i++) {
            bool rises;
            (void)start_of(&start, i, levels, &rises);
            const uint64_t place = random_order(&order, (uint64_t)i, (uint64_t)k);
            const double rise = values[place + 1] - values[place];
            const double effect = (rises ? rise : -rise) / screening_step(levels);
            const double before = out[i].mean;
            out[i].mean += (effect - before) / (double)n; /* Welford's running moments */
            out[i].deviation += (effect - before) * (effect - out[i].mean);
            out[i].magnitude += (fabs(effect) - out[i].magnitude) / (double)n;
        }
    }
    for (int32_t i = 0; i < k; i++)
        out[i].deviation = n > 1 ? sqrt(out[i].deviation / (double)(n - 1)) : NAN;
    return n ? LODE_OK : LODE_BAD_INPUT;
}
