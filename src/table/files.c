#include "table/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_BYTES = 4096 };

typedef struct Shelf {
    const char *folder;
    Arena *arena;
    Diag *diag;
    File *items; /* grows in the arena */
    int32_t n, room;
} Shelf;

static Status read_bytes(Shelf *shelf, FILE *stream, size_t size, File *file)
{
    char *bytes = arena_zeroed(shelf->arena, size + 1, 1);
    if (!bytes) return LODE_NO_MEMORY;
    file->bytes = bytes;
    file->n = fread(bytes, 1, size, stream);
    if (!ferror(stream)) return LODE_OK;
    diag_error(shelf->diag, file->name, 0, 0, "", "the file cannot be read");
    return LODE_IO;
}

static Status read_file(Shelf *shelf, const char *path, File *file)
{
    struct stat info;
    FILE *stream = fopen(path, "rb");
    if (!stream || fstat(fileno(stream), &info) != 0) {
        diag_error(shelf->diag, file->name, 0, 0, "", "the file cannot be opened: %s",
                   strerror(errno));
        if (stream) fclose(stream);
        return LODE_IO;
    }
    Status st = LODE_OK;
    if (!S_ISREG(info.st_mode))
        diag_error(shelf->diag, file->name, 0, 0, "", "this is no ordinary file");
    else if (info.st_size > FILE_BYTES_MAX)
        diag_error(shelf->diag, file->name, 0, 0, "", "the file has more than %d MB; split it",
                   FILE_BYTES_MAX / (1024 * 1024));
    else
        st = read_bytes(shelf, stream, (size_t)info.st_size, file);
    fclose(stream);
    return st;
}

static Status shelf_room(Shelf *shelf)
{
    if (shelf->n < shelf->room) return LODE_OK;
    const int32_t room = shelf->room ? 2 * shelf->room : 32;
    File *longer = ARENA_ARRAY(shelf->arena, File, room);
    if (!longer) return LODE_NO_MEMORY;
    if (shelf->n) memcpy(longer, shelf->items, (size_t)shelf->n * sizeof *longer);
    shelf->items = longer;
    shelf->room = room;
    return LODE_OK;
}

/* Files that are not there are no failure here: the model says what it misses. */
static Status add_file(Shelf *shelf, const char *name)
{
    char path[PATH_BYTES];
    struct stat info;
    const int length = snprintf(path, sizeof path, "%s/%s", shelf->folder, name);
    if (length < 0 || length >= PATH_BYTES) return LODE_IO;
    if (stat(path, &info) != 0) return LODE_OK;
    Status st = shelf_room(shelf);
    if (st) return st;
    File file = {.name = arena_text(shelf->arena, name, strlen(name))};
    if (!file.name) return LODE_NO_MEMORY;
    st = read_file(shelf, path, &file);
    if (!st && file.bytes) shelf->items[shelf->n++] = file;
    return st;
}

static bool ends_in(const char *name, const char *ending)
{
    const size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

static bool is_ours(const char *name)
{
    return name[0] != '.' &&
           (ends_in(name, ".csv") || ends_in(name, ".yaml") || ends_in(name, ".yml"));
}

static Status add_folder(Shelf *shelf, const char *folder)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", shelf->folder, folder);
    DIR *open = opendir(path);
    if (!open) return LODE_OK;
    Status st = LODE_OK;
    for (const struct dirent *entry = readdir(open); entry && !st; entry = readdir(open)) {
        if (!is_ours(entry->d_name)) continue;
        snprintf(path, sizeof path, "%s/%.255s", folder, entry->d_name);
        st = add_file(shelf, path);
    }
    closedir(open);
    return st;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const File *)a)->name, ((const File *)b)->name);
}

Status files_read(const char *folder, Arena *arena, Diag *diag, Files *out)
{
    Shelf shelf = {.folder = folder, .arena = arena, .diag = diag};
    struct stat info;
    *out = (Files){0};
    if (stat(folder, &info) != 0 || !S_ISDIR(info.st_mode)) {
        diag_error(diag, "", 0, 0, "", "there is no folder '%s'", folder);
        return LODE_IO;
    }
    Status st = add_file(&shelf, "model.yaml");
    if (!st) st = add_file(&shelf, "checks.yaml");
    if (!st) st = add_folder(&shelf, "tables");
    if (!st) st = add_folder(&shelf, "scenarios");
    if (!st) st = add_folder(&shelf, "evidence");
    if (st) return st;
    if (shelf.n) qsort(shelf.items, (size_t)shelf.n, sizeof *shelf.items, by_name);
    *out = (Files){.items = shelf.items, .n = shelf.n};
    return LODE_OK;
}

Status files_add(const char *path, const char *name, Arena *arena, Diag *diag, Files *files)
{
    Shelf shelf = {.arena = arena, .diag = diag};
    File file = {.name = path};
    shelf.items = ARENA_ARRAY(arena, File, files->n + 1);
    if (!shelf.items) return LODE_NO_MEMORY;
    const Status st = read_file(&shelf, path, &file);
    if (st || !file.bytes) return st ? st : LODE_IO;
    file.name = arena_text(arena, name, strlen(name));
    if (!file.name) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < files->n; i++)
        if (strcmp(files->items[i].name, name) != 0) shelf.items[shelf.n++] = files->items[i];
    shelf.items[shelf.n++] = file;
    qsort(shelf.items, (size_t)shelf.n, sizeof *shelf.items, by_name);
    files->items = shelf.items;
    files->n = shelf.n;
    return LODE_OK;
}

const File *files_find(const Files *files, const char *name)
{
    for (int32_t i = 0; i < files->n; i++)
        if (strcmp(files->items[i].name, name) == 0) return &files->items[i];
    return NULL;
}
