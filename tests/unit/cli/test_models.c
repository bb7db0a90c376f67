/* init, check and run on the smallest example model, whole and damaged. */
#include "support/test.h"

#include <jansson.h>

#include "unit/cli/program.h"

static Desk desk_with_model(void)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/../models/two-hops' '%s/m'", test_folder(),
             desk.folder);
    CHECK_INT(system(command), 0);
    return desk;
}

/* Edits a file of the model with sed. */
static void edit(const Desk *desk, const char *script, const char *file)
{
    char command[512];
    snprintf(command, sizeof command, "sed -i '%s' '%s/m/%s'", script, desk->folder, file);
    CHECK_INT(system(command), 0);
}

TEST(an_example_is_copied_into_a_new_folder)
{
    const Desk desk = desk_open();
    char data[600];
    snprintf(data, sizeof data, "%s/../models", test_folder());
    CHECK_INT(setenv("LODE_DATA", data, 1), 0);
    check_lode(&desk, "init --list", 0, "two-hops", "");
    check_lode(&desk, "init my", 0, "", "next: lode run my");
    check_lode(&desk, "check my", 0, "checks hold", "");
    check_lode(&desk, "init my", 5, "", "there is something in this folder already");
    check_lode(&desk, "init --example two-hop other", 2, "", "did you mean 'two-hops'?");
    check_lode(&desk, "init", 2, "", "DIR is missing");
    CHECK_INT(setenv("LODE_DATA", "/nowhere", 1), 0);
    check_lode(&desk, "init again", 5, "", "set LODE_DATA");
    CHECK_INT(unsetenv("LODE_DATA"), 0);
    desk_close(&desk);
}

TEST(a_good_model_passes_its_checks)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "check m", 0, "no errors, 0 warnings, 12 of 12 checks hold", "");
    Said said = lode(&desk, "check m --json");
    json_t *value = json_loads(said.out, 0, NULL);
    CHECK(value != NULL);
    CHECK_INT(json_integer_value(json_object_get(value, "failed_checks")), 0);
    CHECK_INT(json_array_size(json_object_get(value, "checks")), 12);
    json_decref(value);
    said_free(&said);
    desk_close(&desk);
}

TEST(a_failing_assertion_ends_with_1)
{
    const Desk desk = desk_with_model();
    edit(&desk, "s/equals: 732.5$/equals: 700/", "checks.yaml");
    Said said = lode(&desk, "check m");
    CHECK_INT(said.code, 1);
    check_says(said.out, "price mine ore");
    check_says(said.out, "732.5");
    check_says(said.out, "11 of 12 checks hold");
    said_free(&said);
    check_lode(&desk, "check m --no-run", 0, "no errors", "");
    desk_close(&desk);
}

TEST(mistakes_in_a_model_end_with_3_and_are_all_told)
{
    const Desk desk = desk_with_model();
    edit(&desk, "s/^ore,mine,port,/ore,mine,prt,/", "tables/routes.csv");
    edit(&desk, "s/^the-mine,The mine,mine/the-mine,The mine,mien/", "tables/facilities.csv");
    Said said = lode(&desk, "check m");
    CHECK_INT(said.code, 3);
    check_says(said.err, "tables/routes.csv:3:10: to: ");
    check_says(said.err, "tables/facilities.csv:3:19: region: ");
    check_says(said.out, "2 errors");
    said_free(&said);
    check_lode(&desk, "run m", 3, "",
               "the model 'm' has 2 mistakes; `lode check m` lists them");
    check_lode(&desk, "check nowhere", 5, "", "nowhere");
    desk_close(&desk);
}

TEST(mistakes_in_assertions_and_scenarios_are_mistakes_of_the_model)
{
    const Desk desk = desk_with_model();
    edit(&desk, "s/region: mine$/region: mien/", "checks.yaml");
    check_lode(&desk, "check m", 3, "", "no region 'mien' in this run; did you mean 'mine'?");
    edit(&desk, "s/metric: price/metric: prise/", "checks.yaml");
    check_lode(&desk, "check m", 3, "", "no metric 'prise'; did you mean 'price'?");
    desk_close(&desk);
}

TEST(a_run_prints_its_headline_and_can_be_kept)
{
    const Desk desk = desk_with_model();
    Said said = lode(&desk, "run m -o runs.sqlite");
    CHECK_INT(said.code, 0);
    check_says(said.out, "ore    USD/t  767.5");
    check_says(said.out, "Mining        t     1479");
    check_says(said.out, "Nothing runs short.");
    check_says(said.err, "'baseline' is kept in runs.sqlite");
    said_free(&said);
    check_lode(&desk, "run m -s tariff --name tax -o runs.sqlite", 0, "", "'tax' is kept");
    check_lode(&desk, "run m -s tariff -s flood --each -o runs.sqlite", 0, "",
               "'flood' is kept");
    check_lode(&desk, "show runs.sqlite price -c ore --region mill --month 2025-07 --run tax",
               0, "777.5", "");
    check_lode(&desk, "show runs.sqlite", 0, "flood", "");
    check_lode(&desk, "run m -s tariff -s flood --each --name x", 2, "", "the same name");
    check_lode(&desk, "run m -o /nowhere/x.sqlite", 5, "", "/nowhere/x.sqlite");
    desk_close(&desk);
}

TEST(json_of_a_run_is_one_value)
{
    const Desk desk = desk_with_model();
    Said said = lode(&desk, "run m -s tariff -s flood --each --json");
    json_t *value = json_loads(said.out, 0, NULL);
    CHECK(value != NULL);
    json_t *runs = json_object_get(value, "runs");
    CHECK_INT(json_array_size(runs), 2);
    CHECK_TEXT(json_string_value(json_object_get(json_array_get(runs, 1), "run")), "flood");
    json_decref(value);
    said_free(&said);
    desk_close(&desk);
}

/* By hand: the mine at 80 t a month makes the mill pay 1200 a t (q = 200 - 0.1 p). */
TEST(a_number_of_a_table_can_be_set)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "run m --set facilities.the-mine.capacity=80", 0, "ore    USD/t  1200",
               "");
    /* 50 + 0.1 p = 200 - 0.1 (p + 25 + 30): 777.5 at the mill */
    check_lode(&desk, "run m --set routes.ore/mine/port.freight=30", 0, "ore    USD/t  777.5",
               "");
    check_lode(&desk, "run m --set 'facilities[the-mine].capacity=80'", 0, "ore    USD/t  1200",
               "");
    check_lode(&desk, "run m --set 'routes[from=mine/to=port].freight=30'", 0,
               "ore    USD/t  777.5", "");
    check_lode(&desk, "run m --set facilities.the-mine", 2, "", "write TABLE[KEY].COLUMN");
    check_lode(&desk, "run m --set 'facilities[the-mine]=1'", 2, "",
               "write TABLE[KEY].COLUMN=VALUE");
    check_lode(&desk, "run m --set facilitys.the-mine.capacity=1", 2, "",
               "did you mean 'facilities'");
    check_lode(&desk, "run m --set facilities.the-min.capacity=1", 2, "",
               "did you mean 'the-mine'");
    check_lode(&desk, "run m --set facilities.the-mine.capcity=1", 2, "",
               "did you mean 'capacity'");
    check_lode(&desk, "run m --set routes.ore.freight=1", 2, "", "several rows are meant");
    check_lode(&desk, "run m --set facilities.the-mine.capacity=few", 3, "", "is not a number");
    desk_close(&desk);
}

TEST(an_unknown_scenario_is_told_with_a_suggestion)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "run m -s tarif", 2, "", "no scenario 'tarif'; did you mean 'tariff'?");
    check_lode(&desk, "run m -s baseline -s tariff --each", 0, "baseline, 2025-01", "");
    desk_close(&desk);
}

/* The mill wants more than the mine has and must get it: there is no equilibrium. */
TEST(a_model_without_an_equilibrium_ends_with_4)
{
    const Desk desk = desk_with_model();
    edit(&desk, "s/^the-mill,.*/the-mill,mill,ore,fixed,,,500,none/", "tables/demands.csv");
    edit(&desk,
         "s/^id,region.*/id,region,commodity,form,intercept [t\\/month],"
         "slope [t\\/month\\/(USD\\/t)],quantity [t\\/month],choke/",
         "tables/demands.csv");
    check_lode(&desk, "run m", 4, "", "cannot be supplied");
    desk_close(&desk);
}

TEST(an_interrupted_run_leaves_nothing_half_done)
{
    const Desk desk = desk_with_model();
    char path[96];
    edit(&desk, "s/^end: .*/end: 9999-12/", "model.yaml");
    const pid_t child = program_start(&desk, "run m -o runs.sqlite");
    program_wait_catches(child, SIGINT);
    kill(child, SIGINT);
    Said said = program_end(&desk, child);
    CHECK_INT(said.code, 130);
    check_says(said.err, "interrupted");
    snprintf(path, sizeof path, "%s/runs.sqlite", desk.folder);
    CHECK(access(path, F_OK) != 0);
    said_free(&said);
    desk_close(&desk);
}

TEST(an_audit_says_how_well_numbers_are_known)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "check m --audit --quick", 0, "No row is without source or status", "");
    check_lode(&desk, "check m --audit --quick", 0, "price of ore in mill, 2025", "");
    check_lode(&desk, "check m --audit --quick --json", 0, "\"effects\"", "");
    desk_close(&desk);
}
