/* tests/bad/NAME/: broken models and the messages they earn. One test for each folder, which is
 * laid over tests/bad/base (see tests/bad/README.md). */
#include "world.h"

#include <dirent.h>
#include <stdlib.h>

enum { CASES_MAX = 256, NAME_MAX_BYTES = 128, PATH_BYTES = 1024, EXPECTED_MAX = 1 << 16 };

static char names[CASES_MAX][NAME_MAX_BYTES];
static int n_names, next_name; /* tests run in the order in which they were registered */

static bool read_list(const char *name, const char *file, char *text)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/bad/%s/%s", test_folder(), name, file);
    FILE *stream = fopen(path, "rb");
    if (!stream) return false;
    const size_t n = fread(text, 1, EXPECTED_MAX - 1, stream);
    text[n] = '\0';
    fclose(stream);
    return true;
}

/* Leaves out the base's files that without.txt lists, one a line. */
static void drop_files(World *w, const char *name)
{
    static char text[EXPECTED_MAX];
    if (!read_list(name, "without.txt", text)) return;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        world_drop(w, line);
}

static void gather(const World *w, char *text)
{
    size_t n = 0;
    text[0] = '\0';
    for (int32_t i = 0; i < diag_count(w->diag); i++)
        n += (size_t)snprintf(text + n, EXPECTED_MAX - n, "%s\n", world_said(w, i));
}

static void read_next(void **state)
{
    static char expected[EXPECTED_MAX], got[EXPECTED_MAX];
    char path[PATH_BYTES];
    (void)state;
    const char *name = names[next_name++];
    World w = world_open();
    drop_files(&w, name);
    snprintf(path, sizeof path, "%s/bad/%s", test_folder(), name);
    world_lay(&w, path);
    world_read(&w);
    gather(&w, got);
    const bool has = read_list(name, "expected.txt", expected);
    const char *write = getenv("LODE_WRITE_EXPECTED");
    if (write) {
        snprintf(path, sizeof path, "%s/bad/%s/expected.txt", test_folder(), name);
        FILE *stream = fopen(path, "wb");
        assert_non_null(stream);
        fputs(got, stream);
        fclose(stream);
    } else if (!has || strcmp(got, expected) != 0) {
        fail_msg("tests/bad/%s says\n%sexpected\n%s", name, got, expected);
    }
    const bool warned = diag_errors(w.diag) == 0;
    assert_int_equal(w.status, warned ? LODE_OK : LODE_BAD_INPUT);
    assert_true(diag_count(w.diag) > 0);
    world_close(&w);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

__attribute__((constructor)) static void register_all(void)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/bad", test_folder());
    DIR *folder = opendir(path);
    if (!folder) return;
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const bool other = strchr(entry->d_name, '.') || strcmp(entry->d_name, "base") == 0;
        if (!other && n_names < CASES_MAX)
            snprintf(names[n_names++], NAME_MAX_BYTES, "%.120s", entry->d_name);
    }
    closedir(folder);
    qsort(names, (size_t)n_names, sizeof names[0], by_name);
    for (int i = 0; i < n_names; i++)
        test_register(names[i], read_next);
}
