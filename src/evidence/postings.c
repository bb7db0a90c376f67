#include "evidence/postings.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "evidence/buffer.h"
#include "evidence/library.h"

/* Lists of 64 MB at most, but for the one at hand; beyond that all are forgotten. */
enum { KEPT_LISTS = 1 << 15, KEPT_POSTINGS = 8 << 20, LIST_FIRST = 256 };

struct Postings {
    Arena *arena; /* of the names */
    Names *phrases;
    PostingList *lists; /* by phrase; items are owned */
    int32_t n;
    int64_t kept;
};

Status postings_new(Postings **out)
{
    Postings *postings = calloc(1, sizeof *postings);
    *out = postings;
    if (!postings) return LODE_NO_MEMORY;
    postings->arena = arena_new(0);
    postings->phrases = names_new(postings->arena);
    postings->lists = ARENA_ARRAY(postings->arena, PostingList, KEPT_LISTS);
    if (postings->phrases && postings->lists) return LODE_OK;
    postings_free(postings);
    *out = NULL;
    return LODE_NO_MEMORY;
}

static void free_lists(Postings *postings)
{
    for (int32_t i = 0; i < postings->n; i++)
        free(postings->lists[i].items);
    postings->n = 0;
    postings->kept = 0;
}

void postings_free(Postings *postings)
{
    if (!postings) return;
    free_lists(postings);
    arena_free(postings->arena);
    free(postings);
}

static Status forget(Evidence *evidence, SizeKind kind)
{
    postings_free(evidence->postings[kind]);
    return postings_new(&evidence->postings[kind]);
}

/* --- reading --- */

typedef struct Reading {
    PostingList list;
    int32_t room, end; /* end: ids lie below it */
} Reading;

static Status see_text(void *context, int64_t id, double tf)
{
    Reading *reading = context;
    PostingList *list = &reading->list;
    if (id < 1 || id >= reading->end) return LODE_OK;
    if (list->n == reading->room) {
        const int32_t room = reading->room ? 2 * reading->room : LIST_FIRST;
        Posting *items = realloc(list->items, (size_t)room * sizeof *items);
        if (!items) return LODE_NO_MEMORY;
        list->items = items;
        reading->room = room;
    }
    list->items[list->n++] = (Posting){(int32_t)id, (float)tf};
    return LODE_OK;
}

static sqlite3_stmt *ask(Evidence *evidence, SizeKind kind, const char *phrase)
{
    return kind == SIZE_DOCUMENTS
               ? library_ask(evidence,
                             "SELECT lode_walk(document_text, ?2) FROM document_text "
                             "WHERE document_text MATCH ?1 LIMIT 1",
                             "t", phrase)
               : library_ask(evidence,
                             "SELECT lode_walk(statement_text, ?2) FROM statement_text "
                             "WHERE statement_text MATCH ?1 LIMIT 1",
                             "t", phrase);
}

static Status read_list(Evidence *evidence, SizeKind kind, const char *phrase, PostingList *out)
{
    const Sizes *sizes = kind == SIZE_DOCUMENTS ? &evidence->documents : &evidence->statements;
    Reading reading = {.end = sizes->n};
    PhraseWalk walk = {see_text, &reading, LODE_OK};
    sqlite3_stmt *rows = ask(evidence, kind, phrase);
    if (rows) sqlite3_bind_pointer(rows, 2, &walk, PHRASE_WALK, NULL);
    library_next(evidence, rows); /* the first text that matches starts the walk */
    if (rows) sqlite3_reset(rows);
    const Status st = walk.status ? walk.status : library_status(evidence);
    if (st) free(reading.list.items);
    *out = st ? (PostingList){NULL, 0} : reading.list;
    return st;
}

/* --- keeping --- */

Status postings_of(Evidence *evidence, SizeKind kind, const char *phrase, PostingList *out)
{
    Postings *kept = evidence->postings[kind];
    *out = (PostingList){NULL, 0};
    if (!kept) return LODE_NO_MEMORY;
    const int32_t known = names_find(kept->phrases, phrase);
    if (known >= 0) {
        *out = kept->lists[known];
        return LODE_OK;
    }
    Status st = LODE_OK;
    if (kept->n == KEPT_LISTS || kept->kept >= KEPT_POSTINGS) st = forget(evidence, kind);
    if (!st) st = read_list(evidence, kind, phrase, out);
    if (st) return st;
    kept = evidence->postings[kind];
    const char *name = arena_text(kept->arena, phrase, strlen(phrase));
    if (!name || names_add(kept->phrases, name) != kept->n) {
        free(out->items);
        *out = (PostingList){NULL, 0};
        return LODE_NO_MEMORY;
    }
    kept->lists[kept->n++] = *out;
    kept->kept += out->n;
    return LODE_OK;
}
