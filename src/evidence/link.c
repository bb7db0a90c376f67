/* Near copies: a new document is compared with those that may say the same; all of a family
 * point at its earliest, and numbers that differ are said. */
#include <string.h>

#include "evidence/store.h"

Status link_load(Evidence *evidence)
{
    if (evidence->near) return LODE_OK;
    Status st = near_new(&evidence->near);
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT document, pairs, hashes FROM sketch", "");
    while (!st && library_next(evidence, rows)) {
        const uint32_t *hashes = sqlite3_column_blob(rows, 2);
        const int32_t n = sqlite3_column_bytes(rows, 2) / (int32_t)sizeof *hashes;
        if (hashes)
            st = near_add(evidence->near, sqlite3_column_int64(rows, 0), hashes, n,
                          sqlite3_column_int(rows, 1));
    }
    if (rows) sqlite3_reset(rows);
    return st ? st : library_status(evidence);
}

/* --- families --- */

static bool earlier(const Sizes *sizes, int32_t a, int32_t b)
{
    const int32_t day_a = sizes->items[a].day, day_b = sizes->items[b].day;
    if (day_a && day_b && day_a != day_b) return day_a < day_b;
    if (!day_a != !day_b) return day_a != 0;
    return a < b;
}

/* Everything that pointed at `from`, and it, now points at `to`. */
static Status point_at(Evidence *evidence, int32_t from, int32_t to)
{
    Status st = library_run(evidence,
                            "UPDATE document SET dup_of = ?2 WHERE (dup_of = ?1 OR id = ?1) "
                            "AND id <> ?2",
                            "ii", (int64_t)from, (int64_t)to);
    if (!st)
        st = library_run(evidence, "UPDATE document SET dup_of = NULL WHERE id = ?1", "i",
                         (int64_t)to);
    sqlite3_stmt *rows =
        library_ask(evidence, "SELECT id FROM document WHERE dup_of = ?1", "i", (int64_t)to);
    while (!st && library_next(evidence, rows))
        sizes_set_root(&evidence->documents, sqlite3_column_int(rows, 0), to);
    if (rows) sqlite3_reset(rows);
    sizes_set_root(&evidence->documents, to, to);
    return st ? st : library_status(evidence);
}

static Status join_family(Evidence *evidence, int32_t id, int32_t other)
{
    Sizes *sizes = &evidence->documents;
    const int32_t mine = sizes->items[id].root, theirs = sizes->items[other].root;
    if (mine == theirs) return LODE_OK;
    return earlier(sizes, mine, theirs) ? point_at(evidence, theirs, mine)
                                        : point_at(evidence, mine, theirs);
}

/* --- comparing --- */

typedef struct Comparison {
    Store *store;
    Draft *draft;
    const DraftDocument *document;
    int64_t id;
    Pairs pairs;
    Arena *scratch;
} Comparison;

static Status keep_link(const Comparison *c, int64_t other, double containment,
                        const char *body, const char *title)
{
    Evidence *evidence = c->store->evidence;
    const char *here, *there;
    Status st = numbers_differing(evidence->tokens.tokenizer, c->scratch, c->document->body,
                                  body, &here, &there);
    if (!st)
        st = library_run(
            evidence,
            "INSERT INTO near_copy(document, other, containment, only_here, only_there) "
            "VALUES(?1, ?2, ?3, ?4, ?5)",
            "iidtt", c->id, other, containment, here, there);
    if (st) return st;
    if (here[0] || there[0])
        diag_warn(
            c->draft->diag, c->draft->file, 0, 0, "",
            "'%.80s' nearly repeats document %lld, '%.80s' (%.0f %% of its text), with other "
            "numbers: only here %s; only there %s",
            c->document->title, (long long)other, title, 100.0 * containment,
            here[0] ? here : "none", there[0] ? there : "none");
    else
        diag_warn(c->draft->diag, c->draft->file, 0, 0, "",
                  "'%.80s' nearly repeats document %lld, '%.80s' (%.0f %% of its text)",
                  c->document->title, (long long)other, title, 100.0 * containment);
    return join_family(evidence, (int32_t)c->id, (int32_t)other);
}

static Status compare(const Comparison *c, int64_t other, bool *is_near)
{
    Evidence *evidence = c->store->evidence;
    Pairs pairs;
    double containment = 0.0;
    sqlite3_stmt *rows =
        library_ask(evidence,
                    "SELECT body, title FROM document_body JOIN document ON id = "
                    "document WHERE document = ?1",
                    "i", other);
    const bool found = library_next(evidence, rows);
    const char *body = found ? library_text(c->scratch, rows, 0) : NULL;
    const char *title = found ? library_text(c->scratch, rows, 1) : NULL;
    if (rows) sqlite3_reset(rows);
    Status st = library_status(evidence);
    *is_near = false;
    if (st || !body || !title) return st;
    st = pairs_of(evidence->tokens.tokenizer, c->scratch, body, strlen(body), &pairs);
    if (st || !pairs_near(&c->pairs, &pairs, &containment)) return st;
    *is_near = true;
    return keep_link(c, other, containment, body, title);
}

static Status compare_all(const Comparison *c)
{
    int64_t others[NEAR_CANDIDATES];
    Evidence *evidence = c->store->evidence;
    const int32_t n = near_candidates(evidence->near, &c->pairs, others);
    Status st = LODE_OK;
    bool any = false;
    for (int32_t i = 0; !st && i < n; i++) {
        bool is_near;
        st = compare(c, others[i], &is_near);
        any = any || is_near;
    }
    c->store->counts->near_copies += any;
    return st;
}

static Status keep_sketch(const Comparison *c)
{
    Evidence *evidence = c->store->evidence;
    const int32_t n = c->pairs.n < NEAR_SKETCH ? c->pairs.n : NEAR_SKETCH;
    const Status st = library_run(
        evidence, "INSERT INTO sketch(document, pairs, hashes) VALUES(?1, ?2, ?3)", "iib",
        c->id, (int64_t)c->pairs.n, c->pairs.hashes, (size_t)n * sizeof *c->pairs.hashes);
    return st ? st : near_add(evidence->near, c->id, c->pairs.hashes, n, c->pairs.n);
}

Status link_near_copies(Store *store, Draft *draft, const DraftDocument *document, int64_t id)
{
    Comparison c = {store, draft, document, id, {NULL, 0}, arena_new(1 << 16)};
    if (!c.scratch) return LODE_NO_MEMORY;
    Status st = pairs_of(store->evidence->tokens.tokenizer, c.scratch, document->body,
                         (size_t)document->body_bytes, &c.pairs);
    if (!st && c.pairs.n >= NEAR_PAIRS_MIN) {
        st = compare_all(&c);
        if (!st) st = keep_sketch(&c);
    }
    arena_free(c.scratch);
    return st;
}
