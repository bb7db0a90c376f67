/* help.h - texts made from the descriptions of commands. Private to cli/. */
#ifndef LODE_CLI_HELP_H
#define LODE_CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/* The list of commands. */
void help_overview(FILE *out);

/* One command: form, options, examples. */
void help_command(FILE *out, const Command *command);

/* "lode show FILE [METRIC] [options]" */
void help_form(FILE *out, const Command *command);

/* docs/man/lode.1, in the man macros. */
void help_man(FILE *out);

/* completions/: shell is bash, zsh or fish; false for any other. */
bool help_completions(FILE *out, const char *shell);

/* Prints text in lines of at most `width` columns, each after `indent` blanks. */
void help_wrap(FILE *out, const char *text, int indent, int width);

#endif
