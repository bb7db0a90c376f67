#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "table/files.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    char folder[64];
} Fixture;

static Fixture open_folder(void)
{
    Fixture fx = {.arena = arena_new(0), .diag = diag_new(), .folder = "/tmp/lode-test-XXXXXX"};
    assert_non_null(mkdtemp(fx.folder));
    return fx;
}

static const char *path_in(const Fixture *fx, const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", fx->folder, name);
    return path;
}

static void write_file(const Fixture *fx, const char *name, const char *text)
{
    FILE *file = fopen(path_in(fx, name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void close_folder(Fixture *fx, const char *const *names)
{
    for (; *names; names++)
        remove(path_in(fx, *names));
    rmdir(fx->folder);
    arena_free(fx->arena);
    diag_free(fx->diag);
}

TEST(a_folder_gives_its_own_files_in_order)
{
    static const char *const made[] = {
        "tables/b.csv", "tables/a.csv", "tables/notes.txt", "tables/.hidden.csv",
        "model.yaml",   "other.yaml",   "tables",           NULL};
    Fixture fx = open_folder();
    Files files;
    assert_int_equal(mkdir(path_in(&fx, "tables"), 0700), 0);
    for (int i = 0; i < 6; i++)
        write_file(&fx, made[i], made[i]);
    CHECK_OK(files_read(fx.folder, fx.arena, fx.diag, &files));
    CHECK_INT(files.n, 3);
    CHECK_TEXT(files.items[0].name, "model.yaml");
    CHECK_TEXT(files.items[1].name, "tables/a.csv");
    CHECK_TEXT(files.items[2].bytes, "tables/b.csv");
    CHECK_INT(files.items[2].n, strlen("tables/b.csv"));
    CHECK(files_find(&files, "tables/a.csv") == &files.items[1]);
    CHECK(files_find(&files, "tables/c.csv") == NULL);
    close_folder(&fx, made);
}

TEST(what_is_no_file_is_named)
{
    static const char *const made[] = {"tables/a.csv", "tables", NULL};
    Fixture fx = open_folder();
    Files files;
    assert_int_equal(mkdir(path_in(&fx, "tables"), 0700), 0);
    assert_int_equal(mkdir(path_in(&fx, "tables/a.csv"), 0700), 0);
    CHECK_OK(files_read(fx.folder, fx.arena, fx.diag, &files));
    CHECK_INT(files.n, 0);
    CHECK_TEXT(diag_message(fx.diag, 0)->file, "tables/a.csv");
    CHECK_TEXT(diag_message(fx.diag, 0)->text, "this is no ordinary file");
    rmdir(path_in(&fx, "tables/a.csv"));
    close_folder(&fx, made);
}

TEST(a_folder_that_is_not_there_is_an_io_failure)
{
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    Files files;
    CHECK_INT(files_read("/no/such/folder", arena, diag, &files), LODE_IO);
    CHECK_INT(files.n, 0);
    CHECK_INT(diag_errors(diag), 1);
    arena_free(arena);
    diag_free(diag);
}
