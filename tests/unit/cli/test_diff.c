/* `lode diff` and `lode run`: what a scenario changes in the tables, and what its policies
 * touch. */
#include "program.h"

static void mines(const Desk *desk)
{
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/cases/changed-cells' '%s/m'", test_folder(),
             desk->folder);
    CHECK_INT(system(command), 0);
}

TEST(every_changed_cell_is_listed_with_its_scenario)
{
    const Desk desk = desk_open();
    mines(&desk);
    check_lode(&desk, "diff m far-and-dear", 0, "routes[ore/mine/port].freight", "");
    check_lode(&desk, "diff m far-and-dear", 0, "scenarios/far-port.yaml:3", "");
    check_lode(&desk, "diff m far-and-dear", 0, "scenarios/far-and-dear.yaml:4", "");
    check_lode(&desk, "diff m dear-mine as-dear", 0, "dear-mine and as-dear say the same", "");
    check_lode(&desk, "diff m far-port nearer-again --json", 0, "\"to\": \"30\"", "");
    desk_close(&desk);
}

TEST(of_a_policy_it_says_what_it_touches)
{
    const Desk desk = desk_open();
    mines(&desk);
    check_lode(&desk, "diff m dear-and-taxed", 0, "touches 1 route (ore port > mill)", "");
    check_lode(&desk, "diff m dear-and-taxed --json", 0, "\"ore port > mill\"", "");
    desk_close(&desk);
}

TEST(a_run_names_the_cells_and_its_file_keeps_them)
{
    const Desk desk = desk_open();
    mines(&desk);
    check_lode(&desk, "run m -s dear-mine -o r.sqlite", 0,
               "costs[the-mine].cost: -200 instead of -500 USD/t (dear-mine)", "");
    check_lode(&desk, "run m -s dear-mine --set costs[the-mine].cost=-100", 0, "",
               "the command line sets this cell");
    check_lode(&desk, "run m -s far-port -s nearer-again", 0, "30 instead of 10", "");
    check_lode(&desk, "run m -s dear-mine -s dug-deep --vary depth=1", 3, "",
               "changes this cell, too");
    check_lode(&desk, "run m --all-scenarios -o all.sqlite", 0, "dear-mine", "");
    desk_close(&desk);
}
