#include <stdlib.h>
#include <string.h>

#include "evidence/document.h"
#include "evidence/find.h"
#include "evidence/store.h"

enum { ITEMS_DEFAULT = 20, ITEMS_MAX = 1000 };

/* --- saving --- */

static bool is_blank(const char *text)
{
    return !text || text[strspn(text, " \t\r\n")] == '\0';
}

Status evidence_topic_put(Evidence *evidence, const char *name, const char *query)
{
    if (is_blank(name)) return library_fail(evidence, LODE_USAGE, "a topic needs a name");
    return library_run(
        evidence,
        "INSERT INTO topic(name, query, created) VALUES(?1, ?2, datetime('now')) ON "
        "CONFLICT(name) DO UPDATE SET query = excluded.query",
        "tt", name, is_blank(query) ? NULL : query);
}

static int64_t topic_row(Evidence *evidence, const char *name)
{
    return library_number(evidence, 0, "SELECT id FROM topic WHERE name = ?1", "t", name);
}

static Status no_topic(Evidence *evidence, const char *name)
{
    const Status st = library_status(evidence);
    return st ? st : library_fail(evidence, LODE_NEGATIVE, "there is no topic '%.80s'", name);
}

Status evidence_topic_remove(Evidence *evidence, const char *name)
{
    const int64_t topic = topic_row(evidence, name);
    if (!topic) return no_topic(evidence, name);
    Status st = library_script(evidence, "BEGIN IMMEDIATE");
    if (!st)
        st = library_run(evidence, "DELETE FROM document_topic WHERE topic = ?1", "i", topic);
    if (!st) st = library_run(evidence, "DELETE FROM topic WHERE id = ?1", "i", topic);
    if (!st) st = library_script(evidence, "COMMIT");
    if (st) sqlite3_exec(evidence->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

/* --- listing --- */

typedef struct TopicsBox {
    EvidenceTopics topics; /* first: this is what the caller holds */
    Arena *arena;
} TopicsBox;

static Status members_of(Evidence *evidence, const char *name, IdSet *out)
{
    const Status st = idset_new(evidence->documents.n, out);
    return st ? st : filter_topic(evidence, name, true, false, out);
}

static int64_t count_members(const IdSet *set)
{
    int64_t n = 0;
    for (int64_t i = 0; i < set->n / 64 + 1; i++)
        n += __builtin_popcountll(set->bits[i]);
    return n;
}

static Status read_topics(Evidence *evidence, Arena *arena, EvidenceTopics *out)
{
    const int64_t n = library_number(evidence, 0, "SELECT count(*) FROM topic", "");
    EvidenceTopic *topics = ARENA_ARRAY(arena, EvidenceTopic, n);
    if (!topics) return LODE_NO_MEMORY;
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT name, query FROM topic ORDER BY name", "");
    while (out->n < n && library_next(evidence, rows)) {
        topics[out->n].name = library_text(arena, rows, 0);
        topics[out->n].query = library_text(arena, rows, 1);
        if (topics[out->n].name) out->n++;
    }
    if (rows) sqlite3_reset(rows);
    Status st = library_status(evidence);
    for (int32_t i = 0; !st && i < out->n; i++) {
        IdSet members;
        st = members_of(evidence, topics[i].name, &members);
        if (!st) topics[i].documents = count_members(&members);
        idset_free(&members);
    }
    out->topics = topics;
    return st;
}

Status evidence_topics(Evidence *evidence, EvidenceTopics **out)
{
    Arena *arena = arena_new(0);
    TopicsBox *box = ARENA_ARRAY(arena, TopicsBox, 1);
    Status st = box ? library_refresh(evidence) : LODE_NO_MEMORY;
    if (!st) st = read_topics(evidence, arena, &box->topics);
    *out = st ? NULL : &box->topics;
    if (st)
        arena_free(arena);
    else
        box->arena = arena;
    return st;
}

void evidence_topics_free(EvidenceTopics *topics)
{
    if (topics) arena_free(((TopicsBox *)topics)->arena);
}

/* --- the page --- */

typedef struct PageBox {
    EvidenceTopicPage page; /* first: this is what the caller holds */
    Arena *arena;
} PageBox;

typedef struct Dated {
    int64_t id;
    const char *date; /* "" when unknown: such come last */
} Dated;

static int newest_first(const void *a, const void *b)
{
    const Dated *x = a, *y = b;
    const int order = strcmp(y->date, x->date);
    if (order) return order;
    return (x->id > y->id) - (x->id < y->id);
}

static Status sort_members(Evidence *evidence, Arena *arena, const IdSet *members, Dated **out,
                           int64_t *n)
{
    Dated *dated = ARENA_ARRAY(arena, Dated, count_members(members));
    if (!dated) return LODE_NO_MEMORY;
    *n = 0;
    for (int64_t id = 1; id < members->n; id++) {
        if (!idset_has(members, id)) continue;
        sqlite3_stmt *rows = library_ask(
            evidence, "SELECT coalesce(date, '') FROM document WHERE id = ?1", "i", id);
        const char *date = library_next(evidence, rows) ? library_text(arena, rows, 0) : NULL;
        if (rows) sqlite3_reset(rows);
        if (date) dated[(*n)++] = (Dated){id, date};
    }
    if (*n) qsort(dated, (size_t)*n, sizeof *dated, newest_first);
    *out = dated;
    return library_status(evidence);
}

static Status read_items(Evidence *evidence, Arena *arena, const Dated *dated, int64_t n,
                         EvidenceTopicPage *page)
{
    EvidenceDocument **items = ARENA_ARRAY(arena, EvidenceDocument *, n);
    Status st = items ? LODE_OK : LODE_NO_MEMORY;
    for (int64_t i = 0; !st && i < n; i++) {
        items[i] = ARENA_ARRAY(arena, EvidenceDocument, 1);
        st = items[i] ? document_read(evidence, arena, dated[i].id, items[i]) : LODE_NO_MEMORY;
    }
    page->items = items;
    page->n = (int32_t)n;
    return st;
}

static Status read_page(Evidence *evidence, Arena *arena, const char *name, int32_t offset,
                        int32_t limit, EvidenceTopicPage *page)
{
    IdSet members;
    Dated *dated = NULL;
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT name, query FROM topic WHERE name = ?1", "t", name);
    if (!library_next(evidence, rows)) return no_topic(evidence, name);
    page->name = library_text(arena, rows, 0);
    page->query = library_text(arena, rows, 1);
    sqlite3_reset(rows);
    Status st = members_of(evidence, name, &members);
    if (!st) st = sort_members(evidence, arena, &members, &dated, &page->total);
    idset_free(&members);
    if (st) return st;
    const int64_t from = offset < 0 ? 0 : offset < page->total ? offset : page->total;
    const int64_t most = limit <= 0 ? ITEMS_DEFAULT : limit < ITEMS_MAX ? limit : ITEMS_MAX;
    const int64_t left = page->total - from;
    return read_items(evidence, arena, dated + from, left < most ? left : most, page);
}

Status evidence_topic_page(Evidence *evidence, const char *name, int32_t offset, int32_t limit,
                           EvidenceTopicPage **out)
{
    Arena *arena = arena_new(1 << 16);
    PageBox *box = ARENA_ARRAY(arena, PageBox, 1);
    Status st = box ? library_refresh(evidence) : LODE_NO_MEMORY;
    if (!st) st = read_page(evidence, arena, name, offset, limit, &box->page);
    *out = st ? NULL : &box->page;
    if (st)
        arena_free(arena);
    else
        box->arena = arena;
    return st;
}

void evidence_topic_page_free(EvidenceTopicPage *page)
{
    if (page) arena_free(((PageBox *)page)->arena);
}
