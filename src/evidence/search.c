#include "evidence/search.h"

#include <string.h>

#include "evidence/snippet.h"

enum { LIMIT_DEFAULT = 20, LIMIT_MAX = 1000 };

/* --- one hit --- */

static Status show_document(Evidence *evidence, Marker *marker, Arena *arena, EvidenceHit *hit)
{
    sqlite3_stmt *rows = library_ask(evidence,
                                     "SELECT title, title_zh, source, date, language, body "
                                     "FROM document JOIN document_body ON "
                                     "document = id WHERE id = ?1",
                                     "i", hit->document);
    if (!library_next(evidence, rows)) return library_status(evidence);
    hit->title_zh = library_text(arena, rows, 1);
    hit->source = library_text(arena, rows, 2);
    hit->date = library_text(arena, rows, 3);
    hit->language = library_text(arena, rows, 4);
    const char *title = (const char *)sqlite3_column_text(rows, 0);
    const char *body = (const char *)sqlite3_column_text(rows, 5);
    Status st =
        title && body ? marker_show(marker, title, 0, arena, &hit->title) : LODE_NO_MEMORY;
    if (!st && !hit->snippet.text)
        st = marker_show(marker, body, SNIPPET_BYTES, arena, &hit->snippet);
    sqlite3_reset(rows);
    return st;
}

static Status show_statement(Evidence *evidence, Marker *marker, Arena *arena, EvidenceHit *hit)
{
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT s.document, substr(CAST(body AS BLOB), s.at + 1, s.length) FROM statement AS s "
        "JOIN document_body AS b ON b.document = s.document WHERE s.id = ?1",
        "i", hit->statement);
    if (!library_next(evidence, rows)) return library_status(evidence);
    hit->document = sqlite3_column_int64(rows, 0);
    const char *text = library_text(arena, rows, 1);
    sqlite3_reset(rows);
    return text ? marker_show(marker, text, 0, arena, &hit->snippet) : LODE_NO_MEMORY;
}

static Status show_hits(Evidence *evidence, const EvidenceQuery *query, const Ask *ask,
                        const Finds *finds, int32_t n, ResultsBox *box)
{
    EvidenceHit *hits = ARENA_ARRAY(box->arena, EvidenceHit, n);
    Marker *marker = marker_new(ask, evidence->tokens.tokenizer, box->arena);
    Status st = hits && marker ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; !st && i < n; i++) {
        hits[i].score = finds->hits[i].score;
        hits[i].copies = finds->hits[i].copies;
        if (query->scope == EVIDENCE_STATEMENTS) {
            hits[i].statement = finds->hits[i].id;
            st = show_statement(evidence, marker, box->arena, &hits[i]);
        } else {
            hits[i].document = finds->hits[i].id;
        }
        if (!st) st = show_document(evidence, marker, box->arena, &hits[i]);
    }
    box->results.hits = hits;
    box->results.n = st ? 0 : n;
    return st;
}

/* --- the question --- */

static void add_filter(Ask *ask, AskField field, const char *text)
{
    if (text && ask->n_filters < ASK_FILTERS_MAX)
        ask->filters[ask->n_filters++] =
            (AskFilter){.field = field, .text = text, .exact = true};
}

/* Filters of the query come first: what is typed cannot push them out. */
static Status read_question(Evidence *evidence, const EvidenceQuery *query, Arena *arena,
                            Ask *ask)
{
    Ask *typed = ARENA_ARRAY(arena, Ask, 1);
    const Status st =
        typed ? ask_parse(query->text ? query->text : "", evidence->tokens.tokenizer,
                          query->plain ? NULL : evidence->glossary, arena, typed)
              : LODE_NO_MEMORY;
    if (st) return st;
    *ask = *typed;
    ask->n_filters = 0;
    add_filter(ask, ASK_FROM, query->from);
    add_filter(ask, ASK_TO, query->to);
    add_filter(ask, ASK_SOURCE, query->source);
    add_filter(ask, ASK_TOPIC, query->topic);
    add_filter(ask, ASK_LANGUAGE, query->language);
    add_filter(ask, ASK_ELEMENT, query->element);
    add_filter(ask, ASK_COUNTRY, query->country);
    add_filter(ask, ASK_COMPANY, query->company);
    add_filter(ask, ASK_CLAIM, query->claim);
    for (int32_t i = 0; i < typed->n_filters && ask->n_filters < ASK_FILTERS_MAX; i++)
        ask->filters[ask->n_filters++] = typed->filters[i];
    return LODE_OK;
}

static Status run(Evidence *evidence, const EvidenceQuery *query, ResultsBox *box)
{
    Finds finds;
    const SizeKind kind =
        query->scope == EVIDENCE_STATEMENTS ? SIZE_STATEMENTS : SIZE_DOCUMENTS;
    const Sizes *sizes = kind == SIZE_STATEMENTS ? &evidence->statements : &evidence->documents;
    Ask *ask = ARENA_ARRAY(box->arena, Ask, 1);
    Status st = ask ? read_question(evidence, query, box->arena, ask) : LODE_NO_MEMORY;
    if (!st) st = find_run(evidence, kind, ask, false, &finds);
    if (st) return st;
    box->results.total = finds.n;
    if (query->facets) st = facets_count(evidence, kind, &finds, box);
    const int32_t limit = query->limit <= 0          ? LIMIT_DEFAULT
                          : query->limit > LIMIT_MAX ? LIMIT_MAX
                                                     : query->limit;
    const int32_t n = finds_page(&finds, sizes, query->offset > 0 ? query->offset : 0, limit);
    if (!st) st = show_hits(evidence, query, ask, &finds, n, box);
    finds_free(&finds);
    return st;
}

Status evidence_search(Evidence *evidence, const EvidenceQuery *query, EvidenceResults **out)
{
    Arena *arena = arena_new(1 << 16);
    ResultsBox *box = ARENA_ARRAY(arena, ResultsBox, 1);
    *out = NULL;
    if (!box) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    box->arena = arena;
    Status st = library_refresh(evidence);
    if (!st) st = run(evidence, query, box);
    if (!st) st = library_status(evidence);
    if (st)
        arena_free(arena);
    else
        *out = &box->results;
    return st;
}

void evidence_results_free(EvidenceResults *results)
{
    if (results) arena_free(((ResultsBox *)results)->arena);
}
