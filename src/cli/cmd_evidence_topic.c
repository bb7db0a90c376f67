#include <string.h>

#include "cli/evidence.h"
#include "evidence/json.h"

static const Option options[] = {
    EVIDENCE_OPTIONS,
    OPTION_VALUE("limit", 'n', VALUE_TEXT, "N", "items of one page (20)"),
    OPTION_VALUE("offset", 0, VALUE_TEXT, "N", "items to pass over"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

static Status list_topics(Shelf *shelf)
{
    EvidenceTopics *topics = NULL;
    Status st = evidence_topics(shelf->library, &topics);
    if (st) return shelf_tell(shelf, st);
    const bool json = args_has(shelf->args, "json");
    json_t *list = json ? json_array() : NULL;
    for (int32_t i = 0; i < topics->n; i++) {
        const EvidenceTopic *topic = &topics->topics[i];
        if (json) {
            json_array_append_new(list, json_pack("{s:s, s:o, s:I}", "name", topic->name,
                                                  "query", json_text(topic->query), "documents",
                                                  (json_int_t)topic->documents));
            continue;
        }
        fprintf(shelf->screen->out, "%6lld  ", (long long)topic->documents);
        shelf_print(shelf->screen, topic->name, strlen(topic->name));
        if (topic->query) fputs("   = ", shelf->screen->out);
        if (topic->query) shelf_print(shelf->screen, topic->query, strlen(topic->query));
        fputc('\n', shelf->screen->out);
    }
    if (json)
        st = json_print(shelf->screen, json_pack("{s:s, s:o}", "schema",
                                                 "lode.evidence.topics/1", "topics", list));
    else if (!topics->n)
        st = LODE_NEGATIVE;
    evidence_topics_free(topics);
    return st;
}

/* An item as the page that came in shows it. */
static void print_item(const Screen *screen, const EvidenceDocument *item)
{
    shelf_print(screen, item->title, strlen(item->title));
    fprintf(screen->out, "   (%lld)\n", (long long)item->id);
    if (item->source || item->date) {
        shelf_print_origin(screen, item->source, item->date);
        fputc('\n', screen->out);
    }
    for (int32_t g = 0; g < item->n_groups; g++) {
        const EvidenceGroup *group = &item->groups[g];
        if (*group->title) {
            shelf_print(screen, group->title, strlen(group->title));
            fputc('\n', screen->out);
        }
        for (int32_t s = 0; s < group->n_statements; s++) {
            fputs("  - ", screen->out);
            shelf_print(screen, group->statements[s].text, strlen(group->statements[s].text));
            if (group->statements[s].citations)
                fprintf(screen->out, " [%s]", group->statements[s].citations);
            fputc('\n', screen->out);
        }
    }
}

static Status print_page_json(const Screen *screen, const EvidenceTopicPage *page)
{
    json_t *object = json_object(), *items = json_array();
    for (int32_t i = 0; i < page->n; i++)
        json_array_append_new(items, evidence_document_json(page->items[i]));
    json_put(object, "schema", json_string("lode.evidence.topic/1"));
    json_put(object, "name", json_text(page->name));
    json_put(object, "query", json_text(page->query));
    json_put(object, "total", json_integer(page->total));
    json_put(object, "items", items);
    return json_print(screen, object);
}

static Status show_topic(Shelf *shelf, const char *name)
{
    EvidenceTopicPage *page = NULL;
    int64_t limit, offset;
    Status st = shelf_number(shelf, "limit", 20, &limit);
    if (!st) st = shelf_number(shelf, "offset", 0, &offset);
    if (st) return st;
    st = evidence_topic_page(shelf->library, name, offset < INT32_MAX ? (int32_t)offset : 0,
                             limit < INT32_MAX ? (int32_t)limit : INT32_MAX, &page);
    if (st) return shelf_tell(shelf, st);
    if (args_has(shelf->args, "json")) {
        st = print_page_json(shelf->screen, page);
    } else {
        shelf_print(shelf->screen, page->name, strlen(page->name));
        fprintf(shelf->screen->out, "   %lld item%s\n", (long long)page->total,
                page->total == 1 ? "" : "s");
        for (int32_t i = 0; i < page->n; i++) {
            fputc('\n', shelf->screen->out);
            print_item(shelf->screen, page->items[i]);
        }
    }
    evidence_topic_page_free(page);
    return st;
}

static Status need_name(const Shelf *shelf, const char *action)
{
    screen_error(shelf->screen, "NAME is missing; `lode evidence topic %s NAME`", action);
    return LODE_USAGE;
}

static Status act(Shelf *shelf)
{
    const char *action = args_place(shelf->args, 0), *name = args_place(shelf->args, 1);
    if (strcmp(action, "list") == 0) return list_topics(shelf);
    if (!name) return need_name(shelf, action);
    if (strcmp(action, "show") == 0) return show_topic(shelf, name);
    if (strcmp(action, "add") == 0)
        return shelf_tell(shelf,
                          evidence_topic_put(shelf->library, name, args_place(shelf->args, 2)));
    return shelf_tell(shelf, evidence_topic_remove(shelf->library, name));
}

static bool is_action(const char *text)
{
    static const char *const actions[] = {"add", "list", "show", "remove"};
    for (int i = 0; i < 4; i++)
        if (strcmp(actions[i], text) == 0) return true;
    return false;
}

static Status run(const Screen *screen, const Args *args)
{
    Shelf shelf;
    const char *action = args_place(args, 0);
    if (!is_action(action)) {
        screen_error(screen, "ACTION is add, list, show or remove, not '%s'", action);
        return LODE_USAGE;
    }
    Status st = shelf_open(screen, args, strcmp(action, "add") == 0, &shelf);
    if (!st) st = act(&shelf);
    shelf_close(&shelf);
    return st;
}

const Command command_evidence_topic = {
    .name = "evidence topic",
    .summary = "saved queries as pages that fill themselves",
    .about = "A topic is a query with a name: its page holds what the query finds and what was "
             "imported under that name, newest first, undated last. `add NAME QUERY` saves or "
             "changes "
             "one, `list` counts their documents, `show NAME` prints the page, `remove NAME` "
             "forgets "
             "it; documents stay.",
    .positionals = {{"ACTION", VALUE_TEXT, false, "add, list, show or remove"},
                    {"NAME", VALUE_TEXT, true, "of the topic"},
                    {"QUERY", VALUE_TEXT, true, "as for search, in one word or quotes"}},
    .options = options,
    .examples = {{"lode evidence topic add heavy '镝 OR 铽'", "save a query"},
                 {"lode evidence topic show heavy", "what it finds today"}},
    .run = run,
};
