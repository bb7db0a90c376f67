#include "support/test.h"

#include "base/date.h"

static Month parsed(const char *text, int32_t expected_months)
{
    Month month = MONTH_NONE;
    int32_t months = 0;
    CHECK(month_parse(text, &month, &months));
    CHECK_INT(months, expected_months);
    return month;
}

TEST(months_quarters_years_and_days_are_read)
{
    CHECK_INT(parsed("2025-04", 1), 2025 * 12 + 3);
    CHECK_INT(parsed("2025-04-30", 1), 2025 * 12 + 3);
    CHECK_INT(parsed("2026-Q3", 3), 2026 * 12 + 6);
    CHECK_INT(parsed("2025-H1", 6), 2025 * 12);
    CHECK_INT(parsed("2025-H2", 6), 2025 * 12 + 6);
    CHECK_INT(parsed("2030", 12), 2030 * 12);
    CHECK_INT(parsed("2024-02-29", 1), 2024 * 12 + 1);
}

TEST(everything_else_is_refused)
{
    static const char *const wrong[] = {
        "",           "25",         "2025-4",    "2025-13", "2025-00", "2025-Q5",
        "2025-Q0",    "2025-H0",    "2025-H3",   "2025-h1", "2025-q1", "2025/04",
        "2025-04-31", "2025-02-29", "2025-04-0", "20250",   "Apr-25",  "2025 ",
        " 2025-04",   "2025-04-",   "2025-",     "-2025",   "2025-04x"};
    Month month;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        CHECK(!month_parse(wrong[i], &month, NULL));
}

TEST(a_month_writes_itself_and_knows_its_year)
{
    char text[16];
    month_format(2025 * 12 + 3, text, sizeof text);
    CHECK_TEXT(text, "2025-04");
    CHECK_INT(month_year(2025 * 12 + 11), 2025);
    CHECK_INT(month_of_year(2025 * 12 + 11), 12);
    CHECK_INT(month_year(-1), -1);
    CHECK_INT(month_of_year(-1), 12);
}
