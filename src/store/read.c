/* Opening a results file, and finding runs in it. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "store/rows.h"
#include "store/store.h"

enum { BUSY_WAIT = 5000 /* ms */ };

Sql store_sql(const Store *store, Diag *diag)
{
    return (Sql){store->db, store->path, diag};
}

Status store_open(const char *path, Diag *diag, Store **out)
{
    *out = NULL;
    struct stat info;
    const char *wrong = NULL;
    if (stat(path, &info) != 0)
        wrong = errno == ENOENT ? "there is no such file" : strerror(errno);
    else if (S_ISDIR(info.st_mode))
        wrong = "this is a folder; name a results file";
    if (wrong) {
        diag_error(diag, path, 0, 0, "", "%s", wrong);
        return LODE_IO;
    }
    Arena *arena = arena_new(0);
    Store *store = arena_zeroed(arena, 1, sizeof *store);
    if (!store || !(store->path = arena_text(arena, path, strlen(path)))) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    store->arena = arena;
    /* not READONLY: what a killed program left half-written is rolled back here */
    const int code = sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE, NULL);
    sqlite3_busy_timeout(store->db, BUSY_WAIT);
    const Sql sql = store_sql(store, diag);
    const Status st = code == SQLITE_OK ? sql_check_ours(&sql) : sql_failed(&sql);
    if (st) {
        store_close(store);
        return st;
    }
    *out = store;
    return LODE_OK;
}

void store_close(Store *store)
{
    if (!store) return;
    sqlite3_close(store->db);
    arena_free(store->arena);
}

/* ---- the list of runs ---- */

static bool read_run_line(Arena *arena, sqlite3_stmt *s, StoreRun *run)
{
    run->name = rows_text(arena, s, 0);
    run->model = rows_text(arena, s, 1);
    run->title = rows_text(arena, s, 2);
    run->lode_version = rows_text(arena, s, 3);
    run->written = rows_text(arena, s, 4);
    run->start = sqlite3_column_int(s, 5);
    run->n_steps = sqlite3_column_int(s, 7);
    run->end = run->start + run->n_steps * sqlite3_column_int(s, 6) - 1;
    return run->name && run->model && run->title && run->lode_version && run->written;
}

Status store_list_runs(Store *store, Diag *diag, const StoreRun **runs, int32_t *n)
{
    const Sql sql = store_sql(store, diag);
    int64_t count = 0;
    *runs = NULL;
    *n = 0;
    Status st = sql_integer(&sql, "SELECT count(*) FROM run", &count);
    if (st) return st;
    StoreRun *list = ARENA_ARRAY(store->arena, StoreRun, count);
    if (!list) return LODE_NO_MEMORY;
    sqlite3_stmt *s;
    st = sql_prepare(&sql,
                     "SELECT name, model, title, lode_version, written, start, months_per_step,"
                     " n_steps FROM run ORDER BY run",
                     &s);
    while (!st && *n < count && sqlite3_step(s) == SQLITE_ROW)
        if (!read_run_line(store->arena, s, &list[(*n)++])) st = LODE_NO_MEMORY;
    sqlite3_finalize(s);
    *runs = list;
    return st;
}

static Status no_such_run(Store *store, const char *name, Diag *diag)
{
    const StoreRun *runs;
    int32_t n;
    const Status st = store_list_runs(store, diag, &runs, &n);
    if (st) return st;
    if (!n) {
        diag_error(diag, store->path, 0, 0, "run", "the file holds no runs");
        return LODE_NEGATIVE;
    }
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    for (int32_t i = 0; i < n; i++)
        text_nearest_try(&nearest, runs[i].name);
    if (nearest.best)
        diag_error(diag, store->path, 0, 0, "run", "no run '%s'; did you mean '%s'?", name,
                   nearest.best);
    else
        diag_error(diag, store->path, 0, 0, "run", "no run '%s'; the first of %d is '%s'", name,
                   (int)n, runs[0].name);
    return LODE_NEGATIVE;
}

/* ---- a run ---- */

static Status find_run(Store *store, const char *name, Diag *diag, int64_t *run)
{
    const Sql sql = store_sql(store, diag);
    sqlite3_stmt *s;
    Status st = sql_prepare(&sql,
                            "SELECT run FROM run WHERE name = ?1 OR ?1 IS NULL ORDER BY run"
                            " LIMIT 1",
                            &s);
    if (st) return st;
    if (name) sql_bind_text(s, 1, name);
    const int code = sqlite3_step(s);
    if (code == SQLITE_ROW) *run = sqlite3_column_int64(s, 0);
    if (code != SQLITE_ROW && code != SQLITE_DONE) st = sql_failed(&sql);
    sqlite3_finalize(s);
    if (st || code == SQLITE_ROW) return st;
    return no_such_run(store, name ? name : "", diag);
}

Status store_read_run(Store *store, const char *name, Diag *diag, Record **out)
{
    const Sql sql = store_sql(store, diag);
    int64_t run;
    *out = NULL;
    const Status st = find_run(store, name, diag, &run);
    return st ? st : rows_read(&sql, run, out);
}

/* ---- the headline ---- */

static bool take_line(RunHeadline *headline, sqlite3_stmt *s)
{
    HeadlineLine *line = &headline->lines[headline->n++];
    line->metric = rows_text(headline->arena, s, 0);
    line->region = rows_text(headline->arena, s, 1);
    line->stage = rows_text(headline->arena, s, 2);
    line->commodity = rows_text(headline->arena, s, 3);
    line->use = rows_text(headline->arena, s, 4);
    line->year = sqlite3_column_int(s, 5);
    line->value = sql_number(s, 6);
    line->unit = rows_text(headline->arena, s, 7);
    return line->metric && line->region && line->stage && line->commodity && line->use &&
           line->unit;
}

static Status read_lines(const Sql *sql, int64_t run, int32_t n, RunHeadline *headline)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(sql,
                            "SELECT metric, region, stage, commodity, use, year, value, unit"
                            " FROM headline WHERE run = ?1 ORDER BY line",
                            &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    while (!st && headline->n < n && sqlite3_step(s) == SQLITE_ROW)
        if (!take_line(headline, s)) st = LODE_NO_MEMORY;
    sqlite3_finalize(s);
    return st;
}

Status store_read_headline(Store *store, const char *name, Diag *diag, RunHeadline **out)
{
    const Sql sql = store_sql(store, diag);
    int64_t run;
    int32_t n = 0;
    *out = NULL;
    Status st = find_run(store, name, diag, &run);
    if (!st) st = rows_count(&sql, "headline", run, &n);
    RunHeadline *headline = NULL;
    if (!st) st = headline_new(n, &headline);
    if (!st) st = read_lines(&sql, run, n, headline);
    if (st) {
        headline_free(headline);
        return st;
    }
    *out = headline;
    return LODE_OK;
}
