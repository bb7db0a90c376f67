/* `lode report` with a model: scenarios, documents and observations stand beside the runs. */
#include "support/test.h"

#include "unit/cli/program.h"

TEST(a_report_with_its_model_shows_observations_policies_and_documents)
{
    const Desk desk = desk_open();
    char arguments[512], path[96];
    snprintf(arguments, sizeof arguments,
             "run '%s/../models/ree-2009' --end 2010-12 -o runs.sqlite", test_folder());
    check_lode(&desk, arguments, 0, "", "");
    snprintf(arguments, sizeof arguments,
             "report runs.sqlite --model '%s/../models/ree-2009' -o page.html", test_folder());
    check_lode(&desk, arguments, 0, "", "written to page.html");
    snprintf(path, sizeof path, "%s/page.html", desk.folder);
    char *page = file_text(path);
    check_says(page, "Held against what was observed");
    check_says(page, "class=\"seen\"");
    check_says(page, "<b>export_quota</b>");
    check_says(page, "<h3>Documents</h3>");
    check_says(page, "</html>");
    free(page);
    desk_close(&desk);
}

TEST(a_report_says_what_is_missing)
{
    const Desk desk = desk_open();
    check_lode(&desk, "report runs.sqlite", 2, "", "-o FILE is missing");
    check_lode(&desk, "report nothing.sqlite -o page.html", 5, "", "nothing.sqlite");
    check_lode(&desk, "report a -o b -r 1 -r 2 -r 3 -r 4 -r 5", 2, "", "at most 4 runs");
    desk_close(&desk);
}
