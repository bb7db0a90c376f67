/* Many variations of a model, on several threads. */
#include <stdlib.h>
#include <string.h>

#include "api/words.h"
#include "metrics/probe.h"
#include "study/study.h"

enum { WHY_SIZE = 512 };

typedef struct Ensemble {
    const lode_model *model;
    lode_ensemble_options options;
    lode_variation *variations; /* as this library knows them */
    bool stopped;               /* runs under way are not told any more */
} Ensemble;

/* What a run leaves: the answers, and what was wrong with its own cells or questions. */
typedef struct Result {
    char why[WHY_SIZE];
    lode_answer *answers[];
} Result;

/* ---- one run, on any thread ---- */

static Status vary_cells(const Ensemble *ensemble, const lode_variation *given, Arena *arena,
                         Diag *diag, Variation *out)
{
    CellText *cells = ARENA_ARRAY(arena, CellText, given->n_changes);
    if (!cells) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (size_t i = 0; i < given->n_changes && !st; i++)
        st = overlay_cell(given->changes[i], &ensemble->model->files, arena, diag, &cells[i]);
    out->cells = cells;
    out->n_cells = (int32_t)given->n_changes;
    return st;
}

static Status vary(void *context, int64_t run, Arena *arena, Variation *out)
{
    const Ensemble *ensemble = context;
    const lode_variation *given = &ensemble->variations[run];
    VaryValue *varies = ARENA_ARRAY(arena, VaryValue, given->n_varies);
    if (!varies) return LODE_NO_MEMORY;
    for (size_t i = 0; i < given->n_varies; i++)
        varies[i] = (VaryValue){given->varies[i].name, given->varies[i].value};
    const bool plain = given->n_scenarios == 1 && strcmp(given->scenarios[0], "baseline") == 0;
    out->name = given->name;
    out->scenarios = given->scenarios;
    out->n_scenarios = plain ? 0 : (int)given->n_scenarios;
    out->varies = varies;
    out->n_varies = (int)given->n_varies;
    return vary_cells(ensemble, given, arena, NULL, out);
}

static Status vary_future(void *context, int64_t run, Arena *arena, Variation *out)
{
    const Ensemble *ensemble = context;
    return design_variation(&ensemble->options.futures->design, run, arena, out);
}

static Status measure(void *context, int64_t run, const Model *model, const Record *record,
                      void *result)
{
    (void)run;
    (void)model;
    const Ensemble *ensemble = context;
    Result *out = result;
    Status st = LODE_OK;
    for (size_t q = 0; q < ensemble->options.n_queries && !st; q++) {
        st = answer_new(record, ensemble->options.queries[q], &out->answers[q]);
        const char *why = lode_messages_text(lode_answer_messages(out->answers[q]));
        if (st) strncpy(out->why, why, WHY_SIZE - 1);
    }
    return st;
}

/* ---- in order, on the caller's thread ---- */

static Status deliver(void *context, const StudyRun *run)
{
    static const lode_answer *const none = NULL;
    Ensemble *ensemble = context;
    const Result *result = run->result;
    if (ensemble->stopped) return LODE_INTERRUPTED;
    const char *why = *result->why ? result->why : run->reason;
    const lode_answer *const *answers =
        run->status ? &none : (const lode_answer *const *)result->answers;
    ensemble->stopped = ensemble->options.deliver(ensemble->options.context, run->run,
                                                  (int)run->status, why, answers) != 0;
    return ensemble->stopped ? LODE_INTERRUPTED : LODE_OK;
}

static void drop(void *context, void *result)
{
    const Ensemble *ensemble = context;
    Result *out = result;
    for (size_t q = 0; q < ensemble->options.n_queries; q++)
        lode_answer_free(out->answers[q]);
}

/* ---- */

/* Names that no run could know are mistakes of the ensemble, told before the first run. */
static Status take_variation(const Ensemble *ensemble, size_t i, Arena *arena, Diag *diag)
{
    const lode_variation *given = ensemble->options.variations[i];
    lode_variation *variation = &ensemble->variations[i];
    Variation unused = {.name = NULL};
    Status st = options_take(given, sizeof *variation, variation, diag);
    if (!st)
        st = options_scenarios(ensemble->model->model, variation->scenarios,
                               variation->n_scenarios, diag);
    if (!st) st = vary_cells(ensemble, variation, arena, diag, &unused);
    return st;
}

static Status take_variations(Ensemble *ensemble, Diag *diag)
{
    const size_t n = ensemble->options.n_variations;
    ensemble->variations = calloc(n + 1, sizeof *ensemble->variations);
    Status st = ensemble->variations ? LODE_OK : LODE_NO_MEMORY;
    for (size_t i = 0; i < n && !st; i++) {
        Arena *arena = arena_new(0);
        st = arena ? take_variation(ensemble, i, arena, diag) : LODE_NO_MEMORY;
        arena_free(arena);
    }
    return st;
}

static Status check_futures(const Ensemble *ensemble, Diag *diag)
{
    const lode_futures *futures = ensemble->options.futures;
    const char *fault = !futures                            ? NULL
                        : !futures->inputs                  ? "these were not drawn"
                        : futures->model != ensemble->model ? "these are of another model"
                        : ensemble->options.n_variations > 0
                            ? "run them, or variations, not both"
                            : NULL;
    if (!fault) return LODE_OK;
    diag_error(diag, "", 0, 0, "futures", "%s", fault);
    return LODE_USAGE;
}

static Status run_all(Ensemble *ensemble, Diag *diag)
{
    const lode_ensemble_options *o = &ensemble->options;
    Study study = {
        .model = ensemble->model->model,
        .files = &ensemble->model->files,
        .n = o->futures ? lode_futures_count(o->futures) : (int64_t)o->n_variations,
        .threads = o->threads > 0 ? o->threads : 1,
        .probe = &metrics_probe,
        .result_size = sizeof(Result) + o->n_queries * sizeof(lode_answer *),
        .context = ensemble,
        .vary = o->futures ? vary_future : vary,
        .measure = measure,
        .deliver = deliver,
        .drop = drop,
    };
    Status st = options_month(o->start, "start", diag, &study.start);
    if (!st) st = options_month(o->end, "end", diag, &study.end);
    if (!st) st = options_foresight(o->foresight, diag, &study.foresight);
    return st ? st : study_run(&study);
}

static Status run_ensemble(const lode_model *model, const lode_ensemble_options *given,
                           Diag *diag)
{
    Ensemble ensemble = {.model = model};
    if (!model || !model->model) {
        diag_error(diag, "", 0, 0, "", "a model with mistakes cannot run");
        return LODE_USAGE;
    }
    Status st = options_take(given, sizeof ensemble.options, &ensemble.options, diag);
    if (!st && !ensemble.options.deliver) {
        diag_error(diag, "", 0, 0, "deliver", "nobody takes the answers");
        st = LODE_USAGE;
    }
    if (!st) st = check_futures(&ensemble, diag);
    if (!st) st = take_variations(&ensemble, diag);
    if (!st) st = run_all(&ensemble, diag);
    free(ensemble.variations);
    return st;
}

int lode_model_ensemble(const lode_model *model, const lode_ensemble_options *options,
                        lode_words **out)
{
    lode_words *words, *unasked;
    Status st = words_open(&words);
    if (!st) st = run_ensemble(model, options, words->messages.diag);
    st = words_hand_out(words, st, out ? out : &unasked);
    if (!out) lode_words_free(unasked);
    return (int)st;
}
