#include <stdlib.h>
#include <string.h>

#include "evidence/document.h"

typedef struct DocumentBox {
    EvidenceDocument document; /* first: this is what the caller holds */
    Arena *arena;
} DocumentBox;

/* A list in the arena that grows by doubling. */
typedef struct List {
    Arena *arena;
    void *items;
    int32_t n, room;
    size_t size;
} List;

/* Room for one more item, zeroed; NULL when memory is out. */
static void *list_add(List *list)
{
    if (list->n == list->room) {
        const int32_t room = list->room ? 2 * list->room : 8;
        void *items = arena_zeroed(list->arena, (size_t)room, list->size);
        if (!items) return NULL;
        if (list->n) memcpy(items, list->items, (size_t)list->n * list->size);
        list->items = items;
        list->room = room;
    }
    return (char *)list->items + (size_t)list->n++ * list->size;
}

#define LIST(arena, type) ((List){(arena), NULL, 0, 0, sizeof(type)})

static Status done(Evidence *evidence, sqlite3_stmt *rows, bool no_memory)
{
    if (rows) sqlite3_reset(rows);
    const Status st = library_status(evidence);
    return no_memory ? LODE_NO_MEMORY : st;
}

/* --- the row --- */

static Status read_row(Evidence *evidence, Arena *arena, int64_t id, EvidenceDocument *out)
{
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT title, title_zh, source, date, language, url, body, coalesce(dup_of, 0) "
        "FROM document JOIN document_body ON document = id WHERE id = ?1",
        "i", id);
    if (!library_next(evidence, rows)) {
        const Status st = library_status(evidence);
        return st ? st
                  : library_fail(evidence, LODE_NEGATIVE, "there is no document %lld",
                                 (long long)id);
    }
    out->id = id;
    out->title = library_text(arena, rows, 0);
    out->title_zh = library_text(arena, rows, 1);
    out->source = library_text(arena, rows, 2);
    out->date = library_text(arena, rows, 3);
    out->language = library_text(arena, rows, 4);
    out->url = library_text(arena, rows, 5);
    out->body = library_text(arena, rows, 6);
    out->dup_of = sqlite3_column_int64(rows, 7);
    return done(evidence, rows, !out->title || !out->language || !out->body);
}

/* --- groups and statements --- */

static bool read_statement(sqlite3_stmt *rows, Arena *arena, const EvidenceDocument *document,
                           EvidenceStatement *out)
{
    const size_t n = strlen(document->body);
    out->id = sqlite3_column_int64(rows, 2);
    out->at = sqlite3_column_int(rows, 3);
    out->length = sqlite3_column_int(rows, 4);
    out->citations = library_text(arena, rows, 5);
    const bool inside = out->at >= 0 && out->length >= 0 && (size_t)out->at <= n &&
                        (size_t)out->length <= n - (size_t)out->at;
    if (!inside) return false;
    out->text = arena_text(arena, document->body + out->at, (size_t)out->length);
    return out->text != NULL;
}

static Status read_groups(Evidence *evidence, Arena *arena, EvidenceDocument *out)
{
    List groups = LIST(arena, EvidenceGroup), statements = LIST(arena, EvidenceStatement);
    int64_t last = 0;
    bool failed = false;
    sqlite3_stmt *rows = library_ask(evidence,
                                     "SELECT g.id, g.title, s.id, s.at, s.length, s.citations "
                                     "FROM insight_group AS g LEFT JOIN "
                                     "statement AS s ON s.insight_group = g.id AND s.document "
                                     "= g.document WHERE g.document = "
                                     "?1 ORDER BY g.position, s.position",
                                     "i", out->id);
    EvidenceGroup *group = NULL;
    while (!failed && library_next(evidence, rows)) {
        if (!group || sqlite3_column_int64(rows, 0) != last) {
            group = list_add(&groups);
            statements = LIST(arena, EvidenceStatement);
            if (group) group->title = library_text(arena, rows, 1);
            last = sqlite3_column_int64(rows, 0);
        }
        failed = !group || !group->title;
        if (failed || sqlite3_column_type(rows, 2) == SQLITE_NULL) continue;
        EvidenceStatement *statement = list_add(&statements);
        failed = !statement || !read_statement(rows, arena, out, statement);
        group->statements = statements.items;
        group->n_statements = statements.n;
    }
    out->groups = groups.items;
    out->n_groups = groups.n;
    return done(evidence, rows, failed);
}

/* --- what it is linked with --- */

static Status read_copies(Evidence *evidence, Arena *arena, EvidenceDocument *out)
{
    List copies = LIST(arena, EvidenceCopy);
    bool failed = false;
    sqlite3_stmt *rows =
        library_ask(evidence,
                    "SELECT d.id, d.title, d.source, d.date, containment, only_here, "
                    "only_there FROM near_copy "
                    "JOIN document AS d ON d.id = other WHERE document = ?1 UNION ALL "
                    "SELECT d.id, d.title, d.source, d.date, containment, only_there, "
                    "only_here FROM near_copy "
                    "JOIN document AS d ON d.id = document WHERE other = ?1 ORDER BY 1",
                    "i", out->id);
    while (!failed && library_next(evidence, rows)) {
        EvidenceCopy *copy = list_add(&copies);
        failed = !copy;
        if (failed) continue;
        copy->document = sqlite3_column_int64(rows, 0);
        copy->title = library_text(arena, rows, 1);
        copy->source = library_text(arena, rows, 2);
        copy->date = library_text(arena, rows, 3);
        copy->containment = sqlite3_column_double(rows, 4);
        copy->only_here = library_text(arena, rows, 5);
        copy->only_there = library_text(arena, rows, 6);
        failed = !copy->title || !copy->only_here || !copy->only_there;
    }
    out->copies = copies.items;
    out->n_copies = copies.n;
    return done(evidence, rows, failed);
}

static Status read_topics(Evidence *evidence, Arena *arena, EvidenceDocument *out)
{
    List topics = LIST(arena, const char *);
    bool failed = false;
    sqlite3_stmt *rows = library_ask(evidence,
                                     "SELECT name FROM document_topic JOIN topic ON topic.id = "
                                     "topic WHERE document = ?1 ORDER BY name",
                                     "i", out->id);
    while (!failed && library_next(evidence, rows)) {
        const char **topic = list_add(&topics);
        failed = !topic || !(*topic = library_text(arena, rows, 0));
    }
    out->topics = topics.items;
    out->n_topics = topics.n;
    return done(evidence, rows, failed);
}

static Status read_concepts(Evidence *evidence, Arena *arena, EvidenceDocument *out)
{
    List concepts = LIST(arena, EvidenceConcept);
    bool failed = false;
    sqlite3_stmt *rows =
        library_ask(evidence,
                    "SELECT key, kind, name, name_zh, times FROM document_concept "
                    "JOIN concept ON concept.id = concept WHERE document = ?1 "
                    "ORDER BY times DESC, key",
                    "i", out->id);
    while (!failed && library_next(evidence, rows)) {
        EvidenceConcept *concept = list_add(&concepts);
        failed = !concept;
        if (failed) continue;
        concept->key = library_text(arena, rows, 0);
        concept->kind = library_text(arena, rows, 1);
        concept->name = library_text(arena, rows, 2);
        concept->name_zh = library_text(arena, rows, 3);
        concept->times = sqlite3_column_int(rows, 4);
    }
    out->concepts = concepts.items;
    out->n_concepts = concepts.n;
    return done(evidence, rows, failed);
}

static Status read_origins(Evidence *evidence, Arena *arena, EvidenceDocument *out)
{
    List origins = LIST(arena, EvidenceOrigin);
    bool failed = false;
    sqlite3_stmt *rows =
        library_ask(evidence,
                    "SELECT id, name, format, encoding, sha256, coalesce(at, -1) "
                    "FROM document_origin JOIN original ON id = original WHERE "
                    "document = ?1 ORDER BY id",
                    "i", out->id);
    while (!failed && library_next(evidence, rows)) {
        EvidenceOrigin *origin = list_add(&origins);
        failed = !origin;
        if (failed) continue;
        origin->original = sqlite3_column_int64(rows, 0);
        origin->name = library_text(arena, rows, 1);
        origin->format = library_text(arena, rows, 2);
        origin->encoding = library_text(arena, rows, 3);
        origin->sha256 = library_text(arena, rows, 4);
        origin->at = sqlite3_column_int64(rows, 5);
    }
    out->origins = origins.items;
    out->n_origins = origins.n;
    return done(evidence, rows, failed);
}

Status document_read(Evidence *evidence, Arena *arena, int64_t id, EvidenceDocument *out)
{
    Status st = read_row(evidence, arena, id, out);
    if (!st) st = read_groups(evidence, arena, out);
    if (!st) st = read_copies(evidence, arena, out);
    if (!st) st = read_topics(evidence, arena, out);
    if (!st) st = read_concepts(evidence, arena, out);
    if (!st) st = read_origins(evidence, arena, out);
    return st;
}

/* --- what callers use --- */

Status evidence_document(Evidence *evidence, int64_t id, EvidenceDocument **out)
{
    Arena *arena = arena_new(0);
    DocumentBox *box = ARENA_ARRAY(arena, DocumentBox, 1);
    const Status st = box ? document_read(evidence, arena, id, &box->document) : LODE_NO_MEMORY;
    *out = st ? NULL : &box->document;
    if (st)
        arena_free(arena);
    else
        box->arena = arena;
    return st;
}

void evidence_document_free(EvidenceDocument *document)
{
    if (document) arena_free(((DocumentBox *)document)->arena);
}

Status evidence_original(Evidence *evidence, int64_t original, void **bytes, size_t *n)
{
    *bytes = NULL;
    *n = 0;
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT bytes FROM original WHERE id = ?1", "i", original);
    if (!library_next(evidence, rows)) {
        const Status st = library_status(evidence);
        return st ? st
                  : library_fail(evidence, LODE_NEGATIVE, "there is no original %lld",
                                 (long long)original);
    }
    *n = (size_t)sqlite3_column_bytes(rows, 0);
    *bytes = malloc(*n + 1);
    if (*bytes && *n) memcpy(*bytes, sqlite3_column_blob(rows, 0), *n);
    return done(evidence, rows, !*bytes);
}

Status evidence_counts(Evidence *evidence, EvidenceCounts *out)
{
    *out = (EvidenceCounts){0};
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM document WHERE dup_of "
        "IS "
        "NOT NULL), (SELECT count(*) FROM insight_group), (SELECT count(*) FROM statement), "
        "(SELECT count(*) FROM claim), (SELECT count(*) FROM topic), (SELECT count(*) FROM "
        "original)",
        "");
    if (library_next(evidence, rows))
        *out = (EvidenceCounts){sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1),
                                sqlite3_column_int64(rows, 2), sqlite3_column_int64(rows, 3),
                                sqlite3_column_int64(rows, 4), sqlite3_column_int64(rows, 5),
                                sqlite3_column_int64(rows, 6)};
    return done(evidence, rows, false);
}
