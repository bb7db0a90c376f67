#include "choice/story.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Story {
    char *text;
    size_t n, room;
    bool failed; /* memory */
};

Story *story_new(void)
{
    Story *story = calloc(1, sizeof *story);
    story_say(story, "%s", "");
    return story;
}

void story_free(Story *story)
{
    if (!story) return;
    free(story->text);
    free(story);
}

/* Room for n more bytes and a zero. */
static bool make_room(Story *story, size_t n)
{
    if (story->failed) return false;
    if (story->n + n < story->room) return true;
    const size_t room = 2 * (story->n + n) + 256;
    char *text = realloc(story->text, room);
    if (!text) {
        story->failed = true;
        return false;
    }
    story->text = text;
    story->room = room;
    return true;
}

void story_say(Story *story, const char *format, ...)
{
    if (!story) return;
    va_list values;
    va_start(values, format);
    const int n = vsnprintf(NULL, 0, format, values);
    va_end(values);
    if (n < 0 || !make_room(story, (size_t)n)) return;
    va_start(values, format);
    vsnprintf(story->text + story->n, (size_t)n + 1, format, values);
    va_end(values);
    story->n += (size_t)n;
}

void story_quote(Story *story, const char *text)
{
    story_say(story, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') story_say(story, "\\");
        story_say(story, "%c", *text == '\n' ? ' ' : *text);
    }
    story_say(story, "\"");
}

const char *story_text(const Story *story)
{
    return story && story->text ? story->text : "";
}

/* ---- read back ---- */

static Status take_policies(const YamlNode *list, Arena *arena, Scenario *out)
{
    PolicyText *policies = ARENA_ARRAY(arena, PolicyText, list ? list->n : 0);
    if (!policies) return LODE_NO_MEMORY;
    for (int32_t i = 0; list && i < list->n; i++) {
        const YamlNode *node = list->items[i], *kind = yaml_get(node, "kind");
        policies[i] = (PolicyText){.node = node,
                                   .kind = kind ? kind->text : "",
                                   .place = {node->file, node->line, node->column}};
    }
    out->policies = policies;
    out->n_policies = list ? list->n : 0;
    return LODE_OK;
}

Status story_read(const Story *story, const char *id, Arena *arena, Diag *diag, Scenario *out)
{
    YamlNode *root;
    if (!story || story->failed) return LODE_NO_MEMORY;
    const char *name = arena_text(arena, id, strlen(id));
    if (!name) return LODE_NO_MEMORY;
    const Status st = yaml_parse(story->text, story->n, name, arena, diag, &root);
    if (st) return st;
    const YamlNode *title = yaml_get(root, "title"), *list = yaml_get(root, "policies");
    *out = (Scenario){.id = name,
                      .title = title ? title->text : name,
                      .title_zh = "",
                      .tells = "",
                      .place = {.file = name, .line = 1, .column = 1}};
    return take_policies(list && list->type == YAML_IS_LIST ? list : NULL, arena, out);
}

/* ---- the file ---- */

Status story_write(const Story *story, const char *path, Diag *diag)
{
    if (!story || story->failed) return LODE_NO_MEMORY;
    const size_t room = strlen(path) + 8;
    char *part = malloc(room);
    if (!part) return LODE_NO_MEMORY;
    snprintf(part, room, "%s.part", path);
    FILE *file = fopen(part, "wb");
    bool bad = !file;
    if (file) {
        bad = fwrite(story->text, 1, story->n, file) != story->n;
        bad = fclose(file) != 0 || bad;
    }
    bad = bad || rename(part, path) != 0;
    if (bad) {
        diag_error(diag, path, 0, 0, "", "cannot be written: %s", strerror(errno));
        if (file) remove(part);
    }
    free(part);
    return bad ? LODE_IO : LODE_OK;
}
