/* The rows of a run, into a record. */
#include <stdio.h>
#include <string.h>

#include "store/rows.h"
#include "store/tables.h"

enum { SQL_SIZE = 256 };

const char *rows_text(Arena *arena, sqlite3_stmt *s, int column)
{
    const char *text = sql_text(s, column);
    return arena_text(arena, text, strlen(text));
}

Status rows_count(const Sql *sql, const char *table, int64_t run, int32_t *n)
{
    char text[SQL_SIZE];
    int64_t count = 0;
    snprintf(text, sizeof text, "SELECT count(*) FROM %s WHERE run = %lld", table,
             (long long)run);
    const Status st = sql_integer(sql, text, &count);
    *n = (int32_t)count;
    return st;
}

static Status read_sizes(const Sql *sql, int64_t run, RecordSize *size)
{
    const struct {
        const char *table;
        int32_t *n;
    } counts[] = {
        {"step", &size->n_steps},           {"region", &size->n_regions},
        {"stage", &size->n_stages},         {"commodity", &size->n_commodities},
        {"market", &size->n_markets},       {"facility", &size->n_facilities},
        {"route", &size->n_routes},         {"demand", &size->n_demands},
        {"limits", &size->n_limits},        {"policy", &size->n_policies},
        {"recipe", &size->n_recipe},        {"limit_route", &size->n_limit_routes},
        {"policy_touch", &size->n_touches}, {"limit_facility", &size->n_limit_facilities},
        {"change", &size->n_changes},       {"exchange", &size->n_rates},
        {"price_index", &size->n_levels},
    };
    Status st = LODE_OK;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0] && !st; i++)
        st = rows_count(sql, counts[i].table, run, counts[i].n);
    return st;
}

/* Puts item i of a list, whose columns follow its key, into the record. */
typedef bool TakeItem(sqlite3_stmt *s, Record *r, int32_t i);

static bool take_region(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordRegion *it = &record_region_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->name = rows_text(r->arena, s, 2);
    it->name_zh = rows_text(r->arena, s, 3);
    it->group = rows_text(r->arena, s, 4);
    return it->id && it->name && it->name_zh && it->group;
}

static bool take_stage(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordStage *it = &record_stage_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->name = rows_text(r->arena, s, 2);
    it->name_zh = rows_text(r->arena, s, 3);
    return it->id && it->name && it->name_zh;
}

static bool take_commodity(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordCommodity *it = &record_commodity_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->name = rows_text(r->arena, s, 2);
    it->name_zh = rows_text(r->arena, s, 3);
    it->unit = rows_text(r->arena, s, 4);
    it->element = rows_text(r->arena, s, 5);
    it->stage = sql_index(s, 6);
    it->price = sql_number(s, 7);
    it->content_reo = sql_number(s, 8);
    it->content_element = sql_number(s, 9);
    return it->id && it->name && it->name_zh && it->unit && it->element;
}

static bool take_market(sqlite3_stmt *s, Record *r, int32_t i)
{
    record_market_room(r)[i] = (RecordMarket){sql_index(s, 1), sql_index(s, 2)};
    return true;
}

static bool take_facility(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordFacility *it = &record_facility_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->name = rows_text(r->arena, s, 2);
    it->name_zh = rows_text(r->arena, s, 3);
    it->process = rows_text(r->arena, s, 4);
    it->region = sql_index(s, 5);
    it->stage = sql_index(s, 6);
    it->main_commodity = sql_index(s, 7);
    it->main_per_activity = sql_number(s, 8);
    return it->id && it->name && it->name_zh && it->process;
}

static bool take_route(sqlite3_stmt *s, Record *r, int32_t i)
{
    record_route_room(r)[i] = (RecordRoute){sql_index(s, 1), sql_index(s, 2), sql_index(s, 3),
                                            sql_number(s, 4), sql_number(s, 5)};
    return true;
}

static bool take_recipe(sqlite3_stmt *s, Record *r, int32_t i)
{
    record_recipe_room(r)[i] =
        (RecordRecipe){sql_index(s, 1), sql_index(s, 2), sql_number(s, 3)};
    return true;
}

static bool take_limit_route(sqlite3_stmt *s, Record *r, int32_t i)
{
    record_limit_route_room(r)[i] = (RecordLimitRoute){sql_index(s, 1), sql_index(s, 2)};
    return true;
}

static bool take_limit_facility(sqlite3_stmt *s, Record *r, int32_t i)
{
    record_limit_facility_room(r)[i] = (RecordLimitFacility){sql_index(s, 1), sql_index(s, 2),
                                                             sql_number(s, 3), sql_index(s, 4)};
    return true;
}

static bool take_touch(sqlite3_stmt *s, Record *r, int32_t i)
{
    record_touch_room(r)[i] = (RecordTouch){sql_index(s, 1), sql_index(s, 2), sql_index(s, 3)};
    return true;
}

static bool take_demand(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordDemand *it = &record_demand_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->use = rows_text(r->arena, s, 2);
    it->use_name = rows_text(r->arena, s, 3);
    it->use_name_zh = rows_text(r->arena, s, 4);
    it->region = sql_index(s, 5);
    it->commodity = sql_index(s, 6);
    it->per_device = sql_number(s, 7);
    it->elasticity = sql_number(s, 8);
    it->price = sql_number(s, 9);
    it->choke = sql_number(s, 10);
    return it->id && it->use && it->use_name && it->use_name_zh;
}

static bool take_limit(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordLimit *it = &record_limit_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->name = rows_text(r->arena, s, 2);
    it->name_zh = rows_text(r->arena, s, 3);
    return it->id && it->name && it->name_zh;
}

static bool take_policy(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordPolicy *it = &record_policy_room(r)[i];
    it->id = rows_text(r->arena, s, 1);
    it->kind = rows_text(r->arena, s, 2);
    return it->id && it->kind;
}

static bool take_change(sqlite3_stmt *s, Record *r, int32_t i)
{
    const char *texts[5];
    bool ok = true;
    for (int k = 0; k < 5; k++) {
        texts[k] = rows_text(r->arena, s, k + 1);
        ok = ok && texts[k];
    }
    record_change_room(r)[i] = (RecordChange){texts[0], texts[1], texts[2], texts[3], texts[4]};
    return ok;
}

static bool take_rate(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordRate *it = &record_rate_room(r)[i];
    it->code = rows_text(r->arena, s, 1);
    it->worth = sql_number(s, 2);
    it->source = rows_text(r->arena, s, 3);
    it->status = rows_text(r->arena, s, 4);
    return it->code && it->source && it->status;
}

static bool take_level(sqlite3_stmt *s, Record *r, int32_t i)
{
    RecordLevel *it = &record_level_room(r)[i];
    it->year = sqlite3_column_int(s, 1);
    it->index = sql_number(s, 2);
    it->source = rows_text(r->arena, s, 3);
    it->status = rows_text(r->arena, s, 4);
    return it->source && it->status;
}

static Status damaged(const Sql *sql, const char *table)
{
    diag_error(sql->diag, sql->path, 0, 0, table,
               "the file is damaged: rows of the run are missing");
    return LODE_IO;
}

static Status read_items(const Sql *sql, int64_t run, Record *r, const char *select,
                         const char *table, int32_t n, TakeItem *take)
{
    char text[SQL_SIZE];
    snprintf(text, sizeof text, "SELECT %s, %s FROM %s WHERE run = ?1 ORDER BY %s", table,
             select, table, table);
    sqlite3_stmt *s;
    Status st = sql_prepare(sql, text, &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    for (int32_t i = 0; i < n && !st; i++) {
        if (sqlite3_step(s) != SQLITE_ROW || sql_index(s, 0) != i)
            st = damaged(sql, table);
        else if (!take(s, r, i))
            st = LODE_NO_MEMORY;
    }
    sqlite3_finalize(s);
    return st;
}

#define NAMES "id, name, name_zh"

static Status read_names(const Sql *sql, int64_t run, Record *r)
{
    const struct {
        const char *table, *select;
        int32_t n;
        TakeItem *take;
    } lists[] = {
        {"region", NAMES ", bloc", r->n_regions, take_region},
        {"stage", NAMES, r->n_stages, take_stage},
        {"commodity", NAMES ", unit, element, stage, price, content_reo, content_element",
         r->n_commodities, take_commodity},
        {"market", "region, commodity", r->n_markets, take_market},
        {"facility", NAMES ", process, region, stage, main_commodity, main_per_activity",
         r->n_facilities, take_facility},
        {"recipe", "facility, commodity, coefficient", r->n_recipe, take_recipe},
        {"route", "commodity, from_region, to_region, freight, wedge", r->n_routes, take_route},
        {"demand",
         "id, use, use_name, use_name_zh, region, commodity, per_device, elasticity, price, "
         "choke",
         r->n_demands, take_demand},
        {"limits", NAMES, r->n_limits, take_limit},
        {"limit_route", "limits, route", r->n_limit_routes, take_limit_route},
        {"limit_facility", "limits, facility, output, under", r->n_limit_facilities,
         take_limit_facility},
        {"policy", "id, kind", r->n_policies, take_policy},
        {"policy_touch", "policy, thing, item", r->n_touches, take_touch},
        {"change", "cell, before, after, unit, scenario", r->n_changes, take_change},
        {"exchange", "code, worth, source, status", r->n_rates, take_rate},
        {"price_index", "year, level, source, status", r->n_levels, take_level},
    };
    Status st = LODE_OK;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && !st; i++)
        st =
            read_items(sql, run, r, lists[i].select, lists[i].table, lists[i].n, lists[i].take);
    return st;
}

/* Indices point into their lists; a file that says otherwise is damaged. */
static bool in_list(int32_t index, int32_t n, bool may_be_none)
{
    return (index >= 0 && index < n) || (may_be_none && index == RECORD_NONE);
}

static bool lists_hold(const Record *r)
{
    bool ok = true;
    for (int32_t i = 0; i < r->n_recipe; i++)
        ok = ok && in_list(r->recipe[i].facility, r->n_facilities, false) &&
             in_list(r->recipe[i].commodity, r->n_commodities, false);
    for (int32_t i = 0; i < r->n_limit_routes; i++)
        ok = ok && in_list(r->limit_routes[i].limit, r->n_limits, false) &&
             in_list(r->limit_routes[i].route, r->n_routes, false);
    for (int32_t i = 0; i < r->n_limit_facilities; i++)
        ok = ok && in_list(r->limit_facilities[i].limit, r->n_limits, false) &&
             in_list(r->limit_facilities[i].facility, r->n_facilities, false);
    for (int32_t i = 0; i < r->n_touches; i++) {
        const int32_t things[] = {r->n_routes, r->n_facilities, r->n_demands};
        ok = ok && in_list(r->touches[i].policy, r->n_policies, false) &&
             in_list(r->touches[i].thing, 3, false) &&
             in_list(r->touches[i].item, things[r->touches[i].thing], false);
    }
    return ok;
}

static bool indices_hold(const Record *r)
{
    bool ok = lists_hold(r);
    for (int32_t i = 0; i < r->n_commodities; i++)
        ok = ok && in_list(r->commodities[i].stage, r->n_stages, true);
    for (int32_t i = 0; i < r->n_markets; i++)
        ok = ok && in_list(r->markets[i].region, r->n_regions, false) &&
             in_list(r->markets[i].commodity, r->n_commodities, false);
    for (int32_t i = 0; i < r->n_facilities; i++)
        ok = ok && in_list(r->facilities[i].region, r->n_regions, false) &&
             in_list(r->facilities[i].stage, r->n_stages, true) &&
             in_list(r->facilities[i].main_commodity, r->n_commodities, true);
    for (int32_t i = 0; i < r->n_routes; i++)
        ok = ok && in_list(r->routes[i].commodity, r->n_commodities, false) &&
             in_list(r->routes[i].from, r->n_regions, false) &&
             in_list(r->routes[i].to, r->n_regions, false);
    for (int32_t i = 0; i < r->n_demands; i++)
        ok = ok && in_list(r->demands[i].region, r->n_regions, false) &&
             in_list(r->demands[i].commodity, r->n_commodities, false);
    return ok;
}

static Status read_table(const Sql *sql, int64_t run, Record *r, const MonthTable *table)
{
    char select[SQL_SIZE];
    table_select_sql(table, select, sizeof select);
    sqlite3_stmt *s;
    Status st = sql_prepare(sql, select, &s);
    if (st) return st;
    double *arrays[STORE_COLUMNS_MAX];
    for (int c = 0; c < table->n_columns; c++)
        arrays[c] = table_array(table, c, r);
    sqlite3_bind_int64(s, 1, run);
    const int32_t n = table_items(table, r);
    for (int32_t t = 0; t < r->n_steps && !st; t++)
        for (int32_t i = 0; i < n && !st; i++) {
            const bool row = sqlite3_step(s) == SQLITE_ROW;
            if (!row || sql_index(s, 0) != t || sql_index(s, 1) != i) {
                st = damaged(sql, table->name);
                break;
            }
            for (int c = 0; c < table->n_columns; c++)
                arrays[c][(size_t)t * (size_t)n + (size_t)i] = sql_number(s, c + 2);
        }
    sqlite3_finalize(s);
    return st;
}

static Status read_steps(const Sql *sql, int64_t run, Record *r)
{
    sqlite3_stmt *s;
    Status st =
        sql_prepare(sql,
                    "SELECT step, objective, balance_residual, complementarity_residual,"
                    " solve_seconds, iterations, restarts, unsettled FROM step WHERE run = ?1"
                    " ORDER BY step",
                    &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    for (int32_t t = 0; t < r->n_steps && !st; t++) {
        if (sqlite3_step(s) != SQLITE_ROW || sql_index(s, 0) != t) {
            st = damaged(sql, "step");
            break;
        }
        r->objective[t] = sql_number(s, 1);
        r->balance_residual[t] = sql_number(s, 2);
        r->complementarity_residual[t] = sql_number(s, 3);
        r->solve_seconds[t] = sql_number(s, 4);
        r->iterations[t] = sqlite3_column_int(s, 5);
        r->restarts[t] = sqlite3_column_int(s, 6);
        r->unsettled[t] = sqlite3_column_int(s, 7);
    }
    sqlite3_finalize(s);
    return st;
}

static Status read_run_row(const Sql *sql, int64_t run, Record *r)
{
    sqlite3_stmt *s;
    Status st = sql_prepare(sql,
                            "SELECT name, model, title, currency, price_year, start,"
                            " months_per_step FROM run WHERE run = ?1",
                            &s);
    if (st) return st;
    sqlite3_bind_int64(s, 1, run);
    if (sqlite3_step(s) == SQLITE_ROW) {
        r->run_name = rows_text(r->arena, s, 0);
        r->model_name = rows_text(r->arena, s, 1);
        r->title = rows_text(r->arena, s, 2);
        r->currency = rows_text(r->arena, s, 3);
        r->price_year = sqlite3_column_int(s, 4);
        r->start = sqlite3_column_int(s, 5);
        r->months_per_step = sqlite3_column_int(s, 6);
        if (!r->run_name || !r->model_name || !r->title || !r->currency) st = LODE_NO_MEMORY;
        if (!st && r->months_per_step < 1) st = damaged(sql, "run");
    } else {
        st = damaged(sql, "run");
    }
    sqlite3_finalize(s);
    return st;
}

static Status read_record(const Sql *sql, int64_t run, Record *r)
{
    Status st = read_run_row(sql, run, r);
    if (!st) st = read_names(sql, run, r);
    if (!st && !indices_hold(r)) st = damaged(sql, "market");
    if (!st) st = read_steps(sql, run, r);
    for (int i = 0; i < n_month_tables && !st; i++)
        st = read_table(sql, run, r, &month_tables[i]);
    return st;
}

Status rows_read(const Sql *sql, int64_t run, Record **out)
{
    RecordSize size = {0};
    Record *record = NULL;
    *out = NULL;
    Status st = read_sizes(sql, run, &size);
    if (!st) st = record_new(&size, NULL, &record);
    if (!st) st = read_record(sql, run, record);
    if (st) {
        record_free(record);
        return st;
    }
    *out = record;
    return LODE_OK;
}
