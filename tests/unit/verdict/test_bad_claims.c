/* tests/bad-claims/NAME: every mistake of a claims.csv is told in one pass, with its line and
 * character; see the README there. */
#include <stdio.h>

#include "support/said.h"
#include "verdict/own_library.h"

static void check_said(const char *name)
{
    static char bytes[SAID_TEXT];
    char folder[SAID_PATH];
    Model *model;
    Ties *ties;
    Diag *diag = diag_new();
    snprintf(folder, sizeof folder, "%s/bad/base", test_folder());
    CHECK_OK(model_read(folder, diag, &model));
    snprintf(folder, sizeof folder, "bad-claims/%s", name);
    const size_t n = said_read(folder, "claims.csv", bytes);
    CHECK_INT(ties_read("claims.csv", bytes, n, model, diag, &ties), LODE_BAD_INPUT);
    said_check(folder, diag);
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
