#include "cli/json.h"

#include <math.h>

json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *json_text(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

void json_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

Status json_print(const Screen *screen, json_t *value)
{
    if (!value) return LODE_NO_MEMORY;
    const int failed = json_dumpf(value, screen->out, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    fputc('\n', screen->out);
    json_decref(value);
    return failed ? LODE_IO : LODE_OK;
}
