/* Completions for bash, zsh and fish. */
#include <string.h>

#include "cli/help.h"
#include "metrics/metric.h"

static void print_metrics(FILE *out)
{
    int32_t n;
    const Metric *metrics = metric_list(&n);
    for (int32_t i = 0; i < n; i++)
        fprintf(out, "%s%s", i ? " " : "", metrics[i].id);
}

static void print_commands(FILE *out)
{
    int n;
    const Command *const *commands = command_list(&n);
    for (int i = 0; i < n; i++)
        fprintf(out, "%s%s", i ? " " : "", commands[i]->name);
}

static void print_choices(FILE *out, const char *choices)
{
    for (const char *c = choices; *c; c++)
        fputc(*c == '|' ? ' ' : *c, out);
}

/* ---- bash ---- */

/* What _lode_fill completes. */
static void bash_kind(FILE *out, ValueKind kind, const char *choices)
{
    static const char *const words[] = {
        [VALUE_NONE] = "none",     [VALUE_TEXT] = "none",     [VALUE_FILE] = "file",
        [VALUE_FOLDER] = "folder", [VALUE_METRIC] = "metric", [VALUE_COMMAND] = "command"};
    if (kind != VALUE_CHOICE) {
        fputs(words[kind], out);
        return;
    }
    fputc('\'', out);
    print_choices(out, choices);
    fputc('\'', out);
}

static void bash_command(FILE *out, const Command *command)
{
    fprintf(out, "    %s)\n        options='--help", command->name);
    for (const Option *option = command->options; option->name; option++)
        fprintf(out, " --%s", option->name);
    fputs("'\n        places=(", out);
    for (int i = 0; i < command_positionals(command); i++) {
        if (i) fputc(' ', out);
        bash_kind(out, command->positionals[i].kind, NULL);
    }
    fputs(")\n", out);
    for (const Option *option = command->options; option->name; option++) {
        if (option->kind == VALUE_NONE) continue;
        fprintf(out, "        valued[--%s]=", option->name);
        bash_kind(out, option->kind, option->choices);
        if (option->letter) {
            fprintf(out, " valued[-%c]=", option->letter);
            bash_kind(out, option->kind, option->choices);
        }
        fputc('\n', out);
    }
    fputs("        ;;\n", out);
}

static void print_bash(FILE *out)
{
    int n;
    const Command *const *commands = command_list(&n);
    fputs("# Completions of lode for bash; made by `lode --completions bash`.\n"
          "_lode_fill() { # kind or words, word\n"
          "    case $1 in\n"
          "    none) ;;\n"
          "    file) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$2\")) ;;\n"
          "    folder) compopt -o filenames; COMPREPLY=($(compgen -d -- \"$2\")) ;;\n"
          "    command) COMPREPLY=($(compgen -W '",
          out);
    print_commands(out);
    fputs("' -- \"$2\")) ;;\n"
          "    metric) COMPREPLY=($(compgen -W '",
          out);
    print_metrics(out);
    fputs("' -- \"$2\")) ;;\n"
          "    *) COMPREPLY=($(compgen -W \"$1\" -- \"$2\")) ;;\n"
          "    esac\n"
          "}\n"
          "_lode() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    local options='' places=() place=0 i\n"
          "    local -A valued=()\n"
          "    COMPREPLY=()\n"
          "    if ((COMP_CWORD == 1)); then\n"
          "        _lode_fill command \"$word\"\n"
          "        return\n"
          "    fi\n"
          "    case ${COMP_WORDS[1]} in\n",
          out);
    for (int i = 0; i < n; i++)
        bash_command(out, commands[i]);
    fputs("    esac\n"
          "    if [[ -n ${valued[$before]} ]]; then\n"
          "        _lode_fill \"${valued[$before]}\" \"$word\"\n"
          "    elif [[ $word == -* ]]; then\n"
          "        _lode_fill \"$options\" \"$word\"\n"
          "    else\n"
          "        for ((i = 2; i < COMP_CWORD; i++)); do\n"
          "            [[ ${COMP_WORDS[i]} == -* || -n ${valued[${COMP_WORDS[i-1]}]} ]] ||\n"
          "                place=$((place + 1))\n"
          "        done\n"
          "        _lode_fill \"${places[place]:-none}\" \"$word\"\n"
          "    fi\n"
          "}\n"
          "complete -F _lode lode\n",
          out);
}

/* ---- zsh ---- */

/* Text inside single quotes of an _arguments specification. */
static void zsh_text(FILE *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\'')
            fputs("'\\''", out);
        else if (strchr("[]:\\", *c))
            fprintf(out, "\\%c", *c);
        else
            fputc(*c, out);
    }
}

static void zsh_action(FILE *out, ValueKind kind, const char *choices)
{
    switch (kind) {
    case VALUE_METRIC:
        fputs("($metrics)", out);
        break;
    case VALUE_COMMAND:
        fputs("($commands)", out);
        break;
    case VALUE_CHOICE:
        fputc('(', out);
        print_choices(out, choices);
        fputc(')', out);
        break;
    case VALUE_FILE:
        fputs("_files", out);
        break;
    case VALUE_FOLDER:
        fputs("_directories", out);
        break;
    case VALUE_NONE:
    case VALUE_TEXT:
        fputc(' ', out);
        break;
    }
}

static void zsh_command(FILE *out, const Command *command)
{
    fprintf(out, "    %s) _arguments", command->name);
    for (const Option *option = command->options; option->name; option++) {
        fputs(" \\\n        '", out);
        if (option->kind != VALUE_NONE) fputc('*', out);
        fprintf(out, "--%s[", option->name);
        zsh_text(out, option->doc);
        fputc(']', out);
        if (option->kind != VALUE_NONE) {
            fprintf(out, ":%s:", option->value);
            if (option->kind == VALUE_METRIC || option->kind == VALUE_COMMAND)
                fputs("'\"", out);
            zsh_action(out, option->kind, option->choices);
            if (option->kind == VALUE_METRIC || option->kind == VALUE_COMMAND)
                fputs("\"'", out);
        }
        fputc('\'', out);
    }
    for (int i = 0; i < command_positionals(command); i++) {
        const Positional *place = &command->positionals[i];
        fprintf(out, " \\\n        \"%d%s%s:", i + 1, place->optional ? "::" : ":",
                place->name);
        zsh_action(out, place->kind, NULL);
        fputc('"', out);
    }
    fputs(" ;;\n", out);
}

static void print_zsh(FILE *out)
{
    int n;
    const Command *const *commands = command_list(&n);
    fputs("#compdef lode\n"
          "# Completions of lode for zsh; made by `lode --completions zsh`.\n"
          "local commands=\"",
          out);
    print_commands(out);
    fputs("\"\nlocal metrics=\"", out);
    print_metrics(out);
    fputs("\"\n"
          "if (( CURRENT == 2 )); then\n"
          "    local -a described=(\n",
          out);
    for (int i = 0; i < n; i++) {
        fprintf(out, "        '%s:", commands[i]->name);
        zsh_text(out, commands[i]->summary);
        fputs("'\n", out);
    }
    fputs("    )\n"
          "    _describe command described\n"
          "    return\n"
          "fi\n"
          "local command=$words[2]\n"
          "shift words\n"
          "(( CURRENT-- ))\n"
          "case $command in\n",
          out);
    for (int i = 0; i < n; i++)
        zsh_command(out, commands[i]);
    fputs("esac\n", out);
}

/* ---- fish ---- */

static void fish_text(FILE *out, const char *text)
{
    fputc('\'', out);
    for (const char *c = text; *c; c++) {
        if (*c == '\'' || *c == '\\') fputc('\\', out);
        fputc(*c, out);
    }
    fputc('\'', out);
}

static void fish_option(FILE *out, const Command *command, const Option *option)
{
    fprintf(out, "complete -c lode -n '__fish_seen_subcommand_from %s' -l %s", command->name,
            option->name);
    if (option->letter) fprintf(out, " -s %c", option->letter);
    switch (option->kind) {
    case VALUE_NONE:
        break;
    case VALUE_TEXT:
        fputs(" -x", out);
        break;
    case VALUE_FILE:
        fputs(" -r -F", out);
        break;
    case VALUE_FOLDER:
        fputs(" -x -a '(__fish_complete_directories)'", out);
        break;
    case VALUE_METRIC:
        fputs(" -x -a '", out);
        print_metrics(out);
        fputc('\'', out);
        break;
    case VALUE_COMMAND:
        fputs(" -x -a '", out);
        print_commands(out);
        fputc('\'', out);
        break;
    case VALUE_CHOICE:
        fputs(" -x -a '", out);
        print_choices(out, option->choices);
        fputc('\'', out);
        break;
    }
    fputs(" -d ", out);
    fish_text(out, option->doc);
    fputc('\n', out);
}

static void fish_places(FILE *out, const Command *command)
{
    for (int i = 0; i < command_positionals(command); i++) {
        const ValueKind kind = command->positionals[i].kind;
        if (kind != VALUE_METRIC && kind != VALUE_COMMAND) continue;
        fprintf(out, "complete -c lode -n '__fish_seen_subcommand_from %s' -a '",
                command->name);
        if (kind == VALUE_METRIC)
            print_metrics(out);
        else
            print_commands(out);
        fputs("'\n", out);
    }
}

static void print_fish(FILE *out)
{
    int n;
    const Command *const *commands = command_list(&n);
    fputs("# Completions of lode for fish; made by `lode --completions fish`.\n", out);
    for (int i = 0; i < n; i++) {
        fprintf(out, "complete -c lode -f -n __fish_use_subcommand -a %s -d ",
                commands[i]->name);
        fish_text(out, commands[i]->summary);
        fputc('\n', out);
    }
    for (int i = 0; i < n; i++) {
        for (const Option *option = commands[i]->options; option->name; option++)
            fish_option(out, commands[i], option);
        fish_places(out, commands[i]);
    }
}

bool help_completions(FILE *out, const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        print_bash(out);
    else if (strcmp(shell, "zsh") == 0)
        print_zsh(out);
    else if (strcmp(shell, "fish") == 0)
        print_fish(out);
    else
        return false;
    return true;
}
