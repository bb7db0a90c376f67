/* library.h - the open library inside this folder: its SQLite file, and the few calls through
 * which every other file here speaks SQL. Statements are prepared once and kept.
 *     rows = library_ask(ev, "SELECT title FROM document WHERE id = ?1", "i", id);
 *     while (library_next(ev, rows)) ...
 * The first failure is noted in the Evidence; library_status returns and forgets it. */
#ifndef LODE_EVIDENCE_LIBRARY_H
#define LODE_EVIDENCE_LIBRARY_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/arena.h"
#include "evidence/evidence.h"
#include "evidence/extract.h"
#include "evidence/fts.h"
#include "evidence/glossary.h"
#include "evidence/idset.h"
#include "evidence/labels.h"
#include "evidence/nearcopy.h"
#include "evidence/postings.h"
#include "evidence/sizes.h"

enum { LIBRARY_STATEMENTS = 128, LIBRARY_VERSION = 4 };

typedef struct LibraryStatement {
    const char *sql; /* a literal: compared by address */
    sqlite3_stmt *compiled;
} LibraryStatement;

struct Evidence {
    sqlite3 *db;
    Status status;
    char message[320];
    LibraryStatement kept[LIBRARY_STATEMENTS];
    int32_t n_kept;
    FtsTokens tokens;
    Glossary *glossary;
    Extractor *extractor;
    Sizes documents, statements;
    Postings *postings[2]; /* of documents and of statements */
    NearIndex *near;
    Labels *labels;      /* NULL: not read yet */
    uint32_t *relations; /* of each document's claims, a bit each; NULL: not read yet */
    int64_t n_relations;
    int64_t data_version; /* of the file when all of the above was read */
    bool in_memory;       /* they were read */
};

/* types has a letter for each value: t text (NULL is SQL's), i int64_t, d double, b bytes and
 * size_t. NULL when it cannot be prepared. */
sqlite3_stmt *library_ask(Evidence *evidence, const char *sql, const char *types, ...);

/* The next row; false at the end and after a failure. NULL rows have none. */
bool library_next(Evidence *evidence, sqlite3_stmt *rows);

/* Runs a statement that returns no rows. */
Status library_run(Evidence *evidence, const char *sql, const char *types, ...);

/* Runs a text of several statements. */
Status library_script(Evidence *evidence, const char *sql);

/* The first column of the first row; fallback when there is none. */
int64_t library_number(Evidence *evidence, int64_t fallback, const char *sql, const char *types,
                       ...);

/* A column copied to arena; NULL for SQL's NULL (or no memory). */
char *library_text(Arena *arena, sqlite3_stmt *rows, int column);

/* The failure noted since the last call, if any. */
Status library_status(Evidence *evidence);

/* Notes a failure for evidence_message and returns it. */
Status library_fail(Evidence *evidence, Status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What is found where has changed: postings and labels are read again. */
Status library_forget_texts(Evidence *evidence);

/* Claims have changed: what is in memory of them is read again when it is asked for. */
void library_forget_claims(Evidence *evidence);

/* Reads sizes and the near-copy index again if the file has changed since they were read. */
Status library_refresh(Evidence *evidence);

#endif
