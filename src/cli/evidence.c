#include "cli/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { GLOSSARY_MAX = 4 << 20 };

static const char *join(Arena *arena, const char *folder, const char *name)
{
    const size_t n = strlen(folder) + strlen(name) + 2;
    char *path = ARENA_ARRAY(arena, char, n);
    if (path) snprintf(path, n, "%s/%s", folder, name);
    return path;
}

static bool is_there(const char *path)
{
    return path && access(path, R_OK) == 0;
}

/* --- which library --- */

Status shelf_begin(const Screen *screen, const Args *args, Shelf *out)
{
    *out = (Shelf){.screen = screen, .args = args, .arena = arena_new(0), .diag = diag_new()};
    if (!out->arena || !out->diag) return LODE_NO_MEMORY;
    out->model = args_text(args, "model");
    if (!out->model && is_there("model.yaml")) out->model = ".";
    if (out->model && !is_there(join(out->arena, out->model, "model.yaml"))) {
        screen_error(screen, "there is no model in '%s'", out->model);
        return LODE_IO;
    }
    out->path = args_text(args, "library");
    if (!out->path)
        out->path = out->model ? join(out->arena, out->model, "evidence/library.sqlite")
                               : "library.sqlite";
    return out->path ? LODE_OK : LODE_NO_MEMORY;
}

/* The model's own glossary, if it has one; its bytes live in the shelf's arena. */
static Status read_glossary(Shelf *shelf, EvidenceOptions *options)
{
    const char *path =
        shelf->model ? join(shelf->arena, shelf->model, "evidence/glossary.csv") : NULL;
    if (!is_there(path)) return LODE_OK;
    FILE *file = fopen(path, "rb");
    char *bytes = file ? ARENA_ARRAY(shelf->arena, char, GLOSSARY_MAX + 1) : NULL;
    const size_t n = bytes ? fread(bytes, 1, GLOSSARY_MAX + 1, file) : 0;
    const bool bad = !file || ferror(file) || n > GLOSSARY_MAX;
    if (file) fclose(file);
    if (bad) {
        screen_error(shelf->screen, "%s cannot be read", path);
        return LODE_IO;
    }
    *options = (EvidenceOptions){bytes, n, path};
    return bytes ? LODE_OK : LODE_NO_MEMORY;
}

Status shelf_open(const Screen *screen, const Args *args, bool make, Shelf *out)
{
    EvidenceOptions options = {NULL, 0, NULL};
    Status st = shelf_begin(screen, args, out);
    if (!st && !make && !is_there(out->path)) {
        screen_error(screen, "there is no library '%s'; `lode evidence import` makes one",
                     out->path);
        return LODE_IO;
    }
    if (!st) st = read_glossary(out, &options);
    if (!st) st = evidence_open(out->path, &options, out->diag, &out->library);
    if (st) screen_diag(screen, out->diag, INT32_MAX);
    return st;
}

void shelf_close(Shelf *shelf)
{
    evidence_close(shelf->library);
    diag_free(shelf->diag);
    arena_free(shelf->arena);
}

Status shelf_tell(const Shelf *shelf, Status st)
{
    const char *message = shelf->library ? evidence_message(shelf->library) : "";
    if (st && st != LODE_INTERRUPTED)
        screen_error(shelf->screen, "%s", *message ? message : status_text(st));
    return st;
}

Status shelf_number(const Shelf *shelf, const char *option, int64_t fallback, int64_t *out)
{
    const char *text = args_text(shelf->args, option);
    double value;
    *out = fallback;
    if (!text) return LODE_OK;
    if (text_number(text, &value) && value >= 0 && value < 1e15 &&
        value == (double)(int64_t)value) {
        *out = (int64_t)value;
        return LODE_OK;
    }
    screen_error(shelf->screen, "--%s is a whole number, not '%s'", option, text);
    return LODE_USAGE;
}

/* --- lines --- */

void shelf_print(const Screen *screen, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];
        const bool c1 = c == 0xC2 && i + 1 < n && (unsigned char)text[i + 1] < 0xA0;
        if (c1) i++;
        fputc(c1 || c < 0x20 || c == 0x7F ? ' ' : c, screen->out);
    }
}

void shelf_print_marked(const Screen *screen, const EvidenceText *text)
{
    const size_t n = strlen(text->text);
    size_t at = 0;
    for (int32_t i = 0; i < text->n_marks; i++) {
        const size_t from = (size_t)text->marks[i].at;
        const size_t to = from + (size_t)text->marks[i].length;
        if (from < at || to > n) continue;
        shelf_print(screen, text->text + at, from - at);
        fputs(screen->out_colour ? "\033[1;33m" : "[", screen->out);
        shelf_print(screen, text->text + from, to - from);
        fputs(screen->out_colour ? "\033[0m" : "]", screen->out);
        at = to;
    }
    shelf_print(screen, text->text + at, n - at);
}

void shelf_print_origin(const Screen *screen, const char *source, const char *date)
{
    if (source) shelf_print(screen, source, strlen(source));
    if (source && date) fputs(" · ", screen->out);
    if (date) fputs(date, screen->out);
}
