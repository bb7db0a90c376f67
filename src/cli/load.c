#include "cli/load.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "metrics/money.h"
#include "model/overlay.h"
#include "model/read.h"

/* ---- scenarios that are files ---- */

static const char yaml[] = ".yaml";
enum { NAME_SIZE = 512, WORDS_SIZE = 256 };

/* "scenarios/name.yaml" of "folder/name.yaml"; false when it is the id of a scenario. */
static bool file_name(const char *scenario, char *name, size_t size)
{
    const size_t n = strlen(scenario), m = sizeof yaml - 1;
    const char *slash = strrchr(scenario, '/');
    snprintf(name, size, "scenarios/%s", slash ? slash + 1 : scenario);
    return n > m && strcmp(scenario + n - m, yaml) == 0;
}

static Status add_files(const char *const *scenarios, int n, Arena *arena, Diag *diag,
                        Files *files)
{
    char name[NAME_SIZE];
    Status st = LODE_OK;
    for (int i = 0; i < n && !st; i++)
        if (file_name(scenarios[i], name, sizeof name))
            st = files_add(scenarios[i], name, arena, diag, files);
    return st;
}

/* Files are called by the ids that the model gave them. */
static void take_ids(const Model *model, const char **scenarios, int n)
{
    char name[NAME_SIZE];
    for (int i = 0; i < n; i++) {
        if (!file_name(scenarios[i], name, sizeof name)) continue;
        for (int32_t s = 0; s < model->n_scenarios; s++)
            if (strcmp(model->scenarios[s].place.file, name) == 0)
                scenarios[i] = model->scenarios[s].id;
    }
}

/* Reads the files, adds scenarios, replaces cells, reads the model. */
static Status read_changed(const char *folder, const LoadOver *over, Diag *diag, Model **out)
{
    Files files;
    Arena *own = over->files ? NULL : arena_new(0), *arena = own ? own : over->arena;
    if (!arena) return LODE_NO_MEMORY;
    Status st = files_read(folder, arena, diag, &files);
    if (!st) st = add_files(over->scenarios, over->n_scenarios, arena, diag, &files);
    if (!st && over->candidates)
        st = files_add(over->candidates, "tables/candidates.csv", arena, diag, &files);
    for (int i = 0; i < over->n_settings && !st; i++)
        st = overlay_set(over->settings[i], &files, arena, diag);
    if (!st) st = model_read_files(&files, folder, diag, out);
    if (!st) take_ids(*out, over->scenarios, over->n_scenarios);
    if (over->files) *over->files = files;
    arena_free(own);
    return st;
}

static void tell_mistakes(const Screen *screen, const char *folder, Status st, Diag *diag)
{
    const int32_t n = diag_errors(diag);
    screen_diag(screen, diag, LOAD_MESSAGES);
    if (st == LODE_BAD_INPUT)
        screen_error(screen, "the model '%s' has %d mistake%s; `lode check %s` lists them",
                     folder, (int)n, n == 1 ? "" : "s", folder);
    else if (!diag_count(diag))
        screen_error(screen, "%s: %s", folder, status_text(st));
}

Status load_model(const Screen *screen, const char *folder, const char *const *settings,
                  int n_settings, Model **out)
{
    const LoadOver over = {.settings = settings, .n_settings = n_settings};
    return load_model_with(screen, folder, &over, out);
}

Status load_model_with(const Screen *screen, const char *folder, const LoadOver *over,
                       Model **out)
{
    *out = NULL;
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = read_changed(folder, over, diag, out);
    const int32_t warnings = diag_warnings(diag);
    if (st)
        tell_mistakes(screen, folder, st, diag);
    else if (warnings)
        screen_note(screen, "%d warning%s; `lode check %s` shows %s\n", (int)warnings,
                    warnings == 1 ? "" : "s", folder, warnings == 1 ? "it" : "them");
    diag_free(diag);
    return st;
}

void load_tell(const Screen *screen, const Diag *diag)
{
    for (int32_t i = 0; i < diag_count(diag); i++) {
        const DiagMessage *message = diag_message(diag, i);
        if (*message->file)
            screen_error(screen, "%s: %s", message->file, message->text);
        else
            screen_error(screen, "%s", message->text);
    }
}

Status load_store(const Screen *screen, const char *path, Store **out)
{
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = store_open(path, diag, out);
    load_tell(screen, diag);
    diag_free(diag);
    return st;
}

Status load_run(const Screen *screen, Store *store, const char *name, Record **out)
{
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = store_read_run(store, name, diag, out);
    load_tell(screen, diag);
    diag_free(diag);
    return st;
}

static Status in_its_time(const Screen *screen, bool quiet, Record *record,
                          RunHeadline *headline, Diag *diag)
{
    char words[MONEY_WORDS_SIZE];
    money_nominal_words(record, words, sizeof words);
    Status st = headline ? money_nominal_headline(record, headline, diag) : LODE_OK;
    if (!st) st = money_nominal(record, diag);
    if (!st && !quiet) screen_note(screen, "%s\n", words);
    return st;
}

static Status in_currency(const Screen *screen, const char *code, bool quiet, Record *record,
                          RunHeadline *headline, Diag *diag)
{
    const char *own = record->currency;
    char words[WORDS_SIZE];
    Status st = headline ? money_convert_headline(record, code, headline, diag) : LODE_OK;
    if (!st) st = money_convert(record, code, diag);
    if (st) return st;
    money_words(record, own, words, sizeof words);
    if (!quiet && *words) screen_note(screen, "%s\n", words);
    return LODE_OK;
}

Status load_money(const Screen *screen, const Args *args, bool quiet, Record *record,
                  RunHeadline *headline)
{
    const char *code = args_text(args, "currency");
    if (!code && !args_has(args, "nominal")) return LODE_OK;
    Diag *diag = diag_new();
    Status st = diag ? LODE_OK : LODE_NO_MEMORY;
    if (!st && args_has(args, "nominal"))
        st = in_its_time(screen, quiet, record, headline, diag);
    if (!st && code) st = in_currency(screen, code, quiet, record, headline, diag);
    load_tell(screen, diag);
    diag_free(diag);
    return st == LODE_BAD_INPUT ? LODE_USAGE : st;
}

Status load_month(const Screen *screen, const Args *args, const char *option, Month *out)
{
    const char *text = args_text(args, option);
    int32_t months;
    *out = MONTH_NONE;
    if (!text || (month_parse(text, out, &months) && months == 1)) return LODE_OK;
    screen_error(screen, "--%s is a month such as 2025-04, not '%s'", option, text);
    return LODE_USAGE;
}

bool load_is_plain_baseline(const Model *model, const char *id)
{
    return strcmp(id, "baseline") == 0 && model_find_scenario(model, id) == MODEL_NONE;
}

Status load_check_scenarios(const Screen *screen, const Model *model, const char *const *ids,
                            int n)
{
    Status st = LODE_OK;
    for (int i = 0; i < n; i++) {
        if (load_is_plain_baseline(model, ids[i])) continue;
        if (model_find_scenario(model, ids[i]) != MODEL_NONE) continue;
        TextNearest nearest;
        text_nearest_begin(&nearest, ids[i]);
        for (int32_t k = 0; k < model->n_scenarios; k++)
            text_nearest_try(&nearest, model->scenarios[k].id);
        if (nearest.best)
            screen_error(screen, "no scenario '%s'; did you mean '%s'?", ids[i], nearest.best);
        else
            screen_error(screen, "no scenario '%s'; the model's are in %s/scenarios", ids[i],
                         model->folder);
        st = LODE_USAGE;
    }
    return st;
}
