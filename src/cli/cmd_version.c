#include <jansson.h>
#include <sqlite3.h>

#include "cli/args.h"
#include "cli/json.h"
#include "ensemble/crew.h"

static const Option options[] = {OPTION_FLAG("json", 0, "print one JSON value"), OPTION_END};

static Status run(const Screen *screen, const Args *args)
{
    if (args_has(args, "json"))
        return json_print(screen,
                          json_pack("{s:s, s:s, s:s, s:s, s:b}", "schema", "lode.version/1",
                                    "lode", LODE_VERSION, "sqlite", sqlite3_libversion(),
                                    "jansson", JANSSON_VERSION, "mpi", crew_has_mpi()));
    fprintf(screen->out, "lode %s (SQLite %s, Jansson %s%s)\n", LODE_VERSION,
            sqlite3_libversion(), JANSSON_VERSION, crew_has_mpi() ? ", MPI" : "");
    return LODE_OK;
}

const Command command_version = {
    .name = "version",
    .summary = "version of this program and its libraries",
    .about = "Prints the version of lode and of the libraries it stands on.",
    .options = options,
    .examples = {{"lode version", "for people"}, {"lode version --json", "for programs"}},
    .run = run,
};
