#include <string.h>

#include "evidence/find.h"
#include "evidence/when.h"

static Status add_rows(Evidence *evidence, sqlite3_stmt *rows, IdSet *out)
{
    while (library_next(evidence, rows))
        idset_add(out, sqlite3_column_int64(rows, 0));
    return library_status(evidence);
}

/* --- topics --- */

static Status add_found(Evidence *evidence, const char *query, IdSet *out)
{
    Finds finds;
    Arena *arena = arena_new(0);
    Ask *ask = ARENA_ARRAY(arena, Ask, 1);
    Status st =
        ask ? ask_parse(query, evidence->tokens.tokenizer, evidence->glossary, arena, ask)
            : LODE_NO_MEMORY;
    if (!st) st = find_run(evidence, SIZE_DOCUMENTS, ask, true, &finds);
    if (!st) {
        for (int32_t i = 0; i < finds.n; i++)
            idset_add(out, finds.hits[i].id);
        finds_free(&finds);
    }
    arena_free(arena);
    return st;
}

static Status add_queries(Evidence *evidence, const char *name, bool exact, IdSet *out)
{
    enum { QUERIES_MAX = 64 };
    const char *queries[QUERIES_MAX];
    int32_t n = 0;
    Arena *arena = arena_new(0);
    sqlite3_stmt *rows =
        library_ask(evidence,
                    "SELECT query FROM topic WHERE query IS NOT NULL AND (name = "
                    "?1 OR (?2 AND instr(lower(name), lower(?1)) > 0))",
                    "ti", name, (int64_t)!exact);
    while (library_next(evidence, rows))
        if (n < QUERIES_MAX && (queries[n] = library_text(arena, rows, 0))) n++;
    Status st = library_status(evidence);
    for (int32_t i = 0; !st && i < n; i++)
        st = add_found(evidence, queries[i], out);
    arena_free(arena);
    return st;
}

Status filter_topic(Evidence *evidence, const char *name, bool exact, bool within_topic,
                    IdSet *out)
{
    const Status st = add_rows(
        evidence,
        library_ask(
            evidence,
            "SELECT document FROM document_topic JOIN topic ON topic.id = topic WHERE name "
            "= ?1 OR (?2 AND instr(lower(name), lower(?1)) > 0)",
            "ti", name, (int64_t)!exact),
        out);
    return st || within_topic ? st : add_queries(evidence, name, exact, out);
}

/* --- the other filters --- */

static Status filter_source(Evidence *evidence, const AskFilter *filter, IdSet *out)
{
    return add_rows(evidence,
                    library_ask(evidence,
                                "SELECT id FROM document WHERE source = ?1 OR (?2 AND "
                                "instr(lower(source), lower(?1)) > 0)",
                                "ti", filter->text, (int64_t)!filter->exact),
                    out);
}

static Status filter_date(Evidence *evidence, const AskFilter *filter, IdSet *out)
{
    char date[WHEN_BYTES];
    const char *from = "SELECT id FROM document WHERE date >= ?1";
    const char *to = "SELECT id FROM document WHERE substr(date, 1, length(?1)) <= ?1";
    const char *in = "SELECT id FROM document WHERE substr(date, 1, length(?1)) = ?1";
    if (!when_parse(filter->text, date)) return LODE_OK; /* no date: nothing passes */
    const char *sql = filter->field == ASK_FROM ? from : filter->field == ASK_TO ? to : in;
    return add_rows(evidence, library_ask(evidence, sql, "t", date), out);
}

static Status filter_concept(Evidence *evidence, const AskFilter *filter, const char *kind,
                             IdSet *out)
{
    const int32_t found = glossary_find(evidence->glossary, filter->text, kind);
    const char *key =
        found < 0 ? filter->text : glossary_concept(evidence->glossary, found)->key;
    return add_rows(
        evidence,
        library_ask(evidence,
                    "SELECT document FROM document_concept JOIN concept ON concept.id "
                    "= concept WHERE key = ?1 AND kind = ?2",
                    "tt", key, kind),
        out);
}

/* A kind of claim: what the number says (share, growth), of what (exports), or in which voice
 * (forecast). */
static Status filter_claim(Evidence *evidence, const AskFilter *filter, IdSet *out)
{
    return add_rows(evidence,
                    library_ask(evidence,
                                "SELECT document FROM claim JOIN statement AS s ON s.id = "
                                "statement WHERE state <> 'rejected' AND (relation = ?1 OR "
                                "quantity = ?1 OR speech = ?1)",
                                "t", filter->text),
                    out);
}

static Status run_filter(Evidence *evidence, const AskFilter *filter, bool within_topic,
                         IdSet *out)
{
    switch (filter->field) {
    case ASK_SOURCE:
        return filter_source(evidence, filter, out);
    case ASK_TOPIC:
        return filter_topic(evidence, filter->text, filter->exact, within_topic, out);
    case ASK_LANGUAGE:
        return add_rows(evidence,
                        library_ask(evidence, "SELECT id FROM document WHERE language = ?1",
                                    "t", filter->text),
                        out);
    case ASK_DATE:
    case ASK_FROM:
    case ASK_TO:
        return filter_date(evidence, filter, out);
    case ASK_ELEMENT:
        return filter_concept(evidence, filter, "element", out);
    case ASK_COUNTRY:
        return filter_concept(evidence, filter, "country", out);
    case ASK_COMPANY:
        return filter_concept(evidence, filter, "company", out);
    case ASK_CLAIM:
        return filter_claim(evidence, filter, out);
    case ASK_ANYWHERE:
    case ASK_TITLE:
    case ASK_BODY:
        break;
    }
    return LODE_OK;
}

Status filter_run(Evidence *evidence, const Ask *ask, bool within_topic, IdSet *pass)
{
    Status st = LODE_OK;
    *pass = (IdSet){NULL, 0};
    for (int32_t i = 0; !st && i < ask->n_filters; i++) {
        IdSet some;
        st = idset_new(evidence->documents.n, &some);
        if (!st) st = run_filter(evidence, &ask->filters[i], within_topic, &some);
        if (!st && !pass->bits) {
            st = idset_new(evidence->documents.n, pass);
            if (!st) memset(pass->bits, 0xFF, ((size_t)pass->n / 64 + 1) * sizeof *pass->bits);
        }
        if (!st) idset_keep(pass, &some, ask->filters[i].negative);
        idset_free(&some);
    }
    if (st) idset_free(pass);
    return st;
}
