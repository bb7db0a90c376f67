/* episodes: of model.yaml - runs that are held against what was observed, of this model or of
 * one beside it. */
#include <string.h>

#include "model/build.h"
#include "model/map.h"

static const char file_name[] = "model.yaml";

static const Column columns[] = {
    {.name = "title",
     .type = COLUMN_TYPE_TEXT,
     .offset = offsetof(Episode, title),
     .required = true,
     .doc = "what the episode is called"},
    COLUMN_TEXT(Episode, title_zh, "the same in Chinese"),
    COLUMN_TEXT(Episode, model, "folder of the model, seen from this one; blank = this model"),
    COLUMN_TEXT(Episode, run, "scenarios, joined by '+'; blank = baseline"),
};

static bool has_scenario(const Model *model, const char *id)
{
    for (int32_t i = 0; i < model->n_scenarios; i++)
        if (strcmp(model->scenarios[i].id, id) == 0) return true;
    return strcmp(id, "baseline") == 0; /* the model as it is */
}

/* Scenarios of another model are looked for when it is read. */
static void check_run(Draft *draft, const YamlNode *node, const char *run)
{
    char id[128];
    for (const char *at = run; *at;) {
        const size_t n = strcspn(at, "+");
        if (n < sizeof id) {
            memcpy(id, at, n);
            id[n] = '\0';
            if (!has_scenario(draft->model, id))
                diag_error(draft->reading.diag, file_name, node->line, node->column, "run",
                           "there is no scenario '%s'; there must be a file scenarios/%s.yaml",
                           id, id);
        }
        at += n + (at[n] == '+');
    }
}

static const char *text_or(const char *text, const char *usual)
{
    return text && *text ? text : usual;
}

static void fill(Episode *episode)
{
    *episode = (Episode){.title = text_or(episode->title, ""),
                         .title_zh = text_or(episode->title_zh, ""),
                         .model = text_or(episode->model, ""),
                         .run = text_or(episode->run, "baseline")};
}

Status episodes_read(Draft *draft)
{
    const YamlNode *list = yaml_get(draft->settings, "episodes");
    if (!list) return LODE_OK;
    if (list->type != YAML_IS_LIST) {
        diag_error(draft->reading.diag, file_name, list->line, list->column, "episodes",
                   "write a list: each episode starts with '- title: ...'");
        return draft->reading.status;
    }
    Episode *episodes = ARENA_ARRAY(draft->reading.arena, Episode, list->n);
    if (!episodes) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++) {
        const YamlNode *node = list->items[i];
        if (node->type != YAML_IS_MAP) {
            diag_error(draft->reading.diag, file_name, node->line, node->column, "episodes",
                       "an episode is a mapping: '- title: ...'");
            fill(&episodes[i]);
            continue;
        }
        map_read_words(&draft->reading, node, columns, (int)(sizeof columns / sizeof *columns),
                       NULL, &episodes[i]);
        fill(&episodes[i]);
        if (!*episodes[i].model) check_run(draft, yaml_get(node, "run"), episodes[i].run);
    }
    draft->model->episodes = episodes;
    draft->model->n_episodes = list->n;
    return draft->reading.status;
}
