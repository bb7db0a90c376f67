#include "evidence/library.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char evidence_schema_1[], evidence_schema_2[], evidence_schema_3[],
    evidence_schema_4[], evidence_glossary[];

/* "lode"; before its fourth version a library did not know which part of a year a
   claim is of. */
enum { APPLICATION = 0x6c6f6465, BUSY_MS = 10000, LIBRARY_READS_CLAIMS = 4 };

/* --- failures --- */

Status library_fail(Evidence *evidence, Status status, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vsnprintf(evidence->message, sizeof evidence->message, format, values);
    va_end(values);
    return status;
}

static void note(Evidence *evidence, int rc)
{
    if (evidence->status) return;
    evidence->status = rc == SQLITE_NOMEM ? LODE_NO_MEMORY : LODE_IO;
    library_fail(evidence, evidence->status, "%s",
                 rc == SQLITE_TOOBIG ? "a text is too large" : sqlite3_errmsg(evidence->db));
}

Status library_status(Evidence *evidence)
{
    const Status status = evidence->status;
    evidence->status = LODE_OK;
    return status;
}

const char *evidence_message(const Evidence *evidence)
{
    return evidence->message;
}

/* --- statements --- */

static sqlite3_stmt *keep(Evidence *evidence, const char *sql)
{
    for (int32_t i = 0; i < evidence->n_kept; i++)
        if (evidence->kept[i].sql == sql) return evidence->kept[i].compiled;
    if (evidence->n_kept == LIBRARY_STATEMENTS) {
        if (!evidence->status) evidence->status = LODE_NO_MEMORY;
        return NULL;
    }
    sqlite3_stmt *compiled = NULL;
    const int rc =
        sqlite3_prepare_v3(evidence->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &compiled, NULL);
    if (rc != SQLITE_OK) {
        note(evidence, rc);
        return NULL;
    }
    evidence->kept[evidence->n_kept++] = (LibraryStatement){sql, compiled};
    return compiled;
}

static int bind_one(sqlite3_stmt *rows, int at, char type, va_list *values)
{
    if (type == 'i') return sqlite3_bind_int64(rows, at, va_arg(*values, int64_t));
    if (type == 'd') return sqlite3_bind_double(rows, at, va_arg(*values, double));
    if (type == 't')
        return sqlite3_bind_text(rows, at, va_arg(*values, const char *), -1, SQLITE_TRANSIENT);
    const void *bytes = va_arg(*values, const void *);
    const size_t n = va_arg(*values, size_t);
    return sqlite3_bind_blob64(rows, at, n ? bytes : "", n, SQLITE_TRANSIENT);
}

static sqlite3_stmt *ask(Evidence *evidence, const char *sql, const char *types,
                         va_list *values)
{
    sqlite3_stmt *rows = keep(evidence, sql);
    if (!rows) return NULL;
    sqlite3_reset(rows);
    sqlite3_clear_bindings(rows);
    for (int i = 0; types[i]; i++) {
        const int rc = bind_one(rows, i + 1, types[i], values);
        if (rc == SQLITE_OK) continue;
        note(evidence, rc);
        return NULL;
    }
    return rows;
}

sqlite3_stmt *library_ask(Evidence *evidence, const char *sql, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    sqlite3_stmt *rows = ask(evidence, sql, types, &values);
    va_end(values);
    return rows;
}

bool library_next(Evidence *evidence, sqlite3_stmt *rows)
{
    if (!rows) return false;
    const int rc = sqlite3_step(rows);
    if (rc == SQLITE_ROW) return true;
    if (rc != SQLITE_DONE) note(evidence, rc);
    sqlite3_reset(rows);
    return false;
}

Status library_run(Evidence *evidence, const char *sql, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    sqlite3_stmt *rows = ask(evidence, sql, types, &values);
    va_end(values);
    while (library_next(evidence, rows))
        continue;
    return library_status(evidence);
}

Status library_script(Evidence *evidence, const char *sql)
{
    const int rc = sqlite3_exec(evidence->db, sql, NULL, NULL, NULL);
    if (rc != SQLITE_OK) note(evidence, rc);
    return library_status(evidence);
}

int64_t library_number(Evidence *evidence, int64_t fallback, const char *sql, const char *types,
                       ...)
{
    va_list values;
    va_start(values, types);
    sqlite3_stmt *rows = ask(evidence, sql, types, &values);
    va_end(values);
    int64_t number = fallback;
    if (library_next(evidence, rows)) number = sqlite3_column_int64(rows, 0);
    if (rows) sqlite3_reset(rows);
    return number;
}

char *library_text(Arena *arena, sqlite3_stmt *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows, column);
    return text ? arena_text(arena, text, (size_t)sqlite3_column_bytes(rows, column)) : NULL;
}

/* --- opening --- */

static Status check_file(Evidence *evidence, int64_t *version)
{
    *version = library_number(evidence, -1, "PRAGMA user_version", "");
    const int64_t application = library_number(evidence, -1, "PRAGMA application_id", "");
    const int64_t tables =
        library_number(evidence, -1, "SELECT count(*) FROM sqlite_schema", "");
    const Status st = library_status(evidence);
    if (st)
        return library_fail(evidence, LODE_BAD_INPUT, "this is not a document library (%s)",
                            sqlite3_errmsg(evidence->db));
    if (tables > 0 && application != APPLICATION)
        return library_fail(evidence, LODE_BAD_INPUT,
                            "this SQLite file is not a document library");
    if (*version > LIBRARY_VERSION)
        return library_fail(evidence, LODE_BAD_INPUT,
                            "the library has version %lld; this program knows up to %d",
                            (long long)*version, LIBRARY_VERSION);
    return LODE_OK;
}

/* Each version's step runs in one transaction with the number it leads to. */
static Status migrate(Evidence *evidence, int64_t version)
{
    const char *const steps[LIBRARY_VERSION] = {evidence_schema_1, evidence_schema_2,
                                                evidence_schema_3, evidence_schema_4};
    char close[128];
    Status st = LODE_OK;
    for (int64_t v = version; !st && v < LIBRARY_VERSION; v++) {
        snprintf(close, sizeof close,
                 "PRAGMA user_version = %lld; PRAGMA application_id = %d; COMMIT",
                 (long long)v + 1, APPLICATION);
        st = library_script(evidence, "BEGIN IMMEDIATE");
        if (!st) st = library_script(evidence, steps[v]);
        if (!st) st = library_script(evidence, close);
        if (st) sqlite3_exec(evidence->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return st;
}

static Status open_file(Evidence *evidence, const char *path)
{
    int64_t version;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &evidence->db, flags, NULL) != SQLITE_OK)
        return library_fail(evidence, LODE_IO, "%s",
                            evidence->db ? sqlite3_errmsg(evidence->db) : "out of memory");
    sqlite3_busy_timeout(evidence->db, BUSY_MS);
    Status st = fts_register(evidence->db, &evidence->tokens);
    if (st) return library_fail(evidence, st, "this SQLite has no FTS5");
    st = check_file(evidence, &version);
    if (!st) st = migrate(evidence, version);
    if (!st)
        st = library_script(evidence, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;"
                                      "PRAGMA temp_store = MEMORY");
    const bool unread = version > 0 && version < LIBRARY_READS_CLAIMS;
    return st || !unread ? st : evidence_claims_reread(evidence);
}

static Status read_glossary(Evidence *evidence, const EvidenceOptions *options, Diag *diag)
{
    const bool own = options && options->glossary;
    return glossary_new(own ? options->glossary_name : "glossary.csv",
                        own ? options->glossary : evidence_glossary,
                        own ? options->glossary_bytes : strlen(evidence_glossary), diag,
                        &evidence->glossary);
}

Status evidence_open(const char *path, const EvidenceOptions *options, Diag *diag,
                     Evidence **out)
{
    Evidence *evidence = calloc(1, sizeof *evidence);
    *out = NULL;
    if (!evidence) return LODE_NO_MEMORY;
    evidence->documents.kind = SIZE_DOCUMENTS;
    evidence->statements.kind = SIZE_STATEMENTS;
    Status st = tokenizer_new(&evidence->tokens.tokenizer);
    if (!st) st = read_glossary(evidence, options, diag);
    if (!st) st = extractor_new(evidence->glossary, &evidence->extractor);
    if (!st) st = open_file(evidence, path);
    if (st) {
        if (evidence->message[0]) diag_error(diag, path, 0, 0, "", "%s", evidence->message);
        evidence_close(evidence);
        return st;
    }
    *out = evidence;
    return LODE_OK;
}

void library_forget_claims(Evidence *evidence)
{
    free(evidence->relations);
    evidence->relations = NULL;
}

static void free_texts(Evidence *evidence)
{
    for (int kind = SIZE_DOCUMENTS; kind <= SIZE_STATEMENTS; kind++) {
        postings_free(evidence->postings[kind]);
        evidence->postings[kind] = NULL;
    }
    labels_free(evidence->labels);
    evidence->labels = NULL;
}

Status library_forget_texts(Evidence *evidence)
{
    free_texts(evidence);
    Status st = postings_new(&evidence->postings[SIZE_DOCUMENTS]);
    if (!st) st = postings_new(&evidence->postings[SIZE_STATEMENTS]);
    return st;
}

static void forget(Evidence *evidence)
{
    library_forget_claims(evidence);
    free_texts(evidence);
    sizes_free(&evidence->documents);
    sizes_free(&evidence->statements);
    near_free(evidence->near);
    evidence->near = NULL;
    evidence->in_memory = false;
}

void evidence_close(Evidence *evidence)
{
    if (!evidence) return;
    for (int32_t i = 0; i < evidence->n_kept; i++)
        sqlite3_finalize(evidence->kept[i].compiled);
    sqlite3_close(evidence->db);
    forget(evidence);
    extractor_free(evidence->extractor);
    glossary_free(evidence->glossary);
    tokenizer_free(evidence->tokens.tokenizer);
    free(evidence);
}

Status library_refresh(Evidence *evidence)
{
    const int64_t version = library_number(evidence, -1, "PRAGMA data_version", "");
    if (evidence->in_memory && version == evidence->data_version) return LODE_OK;
    forget(evidence);
    Status st = library_status(evidence);
    if (!st) st = sizes_load(evidence, &evidence->documents);
    if (!st) st = sizes_load(evidence, &evidence->statements);
    if (!st) st = library_forget_texts(evidence);
    evidence->data_version = version;
    evidence->in_memory = !st;
    return st;
}
