#include "store/sql.h"

#include <math.h>

#include "store/schema.h"

static const char *reason(const Sql *sql, int code)
{
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return "this is not a results file of lode (not an SQLite database)";
    case SQLITE_FULL:
        return "the disk is full";
    case SQLITE_CANTOPEN:
        return "the file cannot be opened";
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return "the file may not be written";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another program is writing to the file";
    case SQLITE_CORRUPT:
        return "the file is damaged";
    case SQLITE_IOERR:
        return "reading or writing failed";
    default:
        return sql->db ? sqlite3_errmsg(sql->db) : "the file cannot be opened";
    }
}

Status sql_failed(const Sql *sql)
{
    const int code = sql->db ? sqlite3_extended_errcode(sql->db) : SQLITE_NOMEM;
    if ((code & 0xff) == SQLITE_NOMEM) return LODE_NO_MEMORY;
    diag_error(sql->diag, sql->path, 0, 0, "", "%s", reason(sql, code));
    return LODE_IO;
}

Status sql_run(const Sql *sql, const char *text)
{
    return sqlite3_exec(sql->db, text, NULL, NULL, NULL) == SQLITE_OK ? LODE_OK
                                                                      : sql_failed(sql);
}

Status sql_prepare(const Sql *sql, const char *text, sqlite3_stmt **out)
{
    *out = NULL;
    if (sqlite3_prepare_v2(sql->db, text, -1, out, NULL) == SQLITE_OK) return LODE_OK;
    return sql_failed(sql);
}

Status sql_step(const Sql *sql, sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE) return sql_failed(sql);
    sqlite3_reset(statement);
    return LODE_OK;
}

Status sql_integer(const Sql *sql, const char *text, int64_t *out)
{
    sqlite3_stmt *statement;
    Status st = sql_prepare(sql, text, &statement);
    if (st) return st;
    if (sqlite3_step(statement) == SQLITE_ROW)
        *out = sqlite3_column_int64(statement, 0);
    else
        st = sql_failed(sql);
    sqlite3_finalize(statement);
    return st;
}

void sql_bind_number(sqlite3_stmt *statement, int column, double value)
{
    if (isnan(value))
        sqlite3_bind_null(statement, column);
    else if (fpclassify(value) == FP_ZERO)
        sqlite3_bind_int(statement, column, 0);
    else
        sqlite3_bind_double(statement, column, value);
}

void sql_bind_index(sqlite3_stmt *statement, int column, int32_t index)
{
    if (index < 0)
        sqlite3_bind_null(statement, column);
    else
        sqlite3_bind_int(statement, column, index);
}

void sql_bind_text(sqlite3_stmt *statement, int column, const char *text)
{
    sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
}

double sql_number(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? (double)NAN
               : sqlite3_column_double(statement, column);
}

int32_t sql_index(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? -1
               : sqlite3_column_int(statement, column);
}

const char *sql_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? (const char *)text : "";
}

Status sql_check_ours(const Sql *sql)
{
    int64_t application = 0, version = 0;
    Status st = sql_integer(sql, "PRAGMA application_id", &application);
    if (!st) st = sql_integer(sql, "PRAGMA user_version", &version);
    if (st) return st;
    if (application != STORE_APPLICATION_ID) {
        diag_error(sql->diag, sql->path, 0, 0, "",
                   "this is an SQLite database, but not a results file of lode");
        return LODE_IO;
    }
    if (version != STORE_VERSION) {
        diag_error(sql->diag, sql->path, 0, 0, "",
                   "the file has version %d of the results format, and this program reads "
                   "version %d; run the model again, or use a newer lode",
                   (int)version, (int)STORE_VERSION);
        return LODE_IO;
    }
    return LODE_OK;
}
