#include "cli/json.h"

Status json_print(const Screen *screen, json_t *value)
{
    if (!value) return LODE_NO_MEMORY;
    const int failed = json_dumpf(value, screen->out, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    fputc('\n', screen->out);
    json_decref(value);
    return failed ? LODE_IO : LODE_OK;
}
