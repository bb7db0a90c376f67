#include "cli/load.h"

#include "model/overlay.h"
#include "model/read.h"

/* Reads the files, replaces cells, reads the model. */
static Status read_changed(const char *folder, const char *const *settings, int n_settings,
                           Diag *diag, Model **out)
{
    Files files;
    Arena *arena = arena_new(0);
    if (!arena) return LODE_NO_MEMORY;
    Status st = files_read(folder, arena, diag, &files);
    for (int i = 0; i < n_settings && !st; i++)
        st = overlay_set(settings[i], &files, arena, diag);
    if (!st) st = model_read_files(&files, folder, diag, out);
    arena_free(arena);
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
    *out = NULL;
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = read_changed(folder, settings, n_settings, diag, out);
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

Status load_month(const Screen *screen, const Args *args, const char *option, Month *out)
{
    const char *text = args_text(args, option);
    int32_t months;
    *out = MONTH_NONE;
    if (!text || (month_parse(text, out, &months) && months == 1)) return LODE_OK;
    screen_error(screen, "--%s is a month such as 2025-04, not '%s'", option, text);
    return LODE_USAGE;
}
