/* yaml.h - a YAML file as a tree whose nodes know their line and column.
 * Our dialect: mappings, sequences, scalars; no anchors, aliases, tags, merges or duplicate
 * keys, one document. Scalars stay text: `country: NO` is "NO". Read with libyaml. */
#ifndef LODE_TABLE_YAML_H
#define LODE_TABLE_YAML_H

#include <stdbool.h>
#include <stddef.h>
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
    int32_t n;                    /* items or pairs */
    const YamlNode *const *items; /* lists */
    const YamlPair *pairs;        /* maps, in file order */
};

enum { YAML_BYTES_MAX = 16 * 1024 * 1024, YAML_DEPTH_MAX = 32 };

/* Reads n bytes; messages and nodes call the file `shown`. Nodes live in arena, and own their
 * texts. LODE_BAD_INPUT: diag says where, *out is NULL. An empty file is an empty map. */
Status yaml_parse(const char *bytes, size_t n, const char *shown, Arena *arena, Diag *diag,
                  YamlNode **out);

/* The same for the file at `path`. LODE_IO when it cannot be read. */
Status yaml_read(const char *path, const char *shown, Arena *arena, Diag *diag, YamlNode **out);

/* True when both say the same, key by key in any order; keys of the outermost map that are
 * listed in `but` (NULL-terminated, may be NULL) are left out. */
bool yaml_same(const YamlNode *a, const YamlNode *b, const char *const *but);

/* The value of a key in a map, or NULL. */
const YamlNode *yaml_get(const YamlNode *map, const char *key);

#endif
