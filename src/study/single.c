#include "study/single.h"

#include <stdio.h>

#include "horizon/horizon.h"
#include "model/read.h"

/* The first error, or else what the status says. */
static void say_why(Status st, const Diag *diag, char *reason)
{
    reason[0] = '\0';
    if (!st) return;
    for (int32_t i = 0; i < diag_count(diag); i++) {
        const DiagMessage *message = diag_message(diag, i);
        if (message->level != DIAG_ERROR) continue;
        diag_format(message, reason, STUDY_REASON_SIZE);
        return;
    }
    snprintf(reason, STUDY_REASON_SIZE, "%s", status_text(st));
}

/* The model with the cells of the variation; the study's own when there are none. */
static Status open_model(const Study *study, const Variation *variation, Arena *arena,
                         Diag *diag, Model **changed)
{
    if (!variation->n_cells) return LODE_OK;
    Files files = *study->files;
    const Status st = overlay_write(variation->cells, variation->n_cells, &files, arena);
    return st ? st : model_read_files(&files, study->model->folder, diag, changed);
}

static Status run_variation(const Study *study, const Variation *variation, Arena *arena,
                            Diag *diag, Model **changed, Record **record)
{
    Status st = open_model(study, variation, arena, diag, changed);
    if (st) return st;
    const bool shared = *changed == NULL;
    const RunOptions options = {.name = variation->name,
                                .scenarios = variation->scenarios,
                                .n_scenarios = variation->n_scenarios,
                                .own = variation->own,
                                .trails = study->trails,
                                .n_trails = shared ? study->n_trails : 0,
                                .varies = variation->varies,
                                .n_varies = variation->n_varies,
                                .probe = study->probe,
                                .start = study->start,
                                .end = study->end,
                                .foresight = study->foresight};
    return foresight_run(shared ? study->model : *changed, &options, diag, record);
}

Status single_run(const Study *study, int64_t run, void *result, char *reason)
{
    Variation variation = {.name = NULL};
    Model *changed = NULL;
    Record *record = NULL;
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    Status st = arena && diag ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = study->vary(study->context, run, arena, &variation);
    if (!st) st = run_variation(study, &variation, arena, diag, &changed, &record);
    if (!st)
        st = study->measure(study->context, run, changed ? changed : study->model, record,
                            result);
    if (diag) say_why(st, diag, reason);
    record_free(record);
    model_free(changed);
    diag_free(diag);
    arena_free(arena);
    return st;
}
