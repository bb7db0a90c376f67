#include "audit/vary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/sim.h"
#include "study/study.h"

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

/* ---- runs: two a candidate, up and down ---- */

typedef struct Effort {
    Vary *vary;
    const RunHeadline *reference;
    Candidate *candidates;
    RunHeadline *up; /* of the candidate whose other run comes next; NULL: it failed */
    int32_t n_failed;
} Effort;

/* All cells of the candidate times the factor. */
static Status change(void *context, int64_t run, Arena *arena, Variation *out)
{
    const Effort *effort = context;
    const Inputs *inputs = effort->vary->inputs;
    const Candidate *c = &effort->candidates[run / 2];
    const double factor = run % 2 == 0 ? 1 + AUDIT_CHANGE : 1 - AUDIT_CHANGE;
    CellText *cells = ARENA_ARRAY(arena, CellText, c->n_rows);
    if (!cells) return LODE_NO_MEMORY;
    out->cells = cells;
    for (int32_t i = 0; i < c->n_rows; i++) {
        const int32_t row = inputs->rows[c->rows[i]].row;
        CellText *cell = &cells[out->n_cells];
        double value;
        *cell = (CellText){&inputs->tables[c->table].csv, row, c->column, NULL};
        if (!is_guess(inputs, c->table, c->rows[i], c->column) || !overlay_value(cell, &value))
            continue;
        if (!(cell->text = overlay_number(cell, value * factor, arena))) return LODE_NO_MEMORY;
        out->n_cells++;
    }
    return LODE_OK;
}

static Status measure(void *context, int64_t run, const Model *model, const Record *record,
                      void *result)
{
    (void)context;
    (void)run;
    return headline_measure(model, record, (RunHeadline **)result);
}

static void drop(void *context, void *result)
{
    (void)context;
    headline_free(*(RunHeadline **)result);
}

/* The first run of a pair waits for the second; where one fails, the candidate has no effect
 * and counts as failed. */
static Status deliver(void *context, const StudyRun *run)
{
    Effort *effort = context;
    Candidate *c = &effort->candidates[run->run / 2];
    RunHeadline **result = run->result;
    effort->vary->done++;
    if (run->run % 2 == 0) {
        c->mean = NAN;
        effort->up = *result;
        *result = NULL;
        return LODE_OK;
    }
    if (effort->up && *result)
        compare(effort->reference, effort->up, *result, c);
    else
        effort->n_failed++;
    headline_free(effort->up);
    effort->up = NULL;
    return LODE_OK;
}

static int keep_going(void *context, int64_t done, int64_t n)
{
    const Effort *effort = context;
    const Vary *vary = effort->vary;
    (void)done;
    (void)n;
    return vary->options->progress
               ? vary->options->progress(vary->options->progress_context, vary->done, vary->all)
               : 0;
}

/* A short run ends after so many months; 0: the whole run. */
static Month end_of(const Model *model, int32_t months)
{
    return months && model->start + months - 1 < model->end ? model->start + months - 1
                                                            : MONTH_NONE;
}

Status vary_reference(const Vary *vary, int32_t months, Diag *diag, RunHeadline **out)
{
    const RunOptions options = {.start = MONTH_NONE, .end = end_of(vary->model, months)};
    Record *record;
    *out = NULL;
    Status st = sim_run(vary->model, &options, diag, &record);
    if (st) return st;
    st = headline_measure(vary->model, record, out);
    record_free(record);
    return st;
}

Status vary_measure(Vary *vary, int32_t months, const RunHeadline *reference,
                    Candidate *candidates, int32_t n, int32_t *n_failed)
{
    Effort effort = {.vary = vary, .reference = reference, .candidates = candidates};
    const Study study = {.model = vary->model,
                         .files = vary->files,
                         .n = 2 * (int64_t)n,
                         .threads = vary->options->threads,
                         .start = MONTH_NONE,
                         .end = end_of(vary->model, months),
                         .foresight = FORESIGHT_RECURSIVE,
                         .result_size = sizeof(RunHeadline *),
                         .context = &effort,
                         .vary = change,
                         .measure = measure,
                         .deliver = deliver,
                         .drop = drop,
                         .progress = keep_going};
    const Status st = study_run(&study);
    headline_free(effort.up);
    *n_failed += effort.n_failed;
    return st;
}
