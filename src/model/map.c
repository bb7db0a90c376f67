#include "model/map.h"

#include <string.h>

#include "base/text.h"

static bool is_listed(const char *const *words, const char *word)
{
    for (; words && *words; words++)
        if (strcmp(*words, word) == 0) return true;
    return false;
}

static bool has_column(const Column *columns, int n_columns, const char *name)
{
    for (int i = 0; i < n_columns; i++)
        if (strcmp(columns[i].name, name) == 0) return true;
    return false;
}

static void unknown_key(Reading *reading, const YamlNode *map, const YamlPair *pair,
                        const Column *columns, int n_columns, const char *const *others)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, pair->key);
    for (int i = 0; i < n_columns; i++)
        text_nearest_try(&nearest, columns[i].name);
    for (; others && *others; others++)
        text_nearest_try(&nearest, *others);
    if (nearest.best)
        diag_error(reading->diag, map->file, pair->line, pair->column, pair->key,
                   "there is no such key; did you mean '%s'?", nearest.best);
    else
        diag_error(reading->diag, map->file, pair->line, pair->column, pair->key,
                   "there is no such key here");
}

static Cell cell_of(const Column *column, const YamlNode *node)
{
    return (Cell){.text = node->text, .field = column->name, .in_yaml = true, .node = node};
}

static bool is_blank(const YamlNode *node)
{
    return !node || (node->type == YAML_IS_TEXT && !node->text[0]) ||
           (node->type == YAML_IS_LIST && node->n == 0);
}

static void read_value(Reading *reading, const YamlNode *map, const Column *column,
                       const Subject *subject, void *row)
{
    const YamlNode *node = yaml_get(map, column->name);
    cell_default(reading, column, row);
    if (is_blank(node)) {
        if (column->required)
            diag_error(reading->diag, map->file, map->line, map->column, column->name,
                       "this key is missing: %s", column->doc);
        return;
    }
    const Cell cell = cell_of(column, node);
    if (node->type == YAML_IS_LIST && column->type == COLUMN_TYPE_SET)
        cell_read_list(reading, column, &cell, row);
    else if (node->type != YAML_IS_TEXT)
        cell_error(reading, &cell, "write one value here, not a %s",
                   node->type == YAML_IS_LIST ? "list" : "map");
    else
        cell_read(reading, column, &cell, subject, row);
}

void map_read_words(Reading *reading, const YamlNode *map, const Column *columns, int n_columns,
                    const char *const *others, void *row)
{
    for (int32_t i = 0; i < map->n; i++)
        if (!has_column(columns, n_columns, map->pairs[i].key) &&
            !is_listed(others, map->pairs[i].key))
            unknown_key(reading, map, &map->pairs[i], columns, n_columns, others);
    for (int i = 0; i < n_columns; i++)
        if (columns[i].type != COLUMN_TYPE_NUMBER)
            read_value(reading, map, &columns[i], NULL, row);
}

void map_read_numbers(Reading *reading, const YamlNode *map, const Column *columns,
                      int n_columns, const Subject *subject, void *row)
{
    for (int i = 0; i < n_columns; i++)
        if (columns[i].type == COLUMN_TYPE_NUMBER)
            read_value(reading, map, &columns[i], subject, row);
}
