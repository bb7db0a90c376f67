/* rows.h - one run as rows of a results file. Private to store/. */
#ifndef LODE_STORE_ROWS_H
#define LODE_STORE_ROWS_H

#include "metrics/headline.h"
#include "store/sql.h"
#include "store/store.h"

/* An open results file. */
struct Store {
    Arena *arena;
    sqlite3 *db;
    const char *path;
};
Sql store_sql(const Store *store, Diag *diag);

/* Writes a run of which there are no rows yet; run 0 takes the next number. headline may be
 * NULL. */
Status rows_write(const Sql *sql, int64_t run, const Record *record,
                  const RunHeadline *headline);

/* Reads it back. Rows that are missing or point nowhere: LODE_IO, "the file is damaged". */
Status rows_read(const Sql *sql, int64_t run, Record **out);

/* Rows of a run in a table. */
Status rows_count(const Sql *sql, const char *table, int64_t run, int32_t *n);

/* A text of the current row, copied; NULL when memory is out. */
const char *rows_text(Arena *arena, sqlite3_stmt *statement, int column);

#endif
