/* lode calibrate, as a user would run it. */
#include "support/test.h"

#include <jansson.h>

#include "unit/cli/program.h"

static Desk desk_with(const char *model)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/../models/%s' '%s/m'", test_folder(), model,
             desk.folder);
    CHECK_INT(system(command), 0);
    return desk;
}

TEST(it_says_what_was_observed_and_leaves_the_model_alone)
{
    const Desk desk = desk_with("aluminium");
    check_lode(&desk, "calibrate m", 0, "observations of the base year", "calibrated in");
    char path[512];
    snprintf(path, sizeof path, "%s/m/tables/fit_routes.csv", desk.folder);
    CHECK(access(path, F_OK) != 0);
    desk_close(&desk);
}

TEST(with_write_the_model_starts_from_its_base_year)
{
    const Desk desk = desk_with("two-hops");
    check_lode(&desk, "calibrate m --write", 0, "The base year balances", "are written");
    check_lode(&desk, "check m --no-run", 0, "no errors", "");
    check_lode(&desk, "calibrate m", 0, "The base year balances", "");
    char path[512];
    snprintf(path, sizeof path, "%s/m/tables/fit_routes.csv", desk.folder);
    CHECK(access(path, F_OK) == 0);
    desk_close(&desk);
}

TEST(json_has_every_fact)
{
    const Desk desk = desk_with("aluminium");
    Said said = lode(&desk, "calibrate m --json");
    CHECK_INT(said.code, 0);
    json_t *value = json_loads(said.out, 0, NULL);
    CHECK(value != NULL);
    CHECK_TEXT(json_string_value(json_object_get(value, "schema")), "lode.calibrate/1");
    CHECK_INT(json_array_size(json_object_get(value, "facts")),
              json_integer_value(json_object_get(value, "n_observations")));
    json_decref(value);
    said_free(&said);
    desk_close(&desk);
}

TEST(mistakes_end_as_everywhere)
{
    const Desk desk = desk_with("two-hops");
    check_lode(&desk, "calibrate", 2, "", "MODEL is missing");
    check_lode(&desk, "calibrate nowhere", 5, "", "nowhere");
    desk_close(&desk);
}
