/* Reading what a caller asks for. */
#include <string.h>

#include "api/handle.h"
#include "base/text.h"

Status options_take(const void *given, size_t ours, void *out, Diag *diag)
{
    size_t size = 0;
    memset(out, 0, ours);
    if (!given) return LODE_OK;
    memcpy(&size, given, sizeof size);
    if (size < sizeof size) {
        diag_error(diag, "", 0, 0, "size",
                   "options begin with their size: set .size to sizeof");
        return LODE_USAGE;
    }
    memcpy(out, given, size < ours ? size : ours);
    for (size_t i = ours; i < size; i++) {
        if (((const unsigned char *)given)[i] == 0) continue;
        diag_error(diag, "", 0, 0, "size", "these options are of a later version than %s",
                   LODE_VERSION);
        return LODE_USAGE;
    }
    return LODE_OK;
}

Status options_month(const char *text, const char *option, Diag *diag, Month *out)
{
    int32_t months;
    *out = MONTH_NONE;
    if (!text || (month_parse(text, out, &months) && months == 1)) return LODE_OK;
    diag_error(diag, "", 0, 0, option, "a month is written like 2025-04, not '%s'", text);
    return LODE_USAGE;
}

Status options_scenarios(const Model *model, const char *const *ids, size_t n, Diag *diag)
{
    Status st = LODE_OK;
    for (size_t i = 0; i < n; i++) {
        TextNearest nearest;
        text_nearest_begin(&nearest, ids[i]);
        for (int32_t s = 0; s < model->n_scenarios; s++)
            text_nearest_try(&nearest, model->scenarios[s].id);
        const char *best = nearest.best;
        if (best && strcmp(best, ids[i]) == 0) continue;
        if (strcmp(ids[i], "baseline") == 0 && n == 1) continue;
        diag_error(diag, "", 0, 0, "scenarios", "no scenario '%s'%s%s%s", ids[i],
                   best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
        st = LODE_USAGE;
    }
    return st;
}

Status options_foresight(int foresight, Diag *diag, Foresight *out)
{
    switch (foresight) {
    case LODE_FORESIGHT_OF_MODEL:
        *out = FORESIGHT_OF_MODEL;
        return LODE_OK;
    case LODE_FORESIGHT_RECURSIVE:
        *out = FORESIGHT_RECURSIVE;
        return LODE_OK;
    case LODE_FORESIGHT_PERFECT:
        *out = FORESIGHT_PERFECT;
        return LODE_OK;
    default:
        diag_error(diag, "", 0, 0, "foresight", "%d is no kind of foresight", foresight);
        return LODE_USAGE;
    }
}
