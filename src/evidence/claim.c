#include <math.h>
#include <string.h>

#include "evidence/library.h"

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

/* NAN is kept as SQL's NULL by SQLite itself, and so is no year by nullif. */
static Status put_one(Evidence *evidence, int64_t statement, const EvidenceClaim *claim)
{
    return library_run(
        evidence,
        "INSERT INTO claim(statement, at, length, relation, quantity, entity, low, high, unit, "
        "bound, year, base_year, speech, implied, state) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8, "
        "?9, ?10, nullif(?11, 0), nullif(?12, 0), ?13, ?14, coalesce(?15, 'found'))",
        "iiitttddttiittt", statement, (int64_t)claim->at, (int64_t)claim->length,
        claim->relation, claim->quantity, claim->entity, claim->low, claim->high, claim->unit,
        claim->bound, (int64_t)claim->year, (int64_t)claim->base_year, claim->speech,
        claim->implied, claim->state);
}

Status evidence_claims_put(Evidence *evidence, int64_t statement, const EvidenceClaim *claims,
                           int32_t n)
{
    Status st = library_script(evidence, "SAVEPOINT claims");
    if (st) return st;
    st = check_spans(evidence, statement, claims, n);
    if (!st)
        st = library_run(evidence, "DELETE FROM claim WHERE statement = ?1 AND state = 'found'",
                         "i", statement);
    for (int32_t i = 0; !st && i < n; i++)
        st = put_one(evidence, statement, &claims[i]);
    if (st) sqlite3_exec(evidence->db, "ROLLBACK TO claims", NULL, NULL, NULL);
    const Status end = library_script(evidence, "RELEASE claims");
    return st ? st : end;
}

Status evidence_claim_state(Evidence *evidence, int64_t claim, const char *state)
{
    const Status st =
        library_run(evidence, "UPDATE claim SET state = ?2 WHERE id = ?1", "it", claim, state);
    if (st) return st;
    if (sqlite3_changes(evidence->db) == 1) return LODE_OK;
    return library_fail(evidence, LODE_NEGATIVE, "there is no claim %lld", (long long)claim);
}

/* --- reading --- */

typedef struct ClaimsBox {
    EvidenceClaims claims; /* first: this is what the caller holds */
    Arena *arena;
} ClaimsBox;

static double number_or_nan(sqlite3_stmt *rows, int column)
{
    const bool none = sqlite3_column_type(rows, column) == SQLITE_NULL;
    return none ? (double)NAN : sqlite3_column_double(rows, column);
}

static void read_claim(sqlite3_stmt *rows, Arena *arena, EvidenceClaim *out)
{
    *out = (EvidenceClaim){
        .id = sqlite3_column_int64(rows, 0),
        .statement = sqlite3_column_int64(rows, 1),
        .document = sqlite3_column_int64(rows, 2),
        .at = sqlite3_column_int(rows, 3),
        .length = sqlite3_column_int(rows, 4),
        .relation = library_text(arena, rows, 5),
        .quantity = library_text(arena, rows, 6),
        .entity = library_text(arena, rows, 7),
        .low = number_or_nan(rows, 8),
        .high = number_or_nan(rows, 9),
        .unit = library_text(arena, rows, 10),
        .bound = library_text(arena, rows, 11),
        .year = sqlite3_column_int(rows, 12),
        .base_year = sqlite3_column_int(rows, 13),
        .speech = library_text(arena, rows, 14),
        .implied = library_text(arena, rows, 15),
        .state = library_text(arena, rows, 16),
    };
}

static Status read_claims(Evidence *evidence, Arena *arena, int64_t document,
                          EvidenceClaims *out)
{
    const int64_t n = library_number(evidence, 0, "SELECT count(*) FROM claim", "");
    EvidenceClaim *claims = ARENA_ARRAY(arena, EvidenceClaim, n);
    if (!claims) return LODE_NO_MEMORY;
    sqlite3_stmt *rows = library_ask(
        evidence,
        "SELECT c.id, statement, document, c.at, c.length, relation, quantity, entity, low, "
        "high, "
        "unit, bound, coalesce(year, 0), coalesce(base_year, 0), speech, implied, state "
        "FROM claim AS c JOIN statement AS s ON s.id = statement WHERE ?1 = 0 OR document = ?1 "
        "ORDER BY document, s.position, c.at, c.id",
        "i", document);
    while (out->n < n && library_next(evidence, rows))
        read_claim(rows, arena, &claims[out->n++]);
    if (rows) sqlite3_reset(rows);
    out->claims = claims;
    return library_status(evidence);
}

Status evidence_claims(Evidence *evidence, int64_t document, EvidenceClaims **out)
{
    Arena *arena = arena_new(0);
    ClaimsBox *box = ARENA_ARRAY(arena, ClaimsBox, 1);
    const Status st =
        box ? read_claims(evidence, arena, document, &box->claims) : LODE_NO_MEMORY;
    *out = st ? NULL : &box->claims;
    if (st)
        arena_free(arena);
    else
        box->arena = arena;
    return st;
}

void evidence_claims_free(EvidenceClaims *claims)
{
    if (claims) arena_free(((ClaimsBox *)claims)->arena);
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
