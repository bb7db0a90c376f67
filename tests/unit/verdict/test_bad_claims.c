/* tests/bad-claims/NAME: every mistake of a claims.csv is told in one pass, with its line and
 * character; see the README there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"
#include "verdict/own_library.h"

enum { PATH_BYTES = 1024, TEXT_MAX = 1 << 16 };

static size_t slurp(const char *name, const char *file, char *text)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/bad-claims/%s/%s", test_folder(), name, file);
    FILE *stream = fopen(path, "rb");
    const size_t n = stream ? fread(text, 1, TEXT_MAX - 1, stream) : 0;
    if (stream) fclose(stream);
    text[n] = '\0';
    return n;
}

static void keep(const char *name, const char *text)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/bad-claims/%s/expected.txt", test_folder(), name);
    FILE *stream = fopen(path, "wb");
    CHECK(stream != NULL);
    fputs(text, stream);
    fclose(stream);
}

static void check_said(const char *name)
{
    static char bytes[TEXT_MAX], expected[TEXT_MAX], got[TEXT_MAX];
    char folder[PATH_BYTES], line[600];
    Model *model;
    Ties *ties;
    Diag *diag = diag_new();
    size_t used = 0;
    snprintf(folder, sizeof folder, "%s/bad/base", test_folder());
    CHECK_OK(model_read(folder, diag, &model));
    const size_t n = slurp(name, "claims.csv", bytes);
    CHECK_INT(ties_read("claims.csv", bytes, n, model, diag, &ties), LODE_BAD_INPUT);
    got[0] = '\0';
    for (int32_t i = 0; i < diag_count(diag); i++) {
        diag_format(diag_message(diag, i), line, sizeof line);
        used += (size_t)snprintf(got + used, sizeof got - used, "%s\n", line);
    }
    if (getenv("LODE_WRITE_EXPECTED")) keep(name, got);
    slurp(name, "expected.txt", expected);
    CHECK_TEXT(got, expected);
    model_free(model);
    diag_free(diag);
}

TEST(mistakes_are_told_in_one_pass)
{
    check_said("all-at-once");
}

TEST(columns_that_are_missing_are_told)
{
    check_said("no-columns");
}
