/* A run written and read back; files that are not ours; a program killed while it writes. */
#include "support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "store/store.h"
#include "store/tables.h"
#include "unit/metrics/world.h"

/* A fresh folder for each test; its files are removed at the end. */
typedef struct Bench {
    char folder[64], file[96];
} Bench;

static Bench bench_open(void)
{
    Bench bench;
    snprintf(bench.folder, sizeof bench.folder, "/tmp/lode-store-XXXXXX");
    CHECK(mkdtemp(bench.folder) != NULL);
    snprintf(bench.file, sizeof bench.file, "%s/runs.sqlite", bench.folder);
    return bench;
}

static void bench_close(const Bench *bench)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", bench->folder);
    CHECK_INT(system(command), 0);
}

static Record *read_back(const char *file, const char *name)
{
    Store *store;
    Record *record;
    CHECK_OK(store_open(file, NULL, &store));
    CHECK_OK(store_read_run(store, name, NULL, &record));
    store_close(store);
    return record;
}

static void check_same_bits(const Record *a, const Record *b)
{
    for (int i = 0; i < n_month_tables; i++) {
        const size_t n = (size_t)a->n_steps * (size_t)table_items(&month_tables[i], a);
        for (int c = 0; c < month_tables[i].n_columns; c++)
            CHECK(memcmp(table_array(&month_tables[i], c, a),
                         table_array(&month_tables[i], c, b), n * sizeof(double)) == 0);
    }
    const size_t steps = (size_t)a->n_steps * sizeof(double);
    CHECK(memcmp(a->objective, b->objective, steps) == 0);
    CHECK(memcmp(a->balance_residual, b->balance_residual, steps) == 0);
    CHECK(memcmp(a->complementarity_residual, b->complementarity_residual, steps) == 0);
    CHECK(memcmp(a->solve_seconds, b->solve_seconds, steps) == 0);
    for (int32_t t = 0; t < a->n_steps; t++) {
        CHECK_INT(a->iterations[t], b->iterations[t]);
        CHECK_INT(a->restarts[t], b->restarts[t]);
    }
}

TEST(a_run_is_read_back_bit_by_bit)
{
    const Bench bench = bench_open();
    Record *a = world_baseline();
    a->price[0] = 1.0 / 3;
    a->price[2] = 5e-324;
    a->price[3] = -INFINITY;
    a->price[4] = 1.7976931348623157e308;
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    Record *b = read_back(bench.file, "baseline");
    check_same_bits(a, b);
    CHECK(isnan(b->price[CHINA_POWER]));
    CHECK(isinf(b->capacity[1]));
    CHECK_TEXT(b->regions[CHINA].name_zh, "中国");
    CHECK_TEXT(b->regions[FRANCE].group, "eu");
    CHECK_INT(b->commodities[POWER].stage, RECORD_NONE);
    CHECK(isnan(b->commodities[POWER].content_reo));
    CHECK_TEXT(b->demands[0].use_name, "Electric cars");
    CHECK_TEXT(b->demands[0].use_name_zh, "电动汽车");
    CHECK_NEAR(b->demands[0].per_device, 0.002, 0);
    CHECK_NEAR(b->demands[0].choke, 140000, 0);
    CHECK(isnan(b->demands[1].elasticity));
    CHECK_NEAR(b->routes[CHINA_JAPAN].wedge, 50, 0);
    CHECK_INT(b->n_levels, 3);
    CHECK_INT(b->levels[2].year, 2026);
    CHECK_NEAR(b->levels[2].index, 120, 0);
    CHECK_TEXT(b->levels[2].source, "assumption");
    CHECK_TEXT(b->levels[2].status, "estimate");
    CHECK_INT(b->n_rates, 2);
    CHECK_TEXT(b->rates[1].code, "CNY");
    CHECK_NEAR(b->rates[1].worth, 0.125, 0);
    CHECK_TEXT(b->rates[1].source, "bank");
    CHECK_TEXT(b->rates[1].status, "seen");
    CHECK_INT(b->n_touches, 2);
    CHECK_INT(b->touches[1].thing, RECORD_FACILITY);
    CHECK_INT(b->limit_routes[0].route, CHINA_JAPAN);
    int32_t n;
    const RecordRecipe *recipe = record_recipe_of(b, 2, &n);
    CHECK_INT(n, 2);
    CHECK_NEAR(recipe[0].coefficient, -0.33, 0);
    CHECK_TEXT(b->limits[0].id, "china-quota");
    CHECK_TEXT(b->policies[1].id, "japan-aid");
    CHECK_TEXT(b->policies[1].kind, "operating_subsidy");
    CHECK_TEXT(b->model_name, "small-world");
    CHECK_TEXT(b->currency, "USD");
    CHECK_INT(b->start, a->start);
    CHECK_INT(b->price_year, 2024);
    record_free(a);
    record_free(b);
    bench_close(&bench);
}

TEST(a_file_holds_many_runs_and_replaces_those_of_the_same_name)
{
    const Bench bench = bench_open();
    Record *a = world_baseline();
    Record *b = world_new("halt", (const double[]){60, 30, 30, 30});
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    CHECK_OK(store_write_run(bench.file, b, NULL, NULL));
    a->price[0] = 7;
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    Store *store;
    const StoreRun *runs;
    int32_t n;
    CHECK_OK(store_open(bench.file, NULL, &store));
    CHECK_OK(store_list_runs(store, NULL, &runs, &n));
    CHECK_INT(n, 2);
    CHECK_TEXT(runs[0].name, "baseline");
    CHECK_TEXT(runs[1].name, "halt");
    CHECK_INT(runs[1].end, 2026 * 12 + 1);
    store_close(store);
    Record *again = read_back(bench.file, NULL); /* the first */
    check_same_bits(a, again);
    record_free(a);
    record_free(b);
    record_free(again);
    bench_close(&bench);
}

TEST(the_headline_comes_back)
{
    const Bench bench = bench_open();
    Record *a = world_baseline();
    RunHeadline *headline, *again;
    Store *store;
    CHECK_OK(headline_new(1, &headline));
    headline->lines[headline->n++] =
        (HeadlineLine){"price", "japan", "", "ndpr-oxide", "", "USD/t", 2026, 90000.5};
    CHECK_OK(store_write_run(bench.file, a, headline, NULL));
    CHECK_OK(store_open(bench.file, NULL, &store));
    CHECK_OK(store_read_headline(store, "baseline", NULL, &again));
    CHECK_INT(again->n, 1);
    CHECK(headline_same(again, &headline->lines[0]) == &again->lines[0]);
    CHECK_NEAR(again->lines[0].value, 90000.5, 0);
    store_close(store);
    headline_free(headline);
    headline_free(again);
    record_free(a);
    bench_close(&bench);
}

/* One number from a statement, as a user of the sqlite3 shell would ask. */
static double ask(const char *file, const char *text)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    CHECK_INT(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    CHECK_INT(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    CHECK_INT(sqlite3_step(statement), SQLITE_ROW);
    const double value = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

TEST(views_speak_in_names_and_months)
{
    const Bench bench = bench_open();
    Record *a = world_baseline();
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    CHECK_NEAR(ask(bench.file,
                   "SELECT value FROM price WHERE month = '2026-01' AND region = 'japan'"
                   " AND commodity = 'ndpr-oxide' AND unit = 'USD/t'"),
               90000, 0);
    CHECK_NEAR(ask(bench.file, "SELECT sum(value) FROM trade WHERE from_region = 'china'"), 200,
               0);
    CHECK_NEAR(ask(bench.file, "SELECT sum(value) FROM output WHERE facility = 'cn-sep'"), 360,
               0);
    CHECK_NEAR(ask(bench.file, "SELECT max(utilisation) FROM output"), 0.8, 1e-12);
    CHECK_NEAR(ask(bench.file, "SELECT sum(devices_not_built) FROM shortage"), 60000, 1e-9);
    CHECK_NEAR(ask(bench.file, "SELECT count(*) FROM quota WHERE policy = 'china-quota'"), 4,
               0);
    CHECK_NEAR(ask(bench.file, "PRAGMA user_version"), 9, 0);
    record_free(a);
    bench_close(&bench);
}

static void check_not_opened(const char *file, const char *words)
{
    Store *store;
    Diag *diag = diag_new();
    CHECK_INT(store_open(file, diag, &store), LODE_IO);
    CHECK(store == NULL);
    if (!strstr(diag_message(diag, 0)->text, words))
        fail_msg("'%s' does not say '%s'", diag_message(diag, 0)->text, words);
    diag_free(diag);
}

static void run_sql(const char *file, const char *text)
{
    sqlite3 *db;
    CHECK_INT(sqlite3_open(file, &db), SQLITE_OK);
    CHECK_INT(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

TEST(files_that_are_not_ours_are_refused_in_words)
{
    const Bench bench = bench_open();
    check_not_opened(bench.file, "there is no such file");
    check_not_opened(bench.folder, "this is a folder");
    FILE *file = fopen(bench.file, "w");
    for (int i = 0; i < 1000; i++)
        fputs("this is no database, ", file);
    fclose(file);
    check_not_opened(bench.file, "not a results file of lode");
    Record *a = world_baseline();
    Diag *diag = diag_new();
    CHECK_INT(store_write_run(bench.file, a, NULL, diag), LODE_IO);
    CHECK_INT(store_write_run(bench.folder, a, NULL, diag), LODE_IO);
    CHECK_INT(store_write_run("/nowhere/at/all.sqlite", a, NULL, diag), LODE_IO);
    CHECK_INT(diag_errors(diag), 3);
    diag_free(diag);
    remove(bench.file);
    run_sql(bench.file, "CREATE TABLE t (a)");
    check_not_opened(bench.file, "not a results file of lode");
    remove(bench.file);
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    run_sql(bench.file, "PRAGMA user_version = 99");
    check_not_opened(bench.file, "version 99");
    record_free(a);
    bench_close(&bench);
}

TEST(a_damaged_run_is_refused)
{
    const Bench bench = bench_open();
    Record *a = world_baseline(), *b;
    Store *store;
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    run_sql(bench.file, "DELETE FROM market_month WHERE step = 1 AND market = 2");
    CHECK_OK(store_open(bench.file, NULL, &store));
    CHECK_INT(store_read_run(store, NULL, NULL, &b), LODE_IO);
    store_close(store);
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    run_sql(bench.file, "UPDATE market SET region = 77 WHERE market = 2");
    CHECK_OK(store_open(bench.file, NULL, &store));
    CHECK_INT(store_read_run(store, NULL, NULL, &b), LODE_IO);
    CHECK(b == NULL);
    store_close(store);
    record_free(a);
    bench_close(&bench);
}

TEST(an_unknown_run_is_told_with_a_suggestion)
{
    const Bench bench = bench_open();
    Record *a = world_baseline(), *b;
    Store *store;
    Diag *diag = diag_new();
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    CHECK_OK(store_open(bench.file, NULL, &store));
    CHECK_INT(store_read_run(store, "basline", diag, &b), LODE_NEGATIVE);
    CHECK_TEXT(diag_message(diag, 0)->text, "no run 'basline'; did you mean 'baseline'?");
    store_close(store);
    diag_free(diag);
    record_free(a);
    bench_close(&bench);
}

/* ---- size, speed, sudden death ---- */

/* 144 months of 600 markets, 300 facilities, 1200 routes, 300 demands, every value set. */
static Record *large_record(const char *name)
{
    const RecordSize size = {.n_steps = 144,
                             .n_regions = 25,
                             .n_stages = 1,
                             .n_commodities = 24,
                             .n_markets = 600,
                             .n_facilities = 300,
                             .n_routes = 1200,
                             .n_demands = 300,
                             .n_limits = 4};
    Record *r;
    CHECK_OK(record_new(&size, NULL, &r));
    r->run_name = name;
    r->start = 2025 * 12;
    for (int32_t i = 0; i < 25; i++)
        record_region_room(r)[i] = (RecordRegion){"r", "", "", ""};
    record_stage_room(r)[0] = (RecordStage){"s", "", ""};
    for (int32_t i = 0; i < 24; i++)
        record_commodity_room(r)[i] = (RecordCommodity){"c", "", "", "t", "", 0, 1, 1, 1};
    for (int32_t i = 0; i < 600; i++)
        record_market_room(r)[i] = (RecordMarket){i % 25, i / 25};
    for (int32_t i = 0; i < 300; i++) {
        record_facility_room(r)[i] = (RecordFacility){"k", "", "", "p", 0, 0, 0, 1};
        record_demand_room(r)[i] = (RecordDemand){"d", "", "", "", 0, 0, NAN, 0, 0, 0};
    }
    for (int32_t i = 0; i < 4; i++)
        record_limit_room(r)[i] = (RecordLimit){"l", "", ""};
    for (int i = 0; i < n_month_tables; i++)
        for (int c = 0; c < month_tables[i].n_columns; c++) {
            double *array = table_array(&month_tables[i], c, r);
            const size_t n = 144 * (size_t)table_items(&month_tables[i], r);
            for (size_t j = 0; j < n; j++)
                array[j] = 1.0 / (double)(j + 3 + (size_t)c);
        }
    return r;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

TEST(a_large_run_is_written_and_read_quickly)
{
    const Bench bench = bench_open();
    Record *a = large_record("large");
    const double start = seconds();
    CHECK_OK(store_write_run(bench.file, a, NULL, NULL));
    const double written = seconds();
    Record *b = read_back(bench.file, "large");
    const double read = seconds();
    check_same_bits(a, b);
    struct stat info;
    CHECK_INT(stat(bench.file, &info), 0);
    print_message("written in %.2f s, read in %.2f s, %.1f MB\n", written - start,
                  read - written, (double)info.st_size / 1e6);
    CHECK(written - start < 20); /* generous: sanitizers and busy machines */
    record_free(a);
    record_free(b);
    bench_close(&bench);
}

/* Starts a program that writes, kills it after `delay` microseconds; true if it was killed. */
static bool killed_while_writing(const char *file, const Record *record, long delay)
{
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) _exit(store_write_run(file, record, NULL, NULL) == LODE_OK ? 0 : 1);
    const struct timespec wait = {0, delay * 1000};
    nanosleep(&wait, NULL);
    kill(child, SIGKILL);
    int status;
    CHECK(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status);
}

TEST(a_program_killed_while_it_writes_leaves_the_old_file_whole)
{
    const Bench bench = bench_open();
    Record *old = world_baseline(), *large = large_record("large");
    CHECK_OK(store_write_run(bench.file, old, NULL, NULL));
    int killed = 0;
    for (long delay = 1000; delay < 1000000; delay = delay * 8 / 5) {
        killed += killed_while_writing(bench.file, large, delay);
        Record *again = read_back(bench.file, "baseline");
        check_same_bits(old, again);
        record_free(again);
        CHECK_NEAR(ask(bench.file, "SELECT count(*) = 0 FROM market_month WHERE run NOT IN"
                                   " (SELECT run FROM run)"),
                   1, 0);
    }
    CHECK(killed > 3);
    record_free(old);
    record_free(large);
    bench_close(&bench);
}

TEST(a_program_killed_while_it_creates_leaves_no_file)
{
    const Bench bench = bench_open();
    Record *large = large_record("large");
    CHECK(killed_while_writing(bench.file, large, 30000));
    CHECK(access(bench.file, F_OK) != 0);
    CHECK_OK(store_write_run(bench.file, large, NULL, NULL));
    record_free(large);
    bench_close(&bench);
}

/* Writes with room for only so many bytes in a file; the status, as an exit code of a child. */
static int write_with_room(const char *file, const Record *record, rlim_t bytes)
{
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        const struct rlimit limit = {bytes, bytes};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit((int)store_write_run(file, record, NULL, NULL));
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    return WEXITSTATUS(status);
}

TEST(a_full_disk_leaves_the_old_file_whole)
{
    const Bench bench = bench_open();
    Record *old = world_baseline(), *large = large_record("large");
    CHECK_INT(write_with_room(bench.file, large, 100000), LODE_IO);
    CHECK(access(bench.file, F_OK) != 0);
    CHECK_OK(store_write_run(bench.file, old, NULL, NULL));
    CHECK_INT(write_with_room(bench.file, large, 300000), LODE_IO);
    Record *again = read_back(bench.file, "baseline");
    check_same_bits(old, again);
    char command[160];
    snprintf(command, sizeof command, "test \"$(ls %s)\" = runs.sqlite", bench.folder);
    CHECK_INT(system(command), 0); /* nothing is left lying about */
    record_free(old);
    record_free(large);
    record_free(again);
    bench_close(&bench);
}
