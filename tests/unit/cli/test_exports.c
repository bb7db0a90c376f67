/* Exports read back by the tools their readers use (tests/python/read_exports.py). */
#include "support/test.h"

#include "unit/cli/program.h"

TEST(every_export_is_read_back_by_its_readers)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/../models/two-hops' '%s/model'", test_folder(),
             desk.folder);
    CHECK_INT(system(command), 0);
    check_lode(&desk, "run model -o runs.sqlite", 0, "", "");
    check_lode(&desk, "run model -s flood -o runs.sqlite", 0, "", "");
    check_lode(&desk, "export runs.sqlite --format netcdf -o runs.nc", 0, "",
               "written to runs.nc");
    check_lode(&desk, "export runs.sqlite --format iamc -o runs.csv", 0, "", "written to");
    check_lode(&desk, "export runs.sqlite --format xlsx -o runs.xlsx", 0, "", "written to");
    snprintf(command, sizeof command, "cd '%s' && /usr/bin/python3 '%s/python/read_exports.py'",
             desk.folder, test_folder());
    CHECK_INT(system(command), 0);
    desk_close(&desk);
}

TEST(runs_of_different_months_do_not_fit_into_one_array)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/../models/two-hops' '%s/model'", test_folder(),
             desk.folder);
    CHECK_INT(system(command), 0);
    check_lode(&desk, "run model -o runs.sqlite", 0, "", "");
    check_lode(&desk, "run model -s flood --end 2025-06 -o runs.sqlite", 0, "", "");
    check_lode(&desk, "export runs.sqlite --format netcdf -o runs.nc", 3, "",
               "have other months");
    check_lode(&desk, "export runs.sqlite --format netcdf -o nowhere/runs.nc -r flood", 5, "",
               "");
    desk_close(&desk);
}
