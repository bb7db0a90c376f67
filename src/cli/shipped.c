#include "cli/shipped.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

const char *shipped_join(Arena *arena, const char *folder, const char *name)
{
    const size_t n = strlen(folder) + strlen(name) + 2;
    char *path = ARENA_ARRAY(arena, char, n);
    if (path) snprintf(path, n, "%s/%s", folder, name);
    return path;
}

bool shipped_is_folder(const char *path)
{
    struct stat info;
    return path && stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static const char *folder_in(Arena *arena, const char *parent, const char *name)
{
    const char *path = shipped_join(arena, parent, name);
    return shipped_is_folder(path) ? path : NULL;
}

/* From the folder of this program upward: share/lode/NAME (installed) or NAME (built). */
static const char *above_program(Arena *arena, const char *name)
{
    char path[PATH_SIZE];
    const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0) return NULL;
    path[n] = '\0';
    for (char *slash = strrchr(path, '/'); slash && slash != path; slash = strrchr(path, '/')) {
        *slash = '\0';
        const char *installed = shipped_join(arena, path, "share/lode");
        const char *folder = installed ? folder_in(arena, installed, name) : NULL;
        if (!folder) folder = folder_in(arena, path, name);
        if (folder) return folder;
    }
    return NULL;
}

const char *shipped_folder(Arena *arena, const char *name)
{
    const char *data = getenv("LODE_DATA");
    if (data && *data) return folder_in(arena, data, name);
    const char *folder = above_program(arena, name);
    return folder ? folder : folder_in(arena, LODE_DATA_DIR, name);
}
