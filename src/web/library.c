/* Documents: what the library holds, what a question finds in it, topics as pages, a document
 * with its claims. */
#include <stdlib.h>
#include <string.h>

#include "evidence/json.h"
#include "web/resource.h"

enum { HITS_MAX = 100, ITEMS_MAX = 50, NAME_MAX_BYTES = 200 };

static Status put_json(Out *out, const char *key, json_t *value)
{
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    json_decref(value);
    if (!text) return LODE_NO_MEMORY;
    out_json(out, key, text);
    free(text);
    return LODE_OK;
}

/* ---- the library ---- */

Status resource_library(const Ask *ask)
{
    EvidenceCounts counts;
    Status st = papers_take(ask->papers, ask->diag);
    if (st) return st;
    st = evidence_counts(ask->papers->library, &counts);
    if (!st) {
        out_row(ask->out);
        out_text(ask->out, "path", ask->papers->lasting ? ask->papers->path : "");
        out_flag(ask->out, "lasting", ask->papers->lasting);
        out_text(ask->out, "model", ask->model->folder);
        out_number(ask->out, "documents", (double)counts.documents);
        out_number(ask->out, "near_copies", (double)counts.near_copies);
        out_number(ask->out, "statements", (double)counts.statements);
        out_number(ask->out, "claims", (double)counts.claims);
        out_number(ask->out, "topics", (double)counts.topics);
        out_number(ask->out, "ties", ask->papers->ties ? ask->papers->ties->n : 0);
    }
    return papers_end(ask->papers, st, ask->diag);
}

/* ---- search ---- */

static Status read_query(const Ask *ask, EvidenceQuery *query)
{
    const Request *r = ask->request;
    int limit, offset;
    const char *scope = request_text(r, "scope");
    Status st = ask_count(ask, "limit", 20, HITS_MAX, &limit);
    if (!st) st = ask_offset(ask, &offset);
    if (st) return st;
    const char *text = request_text(r, "q");
    *query = (EvidenceQuery){
        .text = text ? text : "",
        .scope = scope && strcmp(scope, "statements") == 0 ? EVIDENCE_STATEMENTS
                                                           : EVIDENCE_DOCUMENTS,
        .from = request_text(r, "from"),
        .to = request_text(r, "to"),
        .source = request_text(r, "source"),
        .topic = request_text(r, "topic"),
        .language = request_text(r, "language"),
        .element = request_text(r, "element"),
        .country = request_text(r, "country"),
        .company = request_text(r, "company"),
        .claim = request_text(r, "claim"),
        .limit = limit,
        .offset = offset,
        .facets = request_text(r, "facets") != NULL,
    };
    return LODE_OK;
}

static Status put_hit(Out *out, const EvidenceHit *hit)
{
    out_row(out);
    out_number(out, "document", (double)hit->document);
    out_number(out, "statement", hit->statement ? (double)hit->statement : NAN);
    out_text(out, "source", hit->source);
    out_text(out, "date", hit->date);
    out_text(out, "language", hit->language);
    out_text(out, "title_zh", hit->title_zh);
    out_number(out, "copies", hit->copies);
    out_number(out, "score", hit->score);
    Status st = put_json(out, "title", evidence_text_json(&hit->title));
    if (!st) st = put_json(out, "snippet", evidence_text_json(&hit->snippet));
    return st;
}

Status resource_search(const Ask *ask)
{
    EvidenceQuery query;
    EvidenceResults *results = NULL;
    Status st = read_query(ask, &query);
    if (!st) st = papers_take(ask->papers, ask->diag);
    if (st) return st;
    st = evidence_search(ask->papers->library, &query, &results);
    st = papers_end(ask->papers, st, ask->diag);
    if (st) return st;
    out_meta_number(ask->out, "total", (double)results->total);
    if (query.facets) {
        char *facets = json_dumps(evidence_facets_json(results), JSON_COMPACT);
        if (facets) out_meta_json(ask->out, "facets", facets);
        free(facets);
    }
    for (int32_t i = 0; i < results->n && !st; i++)
        st = put_hit(ask->out, &results->hits[i]);
    evidence_results_free(results);
    return st;
}

/* ---- topics ---- */

static Status put_topics(const Ask *ask)
{
    EvidenceTopics *topics = NULL;
    const Status st = evidence_topics(ask->papers->library, &topics);
    for (int32_t i = 0; !st && i < topics->n; i++) {
        out_row(ask->out);
        out_text(ask->out, "name", topics->topics[i].name);
        out_text(ask->out, "query", topics->topics[i].query);
        out_number(ask->out, "documents", (double)topics->topics[i].documents);
    }
    evidence_topics_free(topics);
    return st;
}

Status resource_topics(const Ask *ask)
{
    const Status st = papers_take(ask->papers, ask->diag);
    return st ? st : papers_end(ask->papers, put_topics(ask), ask->diag);
}

/* A document as a row: what evidence_document_json says, a cell each. */
static Status put_document(Out *out, const EvidenceDocument *document)
{
    const char *key;
    json_t *value, *object = evidence_document_json(document);
    Status st = object ? LODE_OK : LODE_NO_MEMORY;
    out_row(out);
    json_object_foreach(object, key, value)
    {
        if (!st) st = put_json(out, key, json_incref(value));
    }
    json_decref(object);
    return st;
}

Status resource_topic(const Ask *ask)
{
    int limit, offset;
    EvidenceTopicPage *page = NULL;
    const char *name = request_text(ask->request, "name");
    Status st = ask_count(ask, "limit", 20, ITEMS_MAX, &limit);
    if (!st) st = ask_offset(ask, &offset);
    if (!st) st = papers_take(ask->papers, ask->diag);
    if (st) return st;
    st = evidence_topic_page(ask->papers->library, name ? name : "", offset, limit, &page);
    st = papers_end(ask->papers, st, ask->diag);
    if (st) return st;
    out_meta_text(ask->out, "name", page->name);
    out_meta_text(ask->out, "query", page->query);
    out_meta_number(ask->out, "total", (double)page->total);
    for (int32_t i = 0; i < page->n && !st; i++)
        st = put_document(ask->out, page->items[i]);
    evidence_topic_page_free(page);
    return st;
}

static Status save_topic(const Ask *ask, const json_t *body)
{
    const char *name = json_string_value(json_object_get(body, "name"));
    const char *query = json_string_value(json_object_get(body, "query"));
    const bool remove = json_is_true(json_object_get(body, "remove"));
    if (!name || !*name || strlen(name) > NAME_MAX_BYTES) {
        diag_error(ask->diag, "", 0, 0, "name", "a topic has a name of at most %d bytes",
                   NAME_MAX_BYTES);
        return LODE_BAD_INPUT;
    }
    Evidence *library = ask->papers->library;
    Status st = remove ? evidence_topic_remove(library, name)
                       : evidence_topic_put(library, name, query && *query ? query : NULL);
    return st ? st : put_topics(ask);
}

Status change_topic(const Ask *ask)
{
    json_error_t error;
    const Request *r = ask->request;
    json_t *body = json_loadb(r->body ? r->body : "", r->n_body, 0, &error);
    if (!json_is_object(body)) {
        diag_error(ask->diag, "", 0, 0, "", "the body is {\"name\": ..., \"query\": ...}");
        json_decref(body);
        return LODE_BAD_INPUT;
    }
    Status st = papers_take(ask->papers, ask->diag);
    if (!st) st = papers_end(ask->papers, save_topic(ask, body), ask->diag);
    json_decref(body);
    return st;
}

/* ---- one document ---- */

static Status put_claims(const Ask *ask, int64_t id)
{
    EvidenceClaims *claims = NULL;
    WordLanguage language;
    Status st = ask_language(ask, &language);
    if (!st) st = evidence_claims(ask->papers->library, id, &claims);
    json_t *list = st ? NULL : json_array();
    for (int32_t i = 0; list && i < claims->n; i++)
        json_array_append_new(list, evidence_claim_json(&claims->claims[i], language));
    evidence_claims_free(claims);
    return st ? st : put_json(ask->out, "claims", list);
}

static Status write_document(const Ask *ask, int64_t id)
{
    EvidenceDocument *document = NULL;
    Status st = evidence_document(ask->papers->library, id, &document);
    if (st) return st;
    const int32_t own =
        own_document(ask->model, document->title, document->source, document->date);
    st = put_document(ask->out, document);
    out_text(ask->out, "model_document",
             own == MODEL_NONE ? "" : ask->model->documents[own].id);
    if (!st) st = put_claims(ask, id);
    evidence_document_free(document);
    return st;
}

Status resource_document(const Ask *ask)
{
    int64_t id;
    Status st = ask_document(ask, &id);
    if (!st) st = papers_take(ask->papers, ask->diag);
    return st ? st : papers_end(ask->papers, write_document(ask, id), ask->diag);
}
