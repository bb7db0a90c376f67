#include "cli/args.h"
#include "cli/help.h"

static const Option options[] = {OPTION_END};

static Status run(const Screen *screen, const Args *args)
{
    const char *name = args_place(args, 0);
    const Command *command = name ? command_find(name) : NULL;
    if (name && !command) {
        screen_error(screen, "no command '%s'; `lode help` lists them", name);
        return LODE_USAGE;
    }
    const char *word = command && command->parts ? args_place(args, 1) : NULL;
    if (word && command_part(command, word))
        help_command(screen->out, command_part(command, word));
    else if (command)
        help_command(screen->out, command);
    else
        help_overview(screen->out);
    return LODE_OK;
}

const Command command_help = {
    .name = "help",
    .summary = "the list of commands, or one of them explained",
    .about =
        "Without COMMAND, lists all commands; with it, says what `lode COMMAND --help` says.",
    .positionals = {{"COMMAND", VALUE_COMMAND, true, "a command"},
                    {"PART", VALUE_TEXT, true, "of a command that has parts"}},
    .options = options,
    .examples = {{"lode help", "the list of commands"}, {"lode help show", "one of them"}},
    .run = run,
};
