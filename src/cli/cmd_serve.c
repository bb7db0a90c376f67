#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/examples.h"
#include "cli/load.h"
#include "cli/magnet.h"
#include "cli/shipped.h"
#include "web/web.h"

static const Option options[] = {
    OPTION_VALUE("port", 'p', VALUE_TEXT, "N", "of 127.0.0.1; 0 takes any; else 8733"),
    OPTION_FLAG("open", 0, "open the page in the browser"),
    OPTION_VALUE("ui-dir", 0, VALUE_FOLDER, "DIR",
                 "read the page from here, for work on the page"),
    OPTION_VALUE("library", 'l', VALUE_FILE, "FILE",
                 "of documents; else library.sqlite in the model's evidence folder"),
    OPTION_VALUE("ensemble", 'e', VALUE_FILE, "FILE",
                 "a results file of `lode ensemble`: ranges beside the verdicts on claims"),
    OPTION_FLAG("json", 0, "print the address as one JSON value"),
    OPTION_END,
};

enum { USUAL_PORT = 8733, LAST_PORT = 65535 };

static Status read_port(const Screen *screen, const Args *args, int *out)
{
    const char *text = args_text(args, "port");
    double value = USUAL_PORT;
    if (text && (!text_number(text, &value) || value < 0 || value > LAST_PORT ||
                 value != (double)(int)value)) {
        screen_error(screen, "--port is a whole number from 0 to %d, not '%s'", LAST_PORT,
                     text);
        return LODE_USAGE;
    }
    *out = (int)value;
    return LODE_OK;
}

/* Leaves the opening to the desktop; whether it has one is its business. */
static void open_browser(const char *address)
{
    const pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            execlp("xdg-open", "xdg-open", address, (char *)NULL);
            _exit(127);
        }
        _exit(0);
    }
    if (child > 0) waitpid(child, NULL, 0);
}

static void tell_address(const Screen *screen, const Args *args, const Web *web)
{
    char address[64];
    snprintf(address, sizeof address, "http://127.0.0.1:%d/", web_port(web));
    if (args_has(args, "json"))
        fprintf(screen->out,
                "{\"schema\":\"lode.serve/1\",\"address\":\"%s\",\"token\":\"%s\"}\n", address,
                web_token(web));
    else
        fprintf(screen->out, "%s\n", address);
    fflush(screen->out);
    screen_note(screen, "the page is at %s until Ctrl-C\n", address);
    if (args_has(args, "open")) open_browser(address);
}

/* What the view of magnets needs; a program without data/magnets serves the rest. */
static Status read_magnets(const Screen *screen, Arena *arena, MagnetData *room,
                           const MagnetData **out)
{
    *out = NULL;
    if (!shipped_folder(arena, "data/magnets")) return LODE_OK;
    const Status st = magnet_read_shipped(screen, arena, room);
    if (!st) *out = room;
    return st;
}

static Status serve(const Screen *screen, const Args *args, const Model *model, Arena *arena,
                    Diag *diag)
{
    WebOptions web_options = {.model = model,
                              .ui_dir = args_text(args, "ui-dir"),
                              .library = args_text(args, "library"),
                              .ensemble = args_text(args, "ensemble")};
    MagnetData magnets;
    Web *web = NULL;
    Status st = read_port(screen, args, &web_options.port);
    if (!st && web_options.library && access(web_options.library, R_OK) != 0) {
        screen_error(screen, "there is no library '%s'; `lode evidence import` makes one",
                     web_options.library);
        st = LODE_IO;
    }
    if (!st) st = read_magnets(screen, arena, &magnets, &web_options.magnets);
    if (!st) st = web_open(&web_options, diag, &web);
    if (!st) tell_address(screen, args, web);
    while (!st && !interrupted()) {
        const struct timespec moment = {.tv_nsec = 50000000};
        nanosleep(&moment, NULL);
    }
    web_close(web);
    return st;
}

/* The folder of the model that comes with the program. */
static Status reference_folder(const Screen *screen, Arena *arena, const char **out)
{
    ExampleModel *list;
    int n;
    const Status st = examples_list(arena, &list, &n);
    for (int i = 0; i < n && !st; i++)
        if (strcmp(list[i].name, "ree-magnets") == 0) *out = list[i].folder;
    if (*out) return LODE_OK;
    screen_error(screen,
                 "the reference model is not where this program looks; name a MODEL, or "
                 "set LODE_DATA to the folder that holds models/");
    return LODE_IO;
}

static Status run(const Screen *screen, const Args *args)
{
    const char *place = args_place(args, 0);
    Model *model = NULL;
    Diag *diag = diag_new();
    Arena *arena = arena_new(0);
    Status st = diag && arena ? LODE_OK : LODE_NO_MEMORY;
    interrupt_watch();
    if (!st && !place) st = reference_folder(screen, arena, &place);
    if (!st) st = load_model(screen, place, NULL, 0, &model);
    if (!st) st = serve(screen, args, model, arena, diag);
    screen_diag(screen, diag, LOAD_MESSAGES);
    model_free(model);
    diag_free(diag);
    arena_free(arena);
    return st;
}

const Command command_serve = {
    .name = "serve",
    .summary = "the page: sliders, maps and charts that answer at once",
    .about =
        "Answers on 127.0.0.1 with a page on which every change of a policy is solved at once, "
        "and "
        "with the API behind it (docs/web.md). Without MODEL it opens the reference model. The "
        "address is printed; the page asks no other machine for anything.",
    .positionals = {{"MODEL", VALUE_FOLDER, true, "a model folder; else the reference model"}},
    .options = options,
    .examples = {{"lode serve --open", "the reference model, in the browser"},
                 {"lode serve my-model --port 9000", "a model of your own"}},
    .run = run,
};
