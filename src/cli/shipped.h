/* shipped.h - where the files that come with the program are. Private to cli/. */
#ifndef LODE_CLI_SHIPPED_H
#define LODE_CLI_SHIPPED_H

#include <stdbool.h>

#include "base/arena.h"

/* The folder `name` ("models", "data/magnets"): in the folder that LODE_DATA names, else in
 * share/lode/ or directly beside or above this program, else where it was installed. NULL when
 * there is none, or memory is out. */
const char *shipped_folder(Arena *arena, const char *name);

/* "folder/name" in arena; NULL when memory is out. */
const char *shipped_join(Arena *arena, const char *folder, const char *name);

bool shipped_is_folder(const char *path);

#endif
