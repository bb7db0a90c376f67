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

/* The words of parts, then one branch for each. */
static void print_parts(FILE *out, const Command *command)
{
    for (int i = 0; command->parts[i]; i++)
        fprintf(out, "%s%s", i ? " " : "", command_word(command->parts[i]));
}

static void bash_branch(FILE *out, const Command *command, const char *indent)
{
    const int n = command_positionals(command);
    fprintf(out, "%s%s)\n%s    options='--help", indent, command_word(command), indent);
    for (const Option *option = command->options; option->name; option++)
        fprintf(out, " --%s", option->name);
    fprintf(out, "'\n%s    places=(", indent);
    for (int i = 0; i < n; i++) {
        if (i) fputc(' ', out);
        bash_kind(out, command->positionals[i].kind, NULL);
    }
    fputs(")", out);
    if (n && command->many) {
        fputs(" more=", out);
        bash_kind(out, command->positionals[n - 1].kind, NULL);
    }
    fputc('\n', out);
    for (const Option *option = command->options; option->name; option++) {
        if (option->kind == VALUE_NONE) continue;
        fprintf(out, "%s    valued[--%s]=", indent, option->name);
        bash_kind(out, option->kind, option->choices);
        if (option->letter) {
            fprintf(out, " valued[-%c]=", option->letter);
            bash_kind(out, option->kind, option->choices);
        }
        fputc('\n', out);
    }
    fprintf(out, "%s    ;;\n", indent);
}

static void bash_command(FILE *out, const Command *command)
{
    if (!command->parts) {
        bash_branch(out, command, "    ");
        return;
    }
    fprintf(out,
            "    %s)\n"
            "        first=3\n"
            "        if ((COMP_CWORD == 2)); then\n"
            "            _lode_fill '",
            command->name);
    print_parts(out, command);
    fputs("' \"$word\"\n"
          "            return\n"
          "        fi\n"
          "        case ${COMP_WORDS[2]} in\n",
          out);
    for (int i = 0; command->parts[i]; i++)
        bash_branch(out, command->parts[i], "        ");
    fputs("        esac\n        ;;\n", out);
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
          "    local options='' places=() more='' place=0 first=2 i\n"
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
          "        for ((i = first; i < COMP_CWORD; i++)); do\n"
          "            [[ ${COMP_WORDS[i]} == -* || -n ${valued[${COMP_WORDS[i-1]}]} ]] ||\n"
          "                place=$((place + 1))\n"
          "        done\n"
          "        _lode_fill \"${places[place]:-${more:-none}}\" \"$word\"\n"
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

static void zsh_branch(FILE *out, const Command *command)
{
    fprintf(out, "    %s) _arguments", command_word(command));
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
        if (command->many && i == command_positionals(command) - 1)
            fprintf(out, " \\\n        \"*%s%s:", place->optional ? "::" : ":", place->name);
        else
            fprintf(out, " \\\n        \"%d%s%s:", i + 1, place->optional ? "::" : ":",
                    place->name);
        zsh_action(out, place->kind, NULL);
        fputc('"', out);
    }
    fputs(" ;;\n", out);
}

static void zsh_command(FILE *out, const Command *command)
{
    if (!command->parts) {
        zsh_branch(out, command);
        return;
    }
    fprintf(out, "    %s)\n    if (( CURRENT == 2 )); then\n        compadd ", command->name);
    print_parts(out, command);
    fputs("\n        return\n    fi\n"
          "    command=$words[2]\n    shift words\n    (( CURRENT-- ))\n"
          "    case $command in\n",
          out);
    for (int i = 0; command->parts[i]; i++)
        zsh_branch(out, command->parts[i]);
    fputs("    esac ;;\n", out);
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

/* "evidence import": both words were seen. */
static void fish_seen(FILE *out, const Command *command)
{
    const char *space = strchr(command->name, ' ');
    const int n = space ? (int)(space - command->name) : (int)strlen(command->name);
    fprintf(out, "complete -c lode -n '__fish_seen_subcommand_from %.*s", n, command->name);
    if (space) fprintf(out, "; and __fish_seen_subcommand_from %s", space + 1);
    fputc('\'', out);
}

static void fish_option(FILE *out, const Command *command, const Option *option)
{
    fish_seen(out, command);
    fprintf(out, " -l %s", option->name);
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
        fish_seen(out, command);
        fputs(" -a '", out);
        if (kind == VALUE_METRIC)
            print_metrics(out);
        else
            print_commands(out);
        fputs("'\n", out);
    }
}

static void fish_command(FILE *out, const Command *command)
{
    for (const Option *option = command->options; option->name; option++)
        fish_option(out, command, option);
    fish_places(out, command);
    if (!command->parts) return;
    fish_seen(out, command);
    fputs(" -f -a '", out);
    print_parts(out, command);
    fputs("'\n", out);
    for (int i = 0; command->parts[i]; i++)
        fish_command(out, command->parts[i]);
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
    for (int i = 0; i < n; i++)
        fish_command(out, commands[i]);
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
