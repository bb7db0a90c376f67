/* Reading what a caller asks for. */
#include <string.h>

#include "api/handle.h"

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
