#include "cli/args.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { OPTIONS_MAX = 32, HELP_CODE = 1000, FIRST_CODE = 1001 };

/* The options of a command in the form getopt_long wants; code FIRST_CODE + i is option i. */
typedef struct Getopt {
    struct option longs[OPTIONS_MAX + 2];
    char letters[3 + 2 * OPTIONS_MAX];
    int n;
} Getopt;

static void getopt_fill(const Command *command, Getopt *g)
{
    char *letter = g->letters;
    memset(g, 0, sizeof *g);
    *letter++ = ':'; /* a missing value is reported as ':' */
    *letter++ = 'h';
    for (int i = 0; command->options[i].name && i < OPTIONS_MAX; i++) {
        const Option *option = &command->options[i];
        const int has = option->kind == VALUE_NONE ? no_argument : required_argument;
        g->longs[g->n++] = (struct option){option->name, has, NULL, FIRST_CODE + i};
        if (!option->letter) continue;
        *letter++ = option->letter;
        if (has == required_argument) *letter++ = ':';
    }
    g->longs[g->n++] = (struct option){"help", no_argument, NULL, HELP_CODE};
}

static const Option *by_code(const Command *command, int code)
{
    if (code >= FIRST_CODE) return &command->options[code - FIRST_CODE];
    for (const Option *option = command->options; option->name; option++)
        if (option->letter && option->letter == code) return option;
    return NULL;
}

static Status unknown_option(const Screen *screen, const Command *command, const char *word)
{
    TextNearest nearest;
    char name[TEXT_WORD_MAX + 1];
    const size_t n = strcspn(word, "=");
    const size_t kept = n < TEXT_WORD_MAX ? n : TEXT_WORD_MAX;
    memcpy(name, word, kept);
    name[kept] = '\0';
    text_nearest_begin(&nearest, name);
    for (const Option *option = command->options; option->name; option++)
        text_nearest_try(&nearest, option->name);
    if (nearest.best)
        screen_error(screen, "no option '--%s'; did you mean '--%s'?", name, nearest.best);
    else
        screen_error(screen, "no option '--%s'; `lode %s --help` lists them", name,
                     command->name);
    return LODE_USAGE;
}

/* getopt_long would take `--reg` for `--region`; a script that does breaks with the next
 * option we add, so only whole names are taken. */
static Status check_names(const Screen *screen, const Getopt *g, const Command *command,
                          int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) break;
        if (strncmp(argv[i], "--", 2) != 0) continue;
        const size_t n = strcspn(argv[i] + 2, "=");
        bool known = false;
        for (int k = 0; k < g->n; k++)
            known = known || (strlen(g->longs[k].name) == n &&
                              memcmp(g->longs[k].name, argv[i] + 2, n) == 0);
        if (!known) return unknown_option(screen, command, argv[i] + 2);
    }
    return LODE_OK;
}

static Status check_choice(const Screen *screen, const Option *option, const char *text)
{
    if (option->kind != VALUE_CHOICE || text_choice(text, option->choices) >= 0) return LODE_OK;
    screen_error(screen, "--%s is one of %s, not '%s'", option->name, option->choices, text);
    return LODE_USAGE;
}

static Status check_places(const Screen *screen, const Command *command, const Args *args)
{
    const int n = command_positionals(command);
    const bool many = n > 0 && command->many;
    if (args->n_places > n && !many) {
        screen_error(screen, "'%s' is one word too many; `lode %s --help` shows the form",
                     args->places[n], command->name);
        return LODE_USAGE;
    }
    if (args->n_places < n && !command->positionals[args->n_places].optional) {
        screen_error(screen, "%s is missing; `lode %s --help` shows the form",
                     command->positionals[args->n_places].name, command->name);
        return LODE_USAGE;
    }
    return LODE_OK;
}

static Status take_option(const Screen *screen, const Command *command, int code, char **argv,
                          Args *args)
{
    if (code == 'h' || code == HELP_CODE) {
        args->help = true;
        return LODE_OK;
    }
    if (code == ':') {
        screen_error(screen, "'%s' needs a value", argv[optind - 1]);
        return LODE_USAGE;
    }
    if (code == '?') {
        if (optopt && optopt < FIRST_CODE && optopt != HELP_CODE)
            screen_error(screen, "no option '-%c'; `lode %s --help` lists them", optopt,
                         command->name);
        else
            screen_error(screen, "'%s' takes no value", argv[optind - 1]);
        return LODE_USAGE;
    }
    const Option *option = by_code(command, code);
    args->values[args->n_values++] = (ArgsValue){option, optarg};
    return optarg ? check_choice(screen, option, optarg) : LODE_OK;
}

Status args_read(const Screen *screen, const Command *command, int argc, char **argv,
                 Args *args)
{
    Getopt g;
    getopt_fill(command, &g);
    size_t room = 0; /* letters may be clustered: -abc */
    for (int i = 0; i < argc; i++)
        room += strlen(argv[i]) + 1;
    *args = (Args){.command = command};
    args->values = calloc(room, sizeof *args->values);
    if (!args->values) return LODE_NO_MEMORY;
    Status st = check_names(screen, &g, command, argc, argv);
    opterr = 0;
    optind = 0; /* glibc: begin anew */
    for (int code; !st && (code = getopt_long(argc, argv, g.letters, g.longs, NULL)) != -1;)
        st = take_option(screen, command, code, argv, args);
    if (st || args->help) return st;
    args->places = argv + optind;
    args->n_places = argc - optind;
    return check_places(screen, command, args);
}

void args_free(Args *args)
{
    free(args->values);
}

int args_all(const Args *args, const char *option, const char **out)
{
    int n = 0;
    for (int i = 0; i < args->n_values; i++)
        if (strcmp(args->values[i].option->name, option) == 0) out[n++] = args->values[i].text;
    return n;
}

const char *args_text(const Args *args, const char *option)
{
    for (int i = args->n_values - 1; i >= 0; i--)
        if (strcmp(args->values[i].option->name, option) == 0) return args->values[i].text;
    return NULL;
}

bool args_has(const Args *args, const char *option)
{
    for (int i = 0; i < args->n_values; i++)
        if (strcmp(args->values[i].option->name, option) == 0) return true;
    return false;
}

const char *args_place(const Args *args, int i)
{
    return i < args->n_places ? args->places[i] : NULL;
}
