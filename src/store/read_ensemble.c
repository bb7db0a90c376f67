/* What the futures of an ensemble say of a series, out of a results file. */
#include <stdbool.h>
#include <string.h>

#include "store/rows.h"

/* Files have no tables of ensembles before one is written to them, and no odds that an older
 * program did not write. */
static Status has_table(const Sql *sql, const char *name, bool *has)
{
    sqlite3_stmt *s;
    const Status st = sql_prepare(sql, "SELECT 1 FROM sqlite_master WHERE name = ?1", &s);
    *has = false;
    if (st) return st;
    sql_bind_text(s, 1, name);
    *has = sqlite3_step(s) == SQLITE_ROW;
    sqlite3_finalize(s);
    return LODE_OK;
}

static Status has_ensembles(const Sql *sql, bool *has)
{
    return has_table(sql, "ensemble_month", has);
}

/* What bind_series fills. */
#define OF_SERIES                                                                              \
    " WHERE i.name = ?1 AND i.metric = ?2 AND i.region = ?3 AND i.partner = ?4"                \
    " AND i.commodity = ?5 AND i.stage = ?6 AND i.facility = ?7 AND i.process = ?8"            \
    " AND i.use = ?9"

static void bind_series(sqlite3_stmt *s, const char *name, const char *metric,
                        const MetricFilter *f)
{
    const char *const texts[] = {name,     metric,      f->region,  f->partner, f->commodity,
                                 f->stage, f->facility, f->process, f->use};
    for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
        sql_bind_text(s, i + 1, texts[i] ? texts[i] : "");
}

/* Steps come in order; what is beyond `room` of them is left out. */
static void take_steps(sqlite3_stmt *s, int32_t room, double *const quantile[STORE_QUANTILES],
                       StoreFan *out)
{
    while (out->n < room && sqlite3_step(s) == SQLITE_ROW) {
        for (int q = 0; q < STORE_QUANTILES; q++)
            quantile[q][out->n] = sql_number(s, q);
        out->n++;
    }
    for (int q = 0; q < STORE_QUANTILES; q++)
        out->quantile[q] = quantile[q];
}

Status store_read_fan(Store *store, const char *name, const char *metric,
                      const MetricFilter *filter, Arena *arena, Diag *diag, StoreFan *out)
{
    enum { STEPS_MOST = 12000 };
    const Sql sql = store_sql(store, diag);
    double *quantile[STORE_QUANTILES];
    sqlite3_stmt *s;
    bool has;
    *out = (StoreFan){.n = 0};
    Status st = has_ensembles(&sql, &has);
    if (st || !has) return st;
    for (int q = 0; q < STORE_QUANTILES; q++)
        if (!(quantile[q] = ARENA_ARRAY(arena, double, STEPS_MOST))) return LODE_NO_MEMORY;
    st = sql_prepare(&sql,
                     "SELECT b.q05, b.q25, b.q50, b.q75, b.q95 FROM ensemble_item i"
                     " JOIN ensemble_month b ON b.name = i.name AND b.item = i.item" OF_SERIES
                     " ORDER BY b.step",
                     &s);
    if (st) return st;
    bind_series(s, name, metric, filter);
    take_steps(s, STEPS_MOST, quantile, out);
    sqlite3_finalize(s);
    return LODE_OK;
}

/* A year is kept by its number, a step by the month in which it begins. */
#define SPAN                                                                                   \
    " JOIN run r ON r.name = i.name AND r.start <= ?10"                                        \
    " AND r.start + r.n_steps * r.months_per_step >= ?10 + ?11" OF_SERIES " AND b.n > 0"

static const char select_year[] =
    "SELECT b.q05, b.q25, b.q50, b.q75, b.q95 FROM ensemble_item i"
    " JOIN ensemble_year b ON b.name = i.name AND b.item = i.item AND b.year = ?12" SPAN;

static const char select_step[] =
    "SELECT b.q05, b.q25, b.q50, b.q75, b.q95 FROM ensemble_item i"
    " JOIN ensemble_month b ON b.name = i.name AND b.item = i.item AND b.month = ?12" SPAN
    " AND r.months_per_step = ?11";

Status store_read_band(Store *store, const char *name, const char *metric,
                       const MetricFilter *filter, Month from, int32_t months, Diag *diag,
                       double quantile[STORE_QUANTILES], bool *has)
{
    const Sql sql = store_sql(store, diag);
    const bool year = months == 12 && month_of_year(from) == 1;
    char month[16];
    sqlite3_stmt *s;
    *has = false;
    bool ensembles;
    Status st = has_ensembles(&sql, &ensembles);
    if (st || !ensembles) return st;
    st = sql_prepare(&sql, year ? select_year : select_step, &s);
    if (st) return st;
    bind_series(s, name, metric, filter);
    sqlite3_bind_int(s, 10, from);
    sqlite3_bind_int(s, 11, months);
    month_format(from, month, sizeof month);
    if (year)
        sqlite3_bind_int(s, 12, month_year(from));
    else
        sql_bind_text(s, 12, month);
    *has = sqlite3_step(s) == SQLITE_ROW;
    for (int q = 0; *has && q < STORE_QUANTILES; q++)
        quantile[q] = sql_number(s, q);
    sqlite3_finalize(s);
    return LODE_OK;
}

/* ---- an ensemble as a whole ---- */

enum { ODDS_MOST = 64, DECIDERS_MOST = 10 };

static const char *kept_text(sqlite3_stmt *s, int column, Arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(s, column);
    return arena_text(arena, text ? text : "", text ? strlen(text) : 0);
}

static Status read_counts(const Sql *sql, const char *name, StoreFutures *out)
{
    sqlite3_stmt *s;
    const Status st = sql_prepare(sql, "SELECT runs, failed FROM ensemble WHERE name = ?1", &s);
    if (st) return st;
    sql_bind_text(s, 1, name);
    if (sqlite3_step(s) == SQLITE_ROW) {
        out->runs = sqlite3_column_int64(s, 0);
        out->failed = sqlite3_column_int64(s, 1);
    }
    sqlite3_finalize(s);
    return LODE_OK;
}

static Status read_odds(const Sql *sql, const char *name, Arena *arena, StoreFutures *out)
{
    sqlite3_stmt *s;
    bool has;
    StoreOdds *odds = ARENA_ARRAY(arena, StoreOdds, ODDS_MOST);
    Status st = odds ? has_table(sql, "ensemble_odds", &has) : LODE_NO_MEMORY;
    if (st || !has) return st;
    st = sql_prepare(sql,
                     "SELECT asked, runs, hits, share, low, high FROM ensemble_odds"
                     " WHERE name = ?1 ORDER BY odds",
                     &s);
    if (st) return st;
    sql_bind_text(s, 1, name);
    while (out->n_odds < ODDS_MOST && sqlite3_step(s) == SQLITE_ROW)
        odds[out->n_odds++] = (StoreOdds){.asked = kept_text(s, 0, arena),
                                          .runs = sqlite3_column_int64(s, 1),
                                          .hits = sqlite3_column_int64(s, 2),
                                          .share = sql_number(s, 3),
                                          .low = sql_number(s, 4),
                                          .high = sql_number(s, 5)};
    sqlite3_finalize(s);
    out->odds = odds;
    return LODE_OK;
}

/* Totals count where they are known, as in ensemble/decide.h. */
static Status read_deciders(const Sql *sql, const char *name, Arena *arena, StoreFutures *out)
{
    sqlite3_stmt *s;
    StoreDecider *deciders = ARENA_ARRAY(arena, StoreDecider, DECIDERS_MOST);
    if (!deciders) return LODE_NO_MEMORY;
    const Status st = sql_prepare(
        sql,
        "SELECT i.label, i.known, i.source, avg(max(coalesce(e.total, e.share, 0), 0)) AS "
        "weight"
        " FROM ensemble_effect e JOIN ensemble_input i ON i.name = e.name AND i.input = e.input"
        " WHERE e.name = ?1 GROUP BY i.input HAVING weight > 0"
        " ORDER BY weight DESC, i.input LIMIT 10",
        &s);
    if (st) return st;
    sql_bind_text(s, 1, name);
    while (out->n_deciders < DECIDERS_MOST && sqlite3_step(s) == SQLITE_ROW)
        deciders[out->n_deciders++] = (StoreDecider){.label = kept_text(s, 0, arena),
                                                     .known = kept_text(s, 1, arena),
                                                     .source = kept_text(s, 2, arena),
                                                     .weight = sql_number(s, 3)};
    sqlite3_finalize(s);
    out->deciders = deciders;
    return LODE_OK;
}

Status store_read_futures(Store *store, const char *name, Arena *arena, Diag *diag,
                          StoreFutures *out)
{
    const Sql sql = store_sql(store, diag);
    bool has;
    *out = (StoreFutures){.runs = 0};
    Status st = has_ensembles(&sql, &has);
    if (!st && has) st = read_counts(&sql, name, out);
    if (st || !out->runs) return st;
    st = read_odds(&sql, name, arena, out);
    return st ? st : read_deciders(&sql, name, arena, out);
}
