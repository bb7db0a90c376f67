#include "support/test.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* --- UTF-8 --- */

TEST(invalid_bytes_are_found_where_they_stand)
{
    size_t bad = 99;
    CHECK(text_is_utf8("abc \xE4\xB8\xAD", 7, &bad));
    CHECK(text_is_utf8("", 0, &bad));
    CHECK(!text_is_utf8("ab\xB2 c", 5, &bad) && bad == 2);
    CHECK(!text_is_utf8("a\xE4\xB8", 3, &bad) && bad == 1);     /* cut off */
    CHECK(!text_is_utf8("\xC0\xAF", 2, &bad) && bad == 0);      /* longer than needed */
    CHECK(!text_is_utf8("a\xED\xA0\x80", 4, &bad) && bad == 1); /* a surrogate */
    CHECK(!text_is_utf8("\xF5\x80\x80\x80", 4, &bad) && bad == 0);
    CHECK(!text_is_utf8("a\0b", 3, &bad) && bad == 1);
}

TEST(east_asian_characters_take_two_columns)
{
    CHECK_INT(text_width("abc"), 3);
    CHECK_INT(text_width("\xE7\xA8\x80\xE5\x9C\x9F"), 4); /* 稀土 */
    CHECK_INT(text_width("e\xCC\x81"), 1);                /* a combining accent */
    CHECK_INT(text_width("\xB2"), 1);
    CHECK_INT(text_length("\xE7\xA8\x80\xE5\x9C\x9F", 6), 2);
}

TEST(full_width_characters_have_a_plain_form)
{
    Arena *arena = arena_new(0);
    CHECK_TEXT(text_nfkc(arena, "\xEF\xBC\x91\xEF\xBC\x92"), "12"); /* １２ */
    CHECK(text_nfkc(arena, "\xB2") == NULL);
    arena_free(arena);
}

/* --- numbers --- */

static double number(const char *text)
{
    double value = NAN;
    CHECK(text_number(text, &value));
    return value;
}

TEST(numbers_are_read_as_the_c_library_reads_them)
{
    static const char *const texts[] = {"0",
                                        "12",
                                        "-3.5",
                                        "+7",
                                        ".5",
                                        "5.",
                                        "1e6",
                                        "1.5E-3",
                                        "0.1",
                                        "149.0572",
                                        "1e22",
                                        "1e23",
                                        "4.9e-324",
                                        "1e-400",
                                        "0.30000000000000004",
                                        "9007199254740993",
                                        "123456789012345678901234567890",
                                        "2.2250738585072011e-308",
                                        "1.7976931348623157e308"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        CHECK(number(texts[i]) == strtod(texts[i], NULL));
    CHECK(signbit(number("-0")));
}

TEST(what_is_no_plain_number_is_refused)
{
    static const char *const wrong[] = {"",    " 1",    "1 ",    "0x10",         "inf", "nan",
                                        "1,5", "1.2.3", "1e",    "e5",           "--1", "+",
                                        ".",   "1e999", "1_000", "\xEF\xBC\x91", "1e+", "-"};
    double value;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        CHECK(!text_number(wrong[i], &value));
}

TEST(very_long_numbers_do_not_overrun)
{
    char text[4000];
    double value;
    memset(text, '1', sizeof text);
    text[sizeof text - 1] = '\0';
    CHECK(!text_number(text, &value));
    memset(text, '0', sizeof text - 2);
    text[sizeof text - 2] = '7';
    CHECK(text_number(text, &value) && value == 7);
}

TEST(a_number_may_start_a_longer_text)
{
    const char *end;
    double value;
    CHECK(text_number_prefix("2000 t/year", &value, &end));
    CHECK_NEAR(value, 2000, 0);
    CHECK_TEXT(end, " t/year");
    CHECK(text_number_prefix("5e", &value, &end)); /* an e without digits is no exponent */
    CHECK_TEXT(end, "e");
}

TEST(the_locale_does_not_matter)
{
    const char *old = setlocale(LC_NUMERIC, "de_DE.UTF-8"); /* if this machine has it */
    CHECK_NEAR(number("0.30000000000000004"), 0.3, 1e-15);
    CHECK_NEAR(number("1.5"), 1.5, 0);
    if (old) setlocale(LC_NUMERIC, "C");
}

/* --- did you mean --- */

TEST(distance_counts_slips_of_the_keyboard)
{
    CHECK_INT(text_distance("china", "china"), 0);
    CHECK_INT(text_distance("china", "chna"), 1);
    CHECK_INT(text_distance("china", "chian"), 1); /* a swap is one slip */
    CHECK_INT(text_distance("china", "chyna"), 1);
    CHECK_INT(text_distance("", "abc"), 3);
    CHECK_INT(text_distance("ca", "abc"), 3);
    CHECK_INT(text_distance("a",
                            "0123456789012345678901234567890123456789012345678901234567890123"
                            "456789"),
              INT32_MAX);
}

TEST(only_near_words_are_suggested)
{
    char word[TEXT_WORD_MAX + 1];
    CHECK(text_nearest_choice("lineer", "elastic|fixed|linear", word, sizeof word));
    CHECK_TEXT(word, "linear");
    CHECK(!text_nearest_choice("cubic", "elastic|fixed|linear", word, sizeof word));
    CHECK(!text_nearest_choice("ab", "xy|zz", word, sizeof word));
    CHECK_INT(text_choice("fixed", "elastic|fixed|linear"), 1);
    CHECK_INT(text_choice("fix", "elastic|fixed|linear"), -1);
    CHECK_INT(text_choice("", "|seen|memory"), 0);
}
