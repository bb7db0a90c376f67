#include "cli/help.h"

#include <string.h>

enum { HELP_WIDTH = 88, HELP_COLUMN = 26 };

void help_wrap(FILE *out, const char *text, int indent, int width)
{
    int used = 0;
    for (const char *word = text; *word;) {
        const int n = (int)strcspn(word, " ");
        if (used && used + 1 + n > width - indent) {
            fputc('\n', out);
            used = 0;
        }
        if (used == 0)
            fprintf(out, "%*s", indent, "");
        else
            fputc(' ', out);
        fprintf(out, "%.*s", n, word);
        used += n + (used != 0);
        word += n;
        word += strspn(word, " ");
    }
    fputc('\n', out);
}

void help_overview(FILE *out)
{
    int n;
    const Command *const *commands = command_list(&n);
    fputs("lode - supply chains of critical materials, month by month\n\n"
          "  lode init --example two-hops my-model     a small model to start from\n"
          "  lode run my-model -o runs.sqlite          run it, keep the result\n\n"
          "Commands:\n",
          out);
    for (int i = 0; i < n; i++)
        fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\n`lode COMMAND --help` says more about one of them.\n", out);
}

void help_form(FILE *out, const Command *command)
{
    fprintf(out, "lode %s", command->name);
    for (int i = 0; i < command_positionals(command); i++)
        fprintf(out, command->positionals[i].optional ? " [%s%s]" : " %s%s",
                command->positionals[i].name,
                command->many && i == command_positionals(command) - 1 ? "..." : "");
    if (command->parts) fputs(" PART ...", out);
    if (!command->parts && command->options->name) fputs(" [options]", out);
}

static void print_option(FILE *out, const Option *option)
{
    char form[64];
    char letter[8] = "    ";
    if (option->letter) snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(form, sizeof form, "%s--%s%s%s", letter, option->name, option->value ? " " : "",
             option->value ? option->value : "");
    if (strlen(form) > HELP_COLUMN - 4)
        fprintf(out, "  %s\n  %*s", form, HELP_COLUMN - 2, "");
    else
        fprintf(out, "  %-*s", HELP_COLUMN - 2, form);
    fprintf(out, "%s\n", option->doc);
}

void help_command(FILE *out, const Command *command)
{
    static const Option help = OPTION_FLAG("help", 'h', "show this text");
    fputs("Usage: ", out);
    help_form(out, command);
    fputs("\n\n", out);
    help_wrap(out, command->about, 0, HELP_WIDTH);
    fputs("\nExamples:\n", out);
    for (int i = 0; i < command_examples(command); i++)
        fprintf(out, "  %s\n      %s\n", command->examples[i].line, command->examples[i].doc);
    if (command->parts) {
        fputs("\nParts:\n", out);
        for (int i = 0; command->parts[i]; i++)
            fprintf(out, "  %-10s %s\n", command_word(command->parts[i]),
                    command->parts[i]->summary);
        fprintf(out, "\n`lode %s PART --help` says more about one of them.\n", command->name);
        return;
    }
    if (command_positionals(command)) fputc('\n', out);
    for (int i = 0; i < command_positionals(command); i++)
        fprintf(out, "  %-*s%s\n", HELP_COLUMN - 2, command->positionals[i].name,
                command->positionals[i].doc);
    fputs("\nOptions:\n", out);
    for (const Option *option = command->options; option->name; option++)
        print_option(out, option);
    print_option(out, &help);
}
