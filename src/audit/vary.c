#include "audit/vary.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "model/overlay.h"
#include "model/read.h"
#include "sim/sim.h"

/* ---- candidates ---- */

static bool is_open(InputClass known)
{
    return known == INPUT_ESTIMATE || known == INPUT_ASSUMPTION;
}

static bool same_group(const InputRow *a, const InputRow *b)
{
    return a->table == b->table && a->known == b->known && strcmp(a->source, b->source) == 0 &&
           strcmp(a->note, b->note) == 0;
}

/* The rows of the group that `first` begins; NULL without memory. */
static int32_t *gather(const Inputs *in, int32_t first, bool *taken, Arena *arena, int32_t *n)
{
    const InputTable *table = &in->tables[in->rows[first].table];
    int32_t *rows = ARENA_ARRAY(arena, int32_t, table->n);
    *n = 0;
    for (int32_t r = first; rows && r < table->first + table->n; r++) {
        if (taken[r] || !same_group(&in->rows[first], &in->rows[r])) continue;
        taken[r] = true;
        rows[(*n)++] = r;
    }
    return rows;
}

/* A cell that says just 1 is a unit or a whole, by definition, and nobody's guess. */
static bool is_guess(const Inputs *in, int32_t table, int32_t row, int32_t column)
{
    const char *cell = csv_cell(&in->tables[table].csv, in->rows[row].row, column);
    return cell[0] && strcmp(cell, "1") != 0;
}

static bool holds_guess(const Inputs *in, const Candidate *c)
{
    for (int32_t i = 0; i < c->n_rows; i++)
        if (is_guess(in, c->table, c->rows[i], c->column)) return true;
    return false;
}

static int by_money(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->money != y->money) return x->money > y->money ? -1 : 1;
    if (x->table != y->table) return x->table < y->table ? -1 : 1;
    if (x->rows[0] != y->rows[0]) return x->rows[0] < y->rows[0] ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

Status vary_candidates(const Inputs *in, const double *money, Arena *arena, Candidate **out,
                       int32_t *n)
{
    bool *taken = ARENA_ARRAY(arena, bool, in->n_rows);
    *out = ARENA_ARRAY(arena, Candidate, (size_t)in->n_rows * INPUT_COLUMNS_MAX);
    *n = 0;
    if (!taken || !*out) return LODE_NO_MEMORY;
    for (int32_t r = 0; r < in->n_rows; r++) {
        Candidate c = {.table = in->rows[r].table, .mean = NAN};
        if (taken[r] || !is_open(in->rows[r].known)) continue;
        c.rows = gather(in, r, taken, arena, &c.n_rows);
        if (!c.rows) return LODE_NO_MEMORY;
        for (int32_t i = 0; i < c.n_rows; i++)
            c.money += money[c.rows[i]];
        for (int32_t i = 0; i < in->tables[c.table].n_numbers && c.money > 0; i++) {
            c.column = in->tables[c.table].numbers[i];
            if (holds_guess(in, &c)) (*out)[(*n)++] = c;
        }
    }
    if (*n) qsort(*out, (size_t)*n, sizeof **out, by_money);
    return LODE_OK;
}

/* ---- one run ---- */

/* Reading units is not for two threads at once (units.h), nor is binding policies. */
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

static Status begin(const Files *files, const char *folder, int32_t months, Diag *diag,
                    Model **model, SimRun **run)
{
    pthread_mutex_lock(&reading);
    Status st = model_read_files(files, folder, diag, model);
    RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    if (!st && months && (*model)->start + months - 1 < (*model)->end)
        options.end = (*model)->start + months - 1;
    if (!st) st = sim_begin(*model, &options, diag, run);
    pthread_mutex_unlock(&reading);
    return st;
}

static void end(Model *model, SimRun *run)
{
    pthread_mutex_lock(&reading);
    sim_end(run);
    model_free(model);
    pthread_mutex_unlock(&reading);
}

static Status run_files(const Files *files, const char *folder, int32_t months, Diag *diag,
                        RunHeadline **out)
{
    Model *model = NULL;
    SimRun *run = NULL;
    *out = NULL;
    Status st = begin(files, folder, months, diag, &model, &run);
    while (!st && sim_next(run) < sim_steps(run))
        st = sim_step(run);
    if (!st) st = headline_measure(model, sim_record(run), out);
    end(model, run);
    return st;
}

Status vary_reference(const Vary *vary, int32_t months, Diag *diag, RunHeadline **out)
{
    return run_files(vary->files, vary->folder, months, diag, out);
}

/* The files with all cells of the candidate times the factor. */
static Status change(const Vary *vary, const Candidate *c, double factor, Files *files,
                     Arena *arena)
{
    CellChange *changes = ARENA_ARRAY(arena, CellChange, c->n_rows);
    if (!changes) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < c->n_rows; i++)
        if (is_guess(vary->inputs, c->table, c->rows[i], c->column))
            changes[n++] = (CellChange){vary->inputs->rows[c->rows[i]].row, c->column, factor};
    *files = *vary->files;
    return overlay_scale(&vary->inputs->tables[c->table].csv, changes, n, files, arena);
}

/* ---- how far the headline moves ---- */

static double change_of(const HeadlineLine *was, const HeadlineLine *is)
{
    const double difference = is->value - was->value;
    if (strcmp(was->metric, "share") == 0) return difference;
    return was->value != 0 ? difference / fabs(was->value) : NAN;
}

/* Shortages come and go; only lines that both runs have, production, shares, prices, count. */
static void compare(const RunHeadline *reference, const RunHeadline *up,
                    const RunHeadline *down, Candidate *c)
{
    double sum = 0;
    int32_t n = 0;
    c->most = 0;
    for (int32_t i = 0; i < reference->n; i++) {
        const HeadlineLine *line = &reference->lines[i];
        const HeadlineLine *above = headline_same(up, line), *below = headline_same(down, line);
        if (!above || !below || strcmp(line->metric, "shortage") == 0 ||
            strcmp(line->metric, "devices_not_built") == 0)
            continue;
        const double rise = change_of(line, above), fall = change_of(line, below);
        if (isnan(rise) || isnan(fall)) continue;
        const double larger = fabs(rise) >= fabs(fall) ? rise : -fall;
        sum += 0.5 * (fabs(rise) + fabs(fall));
        n++;
        if (fabs(larger) <= fabs(c->most)) continue;
        c->most = larger;
        c->line = i;
    }
    c->mean = n ? sum / n : NAN;
}

static Status measure(const Vary *vary, int32_t months, const RunHeadline *reference,
                      Candidate *c)
{
    RunHeadline *up = NULL, *down = NULL;
    Files files;
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    Status st = arena && diag ? LODE_OK : LODE_NO_MEMORY;
    c->mean = NAN;
    if (!st) st = change(vary, c, 1 + AUDIT_CHANGE, &files, arena);
    if (!st) st = run_files(&files, vary->folder, months, diag, &up);
    if (!st) st = change(vary, c, 1 - AUDIT_CHANGE, &files, arena);
    if (!st) st = run_files(&files, vary->folder, months, diag, &down);
    if (!st) compare(reference, up, down, c);
    headline_free(up);
    headline_free(down);
    diag_free(diag);
    arena_free(arena);
    return st;
}

/* ---- threads: each takes the next candidate; where it writes does not depend on who it is
 * ---- */

typedef struct Pool {
    Vary *vary;
    int32_t months, next, n, failed;
    const RunHeadline *reference;
    Candidate *candidates;
    pthread_mutex_t lock;
    Status status;
} Pool;

/* The next candidate, or NULL when there is none, or the work is given up. */
static Candidate *next_of(Pool *pool)
{
    Candidate *c = NULL;
    pthread_mutex_lock(&pool->lock);
    const AuditOptions *options = pool->vary->options;
    if (!pool->status && options->progress &&
        options->progress(options->progress_context, pool->vary->done, pool->vary->all))
        pool->status = LODE_INTERRUPTED;
    if (!pool->status && pool->next < pool->n) c = &pool->candidates[pool->next++];
    pthread_mutex_unlock(&pool->lock);
    return c;
}

static void *work(void *context)
{
    Pool *pool = context;
    for (Candidate *c; (c = next_of(pool));) {
        const Status st = measure(pool->vary, pool->months, pool->reference, c);
        pthread_mutex_lock(&pool->lock);
        pool->vary->done += 2;
        if (st == LODE_NO_MEMORY)
            pool->status = st;
        else if (st) /* the changed model is refused, or has no equilibrium: told as a count */
            pool->failed++;
        pthread_mutex_unlock(&pool->lock);
    }
    return NULL;
}

Status vary_measure(Vary *vary, int32_t months, const RunHeadline *reference,
                    Candidate *candidates, int32_t n, int32_t *n_failed)
{
    enum { THREADS_MAX = 64 };
    pthread_t threads[THREADS_MAX];
    int started = 0;
    Pool pool = {.vary = vary,
                 .months = months,
                 .n = n,
                 .reference = reference,
                 .candidates = candidates};
    if (pthread_mutex_init(&pool.lock, NULL)) return LODE_NO_MEMORY;
    while (started < vary->options->threads - 1 && started < THREADS_MAX &&
           pthread_create(&threads[started], NULL, work, &pool) == 0)
        started++;
    work(&pool);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&pool.lock);
    *n_failed += pool.failed;
    return pool.status;
}
