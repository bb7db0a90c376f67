#include "cli/examples.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/shipped.h"
#include "table/yaml.h"

enum { EXAMPLES_MAX = 64 };

/* LODE_DATA may also name a folder of models itself. */
static const char *models_folder(Arena *arena)
{
    const char *data = getenv("LODE_DATA");
    const char *folder = shipped_folder(arena, "models");
    return folder || !data || !shipped_is_folder(data) ? folder : data;
}

/* ---- what they are ---- */

static const char *model_title(Arena *arena, const char *path)
{
    YamlNode *root = NULL;
    Diag *diag = diag_new();
    const char *title = "";
    if (diag && yaml_read(path, path, arena, diag, &root) == LODE_OK && root) {
        const YamlNode *node = yaml_get(root, "title");
        if (node && node->type == YAML_IS_TEXT) title = node->text;
    }
    diag_free(diag);
    return title;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const ExampleModel *)a)->name, ((const ExampleModel *)b)->name);
}

static Status add_example(Arena *arena, const char *folder, const char *name,
                          ExampleModel *list, int *n)
{
    const char *own = shipped_join(arena, folder, name);
    const char *yaml = own ? shipped_join(arena, own, "model.yaml") : NULL;
    if (!yaml) return LODE_NO_MEMORY;
    if (access(yaml, R_OK) != 0) return LODE_OK;
    const char *copy = arena_text(arena, name, strlen(name));
    if (!copy) return LODE_NO_MEMORY;
    list[(*n)++] = (ExampleModel){copy, model_title(arena, yaml), own};
    return LODE_OK;
}

Status examples_list(Arena *arena, ExampleModel **out, int *n)
{
    *n = 0;
    *out = ARENA_ARRAY(arena, ExampleModel, EXAMPLES_MAX);
    if (!*out) return LODE_NO_MEMORY;
    const char *folder = models_folder(arena);
    DIR *dir = folder ? opendir(folder) : NULL;
    if (!dir) return LODE_IO;
    Status st = LODE_OK;
    for (const struct dirent *entry; !st && *n < EXAMPLES_MAX && (entry = readdir(dir));)
        if (entry->d_name[0] != '.') st = add_example(arena, folder, entry->d_name, *out, n);
    closedir(dir);
    qsort(*out, (size_t)*n, sizeof **out, by_name);
    return st;
}

/* ---- copying ---- */

static bool copy_bytes(FILE *from, FILE *to)
{
    char buffer[16384];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, from)) > 0;)
        if (fwrite(buffer, 1, n, to) != n) return false;
    return !ferror(from);
}

static Status copy_file(const char *from, const char *to)
{
    FILE *source = fopen(from, "rb");
    if (!source) return LODE_IO;
    FILE *target = fopen(to, "wbx");
    bool ok = target && copy_bytes(source, target);
    if (target && fclose(target) != 0) ok = false;
    fclose(source);
    return ok ? LODE_OK : LODE_IO;
}

static bool is_empty(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir) return false;
    int n = 0;
    while (readdir(dir) && n < 3)
        n++;
    closedir(dir);
    return n < 3; /* . and .. */
}

static Status copy_entry(const char *from, const char *to, Arena *arena, const char **where)
{
    if (shipped_is_folder(from)) return examples_copy(from, to, arena, where);
    const Status st = copy_file(from, to);
    if (st) *where = to;
    return st;
}

Status examples_copy(const char *from, const char *to, Arena *arena, const char **where)
{
    *where = to;
    if (mkdir(to, 0777) != 0) {
        if (errno != EEXIST) return LODE_IO;
        if (!is_empty(to)) {
            errno = ENOTEMPTY;
            return LODE_IO;
        }
    }
    DIR *dir = opendir(from);
    if (!dir) return LODE_IO;
    Status st = LODE_OK;
    for (const struct dirent *entry; !st && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        const char *source = shipped_join(arena, from, entry->d_name);
        const char *target = shipped_join(arena, to, entry->d_name);
        st = source && target ? copy_entry(source, target, arena, where) : LODE_NO_MEMORY;
    }
    closedir(dir);
    return st;
}
