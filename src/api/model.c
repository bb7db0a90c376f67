/* A model folder, read and checked. */
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"
#include "model/read.h"

static Status read_folder(lode_model *model, const char *folder)
{
    Diag *diag = model->messages.diag;
    model->folder = arena_text(model->arena, folder, strlen(folder));
    if (!model->folder) return LODE_NO_MEMORY;
    const Status st = files_read(folder, model->arena, diag, &model->files);
    return st ? st : model_read_files(&model->files, folder, diag, &model->model);
}

static Status describe_varies(lode_model *model)
{
    const Model *m = model->model;
    model->varies = ARENA_ARRAY(model->arena, lode_vary *, m->n_scenarios);
    if (!model->varies) return LODE_NO_MEMORY;
    for (int32_t s = 0; s < m->n_scenarios; s++) {
        const Scenario *scenario = &m->scenarios[s];
        lode_vary *varies = ARENA_ARRAY(model->arena, lode_vary, scenario->n_varies);
        if (!varies) return LODE_NO_MEMORY;
        for (int32_t i = 0; i < scenario->n_varies; i++) {
            const ScenarioVary *v = &scenario->varies[i];
            varies[i] = (lode_vary){v->id, v->label, v->label_zh, v->low, v->high, v->usual};
        }
        model->varies[s] = varies;
    }
    month_format(m->start, model->start, sizeof model->start);
    month_format(m->end, model->end, sizeof model->end);
    return LODE_OK;
}

int lode_model_load(const char *folder, lode_model **out)
{
    lode_model *model = calloc(1, sizeof *model);
    *out = NULL;
    if (!model) return LODE_NO_MEMORY;
    model->arena = arena_new(0);
    Status st = model->arena ? messages_open(&model->messages) : LODE_NO_MEMORY;
    if (!st) st = read_folder(model, folder);
    if (!st) st = describe_varies(model);
    if (st != LODE_NO_MEMORY) st = messages_seal(&model->messages, st);
    if (st == LODE_NO_MEMORY)
        lode_model_free(model);
    else
        *out = model;
    return (int)st;
}

void lode_model_free(lode_model *model)
{
    if (!model) return;
    model_free(model->model);
    messages_close(&model->messages);
    arena_free(model->arena);
    free(model);
}

const lode_messages *lode_model_messages(const lode_model *model)
{
    return model ? &model->messages : NULL;
}

const char *lode_model_about(const lode_model *model, const char *field)
{
    const Model *m = model ? model->model : NULL;
    if (!m || !field) return NULL;
    const struct {
        const char *field, *text;
    } texts[] = {
        {"name", m->name},         {"title", m->title},     {"title_zh", m->title_zh},
        {"about", m->about},       {"licence", m->licence}, {"currency", m->currency},
        {"folder", model->folder}, {"start", model->start}, {"end", model->end},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(texts[i].field, field) == 0) return texts[i].text ? texts[i].text : "";
    return NULL;
}

int32_t lode_model_vary_count(const lode_model *model, int32_t scenario)
{
    const Model *m = model ? model->model : NULL;
    return m && scenario >= 0 && scenario < m->n_scenarios ? m->scenarios[scenario].n_varies
                                                           : 0;
}

const lode_vary *lode_model_vary(const lode_model *model, int32_t scenario, int32_t i)
{
    const int32_t n = lode_model_vary_count(model, scenario);
    return i >= 0 && i < n ? &model->varies[scenario][i] : NULL;
}
