#include "audit/audit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/vary.h"
#include "audit/weigh.h"
#include "sim/sim.h"

enum { NAME_SIZE = 256 };
#define NO_EFFECT 1e-9 /* what rounding moves; failed runs are NAN */

/* What is at work while an audit is made. */
typedef struct Auditor {
    const Model *model;
    const AuditOptions *options;
    Diag *diag;
    Audit *out;
    Files files;
    Inputs inputs;
    double *money; /* by row */
} Auditor;

/* ---- shares ---- */

static void count_row(AuditTable *table, const InputRow *row, double money)
{
    table->rows[row->known]++;
    table->money[row->known] += money;
}

static Status count(Auditor *a)
{
    Audit *out = a->out;
    out->n_tables = a->inputs.n_tables + 1;
    out->tables = ARENA_ARRAY(out->arena, AuditTable, out->n_tables);
    out->unknown = ARENA_ARRAY(out->arena, Place, a->inputs.n_rows);
    if (!out->tables || !out->unknown) return LODE_NO_MEMORY;
    AuditTable *all = &out->tables[a->inputs.n_tables];
    all->name = "all";
    for (int32_t t = 0; t < a->inputs.n_tables; t++)
        out->tables[t].name = a->inputs.tables[t].name;
    for (int32_t r = 0; r < a->inputs.n_rows; r++) {
        const InputRow *row = &a->inputs.rows[r];
        count_row(&out->tables[row->table], row, a->money[r]);
        count_row(all, row, a->money[r]);
        if (row->known == INPUT_NONE)
            out->unknown[out->n_unknown++] =
                (Place){a->inputs.tables[row->table].file, row->line, 1};
    }
    return LODE_OK;
}

static Status weigh(Auditor *a)
{
    Record *record;
    const RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    a->money = ARENA_ARRAY(a->out->arena, double, a->inputs.n_rows);
    if (!a->money) return LODE_NO_MEMORY;
    const Status st = sim_run(a->model, &options, a->diag, &record);
    if (st) return st;
    weigh_rows(a->model, record, &a->inputs, a->money);
    record_free(record);
    return LODE_OK;
}

/* ---- what matters ---- */

static const char *name_line(Auditor *a, const HeadlineLine *line)
{
    char text[NAME_SIZE];
    const char *what = *line->commodity ? line->commodity : line->stage;
    snprintf(text, sizeof text, "%s of %s%s%s, %d", line->metric, what,
             *line->region ? " in " : "", line->region, (int)line->year);
    return arena_text(a->out->arena, text, strlen(text));
}

static Status keep_effect(Auditor *a, const Candidate *c, const RunHeadline *reference,
                          bool whole)
{
    const InputRow *first = &a->inputs.rows[c->rows[0]];
    const InputTable *table = &a->inputs.tables[c->table];
    AuditEffect *effect = &a->out->effects[a->out->n_effects];
    *effect = (AuditEffect){.table = table->name,
                            .column = table->csv.heads[c->column].name,
                            .source = first->source,
                            .note = first->note,
                            .known = first->known,
                            .line = first->line,
                            .n_rows = c->n_rows,
                            .money = c->money,
                            .mean = c->mean,
                            .most = c->most,
                            .line_name = name_line(a, &reference->lines[c->line]),
                            .line_unit = "",
                            .whole_run = whole};
    if (!effect->line_name) return LODE_NO_MEMORY;
    a->out->n_effects++;
    return LODE_OK;
}

/* Candidates whose runs failed come last; equals by their order before. */
static int by_effect(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    const double mean_x = isnan(x->mean) ? -1 : x->mean, mean_y = isnan(y->mean) ? -1 : y->mean;
    if (mean_x != mean_y) return mean_x > mean_y ? -1 : 1;
    if (x->table != y->table) return x->table < y->table ? -1 : 1;
    if (x->rows[0] != y->rows[0]) return x->rows[0] < y->rows[0] ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

static Status keep_effects(Auditor *a, const Candidate *candidates, int32_t n,
                           const RunHeadline *reference, bool whole)
{
    a->out->effects = ARENA_ARRAY(a->out->arena, AuditEffect, n);
    if (!a->out->effects) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (int32_t i = 0; i < n && !st; i++)
        if (candidates[i].mean > NO_EFFECT)
            st = keep_effect(a, &candidates[i], reference, whole);
    return st;
}

/* Measures on a run of so many months and puts the strongest first. */
static Status rank(Auditor *a, Vary *vary, int32_t months, Candidate *candidates, int32_t n,
                   RunHeadline **reference)
{
    Status st = vary_reference(vary, months, a->diag, reference);
    if (!st) st = vary_measure(vary, months, *reference, candidates, n, &a->out->n_failed);
    if (!st && n) qsort(candidates, (size_t)n, sizeof *candidates, by_effect);
    return st;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static Status find_effects(Auditor *a)
{
    Candidate *candidates;
    int32_t n;
    RunHeadline *brief = NULL, *whole = NULL;
    Status st = vary_candidates(&a->inputs, a->money, a->out->arena, &candidates, &n);
    if (st) return st;
    a->out->n_candidates = n;
    const int32_t screened = smaller(n, a->options->candidates);
    const int32_t finalists = smaller(screened, a->options->finalists);
    Vary vary = {.model = a->model,
                 .files = &a->files,
                 .inputs = &a->inputs,
                 .options = a->options,
                 .all = 2 * (screened + finalists)};
    st = rank(a, &vary, a->options->months, candidates, screened, &brief);
    if (!st && finalists) st = rank(a, &vary, 0, candidates, finalists, &whole);
    a->out->n_runs = vary.done;
    if (!st)
        st = finalists ? keep_effects(a, candidates, finalists, whole, true)
                       : keep_effects(a, candidates, screened, brief, false);
    headline_free(brief);
    headline_free(whole);
    return st;
}

/* ---- all of it ---- */

static Status audit(Auditor *a)
{
    Status st = files_read(a->model->folder, a->out->arena, a->diag, &a->files);
    if (!st) st = inputs_list(&a->files, a->out->arena, &a->inputs);
    if (!st) st = weigh(a);
    if (!st) st = count(a);
    return st ? st : find_effects(a);
}

Status audit_model(const Model *model, const AuditOptions *options, Diag *diag, Audit **out)
{
    Arena *arena = arena_new((size_t)1 << 16);
    Audit *result = ARENA_ARRAY(arena, Audit, 1);
    *out = NULL;
    if (!result) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    result->arena = arena;
    Auditor a = {.model = model, .options = options, .diag = diag, .out = result};
    const Status st = audit(&a);
    if (st)
        arena_free(arena);
    else
        *out = result;
    return st;
}

void audit_free(Audit *result)
{
    if (result) arena_free(result->arena);
}
