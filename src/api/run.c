/* Running a model, and what a run says of itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"
#include "horizon/horizon.h"
#include "metrics/probe.h"
#include "model/overlay.h"
#include "model/read.h"

/* ---- what is asked ---- */

/* The model with cells replaced, or in steps of another length: a model of its own. */
static Status read_changed(const lode_model *model, const lode_run_options *o, Diag *diag,
                           Model **out)
{
    Arena *arena = arena_new(0);
    Files files = model->files;
    Status st = arena ? LODE_OK : LODE_NO_MEMORY;
    for (size_t i = 0; i < o->n_changes && !st; i++)
        st = overlay_set(o->changes[i], &files, arena, diag);
    if (!st) st = model_read_files(&files, model->folder, diag, out);
    if (!st && o->step) st = model_set_step(*out, o->step, diag);
    if (st == LODE_BAD_INPUT && *out) st = LODE_USAGE; /* the step, not the data */
    arena_free(arena);
    return st;
}

static Status read_options(const Model *model, const lode_run_options *o, Diag *diag,
                           RunOptions *out)
{
    Status st = options_scenarios(model, o->scenarios, o->n_scenarios, diag);
    if (!st) st = options_month(o->start, "start", diag, &out->start);
    if (!st) st = options_month(o->end, "end", diag, &out->end);
    if (!st) st = options_foresight(o->foresight, diag, &out->foresight);
    if (st) return st;
    const bool plain = o->n_scenarios == 1 && strcmp(o->scenarios[0], "baseline") == 0 &&
                       model_find_scenario(model, "baseline") == MODEL_NONE;
    out->name = o->name;
    out->scenarios = o->scenarios;
    out->n_scenarios = plain ? 0 : (int)o->n_scenarios;
    out->n_varies = (int)o->n_varies;
    out->probe = &metrics_probe;
    out->progress = o->progress;
    out->progress_context = o->context;
    return LODE_OK;
}

static Status copy_varies(const lode_run_options *o, VaryValue **out)
{
    *out = calloc(o->n_varies + 1, sizeof **out);
    if (!*out) return LODE_NO_MEMORY;
    for (size_t i = 0; i < o->n_varies; i++)
        (*out)[i] = (VaryValue){o->varies[i].name, o->varies[i].value};
    return LODE_OK;
}

/* ---- */

static Status run_model(const Model *model, const lode_run_options *o, lode_run *run)
{
    RunOptions options = {0};
    VaryValue *varies = NULL;
    Diag *diag = run->messages.diag;
    Status st = read_options(model, o, diag, &options);
    if (!st) st = copy_varies(o, &varies);
    options.varies = varies;
    if (!st) st = foresight_run(model, &options, diag, &run->record);
    if (!st) st = headline_measure(model, run->record, &run->headline);
    free(varies);
    return st;
}

static Status make_run(const lode_model *model, const lode_run_options *given, lode_run *run)
{
    lode_run_options o;
    Model *changed = NULL;
    Diag *diag = run->messages.diag;
    if (!model->model) {
        diag_error(diag, "", 0, 0, "", "the model has mistakes: %s",
                   lode_messages_text(&model->messages));
        return LODE_BAD_INPUT;
    }
    Status st = options_take(given, sizeof o, &o, diag);
    if (!st && (o.n_changes || o.step)) st = read_changed(model, &o, diag, &changed);
    if (!st) st = run_model(changed ? changed : model->model, &o, run);
    if (!st) st = run_describe(run);
    model_free(changed);
    return st;
}

int lode_model_run(const lode_model *model, const lode_run_options *options, lode_run **out)
{
    lode_run *run = calloc(1, sizeof *run);
    *out = NULL;
    if (!model || !run) {
        free(run);
        return model ? LODE_NO_MEMORY : LODE_USAGE;
    }
    Status st = messages_open(&run->messages);
    if (!st) st = make_run(model, options, run);
    if (st != LODE_NO_MEMORY) st = messages_seal(&run->messages, st);
    if (st == LODE_NO_MEMORY)
        lode_run_free(run);
    else
        *out = run;
    return (int)st;
}

void lode_run_free(lode_run *run)
{
    if (!run) return;
    free(run->lines);
    headline_free(run->headline);
    record_free(run->record);
    messages_close(&run->messages);
    free(run);
}

/* ---- what it says of itself ---- */

static lode_quality measure_quality(const Record *record)
{
    lode_quality quality = {.worst_imbalance = record_worst_imbalance(record, NULL)};
    for (int32_t t = 0; t < record->n_steps; t++) {
        quality.worst_residual =
            fmax(quality.worst_residual,
                 fmax(record->balance_residual[t], record->complementarity_residual[t]));
        quality.seconds += record->solve_seconds[t];
    }
    return quality;
}

Status run_describe(lode_run *run)
{
    const Record *record = run->record;
    const int32_t n = run->headline->n;
    run->lines = calloc((size_t)n + 1, sizeof *run->lines);
    if (!run->lines) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++) {
        const HeadlineLine *h = &run->headline->lines[i];
        run->lines[i] = (lode_headline){h->metric, h->region, h->stage, h->commodity,
                                        h->use,    h->unit,   h->year,  h->value};
    }
    run->quality = measure_quality(record);
    month_format(record->start, run->start, sizeof run->start);
    month_format(record_month(record, record->n_steps) - 1, run->end, sizeof run->end);
    return LODE_OK;
}

const lode_messages *lode_run_messages(const lode_run *run)
{
    return run ? &run->messages : NULL;
}

const char *lode_run_about(const lode_run *run, const char *field)
{
    const Record *r = run ? run->record : NULL;
    if (!r || !field) return NULL;
    if (strcmp(field, "name") == 0) return r->run_name;
    if (strcmp(field, "title") == 0) return r->title;
    if (strcmp(field, "model") == 0) return r->model_name;
    if (strcmp(field, "currency") == 0) return r->currency;
    if (strcmp(field, "start") == 0) return run->start;
    if (strcmp(field, "end") == 0) return run->end;
    return NULL;
}

int32_t lode_run_headline_count(const lode_run *run)
{
    return run && run->lines ? run->headline->n : 0;
}

const lode_headline *lode_run_headline(const lode_run *run, int32_t i)
{
    return i >= 0 && i < lode_run_headline_count(run) ? &run->lines[i] : NULL;
}

const lode_quality *lode_run_quality(const lode_run *run)
{
    return run && run->record ? &run->quality : NULL;
}
