/* changes.c - `change:` of a scenario: cells of tables, written anew.
 *     change:
 *       facilities[the-mine].capacity: 5000 t/year
 *       costs[smelt/north].cost: {value: 12 USD/t, source: annual-report, status: seen}
 * Kept as written; recast.c finds the cells. */
#include <string.h>

#include "model/build.h"
#include "model/map.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

typedef struct ChangeRow {
    const char *source, *note;
    int32_t status;
    bool wins;
} ChangeRow;

static const Column change_columns[] = {
    COLUMN_TEXT(ChangeRow, source, "id of a document, or assumption; blank = the scenario's"),
    COLUMN_CHOICE(ChangeRow, status, "|seen|memory|estimate", "how it is known"),
    COLUMN_TEXT(ChangeRow, note, "what a reader should know"),
    {.name = "wins",
     .type = COLUMN_TYPE_FLAG,
     .offset = offsetof(ChangeRow, wins),
     .doc = "it stands for what other scenarios write into the cell"},
};
static const char *const change_others[] = {"value", NULL};

static int32_t find_source(Reading *reading, const YamlNode *node, const char *source)
{
    if (!source[0] || strcmp(source, "assumption") == 0) return MODEL_NONE;
    const Cell cell = {
        .text = source, .field = "source", .in_yaml = true, .node = yaml_get(node, "source")};
    return cell_ref(reading, TARGET_DOCUMENT, &cell);
}

static const YamlNode *value_of(Reading *reading, const YamlPair *pair)
{
    const YamlNode *node = pair->value;
    const YamlNode *value = node->type == YAML_IS_MAP ? yaml_get(node, "value") : node;
    if (value && value->type == YAML_IS_TEXT) return value;
    diag_error(reading->diag, node->file, pair->line, pair->column, pair->key,
               "write what is to stand there: 'TABLE[KEY].COLUMN: 5000 t/year', or "
               "'{value: 5000 t/year, source: ..., note: ...}'");
    return NULL;
}

static bool read_change(Draft *draft, const YamlPair *pair, const char *scenario,
                        ScenarioChange *out)
{
    Reading *reading = &draft->reading;
    const YamlNode *node = pair->value, *value = value_of(reading, pair);
    ChangeRow row = {.source = "", .note = ""};
    if (!value) return false;
    if (node->type == YAML_IS_MAP)
        map_read_words(reading, node, change_columns, COUNT(change_columns), change_others,
                       &row);
    *out = (ScenarioChange){.cell = pair->key,
                            .node = node,
                            .value = value,
                            .scenario = scenario,
                            .wins = row.wins,
                            .origin = {.place = {node->file, pair->line, pair->column},
                                       .document = find_source(reading, node, row.source),
                                       .status = (HowKnown)row.status,
                                       .note = row.note}};
    return true;
}

/* The map of a scenario's own changes, or NULL. */
static const YamlNode *own_changes(Draft *draft, const YamlNode *root, const char *scenario)
{
    const YamlNode *node = root ? yaml_get(root, "change") : NULL;
    if (!node || (node->type == YAML_IS_TEXT && !node->text[0])) return NULL;
    if (strcmp(scenario, "baseline") == 0)
        diag_error(draft->reading.diag, node->file, node->line, node->column, "change",
                   "the baseline is what the tables say; write the value into the table");
    else if (node->type != YAML_IS_MAP)
        diag_error(draft->reading.diag, node->file, node->line, node->column, "change",
                   "write cells and what is to stand there: "
                   "'facilities[the-mine].capacity: 5000 t/year'");
    else
        return node;
    return NULL;
}

Status changes_read(Draft *draft, const YamlNode *root, const Scenario *parent,
                    Scenario *scenario)
{
    const YamlNode *own = own_changes(draft, root, scenario->id);
    const int32_t inherited = parent ? parent->n_changes : 0, n = own ? own->n : 0;
    ScenarioChange *changes = ARENA_ARRAY(draft->reading.arena, ScenarioChange, inherited + n);
    if (!changes) return LODE_NO_MEMORY;
    if (inherited) memcpy(changes, parent->changes, (size_t)inherited * sizeof *changes);
    scenario->changes = changes;
    scenario->n_changes = inherited;
    for (int32_t i = 0; i < n; i++)
        if (read_change(draft, &own->pairs[i], scenario->id, &changes[scenario->n_changes]))
            scenario->n_changes++;
    return LODE_OK;
}

static Status keep_file(Arena *arena, const File *file, File *out)
{
    const char *name = arena_text(arena, file->name, strlen(file->name));
    const char *bytes = arena_text(arena, file->bytes, file->n);
    *out = (File){.name = name, .bytes = bytes, .n = file->n};
    return name && bytes ? LODE_OK : LODE_NO_MEMORY;
}

static Status keep_files(Arena *arena, const Files *from, Files *out)
{
    File *items = ARENA_ARRAY(arena, File, from->n);
    FileCell *set = ARENA_ARRAY(arena, FileCell, from->n_set);
    if (!items || !set) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (int32_t i = 0; i < from->n && !st; i++)
        st = keep_file(arena, &from->items[i], &items[i]);
    *out = *from;
    out->items = items;
    out->set = set;
    for (int32_t i = 0; i < from->n_set && !st; i++) {
        set[i] = from->set[i];
        set[i].file = arena_text(arena, set[i].file, strlen(set[i].file));
        if (!set[i].file) st = LODE_NO_MEMORY;
    }
    return st;
}

Status changes_keep_files(Draft *draft)
{
    Model *model = draft->model;
    int32_t n = 0;
    for (int32_t s = 0; s < model->n_scenarios; s++)
        n += model->scenarios[s].n_changes;
    if (!n) return LODE_OK;
    Files *files = ARENA_ARRAY(model->arena, Files, 1);
    if (!files) return LODE_NO_MEMORY;
    model->files = files;
    return keep_files(model->arena, &draft->files, files);
}
