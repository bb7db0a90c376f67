#include <sys/stat.h>

#include "cli/load.h"
#include "cli/why.h"

static const Option options[] = {
    OPTION_VALUE("region", 0, VALUE_TEXT, "ID", "of a price: where"),
    OPTION_VALUE("commodity", 'c', VALUE_TEXT, "ID", "of a price: of what"),
    OPTION_VALUE("month", 'm', VALUE_TEXT, "YYYY-MM", "of a price: when"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME", "of a price: in which run; else the first"),
    OPTION_VALUE("language", 0, VALUE_TEXT, "en|zh", "of a price: words in English or Chinese"),
    OPTION_CURRENCY,
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static Status run(const Screen *screen, const Args *args)
{
    if (!is_folder(args_place(args, 0))) return why_price(screen, args);
    if (args_place(args, 2)) return why_cell(screen, args);
    screen_error(screen, "KEY is missing; `lode why --help` shows the form");
    return LODE_USAGE;
}

const Command command_why = {
    .name = "why",
    .summary = "where a number comes from, and what a price is made of",
    .about =
        "With a model folder: leads from a cell to its source: the value as written and as "
        "understood (units, basis, money), the row that decided it where rows hold wildcards, "
        "the document, how it is known, and the file and line. KEY is the row's id, or the "
        "cells of its key columns joined by '/', or COLUMN=CELL pairs, or ':' and a line. With "
        "a results file and the word price: takes a price apart along the chain, names the "
        "limits that hold it up with their rents, and who supplies and who uses at the margin.",
    .positionals = {{"MODEL|FILE", VALUE_FILE, false, "a model folder, or a results file"},
                    {"TABLE|price", VALUE_TEXT, false, "a table, such as facilities"},
                    {"KEY", VALUE_TEXT, true, "a row of the table"},
                    {"COLUMN", VALUE_TEXT, true, "a column; else the whole row"}},
    .options = options,
    .examples = {{"lode why my-model facilities the-mine capacity", "one cell"},
                 {"lode why my-model routes ore/mine/port", "a route, after wildcards"},
                 {"lode why runs.sqlite price --region mill -c ore --month 2025-06",
                  "a price"}},
    .run = run,
};
