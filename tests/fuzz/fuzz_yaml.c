/* Any bytes as a YAML file: reading must end, and every node must have a place and a text. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "table/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_node(const YamlNode *node, int depth)
{
    assert(node && node->text && node->file);
    assert(node->line >= 1 && node->column >= 1 && depth <= YAML_DEPTH_MAX);
    for (int32_t i = 0; i < node->n; i++) {
        if (node->type == YAML_IS_LIST) {
            check_node(node->items[i], depth + 1);
        } else {
            assert(yaml_get(node, node->pairs[i].key) == node->pairs[i].value);
            check_node(node->pairs[i].value, depth + 1);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    YamlNode *root;
    const Status st = yaml_parse((const char *)data, size, "f.yaml", arena, diag, &root);
    assert(st == LODE_OK || st == LODE_BAD_INPUT);
    assert((st == LODE_OK) == (root != NULL));
    assert(st == LODE_OK || diag_errors(diag) > 0);
    if (root) check_node(root, 0);
    diag_free(diag);
    arena_free(arena);
    return 0;
}
