/* lode diff - what one scenario says that another does not: cells of tables, policies and their
 * keys. */
#include <stdio.h>
#include <string.h>

#include "cli/diff_parts.h"
#include "cli/grid.h"
#include "cli/json.h"
#include "cli/load.h"
#include "kinds/plan.h"

enum { VALUE_SIZE = 256, TOUCH_SIZE = 1024 };

static const Option options[] = {OPTION_FLAG("json", 0, "print one JSON value"), OPTION_END};

typedef struct Diff {
    const Screen *screen;
    Model *model;
    const char *name[2];
    Plan *plan[2]; /* NULL: nothing but the model */
    Grid *grid;
    json_t *list; /* NULL: print for people */
    int n;        /* differences between policies */
} Diff;

/* ---- what is written ---- */

static size_t append(char *buffer, size_t n, const char *text)
{
    const int wrote = snprintf(buffer + n, VALUE_SIZE - n, "%s", text);
    const size_t end = n + (wrote > 0 ? (size_t)wrote : 0);
    return end < VALUE_SIZE ? end : VALUE_SIZE - 1;
}

/* A node as its author wrote it: "a", "a, b" or "{key: a}". */
static size_t write_node(const YamlNode *node, char *buffer, size_t n)
{
    if (node->type == YAML_IS_TEXT) return append(buffer, n, node->text);
    const bool map = node->type == YAML_IS_MAP;
    if (map) n = append(buffer, n, "{");
    for (int32_t i = 0; i < node->n; i++) {
        if (i) n = append(buffer, n, ", ");
        if (map) n = append(buffer, n, node->pairs[i].key);
        if (map) n = append(buffer, n, ": ");
        n = write_node(map ? node->pairs[i].value : node->items[i], buffer, n);
    }
    return map ? append(buffer, n, "}") : n;
}

static void value_of(const Policy *policy, const char *key, char *buffer)
{
    const YamlNode *node = policy ? yaml_get(policy->node, key) : NULL;
    buffer[0] = '\0';
    if (node) write_node(node, buffer, 0);
}

/* ---- which policies ---- */

static const Policy *find(const Plan *plan, const char *id)
{
    for (int32_t i = 0; plan && i < plan->n_policies; i++)
        if (strcmp(plan->policies[i].id, id) == 0) return &plan->policies[i];
    return NULL;
}

/* One that another replaces counts as not there. */
static const Policy *counting(const Policy *policy, const Plan *plan)
{
    if (!policy) return NULL;
    for (int32_t w = 0; w < policy->n_yields_to; w++)
        if (&plan->policies[policy->yields_to[w]] == policy) return NULL;
    return policy;
}

static void place_text(const Policy *policy, char *buffer)
{
    snprintf(buffer, VALUE_SIZE, "%s:%d", policy->place.file, (int)policy->place.line);
}

/* ---- lines ---- */

static void tell(Diff *d, const Policy *policy, const char *key, const char *from,
                 const char *to)
{
    char place[VALUE_SIZE];
    place_text(policy, place);
    d->n++;
    if (d->list) {
        json_t *line = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "policy", policy->id,
                                 "kind", policy->kind->name, "key", key, "from", from, "to", to,
                                 "why", policy->why ? policy->why : "", "place", place);
        json_put(line, "documents", diff_documents_json(d->model, policy));
        json_array_append_new(d->list, line);
        return;
    }
    grid_text(d->grid, policy->id);
    grid_text(d->grid, key);
    grid_text(d->grid, *from ? from : "-");
    grid_text(d->grid, *to ? to : "-");
    grid_text(d->grid, place);
}

static bool is_told_apart(const char *key)
{
    return strcmp(key, "id") == 0 || strcmp(key, "replaces") == 0 || strcmp(key, "why") == 0;
}

/* Every key that either of the two writes, in the order of the newer one. */
static void compare_keys(Diff *d, const Policy *from, const Policy *to)
{
    char a[VALUE_SIZE], b[VALUE_SIZE];
    for (int side = 1; side >= 0; side--) {
        const Policy *policy = side ? to : from;
        for (int32_t i = 0; policy && i < policy->node->n; i++) {
            const char *key = policy->node->pairs[i].key;
            if (is_told_apart(key) || (!side && to && yaml_get(to->node, key))) continue;
            value_of(from, key, a);
            value_of(to, key, b);
            if (strcmp(a, b) != 0) tell(d, to ? to : from, key, a, b);
        }
    }
}

static void compare_plans(Diff *d)
{
    for (int32_t i = 0; d->plan[1] && i < d->plan[1]->n_policies; i++) {
        const Policy *to = counting(&d->plan[1]->policies[i], d->plan[1]);
        const Policy *from = to ? counting(find(d->plan[0], to->id), d->plan[0]) : NULL;
        if (to) compare_keys(d, from, to);
    }
    for (int32_t i = 0; d->plan[0] && i < d->plan[0]->n_policies; i++) {
        const Policy *from = counting(&d->plan[0]->policies[i], d->plan[0]);
        if (from && !counting(find(d->plan[1], from->id), d->plan[1]))
            compare_keys(d, from, NULL);
    }
}

/* ---- the command ---- */

static Status open_plan(Diff *d, int side, Diag *diag)
{
    const char *id = d->name[side];
    if (strcmp(id, "baseline") == 0 && model_find_scenario(d->model, id) == MODEL_NONE)
        return LODE_OK; /* the model as it is */
    return plan_new(d->model, &id, 1, diag, &d->plan[side]);
}

/* Whether its keys differ, or it is not in the other at all. */
static bool is_news(const Diff *d, const Policy *to)
{
    const Policy *from = counting(find(d->plan[0], to->id), d->plan[0]);
    return !from || !yaml_same(from->node, to->node, NULL);
}

/* Of what is new: why, the documents behind it, what it touches. */
static void print_reasons(const Diff *d)
{
    char touches[TOUCH_SIZE];
    for (int32_t i = 0; d->plan[1] && i < d->plan[1]->n_policies; i++) {
        const Policy *policy = counting(&d->plan[1]->policies[i], d->plan[1]);
        if (!policy || !is_news(d, policy)) continue;
        json_t *documents = diff_documents_json(d->model, policy);
        fprintf(d->screen->out, "\n%s: %s", policy->id,
                policy->why && *policy->why ? policy->why : "no reason given");
        for (size_t k = 0; k < json_array_size(documents); k++)
            fprintf(d->screen->out, "%s%s", k ? ", " : " [",
                    json_string_value(json_array_get(documents, k)));
        if (json_array_size(documents)) fputc(']', d->screen->out);
        json_decref(documents);
        diff_touches(d->plan[1], policy, touches, sizeof touches);
        fprintf(d->screen->out, "\n  touches %s", touches);
    }
    fputc('\n', d->screen->out);
}

static const char *or_blank(const char *text)
{
    return *text ? text : "-";
}

static Status print_cells(const Diff *d, const char *from, const char *to)
{
    const char *const titles[] = {"cell", from, to, "unit", "by", "where"};
    CellDiff cell;
    Grid *grid = grid_new(6, titles);
    for (int32_t i = 0; diff_cell(d->plan[0], d->plan[1], i, &cell); i++) {
        const Place *at = &cell.by->said->origin.place;
        grid_text(grid, cell.cell);
        grid_text(grid, or_blank(cell.from));
        grid_text(grid, or_blank(cell.to));
        grid_text(grid, or_blank(cell.unit));
        grid_text(grid, cell.by->said->scenario);
        grid_format(grid, "%s:%d", at->file, (int)at->line);
    }
    const Status st = grid_print(grid, d->screen);
    grid_free(grid);
    return st;
}

static Status print_policies(Diff *d, const char *from, const char *to)
{
    const char *const titles[] = {"policy", "key", from, to, "where"};
    d->grid = grid_new(5, titles);
    compare_plans(d);
    Status st = LODE_OK;
    if (d->n) st = grid_print(d->grid, d->screen);
    grid_free(d->grid);
    return st;
}

static Status print_text(Diff *d)
{
    char from[VALUE_SIZE], to[VALUE_SIZE];
    CellDiff cell;
    const bool cells = diff_cell(d->plan[0], d->plan[1], 0, &cell);
    snprintf(from, sizeof from, "in %s", d->name[0]);
    snprintf(to, sizeof to, "in %s", d->name[1]);
    Status st = cells ? print_cells(d, from, to) : LODE_OK;
    if (cells) fputc('\n', d->screen->out);
    if (!st) st = print_policies(d, from, to);
    if (!st && d->n) print_reasons(d);
    if (!d->n && !cells)
        fprintf(d->screen->out, "%s and %s say the same.\n", d->name[0], d->name[1]);
    return st;
}

static json_t *cells_json(const Diff *d)
{
    json_t *list = json_array();
    CellDiff cell;
    for (int32_t i = 0; diff_cell(d->plan[0], d->plan[1], i, &cell); i++)
        json_array_append_new(list, diff_cell_json(d->model, &cell));
    return list;
}

static json_t *touches_json(const Diff *d)
{
    json_t *object = json_object();
    for (int32_t i = 0; d->plan[1] && i < d->plan[1]->n_policies; i++) {
        const Policy *policy = counting(&d->plan[1]->policies[i], d->plan[1]);
        if (policy && is_news(d, policy))
            json_put(object, policy->id, diff_touches_json(d->plan[1], policy));
    }
    return object;
}

static Status print_json(Diff *d)
{
    d->list = json_array();
    if (!d->list) return LODE_NO_MEMORY;
    compare_plans(d);
    return json_print(d->screen,
                      json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "schema", "lode.diff/1",
                                "from", d->name[0], "to", d->name[1], "cells", cells_json(d),
                                "changes", d->list, "touches", touches_json(d)));
}

static Status run(const Screen *screen, const Args *args)
{
    const char *second = args_place(args, 2);
    Diff d = {.screen = screen,
              .name = {second ? args_place(args, 1) : "baseline",
                       second ? second : args_place(args, 1)}};
    Diag *diag = diag_new();
    Status st =
        diag ? load_model(screen, args_place(args, 0), NULL, 0, &d.model) : LODE_NO_MEMORY;
    for (int side = 0; side < 2 && !st; side++)
        st = open_plan(&d, side, diag);
    if (diag) screen_diag(screen, diag, LOAD_MESSAGES);
    if (!st) st = args_has(args, "json") ? print_json(&d) : print_text(&d);
    plan_free(d.plan[0]);
    plan_free(d.plan[1]);
    model_free(d.model);
    diag_free(diag);
    return st;
}

const Command command_diff = {
    .name = "diff",
    .summary = "what one scenario says that another does not",
    .about =
        "Lists every cell of a table and every key of every policy in which two scenarios "
        "differ, with what stands in each and where it is written; with one scenario, against "
        "the baseline. Of policies that are new or different it says why, from which documents "
        "(their own and the scenario's), and which routes, facilities and demands they touch.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"},
                    {"A", VALUE_TEXT, false, "a scenario"},
                    {"B", VALUE_TEXT, true, "another; without it A is held against baseline"}},
    .options = options,
    .examples = {{"lode diff my-model quota", "what quota adds to the baseline"},
                 {"lode diff my-model quota loose-quota", "one against the other"}},
    .run = run,
};
