/* `lode evidence`: documents come in, are found again, and their text stays text. */
#include <stdlib.h>

#include "unit/cli/program.h"

static void write_file(const Desk *desk, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", desk->folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    fputs(text, file);
    fclose(file);
}

static const char *const note =
    "# Magnet orders\n\nSource: Harbour Notes\n2025-04-07\n\n## Prices\n\n"
    "Dysprosium oxide was quoted at 1,620 yuan/kg in March 2025.\n\n## Supply\n\n"
    "日本2023年從中國進口的稀土佔六成三。\n";

TEST(documents_come_in_and_are_found_again_in_either_script)
{
    const Desk desk = desk_open();
    write_file(&desk, "note.md", note);
    check_lode(&desk, "evidence import -l n.sqlite note.md", 0,
               "1 file; 1 new document, 2 groups, 2 statements, 2 claims", "");
    check_lode(&desk, "evidence import -l n.sqlite note.md", 0, "(0 refused, 1 known)", "");
    check_lode(&desk, "evidence search -l n.sqlite 镝", 0, "Harbour Notes · 2025-04-07", "");
    check_lode(&desk, "evidence search -l n.sqlite 中国", 0, "1 document", "");
    check_lode(&desk, "evidence search -l n.sqlite --country 日本 --claim share", 0,
               "1 document", "");
    check_lode(&desk, "evidence search -l n.sqlite zirconium", 1, "0 documents", "");
    check_lode(&desk, "evidence search -l n.sqlite 镝 --json", 0,
               "\"schema\": \"lode.evidence.search/1\"", "");
    desk_close(&desk);
}

TEST(claims_are_marked_in_place_and_judged_by_a_person)
{
    const Desk desk = desk_open();
    write_file(&desk, "note.md", note);
    check_lode(&desk, "evidence import -l n.sqlite note.md", 0, "2 claims", "");
    check_lode(&desk, "evidence show -l n.sqlite 1", 0, "[1,620 yuan/kg]", "");
    check_lode(&desk, "evidence show -l n.sqlite 1", 0,
               "claim 2: share = 63 %, 2023; japan, rare-earth", "");
    check_lode(&desk, "evidence claims -l n.sqlite --about dysprosium", 0,
               "price = 1620 CNY/kg, 2025", "");
    check_lode(&desk, "evidence claims -l n.sqlite --reject 1", 0, "", "");
    check_lode(&desk, "evidence claims -l n.sqlite --state rejected", 0, "1 claim\n", "");
    check_lode(&desk, "evidence claims -l n.sqlite --confirm 77", 1, "",
               "there is no claim 77");
    check_lode(&desk, "evidence claims -l n.sqlite --unit parsec", 1, "0 claims", "");
    desk_close(&desk);
}

TEST(topics_are_pages_that_fill_as_documents_arrive)
{
    const Desk desk = desk_open();
    write_file(&desk, "note.md", note);
    write_file(&desk, "later.md", "# Later\n\n2025-05-01\n\nTerbium is scarce.\n");
    check_lode(&desk, "evidence topic add heavy '镝 OR 铽' -l n.sqlite", 0, "", "");
    check_lode(&desk, "evidence import -l n.sqlite note.md", 0, "1 new document", "");
    check_lode(&desk, "evidence topic show heavy -l n.sqlite", 0, "heavy   1 item\n", "");
    check_lode(&desk, "evidence import -l n.sqlite later.md", 0, "1 new document", "");
    check_lode(&desk, "evidence topic show heavy -l n.sqlite", 0, "heavy   2 items\n\nLater",
               "");
    check_lode(&desk, "evidence topic list -l n.sqlite --json", 0, "\"documents\": 2", "");
    check_lode(&desk, "evidence topic remove heavy -l n.sqlite", 0, "", "");
    check_lode(&desk, "evidence topic show heavy -l n.sqlite", 1, "",
               "there is no topic 'heavy'");
    check_lode(&desk, "evidence topic paint heavy -l n.sqlite", 2, "", "ACTION is add, list");
    desk_close(&desk);
}

TEST(a_bad_file_is_refused_whole_and_the_others_go_on)
{
    const Desk desk = desk_open();
    write_file(&desk, "note.md", note);
    write_file(&desk, "bad.csv",
               "title,date,body\nFine,2025-01-02,Text.\nWrong,03/04/2025,Text.\n");
    check_lode(&desk, "evidence import -l n.sqlite bad.csv note.md nosuch.txt", 3,
               "3 files (2 refused, 0 known); 1 new document", "bad.csv:3:");
    check_lode(&desk, "evidence search -l n.sqlite Fine", 1, "0 documents", "");
    check_lode(&desk, "evidence search -l other.sqlite x", 5, "", "there is no library");
    check_lode(&desk, "evidence show -l n.sqlite x", 2, "", "ID is the number of a document");
    check_lode(&desk, "evidence imprt", 2, "", "did you mean 'evidence import'?");
    check_lode(&desk, "evidence import", 2, "", "FILE is missing");
    desk_close(&desk);
}

TEST(sql_html_and_terminal_commands_in_documents_stay_text)
{
    const Desk desk = desk_open();
    write_file(&desk, "evil.txt",
               "Robert'); DROP TABLE document;--\n\n<script>alert(1)</script> \033[2J "
               "x' OR '1'='1 costs 5% more.\n");
    check_lode(&desk, "evidence import -l n.sqlite evil.txt", 0, "1 new document", "");
    check_lode(&desk, "evidence search -l n.sqlite \"'; DROP TABLE document; --\"", 0,
               "DROP] [TABLE", "");
    check_lode(&desk, "evidence show -l n.sqlite 1", 0, "<script>alert(1)</script>", "");
    Said said = lode(&desk, "evidence show -l n.sqlite 1");
    CHECK(strchr(said.out, '\033') == NULL);
    said_free(&said);
    check_lode(&desk, "evidence search -l n.sqlite '\"\"\" NEAR( OR OR'", 1, "0 documents", "");
    desk_close(&desk);
}

/* two-hops: 732.5 USD/t at the mine, 1,479 t in 2025 (12 x 123.25). */
TEST(tied_claims_are_held_against_a_run)
{
    const Desk desk = desk_open();
    check_lode(&desk, "init --example two-hops m", 0, "", "");
    check_lode(&desk, "run m -o r.sqlite", 0, "", "");
    write_file(&desk, "ties.csv",
               "id,document,statement,relation,value,unit,bound,period,metric,region,note\n"
               "near,d,Output of the mine,level,1500,t,,2025,production,mine,\n"
               "far,d,Price at the mine,price,0.9,USD/kg,,2025,price,mine,\n"
               "none,d,Jobs at the mine,count,40,,,2025,,,jobs are not in the model\n");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv", 0,
               "3 claims against run baseline: 1 agree, 1 disagree, 1 not modelled", "");
    check_lode(&desk, "evidence claims --model m --against r.sqlite -t ties.csv --json", 0,
               "\"schema\": \"lode.evidence.verdicts/1\"", "");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv --markdown", 0,
               "| Price at the mine | d | 2025 | 0.9 USD/kg | 0.73 | -18.6 % | disagrees |",
               "");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv --run nosuch", 1, "",
               "nosuch");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv --metric price", 0,
               "1 claim against run baseline: 0 agree, 1 disagree", "");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv --metric prise", 2, "",
               "no metric 'prise'; did you mean price");
    check_lode(&desk, "evidence claims --against r.sqlite", 2, "", "which ties?");
    write_file(&desk, "bad.csv", "id,document,statement,metric\na,d,s,prodction\n");
    check_lode(&desk, "evidence claims --against r.sqlite -t bad.csv", 3, "",
               "bad.csv:2:7: metric: no metric 'prodction'; did you mean 'production'?");
    desk_close(&desk);
}

/* The usual run has 767.5 USD/t at the mill (unit/ensemble); the claim lies 4 % above what 95 %
 * of its futures stay below: within the slack of 5 %. */
TEST(ranges_of_an_ensemble_stand_beside_the_run)
{
    const Desk desk = desk_open();
    char command[1024];
    snprintf(command, sizeof command,
             "cd '%s' && cp -r '%s/unit/ensemble/data/futures' m && '" LODE_PROGRAM
             "' ensemble m -n 50 -o f.nc >f.out 2>&1 && (echo "
             "id,document,statement,relation,value,unit,period,metric,region,commodity && echo "
             "near,d,Price,price,$(sqlite3 f.sqlite \"SELECT 1.04 * q95 FROM ensemble_year "
             "WHERE item = 1 AND year = 2025\"),USD/t,2025,price,mill,ore) >ties.csv",
             desk.folder, test_folder());
    CHECK_INT(system(command), 0);
    check_lode(&desk, "run m -o r.sqlite", 0, "", "");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv", 0, "0 agree", "");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv --ensemble f.sqlite", 0,
               "agrees within the range", "");
    check_lode(&desk, "evidence claims --against f.sqlite -t ties.csv", 0, "767.5 [", "");
    check_lode(&desk, "evidence claims --against r.sqlite -t ties.csv --ensemble no.sqlite", 5,
               "", "no.sqlite: there is no such file");
    desk_close(&desk);
}

TEST(ties_are_suggested_as_rows_of_claims_csv)
{
    const Desk desk = desk_open();
    write_file(&desk, "note.md", note);
    check_lode(&desk, "evidence import -l n.sqlite note.md", 0, "", "");
    check_lode(&desk, "evidence claims -l n.sqlite --suggest", 0,
               "price,1620,,CNY/kg,eq,,2025-03,,price,,dy-oxide,", "1 of 2 claims can be tied");
    desk_close(&desk);
}

TEST(documents_that_cannot_both_be_right_are_told)
{
    const Desk desk = desk_open();
    write_file(&desk, "a.txt",
               "One\n\n2025-02-01\n\nChina produced 270,000 tonnes of rare "
               "earths in 2024.\n");
    write_file(&desk, "b.txt",
               "Two\n\n2025-03-01\n\nIn 2024 China produced 400,000 tonnes of "
               "rare earths, 68% of the world's output.\n");
    check_lode(&desk, "evidence import -l n.sqlite a.txt b.txt", 0, "3 claims", "");
    check_lode(&desk, "evidence claims -l n.sqlite --contradictions", 0, "cannot both be right",
               "");
    check_lode(&desk, "evidence claims -l n.sqlite --contradictions", 0,
               "imply a total of 588235 t: can that be?", "");
    desk_close(&desk);
}

/* By eye: 7 numbers in the page's first item, 2 in the second, 3 in the Chinese note; "more
 * than twice the first estimate" stays text. */
TEST(the_samples_that_ship_are_read)
{
    const Desk desk = desk_open();
    char arguments[1024];
    snprintf(arguments, sizeof arguments,
             "evidence import -l s.sqlite '%s/../models/ree-magnets/evidence/texts/'*",
             test_folder());
    check_lode(&desk, arguments, 0,
               "2 files; 3 new documents, 6 groups, 11 statements, 12 claims", "");
    check_lode(&desk,
               "evidence search -l s.sqlite 镝 --topic 'Rare-earth supply, a sample page'", 0,
               "1 document", "");
    check_lode(&desk, "evidence claims -l s.sqlite --about neodymium --year 2025", 1, "", "");
    check_lode(&desk, "evidence claims -l s.sqlite --about NdPr --unit t", 0, "= 2599 t, 2025",
               "");
    desk_close(&desk);
}

TEST(why_names_the_claims_that_speak_of_a_row)
{
    const Desk desk = desk_open();
    char arguments[1024];
    snprintf(arguments, sizeof arguments,
             "why '%s/../models/ree-magnets' facilities cn-bayan-obo capacity", test_folder());
    check_lode(&desk, arguments, 0, "usgs-china-2024: Mine output of China in 2024", "");
    desk_close(&desk);
}
