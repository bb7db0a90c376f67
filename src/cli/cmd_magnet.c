#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/load.h"
#include "cli/magnet.h"
#include "cli/shipped.h"

static const Option options[] = {
    OPTION_VALUE("family", 'f', VALUE_TEXT, "FAMILY", "N, M, H, SH, UH, EH or AH"),
    OPTION_VALUE("hcj", 0, VALUE_TEXT, "KOE", "coercivity at 20 C, at least (kOe)"),
    OPTION_VALUE("br", 0, VALUE_TEXT, "T", "remanence at 20 C that alignment is set for (T)"),
    OPTION_VALUE("temp", 't', VALUE_TEXT, "C",
                 "where it works (degrees C); curves: several, "
                 "joined by ','"),
    OPTION_VALUE("hcj-hot", 0, VALUE_TEXT, "KOE", "coercivity there, at least (kOe)"),
    OPTION_VALUE("thickness", 0, VALUE_TEXT, "MM", "along the diffusion (4 mm)"),
    OPTION_VALUE("permeance", 0, VALUE_TEXT, "PC", "of its load line, B / (mu0 |H|)"),
    OPTION_VALUE("applied", 0, VALUE_TEXT, "KOE", "demagnetising field on the load line (kOe)"),
    OPTION_VALUE("recipe", 0, VALUE_TEXT, "ID", "curves: of this recipe, not the cheapest"),
    OPTION_VALUE("price", 'p', VALUE_TEXT, "ELEMENT=USD/KG",
                 "price of an element's oxide, or x2 for twice the usual; may be repeated"),
    OPTION_VALUE("prices", 0, VALUE_FILE, "FILE", "prices of a run in a results file"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME", "that run; else the first"),
    OPTION_VALUE("region", 0, VALUE_TEXT, "ID", "where prices are taken (china)"),
    OPTION_VALUE("month", 'm', VALUE_TEXT, "YYYY-MM", "when; else the mean of the run"),
    OPTION_VALUE("takt", 0, VALUE_TEXT, "S", "line: seconds between two pieces of a line"),
    OPTION_VALUE("mass", 0, VALUE_TEXT, "G", "line: of a piece (g)"),
    OPTION_VALUE("lines", 0, VALUE_TEXT, "N", "line: how many, alike (1)"),
    OPTION_VALUE("hours", 0, VALUE_TEXT, "H", "line: manned in a day (24)"),
    OPTION_VALUE("days", 0, VALUE_TEXT, "D", "line: manned in a year (365.25)"),
    OPTION_VALUE("uptime", 0, VALUE_TEXT, "%", "line: of manned time (100)"),
    OPTION_VALUE("yield", 0, VALUE_TEXT, "%", "line: good pieces (100)"),
    OPTION_VALUE("book", 0, VALUE_TEXT, "T", "line: orders on hand (t)"),
    OPTION_VALUE("orders", 0, VALUE_TEXT, "T", "line: new orders in a year (t)"),
    OPTION_VALUE("svg", 'o', VALUE_FILE, "FILE", "curves: draw them to a file"),
    OPTION_FLAG("csv", 0, "print CSV"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

Status magnet_number(const MagnetDesk *desk, const char *option, double given, double *out)
{
    const char *text = args_text(desk->args, option);
    *out = given;
    if (!text || text_number(text, out)) return LODE_OK;
    screen_error(desk->screen, "--%s is a number, not '%s'", option, text);
    return LODE_USAGE;
}

static Status read_family(const MagnetDesk *desk, MagnetWant *want)
{
    want->family = args_text(desk->args, "family");
    if (!want->family || magnet_family_find(&desk->data, want->family) >= 0) return LODE_OK;
    screen_error(desk->screen, "no family '%s'; they are N, M, H, SH, UH, EH and AH",
                 want->family);
    return LODE_USAGE;
}

Status magnet_read_want(const MagnetDesk *desk, MagnetWant *want)
{
    *want = magnet_want_nothing();
    Status st = read_family(desk, want);
    if (!st) st = magnet_number(desk, "hcj", want->hcj, &want->hcj);
    if (!st) st = magnet_number(desk, "br", want->br, &want->br);
    if (!st) st = magnet_number(desk, "hcj-hot", want->hcj_hot, &want->hcj_hot);
    if (!st) st = magnet_number(desk, "thickness", want->thickness, &want->thickness);
    if (!st) st = magnet_number(desk, "permeance", want->permeance, &want->permeance);
    if (!st) st = magnet_number(desk, "applied", want->applied, &want->applied);
    return st;
}

Status magnet_refused(const MagnetDesk *desk, Status st, const MagnetWhy *why)
{
    if (st != LODE_BAD_INPUT && st != LODE_INFEASIBLE) return st;
    screen_error(desk->screen, "%s", why->text);
    return st == LODE_INFEASIBLE ? LODE_NEGATIVE : LODE_BAD_INPUT;
}

/* ---- what a verb works on ---- */

Status magnet_read_shipped(const Screen *screen, Arena *arena, MagnetData *out)
{
    const char *folder = shipped_folder(arena, "data/magnets");
    if (!folder) {
        screen_error(screen, "the folder data/magnets is not found; LODE_DATA may name "
                             "the folder that holds data/");
        return LODE_IO;
    }
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    const Status st = magnet_data_read(folder, arena, diag, out);
    screen_diag(screen, diag, LOAD_MESSAGES);
    diag_free(diag);
    return st;
}

static const struct Verb {
    const char *name;
    Status (*print)(const MagnetDesk *desk);
    bool alone; /* asks neither data/magnets nor prices */
} verbs[] = {{"design", magnet_print_designs, false},
             {"curves", magnet_print_curves, false},
             {"grades", magnet_print_grades, false},
             {"line", magnet_print_lines, true}};

static const struct Verb *find_verb(const Screen *screen, const char *name)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, name) == 0) return &verbs[i];
        text_nearest_try(&nearest, verbs[i].name);
    }
    if (nearest.best)
        screen_error(screen, "no verb '%s'; did you mean '%s'?", name, nearest.best);
    else
        screen_error(screen, "no verb '%s'; they are design, curves, grades and line", name);
    return NULL;
}

static Status run(const Screen *screen, const Args *args)
{
    const struct Verb *verb = find_verb(screen, args_place(args, 0));
    if (!verb) return LODE_USAGE;
    MagnetDesk desk = {.screen = screen, .args = args, .arena = arena_new(0)};
    if (!desk.arena) return LODE_NO_MEMORY;
    Status st = verb->alone ? LODE_OK : magnet_read_shipped(screen, desk.arena, &desk.data);
    if (!st && !verb->alone) st = magnet_read_prices(&desk);
    if (!st) st = verb->print(&desk);
    arena_free(desk.arena);
    return st;
}

const Command command_magnet = {
    .name = "magnet",
    .summary = "grades, recipes, demagnetisation curves and production lines of NdFeB magnets",
    .about =
        "design: the recipes that reach a coercivity, what they use of each element, what they "
        "cost, and what they save of dysprosium and terbium against plain alloying. curves: "
        "demagnetisation curves at temperatures, as a table or a picture. grades: catalogue "
        "grades beside the recipe that recovers each. line: pieces and tonnes that production "
        "lines make in a year, their backlog and lead time. Outside the range a law was held "
        "to, the "
        "answer is a sentence, not a number (docs/magnets.md).",
    .positionals = {{"VERB", VALUE_TEXT, false, "design, curves, grades or line"}},
    .options = options,
    .examples = {{"lode magnet design --hcj 25 --temp 150 --thickness 4 --price dy=x4",
                  "with dysprosium at four times its price"},
                 {"lode magnet design --family UH --prices runs.sqlite --month 2028-01",
                  "at simulated prices"},
                 {"lode magnet curves --family UH --temp 20,100,150,200 -o uh.svg",
                  "a picture"},
                 {"lode magnet line --takt 90 --mass 50 --uptime 85 --lines 4 --book 30",
                  "tonnes a year, and how long customers wait"}},
    .run = run,
};
