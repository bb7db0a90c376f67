#include "evidence/json.h"

#include <string.h>

/* --- documents --- */

json_t *evidence_text_json(const EvidenceText *text)
{
    json_t *marks = json_array();
    for (int32_t i = 0; i < text->n_marks; i++)
        json_array_append_new(marks, json_pack("{s:i, s:i}", "at", text->marks[i].at, "length",
                                               text->marks[i].length));
    json_t *object = json_object();
    json_put(object, "text", json_text(text->text));
    json_put(object, "marks", marks);
    return object;
}

static json_t *names_json(const EvidenceClaim *claim)
{
    json_t *names = json_array();
    for (int32_t i = 0; i < claim->n_names; i++) {
        const EvidenceName *name = &claim->names[i];
        json_array_append_new(names, json_pack("{s:s, s:s, s:s, s:o}", "kind", name->kind,
                                               "key", name->key, "place", name->place, "model",
                                               json_text(name->model)));
    }
    return names;
}

static json_t *year_json(int32_t year)
{
    return year ? json_integer(year) : json_null();
}

json_t *evidence_claim_json(const EvidenceClaim *claim, WordLanguage language)
{
    char words[256];
    json_t *object = json_object();
    evidence_claim_words(claim, language, words, sizeof words);
    json_put(object, "id", json_integer(claim->id));
    json_put(object, "key", json_text(claim->key));
    json_put(object, "document", json_integer(claim->document));
    json_put(object, "statement", json_integer(claim->statement));
    json_put(object, "at", json_integer(claim->at));
    json_put(object, "length", json_integer(claim->length));
    json_put(object, "words", json_string(words));
    json_put(object, "relation", json_text(claim->relation));
    json_put(object, "quantity", json_text(claim->quantity));
    json_put(object, "entity", json_text(claim->entity));
    json_put(object, "names", names_json(claim));
    json_put(object, "value", json_number(claim->value));
    json_put(object, "low", json_number(claim->low));
    json_put(object, "high", json_number(claim->high));
    json_put(object, "unit", json_text(claim->unit));
    json_put(object, "bound", json_text(claim->bound));
    json_put(object, "basis", json_text(claim->basis));
    json_put(object, "year", year_json(claim->year));
    json_put(object, "base_year", year_json(claim->base_year));
    json_put(object, "months", year_json(claim->months));
    json_put(object, "month", year_json(claim->month));
    json_put(object, "fiscal", json_boolean(claim->fiscal));
    json_put(object, "by", json_boolean(claim->by_year));
    json_put(object, "speech", json_text(claim->speech));
    json_put(object, "implied", json_text(claim->implied));
    json_put(object, "state", json_text(claim->state));
    json_put(object, "text", json_text(claim->text));
    json_put(object, "title", json_text(claim->title));
    json_put(object, "date", json_text(claim->date));
    return object;
}

static json_t *groups_json(const EvidenceDocument *document)
{
    json_t *groups = json_array();
    for (int32_t g = 0; g < document->n_groups; g++) {
        const EvidenceGroup *group = &document->groups[g];
        json_t *statements = json_array();
        for (int32_t s = 0; s < group->n_statements; s++) {
            const EvidenceStatement *one = &group->statements[s];
            json_array_append_new(
                statements, json_pack("{s:I, s:s, s:i, s:i, s:o}", "id", (json_int_t)one->id,
                                      "text", one->text, "at", one->at, "length", one->length,
                                      "citations", json_text(one->citations)));
        }
        json_array_append_new(
            groups, json_pack("{s:s, s:o}", "title", group->title, "statements", statements));
    }
    return groups;
}

static json_t *copies_json(const EvidenceDocument *document)
{
    json_t *copies = json_array();
    for (int32_t i = 0; i < document->n_copies; i++) {
        const EvidenceCopy *copy = &document->copies[i];
        json_t *one = json_object();
        json_put(one, "document", json_integer(copy->document));
        json_put(one, "title", json_text(copy->title));
        json_put(one, "source", json_text(copy->source));
        json_put(one, "date", json_text(copy->date));
        json_put(one, "containment", json_number(copy->containment));
        json_put(one, "only_here", json_text(copy->only_here));
        json_put(one, "only_there", json_text(copy->only_there));
        json_array_append_new(copies, one);
    }
    return copies;
}

static json_t *concepts_json(const EvidenceDocument *document)
{
    json_t *concepts = json_array();
    for (int32_t i = 0; i < document->n_concepts; i++) {
        const EvidenceConcept *concept = &document->concepts[i];
        json_array_append_new(concepts,
                              json_pack("{s:s, s:s, s:s, s:o, s:i}", "key", concept->key,
                                        "kind", concept->kind, "name", concept->name, "name_zh",
                                        json_text(concept->name_zh), "times", concept->times));
    }
    return concepts;
}

static json_t *origins_json(const EvidenceDocument *document)
{
    json_t *origins = json_array();
    for (int32_t i = 0; i < document->n_origins; i++) {
        const EvidenceOrigin *origin = &document->origins[i];
        json_array_append_new(origins, json_pack("{s:s, s:s, s:s, s:s, s:I}", "name",
                                                 origin->name, "format", origin->format,
                                                 "encoding", origin->encoding, "sha256",
                                                 origin->sha256, "at", (json_int_t)origin->at));
    }
    return origins;
}

json_t *evidence_document_json(const EvidenceDocument *document)
{
    json_t *object = json_object(), *topics = json_array();
    for (int32_t i = 0; i < document->n_topics; i++)
        json_array_append_new(topics, json_string(document->topics[i]));
    json_put(object, "id", json_integer(document->id));
    json_put(object, "dup_of", year_json((int32_t)document->dup_of));
    json_put(object, "title", json_text(document->title));
    json_put(object, "title_zh", json_text(document->title_zh));
    json_put(object, "source", json_text(document->source));
    json_put(object, "date", json_text(document->date));
    json_put(object, "language", json_text(document->language));
    json_put(object, "url", json_text(document->url));
    json_put(object, "topics", topics);
    json_put(object, "groups", groups_json(document));
    json_put(object, "copies", copies_json(document));
    json_put(object, "concepts", concepts_json(document));
    json_put(object, "origins", origins_json(document));
    return object;
}

/* --- hits --- */

static const char *const facet_names[EVIDENCE_FACETS] = {
    "source", "topic", "language", "year", "element", "country", "company", "claim"};

const char *evidence_facet_name(EvidenceFacetKind kind)
{
    return facet_names[kind];
}

json_t *evidence_facets_json(const EvidenceResults *results)
{
    json_t *facets = json_object();
    for (int f = 0; f < EVIDENCE_FACETS; f++) {
        json_t *values = json_array();
        for (int32_t i = 0; i < results->facets[f].n; i++) {
            const EvidenceFacetValue *value = &results->facets[f].values[i];
            json_array_append_new(values, json_pack("{s:s, s:s, s:I}", "value", value->value,
                                                    "name", value->name, "documents",
                                                    (json_int_t)value->documents));
        }
        json_put(facets, facet_names[f], values);
    }
    return facets;
}

json_t *evidence_hit_json(const EvidenceHit *hit)
{
    json_t *one = json_object();
    json_put(one, "document", json_integer(hit->document));
    json_put(one, "statement", hit->statement ? json_integer(hit->statement) : json_null());
    json_put(one, "score", json_number(hit->score));
    json_put(one, "title", evidence_text_json(&hit->title));
    json_put(one, "title_zh", json_text(hit->title_zh));
    json_put(one, "source", json_text(hit->source));
    json_put(one, "date", json_text(hit->date));
    json_put(one, "language", json_text(hit->language));
    json_put(one, "snippet", evidence_text_json(&hit->snippet));
    json_put(one, "copies", json_integer(hit->copies));
    return one;
}
