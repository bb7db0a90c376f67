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

/* The strait's pit makes 12 x 141.67 t = 1,700 t a year (tests/unit/sim/test_sim.c). A claim of
 * as much agrees, one of 3,400 t is off by half; what a claim says stays text, and no tag of
 * ours comes out as text. */
TEST(a_report_with_ties_has_a_table_of_claims)
{
    const Desk desk = desk_open();
    char command[1200], path[96];
    snprintf(command, sizeof command,
             "cp -r '%s/unit/sim/data/strait' '%s/m' && mkdir '%s/m/evidence'", test_folder(),
             desk.folder, desk.folder);
    CHECK_INT(system(command), 0);
    snprintf(path, sizeof path, "%s/m/evidence/documents.csv", desk.folder);
    FILE *file = fopen(path, "w");
    CHECK(file && fputs("id,title\nnews,The Strait Times\n", file) >= 0 && !fclose(file));
    snprintf(path, sizeof path, "%s/m/evidence/claims.csv", desk.folder);
    file = fopen(path, "w");
    CHECK(file && fputs("id,document,statement,relation,value,unit,period,metric,region\n"
                        "a,news,Ore of <b>the north</b>,level,1700,t,2024,production,north\n"
                        "b,news,Twice the ore,level,3400,t,2024,production,north\n",
                        file) >= 0);
    CHECK_INT(fclose(file), 0);
    check_lode(&desk, "run m -o runs.sqlite", 0, "", "");
    check_lode(&desk, "report runs.sqlite --model m -o page.html", 0, "", "");
    snprintf(path, sizeof path, "%s/page.html", desk.folder);
    char *page = file_text(path);
    check_says(page, "1 agree, 1 disagree, 0 are not modelled");
    check_says(page, "Ore of &lt;b&gt;the north");
    check_says(page, "<td>-50.0 %</td><td>disagrees</td><td>The Strait Times");
    if (strstr(page, "&lt;/p&gt;")) fail_msg("a tag came out as text");
    free(page);
    desk_close(&desk);
}
