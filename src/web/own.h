/* own.h - a scenario that a page has put together: policies as JSON, made into the nodes that a
 * scenario file would give. Private to web/. */
#ifndef LODE_WEB_OWN_H
#define LODE_WEB_OWN_H

#include <jansson.h>

#include "model/model.h"

enum { OWN_POLICIES_MAX = 200, OWN_ITEMS_MAX = 2000, OWN_VARIES_MAX = 100 };

/* `policies` is a list of mappings with the keys of a scenario file. All of *out lives in
 * arena. LODE_BAD_INPUT: diag says which policy is no mapping, has no kind, or holds too much.
 */
Status own_read(const json_t *policies, Arena *arena, Diag *diag, Scenario *out);

/* What the policies' texts have in braces: `vary` is a mapping of names, which scenarios of the
 * model let vary, to numbers; NULL is an empty one. Sets the scenario's varies. */
Status own_vary(const json_t *vary, const Model *model, Arena *arena, Diag *diag,
                Scenario *scenario);

/* A policy as written in the model, as a JSON mapping. NULL when memory is out. */
json_t *own_write(const YamlNode *node);

#endif
