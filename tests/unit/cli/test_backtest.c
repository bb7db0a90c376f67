/* lode backtest, as a user runs it, on the strait of the back-test's own tests. */
#include "support/test.h"

#include <jansson.h>

#include "unit/cli/program.h"

static Desk desk_with_run(void)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/unit/backtest/data/strait' '%s/strait'",
             test_folder(), desk.folder);
    CHECK_INT(system(command), 0);
    check_lode(&desk, "run strait -o runs.sqlite", 0, "", "");
    return desk;
}

TEST(series_are_listed_with_bias_and_error)
{
    const Desk desk = desk_with_run();
    check_lode(&desk, "backtest runs.sqlite strait", 0, "price of ore, south", "");
    check_lode(&desk, "backtest runs.sqlite strait", 0,
               "5 observations fall into the run, 1 do not", "");
    desk_close(&desk);
}

TEST(points_are_listed_with_their_periods_and_sources)
{
    const Desk desk = desk_with_run();
    check_lode(&desk, "backtest runs.sqlite strait --points --only price", 0, "2025-02", "");
    check_lode(&desk, "backtest runs.sqlite strait --points --only price", 0, "base year", "");
    check_lode(&desk, "backtest runs.sqlite strait --csv --months", 0,
               "ore from north to world,2025-01,12,1700,", "");
    desk_close(&desk);
}

TEST(json_holds_the_same_figures)
{
    const Desk desk = desk_with_run();
    Said said = lode(&desk, "backtest runs.sqlite strait --json");
    CHECK_INT(said.code, 0);
    json_t *value = json_loads(said.out, 0, NULL);
    CHECK(value != NULL);
    const json_t *prices = json_array_get(json_object_get(value, "series"), 2);
    CHECK_INT(json_array_size(json_object_get(value, "series")), 3);
    assert_string_equal(json_string_value(json_object_get(prices, "series")),
                        "price of ore, south");
    CHECK_INT(json_integer_value(json_object_get(prices, "counted")), 2);
    CHECK_INT(json_array_size(json_object_get(prices, "points")), 3);
    json_decref(value);
    said_free(&said);
    desk_close(&desk);
}

TEST(mistakes_are_told)
{
    const Desk desk = desk_with_run();
    check_lode(&desk, "backtest runs.sqlite strait --only gold", 1, "",
               "nothing was observed under these words");
    check_lode(&desk, "backtest runs.sqlite", 2, "", "MODEL");
    check_lode(&desk, "init --example two-hops other", 0, "", "");
    check_lode(&desk, "backtest runs.sqlite other", 2, "", "is of the model 'strait'");
    desk_close(&desk);
}
