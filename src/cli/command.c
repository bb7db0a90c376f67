#include "cli/command.h"

#include <string.h>

static const Command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cli/commands.def"
#undef COMMAND
};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

const Command *const *command_list(int *n)
{
    *n = N_COMMANDS;
    return commands;
}

const Command *command_find(const char *name)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    return NULL;
}

const char *command_word(const Command *command)
{
    const char *space = strrchr(command->name, ' ');
    return space ? space + 1 : command->name;
}

const Command *command_part(const Command *command, const char *word)
{
    for (int i = 0; command->parts[i]; i++)
        if (strcmp(command_word(command->parts[i]), word) == 0) return command->parts[i];
    return NULL;
}

int command_positionals(const Command *command)
{
    int n = 0;
    while (n < COMMAND_POSITIONALS && command->positionals[n].name)
        n++;
    return n;
}

int command_examples(const Command *command)
{
    int n = 0;
    while (n < COMMAND_EXAMPLES && command->examples[n].line)
        n++;
    return n;
}
