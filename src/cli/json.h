/* json.h - one JSON value on standard output. Numbers have 15 digits; NAN and the infinities,
 * which JSON has not, are null. */
#ifndef LODE_CLI_JSON_H
#define LODE_CLI_JSON_H

#include <jansson.h>

#include "cli/screen.h"

/* A new number or null. */
json_t *json_number(double value);

/* Text, or null when it is NULL or "". */
json_t *json_text(const char *text);

/* Sets a key, taking over the value. */
void json_put(json_t *object, const char *key, json_t *value);

/* Prints the value and gives it back. LODE_NO_MEMORY when it is NULL. */
Status json_print(const Screen *screen, json_t *value);

#endif
