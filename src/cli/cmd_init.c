#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "cli/args.h"
#include "cli/examples.h"
#include "cli/grid.h"
#include "cli/json.h"

#define FIRST_MODEL "two-hops" /* what a newcomer gets */

static const Option options[] = {
    OPTION_VALUE("example", 'e', VALUE_TEXT, "NAME", "which one (two-hops if none is named)"),
    OPTION_FLAG("list", 0, "list the examples instead"),
    OPTION_FLAG("json", 0, "with --list: print one JSON value"),
    OPTION_END,
};

static Status print_examples(const Screen *screen, const ExampleModel *list, int n,
                             bool as_json)
{
    static const char *const titles[] = {"example", "what it is"};
    if (as_json) {
        json_t *array = json_array();
        for (int i = 0; i < n; i++)
            json_array_append_new(array,
                                  json_pack("{s:s, s:s, s:s}", "name", list[i].name, "title",
                                            list[i].title, "folder", list[i].folder));
        return json_print(
            screen, json_pack("{s:s, s:o}", "schema", "lode.examples/1", "examples", array));
    }
    Grid *grid = grid_new(2, titles);
    for (int i = 0; i < n; i++) {
        grid_text(grid, list[i].name);
        grid_text(grid, list[i].title);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static const ExampleModel *find_example(const Screen *screen, const ExampleModel *list, int n,
                                        const char *name)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    for (int i = 0; i < n; i++) {
        if (strcmp(list[i].name, name) == 0) return &list[i];
        text_nearest_try(&nearest, list[i].name);
    }
    if (nearest.best)
        screen_error(screen, "no example '%s'; did you mean '%s'?", name, nearest.best);
    else
        screen_error(screen, "no example '%s'; `lode init --list` lists them", name);
    return NULL;
}

static Status copy_example(const Screen *screen, Arena *arena, const ExampleModel *example,
                           const char *target)
{
    const char *where;
    const Status st = examples_copy(example->folder, target, arena, &where);
    if (st == LODE_IO)
        screen_error(screen, "%s: %s", where,
                     errno == ENOTEMPTY ? "there is something in this folder already"
                                        : strerror(errno));
    if (st) return st;
    screen_note(screen, "'%s' is now in %s; next: lode run %s\n", example->name, target,
                target);
    return LODE_OK;
}

static Status init(const Screen *screen, const Args *args, Arena *arena)
{
    ExampleModel *list;
    int n;
    const Status st = examples_list(arena, &list, &n);
    if (st == LODE_IO)
        screen_error(screen, "the example models are not where they should be; "
                             "set LODE_DATA to the folder that holds them");
    if (st) return st;
    if (args_has(args, "list")) return print_examples(screen, list, n, args_has(args, "json"));
    const char *target = args_place(args, 0);
    if (!target) {
        screen_error(screen, "DIR is missing: which folder shall be made?");
        return LODE_USAGE;
    }
    const char *name = args_text(args, "example");
    const ExampleModel *example = find_example(screen, list, n, name ? name : FIRST_MODEL);
    return example ? copy_example(screen, arena, example, target) : LODE_USAGE;
}

static Status run(const Screen *screen, const Args *args)
{
    Arena *arena = arena_new(0);
    if (!arena) return LODE_NO_MEMORY;
    const Status st = init(screen, args, arena);
    arena_free(arena);
    return st;
}

const Command command_init = {
    .name = "init",
    .summary = "a small model to start from",
    .about = "Makes the folder DIR and copies an example model into it.",
    .positionals = {{"DIR", VALUE_FOLDER, true, "the folder to make"}},
    .options = options,
    .examples = {{"lode init my-model", "the smallest model: a mine, a port and a mill"},
                 {"lode init --list", "what else there is"},
                 {"lode init --example ree-magnets my-model", "the reference model"}},
    .run = run,
};
