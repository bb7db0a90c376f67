/* files.h - the text files of a model folder, in memory: read from disk, or made by a test.
 * Everything behind this point reads bytes, never the disk. */
#ifndef LODE_TABLE_FILES_H
#define LODE_TABLE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"

typedef struct File {
    const char *name; /* relative to the folder, with '/': "tables/routes.csv" */
    const char *bytes;
    size_t n; /* bytes[n] is 0 */
} File;

/* A cell of a table, by its place in the rows of csv.h. */
typedef struct FileCell {
    const char *file;
    int32_t row, column;
} FileCell;

typedef struct Files {
    const File *items; /* sorted by name */
    int32_t n;
    bool changed;        /* cells were replaced in memory (model/overlay.h) */
    const FileCell *set; /* those that the command line replaced, which counts for more than a
                          * scenario */
    int32_t n_set;
} Files;

enum { FILE_BYTES_MAX = 256 * 1024 * 1024 };

/* Reads model.yaml, checks.yaml, and what ends in .csv or .yaml in tables/, scenarios/ and
 * evidence/ of `folder`, into arena. A file that is too large is a message in diag. LODE_IO:
 * the folder, or a file in it, cannot be read (diag says which). */
Status files_read(const char *folder, Arena *arena, Diag *diag, Files *out);

/* Adds the file at `path` under a name of the folder, or puts it in the place of the one that
 * has the name. LODE_IO: it cannot be read. */
Status files_add(const char *path, const char *name, Arena *arena, Diag *diag, Files *files);

/* The file of that name, or NULL. */
const File *files_find(const Files *files, const char *name);

#endif
