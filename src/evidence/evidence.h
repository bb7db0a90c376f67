/* evidence.h - a library of dated documents that can be found again in either language.
 * One SQLite file holds the documents with their original bytes, the statements they make (each
 * with its place in the text), what they are about, which are near copies of which, saved
 * topics, and the claims that others take out of the statements.
 *
 *     Evidence *library;
 *     evidence_open("news.sqlite", NULL, diag, &library);
 *     evidence_import(library, names, n, NULL, diag, &imported);   every mistake goes to diag
 *     evidence_search(library, &(EvidenceQuery){.text = "镝 quota", .limit = 10}, &results);
 *     evidence_results_free(results);
 *     evidence_close(library);
 *
 * Nothing here prints. An Evidence is for one thread; several may have the same file open, in
 * other processes too. All texts are UTF-8; a NULL text is one that the document does not give.
 * Results own their texts: they stay valid until they are freed. */
#ifndef LODE_EVIDENCE_EVIDENCE_H
#define LODE_EVIDENCE_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/language.h"
#include "base/status.h"

typedef struct Evidence Evidence;

/* --- the library --- */

typedef struct EvidenceOptions {
    const char *glossary; /* a glossary.csv as bytes; NULL for the one built in */
    size_t glossary_bytes;
    const char *glossary_name; /* as shown in messages */
} EvidenceOptions;

/* Opens the file, which is made if it is not there and brought up to date if it is older.
 * LODE_BAD_INPUT: it is something else, or newer than this program; LODE_IO. */
Status evidence_open(const char *path, const EvidenceOptions *options, Diag *diag,
                     Evidence **out);
void evidence_close(Evidence *evidence); /* NULL is fine */

/* What the last call that failed has to say; "" if nothing did. */
const char *evidence_message(const Evidence *evidence);

typedef struct EvidenceCounts {
    int64_t documents, near_copies, groups, statements, claims, topics, originals;
} EvidenceCounts;
Status evidence_counts(Evidence *evidence, EvidenceCounts *out);

/* --- import --- */

enum {
    EVIDENCE_FILE_MAX = 64 * 1024 * 1024,
    EVIDENCE_BODY_MAX = 8 * 1024 * 1024,
    EVIDENCE_TITLE_MAX = 1024,
    EVIDENCE_PDF_SECONDS = 30
};

/* What to assume where a file says nothing. */
typedef struct EvidenceImport {
    const char *topic, *source, *date;
    /* Called before each file with how many are done; nonzero stops: LODE_INTERRUPTED, and
     * nothing is kept. NULL is fine. */
    int (*progress)(void *context, int32_t done, int32_t files);
    void *context;
} EvidenceImport;

typedef struct EvidenceImported {
    int32_t files, refused, known_files; /* known: the same bytes were imported before */
    int32_t documents, known_documents;  /* new ones; those that were there already */
    int32_t near_copies, groups, statements, claims; /* of the new ones */
} EvidenceImported;

/* Reads the files (topic pages, text, Markdown, HTML, PDF, CSV, JSON lines) in one transaction.
 * A file that cannot be read whole is refused whole, with its reasons in diag as errors, and
 * the others go on; near copies are said as warnings. LODE_BAD_INPUT when a file was refused;
 * otherwise a failure means that nothing was kept. import may be NULL. */
Status evidence_import(Evidence *evidence, const char *const *files, int32_t n,
                       const EvidenceImport *import, Diag *diag, EvidenceImported *out);

/* The same for bytes that are in memory (no PDF); name tells the format and stands in messages.
 */
Status evidence_import_bytes(Evidence *evidence, const char *name, const void *bytes, size_t n,
                             const EvidenceImport *import, Diag *diag, EvidenceImported *out);

/* --- search --- */

typedef enum EvidenceScope { EVIDENCE_DOCUMENTS, EVIDENCE_STATEMENTS } EvidenceScope;

/* text: words, "a phrase", -not, OR, AND, prefix*, and field: for title body source topic
 * element country company claim date from to language; any other text is words too, so nothing
 * is an error. Empty text finds everything. Filters that are NULL do not filter. */
typedef struct EvidenceQuery {
    const char *text;
    EvidenceScope scope;
    const char *from, *to;                   /* dates, both included: 2025, 2025-09 ... */
    const char *source, *topic, *language;   /* exactly; language: en or zh */
    const char *element, *country, *company; /* a name or key of the glossary */
    const char *claim;     /* a kind of claim: share, growth, price, forecast ... (claims.h) */
    int32_t offset, limit; /* limit 0 means 20 */
    bool facets;           /* count them too */
    bool plain;            /* leave the glossary out */
} EvidenceQuery;

typedef struct EvidenceMark {
    int32_t at, length; /* bytes of the text it belongs to */
} EvidenceMark;

typedef struct EvidenceText {
    const char *text;
    int32_t n_marks;
    const EvidenceMark *marks; /* what the query found in it, in order */
} EvidenceText;

typedef struct EvidenceHit {
    int64_t document, statement; /* statement: 0 in the scope of documents */
    double score;
    EvidenceText title, snippet;
    const char *title_zh, *source, *date, *language;
    int32_t copies; /* near copies that were found too and are folded into this hit */
} EvidenceHit;

typedef enum EvidenceFacetKind {
    EVIDENCE_FACET_SOURCE,
    EVIDENCE_FACET_TOPIC,
    EVIDENCE_FACET_LANGUAGE,
    EVIDENCE_FACET_YEAR,
    EVIDENCE_FACET_ELEMENT,
    EVIDENCE_FACET_COUNTRY,
    EVIDENCE_FACET_COMPANY,
    EVIDENCE_FACET_CLAIM,
    EVIDENCE_FACETS
} EvidenceFacetKind;

typedef struct EvidenceFacetValue {
    const char *value, *name; /* what to filter by, and what to show */
    int64_t documents;
} EvidenceFacetValue;

typedef struct EvidenceFacet {
    int32_t n;
    const EvidenceFacetValue *values; /* most first */
} EvidenceFacet;

typedef struct EvidenceResults {
    int64_t total;           /* hits, near copies folded */
    int32_t n;               /* of this page */
    const EvidenceHit *hits; /* by score, date (newest first), id */
    EvidenceFacet facets[EVIDENCE_FACETS];
} EvidenceResults;

Status evidence_search(Evidence *evidence, const EvidenceQuery *query, EvidenceResults **out);
void evidence_results_free(EvidenceResults *results); /* NULL is fine */

/* --- documents --- */

typedef struct EvidenceStatement {
    int64_t id;
    const char *text;
    int32_t at, length;    /* in the body */
    const char *citations; /* "1,3"; NULL for none */
} EvidenceStatement;

typedef struct EvidenceGroup {
    const char *title; /* "" for what stands before the first heading */
    int32_t n_statements;
    const EvidenceStatement *statements;
} EvidenceGroup;

typedef struct EvidenceCopy {
    int64_t document; /* the other one */
    const char *title, *source, *date;
    double containment;                 /* share of the shorter text's pairs in the longer */
    const char *only_here, *only_there; /* numbers that differ: "12.8 400000", "" for none */
} EvidenceCopy;

typedef struct EvidenceConcept {
    const char *key, *kind, *name, *name_zh;
    int32_t times;
} EvidenceConcept;

typedef struct EvidenceOrigin {
    int64_t original;
    const char *name, *format, *encoding, *sha256;
    int64_t at; /* the body's first byte in the original; -1 where bytes were converted */
} EvidenceOrigin;

typedef struct EvidenceDocument {
    int64_t id, dup_of; /* 0: no near copy of an earlier one */
    const char *title, *title_zh, *source, *date, *language, *url, *body;
    int32_t n_groups, n_copies, n_topics, n_concepts, n_origins;
    const EvidenceGroup *groups;
    const EvidenceCopy *copies;
    const char *const *topics;
    const EvidenceConcept *concepts;
    const EvidenceOrigin *origins;
} EvidenceDocument;

/* LODE_NEGATIVE: there is no such document. */
Status evidence_document(Evidence *evidence, int64_t id, EvidenceDocument **out);
void evidence_document_free(EvidenceDocument *document); /* NULL is fine */

/* The bytes a file had when it came; free them with free(). LODE_NEGATIVE: no such original. */
Status evidence_original(Evidence *evidence, int64_t original, void **bytes, size_t *n);

/* --- topics --- */

typedef struct EvidenceTopic {
    const char *name, *query; /* query: NULL for a page's own documents only */
    int64_t documents;
} EvidenceTopic;

typedef struct EvidenceTopics {
    int32_t n;
    const EvidenceTopic *topics; /* by name */
} EvidenceTopics;

/* Saves a query under a name; a topic of that name gets the new query. LODE_USAGE: no name. */
Status evidence_topic_put(Evidence *evidence, const char *name, const char *query);

/* LODE_NEGATIVE: there is no such topic. Its documents stay. */
Status evidence_topic_remove(Evidence *evidence, const char *name);

Status evidence_topics(Evidence *evidence, EvidenceTopics **out);
void evidence_topics_free(EvidenceTopics *topics); /* NULL is fine */

/* A topic as a page: its own documents and what its query finds, newest first, undated last. */
typedef struct EvidenceTopicPage {
    const char *name, *query;
    int64_t total;
    int32_t n;
    EvidenceDocument *const *items;
} EvidenceTopicPage;
Status evidence_topic_page(Evidence *evidence, const char *name, int32_t offset, int32_t limit,
                           EvidenceTopicPage **out);
void evidence_topic_page_free(EvidenceTopicPage *page); /* NULL is fine */

/* --- claims: what each statement says in numbers, read on import by src/claims --- */

/* What a claim speaks of: the glossary's concept, and where its name stands: in the clause,
 * the sentence, the heading or the title. */
typedef struct EvidenceName {
    const char *kind, *key, *place;
    const char *model; /* the model's id for it, as "region=india"; "" for none */
    const char *zh;    /* its Chinese name in the glossary; "" for none */
} EvidenceName;

/* at and length are bytes of the statement's text. NAN, 0 and NULL stand for what is not said.
 * The words are those of claims.h: relation "share", quantity "exports", bound "ge", speech
 * "forecast", basis "reo". low and high are what the bound allows, NAN where it is open. */
typedef struct EvidenceClaim {
    int64_t id, statement, document; /* id and document: given by the library */
    int32_t at, length;
    const char *relation, *quantity, *entity; /* entity: key of what it is about */
    double value, low, high;                  /* value: NAN of a range */
    const char *unit, *bound, *basis;
    int32_t year, base_year, months; /* months: of the period meant, 12, 6, 3 or 1 */
    int32_t month;                   /* its first, 1 to 12 */
    bool fiscal, by_year, year_on_year;
    int32_t speaker_at, speaker_length; /* who is quoted */
    const char *speech;
    const char *implied; /* the fields concluded from elsewhere: "year entity" */
    const char *state;   /* found, confirmed, mended, rejected */
    int32_t n_names;
    const EvidenceName *names;
    /* given by the library when read: */
    const char *key;  /* the same in every library: document, statement, claim: "3fa9.. 4.1" */
    const char *text; /* of the statement */
    const char *title, *date, *source, *group;
} EvidenceClaim;

typedef struct EvidenceClaims {
    int64_t total;               /* that the query finds */
    int32_t n;                   /* of this page */
    const EvidenceClaim *claims; /* by document, place */
} EvidenceClaims;

/* NULL and 0 do not filter; limit 0 gives all. */
typedef struct EvidenceClaimQuery {
    int64_t document;
    const char *relation, *unit, *speech, *state;
    const char *name; /* of the glossary, in either language, or a key */
    int32_t year;
    int32_t offset, limit;
} EvidenceClaimQuery;

/* Replaces the claims of a statement that no person has touched (state found) by these; claims
 * confirmed, mended or rejected stay. LODE_BAD_INPUT: a span outside the statement, or no such
 * statement; then nothing changes. */
Status evidence_claims_put(Evidence *evidence, int64_t statement, const EvidenceClaim *claims,
                           int32_t n);

/* Reads all statements again, as a newer grammar or another glossary may see them otherwise.
 * What a person touched stays. In one transaction. */
Status evidence_claims_reread(Evidence *evidence);

/* Of one document, or of all when document is 0. */
Status evidence_claims(Evidence *evidence, int64_t document, EvidenceClaims **out);
Status evidence_claims_find(Evidence *evidence, const EvidenceClaimQuery *query,
                            EvidenceClaims **out);
void evidence_claims_free(EvidenceClaims *claims); /* NULL is fine */

/* The claim in words: "growth of exports = 12.5 %, 2024, year on year; china, ndfeb",
 * "出口增长 = 12.5 %，2024，同比；中国，钕铁硼". */
void evidence_claim_words(const EvidenceClaim *claim, WordLanguage language, char *buffer,
                          size_t size);

/* When: "2025", "2025-H1", "2025-Q3", "2025-04", "2025-01..2025-09" as claims.csv writes it; ""
 * where no year is known, the year alone where the part is not. */
void evidence_claim_period(const EvidenceClaim *claim, char *out, size_t size);

/* Sets what a person says of a claim. LODE_NEGATIVE: no such claim. */
Status evidence_claim_state(Evidence *evidence, int64_t claim, const char *state);

/* What the library's glossary calls these: "india" for 印度; NULL if it has no such name. */
const char *evidence_concept_key(Evidence *evidence, const char *name);

/* The concepts that the glossary binds to an id of the model ("region=india"), by number from
 * 0 on; NULL behind the last. */
const char *evidence_concept_of_model(const Evidence *evidence, const char *binding, int32_t i);

/* Claims (and with them documents) that speak of all of these ids of the model, as
 * "region=japan", "commodity=dy-oxide": what a metric or a cell of a table is about. Ids that
 * the glossary does not know are left out; nothing is found when it knows none. limit 0: all.
 * Free with evidence_claims_free. */
Status evidence_speaking(Evidence *evidence, const char *const *bindings, int32_t n,
                         int32_t limit, EvidenceClaims **out);

/* The reader of claims with the glossary's names: what import uses. Index i of its names is
 * the concept evidence_concept_at(i). Lives as long as the library. */
struct ClaimReader;
const struct ClaimReader *evidence_claim_reader(const Evidence *evidence);
EvidenceName evidence_concept_at(const Evidence *evidence, int32_t i);

/* Calls see for every statement, in order, until it returns nonzero: how claims are extracted.
 */
typedef int (*EvidenceSee)(void *context, int64_t document, const char *date, const char *title,
                           const char *group, const EvidenceStatement *statement);
Status evidence_statements_each(Evidence *evidence, EvidenceSee see, void *context);

#endif
