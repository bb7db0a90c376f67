/* A record, into the rows of a run. */
#include <string.h>
#include <time.h>

#include "store/rows.h"
#include "store/tables.h"

enum { SQL_SIZE = 256 };

/* ---- names of things ---- */

static void utc_now(char *buffer, size_t size)
{
    const time_t now = time(NULL);
    struct tm parts;
    buffer[0] = '\0';
    if (gmtime_r(&now, &parts)) strftime(buffer, size, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

/* Writes the line of the run itself; *run gets its number. A run of the same name gives its
 * number to the new one. */
static Status write_run_row(const Sql *sql, const Record *r, int64_t *run)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(sql,
                            "INSERT INTO run (run, name, model, title, currency, price_year,"
                            " start, months_per_step, n_steps, lode_version, written)"
                            " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
                            &s);
    if (st) return st;
    char written[32];
    utc_now(written, sizeof written);
    if (*run) sqlite3_bind_int64(s, 1, *run);
    sql_bind_text(s, 2, r->run_name);
    sql_bind_text(s, 3, r->model_name);
    sql_bind_text(s, 4, r->title);
    sql_bind_text(s, 5, r->currency);
    sqlite3_bind_int(s, 6, r->price_year);
    sqlite3_bind_int(s, 7, r->start);
    sqlite3_bind_int(s, 8, r->months_per_step);
    sqlite3_bind_int(s, 9, r->n_steps);
    sql_bind_text(s, 10, LODE_VERSION);
    sql_bind_text(s, 11, written);
    st = sql_step(sql, s);
    sqlite3_finalize(s);
    *run = sqlite3_last_insert_rowid(sql->db);
    return st;
}

/* Binds the columns of item i behind run and i; returns nothing as binding to a prepared
 * statement of ours cannot fail but for memory, which the step then tells. */
typedef void BindItem(sqlite3_stmt *s, const Record *r, int32_t i);

static void bind_names(sqlite3_stmt *s, const char *id, const char *name, const char *name_zh)
{
    sql_bind_text(s, 3, id);
    sql_bind_text(s, 4, name);
    sql_bind_text(s, 5, name_zh);
}

static void bind_region(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordRegion *it = &r->regions[i];
    bind_names(s, it->id, it->name, it->name_zh);
    sql_bind_text(s, 6, it->group);
}

static void bind_stage(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordStage *it = &r->stages[i];
    bind_names(s, it->id, it->name, it->name_zh);
}

static void bind_commodity(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordCommodity *it = &r->commodities[i];
    bind_names(s, it->id, it->name, it->name_zh);
    sql_bind_text(s, 6, it->unit);
    sql_bind_text(s, 7, it->element);
    sql_bind_index(s, 8, it->stage);
    sql_bind_number(s, 9, it->price);
    sql_bind_number(s, 10, it->content_reo);
    sql_bind_number(s, 11, it->content_element);
}

static void bind_market(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_index(s, 3, r->markets[i].region);
    sql_bind_index(s, 4, r->markets[i].commodity);
}

static void bind_facility(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordFacility *it = &r->facilities[i];
    bind_names(s, it->id, it->name, it->name_zh);
    sql_bind_text(s, 6, it->process);
    sql_bind_index(s, 7, it->region);
    sql_bind_index(s, 8, it->stage);
    sql_bind_index(s, 9, it->main_commodity);
    sql_bind_number(s, 10, it->main_per_activity);
}

static void bind_route(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_index(s, 3, r->routes[i].commodity);
    sql_bind_index(s, 4, r->routes[i].from);
    sql_bind_index(s, 5, r->routes[i].to);
    sql_bind_number(s, 6, r->routes[i].freight);
    sql_bind_number(s, 7, r->routes[i].wedge);
}

static void bind_recipe(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_index(s, 3, r->recipe[i].facility);
    sql_bind_index(s, 4, r->recipe[i].commodity);
    sqlite3_bind_double(s, 5, r->recipe[i].coefficient);
}

static void bind_limit_route(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_index(s, 3, r->limit_routes[i].limit);
    sql_bind_index(s, 4, r->limit_routes[i].route);
}

static void bind_limit_facility(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordLimitFacility *it = &r->limit_facilities[i];
    sql_bind_index(s, 3, it->limit);
    sql_bind_index(s, 4, it->facility);
    sqlite3_bind_double(s, 5, it->output);
    sqlite3_bind_int(s, 6, it->under);
}

static void bind_touch(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_index(s, 3, r->touches[i].policy);
    sql_bind_index(s, 4, r->touches[i].thing);
    sql_bind_index(s, 5, r->touches[i].item);
}

static void bind_demand(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordDemand *it = &r->demands[i];
    sql_bind_text(s, 3, it->id);
    sql_bind_text(s, 4, it->use);
    sql_bind_text(s, 5, it->use_name);
    sql_bind_text(s, 6, it->use_name_zh);
    sql_bind_index(s, 7, it->region);
    sql_bind_index(s, 8, it->commodity);
    sql_bind_number(s, 9, it->per_device);
    sql_bind_number(s, 10, it->elasticity);
    sql_bind_number(s, 11, it->price);
    sql_bind_number(s, 12, it->choke);
}

static void bind_limit(sqlite3_stmt *s, const Record *r, int32_t i)
{
    bind_names(s, r->limits[i].id, r->limits[i].name, r->limits[i].name_zh);
}

static void bind_policy(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_text(s, 3, r->policies[i].id);
    sql_bind_text(s, 4, r->policies[i].kind);
}

static void bind_change(sqlite3_stmt *s, const Record *r, int32_t i)
{
    const RecordChange *it = &r->changes[i];
    const char *const texts[] = {it->cell, it->from, it->to, it->unit, it->scenario};
    for (int k = 0; k < 5; k++)
        sql_bind_text(s, 3 + k, texts[k]);
}

static void bind_rate(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sql_bind_text(s, 3, r->rates[i].code);
    sqlite3_bind_double(s, 4, r->rates[i].worth);
    sql_bind_text(s, 5, r->rates[i].source);
    sql_bind_text(s, 6, r->rates[i].status);
}

static void bind_level(sqlite3_stmt *s, const Record *r, int32_t i)
{
    sqlite3_bind_int(s, 3, r->levels[i].year);
    sqlite3_bind_double(s, 4, r->levels[i].index);
    sql_bind_text(s, 5, r->levels[i].source);
    sql_bind_text(s, 6, r->levels[i].status);
}

static Status write_items(const Sql *sql, int64_t run, const Record *r, const char *insert,
                          int32_t n, BindItem *bind)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(sql, insert, &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    for (int32_t i = 0; i < n && !st; i++) {
        sqlite3_bind_int(s, 2, i);
        bind(s, r, i);
        st = sql_step(sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_names(const Sql *sql, int64_t run, const Record *r)
{
    const struct {
        const char *insert;
        int32_t n;
        BindItem *bind;
    } lists[] = {
        {"INSERT INTO region VALUES (?1,?2,?3,?4,?5,?6)", r->n_regions, bind_region},
        {"INSERT INTO stage VALUES (?1,?2,?3,?4,?5)", r->n_stages, bind_stage},
        {"INSERT INTO commodity VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)", r->n_commodities,
         bind_commodity},
        {"INSERT INTO market VALUES (?1,?2,?3,?4)", r->n_markets, bind_market},
        {"INSERT INTO facility VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)", r->n_facilities,
         bind_facility},
        {"INSERT INTO recipe VALUES (?1,?2,?3,?4,?5)", r->n_recipe, bind_recipe},
        {"INSERT INTO route VALUES (?1,?2,?3,?4,?5,?6,?7)", r->n_routes, bind_route},
        {"INSERT INTO demand VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)", r->n_demands,
         bind_demand},
        {"INSERT INTO limits VALUES (?1,?2,?3,?4,?5)", r->n_limits, bind_limit},
        {"INSERT INTO limit_route VALUES (?1,?2,?3,?4)", r->n_limit_routes, bind_limit_route},
        {"INSERT INTO limit_facility VALUES (?1,?2,?3,?4,?5,?6)", r->n_limit_facilities,
         bind_limit_facility},
        {"INSERT INTO policy VALUES (?1,?2,?3,?4)", r->n_policies, bind_policy},
        {"INSERT INTO policy_touch VALUES (?1,?2,?3,?4,?5)", r->n_touches, bind_touch},
        {"INSERT INTO change VALUES (?1,?2,?3,?4,?5,?6,?7)", r->n_changes, bind_change},
        {"INSERT INTO exchange VALUES (?1,?2,?3,?4,?5,?6)", r->n_rates, bind_rate},
        {"INSERT INTO price_index VALUES (?1,?2,?3,?4,?5,?6)", r->n_levels, bind_level},
    };
    Status st = LODE_OK;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && !st; i++)
        st = write_items(sql, run, r, lists[i].insert, lists[i].n, lists[i].bind);
    return st;
}

/* ---- numbers ---- */

static Status write_table(const Sql *sql, int64_t run, const Record *r, const MonthTable *table)
{
    char insert[SQL_SIZE];
    table_insert_sql(table, insert, sizeof insert);
    sqlite3_stmt *s;
    Status st = sql_prepare(sql, insert, &s);
    if (st) return st;
    const double *arrays[STORE_COLUMNS_MAX];
    for (int c = 0; c < table->n_columns; c++)
        arrays[c] = table_array(table, c, r);
    const int32_t n = table_items(table, r);
    sqlite3_bind_int64(s, 1, run);
    for (int32_t t = 0; t < r->n_steps && !st; t++) {
        sqlite3_bind_int(s, 2, t);
        for (int32_t i = 0; i < n && !st; i++) {
            sqlite3_bind_int(s, 3, i);
            for (int c = 0; c < table->n_columns; c++)
                sql_bind_number(s, c + 4, arrays[c][(size_t)t * (size_t)n + (size_t)i]);
            st = sql_step(sql, s);
        }
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_steps(const Sql *sql, int64_t run, const Record *r)
{
    sqlite3_stmt *s;
    Status st =
        sql_prepare(sql, "INSERT INTO step VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)", &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    for (int32_t t = 0; t < r->n_steps && !st; t++) {
        char month[8];
        month_format(record_month(r, t), month, sizeof month);
        sqlite3_bind_int(s, 2, t);
        sql_bind_text(s, 3, month);
        sql_bind_number(s, 4, r->objective[t]);
        sql_bind_number(s, 5, r->balance_residual[t]);
        sql_bind_number(s, 6, r->complementarity_residual[t]);
        sql_bind_number(s, 7, r->solve_seconds[t]);
        sqlite3_bind_int(s, 8, r->iterations[t]);
        sqlite3_bind_int(s, 9, r->restarts[t]);
        sqlite3_bind_int(s, 10, r->unsettled[t]);
        st = sql_step(sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

static Status write_headline(const Sql *sql, int64_t run, const RunHeadline *headline)
{
    sqlite3_stmt *s;
    Status st =
        sql_prepare(sql, "INSERT INTO headline VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)", &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    for (int32_t i = 0; i < headline->n && !st; i++) {
        const HeadlineLine *line = &headline->lines[i];
        sqlite3_bind_int(s, 2, i);
        sql_bind_text(s, 3, line->metric);
        sql_bind_text(s, 4, line->region);
        sql_bind_text(s, 5, line->stage);
        sql_bind_text(s, 6, line->commodity);
        sql_bind_text(s, 7, line->use);
        sqlite3_bind_int(s, 8, line->year);
        sql_bind_number(s, 9, line->value);
        sql_bind_text(s, 10, line->unit);
        st = sql_step(sql, s);
    }
    sqlite3_finalize(s);
    return st;
}

Status rows_write(const Sql *sql, int64_t run, const Record *r, const RunHeadline *headline)
{
    Status st = write_run_row(sql, r, &run);
    if (!st) st = write_names(sql, run, r);
    if (!st) st = write_steps(sql, run, r);
    for (int i = 0; i < n_month_tables && !st; i++)
        st = write_table(sql, run, r, &month_tables[i]);
    if (!st && headline) st = write_headline(sql, run, headline);
    return st;
}
