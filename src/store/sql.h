/* sql.h - SQLite in the terms of this program: a Status, and words in a Diag. Private to
 * store/. */
#ifndef LODE_STORE_SQL_H
#define LODE_STORE_SQL_H

#include <sqlite3.h>

#include "base/diag.h"
#include "base/status.h"

/* A database that is being worked on; `path` is what the user calls it. */
typedef struct Sql {
    sqlite3 *db;
    const char *path;
    Diag *diag;
} Sql;

/* Says in words why the last call failed; LODE_IO, or LODE_NO_MEMORY. */
Status sql_failed(const Sql *sql);

/* Runs statements that return nothing. */
Status sql_run(const Sql *sql, const char *text);

Status sql_prepare(const Sql *sql, const char *text, sqlite3_stmt **out);

/* Runs a prepared statement that returns nothing, and makes it ready to run again. */
Status sql_step(const Sql *sql, sqlite3_stmt *statement);

/* A whole number from a PRAGMA or SELECT with one result. */
Status sql_integer(const Sql *sql, const char *text, int64_t *out);

/* Binding: 0 is kept as the integer 0, which takes no room (SQLite has no -0); NAN as NULL;
 * NONE
 * (-1) as NULL. */
void sql_bind_number(sqlite3_stmt *statement, int column, double value);
void sql_bind_index(sqlite3_stmt *statement, int column, int32_t index);
void sql_bind_text(sqlite3_stmt *statement, int column, const char *text);

double sql_number(sqlite3_stmt *statement, int column);
int32_t sql_index(sqlite3_stmt *statement, int column);
/* Borrowed until the next step; "" for NULL. */
const char *sql_text(sqlite3_stmt *statement, int column);

/* Says in words when the file is not one of ours or is from a newer version: LODE_IO. */
Status sql_check_ours(const Sql *sql);

#endif
