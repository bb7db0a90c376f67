/* Runs into a results file: one transaction, and new files under another name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/rows.h"
#include "store/schema.h"
#include "store/store.h"

enum { SQL_SIZE = 256, BUSY_WAIT = 5000 /* ms */ };

static Status delete_from(const Sql *sql, const char *table, int64_t run)
{
    char text[SQL_SIZE];
    snprintf(text, sizeof text, "DELETE FROM %s WHERE run = %lld", table, (long long)run);
    return sql_run(sql, text);
}

/* Removes a run of this name; *run gets its number, or 0. */
static Status remove_old(const Sql *sql, const char *name, int64_t *run)
{
    static const char *const tables[] = {
        "market_month", "facility_month", "route_month",    "demand_month", "limit_month",
        "policy_month", "region_month",   "step",           "headline",     "region",
        "stage",        "commodity",      "market",         "facility",     "route",
        "recipe",       "limit_route",    "limit_facility", "policy_touch", "change",
        "exchange",     "demand",         "limits",         "policy",       "price_index",
        "run"};
    *run = 0;
    sqlite3_stmt *s;
    Status st = sql_prepare(sql, "SELECT run FROM run WHERE name = ?1", &s);
    if (st) return st;
    sql_bind_text(s, 1, name);
    const int code = sqlite3_step(s);
    if (code == SQLITE_ROW)
        *run = sqlite3_column_int64(s, 0);
    else if (code != SQLITE_DONE)
        st = sql_failed(sql);
    sqlite3_finalize(s);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && *run && !st; i++)
        st = delete_from(sql, tables[i], *run);
    return st;
}

static Status replace_run(const Sql *sql, const Record *r, const RunHeadline *headline)
{
    int64_t run;
    const Status st = remove_old(sql, r->run_name, &run);
    return st ? st : rows_write(sql, run, r, headline);
}

/* Pages are kept in memory until the end, so the file changes only while COMMIT runs. */
static Status write_transaction(const Sql *sql, const Record *r, const RunHeadline *headline,
                                bool create)
{
    Status st = sql_run(sql, "PRAGMA cache_spill = OFF; BEGIN IMMEDIATE");
    if (st) return st;
    if (create) {
        char pragmas[SQL_SIZE];
        snprintf(pragmas, sizeof pragmas,
                 "PRAGMA application_id = %d; PRAGMA user_version = %d", STORE_APPLICATION_ID,
                 STORE_VERSION);
        st = sql_run(sql, pragmas);
        if (!st) st = sql_run(sql, schema_sql);
    }
    if (!st) st = replace_run(sql, r, headline);
    if (!st) st = sql_run(sql, "COMMIT");
    if (st) sqlite3_exec(sql->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

/* ---- files ---- */

static Status write_existing(const char *path, const Record *r, const RunHeadline *headline,
                             Diag *diag)
{
    Sql sql = {.path = path, .diag = diag};
    Status st = LODE_OK;
    if (sqlite3_open_v2(path, &sql.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        st = sql_failed(&sql);
    if (!st) sqlite3_busy_timeout(sql.db, BUSY_WAIT);
    if (!st) st = sql_check_ours(&sql);
    if (!st) st = write_transaction(&sql, r, headline, false);
    sqlite3_close(sql.db);
    return st;
}

static Status system_failed(const char *path, Diag *diag)
{
    diag_error(diag, path, 0, 0, "", "%s", strerror(errno));
    return LODE_IO;
}

/* What was written reaches the disk before the name changes. */
static bool sync_path(const char *path)
{
    const int file = open(path, O_RDONLY);
    if (file < 0) return false;
    const bool ok = fsync(file) == 0;
    close(file);
    return ok;
}

static Status fill_new(const char *temporary, const char *path, const Record *r,
                       const RunHeadline *headline, Diag *diag)
{
    Sql sql = {.path = path, .diag = diag};
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    Status st = LODE_OK;
    if (sqlite3_open_v2(temporary, &sql.db, flags, NULL) != SQLITE_OK) st = sql_failed(&sql);
    /* nobody reads this file before it has its name, so it needs no journal */
    if (!st) st = sql_run(&sql, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    if (!st) st = write_transaction(&sql, r, headline, true);
    if (sqlite3_close(sql.db) != SQLITE_OK && !st) st = LODE_IO;
    return st;
}

static Status write_new(const char *path, const Record *r, const RunHeadline *headline,
                        Diag *diag)
{
    const size_t size = strlen(path) + 32;
    char *temporary = malloc(size);
    if (!temporary) return LODE_NO_MEMORY;
    snprintf(temporary, size, "%s.%ld.part", path, (long)getpid());
    remove(temporary);
    Status st = fill_new(temporary, path, r, headline, diag);
    if (!st && (!sync_path(temporary) || rename(temporary, path) != 0))
        st = system_failed(path, diag);
    if (st) remove(temporary);
    free(temporary);
    return st;
}

Status store_write_run(const char *path, const Record *record, const RunHeadline *headline,
                       Diag *diag)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        if (errno != ENOENT) return system_failed(path, diag);
        return write_new(path, record, headline, diag);
    }
    if (S_ISDIR(info.st_mode)) {
        diag_error(diag, path, 0, 0, "", "this is a folder; name a file");
        return LODE_IO;
    }
    return write_existing(path, record, headline, diag);
}
