/* `lode threats` as a user meets it: what it prints, what it writes, what it refuses. */
#include <stdlib.h>

#include "support/test.h"
#include "unit/cli/program.h"

static const char *model_path(const char *folder)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", test_folder(), folder);
    return path;
}

/* "COMMAND MODEL REST" */
static const char *words(const char *command, const char *rest)
{
    static char line[1024];
    snprintf(line, sizeof line, "%s %s %s", command, model_path("cases/two-wells"), rest);
    return line;
}

/* One well lost costs 37.5 in three months, both 16537.5 (tests/cases/two-wells). */
TEST(threats_prints_a_table_and_names_what_is_worse_together)
{
    const Desk desk = desk_open();
    const char *how = "--pairs --from 2000-04 --months 3";
    check_lode(&desk, words("threats", how), 0, "outage: Eastern well", "11 runs in");
    check_lode(&desk, words("threats", how), 0, "Worse together than the sum: 4 of 6 pairs.",
               "");
    check_lode(&desk, words("threats", "--from 2000-04 --months 3 --json"), 0,
               "\"schema\": \"lode.threats/1\"", "");
    check_lode(&desk, words("threats", "--from 2000-04 --csv"), 0, "halt-west-wells", "");
    desk_close(&desk);
}

TEST(a_row_of_the_table_is_a_scenario_that_runs)
{
    const Desk desk = desk_open();
    check_lode(&desk,
               words("threats", "--pairs --from 2000-04 --months 3 --write rows -o t.csv"), 0,
               "", "are written to rows");
    check_lode(&desk, words("run", "-s rows/outage-east-well.yaml -n dry -o runs.sqlite"), 0,
               "", "is kept");
    check_lode(&desk, "show runs.sqlite price --run dry --region town --month 2000-05 --csv", 0,
               "50", "");
    check_lode(&desk, words("run", "-s rows/outage-east-well--outage-west-well.yaml --json"), 0,
               "lode.run/1", "");
    char path[128];
    snprintf(path, sizeof path, "%s/t.csv", desk.folder);
    char *table = file_text(path);
    check_says(table, "rank,id,what,loss");
    free(table);
    desk_close(&desk);
}

TEST(mistakes_of_threats_say_what_to_write)
{
    const Desk desk = desk_open();
    check_lode(&desk, words("threats", "--months none"), 2, "",
               "--months is a whole number from 1 to 1200, not 'none'");
    check_lode(&desk, words("threats", "--from 2011-01"), 2, "", "2000-01 to 2000-12");
    check_lode(&desk, words("threats", "-o table.txt"), 2, "", "ends in .csv or .json");
    check_lode(&desk, words("threats", "-s east-dri"), 3, "", "did you mean 'east-dry'?");
    check_lode(&desk, words("threats", "--rank pain"), 2, "", "rank");
    check_lode(&desk, words("run", "-s nowhere.yaml"), 5, "", "nowhere.yaml");
    desk_close(&desk);
}

/* "optimise tests/cases/two-mills REST" */
static const char *plan(const char *rest)
{
    static char line[1024];
    snprintf(line, sizeof line, "optimise %s %s", model_path("cases/two-mills"), rest);
    return line;
}

#define GOAL "--goal self_sufficiency --region town -c metal "

/* 3 a piece make mill A work, for 1440 a year (tests/cases/two-mills). */
TEST(optimise_prints_a_plan_and_what_it_is_held_against)
{
    const Desk desk = desk_open();
    check_lode(&desk, plan(GOAL "--budget 1440"), 0, "best single measure", "12 runs in");
    check_lode(&desk, plan(GOAL "--budget '0.00144 million USD'"), 0, "pay-a 3 USD/item", "");
    check_lode(&desk, plan(GOAL "--budget 8160 --json"), 0, "\"proven\": true", "");
    check_lode(&desk, plan(GOAL "--target '70 %' --frontier 0.1,0.3 --csv"), 0,
               "limit,goal,cost,kept,goal_least,goal_mean,goal_most,pay-a,pay-b,pay-pit", "");
    check_lode(&desk, plan(GOAL "--target 0.9"), 1, "which no plan tried reaches", "");
    desk_close(&desk);
}

TEST(a_plan_is_a_scenario_that_runs)
{
    const Desk desk = desk_open();
    char command[1024];
    check_lode(&desk, plan(GOAL "--budget 1440 -o plan.yaml --table plan.csv"), 0, "",
               "the plan is written to plan.yaml");
    snprintf(command, sizeof command, "run %s -s plan.yaml -n plan -o runs.sqlite",
             model_path("cases/two-mills"));
    check_lode(&desk, command, 0, "", "is kept");
    check_lode(&desk, "show runs.sqlite self_sufficiency --run plan --region town -c metal", 0,
               "0.4", "");
    check_lode(&desk, "show runs.sqlite policy_cost --run plan --policy pay-a", 0, "1440", "");
    desk_close(&desk);
}

/* 3 a piece help in half of the futures (uncertain.csv of the case): 0.2 on the mean, which
 * `lode ensemble` finds in the plan's file, too. */
TEST(a_plan_for_many_futures_has_them_again)
{
    const Desk desk = desk_open();
    char command[1024];
    check_lode(&desk,
               plan(GOAL
                    "--budget 3000 --frontier 0,1440,2880 --futures 8 -o plan.yaml --chart "
                    "f.svg"),
               0, "0 to 0.4", "the plan is written to plan-2.yaml");
    snprintf(command, sizeof command,
             "ensemble %s -s plan-2.yaml -n 8 --variables 'self_sufficiency region=town "
             "commodity=metal' -o f.nc",
             model_path("cases/two-mills"));
    check_lode(&desk, command, 0, "8 futures", "");
    snprintf(command, sizeof command,
             "cd '%s' && grep -q 'seed 1), mean: 0.2' plan-2.yaml && test $(sqlite3 f.sqlite "
             "\"SELECT round(mean, 9) FROM ensemble_year WHERE year = 0\") = 0.2 && grep -c "
             "'<circle' f.svg >/dev/null",
             desk.folder);
    CHECK_INT(system(command), 0);
    check_lode(&desk, plan(GOAL "--budget 3000 --chart f.svg"), 2, "", "--frontier");
    desk_close(&desk);
}

TEST(mistakes_of_optimise_say_what_to_write)
{
    const Desk desk = desk_open();
    char path[128], command[1200];
    check_lode(&desk, plan(GOAL), 2, "", "give either --budget 'MONEY' or --target NUMBER");
    check_lode(&desk, plan(GOAL "--budget much"), 2, "", "write money, such as '1300 MUSD'");
    check_lode(&desk, plan("--budget 5 --goal self_suficiency"), 2, "",
               "did you mean 'self_sufficiency'?");
    check_lode(&desk, plan("--budget 5 --goal use --region twon"), 2, "", "town");
    check_lode(&desk, plan(GOAL "--budget 5 -s mill-a-burn"), 3, "",
               "did you mean 'mill-a-burns'?");
    snprintf(command, sizeof command, "optimise %s --budget 5 --goal use",
             model_path("cases/two-wells"));
    check_lode(&desk, command, 3, "", "there are no candidates to choose from");
    snprintf(path, sizeof path, "%s/c.csv", desk.folder);
    FILE *file = fopen(path, "w");
    CHECK(file != NULL);
    fputs("id,kind,target,sets,unit,step,max,source,status\n"
          "pay,operating_subsidi,\"facility: [mill-a], commodity: metal\",rate,USD/item,1,2,"
          "assumption,estimate\n"
          "grant,capital_grant,\"facility: [mill-c]\",share,%,10,50,assumption,estimate\n",
          file);
    CHECK_INT(fclose(file), 0);
    check_lode(&desk, plan(GOAL "--budget 5 --candidates c.csv"), 3, "",
               "candidates.csv:2:5: kind: 'operating_subsidi' is not a kind of policy");
    check_lode(&desk, plan(GOAL "--budget 5 --candidates c.csv"), 3, "", "mill-c");
    desk_close(&desk);
}
