/* What the runs of an ensemble have in common, as tables of a results file. */
#include <stdio.h>

#include "store/ensemble.h"
#include "store/sql.h"
#include "store/store.h"

enum { BUSY_WAIT = 5000 /* ms */ };

#define BANDS "q05 REAL, q25 REAL, q50 REAL, q75 REAL, q95 REAL, mean REAL, n INTEGER NOT NULL"

/* Not in schema.c: files without ensembles have no such tables. */
static const char *const schema =
    "CREATE TABLE IF NOT EXISTS ensemble (name TEXT PRIMARY KEY, runs INTEGER NOT NULL,"
    " failed INTEGER NOT NULL, seed TEXT NOT NULL, sequence TEXT NOT NULL,"
    " fingerprint TEXT NOT NULL, lode_version TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_input (name TEXT NOT NULL, input INTEGER NOT NULL,"
    " id TEXT NOT NULL, label TEXT NOT NULL, is_factor INTEGER NOT NULL, low REAL NOT NULL,"
    " usual REAL NOT NULL, high REAL NOT NULL, dist TEXT NOT NULL, cells INTEGER NOT NULL,"
    " known TEXT NOT NULL, source TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,"
    " PRIMARY KEY (name, input)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_item (name TEXT NOT NULL, item INTEGER NOT NULL,"
    " metric TEXT NOT NULL, region TEXT NOT NULL, partner TEXT NOT NULL,"
    " commodity TEXT NOT NULL, stage TEXT NOT NULL, facility TEXT NOT NULL,"
    " process TEXT NOT NULL, use TEXT NOT NULL, unit TEXT NOT NULL,"
    " PRIMARY KEY (name, item)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_month (name TEXT NOT NULL, item INTEGER NOT NULL,"
    " step INTEGER NOT NULL, month TEXT NOT NULL, " BANDS
    ", PRIMARY KEY (name, item, step)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_year (name TEXT NOT NULL, item INTEGER NOT NULL,"
    " year INTEGER NOT NULL, " BANDS ", PRIMARY KEY (name, item, year)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_effect (name TEXT NOT NULL, item INTEGER NOT NULL,"
    " year INTEGER NOT NULL, input INTEGER NOT NULL, share REAL, share_low REAL,"
    " share_high REAL, total REAL, total_low REAL, total_high REAL, at_low REAL, at_high REAL,"
    " PRIMARY KEY (name, item, year, input)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_odds (name TEXT NOT NULL, odds INTEGER NOT NULL,"
    " asked TEXT NOT NULL, item INTEGER NOT NULL, year INTEGER NOT NULL,"
    " is_above INTEGER NOT NULL, bound REAL NOT NULL, runs INTEGER NOT NULL,"
    " hits INTEGER NOT NULL, share REAL, low REAL, high REAL,"
    " PRIMARY KEY (name, odds)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS ensemble_failure (name TEXT NOT NULL, run INTEGER NOT NULL,"
    " reason TEXT NOT NULL, PRIMARY KEY (name, run)) STRICT, WITHOUT ROWID;";

typedef struct Out {
    Sql sql;
    const Ensemble *e;
    const Summary *summary;
    const Decisions *decisions;
    const char *name;
} Out;

static Status clear(const Out *out)
{
    static const char *const tables[] = {"ensemble",       "ensemble_input",  "ensemble_item",
                                         "ensemble_month", "ensemble_year",   "ensemble_effect",
                                         "ensemble_odds",  "ensemble_failure"};
    Status st = sql_run(&out->sql, schema);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && !st; i++) {
        char text[96];
        sqlite3_stmt *s;
        snprintf(text, sizeof text, "DELETE FROM %s WHERE name = ?1", tables[i]);
        st = sql_prepare(&out->sql, text, &s);
        if (st) return st;
        sql_bind_text(s, 1, out->name);
        st = sql_step(&out->sql, s);
        sqlite3_finalize(s);
    }
    return st;
}

static Status write_facts(const Out *out)
{
    const EnsembleOptions *o = &out->e->options;
    char seed[32], fingerprint[32];
    sqlite3_stmt *s;
    Status st = sql_prepare(&out->sql, "INSERT INTO ensemble VALUES (?,?,?,?,?,?,?)", &s);
    if (st) return st;
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)o->design.seed);
    snprintf(fingerprint, sizeof fingerprint, "%016llx",
             (unsigned long long)out->e->fingerprint);
    sql_bind_text(s, 1, out->name);
    sqlite3_bind_int64(s, 2, out->summary->n);
    sqlite3_bind_int64(s, 3, out->summary->failed);
    sql_bind_text(s, 4, seed);
    sql_bind_text(s, 5, sequence_name(o->design.sequence));
    sql_bind_text(s, 6, fingerprint);
    sql_bind_text(s, 7, LODE_VERSION);
    st = sql_step(&out->sql, s);
    sqlite3_finalize(s);
    return st;
}

static void bind_input(sqlite3_stmt *s, const Dimension *d)
{
    static const char *const dists[] = {"uniform", "triangular", "loguniform", "normal",
                                        "lognormal"};
    sql_bind_text(s, 3, d->id);
    sql_bind_text(s, 4, d->label);
    sqlite3_bind_int(s, 5, d->as == UNCERTAIN_FACTOR);
    sqlite3_bind_double(s, 6, d->spread.low);
    sqlite3_bind_double(s, 7, d->spread.mode);
    sqlite3_bind_double(s, 8, d->spread.high);
    sql_bind_text(s, 9, dists[d->spread.kind]);
    sqlite3_bind_int(s, 10, d->n_cells);
    sql_bind_text(s, 11, input_class_name(d->known));
    sql_bind_text(s, 12, d->source);
    sql_bind_text(s, 13, d->place.file);
    sqlite3_bind_int(s, 14, d->place.line);
}

static Status write_inputs(const Out *out)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(
        &out->sql, "INSERT INTO ensemble_input VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", &s);
    for (int32_t i = 0; i < out->e->design.dimensions.n && !st; i++) {
        sql_bind_text(s, 1, out->name);
        sqlite3_bind_int(s, 2, i);
        bind_input(s, &out->e->design.dimensions.items[i]);
        st = sql_step(&out->sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_items(const Out *out)
{
    sqlite3_stmt *s;
    Status st =
        sql_prepare(&out->sql, "INSERT INTO ensemble_item VALUES (?,?,?,?,?,?,?,?,?,?,?)", &s);
    for (int32_t i = 0; i < out->e->variables.n && !st; i++) {
        const Variable *v = &out->e->variables.items[i];
        const char *const texts[] = {v->metric->id,       v->filter.region, v->filter.partner,
                                     v->filter.commodity, v->filter.stage,  v->filter.facility,
                                     v->filter.process,   v->filter.use,    v->unit};
        sql_bind_text(s, 1, out->name);
        sqlite3_bind_int(s, 2, i);
        for (int k = 0; k < 9; k++)
            sql_bind_text(s, 3 + k, texts[k]);
        st = sql_step(&out->sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static void bind_band(sqlite3_stmt *s, int first, const Band *band)
{
    for (int q = 0; q < SUMMARY_QUANTILES; q++)
        sql_bind_number(s, first + q, band->quantile[q]);
    sql_bind_number(s, first + SUMMARY_QUANTILES, band->mean);
    sqlite3_bind_int64(s, first + SUMMARY_QUANTILES + 1, band->n);
}

static Status write_months(const Out *out)
{
    const Variables *vs = &out->e->variables;
    sqlite3_stmt *s;
    Status st =
        sql_prepare(&out->sql, "INSERT INTO ensemble_month VALUES (?,?,?,?,?,?,?,?,?,?,?)", &s);
    for (int32_t i = 0; i < vs->n * vs->n_steps && !st; i++) {
        char month[16];
        const int32_t step = i % vs->n_steps;
        month_format(vs->start + step * vs->months_per_step, month, sizeof month);
        sql_bind_text(s, 1, out->name);
        sqlite3_bind_int(s, 2, i / vs->n_steps);
        sqlite3_bind_int(s, 3, step);
        sql_bind_text(s, 4, month);
        bind_band(s, 5, &out->summary->monthly[i]);
        st = sql_step(&out->sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_years(const Out *out)
{
    const Variables *vs = &out->e->variables;
    sqlite3_stmt *s;
    Status st =
        sql_prepare(&out->sql, "INSERT INTO ensemble_year VALUES (?,?,?,?,?,?,?,?,?,?)", &s);
    for (int32_t i = 0; i < vs->n * vs->n_years && !st; i++) {
        sql_bind_text(s, 1, out->name);
        sqlite3_bind_int(s, 2, i / vs->n_years);
        sqlite3_bind_int(s, 3, vs->years[i % vs->n_years]);
        bind_band(s, 4, &out->summary->yearly[i]);
        st = sql_step(&out->sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_effect(const Out *out, sqlite3_stmt *s, int32_t a, int32_t input)
{
    const Ensemble *e = out->e;
    const Answer *answer = &out->decisions->answers[a];
    const Influence *f = &out->decisions->influence[a * e->design.dimensions.n + input];
    const double numbers[] = {f->share,     f->share_low,  f->share_high, f->total,
                              f->total_low, f->total_high, f->at_low,     f->at_high};
    sql_bind_text(s, 1, out->name);
    sqlite3_bind_int(s, 2, answer->variable);
    sqlite3_bind_int(s, 3, e->variables.years[answer->period]);
    sqlite3_bind_int(s, 4, input);
    for (int i = 0; i < 8; i++)
        sql_bind_number(s, 5 + i, numbers[i]);
    return sql_step(&out->sql, s);
}

static Status write_effects(const Out *out)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(&out->sql,
                            "INSERT INTO ensemble_effect VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", &s);
    for (int32_t a = 0; a < out->decisions->n_answers && !st; a++)
        for (int32_t i = 0; i < out->e->design.dimensions.n && !st; i++)
            st = write_effect(out, s, a, i);
    sqlite3_finalize(s);
    return st;
}

static void bind_odds(sqlite3_stmt *s, const Odds *odds, const OddsCount *count)
{
    sql_bind_text(s, 3, odds->text);
    sqlite3_bind_int(s, 4, odds->variable);
    sqlite3_bind_int(s, 5, odds->year);
    sqlite3_bind_int(s, 6, odds->above);
    sqlite3_bind_double(s, 7, odds->bound);
    sqlite3_bind_int64(s, 8, count->n);
    sqlite3_bind_int64(s, 9, count->hits);
    sql_bind_number(s, 10, count->share);
    sql_bind_number(s, 11, count->low);
    sql_bind_number(s, 12, count->high);
}

static Status write_odds(const Out *out)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(&out->sql,
                            "INSERT INTO ensemble_odds VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", &s);
    for (int i = 0; i < out->e->options.n_odds && !st; i++) {
        sql_bind_text(s, 1, out->name);
        sqlite3_bind_int(s, 2, i);
        bind_odds(s, &out->e->odds[i], &out->summary->odds[i]);
        st = sql_step(&out->sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_failures(const Out *out)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(&out->sql, "INSERT INTO ensemble_failure VALUES (?,?,?)", &s);
    for (int64_t i = 0; i < out->summary->n && out->summary->failed && !st; i++) {
        EnsembleRun run;
        st = ensemble_read(out->e, i, &run);
        if (st || !run.status) continue;
        sql_bind_text(s, 1, out->name);
        sqlite3_bind_int64(s, 2, i);
        sql_bind_text(s, 3, run.reason);
        st = sql_step(&out->sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_all(const Out *out)
{
    Status st = sql_run(&out->sql, "PRAGMA cache_spill = OFF; BEGIN IMMEDIATE");
    if (st) return st;
    st = clear(out);
    if (!st) st = write_facts(out);
    if (!st) st = write_inputs(out);
    if (!st) st = write_items(out);
    if (!st) st = write_months(out);
    if (!st) st = write_years(out);
    if (!st) st = write_effects(out);
    if (!st) st = write_odds(out);
    if (!st) st = write_failures(out);
    if (!st) st = sql_run(&out->sql, "COMMIT");
    if (st) sqlite3_exec(out->sql.db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

Status store_ensemble_tables(const Ensemble *e, const Summary *summary,
                             const Decisions *decisions, const char *name, const char *path,
                             Diag *diag)
{
    Record central = *e->central;
    central.run_name = name;
    Status st = store_write_run(path, &central, e->headline, diag);
    if (st) return st;
    Out out = {.sql = {.path = path, .diag = diag},
               .e = e,
               .summary = summary,
               .decisions = decisions,
               .name = name};
    if (sqlite3_open_v2(path, &out.sql.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        st = sql_failed(&out.sql);
    if (!st) sqlite3_busy_timeout(out.sql.db, BUSY_WAIT);
    if (!st) st = write_all(&out);
    sqlite3_close(out.sql.db);
    return st;
}
