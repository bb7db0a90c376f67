#include "support/test.h"

#include <stdio.h>

#include "base/diag.h"

static const char *line(const Diag *diag, int32_t i)
{
    static char text[256];
    diag_format(diag_message(diag, i), text, sizeof text);
    return text;
}

TEST(messages_name_their_place_as_compilers_do)
{
    Diag *diag = diag_new();
    diag_error(diag, "routes.csv", 14, 6, "to", "both ends are '%s'", "malaysia");
    diag_warn(diag, "routes.csv", 14, 0, "", "hm");
    diag_error(diag, "", 0, 0, "", "no folder");
    CHECK_TEXT(line(diag, 0), "routes.csv:14:6: to: both ends are 'malaysia'");
    CHECK_TEXT(line(diag, 1), "routes.csv:14: warning: hm");
    CHECK_TEXT(line(diag, 2), "no folder");
    CHECK_INT(diag_errors(diag), 2);
    CHECK_INT(diag_warnings(diag), 1);
    diag_free(diag);
}

TEST(sorting_is_by_place_and_keeps_the_order_of_equals)
{
    Diag *diag = diag_new();
    diag_error(diag, "b.csv", 1, 1, "", "fifth");
    diag_warn(diag, "a.csv", 2, 1, "", "fourth");
    diag_error(diag, "a.csv", 2, 1, "", "second");
    diag_error(diag, "a.csv", 2, 1, "", "third");
    diag_error(diag, "a.csv", 1, 9, "", "first");
    diag_sort(diag);
    CHECK_TEXT(diag_message(diag, 0)->text, "first");
    CHECK_TEXT(diag_message(diag, 1)->text, "second");
    CHECK_TEXT(diag_message(diag, 2)->text, "third");
    CHECK_TEXT(diag_message(diag, 3)->text, "fourth");
    CHECK_TEXT(diag_message(diag, 4)->text, "fifth");
    diag_free(diag);
}

TEST(thousands_of_messages_are_kept_and_no_diag_keeps_none)
{
    Diag *diag = diag_new();
    for (int i = 0; i < 5000; i++)
        diag_error(diag, "a.csv", i + 1, 1, "x", "message %d", i);
    CHECK_INT(diag_count(diag), 5000);
    CHECK_TEXT(diag_message(diag, 4999)->text, "message 4999");
    diag_error(NULL, "a.csv", 1, 1, "x", "nobody reads this");
    CHECK_INT(diag_errors(NULL), 0);
    CHECK_INT(diag_count(NULL), 0);
    diag_sort(NULL);
    diag_free(diag);
    diag_free(NULL);
}
