/* The man page, in the classic macros. */
#include <string.h>

#include "cli/help.h"

/* Text in a man page: a backslash and a leading point or quote would be commands, and a dash is
 * written so that it stays one. */
static void print_text(FILE *out, const char *text)
{
    if (*text == '.' || *text == '\'') fputs("\\&", out);
    for (const char *c = text; *c; c++) {
        if (*c == '\\')
            fputs("\\e", out);
        else if (*c == '-')
            fputs("\\-", out);
        else
            fputc(*c, out);
    }
}

static void print_line(FILE *out, const char *text)
{
    print_text(out, text);
    fputc('\n', out);
}

static void print_option(FILE *out, const Option *option)
{
    fputs(".TP\n", out);
    if (option->letter) fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    fputs("\\fB\\-\\-", out);
    print_text(out, option->name);
    fputs("\\fR", out);
    if (option->value) fprintf(out, " \\fI%s\\fR", option->value);
    fputc('\n', out);
    print_line(out, option->doc);
}

static void print_command(FILE *out, const Command *command)
{
    fputs(".SS ", out);
    help_form(out, command);
    fputc('\n', out);
    print_line(out, command->about);
    for (int i = 0; i < command_positionals(command); i++) {
        fprintf(out, ".TP\n\\fI%s\\fR\n", command->positionals[i].name);
        print_line(out, command->positionals[i].doc);
    }
    for (const Option *option = command->options; option->name; option++)
        print_option(out, option);
    fputs(".PP\nExamples:\n", out);
    for (int i = 0; i < command_examples(command); i++) {
        fputs(".TP\n\\fB", out);
        print_text(out, command->examples[i].line);
        fputs("\\fR\n", out);
        print_line(out, command->examples[i].doc);
    }
    for (int i = 0; command->parts && command->parts[i]; i++)
        print_command(out, command->parts[i]);
}

void help_man(FILE *out)
{
    int n;
    const Command *const *commands = command_list(&n);
    fputs(
        ".TH LODE 1 \"\" \"lode " LODE_VERSION "\" \"Lodestone\"\n"
        ".SH NAME\n"
        "lode \\- supply chains of critical materials, month by month\n"
        ".SH SYNOPSIS\n"
        "\\fBlode\\fR \\fICOMMAND\\fR [\\fIargument\\fR ...]\n"
        ".SH DESCRIPTION\n"
        "lode reads a model of mines, plants, trade and demand from a folder of text tables,\n"
        "finds for each month the prices at which every market clears, and says what a policy\n"
        "changes: who loses how many tonnes, what prices do, who gains, and for how long.\n"
        "Results go to standard output, messages and progress to standard error.\n"
        "Every command has \\fB\\-\\-help\\fR.\n"
        ".SH COMMANDS\n",
        out);
    for (int i = 0; i < n; i++)
        print_command(out, commands[i]);
    fputs(".SH EXIT STATUS\n"
          "0 done; 1 a negative answer (a check fails, nothing was found); 2 the command line "
          "is\n"
          "wrong; 3 the input data is wrong; 4 no equilibrium was found; 5 reading or writing\n"
          "failed; 130 interrupted.\n"
          ".SH ENVIRONMENT\n"
          ".TP\n\\fBLODE_DATA\\fR\nFolder that holds the example models.\n"
          ".TP\n\\fBNO_COLOR\\fR\nWhen set, nothing is coloured.\n",
          out);
}
