#include <sys/stat.h>

#include "cli/why.h"

static const Option options[] = {
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

static Status run(const Screen *screen, const Args *args)
{
    if (!args_place(args, 2)) {
        screen_error(screen, "KEY is missing; `lode why --help` shows the form");
        return LODE_USAGE;
    }
    return why_cell(screen, args);
}

const Command command_why = {
    .name = "why",
    .summary = "where a number comes from",
    .about =
        "Leads from a cell of a model to its source: the value as written and as understood "
        "(units, basis, money), the row that decided it where rows hold wildcards, the "
        "document, "
        "how it is known, and the file and line. KEY is the row's id, or the cells of its key "
        "columns joined by '/', or COLUMN=CELL pairs, or ':' and a line.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"},
                    {"TABLE", VALUE_TEXT, false, "a table, such as facilities"},
                    {"KEY", VALUE_TEXT, true, "a row"},
                    {"COLUMN", VALUE_TEXT, true, "a column; else the whole row"}},
    .options = options,
    .examples = {{"lode why my-model facilities the-mine capacity", "one cell"},
                 {"lode why my-model routes ore/mine/port", "a route, after wildcards"}},
    .run = run,
};
