/* examples.h - the example models that come with the program. Private to cli/. */
#ifndef LODE_CLI_EXAMPLES_H
#define LODE_CLI_EXAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct ExampleModel {
    const char *name, *title, *folder;
} ExampleModel;

/* All example models, by name: those in the folder LODE_DATA names, else in share/lode/models
 * or models/ beside or above this program, else where it was installed. LODE_IO when there is
 * no such folder. */
Status examples_list(Arena *arena, ExampleModel **out, int *n);

/* Copies a folder and all in it. The target must not exist or be empty. On failure errno says
 * why, and *where is the path it happened at. */
Status examples_copy(const char *from, const char *to, Arena *arena, const char **where);

#endif
