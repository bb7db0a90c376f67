/* json.h - little words of JSON for whoever links jansson. Numbers that JSON has not (NAN, the
 * infinities) are null, and so are empty texts. */
#ifndef LODE_BASE_JSON_H
#define LODE_BASE_JSON_H

#include <jansson.h>
#include <math.h>

/* A new number or null. */
static inline json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* Text, or null when it is NULL or "". */
static inline json_t *json_text(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

/* Sets a key, taking over the value. */
static inline void json_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

#endif
