/* command.h - what a command is. From these descriptions come the parser, --help, the man page
 * and the completions of three shells. Private to cli/. */
#ifndef LODE_CLI_COMMAND_H
#define LODE_CLI_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"

/* What a value is, so that shells can complete it. */
typedef enum ValueKind {
    VALUE_NONE, /* the option is a switch */
    VALUE_TEXT,
    VALUE_FILE,
    VALUE_FOLDER,
    VALUE_METRIC,
    VALUE_CHOICE, /* one of `choices` */
    VALUE_COMMAND
} ValueKind;

typedef struct Option {
    const char *name; /* without the dashes */
    char letter;      /* 0: none */
    ValueKind kind;
    const char *value;   /* what the help calls it: "FILE" */
    const char *doc;     /* one line */
    const char *choices; /* "a|b|c" */
} Option;

typedef struct Positional {
    const char *name; /* "MODEL" */
    ValueKind kind;
    bool optional;
    const char *doc;
} Positional;

typedef struct Example {
    const char *line, *doc;
} Example;

struct Args;
struct Screen;

enum { COMMAND_POSITIONALS = 4, COMMAND_EXAMPLES = 5 };

typedef struct Command {
    const char *name;    /* of a part, with its command's: "evidence import" */
    const char *summary; /* one line, for the list */
    const char *about;   /* a paragraph */
    Positional positionals[COMMAND_POSITIONALS];
    bool many;                          /* the last of them may be repeated */
    const Option *options;              /* ends with a nameless one */
    Example examples[COMMAND_EXAMPLES]; /* at least two */
    Status (*run)(const struct Screen *screen, const struct Args *args);
    const struct Command *const *parts; /* `lode NAME PART ...`, ends with NULL; no run then */
} Command;

#define OPTION_FLAG(name, letter, doc)                                                         \
    {                                                                                          \
        name, letter, VALUE_NONE, NULL, doc, NULL                                              \
    }
#define OPTION_VALUE(name, letter, kind, value, doc)                                           \
    {                                                                                          \
        name, letter, kind, value, doc, NULL                                                   \
    }
#define OPTION_CHOICE(name, value, choices, doc)                                               \
    {                                                                                          \
        name, 0, VALUE_CHOICE, value, doc, choices                                             \
    }
#define OPTION_END                                                                             \
    {                                                                                          \
        NULL, 0, VALUE_NONE, NULL, NULL, NULL                                                  \
    }

#define COMMAND(name) extern const Command command_##name;
#include "cli/commands.def"
#undef COMMAND

const Command *const *command_list(int *n);

/* NULL when there is none of that name. */
const Command *command_find(const char *name);

/* A part of a command by its own word ("import"); NULL when there is none. */
const Command *command_part(const Command *command, const char *word);

/* The last word of a command's name. */
const char *command_word(const Command *command);

/* The number of places before the first nameless one. */
int command_positionals(const Command *command);
int command_examples(const Command *command);

#endif
