/* json.h - one JSON value on standard output. Numbers have 15 digits. */
#ifndef LODE_CLI_JSON_H
#define LODE_CLI_JSON_H

#include "base/json.h"
#include "cli/screen.h"

/* Prints the value and gives it back. LODE_NO_MEMORY when it is NULL. */
Status json_print(const Screen *screen, json_t *value);

#endif
