#include "ensemble/ensemble.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ensemble/sensitivity.h"
#include "horizon/horizon.h"
#include "metrics/probe.h"

enum { SYNC_RUNS = 64 };
#define SYNC_SECONDS 1.0 /* finished runs are on disk after so long at most */

/* ---- a run as bytes: head, values, yearly, series; what the journal keeps and ranks send ----
 */

typedef struct Head {
    int64_t run;
    int32_t status, n_outages, n_delays, unused;
    char reason[ENSEMBLE_REASON_SIZE];
} Head;

typedef struct Layout {
    Head *head;
    double *values, *yearly;
    float *series;
} Layout;

static Layout layout_of(const Ensemble *e, void *record)
{
    const Variables *vs = &e->variables;
    unsigned char *at = record;
    Layout out = {.head = record};
    at += sizeof(Head);
    out.values = (double *)(void *)at;
    out.yearly = out.values + e->design.dimensions.n;
    out.series = (float *)(void *)(out.yearly + (size_t)vs->n * (size_t)vs->n_years);
    return out;
}

static size_t bytes_of(const Ensemble *e)
{
    const size_t n = sizeof(Head) + (size_t)e->design.dimensions.n * sizeof(double) +
                     variables_bytes(&e->variables);
    return (n + 7) / 8 * 8;
}

/* ---- what belongs together: a hash over everything that decides what a run is ---- */

static void mix_text(uint64_t *hash, const char *text)
{
    *hash = journal_hash(*hash, text, strlen(text) + 1);
}

static void mix_number(uint64_t *hash, int64_t number)
{
    *hash = journal_hash(*hash, &number, sizeof number);
}

static void mix_variable(uint64_t *hash, const Variable *v)
{
    const MetricFilter *f = &v->filter;
    const char *const texts[] = {v->metric->id, f->region,   f->partner, f->commodity,
                                 f->stage,      f->facility, f->process, f->use,
                                 f->limit,      f->policy};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        mix_text(hash, texts[i]);
}

/* Points of Sobol's sequence and of a random sample do not depend on how many there are, so
 * such an ensemble may be gone on with to a larger n. */
static bool depends_on_n(const DesignOptions *options)
{
    return options->kind != DESIGN_PLAIN || options->sequence == SEQUENCE_LATIN;
}

static uint64_t fingerprint_of_all(const Ensemble *e)
{
    const DesignOptions *o = &e->design.options;
    uint64_t hash = JOURNAL_HASH;
    mix_text(&hash, LODE_VERSION);
    for (int32_t i = 0; i < e->files->n; i++) {
        const File *file = &e->files->items[i];
        if (strncmp(file->name, "evidence/", 9) == 0) continue; /* no run depends on it */
        mix_text(&hash, file->name);
        hash = journal_hash(hash, file->bytes, file->n);
    }
    for (int i = 0; i < o->n_scenarios; i++)
        mix_text(&hash, o->scenarios[i]);
    for (int32_t i = 0; i < e->design.dimensions.n; i++)
        mix_text(&hash, e->design.dimensions.items[i].id);
    for (int32_t i = 0; i < e->variables.n; i++)
        mix_variable(&hash, &e->variables.items[i]);
    const int64_t numbers[] = {(int64_t)o->seed,          (int64_t)o->sequence,
                               (int64_t)o->kind,          e->variables.start,
                               e->variables.n_steps,      e->design.dimensions.n,
                               depends_on_n(o) ? o->n : 0};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        mix_number(&hash, numbers[i]);
    return hash;
}

/* ---- the study: every run fills its record, rank 0 keeps them ---- */

static Status vary(void *context, int64_t run, Arena *arena, Variation *out)
{
    const Ensemble *e = context;
    return design_variation(&e->design, run, arena, out);
}

static Status measure(void *context, int64_t run, const Model *model, const Record *record,
                      void *result)
{
    const Ensemble *e = context;
    const Layout its = layout_of(e, result);
    (void)model;
    (void)run;
    variables_measure(&e->variables, record, its.series, its.yearly);
    return LODE_OK;
}

/* A run that failed has no numbers. */
static void fill_missing(const Ensemble *e, const Layout *its)
{
    const Variables *vs = &e->variables;
    for (size_t i = 0; i < (size_t)vs->n * (size_t)vs->n_years; i++)
        its->yearly[i] = NAN;
    for (size_t i = 0; i < (size_t)vs->n * (size_t)vs->n_steps; i++)
        its->series[i] = NAN;
}

/* What the run drew is known from its number alone; so is put in here, failed or not. */
static Status fill_head(const Ensemble *e, const StudyRun *run, const Layout *its)
{
    Mishaps mishaps;
    Arena *arena = arena_new(0);
    Status st = arena ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = design_point(&e->design, run->run, arena, its->values);
    if (!st) st = design_mishaps(&e->design, run->run, arena, &mishaps);
    if (!st)
        *its->head = (Head){.run = run->run,
                            .status = (int32_t)run->status,
                            .n_outages = mishaps.n_outages,
                            .n_delays = mishaps.n_delays};
    if (!st) snprintf(its->head->reason, sizeof its->head->reason, "%s", run->reason);
    if (!st && run->status) fill_missing(e, its);
    arena_free(arena);
    return st;
}

/* While results come in. */
typedef struct Keeper {
    Ensemble *e;
    double synced; /* when */
} Keeper;

static Status keep(Keeper *keeper, const void *record)
{
    Journal *journal = keeper->e->journal;
    Status st = journal_append(journal, record);
    if (st) return st;
    const double now = clock_now();
    if (journal_count(journal) - journal_kept(journal) < SYNC_RUNS &&
        now - keeper->synced < SYNC_SECONDS)
        return LODE_OK;
    keeper->synced = now;
    return journal_sync(journal);
}

/* Rank r has runs r, r + size, ... of what is missing; rank 0 keeps its own, then one of each
 * of the others, so that runs come in order. */
static Status deliver_ranked(Keeper *keeper, const StudyRun *run)
{
    Ensemble *e = keeper->e;
    const Crew *crew = &e->options.crew;
    if (crew->rank) {
        crew_send(crew, run->result, e->record_bytes);
        return LODE_OK;
    }
    Status st = keep(keeper, run->result);
    for (int rank = 1; rank < crew->size && run->run + rank < e->design.n_runs && !st; rank++) {
        crew_receive(crew, rank, e->record, e->record_bytes);
        st = keep(keeper, e->record);
    }
    return st;
}

static Status deliver(void *context, const StudyRun *run)
{
    Keeper *keeper = context;
    const Layout its = layout_of(keeper->e, run->result);
    const Status st = fill_head(keeper->e, run, &its);
    return st ? st : deliver_ranked(keeper, run);
}

static Status vary_kept(void *context, int64_t run, Arena *arena, Variation *out)
{
    return vary(((Keeper *)context)->e, run, arena, out);
}

static Status measure_kept(void *context, int64_t run, const Model *model, const Record *record,
                           void *result)
{
    return measure(((Keeper *)context)->e, run, model, record, result);
}

static int keep_going(void *context, int64_t done, int64_t n)
{
    const Ensemble *e = ((Keeper *)context)->e;
    const EnsembleOptions *o = &e->options;
    (void)done;
    (void)n;
    if (!o->progress || o->crew.rank) return 0;
    return o->progress(o->progress_context, journal_kept(e->journal), journal_count(e->journal),
                       e->design.n_runs);
}

Status ensemble_run(Ensemble *e)
{
    const EnsembleOptions *o = &e->options;
    const int64_t had =
        crew_share(&o->crew, e->journal ? (long long)journal_count(e->journal) : 0);
    const int64_t first = had + o->crew.rank, left = e->design.n_runs - first;
    Keeper keeper = {e, clock_now()};
    const Study study = {.model = e->model,
                         .files = e->files,
                         .first = first,
                         .step = o->crew.size,
                         .n = left > 0 ? (left + o->crew.size - 1) / o->crew.size : 0,
                         .threads = o->threads,
                         .start = o->start,
                         .end = o->end,
                         .probe = &metrics_probe,
                         .result_size = e->record_bytes,
                         .context = &keeper,
                         .vary = vary_kept,
                         .measure = measure_kept,
                         .deliver = deliver,
                         .progress = keep_going};
    e->n_resumed = had < e->design.n_runs ? had : e->design.n_runs;
    const double begun = clock_now();
    Status st = study_run(&study);
    e->seconds = clock_now() - begun;
    const Status synced = e->journal ? journal_sync(e->journal) : LODE_OK;
    return st ? st : synced;
}

/* ---- opening ---- */

/* What is asked for, and what the odds are of. */
static Status choose_variables(Ensemble *e)
{
    const EnsembleOptions *o = &e->options;
    const VariableTexts asked = {"--variables", o->variables, o->n_variables};
    const char **whats = ARENA_ARRAY(e->arena, const char *, o->n_odds + 1);
    if (!whats) return LODE_NO_MEMORY;
    Status st = odds_read(o->odds, o->n_odds, e->arena, e->diag, &e->odds);
    for (int i = 0; i < o->n_odds && !st; i++)
        whats[i] = e->odds[i].what;
    const VariableTexts more = {"--odds", whats, o->n_odds};
    if (!st)
        st = variables_read(e->model, e->central, &asked, &more, e->arena, e->diag,
                            &e->variables);
    return st ? st
              : odds_place(e->odds, o->n_odds, e->central, &e->variables, e->arena, e->diag);
}

static Status run_central(Ensemble *e)
{
    const EnsembleOptions *o = &e->options;
    const RunOptions options = {.scenarios = o->design.scenarios,
                                .n_scenarios = o->design.n_scenarios,
                                .probe = &metrics_probe,
                                .start = o->start,
                                .end = o->end};
    Status st = foresight_run(e->model, &options, e->diag, &e->central);
    if (!st) st = headline_measure(e->model, e->central, &e->headline);
    if (st) return st;
    return choose_variables(e);
}

static Status open_journal(Ensemble *e)
{
    const EnsembleOptions *o = &e->options;
    e->fingerprint = fingerprint_of_all(e);
    e->record_bytes = bytes_of(e);
    e->record = arena_zeroed(e->arena, 1, e->record_bytes);
    if (!e->record) return LODE_NO_MEMORY;
    if (o->crew.rank) return LODE_OK;
    return journal_open(o->journal, e->fingerprint, e->record_bytes, o->resume, e->diag,
                        &e->journal);
}

Status ensemble_open(const Model *model, const Files *files, const EnsembleOptions *options,
                     Diag *diag, Ensemble **out)
{
    Arena *arena = arena_new((size_t)1 << 16);
    Ensemble *e = ARENA_ARRAY(arena, Ensemble, 1);
    *out = NULL;
    if (!e) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *e = (Ensemble){
        .arena = arena, .model = model, .files = files, .options = *options, .diag = diag};
    Status st = design_open(model, files, &options->design, arena, diag, &e->design);
    if (!st) st = run_central(e);
    if (!st) st = open_journal(e);
    if (st)
        ensemble_close(e);
    else
        *out = e;
    return st;
}

void ensemble_close(Ensemble *e)
{
    if (!e) return;
    journal_close(e->journal);
    design_close(&e->design);
    headline_free(e->headline);
    record_free(e->central);
    arena_free(e->arena);
}

Status ensemble_read(const Ensemble *e, int64_t i, EnsembleRun *out)
{
    const Status st = journal_read(e->journal, i, e->record);
    if (st) return st;
    const Layout its = layout_of(e, e->record);
    *out = (EnsembleRun){.run = its.head->run,
                         .status = (Status)its.head->status,
                         .reason = its.head->reason,
                         .values = its.values,
                         .yearly = its.yearly,
                         .series = its.series,
                         .n_outages = its.head->n_outages,
                         .n_delays = its.head->n_delays};
    return LODE_OK;
}
