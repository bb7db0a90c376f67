/* show, compare and export on a results file made from the small world of the metrics' tests.
 */
#include "support/test.h"

#include <jansson.h>

#include "store/store.h"
#include "unit/cli/program.h"
#include "unit/metrics/world.h"

static void write_run(const Desk *desk, const char *name, const double *to_japan)
{
    char path[96];
    RunHeadline *headline;
    Record *r = world_new(name, to_japan);
    snprintf(path, sizeof path, "%s/runs.sqlite", desk->folder);
    CHECK_OK(headline_new(2, &headline));
    headline->lines[headline->n++] =
        (HeadlineLine){"price", "japan", "", "ndpr-oxide", "", "USD/t", 2025, 60000};
    headline->lines[headline->n++] =
        (HeadlineLine){"shortage", "", "", "magnet", "ev", "t", 0, 120};
    CHECK_OK(store_write_run(path, r, headline, NULL));
    headline_free(headline);
    record_free(r);
}

static Desk desk_with_runs(void)
{
    const Desk desk = desk_open();
    write_run(&desk, "baseline", (const double[]){60, 60, 60, 60});
    write_run(&desk, "halt", (const double[]){60, 60, 40, 40});
    return desk;
}

static json_t *lode_json(const Desk *desk, const char *arguments)
{
    Said said = lode(desk, arguments);
    json_error_t error;
    CHECK_INT(said.code, 0);
    json_t *value = json_loads(said.out, 0, &error);
    if (!value) fail_msg("line %d: %s\n%s", error.line, error.text, said.out);
    said_free(&said);
    return value;
}

TEST(a_file_is_shown_with_its_runs_and_headlines)
{
    const Desk desk = desk_with_runs();
    Said said = lode(&desk, "show runs.sqlite");
    CHECK_INT(said.code, 0);
    check_says(said.out, "baseline  2025-11  2026-02  small-world");
    check_says(said.out, "NdPr oxide  USD/t  60,000");
    check_says(said.out, "magnet");
    said_free(&said);
    json_t *value = lode_json(&desk, "show runs.sqlite --json");
    CHECK_INT(json_array_size(json_object_get(value, "runs")), 2);
    json_decref(value);
    desk_close(&desk);
}

/* halt: china makes 100, 100, 80, 80 */
TEST(a_metric_is_shown_by_year_month_and_thing)
{
    const Desk desk = desk_with_runs();
    check_lode(&desk, "show runs.sqlite production -c ndpr-oxide --region china --run halt", 0,
               "production, t\nyear   production\n2025*         200\n2026*         160\n* only",
               "");
    check_lode(&desk,
               "show runs.sqlite production -c ndpr-oxide --by region --run halt --year 2026",
               0, "china      160\ngermany     40\n", "2 lines left out that are zero");
    check_lode(&desk, "show runs.sqlite price -c ndpr-oxide --region japan --month 2026-01", 0,
               "2026-01  90,000", "");
    check_lode(&desk,
               "show runs.sqlite imports --region japan --by partner --by month --csv "
               "--run halt --year 2026",
               0,
               "partner,month,imports,unit\nchina,2026-01,40,t\nchina,2026-02,40,t\n"
               "germany,2026-01,6,t\ngermany,2026-02,6,t\n",
               "");
    check_lode(&desk,
               "show runs.sqlite share --region china -c ndpr-oxide --run baseline "
               "--run halt --year 2026",
               0, "baseline  0.8333\nhalt         0.8\n", "");
    desk_close(&desk);
}

/* The world's rate is 0.125 USD for one CNY, so 90,000 USD/t are 720,000 CNY/t and the 16
 * million USD that Japan's users pay for 200 t of magnets at 80,000 USD/t are 128 million CNY.
 */
TEST(money_is_shown_in_another_currency)
{
    const Desk desk = desk_with_runs();
    check_lode(&desk,
               "show runs.sqlite price -c ndpr-oxide --region japan --month 2026-01 "
               "--currency CNY",
               0, "price, CNY/t\nmonth      price\n2026-01  720,000",
               "1 USD = 8 CNY (bank, seen)");
    check_lode(&desk,
               "show runs.sqlite demand_value -c magnet --month 2025-11 --csv --currency CNY",
               0, "2025-11,128000000,CNY", "");
    check_lode(&desk, "show runs.sqlite production -c magnet --month 2025-11 --currency CNY", 0,
               "production, t\n", "");
    check_lode(&desk, "show runs.sqlite --run baseline --currency CNY", 0,
               "NdPr oxide  CNY/t  480,000", "");
    check_lode(&desk, "show runs.sqlite price -c ndpr-oxide --currency GBP", 2, "",
               "no exchange rate for 'GBP' in the model of this run; it has USD, EUR, CNY");
    check_lode(&desk, "show runs.sqlite --currency GBP", 2, "", "no exchange rate for 'GBP'");
    check_lode(&desk, "compare runs.sqlite baseline halt --currency CNY", 0, "million CNY", "");
    desk_close(&desk);
}

/* The world's index is 80 in 2024, whose money it counts in, 100 in 2025 and 120 in 2026: what
 * costs 90,000 then costs 135,000 in its own time, and 60,000 in 2025 are 75,000. */
TEST(money_is_shown_in_that_of_its_own_time)
{
    const Desk desk = desk_with_runs();
    check_lode(&desk,
               "show runs.sqlite price -c ndpr-oxide --region japan --month 2026-01 --nominal",
               0, "price, USD/t\nmonth      price\n2026-01  135,000",
               "what costs 1 USD in 2024 costs 1.5 in 2026 (assumption, estimate)");
    check_lode(&desk,
               "show runs.sqlite price -c ndpr-oxide --region japan --month 2026-01 --nominal "
               "--currency CNY",
               0, "2026-01  1,080,000", "1 USD = 8 CNY");
    check_lode(&desk, "show runs.sqlite --run baseline --nominal", 0,
               "NdPr oxide  USD/t  75,000", "");
    check_lode(&desk, "show runs.sqlite --run baseline --nominal", 0, "USD of its own time",
               "");
    check_lode(&desk, "compare runs.sqlite baseline halt --nominal", 0, "million USD", "");
    desk_close(&desk);
}

/* Magnets in Japan go to electric cars (150 t) and to wind, which has no name and keeps its id.
 */
TEST(users_of_a_price_are_called_by_name)
{
    const Desk desk = desk_with_runs();
    static const char why[] = "why runs.sqlite price --region japan -c magnet --month 2025-11";
    char chinese[160];
    check_lode(&desk, why, 0, "Electric cars", "");
    snprintf(chinese, sizeof chinese, "%s --language zh", why);
    check_lode(&desk, chinese, 0, "\xE7\x94\xB5\xE5\x8A\xA8\xE6\xB1\xBD\xE8\xBD\xA6", "");
    desk_close(&desk);
}

/* A solver leaves 1e-11 t where nothing flows; beside germany's 6 t that is no supplier. */
TEST(what_the_solver_leaves_of_nothing_is_not_shown)
{
    const Desk desk = desk_open();
    write_run(&desk, "leftover", (const double[]){1e-11, 1e-11, 1e-11, 1e-11});
    Said said = lode(&desk, "show runs.sqlite imports --region japan --by partner --year 2026");
    CHECK_INT(said.code, 0);
    check_says(said.out, "germany");
    CHECK(strstr(said.out, "china") == NULL);
    said_free(&said);
    said =
        lode(&desk, "show runs.sqlite imports --region japan --by partner --year 2026 --all");
    check_says(said.out, "china");
    said_free(&said);
    desk_close(&desk);
}

TEST(json_of_a_metric_is_one_value)
{
    const Desk desk = desk_with_runs();
    json_t *value = lode_json(&desk, "show runs.sqlite utilisation --by facility --json --all");
    json_t *values = json_object_get(value, "values");
    CHECK_INT(json_array_size(values), 6); /* three facilities, two years */
    /* no limit, no utilisation */
    CHECK(json_is_null(json_object_get(json_array_get(values, 2), "value")));
    CHECK_NEAR(json_real_value(json_object_get(json_array_get(values, 0), "value")), 0.8,
               1e-12);
    json_decref(value);
    desk_close(&desk);
}

TEST(questions_without_an_answer_are_told)
{
    const Desk desk = desk_with_runs();
    check_lode(&desk, "show runs.sqlite prise", 2, "", "did you mean 'price'?");
    check_lode(&desk, "show runs.sqlite price --region japn -c magnet", 2, "",
               "did you mean 'japan'?");
    check_lode(&desk, "show runs.sqlite price", 2, "", "cannot be added");
    check_lode(&desk, "show runs.sqlite price -c magnet --year 2050", 2, "", "outside the run");
    check_lode(&desk, "show runs.sqlite price -c magnet --year soon", 2, "",
               "--year is a year");
    check_lode(&desk, "show runs.sqlite hhi --by region -c magnet", 2, "",
               "it takes: commodity");
    check_lode(&desk, "show runs.sqlite price -c magnet --run hald", 1, "",
               "did you mean 'halt'?");
    check_lode(&desk, "show nowhere.sqlite", 5, "", "there is no such file");
    check_lode(&desk, "show .out", 5, "", ".out");
    check_lode(&desk, "compare runs.sqlite baseline nosuch", 1, "", "no run 'nosuch'");
    check_lode(&desk, "show runs.sqlite disposal -c magnet --by region", 1, "",
               "nothing to show");
    desk_close(&desk);
}

TEST(two_runs_are_compared_in_words)
{
    const Desk desk = desk_with_runs();
    check_lode(
        &desk, "compare runs.sqlite baseline halt", 0,
        "- Japan's use of NdPr oxide falls 30 % (20 t a month) from 2026-01 on; its imports "
        "from China fall 33 % (20 t a month).",
        "");
    check_lode(&desk, "compare runs.sqlite baseline baseline", 0,
               "Nothing changed by more than 0.1 %.", "");
    check_lode(&desk, "compare runs.sqlite baseline halt --top 0", 2, "", "--top is a number");
    json_t *value = lode_json(&desk, "compare runs.sqlite baseline halt --json");
    CHECK(json_is_false(json_object_get(value, "same")));
    CHECK_INT(json_array_size(json_object_get(value, "use")), 2);
    json_decref(value);
    desk_close(&desk);
}

TEST(results_are_exported_as_tidy_tables)
{
    const Desk desk = desk_with_runs();
    char path[128];
    check_lode(&desk, "export runs.sqlite -o tables --run halt", 0, "", "written to tables");
    snprintf(path, sizeof path, "%s/tables/trade.csv", desk.folder);
    char *text = file_text(path);
    check_says(text, "run,month,region,partner,commodity,value,unit\n");
    check_says(text, "halt,2026-02,japan,china,ndpr-oxide,40,t\n");
    free(text);
    snprintf(path, sizeof path, "%s/tables/datapackage.json", desk.folder);
    json_t *package = json_load_file(path, 0, NULL);
    CHECK(package != NULL);
    CHECK(json_array_size(json_object_get(package, "resources")) > 20);
    json_decref(package);
    check_lode(&desk, "export runs.sqlite -o tables --format xml", 2, "",
               "--format is one of csv");
    check_lode(&desk, "export runs.sqlite -o /proc/nowhere", 5, "", "/proc/nowhere");
    desk_close(&desk);
}
