/* args.h - the words behind a command, sorted into options and places. */
#ifndef LODE_CLI_ARGS_H
#define LODE_CLI_ARGS_H

#include "cli/command.h"
#include "cli/screen.h"

typedef struct ArgsValue {
    const Option *option;
    const char *text; /* NULL for a switch */
} ArgsValue;

typedef struct Args {
    const Command *command;
    ArgsValue *values; /* in the order they were written */
    int n_values;
    char **places;
    int n_places;
    bool help;
} Args;

/* Reads argv[1..]; argv[0] is the command's name. Mistakes are told on the screen: LODE_USAGE.
 * args_free in any case. */
Status args_read(const Screen *screen, const Command *command, int argc, char **argv,
                 Args *args);
void args_free(Args *args);

bool args_has(const Args *args, const char *option);
/* The last value given, or NULL. */
const char *args_text(const Args *args, const char *option);
/* All values given, in order, to out; returns how many. out has room for args->n_values. */
int args_all(const Args *args, const char *option, const char **out);
/* Place i, or NULL. */
const char *args_place(const Args *args, int i);

#endif
