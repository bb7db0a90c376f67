#include "evidence/store.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/sha256.h"
#include "evidence/when.h"

Status store_begin(Store *store, Evidence *evidence)
{
    const size_t n = (size_t)glossary_count(evidence->glossary) + 1;
    store->evidence = evidence;
    store->concepts = calloc(n, sizeof *store->concepts);
    store->times = calloc(n, sizeof *store->times);
    if (!store->concepts || !store->times) return LODE_NO_MEMORY;
    const Status st = library_refresh(evidence);
    return st ? st : link_load(evidence);
}

void store_end(Store *store)
{
    free(store->concepts);
    free(store->times);
}

int64_t store_topic(Evidence *evidence, const char *name)
{
    const Status st =
        library_run(evidence,
                    "INSERT INTO topic(name, created) VALUES(?1, datetime('now')) "
                    "ON CONFLICT(name) DO NOTHING",
                    "t", name);
    if (st) return 0;
    return library_number(evidence, 0, "SELECT id FROM topic WHERE name = ?1", "t", name);
}

/* --- what a document is about --- */

static void see_concept(void *context, int32_t concept, size_t start, size_t end)
{
    Store *store = context;
    (void)start;
    (void)end;
    store->times[concept]++;
}

static int64_t concept_row(Store *store, int32_t i)
{
    const GlossaryConcept *concept = glossary_concept(store->evidence->glossary, i);
    if (store->concepts[i]) return store->concepts[i];
    const char *chinese =
        concept->n_names > concept->n_english ? concept->names[concept->n_english] : NULL;
    store->concepts[i] = library_number(
        store->evidence, 0,
        "INSERT INTO concept(key, kind, name, name_zh) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(key) "
        "DO UPDATE SET kind = excluded.kind, name = excluded.name, name_zh = excluded.name_zh "
        "RETURNING id",
        "tttt", concept->key, concept->kind, concept->names[0], chinese);
    return store->concepts[i];
}

static Status store_concepts(Store *store, const DraftDocument *document, int64_t id)
{
    Evidence *evidence = store->evidence;
    const char *texts[] = {document->title, document->title_zh, document->body};
    Status st = LODE_OK;
    for (int i = 0; !st && i < 3; i++)
        if (texts[i])
            st = glossary_scan(evidence->glossary, texts[i], strlen(texts[i]), see_concept,
                               store);
    for (int32_t i = 0; i < glossary_count(evidence->glossary); i++) {
        const int32_t times = store->times[i];
        store->times[i] = 0;
        if (st || times == 0) continue;
        const int64_t concept = concept_row(store, i);
        st = library_run(evidence,
                         "INSERT INTO document_concept(document, concept, times) "
                         "VALUES(?1, ?2, ?3)",
                         "iii", id, concept, (int64_t)times);
    }
    return st;
}

/* --- groups and statements --- */

/* What the statement claims, read from its text under its heading and title. */
static Status store_claims(Store *store, const DraftDocument *document,
                           const DraftStatement *statement, int64_t row)
{
    Evidence *evidence = store->evidence;
    const char *date = document->date ? document->date : store->date[0] ? store->date : NULL;
    Arena *arena = arena_new(0);
    EvidenceClaim *claims;
    int32_t n = 0;
    Status st = extract_claims(
        evidence->extractor, document->body + statement->at, (size_t)statement->length, date,
        document->groups[statement->group], document->title, arena, &claims, &n);
    for (int32_t i = 0; !st && i < n; i++)
        st = claim_store(evidence, row, &claims[i]);
    store->counts->claims += n;
    arena_free(arena);
    return st;
}

static Status store_statement(Store *store, const DraftDocument *document,
                              const DraftStatement *statement, int32_t position, int64_t id,
                              int64_t group, Size size)
{
    Evidence *evidence = store->evidence;
    Status st = library_run(
        evidence,
        "INSERT INTO statement(document, insight_group, position, at, length, citations) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        "iiiiit", id, group, (int64_t)position, (int64_t)statement->at,
        (int64_t)statement->length, statement->citations);
    if (st) return st;
    const int64_t row = sqlite3_last_insert_rowid(evidence->db);
    evidence->tokens.counted = 0;
    st = library_run(evidence,
                     "INSERT INTO statement_text(rowid, title, body) VALUES(?1, ?2, "
                     "CAST(?3 AS TEXT))",
                     "itb", row, document->groups[statement->group],
                     document->body + statement->at, (size_t)statement->length);
    size.words = (uint32_t)evidence->tokens.counted;
    size.root = (int32_t)id;
    if (!st) st = store_claims(store, document, statement, row);
    return st ? st : sizes_add(&evidence->statements, row, size);
}

static Status store_statements(Store *store, const DraftDocument *document, int64_t id,
                               Size size)
{
    Status st = LODE_OK;
    int64_t group = 0;
    for (int32_t g = 0, s = 0; !st && g < document->n_groups; g++) {
        st = library_run(
            store->evidence,
            "INSERT INTO insight_group(document, position, title) VALUES(?1, ?2, ?3)", "iit",
            id, (int64_t)g, document->groups[g]);
        group = sqlite3_last_insert_rowid(store->evidence->db);
        for (; !st && s < document->n_statements && document->statements[s].group == g; s++)
            st = store_statement(store, document, &document->statements[s], s, id, group, size);
    }
    store->counts->groups += document->n_groups;
    store->counts->statements += document->n_statements;
    return st;
}

/* --- a document --- */

static Status store_links(Store *store, const Draft *draft, const DraftDocument *document,
                          int64_t id)
{
    Evidence *evidence = store->evidence;
    const char *topics[] = {document->topic ? document->topic : draft->topic,
                            store->defaults->topic};
    Status st = library_run(evidence,
                            "INSERT OR IGNORE INTO document_origin(document, original, at) "
                            "VALUES(?1, ?2, nullif(?3, -1))",
                            "iii", id, store->original, document->body_at);
    for (int i = 0; !st && i < 2; i++) {
        if (!topics[i]) continue;
        const int64_t topic = store_topic(evidence, topics[i]);
        st = library_run(evidence,
                         "INSERT OR IGNORE INTO document_topic(topic, document) VALUES(?1, ?2)",
                         "ii", topic, id);
    }
    return st;
}

static Status index_document(Store *store, const DraftDocument *document, int64_t id,
                             const char *source, Size *size)
{
    Evidence *evidence = store->evidence;
    evidence->tokens.counted = 0;
    const Status st =
        library_run(evidence,
                    "INSERT INTO document_text(rowid, title, body, source) "
                    "VALUES(?1, ?2 || coalesce(' ' || ?3, ''), ?4, ?5)",
                    "itttt", id, document->title, document->title_zh, document->body, source);
    size->words = (uint32_t)evidence->tokens.counted;
    size->root = (int32_t)id;
    return st ? st : sizes_add(&evidence->documents, id, *size);
}

static Status store_new(Store *store, Draft *draft, const DraftDocument *document,
                        const unsigned char sum[SHA256_BYTES])
{
    Evidence *evidence = store->evidence;
    const char *source = document->source ? document->source : store->defaults->source;
    const char *date = document->date ? document->date : store->date[0] ? store->date : NULL;
    const Language language = language_of(
        document->body_bytes ? document->body : document->title,
        document->body_bytes ? (size_t)document->body_bytes : strlen(document->title));
    Size size = {.language = language, .day = when_day(date)};
    Status st = library_run(
        evidence,
        "INSERT INTO document(sha256, title, title_zh, source, date, language, url) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        "btttttt", sum, (size_t)SHA256_BYTES, document->title, document->title_zh, source, date,
        language_code(language), document->url);
    const int64_t id = sqlite3_last_insert_rowid(evidence->db);
    if (!st)
        st = library_run(evidence, "INSERT INTO document_body(document, body) VALUES(?1, ?2)",
                         "it", id, document->body);
    if (!st) st = index_document(store, document, id, source, &size);
    if (!st) st = store_statements(store, document, id, size);
    if (!st) st = store_concepts(store, document, id);
    if (!st) st = link_near_copies(store, draft, document, id);
    if (!st) st = store_links(store, draft, document, id);
    store->counts->documents++;
    return st;
}

/* The same title and body are the same item, wherever it comes from. */
static Status store_document(Store *store, Draft *draft, const DraftDocument *document)
{
    unsigned char sum[SHA256_BYTES];
    Sha256 sha;
    sha256_begin(&sha);
    sha256_add(&sha, document->title, strlen(document->title) + 1);
    sha256_add(&sha, document->body, (size_t)document->body_bytes);
    sha256_end(&sha, sum);
    const int64_t known =
        library_number(store->evidence, 0, "SELECT id FROM document WHERE sha256 = ?1", "b",
                       sum, (size_t)SHA256_BYTES);
    if (!known) return store_new(store, draft, document, sum);
    store->counts->known_documents++;
    return store_links(store, draft, document, known);
}

Status store_draft(Store *store, Draft *draft)
{
    Status st = LODE_OK;
    for (int32_t i = 0; !st && i < draft->n; i++)
        st = store_document(store, draft, &draft->documents[i]);
    return st;
}
