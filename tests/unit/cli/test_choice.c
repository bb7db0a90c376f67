/* `lode threats` as a user meets it: what it prints, what it writes, what it refuses. */
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
