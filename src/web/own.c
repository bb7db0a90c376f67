#include "web/own.h"

#include <stdio.h>
#include <string.h>

#include "metrics/words.h"

static const char shown[] = "policies";

typedef struct Maker {
    Arena *arena;
    Diag *diag;
    int32_t line; /* the policy's number, from 1 */
    int n;        /* nodes so far */
    bool failed;  /* memory */
} Maker;

static const YamlNode *make_node(Maker *maker, const json_t *json, int depth);

static const char *keep(Maker *maker, const char *text)
{
    const char *copy = arena_text(maker->arena, text, strlen(text));
    if (!copy) maker->failed = true;
    return copy;
}

static const char *scalar_text(Maker *maker, const json_t *json)
{
    char buffer[40];
    if (json_is_string(json)) return keep(maker, json_string_value(json));
    if (json_is_true(json)) return "yes";
    if (json_is_false(json)) return "no";
    if (json_is_integer(json))
        snprintf(buffer, sizeof buffer, "%lld", (long long)json_integer_value(json));
    else if (json_is_real(json))
        words_exact(json_real_value(json), buffer, sizeof buffer); /* it is shown, too */
    else
        return "";
    return keep(maker, buffer);
}

static void make_pairs(Maker *maker, const json_t *json, int depth, YamlNode *node)
{
    const char *key;
    json_t *value;
    int32_t n = 0;
    YamlPair *pairs = ARENA_ARRAY(maker->arena, YamlPair, json_object_size(json));
    json_object_foreach((json_t *)(uintptr_t)json, key, value)
    {
        if (json_is_null(value) || !pairs) continue; /* left out */
        pairs[n++] = (YamlPair){.key = keep(maker, key),
                                .line = maker->line,
                                .column = 1,
                                .value = make_node(maker, value, depth + 1)};
    }
    maker->failed |= !pairs;
    node->type = YAML_IS_MAP;
    node->pairs = pairs;
    node->n = n;
}

static void make_items(Maker *maker, const json_t *json, int depth, YamlNode *node)
{
    const size_t n = json_array_size(json);
    const YamlNode **items = ARENA_ARRAY(maker->arena, const YamlNode *, n);
    for (size_t i = 0; items && i < n; i++)
        items[i] = make_node(maker, json_array_get(json, i), depth + 1);
    maker->failed |= !items;
    node->type = YAML_IS_LIST;
    node->items = items;
    node->n = (int32_t)n;
}

static const YamlNode *make_node(Maker *maker, const json_t *json, int depth)
{
    YamlNode *node = ARENA_ARRAY(maker->arena, YamlNode, 1);
    maker->failed |= !node;
    if (!node) return NULL;
    *node = (YamlNode){.file = shown, .line = maker->line, .column = 1, .text = ""};
    if (++maker->n > OWN_ITEMS_MAX || depth > YAML_DEPTH_MAX) return node;
    if (json_is_object(json))
        make_pairs(maker, json, depth, node);
    else if (json_is_array(json))
        make_items(maker, json, depth, node);
    else
        node->text = scalar_text(maker, json);
    return node;
}

static Status make_policy(Maker *maker, const json_t *json, PolicyText *out)
{
    const char *kind = json_string_value(json_object_get(json, "kind"));
    if (!kind) {
        diag_error(maker->diag, shown, maker->line, 1, "kind",
                   "a policy is a mapping with a kind; `lode policies` lists the kinds");
        return LODE_BAD_INPUT;
    }
    out->node = make_node(maker, json, 0);
    out->kind = keep(maker, kind);
    out->place = (Place){.file = shown, .line = maker->line, .column = 1};
    if (maker->failed) return LODE_NO_MEMORY;
    if (maker->n <= OWN_ITEMS_MAX) return LODE_OK;
    diag_error(maker->diag, shown, maker->line, 1, "", "the policies hold more than %d values",
               OWN_ITEMS_MAX);
    return LODE_BAD_INPUT;
}

Status own_read(const json_t *policies, Arena *arena, Diag *diag, Scenario *out)
{
    const size_t n = json_array_size(policies);
    Maker maker = {.arena = arena, .diag = diag};
    if (n > OWN_POLICIES_MAX) {
        diag_error(diag, shown, 0, 0, "", "there are %d policies, more than %d", (int)n,
                   OWN_POLICIES_MAX);
        return LODE_BAD_INPUT;
    }
    PolicyText *texts = ARENA_ARRAY(arena, PolicyText, n);
    if (!texts) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (size_t i = 0; i < n && !st; i++) {
        maker.line = (int32_t)i + 1;
        st = make_policy(&maker, json_array_get(policies, i), &texts[i]);
    }
    *out = (Scenario){.id = "own",
                      .title = "Put together on the page",
                      .title_zh = "",
                      .tells = "",
                      .policies = texts,
                      .n_policies = (int32_t)n,
                      .place = {.file = shown}};
    return st;
}

/* The widest range that scenarios give the name; false: none lets it vary. */
static bool find_range(const Model *model, const char *name, ScenarioVary *out)
{
    bool found = false;
    for (int32_t i = 0; i < model->n_scenarios; i++) {
        for (int32_t k = 0; k < model->scenarios[i].n_varies; k++) {
            const ScenarioVary *vary = &model->scenarios[i].varies[k];
            if (strcmp(vary->id, name) != 0) continue;
            if (!found) *out = *vary;
            if (vary->low < out->low) out->low = vary->low;
            if (vary->high > out->high) out->high = vary->high;
            found = true;
        }
    }
    return found;
}

static bool read_vary(const json_t *value, const Model *model, const char *name, Diag *diag,
                      ScenarioVary *out)
{
    if (!find_range(model, name, out))
        diag_error(diag, "vary", 0, 0, "", "no scenario of the model lets '%.60s' vary", name);
    else if (!json_is_number(value) || !(json_number_value(value) >= out->low) ||
             !(json_number_value(value) <= out->high))
        diag_error(diag, "vary", 0, 0, out->id, "is a number from %g to %g", out->low,
                   out->high);
    else {
        out->usual = json_number_value(value);
        return true;
    }
    return false;
}

Status own_vary(const json_t *vary, const Model *model, Arena *arena, Diag *diag,
                Scenario *scenario)
{
    const char *name;
    json_t *value;
    int32_t n = 0;
    Status st = LODE_OK;
    if (!vary) return LODE_OK;
    if (!json_is_object(vary) || json_object_size(vary) > OWN_VARIES_MAX) {
        diag_error(diag, "vary", 0, 0, "", "is a mapping of at most %d names to numbers",
                   OWN_VARIES_MAX);
        return LODE_BAD_INPUT;
    }
    ScenarioVary *varies = ARENA_ARRAY(arena, ScenarioVary, json_object_size(vary));
    if (!varies) return LODE_NO_MEMORY;
    json_object_foreach((json_t *)(uintptr_t)vary, name, value)
    {
        if (read_vary(value, model, name, diag, &varies[n]))
            n++;
        else
            st = LODE_BAD_INPUT;
    }
    scenario->varies = varies;
    scenario->n_varies = n;
    return st;
}

json_t *own_write(const YamlNode *node)
{
    if (node->type == YAML_IS_TEXT) return json_string(node->text);
    json_t *out = node->type == YAML_IS_MAP ? json_object() : json_array();
    for (int32_t i = 0; out && i < node->n; i++) {
        if (node->type == YAML_IS_MAP)
            json_object_set_new(out, node->pairs[i].key, own_write(node->pairs[i].value));
        else
            json_array_append_new(out, own_write(node->items[i]));
    }
    return out;
}
