#include <math.h>
#include <string.h>

#include "evidence/store.h"

/* --- putting --- */

static Status check_spans(Evidence *evidence, int64_t statement, const EvidenceClaim *claims,
                          int32_t n)
{
    const int64_t length = library_number(
        evidence, -1, "SELECT length FROM statement WHERE id = ?1", "i", statement);
    if (length < 0)
        return library_fail(evidence, LODE_BAD_INPUT, "there is no statement %lld",
                            (long long)statement);
    for (int32_t i = 0; i < n; i++) {
        const EvidenceClaim *claim = &claims[i];
        if (claim->at < 0 || claim->length < 0 || claim->at > length ||
            claim->length > length - claim->at)
            return library_fail(evidence, LODE_BAD_INPUT,
                                "bytes %d to %d lie outside statement %lld of %lld bytes",
                                (int)claim->at, (int)(claim->at + claim->length),
                                (long long)statement, (long long)length);
        if (!claim->relation)
            return library_fail(evidence, LODE_BAD_INPUT, "a claim needs a relation");
    }
    return LODE_OK;
}

static Status store_names(Evidence *evidence, int64_t claim, const EvidenceClaim *names)
{
    Status st = LODE_OK;
    for (int32_t i = 0; !st && i < names->n_names; i++)
        st = library_run(
            evidence, "INSERT INTO claim_name(claim, kind, key, place) VALUES(?1, ?2, ?3, ?4)",
            "ittt", claim, names->names[i].kind, names->names[i].key, names->names[i].place);
    return st;
}

/* NAN is kept as SQL's NULL by SQLite itself, and so is no year by nullif. */
Status claim_store(Evidence *evidence, int64_t statement, const EvidenceClaim *claim)
{
    const Status st = library_run(
        evidence,
        "INSERT INTO claim(statement, at, length, relation, quantity, entity, value, low, "
        "high, "
        "unit, bound, basis, year, base_year, months, fiscal, by_year, year_on_year, "
        "speaker_at, speaker_length, speech, implied, month, state) VALUES(?1, ?2, ?3, ?4, ?5, "
        "?6, "
        "?7, ?8, ?9, ?10, ?11, ?12, nullif(?13, 0), nullif(?14, 0), ?15, ?16, ?17, ?18, ?19, "
        "?20, ?21, ?22, ?23, coalesce(?24, 'found'))",
        "iiitttdddtttiiiiiiiittit", statement, (int64_t)claim->at, (int64_t)claim->length,
        claim->relation, claim->quantity, claim->entity, claim->value, claim->low, claim->high,
        claim->unit, claim->bound, claim->basis, (int64_t)claim->year,
        (int64_t)claim->base_year, (int64_t)claim->months, (int64_t)claim->fiscal,
        (int64_t)claim->by_year, (int64_t)claim->year_on_year, (int64_t)claim->speaker_at,
        (int64_t)claim->speaker_length, claim->speech, claim->implied, (int64_t)claim->month,
        claim->state);
    const int64_t row = sqlite3_last_insert_rowid(evidence->db);
    library_forget_claims(evidence);
    return st ? st : store_names(evidence, row, claim);
}

/* A claim that a person has touched is not found a second time at its place. */
static Status put_claim(Evidence *evidence, int64_t statement, const EvidenceClaim *claim)
{
    const int64_t touched = library_number(
        evidence, 0,
        "SELECT count(*) FROM claim WHERE statement = ?1 AND at = ?2 AND length = ?3 "
        "AND state <> 'found'",
        "iii", statement, (int64_t)claim->at, (int64_t)claim->length);
    return touched ? LODE_OK : claim_store(evidence, statement, claim);
}

Status evidence_claims_put(Evidence *evidence, int64_t statement, const EvidenceClaim *claims,
                           int32_t n)
{
    Status st = library_script(evidence, "SAVEPOINT claims");
    if (st) return st;
    library_forget_claims(evidence);
    st = check_spans(evidence, statement, claims, n);
    if (!st)
        st = library_run(evidence, "DELETE FROM claim WHERE statement = ?1 AND state = 'found'",
                         "i", statement);
    for (int32_t i = 0; !st && i < n; i++)
        st = put_claim(evidence, statement, &claims[i]);
    if (st) sqlite3_exec(evidence->db, "ROLLBACK TO claims", NULL, NULL, NULL);
    const Status end = library_script(evidence, "RELEASE claims");
    return st ? st : end;
}

Status evidence_claim_state(Evidence *evidence, int64_t claim, const char *state)
{
    const Status st =
        library_run(evidence, "UPDATE claim SET state = ?2 WHERE id = ?1", "it", claim, state);
    if (st) return st;
    library_forget_claims(evidence);
    if (sqlite3_changes(evidence->db) == 1) return LODE_OK;
    return library_fail(evidence, LODE_NEGATIVE, "there is no claim %lld", (long long)claim);
}

/* --- every statement --- */

Status evidence_statements_each(Evidence *evidence, EvidenceSee see, void *context)
{
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT s.document, d.date, d.title, g.title, s.id, s.at, s.length, s.citations, "
        "substr(CAST(body AS BLOB), s.at + 1, s.length) FROM statement AS s JOIN document AS d "
        "ON "
        "d.id = s.document JOIN insight_group AS g ON g.id = s.insight_group JOIN "
        "document_body AS "
        "b ON b.document = s.document ORDER BY s.id",
        "");
    int stop = 0;
    while (!stop && library_next(evidence, rows)) {
        const char *text = (const char *)sqlite3_column_text(rows, 8);
        const EvidenceStatement statement = {
            .id = sqlite3_column_int64(rows, 4),
            .text = text ? text : "",
            .at = sqlite3_column_int(rows, 5),
            .length = sqlite3_column_int(rows, 6),
            .citations = (const char *)sqlite3_column_text(rows, 7),
        };
        stop = see(context, sqlite3_column_int64(rows, 0),
                   (const char *)sqlite3_column_text(rows, 1),
                   (const char *)sqlite3_column_text(rows, 2),
                   (const char *)sqlite3_column_text(rows, 3), &statement);
    }
    if (rows) sqlite3_reset(rows);
    return library_status(evidence);
}

/* --- reading them again --- */

typedef struct Reread {
    Evidence *evidence;
    Arena *arena; /* of the statements' rows */
    struct RereadRow {
        int64_t statement;
        const char *date, *title, *group, *text;
    } * rows;
    int32_t n;
} Reread;

static Status collect_rows(Reread *work, int64_t after, int32_t most)
{
    Evidence *evidence = work->evidence;
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT s.id, d.date, d.title, g.title, substr(CAST(body AS BLOB), s.at + 1, s.length) "
        "FROM statement AS s JOIN document AS d ON d.id = s.document JOIN insight_group AS g "
        "ON "
        "g.id = s.insight_group JOIN document_body AS b ON b.document = s.document WHERE s.id "
        "> "
        "?1 ORDER BY s.id LIMIT ?2",
        "ii", after, (int64_t)most);
    work->n = 0;
    while (work->n < most && library_next(evidence, rows)) {
        struct RereadRow *row = &work->rows[work->n++];
        row->statement = sqlite3_column_int64(rows, 0);
        row->date = library_text(work->arena, rows, 1);
        row->title = library_text(work->arena, rows, 2);
        row->group = library_text(work->arena, rows, 3);
        row->text = library_text(work->arena, rows, 4);
    }
    if (rows) sqlite3_reset(rows);
    return library_status(evidence);
}

static Status reread_row(Reread *work, const struct RereadRow *row)
{
    EvidenceClaim *claims;
    int32_t n = 0;
    if (!row->text) return LODE_OK;
    const Status st =
        extract_claims(work->evidence->extractor, row->text, strlen(row->text), row->date,
                       row->group, row->title, work->arena, &claims, &n);
    return st ? st : evidence_claims_put(work->evidence, row->statement, claims, n);
}

static Status reread_some(Evidence *evidence, int64_t *after, bool *more)
{
    enum { SOME = 512 };
    Reread work = {.evidence = evidence, .arena = arena_new(1 << 16)};
    work.rows = ARENA_ARRAY(work.arena, struct RereadRow, SOME);
    Status st = work.rows ? collect_rows(&work, *after, SOME) : LODE_NO_MEMORY;
    for (int32_t i = 0; !st && i < work.n; i++)
        st = reread_row(&work, &work.rows[i]);
    *more = !st && work.n == SOME;
    if (!st && work.n) *after = work.rows[work.n - 1].statement;
    arena_free(work.arena);
    return st;
}

Status evidence_claims_reread(Evidence *evidence)
{
    int64_t after = 0;
    bool more = true;
    Status st = library_script(evidence, "BEGIN IMMEDIATE");
    while (!st && more)
        st = reread_some(evidence, &after, &more);
    if (!st) st = library_script(evidence, "COMMIT");
    if (st && !sqlite3_get_autocommit(evidence->db))
        sqlite3_exec(evidence->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}
