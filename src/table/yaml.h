/* yaml.h - a YAML file as a tree whose nodes know their line and column.
 * Our dialect: mappings, sequences, scalars; no anchors, aliases, tags, merges or duplicate keys,
 * one document. Scalars stay text: `country: NO` is "NO". Read with libyaml. */
#ifndef LODE_TABLE_YAML_H
#define LODE_TABLE_YAML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"

typedef enum YamlType { YAML_IS_TEXT, YAML_IS_LIST, YAML_IS_MAP } YamlType;

typedef struct YamlNode YamlNode;

typedef struct YamlPair {
    const char *key;
    int32_t line, column; /* of the key */
    const YamlNode *value;
} YamlPair;

struct YamlNode {
    YamlType type;
    const char *file; /* as given to yaml_read */
    int32_t line, column;
    const char *text; /* scalars; "" for an empty value */
    bool quoted;
    int32_t n;                     /* items or pairs */
    const YamlNode *const *items;  /* lists */
    const YamlPair *pairs;         /* maps, in file order */
};

/* Reads the file at `path`; messages and nodes call it `shown`. Nodes live in arena. */
Status yaml_read(const char *path, const char *shown, Arena *arena, Diag *diag, YamlNode **out);

/* The value of a key in a map, or NULL. */
const YamlNode *yaml_get(const YamlNode *map, const char *key);

#endif
