#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/args.h"
#include "cli/help.h"

static Status unknown_command(const Screen *screen, const char *name)
{
    int n;
    const Command *const *commands = command_list(&n);
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    for (int i = 0; i < n; i++)
        text_nearest_try(&nearest, commands[i]->name);
    if (nearest.best)
        screen_error(screen, "no command '%s'; did you mean '%s'?", name, nearest.best);
    else
        screen_error(screen, "no command '%s'; `lode --help` lists them", name);
    return LODE_USAGE;
}

static Status unknown_part(const Screen *screen, const Command *command, const char *word)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, word);
    for (int i = 0; command->parts[i]; i++)
        text_nearest_try(&nearest, command_word(command->parts[i]));
    if (nearest.best)
        screen_error(screen, "no command '%s %s'; did you mean '%s %s'?", command->name, word,
                     command->name, nearest.best);
    else
        screen_error(screen, "no command '%s %s'; `lode %s --help` lists them", command->name,
                     word, command->name);
    return LODE_USAGE;
}

static Status run_command(Screen *screen, const Command *command, int argc, char **argv)
{
    Args args;
    screen->command = command->name;
    Status st = args_read(screen, command, argc, argv, &args);
    if (!st && args.help)
        help_command(screen->out, command);
    else if (!st)
        st = command->run(screen, &args);
    args_free(&args);
    return st;
}

/* What is not said by a command: --help, --version, and the texts that the build checks in. */
static Status run_option(Screen *screen, int argc, char **argv)
{
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_overview(screen->out);
        return LODE_OK;
    }
    if (strcmp(argv[1], "--version") == 0)
        return run_command(screen, command_find("version"), 1, argv);
    if (strcmp(argv[1], "--man") == 0) {
        help_man(screen->out);
        return LODE_OK;
    }
    if (strcmp(argv[1], "--completions") == 0 && argc > 2 &&
        help_completions(screen->out, argv[2]))
        return LODE_OK;
    screen_error(screen, "no option '%s'; `lode --help` shows what there is", argv[1]);
    return LODE_USAGE;
}

static Status run(Screen *screen, int argc, char **argv)
{
    if (argc < 2) {
        help_overview(screen->out);
        return LODE_OK;
    }
    if (argv[1][0] == '-') return run_option(screen, argc, argv);
    const Command *command = command_find(argv[1]);
    if (!command) return unknown_command(screen, argv[1]);
    if (!command->parts) return run_command(screen, command, argc - 1, argv + 1);
    if (argc < 3 || strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0) {
        help_command(screen->out, command);
        return LODE_OK;
    }
    const Command *part = command_part(command, argv[2]);
    if (!part) return unknown_part(screen, command, argv[2]);
    return run_command(screen, part, argc - 2, argv + 2);
}

int cli_main(int argc, char **argv)
{
    Screen screen = screen_open(stdout, stderr);
    Status st = run(&screen, argc, argv);
    if (st == LODE_NO_MEMORY) screen_error(&screen, "%s", status_text(st));
    if (fflush(stdout) != 0 || ferror(stdout)) {
        screen_error(&screen, "writing to standard output failed");
        if (!st) st = LODE_IO;
    }
    return status_exit_code(st);
}
