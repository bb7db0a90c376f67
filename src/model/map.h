/* map.h - a YAML map into a struct, by the columns that describe it. */
#ifndef LODE_MODEL_MAP_H
#define LODE_MODEL_MAP_H

#include "model/cell.h"

/* Reads all but numbers; complains about keys that no column and no word of `others` (ends with
 * NULL, may be NULL) names, and about missing keys that are required. Every field gets at least
 * its default. */
void map_read_words(Reading *reading, const YamlNode *map, const Column *columns, int n_columns,
                    const char *const *others, void *row);

/* Then the numbers, in the units of the subject. */
void map_read_numbers(Reading *reading, const YamlNode *map, const Column *columns,
                      int n_columns, const Subject *subject, void *row);

#endif
