#include "cli/paper.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool ends_in(const char *path, const char *ending)
{
    const size_t n = strlen(path), m = strlen(ending);
    return n > m && strcmp(path + n - m, ending) == 0;
}

Status paper_check(const Screen *screen, const char *path)
{
    if (!path || ends_in(path, ".csv") || ends_in(path, ".json")) return LODE_OK;
    screen_error(screen, "--output %s: write a name that ends in .csv or .json", path);
    return LODE_USAGE;
}

Status paper_put(const Screen *screen, const char *path, PaperPrint print, const void *what)
{
    const size_t room = strlen(path) + 8;
    char *part = malloc(room);
    if (!part) return LODE_NO_MEMORY;
    snprintf(part, room, "%s.part", path);
    Screen paper = *screen;
    paper.out = fopen(part, "wb");
    paper.out_colour = false;
    Status st = paper.out ? print(&paper, what) : LODE_IO;
    if (paper.out && fclose(paper.out) != 0 && !st) st = LODE_IO;
    if (!st && rename(part, path) != 0) st = LODE_IO;
    if (st == LODE_IO) screen_error(screen, "%s: %s", path, strerror(errno));
    if (st && paper.out) remove(part);
    if (!st) screen_note(screen, "%s is written\n", path);
    free(part);
    return st;
}

Status paper_write(const Screen *screen, const char *path, PaperPrint csv, PaperPrint json,
                   const void *what)
{
    if (!path) return LODE_OK;
    return paper_put(screen, path, ends_in(path, ".csv") ? csv : json, what);
}
