/* Every model folder of tests/cases and of models holds its own answers in checks.yaml; here
 * the built program checks them all. A folder without a model or without checks is a failure
 * too, so that nothing is passed over in silence. docs/cases.md says where the answers are
 * from.
 */
#include "support/test.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { PATH_SIZE = 1024, FOLDERS_MAX = 256 };

typedef struct Folders {
    char path[FOLDERS_MAX][PATH_SIZE];
    int n;
} Folders;

static bool path_join(char out[PATH_SIZE], const char *folder, const char *name)
{
    const int n = snprintf(out, PATH_SIZE, "%s/%s", folder, name);
    return n > 0 && n < PATH_SIZE;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool has_file(const char *folder, const char *name)
{
    char path[PATH_SIZE];
    struct stat about;
    return path_join(path, folder, name) && stat(path, &about) == 0 && about.st_size > 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* All folders within `parent`, by name; the test fails when they cannot be listed. */
static Folders *list_folders(const char *parent)
{
    Folders *list = calloc(1, sizeof *list);
    DIR *dir = opendir(parent);
    assert_non_null(list);
    if (!dir) fail_msg("cannot list %s", parent);
    for (const struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        if (list->n == FOLDERS_MAX) fail_msg("more than %d folders in %s", FOLDERS_MAX, parent);
        if (!path_join(list->path[list->n], parent, entry->d_name))
            fail_msg("too long a path: %s/%s", parent, entry->d_name);
        if (is_folder(list->path[list->n])) list->n++;
    }
    closedir(dir);
    qsort(list->path, (size_t)list->n, sizeof list->path[0], by_name);
    return list;
}

/* Runs `lode check FOLDER`; tells everything it said when it does not exit with 0. */
static bool passes(const char *folder)
{
    if (!has_file(folder, "model.yaml") || !has_file(folder, "checks.yaml")) {
        print_error("%s: a folder here needs a model.yaml and a checks.yaml\n", folder);
        return false;
    }
    char command[2 * PATH_SIZE];
    const int n =
        snprintf(command, sizeof command, "'%s' check '%s' 2>&1", LODE_PROGRAM, folder);
    if (n < 0 || n >= (int)sizeof command) return false;
    FILE *pipe = popen(command, "r");
    if (!pipe) {
        print_error("%s: cannot run %s\n", folder, LODE_PROGRAM);
        return false;
    }
    static char said[1 << 16];
    const size_t length = fread(said, 1, sizeof said - 1, pipe);
    said[length] = '\0';
    while (fgetc(pipe) != EOF)
        ; /* so that a talkative program does not die of a closed pipe */
    const int status = pclose(pipe);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    print_error("%s: lode check ended with %s %d\n%s\n", folder,
                WIFEXITED(status) ? "exit code" : "signal",
                WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), said);
    return false;
}

/* Checks every folder within `parent`, of which there are at least `least`. */
static void check_all(const char *parent, int least)
{
    Folders *folders = list_folders(parent);
    int failed = 0;
    for (int i = 0; i < folders->n; i++)
        failed += !passes(folders->path[i]);
    const int n = folders->n;
    free(folders);
    print_message("%s: %d of %d folders pass\n", parent, n - failed, n);
    if (n < least) fail_msg("only %d folders in %s, expected at least %d", n, parent, least);
    if (failed) fail_msg("%d of %d folders in %s fail", failed, n, parent);
}

TEST(cases_with_known_answers_reach_them)
{
    char parent[PATH_SIZE];
    CHECK(path_join(parent, test_folder(), "cases"));
    check_all(parent, 20);
}

TEST(models_hold_what_their_authors_assert)
{
    char parent[PATH_SIZE];
    CHECK(path_join(parent, test_folder(), "../models"));
    check_all(parent, 3);
}
