#include "evidence/find.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/match.h"

typedef struct Finding {
    Evidence *evidence;
    SizeKind kind;
    const Sizes *sizes;
    IdSet pass, unwanted;
    Finds *finds;
} Finding;

/* --- order: score, then date (newest first), then id --- */

static bool before(const Sizes *sizes, const Hit *a, const Hit *b)
{
    if (a->score > b->score) return true;
    if (a->score < b->score) return false;
    const int32_t day_a = sizes->items[a->id].day, day_b = sizes->items[b->id].day;
    return day_a != day_b ? day_a > day_b : a->id < b->id;
}

/* --- collecting --- */

/* The document a hit stands for when copies fold; 0 where nothing folds. */
static int32_t family(const Finding *finding, int32_t id)
{
    return finding->kind == SIZE_DOCUMENTS ? finding->sizes->items[id].root : 0;
}

static Status add_hit(Finding *finding, int32_t id, double score)
{
    Finds *finds = finding->finds;
    const int32_t root = family(finding, id);
    if (root && finds->slots[root]) {
        Hit *known = &finds->hits[finds->slots[root] - 1];
        const Hit hit = {score, id, known->copies + 1};
        if (before(finding->sizes, &hit, known)) *known = hit;
        known->copies = hit.copies;
        return LODE_OK;
    }
    if (finds->n == finds->room) {
        const int32_t room = finds->room ? 2 * finds->room : 256;
        Hit *hits = realloc(finds->hits, (size_t)room * sizeof *hits);
        if (!hits) return LODE_NO_MEMORY;
        finds->hits = hits;
        finds->room = room;
    }
    finds->hits[finds->n++] = (Hit){score, id, 0};
    if (root) finds->slots[root] = finds->n;
    return LODE_OK;
}

static bool passes(const Finding *finding, int32_t id)
{
    if (finding->unwanted.bits && idset_has(&finding->unwanted, id)) return false;
    if (!finding->pass.bits) return true;
    const bool statement = finding->kind == SIZE_STATEMENTS;
    return idset_has(&finding->pass, statement ? finding->sizes->items[id].root : id);
}

static Status collect_all(Finding *finding)
{
    Status st = LODE_OK;
    for (int32_t id = 1; !st && id < finding->sizes->n; id++)
        if (passes(finding, id)) st = add_hit(finding, id, 0.0);
    return st;
}

static Status collect_matches(Finding *finding, const Match *match)
{
    Evidence *evidence = finding->evidence;
    RankQuery query = {.n = match->n, .weights = match->weights};
    rank_prepare(&query, finding->sizes);
    sqlite3_stmt *rows =
        finding->kind == SIZE_DOCUMENTS
            ? library_ask(evidence,
                          "SELECT rowid, lode_rank(document_text, ?2) FROM document_text "
                          "WHERE document_text MATCH ?1",
                          "t", match->wanted.text)
            : library_ask(evidence,
                          "SELECT rowid, lode_rank(statement_text, ?2) FROM statement_text "
                          "WHERE statement_text MATCH ?1",
                          "t", match->wanted.text);
    if (rows) sqlite3_bind_pointer(rows, 2, &query, RANK_QUERY, NULL);
    Status st = LODE_OK;
    while (!st && library_next(evidence, rows)) {
        const int64_t id = sqlite3_column_int64(rows, 0);
        if (id > 0 && id < finding->sizes->n && passes(finding, (int32_t)id))
            st = add_hit(finding, (int32_t)id, sqlite3_column_double(rows, 1));
    }
    if (rows) sqlite3_reset(rows);
    return st ? st : library_status(evidence);
}

static Status collect_unwanted(Finding *finding, const Match *match)
{
    Evidence *evidence = finding->evidence;
    Status st = idset_new(finding->sizes->n, &finding->unwanted);
    if (st) return st;
    sqlite3_stmt *rows =
        finding->kind == SIZE_DOCUMENTS
            ? library_ask(evidence,
                          "SELECT rowid FROM document_text WHERE document_text MATCH ?1", "t",
                          match->unwanted.text)
            : library_ask(evidence,
                          "SELECT rowid FROM statement_text WHERE statement_text MATCH ?1", "t",
                          match->unwanted.text);
    while (library_next(evidence, rows))
        idset_add(&finding->unwanted, sqlite3_column_int64(rows, 0));
    return library_status(evidence);
}

Status find_run(Evidence *evidence, SizeKind kind, const Ask *ask, bool within_topic,
                Finds *out)
{
    Match match = {.n = 0};
    Finding finding = {.evidence = evidence, .kind = kind, .finds = out};
    finding.sizes = kind == SIZE_DOCUMENTS ? &evidence->documents : &evidence->statements;
    *out = (Finds){.n = 0};
    out->slots = calloc((size_t)evidence->documents.n + 1, sizeof *out->slots);
    Status st =
        out->slots ? filter_run(evidence, ask, within_topic, &finding.pass) : LODE_NO_MEMORY;
    if (!st) st = match_write(evidence, kind, ask, &match);
    if (!st && match.unwanted.n) st = collect_unwanted(&finding, &match);
    if (!st) st = match.wanted.n ? collect_matches(&finding, &match) : collect_all(&finding);
    match_free(&match);
    idset_free(&finding.pass);
    idset_free(&finding.unwanted);
    if (st) finds_free(out);
    return st;
}

void finds_free(Finds *finds)
{
    free(finds->hits);
    free(finds->slots);
    *finds = (Finds){.n = 0};
}

/* --- the page --- */

static void swap(Hit *a, Hit *b)
{
    const Hit c = *a;
    *a = *b;
    *b = c;
}

/* A heap of n hits, the last in order on top. */
static void sink(const Sizes *sizes, Hit *heap, int32_t n, int32_t at)
{
    for (;;) {
        int32_t last = at;
        for (int32_t child = 2 * at + 1; child <= 2 * at + 2 && child < n; child++)
            if (before(sizes, &heap[last], &heap[child])) last = child;
        if (last == at) return;
        swap(&heap[at], &heap[last]);
        at = last;
    }
}

int32_t finds_page(Finds *finds, const Sizes *sizes, int32_t offset, int32_t limit)
{
    Hit *hits = finds->hits;
    if (offset >= finds->n || limit <= 0) return 0;
    const int32_t end = limit < finds->n - offset ? offset + limit : finds->n;
    for (int32_t i = end / 2; i >= 0; i--)
        sink(sizes, hits, end, i);
    for (int32_t i = end; i < finds->n; i++) {
        if (!before(sizes, &hits[i], &hits[0])) continue;
        swap(&hits[i], &hits[0]);
        sink(sizes, hits, end, 0);
    }
    for (int32_t n = end - 1; n > 0; n--) { /* the last goes to the end, one after another */
        swap(&hits[0], &hits[n]);
        sink(sizes, hits, n, 0);
    }
    memmove(hits, hits + offset, (size_t)(end - offset) * sizeof *hits);
    return end - offset;
}
