/* world.h - the small model of tests/bad/base in memory, to be changed file by file and read.
 *     World w = world_open();
 *     world_put(&w, "tables/stocks.csv", "region,commodity,...");
 *     world_read(&w); */
#ifndef LODE_TESTS_MODEL_WORLD_H
#define LODE_TESTS_MODEL_WORLD_H

#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "model/read.h"

enum { WORLD_FILES_MAX = 128 };

typedef struct World {
    Arena *arena;
    Diag *diag;
    File files[WORLD_FILES_MAX];
    int32_t n;
    Status status;
    Model *model;
} World;

static inline void world_put_bytes(World *w, const char *name, const char *bytes, size_t n)
{
    int32_t at = 0;
    while (at < w->n && strcmp(w->files[at].name, name) != 0)
        at++;
    assert_true(at < WORLD_FILES_MAX);
    w->files[at] = (File){.name = name, .bytes = bytes, .n = n};
    if (at == w->n) w->n++;
}

static inline void world_put(World *w, const char *name, const char *text)
{
    world_put_bytes(w, name, text, strlen(text));
}

static inline void world_drop(World *w, const char *name)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < w->n; i++)
        if (strcmp(w->files[i].name, name) != 0) w->files[kept++] = w->files[i];
    w->n = kept;
}

/* Lays the files of a folder over the world. */
static inline void world_lay(World *w, const char *folder)
{
    Files files;
    assert_int_equal(files_read(folder, w->arena, w->diag, &files), LODE_OK);
    for (int32_t i = 0; i < files.n; i++)
        world_put_bytes(w, files.items[i].name, files.items[i].bytes, files.items[i].n);
}

static inline World world_empty(void)
{
    return (World){.arena = arena_new(0), .diag = diag_new()};
}

static inline World world_open(void)
{
    World w = world_empty();
    char path[1024];
    snprintf(path, sizeof path, "%s/bad/base", test_folder());
    world_lay(&w, path);
    return w;
}

static inline void world_read(World *w)
{
    const Files files = {.items = w->files, .n = w->n};
    w->status = model_read_files(&files, "world", w->diag, &w->model);
    diag_sort(w->diag);
}

/* Reads, and fails the test with the messages if there is one. */
static inline const Model *world_model(World *w)
{
    char text[1024];
    world_read(w);
    for (int32_t i = 0; i < diag_count(w->diag); i++) {
        diag_format(diag_message(w->diag, i), text, sizeof text);
        print_error("%s\n", text);
    }
    assert_int_equal(diag_count(w->diag), 0);
    assert_int_equal(w->status, LODE_OK);
    return w->model;
}

/* Message number i, "" behind the last. */
static inline const char *world_said(const World *w, int32_t i)
{
    static char text[1024];
    if (i >= diag_count(w->diag)) return "";
    diag_format(diag_message(w->diag, i), text, sizeof text);
    return text;
}

static inline void world_close(World *w)
{
    model_free(w->model);
    arena_free(w->arena);
    diag_free(w->diag);
}

#endif
