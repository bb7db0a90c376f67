/* scenarios/NAME.yaml and checks.yaml: kept as written, their structure checked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/build.h"
#include "model/map.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const char folder[] = "scenarios/", baseline[] = "baseline";

/* One file, while `extends` is being followed. */
typedef struct Story {
    const YamlNode *root; /* NULL: not readable */
    int32_t parent;       /* MODEL_NONE = none */
    int32_t n_own;        /* policies */
    bool done, open;      /* open: its parents are being gathered */
} Story;

typedef struct Book {
    Draft *draft;
    Names *names;
    Scenario *scenarios;
    Story *stories;
    int32_t n;
} Book;

typedef struct StoryRow {
    const char *title, *title_zh, *tells, *extends;
    IndexSet documents;
} StoryRow;

static const Column story_columns[] = {
    COLUMN_TEXT(StoryRow, title, "its title; blank = the file's name"),
    COLUMN_TEXT(StoryRow, title_zh, "its title in Chinese"),
    COLUMN_TEXT(StoryRow, tells, "what happens, in a line"),
    COLUMN_TEXT(StoryRow, extends, "scenario whose policies come first"),
    {.name = "documents",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(StoryRow, documents),
     .target = TARGET_DOCUMENT,
     .doc = "documents that it comes from"},
};
static const char *const story_others[] = {"policies", "vary", "change", NULL};

/* --- files --- */

static bool is_story(const File *file)
{
    return strncmp(file->name, folder, sizeof folder - 1) == 0 &&
           strstr(file->name, ".y") != NULL;
}

static const char *id_of(Draft *draft, const File *file)
{
    const char *start = file->name + sizeof folder - 1;
    const char *dot = strrchr(start, '.');
    return arena_text(draft->reading.arena, start, dot ? (size_t)(dot - start) : strlen(start));
}

static Status parse_story(Book *book, const File *file, int32_t at)
{
    Draft *draft = book->draft;
    YamlNode *root;
    const Status st = yaml_parse(file->bytes, file->n, file->name, draft->reading.arena,
                                 draft->reading.diag, &root);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st;
    if (root->type == YAML_IS_MAP)
        book->stories[at].root = root;
    else
        diag_error(draft->reading.diag, root->file, root->line, root->column, "",
                   "write 'key: value' lines, such as 'title: ...'");
    return LODE_OK;
}

static Status open_book(Book *book)
{
    const Files *files = &book->draft->files;
    Arena *arena = book->draft->reading.arena;
    book->names = names_new(arena);
    book->scenarios = ARENA_ARRAY(arena, Scenario, files->n);
    book->stories = ARENA_ARRAY(book->draft->reading.scratch, Story, files->n);
    if (!book->names || !book->scenarios || !book->stories) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < files->n; i++) {
        const File *file = &files->items[i];
        if (!is_story(file)) continue;
        const char *id = id_of(book->draft, file);
        const int32_t at = id ? names_add(book->names, id) : NAMES_NO_MEMORY;
        if (at < 0) return LODE_NO_MEMORY;
        if (at < book->n) {
            diag_error(book->draft->reading.diag, file->name, 0, 0, "",
                       "another file holds the scenario '%s', too; drop one", id);
            continue;
        }
        book->n++;
        const char *name = arena_text(arena, file->name, strlen(file->name));
        book->scenarios[at] =
            (Scenario){.id = id, .place = {.file = name, .line = 1, .column = 1}};
        book->stories[at].parent = MODEL_NONE;
        const Status st = name ? parse_story(book, file, at) : LODE_NO_MEMORY;
        if (st) return st;
    }
    return LODE_OK;
}

/* --- one scenario --- */

static int32_t find_parent(Book *book, const YamlNode *root, const char *id)
{
    Reading *reading = &book->draft->reading;
    const int32_t at = names_find(book->names, id);
    const YamlNode *node = yaml_get(root, "extends");
    if (!id[0] || at >= 0) return at;
    if (strcmp(id, baseline) == 0) return MODEL_NONE; /* the model as it is */
    const char *meant = names_nearest(book->names, id);
    const Cell cell = {.text = id, .field = "extends", .in_yaml = true, .node = node};
    if (meant)
        cell_error(reading, &cell, "there is no scenario '%s'; did you mean '%s'?", id, meant);
    else
        cell_error(reading, &cell,
                   "there is no scenario '%s'; there must be a file scenarios/%s.yaml", id, id);
    return MODEL_NONE;
}

static void read_story(Book *book, int32_t at)
{
    const YamlNode *root = book->stories[at].root;
    Scenario *scenario = &book->scenarios[at];
    StoryRow row = {0};
    scenario->title = scenario->id;
    scenario->title_zh = scenario->tells = "";
    if (!root) return;
    map_read_words(&book->draft->reading, root, story_columns, COUNT(story_columns),
                   story_others, &row);
    if (row.title[0]) scenario->title = row.title;
    scenario->title_zh = row.title_zh;
    scenario->tells = row.tells;
    scenario->documents = row.documents.index;
    scenario->n_documents = row.documents.n;
    book->stories[at].parent = find_parent(book, root, row.extends);
}

static const YamlNode *policies_of(Book *book, int32_t at)
{
    const YamlNode *node = yaml_get(book->stories[at].root, "policies");
    if (!node || (node->type == YAML_IS_TEXT && !node->text[0])) return NULL;
    if (node->type == YAML_IS_LIST) return node;
    diag_error(book->draft->reading.diag, node->file, node->line, node->column, "policies",
               "write a list: each policy starts with '- kind: ...'");
    return NULL;
}

static bool read_policy(Book *book, const YamlNode *node, PolicyText *out)
{
    const YamlNode *kind = yaml_get(node, "kind");
    if (!kind || kind->type != YAML_IS_TEXT || !kind->text[0]) {
        diag_error(book->draft->reading.diag, node->file, node->line, node->column, "kind",
                   "what kind of policy is this? Write 'kind: ...'; lode policies lists them");
        return false;
    }
    *out =
        (PolicyText){.node = node,
                     .kind = kind->text,
                     .place = {.file = node->file, .line = node->line, .column = node->column}};
    return true;
}

/* --- what a scenario lets vary --- */

#define VARY_NUMBER(field, name_, doc_)                                                        \
    {                                                                                          \
        .name = name_, .type = COLUMN_TYPE_NUMBER, .offset = offsetof(ScenarioVary, field),    \
        .quantity = QUANTITY_PLAIN, .required = true, .low = -1e18, .high = 1e18, .doc = doc_  \
    }
static const Column vary_columns[] = {
    COLUMN_TEXT(ScenarioVary, label, "what a slider says; blank = the id"),
    COLUMN_TEXT(ScenarioVary, label_zh, "the same in Chinese"),
    VARY_NUMBER(low, "low", "the least it can be"),
    VARY_NUMBER(high, "high", "the most it can be"),
    VARY_NUMBER(usual, "default", "what it is when nobody says"),
    COLUMN_CHOICE(ScenarioVary, dist, VARY_DISTS, "how likely its values are, for ensembles"),
};

static bool is_name(const char *word)
{
    if (!((*word >= 'a' && *word <= 'z') || *word == '_')) return false;
    while ((*word >= 'a' && *word <= 'z') || (*word >= '0' && *word <= '9') || *word == '_')
        word++;
    return *word == '\0';
}

static void read_vary(Book *book, const YamlPair *pair, ScenarioVary *out)
{
    Reading *reading = &book->draft->reading;
    const YamlNode *node = pair->value;
    const Subject nothing = {0};
    const int32_t before = diag_errors(reading->diag);
    *out = (ScenarioVary){.id = pair->key, .place = {node->file, pair->line, pair->column}};
    if (!is_name(pair->key))
        diag_error(
            reading->diag, node->file, pair->line, pair->column, pair->key,
            "a name here is made of small letters, digits and '_', since formulas use it");
    if (node->type != YAML_IS_MAP) {
        diag_error(reading->diag, node->file, node->line, node->column, pair->key,
                   "write its range: {low: 0, high: 1, default: 0.5, label: ...}");
        return;
    }
    map_read_words(reading, node, vary_columns, COUNT(vary_columns), NULL, out);
    map_read_numbers(reading, node, vary_columns, COUNT(vary_columns), &nothing, out);
    if (!out->label || !out->label[0]) out->label = out->id;
    if (diag_errors(reading->diag) > before) return;
    if (!(out->low < out->high) || out->usual < out->low || out->usual > out->high)
        diag_error(reading->diag, node->file, node->line, node->column, pair->key,
                   "the default must lie between low and high, and low below high");
}

static Status gather_varies(Book *book, int32_t at, const Scenario *parent)
{
    Scenario *scenario = &book->scenarios[at];
    const YamlNode *node = yaml_get(book->stories[at].root, "vary");
    const bool given = node && node->type == YAML_IS_MAP;
    if (node && !given && !(node->type == YAML_IS_TEXT && !node->text[0]))
        diag_error(book->draft->reading.diag, node->file, node->line, node->column, "vary",
                   "write what varies: 'severity: {low: 0, high: 1, default: 0.5}'");
    const int32_t inherited = parent ? parent->n_varies : 0;
    ScenarioVary *varies = ARENA_ARRAY(book->draft->reading.arena, ScenarioVary,
                                       inherited + (given ? node->n : 0));
    if (!varies) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < inherited; i++)
        if (!given || !yaml_get(node, parent->varies[i].id)) varies[n++] = parent->varies[i];
    for (int32_t i = 0; given && i < node->n; i++)
        read_vary(book, &node->pairs[i], &varies[n++]);
    scenario->varies = varies;
    scenario->n_varies = n;
    return LODE_OK;
}

/* --- policies of parents --- */

/* Its parents' policies, then its own. Scenarios that extend each other in a circle are named.
 */
static Status gather(Book *book, int32_t at, int depth)
{
    Story *story = &book->stories[at];
    Scenario *scenario = &book->scenarios[at];
    if (story->done) return LODE_OK;
    if (story->open || depth > 64) {
        const YamlNode *node = yaml_get(story->root, "extends");
        diag_error(book->draft->reading.diag, node->file, node->line, node->column, "extends",
                   "'%s' extends itself by way of '%s'; break the circle", scenario->id,
                   book->scenarios[story->parent].id);
        return LODE_OK;
    }
    story->open = true;
    Status st = story->parent == MODEL_NONE ? LODE_OK : gather(book, story->parent, depth + 1);
    story->done = true;
    if (st) return st;
    const Scenario *parent =
        story->parent == MODEL_NONE ? NULL : &book->scenarios[story->parent];
    st = gather_varies(book, at, parent);
    if (!st) st = changes_read(book->draft, story->root, parent, scenario);
    if (st) return st;
    const YamlNode *own = policies_of(book, at);
    const int32_t inherited = parent ? parent->n_policies : 0, n = own ? own->n : 0;
    PolicyText *policies = ARENA_ARRAY(book->draft->reading.arena, PolicyText, inherited + n);
    if (!policies) return LODE_NO_MEMORY;
    if (inherited) memcpy(policies, parent->policies, (size_t)inherited * sizeof *policies);
    scenario->policies = policies;
    scenario->n_policies = inherited;
    for (int32_t i = 0; i < n; i++)
        if (read_policy(book, own->items[i], &policies[scenario->n_policies]))
            scenario->n_policies++;
    return LODE_OK;
}

Status scenarios_read(Draft *draft)
{
    Book book = {.draft = draft};
    Status st = open_book(&book);
    for (int32_t i = 0; i < book.n && !st; i++)
        read_story(&book, i);
    for (int32_t i = 0; i < book.n && !st; i++)
        st = gather(&book, i, 0);
    draft->model->scenarios = book.scenarios;
    draft->model->n_scenarios = book.n;
    draft->reading.ids->scenarios = book.names;
    if (!st) st = changes_keep_files(draft);
    return st ? st : draft->reading.status;
}

/* --- checks.yaml --- */

static bool read_check(Draft *draft, const YamlNode *node, CheckText *out)
{
    const YamlNode *metric = yaml_get(node, "metric");
    if (!metric || metric->type != YAML_IS_TEXT || !metric->text[0]) {
        diag_error(draft->reading.diag, node->file, node->line, node->column, "metric",
                   "which metric is checked? Write '- metric: ...'; lode metrics lists them");
        return false;
    }
    *out = (CheckText){.node = node, .place = {node->file, node->line, node->column}};
    return true;
}

Status checks_read(Draft *draft)
{
    const File *file = files_find(&draft->files, "checks.yaml");
    YamlNode *root;
    if (!file) return LODE_OK;
    const Status st = yaml_parse(file->bytes, file->n, file->name, draft->reading.arena,
                                 draft->reading.diag, &root);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st;
    if (root->type != YAML_IS_LIST && root->n)
        diag_error(draft->reading.diag, root->file, root->line, root->column, "",
                   "write a list: each check starts with '- metric: ...'");
    if (root->type != YAML_IS_LIST) return LODE_OK;
    CheckText *checks = ARENA_ARRAY(draft->reading.arena, CheckText, root->n);
    if (!checks) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < root->n; i++)
        if (read_check(draft, root->items[i], &checks[draft->model->n_checks]))
            draft->model->n_checks++;
    draft->model->checks = checks;
    return LODE_OK;
}
