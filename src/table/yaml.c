#include "table/yaml.h"

#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "base/names.h"
#include "base/text.h"

typedef struct Reader {
    yaml_parser_t parser;
    yaml_event_t event; /* the next one, not yet used */
    const char *file;
    Arena *arena;
    Diag *diag;
    Status status; /* once it is not LODE_OK, reading stops */
} Reader;

static int32_t line_of(yaml_mark_t mark)
{
    return mark.line < INT32_MAX ? (int32_t)mark.line + 1 : INT32_MAX;
}

static int32_t column_of(yaml_mark_t mark)
{
    return mark.column < INT32_MAX ? (int32_t)mark.column + 1 : INT32_MAX;
}

static void refuse(Reader *reader, yaml_mark_t mark, const char *text)
{
    if (reader->status) return;
    diag_error(reader->diag, reader->file, line_of(mark), column_of(mark), "", "%s", text);
    reader->status = LODE_BAD_INPUT;
}

static bool taken(Reader *reader, const void *memory)
{
    if (!memory && !reader->status) reader->status = LODE_NO_MEMORY;
    return memory != NULL;
}

/* --- events --- */

static void syntax_error(Reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "this is not YAML";
    const char *context = parser->context ? parser->context : "";
    const char *remedy = "";
    char text[256];
    if (parser->error == YAML_MEMORY_ERROR) {
        reader->status = LODE_NO_MEMORY;
        return;
    }
    if (strstr(problem, "cannot start any token") || strstr(problem, "tab character"))
        remedy = "; indent with blanks, not tabs, and put special characters in quotes";
    if (strstr(context, "alias") || strstr(context, "anchor"))
        remedy = "; a text that starts with * or & needs quotes";
    snprintf(text, sizeof text, "%s%s", problem, remedy);
    refuse(reader, parser->problem_mark, text);
}

static void advance(Reader *reader)
{
    yaml_event_delete(&reader->event);
    memset(&reader->event, 0, sizeof reader->event);
    if (!reader->status && !yaml_parser_parse(&reader->parser, &reader->event))
        syntax_error(reader);
}

static bool at_event(const Reader *reader, yaml_event_type_t type)
{
    return !reader->status && reader->event.type == type;
}

/* --- nodes --- */

static void refuse_dialect(Reader *reader, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor) refuse(reader, reader->event.start_mark, "anchors (&) are not allowed here");
    if (tag) refuse(reader, reader->event.start_mark, "tags (!) are not allowed here");
}

static void read_node(Reader *reader, int depth, YamlNode *node);

static void read_text(Reader *reader, YamlNode *node)
{
    const yaml_event_t *event = &reader->event;
    refuse_dialect(reader, event->data.scalar.anchor, event->data.scalar.tag);
    const char *text = (const char *)event->data.scalar.value;
    const size_t n = event->data.scalar.length;
    if (strlen(text) != n) refuse(reader, event->start_mark, "a text holds a zero byte");
    node->type = YAML_IS_TEXT;
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = arena_text(reader->arena, text, n);
    taken(reader, node->text);
    advance(reader);
}

/* Items are collected in an array that doubles; what it leaves behind is as large again. */
static const YamlNode **longer_list(Reader *reader, const YamlNode **items, int32_t n)
{
    if (n & (n - 1)) return items; /* it is full when n is 0 or a power of two */
    const YamlNode **longer = ARENA_ARRAY(reader->arena, const YamlNode *, n ? 2 * n : 1);
    if (taken(reader, longer) && n) memcpy(longer, items, (size_t)n * sizeof *items);
    return longer;
}

static void read_list(Reader *reader, int depth, YamlNode *node)
{
    const YamlNode **items = NULL;
    refuse_dialect(reader, reader->event.data.sequence_start.anchor,
                   reader->event.data.sequence_start.tag);
    node->type = YAML_IS_LIST;
    advance(reader);
    while (!reader->status && !at_event(reader, YAML_SEQUENCE_END_EVENT)) {
        YamlNode *item = ARENA_ARRAY(reader->arena, YamlNode, 1);
        items = longer_list(reader, items, node->n);
        if (!taken(reader, item) || !items) return;
        items[node->n++] = item;
        read_node(reader, depth + 1, item);
    }
    node->items = items;
    advance(reader);
}

static YamlPair *longer_map(Reader *reader, YamlPair *pairs, int32_t n)
{
    if (n & (n - 1)) return pairs;
    YamlPair *longer = ARENA_ARRAY(reader->arena, YamlPair, n ? 2 * n : 1);
    if (taken(reader, longer) && n) memcpy(longer, pairs, (size_t)n * sizeof *pairs);
    return longer;
}

static void read_key(Reader *reader, Names *seen, YamlPair *pair)
{
    const yaml_mark_t mark = reader->event.start_mark;
    YamlNode key = {0};
    if (!at_event(reader, YAML_SCALAR_EVENT)) {
        refuse(reader, mark, "a key must be a plain word");
        return;
    }
    read_text(reader, &key);
    if (reader->status) return;
    pair->key = key.text;
    pair->line = line_of(mark);
    pair->column = column_of(mark);
    const int32_t before = names_count(seen), at = names_add(seen, key.text);
    char text[128];
    if (at < 0) reader->status = LODE_NO_MEMORY;
    snprintf(text, sizeof text, "the key '%.60s' is there twice; drop one", key.text);
    if (at >= 0 && at < before) refuse(reader, mark, text);
    if (strcmp(key.text, "<<") == 0)
        refuse(reader, mark, "merge keys (<<) are not allowed here");
}

static void read_map(Reader *reader, int depth, YamlNode *node)
{
    YamlPair *pairs = NULL;
    Names *seen = names_new(reader->arena);
    refuse_dialect(reader, reader->event.data.mapping_start.anchor,
                   reader->event.data.mapping_start.tag);
    node->type = YAML_IS_MAP;
    if (!taken(reader, seen)) return;
    advance(reader);
    while (!reader->status && !at_event(reader, YAML_MAPPING_END_EVENT)) {
        YamlNode *value = ARENA_ARRAY(reader->arena, YamlNode, 1);
        pairs = longer_map(reader, pairs, node->n);
        if (!taken(reader, value) || !pairs) return;
        YamlPair *pair = &pairs[node->n++];
        pair->value = value;
        read_key(reader, seen, pair);
        read_node(reader, depth + 1, value);
    }
    node->pairs = pairs;
    advance(reader);
}

static void read_node(Reader *reader, int depth, YamlNode *node)
{
    if (reader->status) return;
    const yaml_mark_t mark = reader->event.start_mark;
    node->file = reader->file;
    node->line = line_of(mark);
    node->column = column_of(mark);
    node->text = "";
    if (depth > YAML_DEPTH_MAX)
        refuse(reader, mark, "lists and maps are nested too deeply");
    else if (at_event(reader, YAML_SCALAR_EVENT))
        read_text(reader, node);
    else if (at_event(reader, YAML_SEQUENCE_START_EVENT))
        read_list(reader, depth, node);
    else if (at_event(reader, YAML_MAPPING_START_EVENT))
        read_map(reader, depth, node);
    else if (at_event(reader, YAML_ALIAS_EVENT))
        refuse(reader, mark,
               "aliases (*) are not allowed here; put a text that starts with * in "
               "quotes");
    else
        refuse(reader, mark, "this is not YAML");
}

/* --- files --- */

static void read_document(Reader *reader, YamlNode *root)
{
    advance(reader); /* the stream's start */
    advance(reader);
    if (at_event(reader, YAML_STREAM_END_EVENT)) {
        *root = (YamlNode){
            .type = YAML_IS_MAP, .file = reader->file, .line = 1, .column = 1, .text = ""};
        return;
    }
    advance(reader); /* the document's start */
    read_node(reader, 0, root);
    advance(reader); /* its end */
    if (!reader->status && !at_event(reader, YAML_STREAM_END_EVENT))
        refuse(reader, reader->event.start_mark,
               "a second document (---) starts here; one file "
               "holds one");
}

static bool is_text(const char *bytes, size_t n, Reader *reader)
{
    size_t bad;
    if (n > YAML_BYTES_MAX) {
        diag_error(reader->diag, reader->file, 0, 0, "",
                   "the file has more than %d MB; split it", YAML_BYTES_MAX / (1024 * 1024));
        return false;
    }
    if (text_is_utf8(bytes, n, &bad)) return true;
    int32_t line = 1;
    for (size_t i = 0; i < bad; i++)
        line += bytes[i] == '\n';
    diag_error(reader->diag, reader->file, line, 0, "",
               "byte 0x%02X is not UTF-8 here; save the file as UTF-8",
               (unsigned)(unsigned char)bytes[bad]);
    return false;
}

Status yaml_parse(const char *bytes, size_t n, const char *shown, Arena *arena, Diag *diag,
                  YamlNode **out)
{
    *out = NULL;
    Reader reader = {.arena = arena, .diag = diag};
    YamlNode *root = ARENA_ARRAY(arena, YamlNode, 1);
    reader.file = arena_text(arena, shown, strlen(shown));
    if (!root || !reader.file) return LODE_NO_MEMORY;
    if (!is_text(bytes, n, &reader)) return LODE_BAD_INPUT;
    if (!yaml_parser_initialize(&reader.parser)) return LODE_NO_MEMORY;
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes, n);
    read_document(&reader, root);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    if (!reader.status) *out = root;
    return reader.status;
}

static Status read_all(FILE *stream, Arena *arena, char **bytes, size_t *n)
{
    size_t room = 1 << 16;
    *n = 0;
    *bytes = arena_zeroed(arena, room, 1);
    while (*bytes) {
        *n += fread(*bytes + *n, 1, room - *n, stream);
        if (ferror(stream)) return LODE_IO;
        if (*n < room || room > YAML_BYTES_MAX) return LODE_OK;
        char *longer = arena_zeroed(arena, 2 * room, 1);
        if (longer) memcpy(longer, *bytes, *n);
        *bytes = longer;
        room *= 2;
    }
    return LODE_NO_MEMORY;
}

Status yaml_read(const char *path, const char *shown, Arena *arena, Diag *diag, YamlNode **out)
{
    char *bytes;
    size_t n;
    *out = NULL;
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        diag_error(diag, shown, 0, 0, "", "the file cannot be opened");
        return LODE_IO;
    }
    const Status st = read_all(stream, arena, &bytes, &n);
    fclose(stream);
    return st ? st : yaml_parse(bytes, n, shown, arena, diag, out);
}

const YamlNode *yaml_get(const YamlNode *map, const char *key)
{
    if (!map || map->type != YAML_IS_MAP) return NULL;
    for (int32_t i = 0; i < map->n; i++)
        if (strcmp(map->pairs[i].key, key) == 0) return map->pairs[i].value;
    return NULL;
}

static bool is_listed(const char *key, const char *const *list)
{
    for (; list && *list; list++)
        if (strcmp(key, *list) == 0) return true;
    return false;
}

/* Every key of a is in b, with the same value. */
static bool map_within(const YamlNode *a, const YamlNode *b, const char *const *but)
{
    for (int32_t i = 0; i < a->n; i++) {
        if (is_listed(a->pairs[i].key, but)) continue;
        const YamlNode *other = yaml_get(b, a->pairs[i].key);
        if (!other || !yaml_same(a->pairs[i].value, other, NULL)) return false;
    }
    return true;
}

bool yaml_same(const YamlNode *a, const YamlNode *b, const char *const *but)
{
    if (a == b) return true;
    if (a->type != b->type) return false;
    if (a->type == YAML_IS_TEXT) return strcmp(a->text, b->text) == 0;
    if (a->type == YAML_IS_MAP) return map_within(a, b, but) && map_within(b, a, but);
    bool same = a->n == b->n;
    for (int32_t i = 0; same && i < a->n; i++)
        same = yaml_same(a->items[i], b->items[i], NULL);
    return same;
}
