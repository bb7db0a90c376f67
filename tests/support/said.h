/* said.h - messages held against an expected.txt, word by word.
 *     said_check("bad-claims/all-at-once", diag);
 * With LODE_WRITE_EXPECTED set the file is written instead, to be read as its author would. */
#ifndef LODE_TESTS_SAID_H
#define LODE_TESTS_SAID_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "support/test.h"

enum { SAID_PATH = 1024, SAID_TEXT = 1 << 16, SAID_LINE = 600 };

/* tests/FOLDER/FILE into text (SAID_TEXT bytes); its length, 0 where it is not. */
static inline size_t said_read(const char *folder, const char *file, char *text)
{
    char path[2 * SAID_PATH];
    snprintf(path, sizeof path, "%s/%s/%s", test_folder(), folder, file);
    FILE *stream = fopen(path, "rb");
    const size_t n = stream ? fread(text, 1, SAID_TEXT - 1, stream) : 0;
    if (stream) fclose(stream);
    text[n] = '\0';
    return n;
}

static inline void said_keep(const char *folder, const char *text)
{
    char path[2 * SAID_PATH];
    snprintf(path, sizeof path, "%s/%s/expected.txt", test_folder(), folder);
    FILE *stream = fopen(path, "wb");
    CHECK(stream != NULL);
    fputs(text, stream);
    fclose(stream);
}

static inline void said_check(const char *folder, const Diag *diag)
{
    static char expected[SAID_TEXT], got[SAID_TEXT];
    char line[SAID_LINE];
    size_t used = 0;
    got[0] = '\0';
    for (int32_t i = 0; i < diag_count(diag); i++) {
        diag_format(diag_message(diag, i), line, sizeof line);
        used += (size_t)snprintf(got + used, sizeof got - used, "%s\n", line);
    }
    if (getenv("LODE_WRITE_EXPECTED")) said_keep(folder, got);
    said_read(folder, "expected.txt", expected);
    CHECK_TEXT(got, expected);
}

#endif
