/* The form of the command line: help, mistakes, exit codes, and texts made from the table of
 * commands. */
#include "support/test.h"

#include "cli/command.h"
#include "unit/cli/program.h"

/* An example begins with the call, or has mpirun begin it. */
static void check_call(const char *line, const char *call)
{
    const char *found = strstr(line, call);
    if (found != line && (!found || strncmp(line, "mpirun ", 7) != 0))
        fail_msg("'%s' does not call '%s'", line, call);
}

TEST(every_command_has_help_with_two_examples)
{
    const Desk desk = desk_open();
    int n;
    const Command *const *commands = command_list(&n);
    CHECK(n >= 10);
    for (int i = 0; i < n; i++) {
        char arguments[64], usage[64], other[64], call[64];
        snprintf(arguments, sizeof arguments, "%s --help", commands[i]->name);
        snprintf(other, sizeof other, "help %s", commands[i]->name);
        snprintf(usage, sizeof usage, "Usage: lode %s", commands[i]->name);
        snprintf(call, sizeof call, "lode %s", commands[i]->name);
        Said said = lode(&desk, arguments), again = lode(&desk, other);
        CHECK_INT(said.code, 0);
        check_says(said.out, usage);
        CHECK_TEXT(said.out, again.out);
        CHECK_TEXT(said.err, "");
        CHECK(command_examples(commands[i]) >= 2);
        for (int e = 0; e < command_examples(commands[i]); e++) {
            check_says(said.out, commands[i]->examples[e].line);
            check_call(commands[i]->examples[e].line, call);
        }
        said_free(&said);
        said_free(&again);
    }
    desk_close(&desk);
}

TEST(the_overview_names_every_command)
{
    const Desk desk = desk_open();
    int n;
    const Command *const *commands = command_list(&n);
    Said said = lode(&desk, "");
    CHECK_INT(said.code, 0);
    for (int i = 0; i < n; i++)
        check_says(said.out, commands[i]->summary);
    said_free(&said);
    check_lode(&desk, "-h", 0, "Commands:", "");
    check_lode(&desk, "--help", 0, "Commands:", "");
    check_lode(&desk, "--version", 0, "lode " LODE_VERSION, "");
    check_lode(&desk, "version --json", 0, "\"lode\": \"" LODE_VERSION "\"", "");
    desk_close(&desk);
}

TEST(mistakes_on_the_command_line_are_told_and_end_with_2)
{
    const Desk desk = desk_open();
    check_lode(&desk, "rum m", 2, "", "no command 'rum'; did you mean 'run'?");
    check_lode(&desk, "run m --scenaro x", 2, "",
               "no option '--scenaro'; did you mean '--scenario'?");
    check_lode(&desk, "run m --scen x", 2, "", "no option '--scen'");
    check_lode(&desk, "run m -x", 2, "", "no option '-x'");
    check_lode(&desk, "run m -s", 2, "", "'-s' needs a value");
    check_lode(&desk, "run m --json=1", 2, "", "'--json=1' takes no value");
    check_lode(&desk, "run", 2, "", "MODEL is missing");
    check_lode(&desk, "run a b", 2, "", "'b' is one word too many");
    check_lode(&desk, "run m --start soon", 2, "", "--start is a month such as 2025-04");
    check_lode(&desk, "show f price --by magic", 2, "", "--by is one of region|partner");
    check_lode(&desk, "check nowhere -aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 5, "",
               "nowhere");
    check_lode(&desk, "metrics --nosuch", 2, "", "lode metrics: no option");
    check_lode(&desk, "--nosuch", 2, "", "no option '--nosuch'");
    check_lode(&desk, "help nosuch", 2, "", "no command 'nosuch'");
    check_lode(&desk, "export f", 2, "", "-o PATH is missing");
    desk_close(&desk);
}

static void check_same_as_file(const char *arguments, const char *file)
{
    const Desk desk = desk_open();
    char path[512];
    snprintf(path, sizeof path, "%s/../%s", test_folder(), file);
    Said said = lode(&desk, arguments);
    char *text = file_text(path);
    CHECK_INT(said.code, 0);
    if (strcmp(said.out, text) != 0)
        fail_msg("%s is out of date: lode %s > %s", file, arguments, file);
    free(text);
    said_free(&said);
    desk_close(&desk);
}

TEST(the_texts_made_from_the_tables_are_up_to_date)
{
    check_same_as_file("metrics --markdown", "docs/metrics.md");
    check_same_as_file("--man", "docs/man/lode.1");
    check_same_as_file("--completions bash", "completions/lode.bash");
    check_same_as_file("--completions zsh", "completions/_lode");
    check_same_as_file("--completions fish", "completions/lode.fish");
}

TEST(a_full_disk_behind_standard_output_is_noticed)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "'%s' metrics > /dev/full 2>/dev/null", LODE_PROGRAM);
    const int status = system(command);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 5);
    desk_close(&desk);
}

TEST(nothing_is_coloured_in_a_file)
{
    const Desk desk = desk_open();
    Said said = lode(&desk, "policies");
    CHECK(strchr(said.out, '\033') == NULL);
    said_free(&said);
    desk_close(&desk);
}

TEST(policies_are_listed_with_their_keys)
{
    const Desk desk = desk_open();
    check_lode(&desk, "policies", 0, "export_ban", "");
    check_lode(&desk, "policies export_ban", 0, "leakage", "");
    check_lode(&desk, "policies --json", 0, "\"kind\": \"export_ban\"", "");
    check_lode(&desk, "policies export_bann", 2, "", "did you mean 'export_ban'?");
    desk_close(&desk);
}
