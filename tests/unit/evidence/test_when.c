/* The forms of dates of when.h, and what is none. */
#include "evidence/when.h"

#include <string.h>

#include "support/test.h"

static const char *read(const char *text)
{
    static char out[WHEN_BYTES];
    return when_parse(text, out) ? out : "none";
}

TEST(dates_are_read_in_the_forms_people_write)
{
    static const char *const forms[][2] = {
        {"2025-09-03", "2025-09-03"},
        {"2025-09-03 09:03", "2025-09-03 09:03"},
        {" 2025-9-3 ", "2025-09-03"},
        {"2025/9/3", "2025-09-03"},
        {"2025.09.03", "2025-09-03"},
        {"20250903", "2025-09-03"},
        {"2025年9月3日", "2025-09-03"},
        {"２０２５年９月３日", "2025-09-03"},
        {"2025年9月3日 09:03", "2025-09-03 09:03"},
        {"2025-09-03T09:03:00Z", "2025-09-03 09:03"},
        {"2025-09-03T09:03:00+08:00", "2025-09-03 09:03"},
        {"3 September 2025", "2025-09-03"},
        {"3rd Sept 2025", "2025-09-03"},
        {"September 3, 2025", "2025-09-03"},
        {"Sep. 3, 2025", "2025-09-03"},
        {"Wed, 03 Sep 2025 09:03:00 GMT", "2025-09-03 09:03"},
        {"25/09/2025", "2025-09-25"},
        {"2025", "2025"},
        {"2025-09", "2025-09"},
        {"2025年9月", "2025-09"},
        {"September 2025", "2025-09"},
        {"29 February 2024", "2024-02-29"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(read(forms[i][0]), forms[i][1]) != 0) {
            print_error("%s\n", forms[i][0]);
            CHECK_TEXT(read(forms[i][0]), forms[i][1]);
        }
}

TEST(what_two_readers_could_read_differently_is_no_date)
{
    static const char *const none[] = {"03/04/2025", "30 February 2025",
                                       "2025-13-01", "yesterday",
                                       "",           "12.8",
                                       "1000",       "2025-09-03 and more",
                                       "May",        "2025-09-03-04",
                                       "99999999",   "3 2025 September"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(read(none[i]), "none") != 0) {
            print_error("%s\n", none[i]);
            CHECK_TEXT(read(none[i]), "none");
        }
}

TEST(a_date_is_found_inside_a_text)
{
    char out[WHEN_BYTES];
    const char *text = "Price 1,200 on page 12; published on 3 September 2025 by the agency";
    CHECK(when_find(text, strlen(text), out));
    CHECK_TEXT(out, "2025-09-03");
    CHECK(!when_find("no date, only 12.8 and 2024", 27, out));
}

TEST(days_sort)
{
    CHECK_INT(when_day("2025-09-03 09:03"), 20250903);
    CHECK_INT(when_day("2025"), 20250000);
    CHECK_INT(when_day(NULL), 0);
}
